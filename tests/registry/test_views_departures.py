"""The pages of planned burials, reductions and clearances, and the list of burials, as a clerk meets them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.registry.models import Act, BurialUnit, Movement
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_burial, make_concession, make_person, make_unit
from tests.registry.test_views_burials import TYPED, bury, hidden, written

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))
LIST = "/vilaclara/enterraments/"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is opened on 23 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """Niche 287, held, where two rest since long ago, and an ossuary beside it."""
    with municipality(vilaclara.pk):
        unit = make_unit(number="287", section=make_block(name="Sant Josep"))
        make_concession(unit)
        for name, on in (("Anna Vila", "1990-05-03"), ("Pere Coll", "2005-05-03")):
            given, surname = name.split()
            dead = make_person(text=name, given_name=given, surname1=surname, surname2="", died_on=on, is_dead=True)
            make_burial(unit, on=on, deceased=dead)
        make_unit(number="", kind="ossuary")
        return unit


def of(unit: BurialUnit, verb: str) -> str:
    return f"/vilaclara/sepultures/{unit.pk}/{verb}/"


def key_of(unit: BurialUnit, name: str) -> int:
    with municipality(unit.municipality_id):
        return Movement.objects.get(deceased__text=name).pk


def test_the_burial_of_tomorrow_is_registered_today_and_shown_as_planned(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    typed = TYPED | {"buried_at": "24/11/2026, 11.00", "conservation": "temporary"}
    page = aina.post(f"{bury(niche)}comprova/", typed, headers={"HX-Request": "true"}).content.decode()
    assert "X4" in page
    answer = aina.post(bury(niche), typed, follow=True)
    assert "2026/0001" in answer.content.decode()
    sheet = aina.get(f"/vilaclara/sepultures/{niche.pk}/").content.decode()
    assert "<strong>Previst</strong>" in sheet
    resting = sheet.split('id="h-rep"')[1].split("</table>")[0]
    assert "Dolors" not in resting
    assert "prevista" in aina.get(LIST).content.decode()


def test_after_a_burial_somebody_else_is_laid_in_the_same_opening(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    ashes = TYPED | {"remains": "ashes", "cremation_certificate": "C-1", "funeral_company": "Funerària del Pla"}
    page = aina.post(bury(niche), ashes, follow=True).content.decode()
    link = page.split("?obertura=")[1].split('"')[0]
    page = aina.get(f"{bury(niche)}?obertura={link}").content.decode()
    assert 'value="23/11/2026, 10.00"' in page
    assert 'value="Funerària del Pla"' in page
    assert 'value="Dolors"' not in page


@pytest.mark.parametrize("key", ["0", "x", "-1", "9" * 40, "\x00", "²"])
def test_an_opening_that_does_not_exist_begins_an_empty_page(aina: Client, niche: BurialUnit, key: str) -> None:
    assert aina.get(bury(niche), {"obertura": key}).status_code == 200


def test_a_deceased_without_a_name_is_registered_for_a_reason(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    typed = TYPED | {"given_name": "", "surnames": ""}
    assert "No consta el nom de la persona difunta" in aina.post(bury(niche), typed).content.decode()
    answer = aina.post(bury(niche), typed | {"reason": "Trobat a la muntanya"}, follow=True)
    assert "Persona desconeguda" in answer.content.decode()


def test_an_empty_page_does_not_reproach_what_is_empty(aina: Client, niche: BurialUnit) -> None:
    page = aina.get(bury(niche)).content.decode()
    assert "X38" not in page
    assert "R52" not in page


def test_a_clerk_reduces_remains(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    typed = {"movement": key_of(niche, "Pere Coll"), "on": "23/11/2026"}
    answer = aina.post(of(niche, "reduir"), typed, follow=True)
    assert "Reducció de restes" in answer.content.decode()
    assert "Reducció de les restes de" in aina.get(f"/vilaclara/sepultures/{niche.pk}/").content.decode()


def test_a_clerk_clears_a_niche_into_the_ossuary(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    page = aina.get(of(niche, "buidar")).content.decode()
    assert page.count('name="movements"') == 2
    assert page.count(" checked") >= 2
    with municipality(vilaclara.pk):
        ossuary = BurialUnit.objects.get(kind="ossuary")
    typed: dict[str, Any] = {
        "movements": [key_of(niche, "Anna Vila"), key_of(niche, "Pere Coll")],
        "on": "23/11/2026",
        "basis": "holder",
        "destination": ossuary.pk,
    }
    answer = aina.post(of(niche, "buidar"), typed, follow=True)
    assert "Pere Coll, Anna Vila" in answer.content.decode()
    left = aina.get(f"/vilaclara/sepultures/{niche.pk}/").content.decode()
    assert "A Ossera" in left
    came = aina.get(f"/vilaclara/sepultures/{ossuary.pk}/").content.decode()
    assert "De Nínxol 287" in came
    with municipality(vilaclara.pk):
        assert Act.objects.count() == 1


@pytest.mark.parametrize(
    ("verb", "changes", "sentence"),
    [
        ("buidar", {"movements": []}, "Aquest camp"),
        ("buidar", {"movements": ["999999999999999999999"]}, "alert"),
        ("buidar", {"destination": "999999"}, "alert"),
        ("buidar", {"destination": "\x00"}, "alert"),
        ("buidar", {"on": "31/02/2026"}, "«31/02/2026» no és una data."),
        ("buidar", {"on": "24/12/2026"}, "Es pot registrar deu dies abans, a partir del 14/12/2026."),
        ("reduir", {"movement": "abc"}, "alert"),
        ("reduir", {"on": "avui"}, "«avui» no és una data."),
        ("exhumar", {"purpose": "moon"}, "alert"),
        ("exhumar", {"purpose": "handed_over"}, "Escriviu a qui es lliuren les restes o les cendres."),
        ("exhumar", {"purpose": "judicial"}, "cal el número de l’ordre del jutge"),
        ("exhumar", {"purpose": "cremation", "recipient_id": "38412907A"}, "La lletra no correspon al número."),
        ("traslladar", {"destination": "287"}, "No hi ha cap altra sepultura «287»."),
        ("traslladar", {"destination": "287", "cremated": "on"}, "cal el certificat de cremació"),
    ],
)
def test_bad_input_is_said_and_nothing_is_written(
    aina: Client, niche: BurialUnit, verb: str, changes: dict[str, Any], sentence: str
) -> None:
    keys = [key_of(niche, "Pere Coll")]
    typed = {"movement": keys[0], "movements": keys, "on": "23/11/2026", "basis": "holder", "purpose": "cremation"}
    page = aina.post(of(niche, verb), typed | changes)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert written(niche.municipality) == (2, 0, 0)


def test_swapped_dates_of_a_relocation_are_said(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        make_concession(make_unit(number="12"), title_number="T-2")
    typed = {"movement": key_of(niche, "Pere Coll"), "on": "23/11/2026", "destination": "12"}
    page = aina.post(of(niche, "traslladar"), typed | {"reburied_on": "22/11/2026"}).content.decode()
    assert "La reinhumació no pot ser abans de l’exhumació, del 23/11/2026." in page


def test_a_stale_clearance_is_told_what_changed(
    aina: Client, roser: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    version = hidden(aina.get(of(niche, "buidar")).content.decode(), "version")
    roser.post(of(niche, "reduir"), {"movement": key_of(niche, "Pere Coll"), "on": "23/11/2026"})
    with municipality(vilaclara.pk):
        ossuary = BurialUnit.objects.get(kind="ossuary")
    typed = {"movements": [key_of(niche, "Anna Vila")], "on": "23/11/2026", "basis": "holder"}
    page = aina.post(of(niche, "buidar"), typed | {"destination": ossuary.pk, "version": version}).content.decode()
    assert "algú ha canviat la sepultura: Reducció de restes" in page


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, {"Anna Vila", "Pere Coll"}),
        ({"year": "2005"}, {"Pere Coll"}),
        ({"name": "vila"}, {"Anna Vila"}),
        ({"name": "vila coll"}, set()),
        ({"kind": "exhumation"}, {"Marc Roca"}),
        ({"kind": "exhumation", "year": "2020", "name": "Roca"}, {"Marc Roca"}),
        ({"kind": "clearance"}, set()),
        ({"kind": "moon", "year": "9" * 30, "name": "\x00"}, {"Anna Vila", "Pere Coll"}),
        ({"year": "-5"}, {"Anna Vila", "Pere Coll"}),
    ],
)
def test_the_list_is_narrowed_by_year_kind_and_name(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, asked: dict[str, str], names: set[str]
) -> None:
    with municipality(vilaclara.pk):
        gone = make_person(text="Marc Roca", given_name="Marc", surname1="Roca", surname2="")
        make_burial(niche, on="2020-06-01", kind="exhumation", to_unit=None, from_unit=niche, deceased=gone)
    rows = aina.get(LIST, asked).content.decode().split("<tbody>")
    shown = {name for name in ("Anna Vila", "Pere Coll", "Marc Roca") if len(rows) > 1 and name in rows[1]}
    assert shown == names


def test_the_narrowed_list_opens_in_few_queries(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, django_assert_max_num_queries: Any
) -> None:
    with municipality(vilaclara.pk):
        other = make_unit(number="13")
        for year in range(1990, 2010):
            make_burial(niche, on=f"{year}-05-03", kind="relocation", from_unit=other, deceased=make_person())
    with django_assert_max_num_queries(12):
        page = aina.get(LIST, {"kind": "relocation", "name": "Puig"}).content.decode()
    assert page.count("Josep Puig i Ferrer") == 20


def test_somebody_alive_is_not_shown_to_who_may_not_see_people(
    pau: Client, aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    typed = TYPED | {"remains": "surgical", "died_at": "", "licence_number": "HC 3"}
    assert aina.post(bury(niche), typed).status_code == 302
    assert "Vilaplana" in aina.get(f"/vilaclara/sepultures/{niche.pk}/").content.decode()
    sheet = pau.get(f"/vilaclara/sepultures/{niche.pk}/")
    assert "Vilaplana" not in sheet.content.decode()
