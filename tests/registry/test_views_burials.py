"""The pages of burials, exhumations and relocations as a clerk meets them."""

from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.documents.models import Document
from cementiris.registry.models import Act, BurialUnit, Movement
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_burial, make_concession, make_person, make_unit

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))
TYPED = {
    "given_name": "Dolors",
    "surnames": "Vilaplana i Costa",
    "remains": "body",
    "died_at": "21/11/2026, 18.40",
    "buried_at": "23/11/2026, 10.00",
    "licence_number": "412/2026",
    "licence_on": "22/11/2026",
}


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is opened on 23 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    with municipality(vilaclara.pk):
        unit = make_unit(number="287", section=make_block(name="Sant Josep"))
        make_concession(unit)
        return unit


def bury(unit: BurialUnit) -> str:
    return f"/vilaclara/sepultures/{unit.pk}/inhumar/"


def written(town: Municipality) -> tuple[int, int, int]:
    with municipality(town.pk):
        return Movement.objects.count(), Act.objects.count(), Document.objects.count()


def hidden(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="')[1].split('"')[0]


def test_the_page_shows_the_unit_and_what_holds(aina: Client, niche: BurialUnit) -> None:
    page = aina.get(bury(niche)).content.decode()
    assert "Mercè Serra i Roca" in page
    assert "Concedida, buida" in page
    assert "Es pot obrir" in page
    assert "Escriviu el número de la llicència" not in page


def test_a_clerk_registers_a_burial_and_gets_the_permit(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    answer = aina.post(bury(niche), TYPED, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[0][0].startswith("/vilaclara/actes/")
    assert "Dolors Vilaplana i Costa" in page
    assert "2026/0001" in page
    assert written(vilaclara) == (1, 1, 1)


def test_while_typing_the_rules_answer_and_nothing_is_written(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    typed = TYPED | {"buried_at": "22/11/2026, 10.00", "licence_number": ""}
    page = aina.post(f"{bury(niche)}comprova/", typed, headers={"HX-Request": "true"}).content.decode()
    assert "a partir de les 18.40 del 22/11/2026" in page
    assert 'id="r-buried_at" class="rules" hx-swap-oob="true"' in page
    assert "2 regles ho aturen" in page
    assert "<html" not in page
    assert written(vilaclara) == (0, 0, 0)


def test_a_half_filled_form_is_not_reproached_with_what_is_empty(aina: Client, niche: BurialUnit) -> None:
    page = aina.post(f"{bury(niche)}comprova/", {"given_name": "D"}, headers={"HX-Request": "true"}).content.decode()
    assert "R40" not in page
    assert "R44" not in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"buried_at": "04/12/2026, 10.00"}, "Es pot registrar deu dies abans, a partir del 24/11/2026."),
        ({"buried_at": "20/11/2026, 10.00"}, "La inhumació, del 20/11/2026, no pot ser abans de la mort"),
        ({"died_at": ""}, "Escriviu quan va morir."),
        ({"national_id": "38412907A"}, "La lletra no correspon al número."),
        ({"buried_at": "avui"}, "«avui» no és un dia i una hora."),
        ({"born_on": "fa temps"}, "«fa temps» no és una data."),
        ({"licence_on": "11/2026"}, "Cal el dia sencer"),
        ({"licence_on": "fa poc"}, "«fa poc» no és una data."),
        ({"buried_at": "11/2026"}, "Cal el dia sencer"),
        ({"remains": "ashes"}, "Per dipositar cendres cal el certificat de cremació."),
    ],
)
def test_bad_input_is_said_and_nothing_is_written(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, changes: dict[str, str], sentence: str
) -> None:
    page = aina.post(bury(niche), TYPED | changes).content.decode()
    assert sentence in page
    assert 'value="Vilaplana i Costa"' in page
    assert written(vilaclara) == (0, 0, 0)


