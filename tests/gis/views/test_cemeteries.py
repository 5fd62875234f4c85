"""The pages of a cemetery: what they show, to whom, on which day, and with how many queries."""

import json
from datetime import date

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cementiris.accounts.models import Municipality
from cementiris.registry.models import (
    BurialUnit,
    Cemetery,
    Concession,
    Holding,
    Movement,
    MovementKind,
    Person,
    Section,
)
from cementiris.tenancy.scope import municipality

EAST, NORTH = 398_640.0, 4_622_480.0
WINDOW = "1.70,41.70,1.90,41.80"


def area(x: float, y: float, width: float, height: float) -> MultiPolygon:
    box = Polygon.from_bbox((EAST + x, NORTH + y, EAST + x + width, NORTH + y + height))
    return MultiPolygon(box, srid=25831)


@pytest.fixture
def cemetery(vilaclara: Municipality) -> Cemetery:
    """A cemetery with one wall of 2 × 3 niches on the plan, and a tomb outside it."""
    with municipality(vilaclara.pk):
        place = Cemetery.objects.create(name="Cementiri vell", footprint=area(0, 0, 50, 50))
        block = Section(cemetery=place, name="Sant Josep", floors=2, columns=3, footprint=area(2, 2, 20, 3))
        block.save()
        for number in range(1, 7):
            BurialUnit(cemetery=place, section=block, number=str(number)).save()
        BurialUnit(cemetery=place, kind="tomb", number="9", footprint=area(30, 30, 1, 2)).save()
        BurialUnit(cemetery=place, kind="pantheon", number="1", point=Point(EAST + 40, NORTH + 40, srid=25831)).save()
    return place


@pytest.fixture
def holder(vilaclara: Municipality, cemetery: Cemetery) -> Person:
    """Somebody who has held niche 2 since 2001, and whose mother rests there."""
    with municipality(vilaclara.pk):
        unit = BurialUnit.objects.get(number="2")
        person = Person.objects.create(text="Anna Serra i Roca", given_name="Anna", surname1="Serra", surname2="Roca")
        right = Concession.objects.create(
            unit=unit, granted_on="2001-05-02", term=(date(2001, 5, 2), date(2051, 5, 2)), term_years=50
        )
        Holding.objects.create(concession=right, person=person)
        mother = Person.objects.create(text="Maria Roca i Pi", surname1="Roca", surname2="Pi", died_on="2001-05-01")
        Movement.objects.create(
            kind=MovementKind.BURIAL, deceased=mother, cemetery=cemetery, to_unit=unit, on="2001-05-02"
        )
        return person


