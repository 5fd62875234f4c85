"""Graves in rows on a field: where each one lies, in the order of their numbers."""

from dataclasses import dataclass

from shapely import Polygon, affinity, box

from cementiris.registry.numbering import MOST_UNITS, Numbering, position_of
from gis.editing.refusals import NotDrawableError
from gis.editing.shapes import Coordinates

MEASURES = {
    "width": (0.2, 20.0),
    "length": (0.2, 20.0),
    "column_space": (0.0, 100.0),
    "row_space": (0.0, 100.0),
    "angle": (-360.0, 360.0),
}
"""The least and most of each, in metres and degrees: no grave is smaller or larger, no path between rows is wider."""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Graves of `width` by `length` metres from a corner, the first row nearest to it.

    `column_space` and `row_space` are what is left free between two graves and between two rows; `angle` in degrees
    turns the whole about its corner, from the east against the clock. Rows are numbered as the floors of a wall are.
    """

    corner: Coordinates
    rows: int
    columns: int
    width: float = 1.0
    length: float = 2.2
    column_space: float = 0.4
    row_space: float = 0.8
    angle: float = 0.0
    numbering: Numbering = Numbering.ROWS_RIGHTWARD

    @property
    def count(self) -> int:
        """How many graves it has."""
        return self.rows * self.columns


def graves(grid: Grid) -> list[Polygon]:
    """The graves in the order of their numbers. Raises NotDrawableError: `bad_count`, `many_graves`, `bad_measure`."""
    _refuse(grid)
    places = (position_of(grid.numbering, grid.rows, grid.columns, index) for index in range(grid.count))
    upright = [_grave(grid, row, column) for row, column in (place for place in places if place)]
    return [affinity.rotate(grave, grid.angle, origin=grid.corner) for grave in upright]


def _grave(grid: Grid, row: int, column: int) -> Polygon:
    west = grid.corner[0] + (column - 1) * (grid.width + grid.column_space)
    south = grid.corner[1] + (row - 1) * (grid.length + grid.row_space)
    return box(west, south, west + grid.width, south + grid.length)


def _refuse(grid: Grid) -> None:
    for name in ("rows", "columns"):
        if getattr(grid, name) < 1:
            raise NotDrawableError("bad_count", name)
    if grid.count > MOST_UNITS:
        raise NotDrawableError("many_graves", "rows", count=grid.count, most=MOST_UNITS)
    for name, (least, most) in MEASURES.items():
        if not least <= getattr(grid, name) <= most:
            raise NotDrawableError("bad_measure", name, least=least, most=most)