def test_a_refused_burial_tells_every_reason_at_the_top(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        make_burial(niche, on="2025-09-03")
    page = aina.post(bury(niche), TYPED | {"licence_number": ""}).content.decode()
    summary = page.split('role="alert"')[1].split("</ul>")[0]
    assert "R42. No es pot obrir fins al 04/09/2027" in summary
    assert "R48. Escriviu el número de la llicència" in summary


def test_a_warning_asks_for_its_reason(aina: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        unit = make_unit()
        make_burial(unit, on="2001-05-03")
    page = aina.post(bury(unit), TYPED).content.decode()
    assert "Escriviu per què es registra igualment" in page
    answer = aina.post(bury(unit), TYPED | {"reason": "Títol antic vist al taulell"}, follow=True)
    assert "Títol antic vist al taulell" in answer.content.decode()


def test_the_same_form_sent_twice_lands_on_the_same_act(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    page = aina.get(bury(niche)).content.decode()
    typed = TYPED | {"key": hidden(page, "key"), "version": hidden(page, "version")}
    first = aina.post(bury(niche), typed)
    second = aina.post(bury(niche), typed, follow=True)
    assert second.redirect_chain[0][0] == first["Location"]
    assert "només s’ha registrat una vegada" in second.content.decode()
    assert written(vilaclara) == (1, 1, 1)


def test_two_people_editing_one_unit_are_told_and_lose_nothing(
    aina: Client, roser: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    version = hidden(aina.get(bury(niche)).content.decode(), "version")
    roser.post(bury(niche), TYPED)
    typed = TYPED | {"given_name": "Pere", "key": str(uuid4()), "version": version, "remains": "ashes"}
    typed |= {"cremation_certificate": "C-7"}
    page = aina.post(bury(niche), typed).content.decode()
    assert "algú ha canviat la sepultura: Inhumació · Dolors Vilaplana i Costa · Roser" in page
    assert 'value="Pere"' in page
    assert written(vilaclara) == (1, 1, 1)
    assert hidden(page, "version") != version


def test_readers_may_look_and_not_write_and_strangers_see_nothing(
    bernat: Client, carla: Client, niche: BurialUnit
) -> None:
    assert bernat.get("/vilaclara/enterraments/").status_code == 200
    assert bernat.post(bury(niche), TYPED).status_code == 403
    assert carla.post(bury(niche), TYPED).status_code == 404
    assert carla.get("/vilaclara/enterraments/").status_code == 404


def test_a_unit_of_another_town_is_no_unit(carla: Client, niche: BurialUnit) -> None:
    assert carla.get(f"/puigfosc/sepultures/{niche.pk}/inhumar/").status_code == 404


@pytest.mark.parametrize(
    ("query", "is_found"),
    [("287", True), ("287, bloc Sant Josep", True), ("Sant Josep 0287", True), ("Bloc A 287", False), ("Serra", True),
     ("288", False)],
)  # fmt: skip
def test_the_unit_of_a_burial_is_searched(aina: Client, niche: BurialUnit, query: str, is_found: bool) -> None:
    page = aina.get("/vilaclara/enterraments/", {"sepultura": query}).content.decode()
    assert (bury(niche) in page) is is_found


def test_the_list_of_burials_opens_in_few_queries(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, django_assert_max_num_queries: Any
) -> None:
    with municipality(vilaclara.pk):
        for year in range(1990, 2010):
            make_burial(niche, on=f"{year}-05-03", deceased=make_person())
    with django_assert_max_num_queries(12):
        assert aina.get("/vilaclara/enterraments/").content.decode().count("Josep Puig i Ferrer") == 20


def test_burials_of_an_unknown_day_come_after_the_latest(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        make_burial(niche, on="2026-11-20", deceased=make_person(text="Anna Darrera", surname1="Darrera", surname2=""))
        make_burial(niche, on="", deceased=make_person(text="Anna Ignorada", surname1="Ignorada", surname2=""))
    page = aina.get("/vilaclara/enterraments/").content.decode()
    assert page.index("Darrera") < page.index("Ignorada")


def test_a_relocation_finds_its_destination(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        movement = make_burial(niche, on="2001-05-03")
        make_concession(make_unit(number="12"), title_number="T-2")
        make_unit(number="14", section=make_block(name="B"))
        make_unit(number="14", section=make_block(name="C"))
    url = f"/vilaclara/sepultures/{niche.pk}/traslladar/"
    typed = {"movement": movement.pk, "on": "23/11/2026"}
    assert "No hi ha cap altra sepultura «999»" in aina.post(url, typed | {"destination": "999"}).content.decode()
    assert "N’hi ha més d’una" in aina.post(url, typed | {"destination": "14"}).content.decode()
    answer = aina.post(url, typed | {"destination": "12"}, follow=True)
    assert "Autorització de trasllat" in answer.content.decode()


def test_an_exhumation_says_when_the_season_opens(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        movement = make_burial(niche, on="2001-05-03")
    url = f"/vilaclara/sepultures/{niche.pk}/exhumar/"
    typed = {"movement": movement.pk, "on": "03/08/2026", "purpose": "cremation"}
    assert "Es podrà a partir del 01/10/2026" in aina.post(url, typed).content.decode()
    assert aina.post(url, typed | {"on": "23/11/2026"}).status_code == 302


@pytest.mark.parametrize("act", ["exhumar", "traslladar"])
def test_while_typing_a_departure_the_rules_answer(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, act: str
) -> None:
    with municipality(vilaclara.pk):
        movement = make_burial(niche, on="2025-09-03")
    url = f"/vilaclara/sepultures/{niche.pk}/{act}/comprova/"
    page = aina.post(url, {"movement": movement.pk}, headers={"HX-Request": "true"}).content.decode()
    assert "No es pot obrir fins al 04/09/2027" in page
    assert "R46" not in page


def test_nobody_to_exhume_is_said(aina: Client, niche: BurialUnit) -> None:
    page = aina.get(f"/vilaclara/sepultures/{niche.pk}/exhumar/").content.decode()
    assert "En aquesta sepultura no hi reposa ningú" in page
