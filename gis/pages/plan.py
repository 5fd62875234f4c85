"""What stands beside the map: where a unit is, also one that was not surveyed by itself, and what a search finds."""

from datetime import date

from django.contrib.gis.geos import GEOSGeometry

from cementiris.registry.models import BurialUnit, Cemetery
from cementiris.registry.unit_search import units_by_code
from gis.projecting import to_degrees

#: Results under the search of the plan, and signs of what may be typed there.
FOUND_MOST = 8
TYPED_MOST = 120


def spot_of(unit: BurialUnit | None) -> str:
    """Longitude and latitude (EPSG:4326) of a unit, as the map reads them; empty for one of which nothing is drawn.

    Its own shape; else the foot of its column of the wall; else the middle of its block.
    """
    shape = unit and (unit.footprint or unit.point or _foot_of(unit) or (unit.section and unit.section.footprint))
    if not shape:
        return ""
    centre = shape.centroid
    to_degrees(centre)
    return f"{centre.x:.7f},{centre.y:.7f}"


def _foot_of(unit: BurialUnit) -> GEOSGeometry | None:
    section = unit.section
    if section is None or section.front is None or not section.columns or not unit.column:
        return None
    middle = unit.column - 1 + unit.columns_wide / 2
    foot: GEOSGeometry = section.front.interpolate_normalized(min(1.0, middle / section.columns))
    return foot


def find_on_plan(cemetery: Cemetery, text: str, on: date) -> list[BurialUnit]:
    """The units of a cemetery meant by a number in any spelling, with or without its block; at most eight."""
    typed = text.replace("\0", "")[:TYPED_MOST]
    return [unit for unit in units_by_code(typed, on) if unit.cemetery_id == cemetery.pk][:FOUND_MOST]
