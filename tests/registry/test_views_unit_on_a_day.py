"""The sheet of a unit on a past day, and what an old source said of it put aside."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.registry.models import Act, BurialUnit, Holding, Person
from cementiris.registry.services.places import take_back_description
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_burial, make_concession, make_person, make_unit

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is opened on 23 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """A niche granted in 1990 to Anna, passed to Pere in 2005, where Enric rests since 2000."""
    with municipality(vilaclara.pk):
        unit = make_unit(section=make_block(), number="12")
        right = make_concession(unit, term=(date(1990, 1, 1), date(2040, 1, 1)), holder=called("Anna Vila"))
        right.holdings.update(until=date(2005, 1, 1))
        Holding.objects.create(concession=right, person=called("Pere Vila"), since=date(2005, 1, 1))
        make_burial(unit, deceased=called("Enric Prat"), on="2000-05-05")
        return unit


def called(name: str) -> Person:
    """Somebody of that name."""
    given, surname = name.split()
    return make_person(text=name, given_name=given, surname1=surname, surname2="")


def sheet(client: Client, unit: BurialUnit, day: str = "") -> str:
    return client.get(f"/vilaclara/sepultures/{unit.pk}/", {"dia": day} if day else {}).content.decode()


def test_the_sheet_of_a_past_day_shows_right_holder_and_state_of_that_day(aina: Client, niche: BurialUnit) -> None:
    text = sheet(aina, niche, "31/12/1995")
    assert "Tal com era el 31/12/1995" in text
    assert "Anna Vila" in text
    assert "Pere Vila" not in text
    assert "No hi reposava ningú." in text
    assert "Enric" not in text
    assert "Concedida" in text


def test_before_the_first_grant_nobody_had_a_right(aina: Client, niche: BurialUnit) -> None:
    assert "Ningú no hi tenia cap dret." in sheet(aina, niche, "1985-12-31")


def test_a_later_day_shows_who_rested_there(aina: Client, niche: BurialUnit) -> None:
    text = sheet(aina, niche, "06/05/2000")
    assert "Hi reposaven" in text
    assert "Enric Prat" in text


def test_nothing_is_done_on_a_past_day(aina: Client, niche: BurialUnit) -> None:
    assert "Què s’hi pot fer" in sheet(aina, niche)
    past = sheet(aina, niche, "31/12/2010")
    assert "Què s’hi pot fer" not in past
    assert "Corregeix les dades" not in past


@pytest.mark.parametrize("typed", ["31/02/1990", "demà", "01/01/2030", "1990", "9" * 500])
def test_what_is_no_past_day_shows_today_and_says_so(aina: Client, niche: BurialUnit, typed: str) -> None:
    text = sheet(aina, niche, typed)
    assert "no és cap dia passat" in text
    assert f'value="{typed}"' in text
    assert "Què s’hi pot fer" in text


@pytest.mark.parametrize("typed", ["", "23/11/2026", "%00"])
def test_today_is_no_mistake(aina: Client, niche: BurialUnit, typed: str) -> None:
    assert aina.get(f"/vilaclara/sepultures/{niche.pk}/?dia={typed}").status_code == 200
    assert "Tal com era" not in sheet(aina, niche, typed)


def test_a_unit_that_was_opened_later_was_not_there(aina: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        unit = make_unit(opened_on=date(2001, 4, 1))
    assert "Aquell dia encara no hi era: es va obrir el 01/04/2001." in sheet(aina, unit, "31/12/1999")


def test_what_the_old_source_said_is_put_aside_and_taken_up_again(aina: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        unit = make_unit(section=make_block(), number="40", stated_state="occupied")
    address = f"/vilaclara/sepultures/{unit.pk}/descriure/"
    assert "Es conserva: «Ocupada»" in aina.get(address).content.decode()
    kept = aina.post(address, {"kind": "niche", "stated_state": "occupied"}).content.decode()
    assert "No heu canviat res." in kept
    done = aina.post(address, {"kind": "niche", "stated_state": "forgotten"}, follow=True).content.decode()
    assert "Canvia: estat segons la font antiga." in done
    with municipality(vilaclara.pk):
        unit.refresh_from_db()
        assert unit.stated_state == ""
        take_back_description(Act.objects.get(unit=unit, kind="description"))
        unit.refresh_from_db()
        assert unit.stated_state == "occupied"


def test_a_unit_of_which_no_source_spoke_is_not_asked_about_it(aina: Client, niche: BurialUnit) -> None:
    assert "font antiga" not in aina.get(f"/vilaclara/sepultures/{niche.pk}/descriure/").content.decode()


def test_the_sheet_says_in_words_what_contradicts_itself(aina: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        unit = make_unit(section=make_block(), number="40", stated_state="occupied")
    assert "El registre antic la dona per ocupada, i no hi consta ningú." in sheet(aina, unit)


def test_r44_who_died_long_ago_rests_as_remains_and_on_an_earlier_day_as_a_body(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        Person.objects.filter(given_name="Enric").update(
            died_on="2000-05-04", died_from=date(2000, 5, 4), died_until=date(2000, 5, 4)
        )
    assert '<td data-l="Com">Restes</td>' in sheet(aina, niche)
    assert '<td data-l="Com">Cadàver</td>' in sheet(aina, niche, "31/12/2001")


def test_the_day_of_a_grant_is_told_as_it_is_said(aina: Client, niche: BurialUnit) -> None:
    assert "des del 01/01/1990" in sheet(aina, niche)
