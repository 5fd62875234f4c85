"""What was typed or drawn, made into points, lines and areas that a plan can hold, or refused with the reason."""

import math
import re
from collections.abc import Sequence

from shapely import LineString, MultiPolygon, Point, Polygon, affinity, box, get_coordinate_dimension
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from cementiris.registry.areas import LARGEST_AREA, SMALLEST_AREA
from gis.editing.refusals import NotDrawableError

#: Metres. A line shorter than this is a slip of the finger.
SHORTEST_LINE = 0.2
MOST_POINTS = 2000
MOST_SIGNS = 80_000
_NUMBER = re.compile(r"[-+]?[0-9]{1,9}(?:[.,][0-9]{0,12})?")
#: East and north of Catalonia and its neighbours in EPSG:25831, by far enough.
WORLD = box(200_000, 4_400_000, 700_000, 4_900_000)

Coordinates = tuple[float, float]


def read_number(text: str, field: str = "") -> float:
    """A number as typed, with a comma or a point. Raises NotDrawableError (`not_a_number`) for anything else."""
    if not _NUMBER.fullmatch(text.strip()):
        raise NotDrawableError("not_a_number", field, text=text.strip()[:30])
    return float(text.strip().replace(",", "."))


def read_points(text: str, field: str = "") -> list[Coordinates]:
    """Points as typed, one a line or between semicolons: east and north in metres (`431200,50 4589000,25`).

    Raises NotDrawableError: `not_a_number`, `not_a_pair`, `has_height`, `many_points`.
    """
    if len(text) > MOST_SIGNS:
        raise NotDrawableError("many_points", field, most=MOST_POINTS)
    lines = [line.strip() for line in re.split(r"[;\n\r]+", text) if line.strip()]
    if len(lines) > MOST_POINTS:
        raise NotDrawableError("many_points", field, most=MOST_POINTS)
    return [_read_point(line, field) for line in lines]


def _read_point(line: str, field: str) -> Coordinates:
    if re.match(r"\s*(CIRCULAR|COMPOUND|CURVE|MULTICURVE)", line, re.IGNORECASE):
        raise NotDrawableError("curved", field)
    parts = line.split()
    if len(parts) == 3:
        raise NotDrawableError("has_height", field, text=line[:40])
    if len(parts) != 2:
        raise NotDrawableError("not_a_pair", field, text=line[:40])
    return read_number(parts[0].rstrip(","), field), read_number(parts[1], field)


def written(points: Sequence[Coordinates]) -> str:
    """Points as they are typed, to the millimetre."""
    return "\n".join(f"{east:.3f} {north:.3f}" for east, north in points).replace(".", ",")


def point_of(points: Sequence[Coordinates], field: str = "") -> Point:
    """The one point that was given. Raises NotDrawableError."""
    if len(points) != 1:
        raise NotDrawableError("one_point", field)
    point = Point(points[0])
    refuse_far(point, field)
    return point


def line_of(points: Sequence[Coordinates], field: str = "") -> LineString:
    """A line through the points, each once. Raises NotDrawableError: `too_few`, `short_line`, `far_away`."""
    once = [point for index, point in enumerate(points) if not index or point != points[index - 1]]
    if len(once) < 2:
        raise NotDrawableError("too_few", field, least=2)
    line = LineString(once)
    refuse_far(line, field)
    if line.length < SHORTEST_LINE:
        raise NotDrawableError("short_line", field, centimetres=round(line.length * 100))
    return line


def area_of(points: Sequence[Coordinates], field: str = "") -> MultiPolygon:
    """The area that the points enclose. Raises NotDrawableError: `too_few`, and what `sound` finds."""
    once = [point for index, point in enumerate(points) if not index or point != points[index - 1]]
    if len(set(once)) < 3:
        raise NotDrawableError("too_few", field, least=3)
    return sound(Polygon(once), field)


def sound(area: BaseGeometry, field: str = "") -> MultiPolygon:
    """An area as the plan keeps it. Raises NotDrawableError: `empty`, `has_height`, `crosses_itself`, `tiny`…"""
    if area.is_empty:
        raise NotDrawableError("empty", field)
    if get_coordinate_dimension(area) > 2:
        raise NotDrawableError("has_height", field, text=area.geom_type)
    if not isinstance(area, Polygon | MultiPolygon):
        raise NotDrawableError("not_an_area", field)
    refuse_far(area, field)
    if not area.is_valid:
        raise NotDrawableError("crosses_itself", field, where=_where(area))
    if area.area < SMALLEST_AREA:
        raise NotDrawableError("tiny", field, square_centimetres=round(area.area * 10_000))
    if area.area > LARGEST_AREA:
        raise NotDrawableError("huge", field, hectares=round(area.area / 10_000))
    return area if isinstance(area, MultiPolygon) else MultiPolygon([area])


def _where(area: BaseGeometry) -> str:
    """The place at which an area crosses itself, as a plan names it: `431200,5 4589000,2`."""
    found = re.search(r"\[([-\d.e+]+) ([-\d.e+]+)\]", explain_validity(area))
    return " ".join(f"{float(part):.1f}".replace(".", ",") for part in found.groups()) if found else ""


def refuse_far(shape: BaseGeometry, field: str = "") -> None:
    """Raise NotDrawableError (`far_away`) for what lies nowhere near: degrees, pixels, another country."""
    try:
        is_near = WORLD.contains(shape)
    except ShapelyError:
        is_near = False
    if not is_near:
        raise NotDrawableError("far_away", field)


def rectangle(corner: Coordinates, width: float, depth: float, angle: float = 0.0) -> Polygon:
    """A rectangle from its corner: `width` metres along `angle` (degrees from the east), `depth` to the left of it."""
    east, north = corner
    upright = box(east, north, east + width, north + depth)
    return affinity.rotate(upright, angle, origin=corner)


def ray(start: Coordinates, length: float, angle: float) -> list[Coordinates]:
    """Both ends of a line from a point, `length` metres in the direction `angle` (degrees from the east)."""
    turn = math.radians(angle)
    return [start, (start[0] + length * math.cos(turn), start[1] + length * math.sin(turn))]
