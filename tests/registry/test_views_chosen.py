"""What is done at once to the units chosen on a wall: each judged by itself, the rest left as it was."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.registry.models import Act, BurialUnit, Closure
from cementiris.registry.views.chosen import MOST_CHOSEN
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_burial, make_closure, make_concession, make_unit

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))
CLOSE, REOPEN, RETIRE = (
    f"/vilaclara/sepultures/triades/{verb}/" for verb in ("fora-de-servei", "tornar-al-servei", "donar-de-baixa")
)


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is opened on 23 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def wall(vilaclara: Municipality) -> list[BurialUnit]:
    """Five niches: two empty, one out of service, one with somebody at rest, one with a right in force."""
    with municipality(vilaclara.pk):
        block = make_block()
        units = [make_unit(section=block, number=str(number)) for number in range(1, 6)]
        make_closure(units[2])
        make_burial(units[3])
        make_concession(units[4])
        return units


def chosen(units: Sequence[BurialUnit]) -> str:
    keys = [unit.pk for unit in units]
    return f"{keys[0]}-{keys[-1]}" if keys == list(range(keys[0], keys[-1] + 1)) else ",".join(map(str, keys))


def answers(text: str) -> list[str]:
    """Of each unit in the table, whether the act would be registered."""
    return [part.split("</td>")[0] for part in text.split('data-l="Es registra">')[1:]]


def test_each_unit_is_judged_by_itself_before_anything_is_registered(aina: Client, wall: list[BurialUnit]) -> None:
    text = aina.get(f"{CLOSE}?unit={chosen(wall)}").content.decode()
    assert answers(text) == ["Sí", "Sí", "No", "Sí", "Sí"]
    assert "Ja són fora de servei en aquestes dates: Nínxol 3." in text
    assert "Hi ha un dret vigent sobre Nínxol 5" in text
    assert "Hi ha un dret vigent sobre Nínxol 4" not in text


def test_what_no_rule_stops_is_closed_in_one_act_and_the_rest_is_told(
    aina: Client, wall: list[BurialUnit], vilaclara: Municipality
) -> None:
    typed = {"unit_list": chosen(wall[:4]), "why": "works", "on": "20/11/2026", "until": "01/12/2026"}
    text = aina.post(CLOSE, typed, follow=True).content.decode()
    assert "Han quedat com estaven: Nínxol 3." in text
    with municipality(vilaclara.pk):
        made = Closure.objects.filter(act__isnull=False).values_list("unit__number", flat=True)
        assert sorted(made) == ["1", "2", "4"]
        assert Act.objects.count() == 1


def test_a_warning_asks_for_a_reason(aina: Client, wall: list[BurialUnit], vilaclara: Municipality) -> None:
    typed = {"unit_list": chosen(wall[4:]), "why": "works", "on": "20/11/2026"}
    assert "Escriviu per què es registra igualment" in aina.post(CLOSE, typed).content.decode()
    aina.post(CLOSE, {**typed, "reason": "Avisat per telèfon"})
    with municipality(vilaclara.pk):
        assert Closure.objects.filter(unit=wall[4]).count() == 1


def test_only_what_is_out_of_service_comes_back(aina: Client, wall: list[BurialUnit], vilaclara: Municipality) -> None:
    text = aina.get(f"{REOPEN}?unit={chosen(wall)}").content.decode()
    assert answers(text) == ["No", "No", "Sí", "No", "No"]
    aina.post(REOPEN, {"unit_list": chosen(wall)})
    with municipality(vilaclara.pk):
        assert Act.objects.get().unit_id == wall[2].pk


def test_a_wall_that_is_pulled_down_is_given_up_but_for_who_rests_there(
    aina: Client, wall: list[BurialUnit], vilaclara: Municipality
) -> None:
    aina.post(RETIRE, {"unit_list": chosen(wall), "note": "Enderroc", "on": "23/11/2026"})
    with municipality(vilaclara.pk):
        kept = BurialUnit.objects.filter(retired_on__isnull=True).values_list("number", flat=True)
        assert sorted(kept) == ["4", "5"]
        assert Act.objects.get().notes["retired"] == [unit.pk for unit in wall[:3]]


def test_the_same_form_twice_counts_once(aina: Client, wall: list[BurialUnit], vilaclara: Municipality) -> None:
    typed = {"unit_list": chosen(wall[:2]), "why": "works", "key": "2f1c4f2e-0a4b-4e46-9a3f-1f0c5f7d1a11"}
    aina.post(CLOSE, typed)
    assert "només s’ha registrat una vegada" in aina.post(CLOSE, typed, follow=True).content.decode()
    with municipality(vilaclara.pk):
        assert Act.objects.count() == 1


@pytest.mark.parametrize("choice", ["", "0", "x", "9-3", "1-999999999999999999", "²", "5,,5", "-"])
def test_a_choice_that_is_none_is_told(aina: Client, wall: list[BurialUnit], choice: str) -> None:
    for address in (CLOSE, REOPEN, RETIRE):
        assert aina.get(address, {"unit": choice}).status_code == 200
        text = aina.post(address, {"unit_list": choice, "why": "works", "note": "x"}).content.decode()
        assert "Trieu-ne alguna." in text or "Són massa" in text or "No es pot fer amb cap" in text


def test_more_than_one_act_bears_are_done_in_parts(
    aina: Client, wall: list[BurialUnit], vilaclara: Municipality
) -> None:
    typed = {"unit_list": f"{wall[0].pk}-{wall[0].pk + MOST_CHOSEN}", "why": "works"}
    assert "Són massa" in aina.post(CLOSE, typed).content.decode()
    with municipality(vilaclara.pk):
        assert not Act.objects.exists()


def test_units_of_another_town_are_none(carla: Client, wall: list[BurialUnit], vilaclara: Municipality) -> None:
    text = carla.get(f"/puigfosc/sepultures/triades/fora-de-servei/?unit={chosen(wall)}").content.decode()
    assert "No n’hi ha cap de triada" in text
    carla.post("/puigfosc/sepultures/triades/fora-de-servei/", {"unit_list": chosen(wall), "why": "works"})
    with municipality(vilaclara.pk):
        assert not Act.objects.exists()


def test_who_only_reads_does_none_of_it(bernat: Client, wall: list[BurialUnit]) -> None:
    for address in (CLOSE, REOPEN, RETIRE):
        assert bernat.get(f"{address}?unit={wall[0].pk}").status_code == 403


def test_the_rules_ask_as_much_for_many_units_as_for_two(aina: Client, wall: list[BurialUnit]) -> None:
    def queries(units: Sequence[BurialUnit]) -> int:
        with CaptureQueriesContext(connection) as captured:
            aina.get(f"{RETIRE}?unit={chosen(units)}")
        return len(captured)

    few = queries(wall[3:5])
    assert queries(wall) == few
    assert few <= 28


def test_caducity_files_are_offered_for_what_was_chosen(
    aina: Client, wall: list[BurialUnit], vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        for unit in wall[:2]:
            make_concession(unit, term=(date(1970, 1, 1), date(2020, 1, 1)))
    text = aina.get(f"/vilaclara/caducitats/candidats/?unit={wall[0].pk}").content.decode()
    assert text.count('name="right"') == 1
    assert "checked" in text
