"""The pages of cemeteries and blocks, as a clerk meets them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.registry.forms.blocks import proposed_number
from cementiris.registry.models import BurialUnit, Cemetery, Closure, Section
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_cemetery, make_unit

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))
HTMX = {"HX-Request": "true"}
WALL = {"kind": "niche", "floors": "2", "columns": "3", "numbering": "serpentine", "first_number": "1",
        "written": "consecutive", "left_out": "5"}  # fmt: skip


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is opened on 23 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def block(vilaclara: Municipality) -> Section:
    with municipality(vilaclara.pk):
        return make_block(floors=None, columns=None)


def of(section: Section, verb: str) -> str:
    return f"/vilaclara/blocs/{section.pk}/{verb}/"


def in_cemetery(section: Section, verb: str) -> str:
    return f"/vilaclara/cementiris/{section.cemetery_id}/{verb}/"


def test_an_empty_town_makes_its_first_cemetery_block_and_units(aina: Client, vilaclara: Municipality) -> None:
    assert "Encara no hi ha cap cementiri" in aina.get("/vilaclara/blocs/").content.decode()
    aina.post("/vilaclara/cementiris/nou/", {"name": "Cementiri nou"})
    with municipality(vilaclara.pk):
        cemetery = Cemetery.objects.get()
    typed = {"level_name": "Bloc", "name": "A", "numbering": "rows_rightward"}
    text = aina.post(f"/vilaclara/cementiris/{cemetery.pk}/bloc-nou/", typed, follow=True).content.decode()
    assert "Bloc A" in text
    with municipality(vilaclara.pk):
        block = Section.objects.get()
    text = aina.post(of(block, "sepultures-noves"), WALL, follow=True).content.decode()
    assert "5 sepultures: 1, 2, 3, 4 (+1). Bloc A" in text
    assert "2 pisos × 3 columnes" in text
    assert "Últims canvis" in text


def test_while_a_wall_is_typed_it_is_judged_and_drawn(aina: Client, block: Section, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        make_unit(section=block, number="4")
    text = aina.post(of(block, "sepultures-noves/comprova"), WALL, headers=HTMX).content.decode()
    assert "Aquests números ja són d’una altra sepultura del mateix bloc: 4." in text
    assert of(block, "alcat-previst") in text
    text = aina.post(of(block, "alcat-previst"), WALL, headers=HTMX).content.decode()
    assert 'aria-label="4, pis 2, columna 3"' in text
    assert 'aria-label="5' not in text
    text = aina.post(of(block, "sepultures-noves"), WALL).content.decode()
    assert "X40" in text
    assert 'value="2"' in text


def test_the_first_number_goes_on_from_the_block_before(aina: Client, block: Section, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        make_unit(section=block, number="150")
        make_unit(section=block, number="151 bis")
        following = make_block(name="B")
        assert proposed_number(following) == 151
        assert proposed_number(make_block(name="0")) == 1
        assert proposed_number(block) == 151
    assert 'name="first_number" value="151"' in aina.get(of(following, "sepultures-noves")).content.decode()


def test_loose_units_are_made_by_a_list_and_a_common_grave_without_number(
    aina: Client, block: Section, vilaclara: Municipality
) -> None:
    address = in_cemetery(block, "sepultures-noves")
    aina.post(address, {"kind": "tomb", "numbers": "1-3, 7 bis", "block": ""})
    aina.post(address, {"kind": "common_grave", "numbers": ""})
    text = aina.post(address, {"kind": "niche", "numbers": ""}).content.decode()
    assert "Escriviu quins números tenen." in text
    aina.post(address, {"kind": "niche", "numbers": "12", "block": block.pk, "floor": "2", "column": "4"})
    with municipality(vilaclara.pk):
        assert BurialUnit.objects.filter(section=None).count() == 5
        niche = BurialUnit.objects.get(section=block)
        assert (niche.number, niche.floor, niche.column) == ("12", 2, 4)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ({"rule": "shift", "shift": "100"}, ["101", "102", "103 bis"]),
        ({"rule": "order", "first_number": "7"}, ["7", "8", "9"]),
        ({"rule": "affix", "add": "N"}, ["N1", "N2", "N3 bis"]),
        ({"rule": "shift", "shift": "1", "numbers": "2"}, ["1", "3", "3 bis"]),
    ],
)
def test_a_block_is_renumbered_by_a_rule(
    aina: Client, block: Section, vilaclara: Municipality, typed: dict[str, str], numbers: list[str]
) -> None:
    with municipality(vilaclara.pk):
        units = [make_unit(section=block, number=number) for number in ("1", "2", "3 bis")]
    shown = aina.post(of(block, "numerar/comprova"), typed, headers=HTMX).content.decode()
    assert numbers[1] in shown
    assert aina.post(of(block, "numerar"), typed).status_code == 302
    with municipality(vilaclara.pk):
        assert [BurialUnit.objects.get(pk=unit.pk).number for unit in units] == numbers


def test_a_wall_is_renumbered_as_it_stands(aina: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        wall = make_block(floors=2, columns=2)
        cells = {(1, 1): "10", (1, 2): "20", (2, 1): "30", (2, 2): "40"}
        for (floor, column), number in cells.items():
            make_unit(section=wall, number=number, floor=floor, column=column)
    typed = {"rule": "order", "first_number": "1", "numbering": "columns_downward"}
    aina.post(of(wall, "numerar"), typed)
    with municipality(vilaclara.pk):
        found = {(unit.floor, unit.column): unit.number for unit in BurialUnit.objects.filter(section=wall)}
    assert found == {(2, 1): "1", (1, 1): "2", (2, 2): "3", (1, 2): "4"}


def test_some_units_of_a_block_are_closed_and_come_back(aina: Client, block: Section, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        for number in range(1, 6):
            make_unit(section=block, number=str(number))
    aina.post(of(block, "tancar"), {"why": "works", "numbers": "2-4", "on": "01/11/2026"})
    with municipality(vilaclara.pk):
        assert Closure.objects.count() == 3
    assert "X43" in aina.post(of(block, "tancar"), {"why": "works", "numbers": "4"}).content.decode()
    aina.post(of(block, "tornar-al-servei"), {"numbers": ""})
    with municipality(vilaclara.pk):
        assert not Closure.objects.filter(period__endswith__isnull=True).exists()


def test_a_block_is_described_otherwise_but_never_lies_in_itself(
    aina: Client, block: Section, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        inner = make_block(name="dins", parent=block)
    typed = {"level_name": "Pati", "name": "Nord", "numbering": "rows_rightward", "parent": inner.pk}
    assert aina.post(of(block, "canviar"), typed).status_code == 200
    assert "Pati Nord" in aina.post(of(block, "canviar"), typed | {"parent": ""}, follow=True).content.decode()
    text = aina.post(in_cemetery(block, "bloc-nou"), typed | {"parent": "", "name": "NORD"}).content.decode()
    assert "Ja n’hi ha un altre que es diu NORD." in text
    text = aina.post(in_cemetery(block, "canviar"), {"name": "Cementiri de dalt"}, follow=True).content.decode()
    assert "Cementiri de dalt" in text


def test_the_list_of_blocks_costs_the_same_for_a_few_and_for_many(
    aina: Client, vilaclara: Municipality, django_assert_max_num_queries: Any
) -> None:
    with municipality(vilaclara.pk):
        for name in range(30):
            make_unit(section=make_block(name=str(name)))
        make_cemetery(name="Un altre")
    with django_assert_max_num_queries(16):
        assert aina.get("/vilaclara/blocs/").status_code == 200


NONSENSE: list[tuple[str, dict[str, str]]] = [
    ("sepultures-noves", WALL | {"floors": "99999999999", "columns": "-3", "left_out": "9-1", "beside": "x" * 900}),
    ("sepultures-noves", WALL | {"written": "x", "numbering": "y", "width": "77", "skipped": "bis", "opened_on": "?"}),
    ("sepultures-noves", WALL | {"floors": "30", "columns": "400"}),
    ("numerar", {"rule": "z", "shift": "1" * 30, "numbers": "1-"}),
    ("numerar", {"rule": "shift", "shift": "-5", "numbers": "9-2"}),
    ("numerar", {"rule": "affix", "add": "---", "on": "31/02/2026"}),
    ("tancar", {"why": "x", "numbers": "\0", "until": "01/01/0001"}),
    ("tornar-al-servei", {"numbers": "1-99999999"}),
    ("canviar", {"name": "", "parent": "99999999999999999999999", "floors": "x"}),
]


@pytest.mark.parametrize(("verb", "typed"), NONSENSE)
def test_nonsense_is_said_and_not_written(aina: Client, block: Section, verb: str, typed: dict[str, str]) -> None:
    assert aina.post(of(block, verb), typed).status_code == 200
    if verb != "canviar":
        assert aina.post(of(block, f"{verb}/comprova"), typed, headers=HTMX).status_code == 200
    assert aina.post(of(block, "alcat-previst"), typed, headers=HTMX).status_code == 200


def test_a_reader_sees_the_blocks_and_changes_none(bernat: Client, block: Section) -> None:
    text = bernat.get("/vilaclara/blocs/").content.decode()
    assert "Bloc A" in text
    assert "Sepultures noves" not in text
    for verb in ("sepultures-noves", "numerar", "tancar", "canviar"):
        assert bernat.post(of(block, verb), WALL).status_code == 403


def test_units_chosen_in_the_drawing_are_the_ones_that_are_closed(
    aina: Client, block: Section, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        units = [make_unit(section=block, number=str(number)) for number in (1, 2, 3)]
        elsewhere = make_unit(section=make_block(name="B"), number="9")
    asked = {"unit": [units[0].pk, units[2].pk, elsewhere.pk, "x", "9" * 40]}
    text = aina.get(of(block, "tancar"), asked).content.decode()
    assert 'name="numbers" value="1, 3"' in text
    wall = aina.get(f"/vilaclara/cementiris/{block.cemetery_id}/").content.decode()
    assert "/vilaclara/sepultures/triades/fora-de-servei/" in wall


def test_what_is_done_to_a_whole_block_is_told_on_the_sheet_of_each_unit(
    aina: Client, block: Section, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        unit = make_unit(section=block, number="1")
    aina.post(of(block, "numerar"), {"rule": "shift", "shift": "100"})
    aina.post(of(block, "tancar"), {"why": "works", "numbers": "101"})
    aina.post(of(block, "tornar-al-servei"), {"numbers": "101", "on": "24/11/2026"})
    text = aina.get(f"/vilaclara/sepultures/{unit.pk}/").content.decode()
    assert "1 → 101" in text
    assert "Fora de servei</a>" in text


def test_a_number_that_no_unit_bears_is_told_and_not_passed_over(
    aina: Client, block: Section, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        make_unit(section=block, number="1")
    text = aina.post(of(block, "tancar"), {"why": "works", "numbers": "1, 99"}).content.decode()
    assert "En aquest bloc no hi ha cap sepultura amb aquests números: 99." in text
    assert 'value="1, 99"' in text
