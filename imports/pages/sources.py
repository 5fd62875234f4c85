"""The source rows of a fact of the register, as they were written, with the cells that told it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from cementiris.registry.models import BurialUnit, Concession, Person
from imports.models import ImportBatch, ImportRow, SourceLink
from imports.vocabulary import DATES, DECEASED_NAMES, HOLDER_NAMES, OF_BURIALS, OF_RIGHTS, PLACE

MOST_ROWS = 200
_UNIT = frozenset(PLACE) | {"kind", "state"}
_RIGHT = HOLDER_NAMES | OF_RIGHTS | {"co_holder", "beneficiary", "perpetual"}
_BURIAL = DECEASED_NAMES | OF_BURIALS | (DATES - OF_RIGHTS) | {"sex"}


@dataclass(frozen=True)
class SourceCell:
    """A cell as written, under its header; `tells`: the fact comes from it."""

    header: str
    text: str
    tells: bool


@dataclass(frozen=True)
class SourceLine:
    """One row of a file that told something."""

    row: ImportRow
    batch: ImportBatch
    cells: list[SourceCell]


def unit_lines(unit: BurialUnit) -> list[SourceLine]:
    """Return the rows that told of a unit, the cells of its place marked."""
    return _lines(SourceLink.objects.filter(unit=unit), _UNIT)


def right_lines(right: Concession) -> list[SourceLine]:
    """Return the rows that told of a right, the cells of its holders, days and title marked."""
    return _lines(SourceLink.objects.filter(concession=right), _RIGHT)


def person_lines(person: Person) -> list[SourceLine]:
    """Return the rows that told of a person's rights and burials."""
    return _lines(
        SourceLink.objects.filter(Q(movement__deceased=person) | Q(concession__holdings__person=person)).distinct(),
        _RIGHT | _BURIAL,
    )


def _lines(links: QuerySet[SourceLink], asked: frozenset[str]) -> list[SourceLine]:
    """Return each row once; marked are the cells that are asked for, if the row told of such a thing."""
    found: dict[int, list[SourceLink]] = {}
    for link in links.select_related("row").order_by("pk")[:MOST_ROWS]:
        found.setdefault(link.row_id, []).append(link)
    batches = ImportBatch.objects.in_bulk({same[0].row.batch_id for same in found.values()})
    return [_line(same, batches[same[0].row.batch_id], asked) for same in found.values()]


def _line(links: list[SourceLink], batch: ImportBatch, asked: frozenset[str]) -> SourceLine:
    row = links[0].row
    columns = _columns(batch.proposal, row.file_name, row.sheet)
    telling = asked & _telling(links)
    cells = [
        SourceCell(header, str(text), bool(str(text).strip()) and meaning in telling)
        for at, text in enumerate(row.raw)
        for header, meaning in [columns.get(at, ("", ""))]
    ]
    return SourceLine(row, batch, cells)


def _telling(links: Iterable[SourceLink]) -> frozenset[str]:
    telling: frozenset[str] = frozenset()
    for link in links:
        if link.movement_id:
            telling |= _BURIAL
        if link.concession_id:
            telling |= _RIGHT
        if link.unit_id:
            telling |= _UNIT
    return telling


def _columns(proposal: Mapping[str, Any], file: str, sheet: str) -> dict[int, tuple[str, str]]:
    return {
        column["column"]: (column["header"], column["meaning"])
        for column in proposal.get("columns", [])
        if column["sheet"] == sheet and column.get("file", file) in {file, ""}
    }
