"""The inventory counts what the register says, on any day."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.desk.forecast import Assumptions
from cementiris.desk.inventory import inventory, observed_return, outlooks
from cementiris.documents.models import Document
from cementiris.registry.models import Act, EndReason, Extension, UnitKind
from cementiris.registry.rules.states import State
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_burial, make_concession, make_unit

ON = date(2026, 11, 23)
PAGE = "/vilaclara/inventari/"


def right(number: str, since: int, until: int, **fields: Any) -> Any:
    unit = fields.pop("unit", None) or make_unit(number=number)
    term = (date(since, 3, 1), date(until, 3, 1))
    return make_concession(unit, title_number=number, term=term, expires_on=f"{until}-02-28", **fields)


@pytest.mark.usefixtures("in_vilaclara")
class TestCounting:
    def test_units_are_counted_by_cemetery_kind_and_state(self) -> None:
        make_unit(number="1")
        right("2", 2000, 2050)
        make_unit(number="1", kind=UnitKind.COLUMBARIUM)
        counted = inventory(ON)
        assert counted.by_kind == [(UnitKind.NICHE, 2), (UnitKind.COLUMBARIUM, 1)]
        assert counted.lines[0].by_state == {State.FREE: 1, State.CONCEDED: 1}
        assert counted.totals[list(State).index(State.FREE)] == 2

    def test_on_a_past_day_it_is_what_it_was_then(self) -> None:
        right("1", 2020, 2070)
        make_burial(make_unit(number="2"), on="2022-01-10")
        make_unit(number="3", opened_on=date(2024, 1, 1))
        then = inventory(date(2019, 1, 1))
        assert (then.total, then.resting_count) == (2, 0)
        assert then.lines[0].by_state == {State.FREE: 2}
        assert (inventory(ON).total, inventory(ON).resting_count) == (3, 1)

    def test_units_without_wall_or_plan_are_counted_as_without_place(self) -> None:
        make_unit(number="1")
        make_unit(number="2", section=make_block())
        assert inventory(ON).unplaced_count == 1

    def test_what_is_taken_is_counted_by_year_without_transfers(self) -> None:
        for number, year in (("1", 2023), ("2", 2024), ("3", 2024)):
            right(number, year, year + 50)
        old = right("4", 1990, 2040, ended_on=date(2025, 3, 1), ended_reason=EndReason.TRANSFERRED)
        old.term = (date(1990, 3, 1), date(2025, 3, 1))
        old.save()
        right("4b", 2025, 2075, unit=old.unit)
        seen = outlooks(ON, Assumptions())[0]
        assert seen.trend.taken == (0,) * 7 + (1, 2, 0)

    def test_rights_that_end_are_counted_by_year_and_may_come_back(self) -> None:
        right("1", 1980, 2030)
        right("2", 1981, 2031, ended_on=date(2026, 1, 1), ended_reason=EndReason.RENOUNCED)
        seen = outlooks(ON, Assumptions(returned=100))[0]
        assert seen.trend.ending == {2030: 1}
        assert seen.forecast.at(4).expected - seen.forecast.at(3).expected == pytest.approx(1 - seen.trend.yearly)

    def test_the_observed_return_is_the_part_that_came_back(self) -> None:
        assert observed_return(ON) == 0.0
        right("1", 1970, 2020, ended_on=date(2020, 6, 1), ended_reason=EndReason.LAPSED)
        right("2", 1971, 2021)
        assert observed_return(ON) == 50.0

    def test_what_was_annulled_neither_extends_nor_follows_a_right(self) -> None:
        over = right("1", 1970, 2020, ended_on=date(2020, 6, 1), ended_reason=EndReason.LAPSED)
        term = (date(2020, 6, 1), date(2070, 6, 1))
        make_concession(over.unit, title_number="T-2", term=term, standing="annulled")
        act = Act.objects.create(kind="renewal", on=ON, annulled_at="2026-11-23T12:00Z")
        Extension.objects.create(
            concession=over, granted_on=ON, years=5, previous_expires_on=date(2020, 3, 1),
            new_expires_on=date(2025, 3, 1), act=act,
        )  # fmt: skip
        assert observed_return(ON) == 100.0


def test_the_page_says_what_the_inventories_of_the_diputacio_say(aina: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        for number in range(1, 12):
            right(str(number), 2016 + number % 10, 2066)
        make_unit(number="90")
    text = aina.get(PAGE).content.decode()
    assert "Sepultures: 12" in text
    assert "No n’hi ha prou per a 10 anys" in text


def test_a_town_without_units_has_an_inventory_too(aina: Client) -> None:
    assert aina.get(PAGE).status_code == 200


@pytest.mark.parametrize("asked", ["dia=31/02/2020", "dia=%00", "creixement=molt", "retorn=101", "dia=01/01/9999"])
def test_what_is_not_understood_keeps_its_default(aina: Client, asked: str) -> None:
    assert aina.get(f"{PAGE}?{asked}").status_code == 200


def test_the_queries_do_not_grow_with_the_units(
    aina: Client, vilaclara: Municipality, django_assert_max_num_queries: Any
) -> None:
    with municipality(vilaclara.pk):
        for number in range(40):
            right(str(number), 2000, 2050)
    with django_assert_max_num_queries(40):
        aina.get(PAGE)


def test_the_inventory_is_printed_with_its_number_and_stays(
    aina: Client, bernat: Client, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        right("1", 2000, 2050)
    answer = aina.post(PAGE)
    assert aina.get(answer["Location"]).content.startswith(b"%PDF")
    with municipality(vilaclara.pk):
        assert Document.objects.get(kind="inventory").snapshot["rows"][0][1:3] == ["Nínxol", "1"]
    assert bernat.post(PAGE).status_code == 200
    with municipality(vilaclara.pk):
        assert Document.objects.filter(kind="inventory").count() == 1
