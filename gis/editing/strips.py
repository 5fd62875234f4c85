"""The area of a wall on the plan, and the strip of each of its columns: niches above each other share it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from shapely import LineString, MultiPolygon, Polygon, union_all
from shapely.affinity import translate
from shapely.ops import substring

from cementiris.registry.areas import as_area
from gis.editing.refusals import NotDrawableError
from gis.editing.shapes import Coordinates

#: A front that turns back more sharply than this (cosine of half the turn) has no back wall any more.
SHARPEST = 0.25
#: Metres. The narrowest column and the most and least depth of a wall.
NARROWEST = 0.15
SHALLOWEST, DEEPEST = 0.2, 30.0
#: Square metres that rounding may cost.
LOST = 0.001


@dataclass(frozen=True)
class WallArea:
    """A wall seen from above: the foot of its front from first to last column, its area, and one area a column."""

    front: LineString
    footprint: MultiPolygon
    strips: tuple[MultiPolygon, ...]

    def span(self, column: int, columns_wide: int = 1) -> MultiPolygon | None:
        """The area of what stands in columns (from 1); None where the wall has no such column."""
        if column < 1 or column + columns_wide - 1 > len(self.strips):
            return None
        found = self.strips[column - 1 : column - 1 + columns_wide]
        return found[0] if columns_wide == 1 else as_area(union_all(list(found)))


def wall_along(front: LineString, *, depth: float, columns: int) -> WallArea:
    """The wall that stands behind a front, `depth` metres to its left: as one stands before it, it is behind the line.

    A front that bends is a corner wall: its columns are shared out over its sides and never bend themselves.
    Raises NotDrawableError: `bad_depth`, `narrow_columns`, `sharp_corner`, `too_deep`.
    """
    _refuse_measures(front, depth, columns)
    back = _back_of(front, depth)
    edges = _edges(front, back, columns)
    strips = [_strip(*edge) for edge in edges]
    footprint = Polygon([*front.coords, *reversed(back.coords)])
    missing = abs(footprint.area - sum(strip.area for strip in strips))
    is_sound = (
        footprint.is_valid and footprint.exterior.is_ccw and all(s.is_valid and s.exterior.is_ccw for s in strips)
    )
    if not is_sound or missing > LOST:
        raise NotDrawableError("too_deep", "depth", metres=depth)
    return WallArea(front, MultiPolygon([footprint]), tuple(MultiPolygon([strip]) for strip in strips))


def wall_inside(outline: MultiPolygon, *, side: int, columns: int) -> WallArea:
    """The wall of an outline that was drawn, its front being the `side` (from 1, in the order of its corners).

    The columns divide the outline square to its front. Raises NotDrawableError: `no_such_side`, `narrow_columns`,
    `column_without_area`.
    """
    front = side_of(outline, side)
    _refuse_measures(front, SHALLOWEST, columns)
    (x1, y1), (x2, y2) = front.coords
    east, north = (x2 - x1) / front.length, (y2 - y1) / front.length
    reach = 2 * hypot(outline.bounds[2] - outline.bounds[0], outline.bounds[3] - outline.bounds[1])
    cuts = [-reach, *(front.length * step / columns for step in range(1, columns)), reach]
    strips = [as_area(outline & _slab((x1, y1), (east, north), (begin, end), reach)) for begin, end in pairwise(cuts)]
    if any(strip.is_empty for strip in strips):
        raise NotDrawableError("column_without_area", "columns")
    return WallArea(front, outline, tuple(strips))


def side_of(outline: MultiPolygon, side: int) -> LineString:
    """A side of an outline as a front, the outline being behind it. Raises NotDrawableError (`no_such_side`)."""
    ring = outline.geoms[0].exterior
    corners = list(ring.coords)
    if not 1 <= side < len(corners):
        raise NotDrawableError("no_such_side", "side", most=len(corners) - 1)
    start, end = corners[side - 1], corners[side]
    return LineString([start, end] if ring.is_ccw else [end, start])


def _slab(start: Coordinates, along: Coordinates, cut: tuple[float, float], reach: float) -> Polygon:
    """What lies between two distances along a front, on both sides of it."""
    east, north = along
    corners = ((cut[0], -reach), (cut[1], -reach), (cut[1], reach), (cut[0], reach))
    return translate(Polygon([(s * east - d * north, s * north + d * east) for s, d in corners]), *start)


def _refuse_measures(front: LineString, depth: float, columns: int) -> None:
    if not SHALLOWEST <= depth <= DEEPEST:
        raise NotDrawableError("bad_depth", "depth", least=SHALLOWEST, most=DEEPEST)
    if columns < 1 or front.length / columns < NARROWEST:
        raise NotDrawableError("narrow_columns", "columns", centimetres=round(front.length / max(columns, 1) * 100))


def _back_of(front: LineString, depth: float) -> LineString:
    """The front moved `depth` to its left, its corners mitred."""
    points = [(east, north) for east, north in front.coords]
    normals = [_normal(start, end) for start, end in pairwise(points)]
    around = list(zip([normals[0], *normals], [*normals, normals[-1]], strict=True))
    return LineString(
        [_mitred(point, before, after, depth) for point, (before, after) in zip(points, around, strict=True)]
    )


def _normal(start: Coordinates, end: Coordinates) -> Coordinates:
    length = hypot(end[0] - start[0], end[1] - start[1])
    return -(end[1] - start[1]) / length, (end[0] - start[0]) / length


def _mitred(point: Coordinates, before: Coordinates, after: Coordinates, depth: float) -> Coordinates:
    """Where the back walls of two sides meet behind their corner."""
    share = 1 + before[0] * after[0] + before[1] * after[1]
    if share < 2 * SHARPEST**2:
        raise NotDrawableError("sharp_corner", "line")
    return point[0] + depth * (before[0] + after[0]) / share, point[1] + depth * (before[1] + after[1]) / share


def _edges(front: LineString, back: LineString, columns: int) -> list[tuple[LineString, LineString]]:
    """For each column its piece of the front and its piece of the back."""
    anchors = _anchors(front, columns)
    found: list[tuple[LineString, LineString]] = []
    for (first, start), (last, end) in pairwise(anchors):
        sides = [LineString(list(line.coords)[start : end + 1]) for line in (front, back)]
        count = last - first
        cuts = [[side.length * step / count for step in range(count + 1)] for side in sides]
        if square := _square_cuts(sides[0], sides[1], cuts[0]):
            cuts[1] = square
        pieces = [[_piece(side, *cut) for cut in pairwise(edges)] for side, edges in zip(sides, cuts, strict=True)]
        found += zip(*pieces, strict=True)
    return found


def _piece(line: LineString, begin: float, end: float) -> LineString:
    found = substring(line, begin, end)
    assert isinstance(found, LineString), "a column is never a point"
    return found


def _anchors(front: LineString, columns: int) -> list[tuple[int, int]]:
    """Which columns end at which corner of the front: (columns before it, index of the corner), both ends included."""
    lengths = [hypot(end[0] - start[0], end[1] - start[1]) for start, end in pairwise(front.coords)]
    anchors, walked = {0: 0}, 0.0
    for index, length in enumerate(lengths[:-1], start=1):
        walked += length
        column = round(columns * walked / front.length)
        if 0 < column < columns:
            anchors.setdefault(column, index)
    return [*sorted(anchors.items()), (columns, len(lengths))]


def _square_cuts(front: LineString, back: LineString, cuts: Sequence[float]) -> list[float]:
    """Where the columns of a straight side end at its back, square to the front; empty where the back is too short."""
    if len(front.coords) != 2:
        return []
    (x1, y1), (x2, y2) = front.coords
    (bx, by), _end = back.coords
    ahead = ((bx - x1) * (x2 - x1) + (by - y1) * (y2 - y1)) / front.length
    square = [0.0, *(cut - ahead for cut in cuts[1:-1]), back.length]
    return square if all(begin < end for begin, end in pairwise(square)) else []


def _strip(front: LineString, back: LineString) -> Polygon:
    return Polygon([*front.coords, *reversed(back.coords)])
