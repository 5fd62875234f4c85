"""A clerk's corrections laid over the cells of a file before they are read; the file itself stays as it came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from imports.rows import Cells, Fixes, RawSheet


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
