"""Values that several parts of a row need: its dates and the names that stand in several columns."""

from __future__ import annotations

from cementiris.registry.dates import UNKNOWN_DATE, PartialDate
from cementiris.registry.names import NameParts, fold
from imports.cleaning.cells import as_text, is_unknown, one_line
from imports.cleaning.dates import read_date
from imports.cleaning.layout import Layout
from imports.cleaning.people import read_name
from imports.cleaning.terms import read_term
from imports.rows import CleanRow, Line

_ALSO_SURNAMES = frozenset({"blank", "none", "na", "nc", "nd", "desc"})
NAME_PARTS = ("given", "surnames", "surname1", "surname2")


def date_in(layout: Layout, row: CleanRow, meaning: str, line: Line, group: int = 0) -> PartialDate:
    """Read a date of the row and report on it what cannot be read; an end may also say that the right has none."""
    cell = layout.cell(meaning, line, group)
    if cell is None or cell == "":
        return UNKNOWN_DATE
    if isinstance(cell, str):
        cell = layout.without_placeholder(one_line(cell))
    reading = read_date(cell, layout.rules_for(meaning, group))
    if reading.problem and not (meaning == "expires_on" and read_term(cell).perpetual):
        row.report(reading.problem, text=as_text(cell))
    return reading.value


def whole_name(layout: Layout, subject: str, line: Line, group: int = 0) -> str:
    """The name that stands in several columns, as written and in their order, joined by blanks."""
    texts = (layout.text(meaning, line, group) for meaning in layout.name_columns(subject, group))
    return one_line(" ".join(text for text in texts if text))


def _known(part: str) -> str:
    """A part of a name, or nothing when it only says that it is not known; a surname like *Blank* is one."""
    return "" if part and is_unknown(part) and fold(part) not in _ALSO_SURNAMES else part


def parts_in(layout: Layout, subject: str, line: Line, group: int = 0) -> NameParts:
    """The parts of a name that stands in several columns; placeholders count as nothing."""
    given, surnames, first, second = (
        _known(layout.without_placeholder(layout.text(f"{subject}_{part}", line, group))) for part in NAME_PARTS
    )
    if surnames and not first:
        split = read_name(f"{surnames}, X")
        first, second = split.surname1, second or split.surname2
    return NameParts(given, first, second)