def page(client: Client, cemetery: Cemetery, query: str = "") -> str:
    answer = client.get(f"/vilaclara/cementiris/{cemetery.pk}/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_of_cemeteries_leads_to_each(aina: Client, cemetery: Cemetery) -> None:
    text = aina.get("/vilaclara/cementiris/").content.decode()
    assert f"/vilaclara/cementiris/{cemetery.pk}/" in text


def test_a_town_without_cemeteries_is_told_what_to_do(aina: Client) -> None:
    assert "Encara no hi ha cap cementiri" in aina.get("/vilaclara/cementiris/").content.decode()


def test_the_first_block_is_drawn_with_its_states(aina: Client, cemetery: Cemetery, holder: Person) -> None:
    text = page(aina, cemetery)
    assert text.count('class="cell ') == 6
    assert 'aria-label="2, pis 1, columna 2: ocupada, Serra i Roca"' in text


def test_names_are_for_those_who_may_see_people(pau: Client, cemetery: Cemetery, holder: Person) -> None:
    assert "Serra" not in page(pau, cemetery)
    assert "Serra" not in page(pau, cemetery, "vista=llista")


def test_a_past_day_shows_the_state_of_that_day(aina: Client, cemetery: Cemetery, holder: Person) -> None:
    for day in ("1999-01-01", "01/01/1999"):
        text = page(aina, cemetery, f"dia={day}")
        assert "Estat el 01/01/1999" in text
        assert 'aria-label="2, pis 1, columna 2: lliure"' in text


@pytest.mark.parametrize("query", ["dia=demà", "dia=9999-12-31", "bloc=abc", "bloc=999999", "sepultura=0", "unit=x"])
def test_an_address_that_makes_no_sense_still_shows_the_page(aina: Client, cemetery: Cemetery, query: str) -> None:
    assert 'class="cell ' in page(aina, cemetery, query)


def test_what_lies_in_no_block_stands_in_lines_by_kind(aina: Client, cemetery: Cemetery) -> None:
    text = page(aina, cemetery, "bloc=0")
    assert text.count("data-elevation") == 2
    assert 'aria-label="9: lliure"' in text


def test_a_unit_in_the_address_chooses_and_marks_its_block(aina: Client, cemetery: Cemetery) -> None:
    with municipality(cemetery.municipality_id):
        unit = BurialUnit.objects.get(number="5")
    assert 'aria-current="true" aria-selected="false"' in page(aina, cemetery, f"sepultura={unit.pk}")


def test_the_list_can_hold_only_the_units_that_were_chosen(aina: Client, cemetery: Cemetery) -> None:
    with municipality(cemetery.municipality_id):
        niches = BurialUnit.objects.filter(kind="niche", number__in=("1", "4"))
        pks = list(niches.values_list("pk", flat=True))
    text = page(aina, cemetery, "vista=llista&" + "&".join(f"unit={pk}" for pk in pks))
    assert text.count('data-l="Estat"') == 2


def test_a_cemetery_without_any_geometry_has_its_walls_all_the_same(aina: Client, cemetery: Cemetery) -> None:
    with municipality(cemetery.municipality_id):
        Cemetery.objects.update(footprint=None)
        Section.objects.update(footprint=None)
        BurialUnit.objects.update(footprint=None, point=None)
    text = page(aina, cemetery)
    assert 'id="planol"' not in text
    assert text.count('class="cell ') == 6


def test_the_neighbours_of_a_unit_are_a_fragment(aina: Client, cemetery: Cemetery) -> None:
    with municipality(cemetery.municipality_id):
        unit, tomb = BurialUnit.objects.get(number="5"), BurialUnit.objects.get(number="9")
    text = aina.get(f"/vilaclara/sepultures/{unit.pk}/veins/").content.decode()
    assert "<html" not in text
    assert text.count('aria-current="true"') == 1
    assert '<svg class="elevation' not in aina.get(f"/vilaclara/sepultures/{tomb.pk}/veins/").content.decode()


def layers(client: Client, cemetery: Cemetery, zoom: int, bbox: str = WINDOW) -> list[dict[str, object]]:
    answer = client.get(f"/vilaclara/cementiris/{cemetery.pk}/capes.geojson?bbox={bbox}&zoom={zoom}")
    assert answer.status_code == 200
    return [feature["properties"] for feature in json.loads(answer.content)["features"]]


def test_units_are_on_the_plan_only_from_near_by(pau: Client, cemetery: Cemetery) -> None:
    assert [row["layer"] for row in layers(pau, cemetery, 16)] == ["cemetery", "section"]
    near = layers(pau, cemetery, 18)
    assert [row.get("layer", "unit") for row in near] == ["cemetery", "section", "unit", "unit"]
    assert {"n": "9", "k": "tomb", "s": "free", "b": None} in near  # units of a window come in any order


def test_the_plan_lies_where_it_was_surveyed(pau: Client, cemetery: Cemetery) -> None:
    answer = pau.get(f"/vilaclara/cementiris/{cemetery.pk}/capes.geojson?bbox={WINDOW}&zoom=19")
    points = [row["geometry"] for row in json.loads(answer.content)["features"] if row["geometry"]["type"] == "Point"]
    assert points[0]["coordinates"] == pytest.approx([1.7803, 41.7485], abs=0.01)


def test_from_afar_a_plan_of_graves_alone_shows_where_they_lie(pau: Client, cemetery: Cemetery) -> None:
    with municipality(cemetery.municipality_id):
        Cemetery.objects.update(footprint=None)
        Section.objects.update(footprint=None)
    assert [(row["layer"], row["id"]) for row in layers(pau, cemetery, 16)] == [("section", 0)]


def test_what_lies_outside_the_window_stays_away(pau: Client, cemetery: Cemetery) -> None:
    assert [row["layer"] for row in layers(pau, cemetery, 20, "2.0,41.0,2.1,41.1")] == ["cemetery"]


def test_another_town_sees_nothing(carla: Client, cemetery: Cemetery) -> None:
    for path in ("", f"{cemetery.pk}/", f"{cemetery.pk}/capes.geojson?bbox={WINDOW}&zoom=18"):
        assert carla.get(f"/vilaclara/cementiris/{path}").status_code == 404
        assert not path or carla.get(f"/puigfosc/cementiris/{path}").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_units(aina: Client, cemetery: Cemetery, holder: Person) -> None:
    def queries(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            aina.get(path)
        return len(captured)

    wall, plan = f"/vilaclara/cementiris/{cemetery.pk}/", f"/vilaclara/cementiris/{cemetery.pk}/capes.geojson"
    before = queries(wall), queries(f"{plan}?bbox={WINDOW}&zoom=19")
    with municipality(cemetery.municipality_id):
        block = Section.objects.get()
        for number in range(7, 40):
            BurialUnit(cemetery=cemetery, section=block, number=str(number), footprint=area(number, 20, 1, 1)).save()
    assert (queries(wall), queries(f"{plan}?bbox={WINDOW}&zoom=19")) == before
    assert before[0] <= 30
