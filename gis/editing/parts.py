"""Shapes split, joined, moved and turned. What they are shapes of, and who has a right there, is the register's."""

from collections.abc import Sequence

from shapely import LineString, MultiPolygon, Point, affinity
from shapely.geometry.base import BaseGeometry
from shapely.ops import split, unary_union

from cementiris.registry.areas import as_area, divided, joined
from gis.editing.refusals import NotDrawableError
from gis.editing.shapes import Coordinates, refuse_far

MOST_PARTS = 100
#: Metres. Further than this nothing is moved: it would be in another town.
FARTHEST_MOVE = 20_000.0


def split_by_line(area: MultiPolygon, line: LineString) -> list[MultiPolygon]:
    """The parts of an area on both sides of a line, from the line's left to its right.

    Raises NotDrawableError: `line_misses` when it does not cut the area through, `many_parts`.
    """
    pieces = [piece for polygon in area.geoms for piece in as_area(split(polygon, line)).geoms]
    if len(pieces) <= len(area.geoms):
        raise NotDrawableError("line_misses", "line")
    _refuse_count(len(pieces))
    start, end = Point(line.coords[0]), Point(line.coords[-1])
    across = (start.y - end.y, end.x - start.x)
    pieces.sort(key=lambda piece: -(piece.centroid.x * across[0] + piece.centroid.y * across[1]))
    return [MultiPolygon([piece]) for piece in pieces]


def split_evenly(area: MultiPolygon, count: int, along: float | None = None) -> list[MultiPolygon]:
    """Equally wide parts along the longer side, or in a direction (radians). Raises NotDrawableError (`bad_parts`)."""
    _refuse_count(count)
    parts = divided(area, count, along)
    if any(part.is_empty for part in parts):
        raise NotDrawableError("bad_parts", "parts", most=MOST_PARTS)
    return parts


def _refuse_count(count: int) -> None:
    if not 2 <= count <= MOST_PARTS:
        raise NotDrawableError("bad_parts", "parts", most=MOST_PARTS)


def merged(areas: Sequence[MultiPolygon]) -> MultiPolygon:
    """One area of several that lie side by side. Raises NotDrawableError: `alone`, `not_neighbours`."""
    if len(areas) < 2:
        raise NotDrawableError("alone", "numbers")
    whole = joined(areas)
    if len(whole.geoms) != 1:
        raise NotDrawableError("not_neighbours", "numbers", count=len(whole.geoms))
    return whole


def centre_of(shapes: Sequence[BaseGeometry]) -> Coordinates:
    """The point about which several shapes are turned: the middle of them all."""
    middle = unary_union([shape.envelope for shape in shapes]).envelope.centroid
    return middle.x, middle.y


def moved(shape: BaseGeometry, *, east: float, north: float, angle: float, about: Coordinates) -> BaseGeometry:
    """A shape turned by degrees against the clock about a point, then moved by metres. Raises NotDrawableError."""
    if max(abs(east), abs(north)) > FARTHEST_MOVE:
        raise NotDrawableError("far_away", "east")
    found = affinity.translate(affinity.rotate(shape, angle, origin=about), east, north)
    refuse_far(found, "east")
    return found
