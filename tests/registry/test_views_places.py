"""The pages of acts over a unit itself, as a clerk meets them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Closure, Merger, Movement
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_burial, make_closure, make_concession, make_person, make_unit

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))
CountedQueries = Callable[[int], AbstractContextManager[object]]
DAY = "23/11/2026"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is opened on 23 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """Niche 12 of block A, with 13 beside it."""
    with municipality(vilaclara.pk):
        block = make_block()
        make_unit(section=block, number="13", floor=1, column=2)
        return make_unit(section=block, number="12", floor=1, column=1)


def sheet(unit: BurialUnit, verb: str = "") -> str:
    return f"/vilaclara/sepultures/{unit.pk}/{verb}"


def test_a_renumbered_unit_says_how_it_was_called(aina: Client, niche: BurialUnit) -> None:
    block = niche.section_id
    page = aina.post(sheet(niche, "numerar/"), {"number": "112", "section": block, "on": DAY}, follow=True)
    assert "12 → 112" in page.content.decode()
    text = aina.get(sheet(niche)).content.decode()
    assert "Nínxol 112" in text
    assert "<dt>Abans</dt><dd>12, fins al 23/11/2026</dd>" in text
    assert aina.get("/vilaclara/cerca/", {"q": "A 12"}).headers["Location"].endswith(sheet(niche))


def test_the_sheet_of_a_long_used_unit_asks_no_more_than_that_of_another(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, django_assert_num_queries: CountedQueries
) -> None:
    with municipality(vilaclara.pk):
        make_concession(niche)
        for year in ("1990", "1997", "2004", "2012"):
            make_burial(niche, on=f"{year}-05-05")
    with django_assert_num_queries(20):
        assert aina.get(sheet(niche)).status_code == 200


def test_a_number_that_another_bears_is_refused_and_stays_typed(aina: Client, niche: BurialUnit) -> None:
    page = aina.post(sheet(niche, "numerar/"), {"number": "013", "section": niche.section_id, "on": DAY})
    text = page.content.decode()
    assert "Aquests números ja són d’una altra sepultura del mateix bloc: 013." in text
    assert 'value="013"' in text


def test_the_rules_speak_while_a_number_is_typed(aina: Client, niche: BurialUnit) -> None:
    typed = {"number": "13", "section": niche.section_id, "on": DAY}
    text = aina.post(sheet(niche, "numerar/comprova/"), typed, headers={"HX-Request": "true"}).content.decode()
    assert "X40" in text
    assert "13" in text


def test_a_description_begins_with_what_is_known(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    text = aina.get(sheet(niche, "descriure/")).content.decode()
    assert "X44" not in text
    assert 'name="floor" value="1"' in text
    typed = {"kind": "reduced_niche", "floor": "1", "column": "1", "built_year": "1989", "notes": "Sense làpida"}
    assert "Canvia: classe" in aina.post(sheet(niche, "descriure/"), typed, follow=True).content.decode()
    text = aina.get(sheet(niche)).content.decode()
    assert "Nínxol reduït 12" in text
    assert "Sense làpida" in text
    assert "No heu canviat res." in aina.post(sheet(niche, "descriure/"), typed).content.decode()


def test_a_closed_unit_says_why_and_comes_back(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    typed = {"why": "ruin", "note": "Esquerda a la volta", "on": "01/11/2026"}
    assert aina.post(sheet(niche, "tancar/"), typed).status_code == 302
    text = aina.get(sheet(niche)).content.decode()
    assert "Fora de servei des del 01/11/2026. Ruïna." in text
    assert "Esquerda a la volta" in text
    assert "Torna-la al servei" in text
    assert aina.post(sheet(niche, "tornar-al-servei/"), {"on": DAY}).status_code == 302
    assert "Fora de servei des del" not in aina.get(sheet(niche)).content.decode()


def test_a_retired_unit_offers_nothing_more(aina: Client, niche: BurialUnit) -> None:
    assert aina.post(sheet(niche, "donar-de-baixa/"), {"note": "Enderroc", "on": DAY}).status_code == 302
    text = aina.get(sheet(niche)).content.decode()
    assert "Donada de baixa el 23/11/2026." in text
    assert "Canvia el número" not in text
    assert "Nínxol 12" not in aina.get(f"/vilaclara/cementiris/{niche.cemetery_id}/?vista=llista").content.decode()
    past = aina.get(f"/vilaclara/cementiris/{niche.cemetery_id}/?vista=llista&dia=2026-11-22").content.decode()
    assert "Nínxol 12" in past


def test_an_occupied_unit_says_why_it_cannot_be_retired(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        make_burial(niche)
    assert "Encara hi reposa algú" in aina.get(sheet(niche)).content.decode()


def test_two_niches_are_joined_and_divided_again(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        part = BurialUnit.objects.get(number="13")
        row = make_burial(part, deceased=make_person(text="Dolors Mas", is_dead=True))
    assert "Nínxol 13 (pis 1, columna 2)" in aina.get(sheet(niche, "agrupar/")).content.decode()
    typed = {"parts": [part.pk], "kind": "double_niche", "number": "12-13", "on": "20/11/2026"}
    assert aina.post(sheet(niche, "agrupar/"), typed).status_code == 302
    text = aina.get(sheet(niche)).content.decode()
    assert "Nínxol doble 12-13" in text
    assert "Dolors Mas" in text
    assert "N’és part" in text
    assert "forma part d’una altra sepultura" in aina.get(sheet(part)).content.decode()
    text = aina.get(sheet(niche, "dividir/")).content.decode()
    assert "On reposa Dolors Mas" in text
    assert 'value="13"' in text
    home = f"home_{row.deceased_id}"
    typed = {"kept_number": "12", "numbers": "13", "kind": "niche", "on": DAY, home: "1"}
    assert aina.post(sheet(niche, "dividir/"), typed).status_code == 302
    with municipality(vilaclara.pk):
        new = BurialUnit.objects.get(number="13", retired_on=None)
        assert Movement.objects.filter(to_unit=new).count() == 1
        assert Merger.objects.get().until == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("verb", "typed"),
    [
        ("numerar/", {"number": "1" * 60, "on": "31/31/2026", "section": "999999999999999999999"}),
        ("descriure/", {"kind": "castle", "floor": "99999999999", "column": "-1", "built_year": "x\0"}),
        ("tancar/", {"why": "x", "on": "0000", "until": "1/1/1"}),
        ("tornar-al-servei/", {"on": "demà"}),
        ("donar-de-baixa/", {"on": "", "note": "\0"}),
        ("agrupar/", {"parts": ["0", "99999999999999999999", "x"], "kind": "", "on": DAY}),
        ("dividir/", {"numbers": "9-1", "kept_number": "", "on": DAY, "kind": "niche", "home_1": "9"}),
    ],
)
def test_nonsense_is_said_and_not_written(aina: Client, niche: BurialUnit, verb: str, typed: dict[str, str]) -> None:
    for address in (sheet(niche, verb), f"{sheet(niche, verb)}comprova/"):
        assert aina.post(address, typed).status_code == 200


def test_a_reader_changes_nothing(bernat: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    for verb in ("numerar/", "descriure/", "tancar/", "tornar-al-servei/", "donar-de-baixa/", "agrupar/", "dividir/"):
        assert bernat.get(sheet(niche, verb)).status_code == 403
    with municipality(vilaclara.pk):
        make_concession(niche)
        make_closure(niche)
        assert Closure.objects.count() == 1
