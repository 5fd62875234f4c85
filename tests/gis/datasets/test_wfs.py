"""The town's layers as GDAL's clients read them: Debian's ogrinfo, and the newer GDAL that comes with pyogrio."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.core.cache import cache

from cementiris.accounts.models import Municipality
from cementiris.tenancy.scope import municipality
from gis.datasets.catalogue import DATASETS
from gis.views.wfs import LayersView
from tests.gis.ground import EAST, NORTH, make_ground, make_many
from tests.gis.keys import colleague, secret_for

pytestmark = pytest.mark.django_db(transaction=True)

PAGE, UNIT_COUNT = 100, 260
"""GDAL asks for as many features at a time as the service says a page has; these take three."""
BOX = [str(side) for side in (EAST + 39, NORTH + 39, EAST + 43, NORTH + 43)]
READ_WITH_PYOGRIO = """
import json, pyogrio, sys
service, box = sys.argv[1], tuple(map(float, sys.argv[2:6]))
read = lambda layer, **how: pyogrio.read_dataframe(service, layer=f"cementiris:{layer}", **how)
units, here = read("units"), read("units", bbox=box)
free = read("units", where="state = 'occupied' AND kind = 'tomb'")
degrees = pyogrio.read_dataframe(f"{service}?SRSNAME=urn:ogc:def:crs:EPSG::4326", layer="cementiris:entrances")
print(json.dumps({
    "layers": sorted(name for name, _ in pyogrio.list_layers(service)),
    "crs": units.crs.to_epsg(), "count": len(set(units["number"])),
    "here": list(here["number"]), "bounds": list(here.total_bounds), "where": list(free["number"]),
    "degrees": [round(side, 3) for side in degrees.total_bounds[:2]],
}))
"""


class Reader:
    """GDAL in a process of its own, with the address of the service and a key."""

    def __init__(self, address: str, secret: str) -> None:
        self.service = f"WFS:{address}/vilaclara/wfs/"
        self.environment = {**os.environ, "GDAL_HTTP_USERPWD": f"qgis:{secret}"}

    def run(self, *command: str) -> str:
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        assert "ERROR" not in done.stderr, done.stderr
        return done.stdout

    def count(self, layer: str, *how: str) -> int:
        """How many features come, page after page."""
        text = self.run("ogr2ogr", "-f", "GeoJSON", "/vsistdout/", self.service, layer, *how)
        features: list[Any] = json.loads(text)["features"]
        return len({feature["properties"]["number"] for feature in features})


@pytest.fixture
def reader(
    live_server: Any, vilaclara: Municipality, puigfosc: Municipality, monkeypatch: pytest.MonkeyPatch
) -> Reader:
    monkeypatch.setattr(LayersView, "max_page_size", PAGE)
    cache.clear()
    for town, count in ((puigfosc, 5), (vilaclara, UNIT_COUNT - 3)):
        with municipality(town.pk):
            make_many(make_ground(), count)
    return Reader(live_server.url, secret_for(colleague(vilaclara), vilaclara))


def test_ogrinfo_lists_reads_and_filters_the_layers(reader: Reader) -> None:
    listed = reader.run("ogrinfo", "-ro", reader.service)
    assert all(f"cementiris:{dataset.name} " in listed for dataset in DATASETS)
    summary = reader.run("ogrinfo", "-ro", "-so", reader.service, "units")
    assert f"Feature Count: {UNIT_COUNT}" in summary
    assert 'ID["EPSG",25831]' in summary
    assert "right_ends_on: Date" in summary
    assert reader.count("units") == UNIT_COUNT
    assert reader.count("units", "-spat", *BOX) == 1
    assert reader.count("units", "-where", "state = 'occupied'") == 1


def test_the_newer_gdal_reads_the_same(reader: Reader) -> None:
    read = json.loads(reader.run(sys.executable, "-c", READ_WITH_PYOGRIO, reader.service, *BOX))
    assert read["layers"] == sorted(f"cementiris:{dataset.name}" for dataset in DATASETS)
    assert (read["crs"], read["count"]) == (25831, UNIT_COUNT)
    assert (read["here"], read["where"]) == (["7"], ["7"])
    assert read["bounds"] == [EAST + 40, NORTH + 40, EAST + 42, NORTH + 42]
    assert read["degrees"] == [2.16, 41.639]


def test_without_its_key_gdal_is_told_to_bring_one(reader: Reader) -> None:
    reader.environment["GDAL_HTTP_USERPWD"] = "qgis:cem_wrong"
    command = ("ogrinfo", "-ro", reader.service)
    done = subprocess.run(command, env=reader.environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert "401" in done.stderr
