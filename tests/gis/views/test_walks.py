"""The way to a unit as it is told: on paths, around walls, before the niche; and why it cannot be told."""

import pytest
from django.contrib.gis.geos import LineString, MultiPolygon, Point, Polygon
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Cemetery, Section
from cementiris.tenancy.scope import municipality
from gis.models import Path
from tests.factories import make_burial, make_order

EAST, NORTH = 398_640.0, 4_622_480.0


def area(x: float, y: float, width: float, height: float) -> MultiPolygon:
    box = Polygon.from_bbox((EAST + x, NORTH + y, EAST + x + width, NORTH + y + height))
    return MultiPolygon(box, srid=25831)


def line(*spots: tuple[float, float]) -> LineString:
    return LineString(*((EAST + x, NORTH + y) for x, y in spots), srid=25831)


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """Niche 3, the third of five columns, in a wall that looks south; a path leads up from the gate and past it."""
    with municipality(vilaclara.pk):
        gate = Point(EAST + 25, NORTH, srid=25831)
        place = Cemetery.objects.create(name="Cementiri vell", footprint=area(0, 0, 50, 50), entrance=gate)
        front = line((5, 40), (15, 40))
        wall = Section(cemetery=place, name="Nord", floors=1, columns=5, footprint=area(5, 40, 10, 2), front=front)
        wall.save()
        Path.objects.create(cemetery=place, name="Camí principal", line=line((25, 0), (25, 38)))
        Path.objects.create(cemetery=place, line=line((25, 38), (2, 38)))
        units = [BurialUnit.objects.create(cemetery=place, section=wall, number=str(number)) for number in range(1, 6)]
    return units[2]


def told(client: Client, unit: BurialUnit, query: str = "", **headers: str) -> str:
    answer = client.get(f"/vilaclara/sepultures/{unit.pk}/cami/{query}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_walk_is_told_leg_by_leg_and_ends_before_the_niche(pau: Client, niche: BurialUnit) -> None:
    page = told(pau, niche)
    assert "55 metres a peu des de l’entrada, cosa d’1 minut." in page
    legs = [
        "Des de l’entrada, seguiu «Camí principal» 40 m.",
        "Gireu a l’esquerra i camineu 15 m.",
        "A la dreta hi teniu Nínxol 3, Bloc Nord.",
    ]
    assert all(f"<li>{leg}</li>" in page for leg in legs)
    assert 'class="way"' in page
    assert "data-print" in page


def test_a_double_niche_is_found_by_its_middle(pau: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        BurialUnit.objects.filter(pk=niche.pk).update(floor=1, column=4, columns_wide=2)
    assert "Gireu a l’esquerra i camineu 12 m." in told(pau, niche)


def test_sheets_take_the_walk_as_a_part(pau: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    part = told(pau, niche, **{"HX-Request": "true"})
    assert "<html" not in part
    assert "<summary>55 metres" in part
    line_of_a_sheet = told(pau, niche, "?curt=1")
    assert "Camí principal" in line_of_a_sheet
    assert "<svg" not in line_of_a_sheet
    with municipality(vilaclara.pk):
        order = make_order(niche)
    address = f"/vilaclara/sepultures/{niche.pk}/cami/"
    assert f'hx-get="{address}"' in pau.get(f"/vilaclara/agenda/feines/{order.pk}/").content.decode()
    assert f'hx-get="{address}?curt=1"' in pau.get("/vilaclara/agenda/full/?dia=2026-11-24").content.decode()
    assert f'hx-get="{address}"' in pau.get(f"/vilaclara/sepultures/{niche.pk}/veins/").content.decode()


def test_steps_are_said_and_a_way_without_them_is_offered(
    pau: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        Path.objects.filter(name="Camí principal").update(has_steps=True)
    assert "Hi ha graons pel camí." in told(pau, niche)
    assert 'href="?graons=no"' in told(pau, niche)
    assert "cap camí sense graons" in told(pau, niche, "?graons=no")
    with municipality(vilaclara.pk):
        Path.objects.create(cemetery=niche.cemetery, line=line((25, 0), (45, 0), (45, 38), (25, 38)))
    assert "graons" not in told(pau, niche, "?graons=no").split("<main")[1].replace("?graons=no", "")


def test_without_paths_one_goes_over_open_ground(pau: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        Path.objects.all().delete()
    assert "40 metres a peu" in told(pau, niche)


def test_without_a_front_one_is_led_to_the_side_that_can_be_reached(
    pau: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        Section.objects.update(front=None)
    assert "hi teniu Nínxol 3, Bloc Nord." in told(pau, niche)


@pytest.mark.parametrize(
    ("gone", "sentence"),
    [
        ("entrance", "encara no hi ha l’entrada"),
        ("wall", "encara no és al plànol"),
        ("gap", "no hi ha cap pas a peu"),
    ],
)
def test_what_is_missing_is_said(
    pau: Client, niche: BurialUnit, vilaclara: Municipality, gone: str, sentence: str
) -> None:
    with municipality(vilaclara.pk):
        Path.objects.all().delete()
        if gone == "entrance":
            Cemetery.objects.update(entrance=None)
        elif gone == "wall":
            Section.objects.update(front=None, footprint=None)
        else:
            Section.objects.create(cemetery=niche.cemetery, name="Sud", floors=1, footprint=area(-1, 20, 52, 2))
    page = told(pau, niche)
    assert sentence in page
    assert "Gireu" not in page


def test_a_walk_asks_few_questions(pau: Client, niche: BurialUnit) -> None:
    told(pau, niche)
    with CaptureQueriesContext(connection) as queries:
        told(pau, niche)
    assert len(queries) == 15


def test_citizens_see_the_walk_without_javascript(client: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        make_burial(niche)
    found = client.get("/consulta/vilaclara/?q=Josep+Puig", headers={"Accept": "application/json"}).json()["results"]
    with CaptureQueriesContext(connection) as queries:
        page = client.get(found[0]["url"]).content.decode()
    assert len(queries) == 21
    assert "55 metres a peu des de l’entrada" in page
    assert "<li>Gireu a l’esquerra i camineu 15 m.</li>" in page
    assert 'class="way"' in page
