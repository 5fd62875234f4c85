"""The walls of a cemetery’s page: buildings, double niches, corners, measures, and a wall as it once stood."""

import re
from datetime import date

import pytest
from django.contrib.gis.geos import LineString
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cementiris.accounts.models import Municipality, User
from cementiris.registry.entries import Submission
from cementiris.registry.entries.places import MergeEntry
from cementiris.registry.models import BurialUnit, Section
from cementiris.registry.services.unit_changes import merge_units
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_burial, make_concession, make_unit


@pytest.fixture
def building(vilaclara: Municipality) -> Section:
    """A building of two walls: one of niches with a double one and a corner, one of small columbaria; and a block."""
    with municipality(vilaclara.pk):
        house = make_block(name="Nou", level_name="Edifici", floors=None, columns=None)
        front = LineString((0, 0), (3, 0), (3, 2), srid=25831)
        wall = {"cemetery": house.cemetery, "parent": house, "level_name": "Paret"}
        north = make_block(**wall, name="nord", floors=2, columns=5, cell_width=80, cell_height=70, front=front)
        urns = make_block(**wall, name="urnes", floors=1, columns=4, cell_width=40, cell_height=35)
        for column in (1, 2, 5):
            make_unit(section=north, cemetery=house.cemetery, number=str(column), floor=1, column=column)
        make_unit(section=north, cemetery=house.cemetery, number="3", floor=1, column=3, columns_wide=2)
        for column in range(1, 5):
            make_unit(
                section=urns, cemetery=house.cemetery, kind="columbarium", number=f"C{column}", floor=1, column=column
            )
        other = make_block(cemetery=house.cemetery, name="Z", floors=1, columns=1)
        make_unit(section=other, cemetery=house.cemetery, number="1", floor=1, column=1)
    return house


def page(client: Client, section: Section, query: str = "") -> str:
    answer = client.get(f"/vilaclara/cementiris/{section.cemetery_id}/?bloc={section.pk}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def widths(text: str) -> set[float]:
    return {float(width) for width in re.findall(r'class="fill" [^>]*width="([\d.]+)"', text)}


def test_all_the_walls_of_a_building_are_shown_under_its_name(aina: Client, building: Section) -> None:
    text = page(aina, building)
    assert '<h2 id="h-alc">Edifici Nou</h2>' in text
    assert [name.strip() for name in re.findall(r'<h3 class="mt-4">([^<]+)', text)] == ["Paret nord", "Paret urnes"]
    assert text.count("data-elevation") == 2
    assert text.count('class="cell ') == 8
    assert text.count('class="corner"') == 1
    assert text.count("data-zoom-of=") == text.count("data-selection-of=") == 1


def test_a_building_is_listed_with_all_its_units_and_its_parts_under_it(aina: Client, building: Section) -> None:
    listed = re.findall(
        r'<li( class="part")?><a id="bloc-[^>]+>([^<]+?) <span class="hint">(\d+)', page(aina, building)
    )
    assert listed == [
        ("", "Edifici Nou", "8"), (' class="part"', "Paret nord", "4"), (' class="part"', "Paret urnes", "4"),
        ("", "Bloc Z", "1"),
    ]  # fmt: skip


def test_the_walls_of_a_building_are_drawn_to_one_scale(aina: Client, building: Section) -> None:
    large, small = sorted(widths(page(aina, building)))[-2], min(widths(page(aina, building)))
    assert (large + 1) / (small + 1) == pytest.approx(2, abs=0.05)


def test_one_wall_of_a_building_is_shown_alone(aina: Client, building: Section, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        north = Section.objects.get(name="nord")
    text = page(aina, north)
    assert text.count("data-elevation") == 1
    assert 'aria-label="3, pis 1, columna 3: lliure"' in text
    assert 'aria-colspan="2"' in text
    assert "Columna 4, després de la cantonada" in text


def test_the_list_of_a_building_holds_the_units_of_all_its_walls(aina: Client, building: Section) -> None:
    assert page(aina, building, "&vista=llista").count('data-l="Estat"') == 8


def test_units_chosen_in_the_drawing_are_listed(aina: Client, building: Section, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        keys = sorted(BurialUnit.objects.filter(section__name="urnes").values_list("pk", flat=True))
    assert page(aina, building, f"&vista=llista&unit={keys[0]}-{keys[-1]}").count('data-l="Estat"') == 4


def test_a_section_of_very_many_walls_leads_to_each(
    aina: Client, building: Section, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gis.pages.cemetery.MOST_DRAWN", 5)
    text = page(aina, building)
    assert "data-elevation" not in text
    assert "Té 2 parts." in text


def test_the_queries_of_a_building_do_not_grow_with_its_walls(
    aina: Client, building: Section, vilaclara: Municipality
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(aina, building)
        return len(captured)

    before = queries()
    with municipality(vilaclara.pk):
        for name in ("est", "oest", "sud"):
            wall = make_block(cemetery=building.cemetery, parent=building, name=name, floors=2, columns=2)
            for number in range(1, 5):
                make_concession(make_unit(section=wall, cemetery=building.cemetery, number=str(number)))
    assert queries() == before
    assert before <= 24


def test_a_past_day_shows_niches_that_were_joined_since_where_they_stood(
    aina: Client, building: Section, vilaclara: Municipality, aina_user: User
) -> None:
    today = date(2026, 11, 22)
    with municipality(vilaclara.pk):
        second, first = (BurialUnit.objects.get(section__name="nord", number=number) for number in ("2", "1"))
        make_burial(second, on="2010-05-03")
        sent = Submission(actor=aina_user, today=today)
        merge_units(unit=second, entry=MergeEntry(on=today, part_ids=(first.pk,)), sent=sent)
        wall = Section.objects.get(name="nord")
    now, then = page(aina, wall), page(aina, wall, "&dia=2015-01-01")
    assert 'aria-label="2, pis 1, columna 1: ' in now
    assert now.count('aria-colspan="2"') == 2
    assert 'aria-label="2, pis 1, columna 2: ' in then
    assert 'aria-label="1, pis 1, columna 1: ' in then
    assert then.count('aria-colspan="2"') == 1


def test_what_is_done_to_a_choice_is_only_offered_to_who_may_and_for_today(
    aina: Client, bernat: Client, building: Section
) -> None:
    act = "/vilaclara/sepultures/triades/fora-de-servei/"
    assert act in page(aina, building)
    assert act not in page(aina, building, "&dia=2015-01-01")
    assert act not in page(bernat, building)
    assert "Full de feina" in page(bernat, building)
