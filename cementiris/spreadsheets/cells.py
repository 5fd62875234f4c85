"""What stands in a cell, and how spreadsheets call its column."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TypeAlias

Cell: TypeAlias = str | float | int | bool | date | datetime | time | timedelta | None
Cells: TypeAlias = list[Cell]


def is_filled(cell: Cell) -> bool:
    """Whether anything stands in the cell; a nought and a no do."""
    return cell is not None and cell != ""


def letters_of(column: int) -> str:
    """A column, from 0, as spreadsheets call it: A, B, … Z, AA."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return letters
