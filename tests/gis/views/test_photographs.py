"""Photographs beside the wall and on the plan: only for who may see files, never of another town, never withdrawn."""

import json

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.audit.models import AccessLog
from cementiris.registry.models import BurialUnit, Cemetery, Section
from cementiris.tenancy.scope import municipality
from tests.factories import make_attachment, make_block, make_unit

EAST, NORTH = 398_640.0, 4_622_480.0
TAKEN = {"kind": "photograph", "taken_on": "2026-11-20"}


@pytest.fixture
def cemetery(vilaclara: Municipality) -> Cemetery:
    """A wall on the plan with a photograph pinned before it, one of a niche in it, one withdrawn, and a title."""
    with municipality(vilaclara.pk):
        box = MultiPolygon(Polygon.from_bbox((EAST, NORTH, EAST + 10, NORTH + 2)), srid=25831)
        wall = make_block(name="Nord", footprint=box)
        niche = make_unit(section=wall, number="7")
        make_attachment(niche, **TAKEN, description="La làpida")
        make_attachment(niche, name="titol.png")
        before = Point(EAST + 5, NORTH - 6, srid=25831)
        make_attachment(None, **TAKEN, section=wall, point=before, description="El mur sencer")
        make_attachment(niche, **TAKEN, withdrawn_at=timezone.now(), description="Una altra cosa")
        make_attachment(make_unit(number="9"), **TAKEN, description="Fora del plànol")
    return wall.cemetery


def page_of(client: Client, cemetery: Cemetery, query: str = "", **headers: str) -> str:
    answer = client.get(f"/vilaclara/cementiris/{cemetery.pk}/fotografies/{query}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def pins(client: Client, cemetery: Cemetery) -> list[dict[str, object]]:
    answer = client.get(f"/vilaclara/cementiris/{cemetery.pk}/fotografies.geojson")
    assert answer["Cache-Control"] == "private, no-store"
    features: list[dict[str, object]] = json.loads(answer.content)["features"]
    return features


def test_the_newest_of_a_wall_stand_beside_it(bernat: Client, cemetery: Cemetery, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        wall = Section.objects.get()
    strip = page_of(bernat, cemetery, f"?bloc={wall.pk}", **{"HX-Request": "true"})
    assert "<html" not in strip
    assert "El mur sencer" in strip
    assert "La làpida" in strip
    assert "Nínxol 7, Bloc Nord" in strip
    assert not [word for word in ("Una altra cosa", "Fora del plànol", "Afegeix", "titol.png") if word in strip]
    beside = bernat.get(f"/vilaclara/cementiris/{cemetery.pk}/?bloc={wall.pk}").content.decode()
    assert f'hx-get="/vilaclara/cementiris/{cemetery.pk}/fotografies/?bloc={wall.pk}"' in beside


def test_the_page_shows_those_of_the_whole_cemetery(aina: Client, cemetery: Cemetery) -> None:
    page = page_of(aina, cemetery)
    assert page.count("<figure") == 3
    assert "Retira-la" in page


def test_pins_lie_where_the_photograph_was_taken_or_what_it_shows_is(bernat: Client, cemetery: Cemetery) -> None:
    found = pins(bernat, cemetery)
    labels = [feature["properties"]["label"] for feature in found]  # type: ignore[index]
    assert labels == ["Bloc Nord, 20/11/2026. El mur sencer", "Nínxol 7, Bloc Nord, 20/11/2026. La làpida"]
    (x1, y1), (_x2, y2) = (feature["geometry"]["coordinates"] for feature in found)  # type: ignore[index]
    assert 1.7 < x1 < 1.9
    assert y1 < y2


def test_who_may_not_see_files_sees_no_photographs(
    pau: Client, carla: Client, client: Client, cemetery: Cemetery
) -> None:
    for part in ("fotografies/", "fotografies.geojson"):
        address = f"/vilaclara/cementiris/{cemetery.pk}/{part}"
        assert pau.get(address).status_code == 403
        assert carla.get(address).status_code == 404
        assert carla.get(address.replace("vilaclara", "puigfosc")).status_code == 404
        assert client.get(address).status_code == 302
    assert "fotografies" not in pau.get(f"/vilaclara/cementiris/{cemetery.pk}/").content.decode()


def test_looking_is_recorded_and_costs_the_same_however_many(
    bernat: Client, cemetery: Cemetery, vilaclara: Municipality
) -> None:
    page_of(bernat, cemetery)
    with CaptureQueriesContext(connection) as few:
        page_of(bernat, cemetery)
    with municipality(vilaclara.pk):
        assert AccessLog.objects.filter(action="cemetery.photographs", subject_id=cemetery.pk).count() == 2
        for unit in BurialUnit.objects.all():
            make_attachment(unit, **TAKEN)
    with CaptureQueriesContext(connection) as many:
        page_of(bernat, cemetery)
    assert len(many) == len(few)
