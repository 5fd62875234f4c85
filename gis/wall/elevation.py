"""A wall as somebody standing in front of it sees it: its units, each with its cell, and where it turns a corner.

Pure: no Django, no database. Floors count from 1 at the ground, columns from 1 at the left.
`gis.wall.layout` makes one of these of what the register knows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import atan2, degrees, dist

from cementiris.registry.numbering import Numbering, Position

#: The front of a wall that turns by less than so many degrees is straight: surveyed lines are never quite so.
LEAST_CORNER = 20
#: Points of a front nearer to each other than this, in metres, are one.
SAME_POINT = 0.01


@dataclass(frozen=True)
class Block:
    """What the town says about a wall; None where it says nothing."""

    floors: int | None = None
    columns: int | None = None
    numbering: Numbering = Numbering.ROWS_RIGHTWARD
    first_number: int | None = None


@dataclass(frozen=True)
class Place:
    """One unit as the register knows it: its number as text, its floor and column where recorded, its size in cells."""

    pk: int
    number: str
    floor: int | None = None
    column: int | None = None
    columns: int = 1
    floors: int = 1


@dataclass(frozen=True)
class Cell:
    """One unit drawn with its lower left corner at a floor and column, `columns` wide and `floors` high.

    `aside` when it has no place of its own in the numbering.
    """

    pk: int
    number: str
    floor: int
    column: int
    aside: bool = False
    columns: int = 1
    floors: int = 1

    @property
    def top(self) -> int:
        """The highest floor that it covers."""
        return self.floor + self.floors - 1

    @property
    def right(self) -> int:
        """The rightmost column that it covers."""
        return self.column + self.columns - 1

    def spots(self) -> Iterator[Position]:
        """Every (floor, column) that it covers."""
        for floor in range(self.floor, self.top + 1):
            for column in range(self.column, self.right + 1):
                yield floor, column


@dataclass(frozen=True)
class Elevation:
    """The cells of a block and the window of floors and columns that is shown, ends included.

    `is_field` marks units without floors (graves in earth): lines of cells in order of number, no ground line.
    `built` columns are masonry: a place among them without a unit is bare wall. After each of `corners`, a column,
    the wall turns. `cell_cm` is how wide and high one cell is, in centimetres, where the town has said it.
    """

    cells: tuple[Cell, ...]
    lowest: int = 1
    highest: int = 1
    leftmost: int = 1
    rightmost: int = 1
    is_field: bool = False
    built: int = 0
    corners: tuple[int, ...] = ()
    cell_cm: tuple[int, int] | None = None

    @property
    def floor_count(self) -> int:
        """Number of floors shown."""
        return self.highest - self.lowest + 1

    @property
    def column_count(self) -> int:
        """Number of columns shown."""
        return self.rightmost - self.leftmost + 1

    def rows(self) -> list[tuple[int, list[Cell]]]:
        """The floors from the top down, each with the cells that begin there from left to right."""
        by_floor: dict[int, list[Cell]] = {floor: [] for floor in range(self.highest, self.lowest - 1, -1)}
        for cell in sorted(self.cells, key=lambda cell: cell.column):
            by_floor[cell.top].append(cell)
        return list(by_floor.items())

    def cell_of(self, pk: int) -> Cell | None:
        """The cell of a unit, or None when the unit is not in this elevation."""
        return next((cell for cell in self.cells if cell.pk == pk), None)


def neighbours(elevation: Elevation, pk: int, reach: int = 2) -> Elevation:
    """The window of (2 × reach + 1)² cells around one unit, pushed inwards at the edges of the wall.

    Of a unit that is larger than a cell only what lies in the window is shown.
    """
    centre = elevation.cell_of(pk)
    if centre is None:
        return replace(elevation, cells=())
    lowest, highest = _window(centre.floor, reach, elevation.lowest, elevation.highest)
    leftmost, rightmost = _window(centre.column, reach, elevation.leftmost, elevation.rightmost)
    window = replace(elevation, lowest=lowest, highest=highest, leftmost=leftmost, rightmost=rightmost)
    return replace(window, cells=tuple(_seen(cell, window) for cell in elevation.cells if _is_seen(cell, window)))


def _is_seen(cell: Cell, window: Elevation) -> bool:
    return (
        cell.floor <= window.highest
        and cell.top >= window.lowest
        and cell.column <= window.rightmost
        and cell.right >= window.leftmost
    )


def _seen(cell: Cell, window: Elevation) -> Cell:
    floor, column = max(cell.floor, window.lowest), max(cell.column, window.leftmost)
    columns, floors = min(cell.right, window.rightmost) - column + 1, min(cell.top, window.highest) - floor + 1
    return replace(cell, floor=floor, column=column, columns=columns, floors=floors)


def corners_of(front: Sequence[tuple[float, float]], columns: int) -> tuple[int, ...]:
    """The columns after which a wall turns, its front being drawn in metres from its first column to its last."""
    line = [point for index, point in enumerate(front) if not index or dist(point, front[index - 1]) > SAME_POINT]
    lengths = [dist(start, end) for start, end in pairwise(line)]
    turns = (
        round(columns * sum(lengths[:index]) / sum(lengths))
        for index in range(1, len(lengths))
        if _turn(*line[index - 1 : index + 2]) >= LEAST_CORNER
    )
    return tuple(sorted({column for column in turns if 0 < column < columns}))


def _turn(before: tuple[float, float], corner: tuple[float, float], after: tuple[float, float]) -> float:
    """By how many degrees a line turns at its middle point, 0 when it goes straight on."""
    first = atan2(corner[1] - before[1], corner[0] - before[0])
    second = atan2(after[1] - corner[1], after[0] - corner[0])
    return abs((degrees(second - first) + 180) % 360 - 180)


def _window(centre: int, reach: int, first: int, last: int) -> Position:
    start = max(first, min(centre - reach, last - 2 * reach))
    return start, min(last, start + 2 * reach)
