"""A tariff as a spreadsheet, in the very columns that can be brought in again. The sheet speaks Catalan."""

from django.utils.translation import override

from cementiris.fees.models import Adjustment, ConditionalLine, Rate, Tariff
from cementiris.fees.typed import write_span
from cementiris.fees.words import Concept, Kinship, RemainsKind
from cementiris.spreadsheets.writing import SheetToWrite, write_workbook
from cementiris.vocabulary import UnitKind

COLUMNS = (
    ("Concepte", 30), ("Descripció", 34), ("Import", 12), ("Recàrrec %", 12), ("Es paga", 12), ("Classe", 28),
    ("Modalitat", 18), ("Fila", 12), ("Any de construcció", 18), ("Anys", 12), ("Parentiu", 24),
    ("Què s’hi inhuma", 18), ("Empadronat", 12), ("Article", 16),
)  # fmt: skip

Cell = str | float


def tariff_workbook(tariff: Tariff) -> bytes:
    """The lines of the tariff, rates first."""
    with override("ca"):
        rows = [*map(_rate_cells, tariff.rates.all()), *map(_adjustment_cells, tariff.adjustments.all())]
    return write_workbook([SheetToWrite("Tarifa", COLUMNS, rows)], title=tariff.name)


def _rate_cells(rate: Rate) -> list[Cell]:
    head: list[Cell] = [
        str(Concept(rate.concept).label),
        rate.label,
        float(rate.amount),
        "",
        str(rate.get_per_display()),
    ]
    return [*head, *_condition_cells(rate)]


def _adjustment_cells(adjustment: Adjustment) -> list[Cell]:
    concepts = ", ".join(str(Concept(concept).label) for concept in adjustment.concepts) or "Tots"
    return [concepts, adjustment.label, "", float(adjustment.percent), "", *_condition_cells(adjustment)]


def _condition_cells(line: ConditionalLine) -> list[Cell]:
    when = line.when
    return [
        ", ".join(str(UnitKind(kind).label) for kind in line.kinds),
        line.variant,
        *[write_span(span) for span in (when.floors, when.built, when.terms)],
        str(Kinship(line.kinship).label) if line.kinship else "",
        str(RemainsKind(line.remains).label) if line.remains else "",
        {True: "Sí", False: "No", None: ""}[line.resident],
        line.article,
    ]
