"""Files of the town's layers, read back as a geographic information system reads them."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pyogrio
import pytest
from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.audit.models import AccessLog
from cementiris.registry.models import Cemetery
from cementiris.tenancy.scope import municipality
from gis.datasets.catalogue import DATASETS
from gis.datasets.files import ROWS_AT_ONCE, Extract, geojson, write_geopackage
from tests.factories import make_cemetery, make_unit
from tests.gis.ground import EAST, NORTH, make_ground, make_many, square

PEOPLE = {"holders", "resting", "resting_count", "title_number"}


@pytest.fixture
def ground(vilaclara: Municipality) -> Cemetery:
    with municipality(vilaclara.pk):
        return make_ground()


def kept(answer: object, folder: Path) -> Path:
    file = folder / "capes.gpkg"
    file.write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    return file


def test_a_geopackage_has_every_layer_in_the_reference_system_of_catalonia(
    ground: Cemetery, bernat: Client, tmp_path: Path
) -> None:
    answer = bernat.get("/vilaclara/dades/capes.gpkg")
    assert answer["Content-Disposition"].startswith('attachment; filename="vilaclara-')
    file = kept(answer, tmp_path)
    assert {name for name, _ in pyogrio.list_layers(file)} == {dataset.name for dataset in DATASETS}
    for dataset in DATASETS:
        frame = pyogrio.read_dataframe(file, layer=dataset.name)
        assert frame.crs.to_epsg() == 25831, dataset.name
        assert not PEOPLE & set(frame.columns)
    units = pyogrio.read_dataframe(file, layer="units").set_index("number")
    assert dict(units["state"]) == {"1": "free", "7": "occupied", "9": "free"}
    assert units.loc["7", "state_name"] == "Ocupada"
    assert str(units.loc["7", "right_ends_on"])[:10] == "2050-02-28"
    assert units.loc["7"].geometry.bounds == (EAST + 40, NORTH + 40, EAST + 42, NORTH + 42)
    assert units.loc["1"].geometry is None
    points = pyogrio.read_dataframe(file, layer="unit_points")
    assert sorted(points["number"]) == ["7", "9"]


def test_people_go_out_by_permission_and_leave_a_trace(
    ground: Cemetery, bernat: Client, pau: Client, vilaclara: Municipality, tmp_path: Path
) -> None:
    for kind in ("capes.gpkg", "capa.geojson"):
        assert pau.get(f"/vilaclara/dades/{kind}?persones=on").status_code == 403
        assert b"".join(pau.get(f"/vilaclara/dades/{kind}").streaming_content)  # type: ignore[attr-defined]
    file = kept(bernat.get("/vilaclara/dades/capes.gpkg?persones=on"), tmp_path)
    unit = pyogrio.read_dataframe(file, layer="units").set_index("number").loc["7"]
    assert (unit["holders"], unit["resting"]) == ("Mercè Serra i Roca", "Pere Camps Vila (2010-05-01)")
    assert (unit["title_number"], unit["resting_count"]) == ("T-1", 1)
    with municipality(vilaclara.pk):
        assert list(AccessLog.objects.values_list("action", flat=True)) == ["layers.exported"]


def test_geojson_is_in_degrees_and_turns_its_rings_outwards(ground: Cemetery, bernat: Client) -> None:
    answer = bernat.get("/vilaclara/dades/capa.geojson?capa=units")
    read = json.loads(answer.getvalue())
    assert "crs" not in read
    shapes = {feature["properties"]["number"]: feature["geometry"] for feature in read["features"]}
    assert shapes["1"] is None
    ring = shapes["7"]["coordinates"][0][0]
    assert all(2.15 < lon < 2.17 and 41.63 < lat < 41.65 for lon, lat in ring)
    area = sum(x * b - a * y for (x, y), (a, b) in pairwise(ring))
    assert area > 0, "RFC 7946: outer rings run counterclockwise"


def test_one_cemetery_goes_out_alone_and_on_the_day_asked_for(ground: Cemetery, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        make_unit(cemetery=make_cemetery(name="Cementiri nou", footprint=square(500, 0, side=5)), number="n1")
        cemeteries, units = (dataset for dataset in DATASETS if dataset.name in {"units", "cemeteries"})
        then = Extract(date(2005, 1, 1), ground)
        found = json.loads("".join(geojson(units, then)))["features"]
        assert {one["properties"]["number"]: one["properties"]["state"] for one in found} == {
            "1": "free", "7": "conceded", "9": "free",
        }  # fmt: skip
        assert [one["properties"]["name"] for one in json.loads("".join(geojson(cemeteries, then)))["features"]] == [
            ground.name
        ]


def test_nothing_of_another_town_goes_out(ground: Cemetery, carla: Client, puigfosc: Municipality) -> None:
    assert json.loads(carla.get("/puigfosc/dades/capa.geojson").getvalue())["features"] == []
    assert carla.get(f"/puigfosc/dades/capes.gpkg?cementiri={ground.pk}").status_code == 400
    assert carla.get("/vilaclara/dades/capes.gpkg").status_code == 404


@pytest.mark.parametrize("question", ["capa=users", "cementiri=99999", "cementiri=x"])
def test_what_there_is_not_is_said_on_the_page(question: str, aina: Client) -> None:
    answer = aina.get(f"/vilaclara/dades/capa.geojson?{question}")
    assert answer.status_code == 400
    assert "Trieu un" in answer.content.decode()


def test_as_many_questions_for_many_units_as_for_few(
    in_vilaclara: Municipality, tmp_path: Path, django_assert_num_queries: object
) -> None:
    make_many(make_ground(), ROWS_AT_ONCE + 10)
    with django_assert_num_queries(len(DATASETS)):  # type: ignore[operator]
        write_geopackage(tmp_path / "molts.gpkg", Extract(date(2026, 11, 23)))
    assert pyogrio.read_info(tmp_path / "molts.gpkg", layer="units")["features"] == ROWS_AT_ONCE + 13
