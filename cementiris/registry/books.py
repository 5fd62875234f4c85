"""The burial register read as a book: the lines of a year, of a unit or of a person, in the order of the days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractYear

from cementiris.documents.kinds import HistoryLine
from cementiris.registry.dates import PartialDate
from cementiris.registry.models import BurialUnit, Movement, MovementKind, Person
from cementiris.registry.place_in_words import place_of

IN_ORDER = (F("on_from").asc(nulls_first=True), F("pk").asc())


@dataclass(frozen=True)
class BookYear:
    """One year of the book and how many lines it has."""

    year: int
    count: int


def book_lines() -> QuerySet[Movement]:
    """Return the lines of the book: all movements that count, mergers of units apart, which move nobody."""
    lines = Movement.objects.filter(annulled=False).exclude(kind=MovementKind.MERGER)
    related = (
        "deceased",
        "cemetery",
        "from_unit__section",
        "from_unit__cemetery",
        "to_unit__section",
        "to_unit__cemetery",
    )
    return lines.select_related(*related).order_by(*IN_ORDER)


def lines_of_year(year: int) -> QuerySet[Movement]:
    """Return the lines whose day falls in the year, also those of which no more than the year is known."""
    return book_lines().filter(on_from__gte=date(year, 1, 1), on_from__lte=date(year, 12, 31))


def lines_of_unit(unit: BurialUnit, on: date) -> QuerySet[Movement]:
    """Return what came to and left the unit up to the day."""
    return _until(book_lines().filter(Q(from_unit=unit) | Q(to_unit=unit)), on)


def lines_of_person(person: Person, on: date) -> QuerySet[Movement]:
    """Return where somebody was laid and taken up to the day."""
    return _until(book_lines().filter(deceased=person), on)


def _until(lines: QuerySet[Movement], on: date) -> QuerySet[Movement]:
    return lines.filter(Q(on_from__isnull=True) | Q(on_from__lte=on))


def book_years() -> list[BookYear]:
    """Return the years that have any line, the latest first."""
    dated = Movement.objects.filter(annulled=False, on_from__isnull=False).exclude(kind=MovementKind.MERGER)
    rows = dated.annotate(year=ExtractYear("on_from")).values("year").annotate(count=Count("pk")).order_by("-year")
    return [BookYear(row["year"], row["count"]) for row in rows]


def in_words(lines: Iterable[Movement]) -> list[HistoryLine]:
    """Write the lines as papers do."""
    return [
        HistoryLine(
            on=PartialDate.parse_edtf(line.on).display(),
            what=f"{line.get_kind_display()}, {str(line.get_remains_display()).lower()}",
            who=str(line.deceased),
            where=_where(line),
        )
        for line in lines
    ]


def _where(line: Movement) -> str:
    places = [place_of(unit) for unit in (line.from_unit, line.to_unit) if unit is not None]
    if line.elsewhere:
        places = [line.elsewhere, *places] if line.kind == MovementKind.BURIAL else [*places, line.elsewhere]
    return " → ".join(dict.fromkeys(places)) or f"{line.cemetery}, lloc desconegut"
