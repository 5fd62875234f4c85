"""The plan: ten thousand units as the map asks for them, beside ST_AsGeoJSON of the same rows; and its page drawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.test import Client

from bench.browser import chromium, milliseconds_to_plan
from bench.installation import clerk_of, drawn_town_of, town_of
from bench.readings import Reading, milliseconds
from cementiris.accounts.models import Municipality
from cementiris.registry.models import Cemetery
from cementiris.tenancy.scope import municipality
from gis.layers import UNITS_FROM_ZOOM, Box, extent

PLAN_UNITS = 10_000
MOST_KILOBYTES = 500.0
MOST_MILLISECONDS = 2000.0
ON = date(2026, 11, 23)
BARE = """
SELECT json_build_object('type', 'FeatureCollection', 'features',
                         json_agg(ST_AsGeoJSON(row.*, maxdecimaldigits => 7)::json))::text
FROM (SELECT id, kind, number, ST_Transform(coalesce(footprint, point), 4326)
      FROM registry_burialunit
      WHERE cemetery_id = %s
        AND coalesce(footprint, point) && ST_Transform(ST_MakeEnvelope(%s, %s, %s, %s, 4326), 25831)) row
"""
"""The same units with the same transform and precision, as text; no state, no section, and nothing packed."""


def run(size: int) -> Iterator[Reading]:
    """Ten thousand units in view, in an installation that holds a town of `size` beside them; then that town's own."""
    neighbour, town = town_of(size), drawn_town_of(PLAN_UNITS)
    clerk = clerk_of(town)
    cemetery, whole = _reach(town)
    yield _timed("10,000 units in view", clerk, (cemetery, whole), size)
    yield _timed("one screen of them", clerk, (cemetery, _ninth(whole)), size)
    answer = clerk.get(_address(cemetery, whole), headers={"accept-encoding": "gzip"})
    yield Reading("map", "10,000 units, gzipped", len(answer.content) / 1000, "kB", MOST_KILOBYTES, size)
    yield _timed("a cemetery of the town", clerk_of(neighbour), _reach(neighbour), size)
    if chromium():
        page = f"/{town.slug}/cementiris/{cemetery.pk}/"
        opened, nearer = milliseconds_to_plan(clerk, page, units=PLAN_UNITS)
        yield Reading("map", "page to its plan painted", opened, "ms", MOST_MILLISECONDS, size)
        yield Reading("map", "10,000 units painted", nearer, "ms", MOST_MILLISECONDS, size)


def _reach(town: Municipality) -> tuple[Cemetery, Box]:
    with municipality(town.pk):
        cemetery = Cemetery.objects.select_related("municipality").order_by("pk")[0]
        whole = extent(cemetery, ON)
    if whole is None:
        raise RuntimeError("the bench's cemetery has no geometry")
    return cemetery, whole


def _ninth(whole: Box) -> Box:
    west, south, east, north = whole
    return (west, south, west + (east - west) / 3, south + (north - south) / 3)


def _address(cemetery: Cemetery, box: Box) -> str:
    bbox = ",".join(f"{side:.7f}" for side in box)
    place = f"/{cemetery.municipality.slug}/cementiris/{cemetery.pk}"
    return f"{place}/capes.geojson?bbox={bbox}&zoom={UNITS_FROM_ZOOM + 1}"


def _timed(measure: str, clerk: Client, view: tuple[Cemetery, Box], size: int) -> Reading:
    """One window as a browser asks for it, packed and all, beside the bare query."""
    cemetery, box = view
    address = _address(cemetery, box)
    value = milliseconds(lambda: clerk.get(address, headers={"accept-encoding": "gzip"}))
    with municipality(cemetery.municipality.pk):
        floor = milliseconds(lambda: _bare(cemetery.pk, box))
    return Reading("map", measure, value, "ms", floor, size)


def _bare(cemetery_id: int, box: Box) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BARE, [cemetery_id, *box])
        cursor.fetchall()
