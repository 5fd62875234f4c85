"""What stands in a cell."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TypeAlias

Cell: TypeAlias = str | float | int | bool | date | datetime | time | timedelta | None
Cells: TypeAlias = list[Cell]


def is_filled(cell: Cell) -> bool:
    """Whether anything stands in the cell; a nought and a no do."""
    return cell is not None and cell != ""
