"""Finding a unit on the plan, and the maps that a town lets lie behind it."""

import re

import pytest
from django.contrib.gis.geos import LineString, MultiPolygon, Polygon
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Cemetery, UnitKind
from cementiris.tenancy.scope import municipality
from gis.models import PlanSettings
from gis.pages.plan import spot_of
from tests.factories import make_block, make_cemetery, make_unit

EAST, NORTH = 398_640.0, 4_622_480.0
HOST = "https://geoserveis.icgc.cat"


def area(x: float, y: float, side: float) -> MultiPolygon:
    left, bottom = EAST + x, NORTH + y
    return MultiPolygon(Polygon.from_bbox((left, bottom, left + side, bottom + side)), srid=25831)


@pytest.fixture
def cemetery(vilaclara: Municipality) -> Cemetery:
    """Two blocks that both number from one, one of them with its front drawn; another cemetery has the same numbers."""
    with municipality(vilaclara.pk):
        place = make_cemetery(footprint=area(0, 0, 50))
        front = LineString((EAST + 10, NORTH), (EAST + 30, NORTH), srid=25831)
        north = make_block(cemetery=place, name="Nord", floors=1, columns=2, front=front, footprint=area(10, 0, 5))
        south = make_block(cemetery=place, name="Sud", floors=1, columns=2)
        elsewhere = make_block(cemetery=make_cemetery(name="Nou"), name="Nord", floors=1, columns=2)
        for block in (north, south, elsewhere):
            for number in (1, 2):
                make_unit(section=block, number=str(number), floor=1, column=number)
        make_unit(cemetery=place, kind=UnitKind.TOMB, number="7 bis", footprint=area(40, 40, 2))
    return place


def found(client: Client, cemetery: Cemetery, text: str) -> str:
    answer = client.get(f"/vilaclara/cementiris/{cemetery.pk}/troba/", {"q": text})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "count"), [("1", 2), ("nord 001", 1), ("7-BIS", 1), ("12", 0), ("", 0), ("\0", 0), ("1 " * 5000, 0)]
)
def test_a_number_in_any_spelling_finds_the_units_of_this_cemetery_alone(
    pau: Client, cemetery: Cemetery, typed: str, count: int
) -> None:
    assert found(pau, cemetery, typed).count("?sepultura=") == count


def test_a_number_that_nothing_bears_is_answered_in_a_sentence(pau: Client, cemetery: Cemetery) -> None:
    assert "no hi ha cap sepultura amb aquest número" in found(pau, cemetery, "99")


def test_a_unit_lies_at_its_shape_or_else_before_its_column_or_in_its_block(cemetery: Cemetery) -> None:
    with municipality(cemetery.municipality_id):
        first, second = BurialUnit.objects.filter(section__name="Nord", cemetery=cemetery).order_by("column")
        tomb = BurialUnit.objects.get(kind=UnitKind.TOMB)
        unknown = BurialUnit.objects.filter(section__name="Sud")[0]
        west, east = (float(spot_of(unit).split(",")[0]) for unit in (first, second))
        drawn = tomb.footprint
        assert drawn is not None
        middle = drawn.centroid.transform(4326, clone=True)
        assert east - west == pytest.approx(10 / 83_200, rel=0.01)
        first.columns_wide = 2
        assert float(spot_of(first).split(",")[0]) == pytest.approx((west + east) / 2, abs=2e-7)
        assert spot_of(tomb) == f"{middle.x:.7f},{middle.y:.7f}"
        assert spot_of(unknown) == spot_of(None) == ""


def test_pictures_may_come_from_outside_only_on_the_plan_of_a_town_that_wants_them(
    roser: Client, cemetery: Cemetery
) -> None:
    plan = f"/vilaclara/cementiris/{cemetery.pk}/"
    assert HOST not in roser.get(plan)["Content-Security-Policy"]
    roser.post("/vilaclara/cementiris/mapes-de-fons/", {"has_topographic_map": "on"})
    with_map = roser.get(plan)
    assert f"img-src 'self' data: {HOST}" in with_map["Content-Security-Policy"]
    assert "/topografic/MON3857NW/" in with_map.content.decode()
    assert "/orto/" not in with_map.content.decode()
    assert HOST not in roser.get("/vilaclara/cementiris/")["Content-Security-Policy"]
    roser.post("/vilaclara/cementiris/mapes-de-fons/", {})
    assert HOST not in roser.get(plan)["Content-Security-Policy"]


def test_a_town_keeps_one_choice_and_only_for_itself(
    roser: Client, vilaclara: Municipality, puigfosc: Municipality
) -> None:
    for _ in range(2):
        roser.post("/vilaclara/cementiris/mapes-de-fons/", {"has_orthophoto": "on"})
    with municipality(vilaclara.pk):
        assert [row.has_orthophoto for row in PlanSettings.objects.all()] == [True]
    with municipality(puigfosc.pk):
        assert not PlanSettings.objects.exists()


def test_only_who_manages_the_town_turns_maps_on(aina: Client, vilaclara: Municipality) -> None:
    assert aina.post("/vilaclara/cementiris/mapes-de-fons/", {"has_orthophoto": "on"}).status_code == 403


WINDOW = "bbox=1.7,41.7,1.9,41.8&zoom=18"


@pytest.mark.parametrize(
    ("query", "error", "named"),
    [
        ("", "window", "bbox"),
        ("bbox=1,2,3&zoom=18", "window", "bbox"),
        ("bbox=a,b,c,d&zoom=18", "window", "bbox"),
        ("bbox=1,2,3,nan&zoom=1", "window", "bbox"),
        (f"{WINDOW}&dia=dema", "day", "1985-12-31"),
        (f"{WINDOW}&dia=9999-12-31", "day", "1985-12-31"),
    ],
)
def test_a_window_or_day_that_is_none_is_refused_with_a_sentence(
    pau: Client, cemetery: Cemetery, query: str, error: str, named: str
) -> None:
    answer = pau.get(f"/vilaclara/cementiris/{cemetery.pk}/capes.geojson?{query}")
    assert answer.status_code == 400
    assert answer.json()["error"] == error
    assert named in answer.json()["message"]


def test_the_cemeteries_are_listed_with_their_units_by_state_and_a_picture(
    pau: Client, cemetery: Cemetery, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(16):
        text = pau.get("/vilaclara/cementiris/").content.decode()
    assert re.findall(r'data-l="(Sepultures|Lliures)">(\d+)<', text) == [
        ("Sepultures", "5"),
        ("Lliures", "5"),
        ("Sepultures", "2"),
        ("Lliures", "2"),
    ]
    assert text.count('class="mini-plan"') == 1
    assert text.count('<path class="block"') == 1
