"""One row of data into one clean row: place, right, deceased, and what is odd about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cementiris.registry.names import fold
from imports.cleaning.burials import BurialCleaner
from imports.cleaning.layout import Layout
from imports.cleaning.places import PlaceCleaner
from imports.cleaning.rights import RightCleaner
from imports.rows import CleanConcession, CleanRow, CleanUnit, Line
from imports.tables import DataRow

_ESTATE = re.compile(r"\b(?:hereu|hereva|hered|heir)")
_YES = frozenset({"x", "s", "si", "yes", "1", "cert"})
_ROLES = (
    ("widow_of", re.compile(r"\b(?:vidu|viud|vda|widow)")),
    ("co_holder", re.compile(r"\bco ?(?:titular|holder|owner|propiet)|\b(?:2|segon|segund|second)")),
    ("beneficiary", re.compile(r"\bbenefici")),
)


class RowCleaner:
    """Cleans the rows of one table; everything that holds for all its rows is in the layout."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.places = PlaceCleaner(layout)
        self.rights = RightCleaner(layout)
        self.burials = BurialCleaner(layout)

    def clean(self, data: DataRow) -> CleanRow:
        """Clean one row; never raises on what stands in it."""
        layout, line = self.layout, data.line
        row = CleanRow(
            layout.sheet.file, layout.sheet.name, data.number, (data.raw or line.texts)[: layout.width], cell=data.cell
        )
        row.notes = "\n".join(text for text in (layout.text("notes", line), *self._unmapped(line)) if text)
        row.legacy_key = layout.text("legacy_key", line)
        holder_text = self.rights.holder_text(line)
        row.unit = self._unit_of(row, data, holder_text)
        row.concession = _in_relation(self.rights.right_of(row, line, holder_text), layout.text("relation", line))
        row.burials = tuple(self.burials.burials_of(row, data))
        if not layout.is_joined:
            report_gaps(row)
        return row

    def _unit_of(self, row: CleanRow, data: DataRow, holder_text: str) -> CleanUnit | None:
        """The unit, known by its whole code where the table has one beside the number."""
        unit = self.places.unit_of(row, data, holder_text)
        code = self.layout.text("unit_key", data.line)
        if unit and not unit.state and fold(self.layout.text("state", data.line, 1)) in _YES:
            unit = replace(unit, state="free" if self.layout.second_says_free else "occupied")
        return replace(unit, code_as_written=code) if unit and code and not code.isdecimal() else unit

    def _unmapped(self, line: Line) -> Iterator[str]:
        for label, index in self.layout.unmapped:
            if index < len(line.texts) and line.texts[index]:
                yield f"{label}: {line.texts[index]}"


def _in_relation(right: CleanConcession | None, relation: str) -> CleanConcession | None:
    """The right with what a column of its own says its holder is: *Hereus de*, *Vídua de*, *Cotitular*."""
    if right is None or not relation or not right.holders:
        return right
    folded = fold(relation)
    first = right.holders[0]
    if _ESTATE.search(folded):
        first = replace(first, is_estate=True)
    elif first.role != "institution":
        first = replace(first, role=next((role for role, word in _ROLES if word.search(folded)), first.role))
    return replace(right, holders=(first, *right.holders[1:]))


def report_gaps(row: CleanRow) -> None:
    """Report what a row leaves out that the register needs: its place, the whole of its dates."""
    if row.unit is None and not any(issue.code == "unreadable_code" for issue in row.issues):
        row.report("place_unknown" if row.burials and row.concession is None else "no_unit")
    for burial in row.burials:
        if _is_doubtful(burial.died_on.edtf) or _is_doubtful(burial.buried_on.edtf):
            row.report("partial_date")


def _is_doubtful(edtf: str) -> bool:
    return bool(edtf) and (not edtf[-1].isdecimal() or "/" in edtf)
