"""One geometry of a survey made fit for the register: flat, valid, a MultiPolygon or a Point. Pure."""

from dataclasses import dataclass

import numpy as np
from shapely import force_2d, get_coordinates, get_parts, make_valid
from shapely.geometry import LinearRing, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from cementiris.registry.areas import LARGEST_AREA, SMALLEST_AREA

Shape = MultiPolygon | Point


@dataclass(frozen=True)
class Cleaned:
    """The geometry that is left, or None, and the codes of what was wrong with it."""

    shape: Shape | None
    issues: tuple[str, ...] = ()


def clean(geometry: BaseGeometry | None) -> Cleaned:
    """Drop Z, mend what crosses itself, take the areas; a closed line is an area, a lone point stays a point."""
    if geometry is None or geometry.is_empty:
        return Cleaned(None, ("empty_geometry",))
    flat = force_2d(geometry)
    if not np.isfinite(get_coordinates(flat)).all():
        return Cleaned(None, ("off_the_map",))
    point = _only_point(flat)
    if point is not None:
        return Cleaned(point)
    polygons, issues = _polygons(flat)
    if not polygons:
        return Cleaned(None, ("not_an_area",))
    return Cleaned(MultiPolygon(polygons), issues)


def suspicions(shape: Shape) -> tuple[str, ...]:
    """What is odd about a shape in metres: smaller than anybody's grave, or larger than any cemetery."""
    if isinstance(shape, Point):
        return ()
    if shape.area < SMALLEST_AREA:
        return ("tiny_geometry",)
    return ("huge_geometry",) if shape.area > LARGEST_AREA else ()


def _only_point(geometry: BaseGeometry) -> Point | None:
    parts = get_parts(geometry)
    return parts[0] if len(parts) == 1 and isinstance(parts[0], Point) else None


def _polygons(geometry: BaseGeometry) -> tuple[list[Polygon], tuple[str, ...]]:
    areas = [_as_area(part) for part in _leaves(geometry)]
    whole = MultiPolygon([area for area in areas if area is not None])
    if whole.is_valid:
        return list(whole.geoms), ()
    mended = [part for part in _leaves(make_valid(whole)) if isinstance(part, Polygon) and part.area > 0]
    return mended, ("mended_geometry",)


def _leaves(geometry: BaseGeometry) -> list[BaseGeometry]:
    parts = list(get_parts(geometry))
    if len(parts) == 1 and parts[0].geom_type == geometry.geom_type:
        return parts
    return [leaf for part in parts for leaf in _leaves(part)]


def _as_area(part: BaseGeometry) -> Polygon | None:
    if isinstance(part, Polygon):
        return part
    is_closed_line = part.geom_type in {"LineString", "LinearRing"} and len(part.coords) >= 4 and part.is_closed
    return Polygon(LinearRing(part.coords)) if is_closed_line else None
