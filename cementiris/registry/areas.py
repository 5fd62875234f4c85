"""Areas on the plan joined and divided, as graves are: pure geometry in metres, no Django."""

from collections.abc import Sequence
from math import atan2, hypot, pi

from shapely import MultiPolygon, Polygon, affinity, box, union_all
from shapely.geometry.base import BaseGeometry

#: Metres. What the plan holds nearer than this to each other stands side by side, without a path between.
GAP = 0.3
#: Square metres. Less is not a part of anything: it is what rounding leaves between two lines.
SLIVER = 0.0001
#: Square metres. Nobody rests in less than a sheet of paper; a whole cemetery is not larger than 200 hectares.
SMALLEST_AREA, LARGEST_AREA = 0.05, 2_000_000.0

Area = Polygon | MultiPolygon


def joined(areas: Sequence[Area]) -> MultiPolygon:
    """The union of areas in EPSG:25831, with gaps of a joint between neighbours closed. Empty of none."""
    whole = as_area(union_all(list(areas)))
    if len(whole.geoms) > 1:
        closed = as_area(whole.buffer(GAP / 2, join_style="mitre").buffer(-GAP / 2, join_style="mitre"))
        return as_area(union_all([whole, closed]))
    return whole


def divided(area: Area, count: int, along: float | None = None) -> list[MultiPolygon]:
    """`count` parts of equal width, side by side in the direction `along` (radians from the east), first to last.

    Without a direction they lie along the longer side. Their union is the area. A part may be empty where the area
    bends away.
    """
    angle = longer_direction(area) if along is None else along
    upright = affinity.rotate(area, -angle, origin=(0, 0), use_radians=True)
    west, south, east, north = upright.bounds
    width = (east - west) / count
    edges = [west + width * step for step in range(count)] + [east]
    strips = [box(edges[step], south, edges[step + 1], north) for step in range(count)]
    return [as_area(affinity.rotate(upright & strip, angle, origin=(0, 0), use_radians=True)) for strip in strips]


def longer_direction(area: Area) -> float:
    """The direction of the longer side of the narrowest rectangle around an area, eastward or due north, in radians."""
    rectangle = area.minimum_rotated_rectangle
    assert isinstance(rectangle, Polygon), "an area is never as thin as a line"
    (x1, y1), (x2, y2), (x3, y3) = list(rectangle.exterior.coords)[:3]
    first, second = (x2 - x1, y2 - y1), (x3 - x2, y3 - y2)
    east, north = first if hypot(*first) >= hypot(*second) else second
    angle = atan2(north, east)
    return angle if -pi / 2 < angle <= pi / 2 else angle - pi * (1 if angle > 0 else -1)


def as_area(geometry: BaseGeometry) -> MultiPolygon:
    """The polygons of whatever came out of an operation; lines and points, where areas only touch, are dropped."""
    leaves = getattr(geometry, "geoms", [geometry])
    return MultiPolygon([leaf for leaf in leaves if isinstance(leaf, Polygon) and leaf.area > SLIVER])
