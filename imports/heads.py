"""How every sheet begins, kept small: what a clerk looks at to see whether the header was found where it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from imports.cleaning.cells import as_text
from imports.header import Header
from imports.rows import Cells, RawSheet, SheetHead
from imports.tables import Tables

MAX_SHEETS = 60
MAX_ROWS = 12
BEFORE_HEADER = 6
"""Rows shown above a header that stands far down."""
MAX_CELLS = 40
MAX_SIGNS = 80


def heads_of(sheets: Sequence[RawSheet], found: Tables) -> list[SheetHead]:
    """The first rows of each sheet, used or not, with the row of its header."""
    headers = {(table.sheet.file, table.sheet.name): table.header for table in found.tables}
    return [_head(sheet, headers) for sheet in sheets[:MAX_SHEETS]]


def _head(sheet: RawSheet, headers: Mapping[tuple[str, str], Header]) -> SheetHead:
    header = headers.get((sheet.file, sheet.name))
    begin = max(0, header.last - BEFORE_HEADER) if header is not None and header.last >= MAX_ROWS - 1 else 0
    shown = enumerate(sheet.rows[begin : begin + MAX_ROWS], begin)
    return SheetHead(
        sheet.file,
        sheet.name,
        sheet.number_of(header.last) if header is not None and header.last >= 0 else 0,
        header is not None,
        len(sheet.rows),
        tuple((sheet.number_of(index), _texts(cells)) for index, cells in shown),
        tuple(label[:MAX_SIGNS] for label in (sheet.labels or ())[:MAX_CELLS]),
        sheet.number_of(len(sheet.rows) - 1) if sheet.rows else 0,
    )


def _texts(cells: Cells) -> tuple[str, ...]:
    return tuple(as_text(cell)[:MAX_SIGNS] for cell in cells[:MAX_CELLS])
