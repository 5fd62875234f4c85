"""How the numbers of a block run over its wall, and what a clerk's plan of new numbers makes of it.

Pure: no Django, no database. Floors count from 1 at the ground, columns from 1 at the left, as one stands before the
wall. The promise: no number twice, no cell twice.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from cementiris.registry.numbers import number_key

MOST_UNITS = 5000
"""What one plan may make: the largest block of a county's cemeteries is far below it."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_RANGE = re.compile(
    r"^(?P<before>.*?)(?P<first>\d{1,9})(?P<after>[^\W\d_]*)\s*[-–]\s*(?P=before)(?P<last>\d{1,9})(?P=after)$",
    re.DOTALL,
)

Position = tuple[int, int]


class Numbering(StrEnum):
    """How the numbers run over the wall as one stands before it; the values are those of the register's sections."""

    ROWS_RIGHTWARD = "rows_rightward"
    ROWS_LEFTWARD = "rows_leftward"
    SERPENTINE = "serpentine"
    COLUMNS_UPWARD = "columns_upward"
    COLUMNS_DOWNWARD = "columns_downward"


class Written(StrEnum):
    """How the number of a cell is written."""

    CONSECUTIVE = "consecutive"
    FLOOR_COLUMN = "floor_column"
    COLUMN_LETTER = "column_letter"


@dataclass(frozen=True, kw_only=True)
class WallPlan:
    """Numbers for a wall as planned.

    `left_out` are the numbers whose cell stays empty; `skipped` are numbers that nobody wants: the next one takes the
    cell. `beside` are numbers of units without a cell of their own ("12 bis"). `width` writes leading zeros.
    """

    floors: int
    columns: int
    numbering: Numbering = Numbering.ROWS_RIGHTWARD
    first_number: int = 1
    written: Written = Written.CONSECUTIVE
    prefix: str = ""
    suffix: str = ""
    width: int = 0
    left_out: frozenset[int] = frozenset()
    skipped: frozenset[int] = frozenset()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlannedUnit:
    """One unit of a plan: its number as it will be written, and its cell; None where it has none of its own."""

    number: str
    floor: int | None = None
    column: int | None = None


def runs_from_right(numbering: Numbering, floor: int) -> bool:
    """Whether the numbers of a floor begin at its right end."""
    return numbering is Numbering.ROWS_LEFTWARD or (numbering is Numbering.SERPENTINE and floor % 2 == 0)


def position_of(numbering: Numbering, floors: int, columns: int, index: int) -> Position | None:
    """The (floor, column) of the index-th number of a wall, counting from 0; None outside the wall."""
    if not 0 <= index < floors * columns:
        return None
    if numbering is Numbering.COLUMNS_UPWARD:
        return index % floors + 1, index // floors + 1
    if numbering is Numbering.COLUMNS_DOWNWARD:
        return floors - index % floors, index // floors + 1
    floor, step = index // columns + 1, index % columns
    return floor, columns - step if runs_from_right(numbering, floor) else step + 1


def index_of(numbering: Numbering, floors: int, columns: int, position: Position) -> int | None:
    """The inverse of `position_of`: how many numbers come before the one of a cell; None outside the wall."""
    floor, column = position
    if not (1 <= floor <= floors and 1 <= column <= columns):
        return None
    if numbering is Numbering.COLUMNS_UPWARD:
        return (column - 1) * floors + floor - 1
    if numbering is Numbering.COLUMNS_DOWNWARD:
        return (column - 1) * floors + floors - floor
    return (floor - 1) * columns + (columns - column if runs_from_right(numbering, floor) else column - 1)


def planned_units(plan: WallPlan) -> tuple[PlannedUnit, ...]:
    """The units that the plan makes: the cells in the order of their numbers, then those beside the wall."""
    beside = tuple(PlannedUnit(number) for number in plan.beside)
    return (*_cells(plan), *beside)


def _cells(plan: WallPlan) -> Iterator[PlannedUnit]:
    numbers = _numbers(plan)
    for index in range(plan.floors * plan.columns):
        number = next(numbers)
        position = position_of(plan.numbering, plan.floors, plan.columns, index)
        if position is not None and number not in plan.left_out:
            yield PlannedUnit(_written(plan, number, position), *position)


def _numbers(plan: WallPlan) -> Iterator[int]:
    number = plan.first_number
    while True:
        if number not in plan.skipped:
            yield number
        number += 1


def _written(plan: WallPlan, number: int, position: Position) -> str:
    floor, column = position
    if plan.written is Written.FLOOR_COLUMN:
        bare = f"{floor}-{str(column).zfill(plan.width)}"
    elif plan.written is Written.COLUMN_LETTER:
        bare = f"{str(column).zfill(plan.width)}{letter(floor)}"
    else:
        bare = str(number).zfill(plan.width)
    return f"{plan.prefix}{bare}{plan.suffix}".strip()


def letter(count: int) -> str:
    """The letter of a floor: A for the first, AA for the twenty-seventh."""
    before, last = divmod(count - 1, len(_LETTERS))
    return (letter(before) if before else "") + _LETTERS[last]


def repeated(numbers: Iterable[str]) -> tuple[str, ...]:
    """The numbers that stand more than once in a list, in whatever spelling ("12 bis", "012-BIS")."""
    written = list(numbers)
    counts = Counter(number_key(number) for number in written)
    found = {number_key(number): number for number in reversed(written) if counts[number_key(number)] > 1}
    return tuple(reversed(found.values()))


def listed_numbers(text: str) -> tuple[str, ...]:
    """The numbers of a typed list such as `13, 45-47, 12 bis, A1-A20`, each as it is written.

    Raises ValueError for a range that runs backwards or makes more than `MOST_UNITS`.
    """
    parts = (part.strip() for part in re.split(r"[,;\n]", text))
    found = [number for part in parts if part for number in _in_range(part)]
    if len(found) > MOST_UNITS:
        raise ValueError(text)
    return tuple(found)


def _in_range(part: str) -> list[str]:
    match = _RANGE.match(part)
    if match is None:
        return [part]
    first, last = int(match["first"]), int(match["last"])
    if not 0 <= last - first < MOST_UNITS:
        raise ValueError(part)
    width = len(match["first"]) if match["first"].startswith("0") else 0
    numbers = (str(number).zfill(width) for number in range(first, last + 1))
    return [f"{match['before']}{number}{match['after']}" for number in numbers]


def compact(numbers: Iterable[str], most: int = 12) -> str:
    """A list of numbers as a sentence shows it: the first ones, and how many more."""
    written = list(numbers)
    more = f" (+{len(written) - most})" if len(written) > most else ""
    return ", ".join(written[:most]) + more
