"""The plan: the layer that Leaflet asks for, beside ST_AsGeoJSON of the same window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import connection

from bench.installation import clerk_of, town_of
from bench.readings import Reading, milliseconds
from cementiris.registry.models import Cemetery
from cementiris.tenancy.scope import municipality
from gis.layers import UNITS_FROM_ZOOM, extent

BARE = """
SELECT json_build_object('type', 'FeatureCollection', 'features',
                         json_agg(ST_AsGeoJSON(row.*, maxdecimaldigits => 7)::json))
FROM (SELECT id, kind, number, ST_Transform(coalesce(footprint, ST_Multi(point)), 4326)
      FROM registry_burialunit
      WHERE cemetery_id = %s
        AND coalesce(footprint, point) && ST_Transform(ST_MakeEnvelope(%s, %s, %s, %s, 4326), 25831)) row
"""


def run(size: int) -> Iterator[Reading]:
    """A whole cemetery and a tenth of it (a phone's screen), from the zoom at which single units show."""
    town = town_of(size)
    clerk = clerk_of(town)
    with municipality(town.pk):
        cemetery = Cemetery.objects.order_by("pk")[0]
        whole = extent(cemetery, date(2026, 11, 23))
    if whole is None:
        raise RuntimeError("the bench's cemetery has no geometry")
    west, south, east, north = whole
    screen = (west, south, west + (east - west) / 3, south + (north - south) / 3)
    for measure, box in (("whole cemetery", whole), ("one screen", screen)):
        bbox = ",".join(f"{side:.7f}" for side in box)
        address = f"/{town.slug}/cementiris/{cemetery.pk}/capes.geojson?bbox={bbox}&zoom={UNITS_FROM_ZOOM + 1}"
        value = milliseconds(lambda address=address: clerk.get(address))  # type: ignore[misc]
        with municipality(town.pk):
            floor = milliseconds(lambda box=box: _bare(cemetery.pk, box))  # type: ignore[misc]
        yield Reading("map", measure, value, "ms", floor, size)


def _bare(cemetery_id: int, box: tuple[float, float, float, float]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BARE, [cemetery_id, *box])
        cursor.fetchall()
