"""What becomes of the drawing of units that are joined or divided: it follows the act, and comes back with it."""

from collections.abc import Sequence
from math import atan2, hypot
from typing import Any

import shapely
from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry
from shapely import LineString, MultiPolygon, Point
from shapely.ops import nearest_points

from cementiris.registry.areas import as_area, divided, joined
from cementiris.registry.models import BurialUnit


def area_of_all(units: Sequence[BurialUnit]) -> MultiPolygon | None:
    """The union of what is drawn of the units; None where nothing is."""
    areas = [area for unit in units if (area := _area(unit)) is not None]
    return joined(areas) if areas else None


def areas_of_parts(unit: BurialUnit, formers: Sequence[BurialUnit | None]) -> list[MultiPolygon | None]:
    """What the unit keeps of its drawing, and what each of the new ones takes.

    One that had been a part takes what was drawn of it then. Otherwise the drawing is divided into parts of equal
    width, along the wall where it stands in one; niches above each other share it.
    """
    whole = _area(unit)
    if whole is None:
        return [None, *(_area(former) if former else None for former in formers)]
    known = [_area(former) if former else None for former in formers]
    rest = as_area(whole.difference(shapely.union_all([area for area in known if area is not None])))
    rest = whole if rest.is_empty else rest
    if all(area is not None for area in known):
        return [rest, *known]
    if unit.column and unit.columns_wide == 1:
        return [whole for _unit in (unit, *formers)]
    parts = iter(divided(rest, 1 + known.count(None), _along(unit, rest)))
    return [next(parts), *(next(parts) if area is None else area for area in known)]


def _along(unit: BurialUnit, area: MultiPolygon) -> float | None:
    """The direction of the wall before a unit, in radians from the east; None for one that stands in no drawn wall."""
    if unit.section is None or unit.section.front is None:
        return None
    front = LineString(unit.section.front.coords)
    at = front.project(nearest_points(front, area.centroid)[0])
    start, end = (front.interpolate(min(max(at + side, 0), front.length)) for side in (-0.05, 0.05))
    return _direction(start, end)


def _direction(start: Point, end: Point) -> float | None:
    east, north = end.x - start.x, end.y - start.y
    return atan2(north, east) if hypot(east, north) else None


def _area(unit: BurialUnit) -> MultiPolygon | None:
    return None if unit.footprint is None else as_area(shapely.from_wkb(bytes(unit.footprint.wkb)))


def drawn(unit: BurialUnit, area: MultiPolygon | None) -> dict[str, str]:
    """Draw a unit otherwise; return what was drawn before and since, for the act's notes. Nothing where there is none.

    The unit is not saved here.
    """
    if area is None or area.is_empty:
        return {}
    before = unit.footprint.hexewkb.decode() if unit.footprint else ""
    geometry: Any = GEOSGeometry(memoryview(shapely.to_wkb(area)), srid=settings.STORAGE_SRID)
    unit.footprint = geometry
    return {"before": before, "after": geometry.hexewkb.decode()}


def draw_again(unit: BurialUnit, notes: dict[str, str]) -> None:
    """Draw a unit as it was before an act, unless somebody drew it otherwise since. The unit is not saved here."""
    present = unit.footprint.hexewkb.decode() if unit.footprint else ""
    if notes and present == notes["after"]:
        before: Any = GEOSGeometry(notes["before"]) if notes["before"] else None
        unit.footprint = before
