"""Rights told in one cell, *12/5/1960 (99)* or *2000-2050*, taken apart into grant, term and end."""

from __future__ import annotations

from dataclasses import replace

from imports.cleaning.cells import as_text
from imports.cleaning.statements import parts_of_right, tells_several
from imports.header import Column
from imports.rows import Cell, Cells
from imports.tables import Table

_SAMPLE = 300
_SHARE = 0.3


def with_statements(table: Table) -> Table:
    """The table with grant, term and end in columns of their own, where one column tells them together."""
    meanings = table.header.meanings
    granted = next((column for column in table.header.columns if column.meaning == "granted_on"), None)
    if granted is None or len(granted.indexes) > 1 or meanings & {"term", "expires_on"}:
        return table
    first, at = table.header.last + 1, granted.indexes[0]
    cells = [cells[at] for cells in table.sheet.rows[first : first + _SAMPLE] if at < len(cells)]
    filled = [cell for cell in cells if cell not in ("", None)]
    if sum(1 for cell in filled if isinstance(cell, str) and tells_several(as_text(cell))) <= _SHARE * len(filled):
        return table
    return _split(table, granted)


def _split(table: Table, granted: Column) -> Table:
    at, first = granted.indexes[0], table.header.last + 1
    width = max(len(cells) for cells in table.sheet.rows)
    rows: list[Cells] = table.sheet.rows[:first]
    rows += [
        [*cells, *[""] * (width - len(cells)), *_parts_of(cells[at] if at < len(cells) else "")]
        for cells in table.sheet.rows[first:]
    ]
    told = tuple(
        replace(granted, indexes=(width + place,), meaning=meaning)
        for place, meaning in enumerate(("granted_on", "term", "expires_on"))
    )
    header = replace(table.header, columns=(*told, *table.header.columns))
    return replace(table, sheet=replace(table.sheet, rows=rows), header=header, width=width)


def _parts_of(cell: Cell) -> tuple[Cell, str, str]:
    if not isinstance(cell, str) or not cell.strip():
        return cell, "", ""
    return parts_of_right(as_text(cell))
