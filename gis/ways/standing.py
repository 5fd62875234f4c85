"""Where one stands to see a place: before a niche, on the visitor's side of its wall. Pure, EPSG:25831."""

from __future__ import annotations

from itertools import pairwise
from math import dist

from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from gis.ways.free_ground import Spot

#: How far from the stones one stands to read them.
STEP_BACK = 0.9
#: A block as long as this many times its depth has niches on its long sides only.
LONG = 1.5


def before_wall(front: LineString, column: float, columns: int) -> Spot:
    """The spot before a column of a wall, counted from 1; `front` runs as one sees the wall, from left to right.

    So the visitor stands on its right hand. A column beyond the wall's ends is looked for at its end.
    """
    share = min(1.0, max(0.0, (column - 0.5) / max(1, columns)))
    foot = front.interpolate(share, normalized=True)
    start, end = next(side for side in _sides(front) if LineString(side).distance(foot) < 0.001)
    return _beside((foot.x, foot.y), start, end)


def beside_block(block: BaseGeometry, place: Spot) -> list[Spot]:
    """The spots before a block whose front nobody drew: beside each of its long sides, level with `place`."""
    corners = list(block.minimum_rotated_rectangle.exterior.coords)  # type: ignore[attr-defined]
    if not block.minimum_rotated_rectangle.exterior.is_ccw:  # type: ignore[attr-defined]
        corners.reverse()
    sides = _sides(LineString(corners))
    longest = max(dist(*side) for side in sides)
    return [_beside(_foot(side, place), *side) for side in sides if dist(*side) * LONG >= longest]


def _foot(side: tuple[Spot, Spot], place: Spot) -> Spot:
    line = LineString(side)
    foot = line.interpolate(line.project(Point(place)))
    return foot.x, foot.y


def _sides(line: LineString) -> list[tuple[Spot, Spot]]:
    spots = [(float(spot[0]), float(spot[1])) for spot in line.coords]
    return [(start, end) for start, end in pairwise(spots) if start != end]


def _beside(foot: Spot, start: Spot, end: Spot) -> Spot:
    """A step back from the foot of the wall, to the right of its direction."""
    length = dist(start, end)
    x, y = (end[1] - start[1]) / length, (start[0] - end[0]) / length
    return round(foot[0] + x * STEP_BACK, 3), round(foot[1] + y * STEP_BACK, 3)
