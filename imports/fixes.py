"""A clerk's corrections laid over the cells of a file before they are read; the file itself stays as it came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from imports.cleaning.cells import as_text
from imports.rows import Cells, CleanRow, Fixes, RawSheet, ReadOutcome, RowPlace


def fixed(sheet: RawSheet, fixes: Fixes) -> RawSheet:
    """The sheet as a clerk corrected it; a sheet without corrections is returned as it is."""
    here = {place[2:]: texts for place, texts in fixes.texts.items() if place[:2] == (sheet.file, sheet.name)}
    if not here:
        return sheet
    rows = [
        _fixed(cells, here.get((sheet.number_of(index), sheet.cell_of(index)), {}))
        for index, cells in enumerate(sheet.rows)
    ]
    return replace(sheet, rows=rows)


def _fixed(cells: Cells, texts: Mapping[int, str]) -> Cells:
    if not texts:
        return cells
    width = max(len(cells), max(texts) + 1)
    padded: Cells = [*cells, *[""] * (width - len(cells))]
    return [texts.get(at, cell) for at, cell in enumerate(padded)]


def leave_as_written(outcome: ReadOutcome, sheets: Sequence[RawSheet], fixes: Fixes) -> None:
    """Keep with every corrected row what the source itself says, and refuse the rows that were set aside."""
    if not fixes.texts and not fixes.aside:
        return
    written = dict(_written(sheets, fixes))
    for row in outcome.rows:
        place = _place_of(row)
        row.raw = written.get(place, row.raw)
        if place in fixes.aside:
            row.report("set_aside")


def _written(sheets: Sequence[RawSheet], fixes: Fixes) -> Iterator[tuple[RowPlace, tuple[str, ...]]]:
    for sheet in sheets:
        for index, cells in enumerate(sheet.rows):
            place = (sheet.file, sheet.name, sheet.number_of(index), sheet.cell_of(index))
            if place in fixes.texts:
                yield place, tuple(map(as_text, cells))


def _place_of(row: CleanRow) -> RowPlace:
    return row.file, row.sheet, row.row, row.cell
