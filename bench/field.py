"""A cemetery that is all on the plan: a field of graves side by side, each with its outline, two rows a zone."""

from __future__ import annotations

from django.contrib.gis.geos import MultiPolygon, Point, Polygon

from cementiris.registry.models import BurialUnit, Cemetery, Section, UnitKind
from demo.scale import SRID, TownSeed

EAST, NORTH = 420_000.0, 4_620_000.0
WIDTH, LENGTH = 1.1, 2.4
STEP_EAST, STEP_NORTH = 1.3, 2.6
IN_A_ROW, ROWS_A_ZONE = 130, 2
"""So that ten thousand graves are in the map's window at the zoom from which each is drawn."""
KINDS = ((UnitKind.TOMB, UnitKind.GRAVE_IN_EARTH, UnitKind.PANTHEON, UnitKind.OSSUARY), (80, 15, 4, 1))


class FieldSeed(TownSeed):
    """A town whose units all lie in one field."""

    def _places(self, unit_count: int) -> list[BurialUnit]:
        rows = -(-unit_count // IN_A_ROW)
        ground = _box(-1, -1, IN_A_ROW * STEP_EAST + 2, rows * STEP_NORTH + 2)
        cemetery = Cemetery.objects.create(
            name="Cementiri municipal", footprint=ground, entrance=Point(EAST, NORTH, srid=SRID)
        )
        zones = [_zone(cemetery, place) for place in range(-(-rows // ROWS_A_ZONE))]
        kinds = self.random.choices(*KINDS, k=unit_count)
        return [_grave(zones, place, kind) for place, kind in enumerate(kinds)]


def _zone(cemetery: Cemetery, place: int) -> Section:
    deep = ROWS_A_ZONE * STEP_NORTH
    ground = _box(-0.1, place * deep - 0.1, IN_A_ROW * STEP_EAST, deep)
    zone = Section(cemetery=cemetery, level_name="Zona", name=str(place + 1), footprint=ground)
    zone.save()
    return zone


def _grave(zones: list[Section], place: int, kind: UnitKind) -> BurialUnit:
    row, column = divmod(place, IN_A_ROW)
    zone = zones[row // ROWS_A_ZONE]
    unit = BurialUnit(cemetery_id=zone.cemetery_id, section=zone, kind=kind)
    unit.footprint = _box(column * STEP_EAST, row * STEP_NORTH, WIDTH, LENGTH)
    unit.set_number(str(place + 1))
    return unit


def _box(x: float, y: float, width: float, length: float) -> MultiPolygon:
    box = Polygon.from_bbox((EAST + x, NORTH + y, EAST + x + width, NORTH + y + length))
    return MultiPolygon(box, srid=SRID)
