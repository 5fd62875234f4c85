"""The county's page: facts of all towns, and nobody's name."""

import json
import re
from datetime import UTC, date, datetime

import pytest
from django.contrib.gis.geos import Point
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cementiris.accounts.models import Municipality
from cementiris.county.models import CemeteryFigures, KindFigures, TownFigures
from cementiris.county.services import count_town
from cementiris.tenancy.scope import municipality
from tests.factories import make_cemetery, make_unit
from tests.gis.ground import make_ground

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


@pytest.fixture
def counted(vilaclara: Municipality, puigfosc: Municipality) -> None:
    """Vilaclara has a cemetery on the plan; Puigfosc one that is not, with three free columbaria."""
    with municipality(vilaclara.pk):
        make_ground()
        count_town(on=date(2026, 11, 23), at=NOW)
    with municipality(puigfosc.pk):
        for number in range(3):
            make_unit(cemetery=make_cemetery(name="Cementiri vell"), kind="columbarium", number=str(number))
        count_town(on=date(2026, 11, 23), at=NOW)


def rows(page: str) -> list[str]:
    """The cemeteries of the table beside the map, in order."""
    return re.findall(r'id="cementiri-\d+".*?<a href="[^"]*">([^<]+)</a>', page)


def test_the_technician_finds_where_columbaria_are_free(counted: None, tecla: Client) -> None:
    page = tecla.get("/comarca/?mena=columbarium").content.decode()
    assert rows(page) == ["Puigfosc: Cementiri vell"]
    assert "3 lliures en un cementiri." in page
    everywhere = rows(tecla.get("/comarca/").content.decode())
    assert everywhere == ["Puigfosc: Cementiri vell", "Vilaclara: Cementiri de Sant Pere"]
    assert rows(tecla.get("/comarca/?nom=vila").content.decode()) == ["Vilaclara: Cementiri de Sant Pere"]


def test_the_map_and_the_table_tell_the_same(counted: None, tecla: Client) -> None:
    read = json.loads(tecla.get("/comarca/cementiris.geojson").content)
    (feature,) = read["features"]
    assert feature["properties"]["label"] == "Vilaclara, Cementiri de Sant Pere: 2 lliures"
    assert [round(number, 2) for number in feature["geometry"]["coordinates"]] == [2.16, 41.64]
    page = tecla.get("/comarca/").content.decode()
    assert f'id="{feature["properties"]["row"]}"' in page
    assert "Un cementiri encara no té plànol" in page


def test_every_town_has_its_figures_and_when_they_were_counted(counted: None, tecla: Client) -> None:
    page = tecla.get("/comarca/?sort=-free").content.decode()
    towns = page.partition("Cada municipi")[2]
    assert towns.index("Puigfosc") < towns.index("Vilaclara")
    assert "23/11/2026, 12.00" in towns
    assert "100 %" in towns


def test_a_town_that_was_not_counted_yet_is_listed_as_such(vilaclara: Municipality, tecla: Client) -> None:
    for sort in ("", "-free", "name", "-name", "nothing"):
        assert "Encara no s’ha comptat." in tecla.get(f"/comarca/?sort={sort}").content.decode()


def test_nobody_of_any_town_is_named(counted: None, tecla: Client) -> None:
    for address in ("/comarca/", "/comarca/cementiris.geojson"):
        text = tecla.get(address).content.decode()
        for name in ("Mercè", "Camps", "T-1"):
            assert name not in text


def test_the_page_reads_no_register(counted: None, tecla: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        tecla.get("/comarca/")
    assert not [query["sql"] for query in queries if "registry_" in query["sql"]]


def test_as_many_questions_for_150_towns_as_for_two(counted: None, tecla: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert tecla.get("/comarca/").status_code == 200
        return len(queries)

    tecla.get("/comarca/")
    before = asked()
    for number in range(150):
        town = Municipality.objects.create(code=f"98{number:03d}", name=f"Poble {number}", slug=f"poble-{number}")
        with municipality(town.pk):
            TownFigures.objects.create(counted_at=NOW, unit_count=number)
            place = Point(430_000 + number, 4_610_000, srid=25831)
            cemetery = CemeteryFigures.objects.create(cemetery_key=number, name="Cementiri", place=place)
            KindFigures.objects.create(cemetery=cemetery, kind="niche", unit_count=9, free_count=number)
    assert asked() == before <= 9, before


@pytest.mark.parametrize("question", ["mena=res", "mena=ossuary", "nom=%00", "sort=x", "nom=" + "a" * 500])
def test_what_makes_no_sense_narrows_nothing(question: str, counted: None, tecla: Client) -> None:
    assert len(rows(tecla.get(f"/comarca/?{question}").content.decode())) == 2
