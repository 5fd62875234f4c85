"""Questions to the register, against answers worked out one by one."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cementiris.accounts.models import Municipality
from cementiris.registry import queries
from cementiris.registry.models import BurialUnit, Concession, Extension, Movement, Ordinance, Standing, UnitKind
from cementiris.registry.rules.calendar import Moment
from cementiris.registry.rules.states import State, derive_state
from tests.factories import make_block, make_burial, make_concession, make_ordinance, make_person, make_unit
from tests.registry.histories import History, days, histories, write

TODAY = date(2026, 11, 23)

Counted = Callable[[int], AbstractContextManager[None]]

over_histories = settings(
    max_examples=25,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def last_movements(on: date) -> list[Movement]:
    """Work out by hand the last movement of each person that counts on the day."""
    counting = [row for row in Movement.objects.filter(annulled=False) if row.on_from is None or row.on_from <= on]
    last: dict[int, Movement] = {}
    for row in sorted(counting, key=lambda row: (row.on_from or date.min, row.pk)):
        last[row.deceased_id] = row
    return [row for row in last.values() if row.to_unit_id is not None or row.kind == "burial"]


@over_histories
@given(history=histories, on=days)
def test_who_rests_where_follows_from_the_ledger(in_vilaclara: Municipality, history: History, on: date) -> None:
    with transaction.atomic():
        units = write(history)
        expected = {(row.deceased_id, row.pk) for row in last_movements(on)}
        assert {(row.deceased_id, row.pk) for row in queries.resting(on)} == expected
        for unit in units:
            here = {row.pk for row in last_movements(on) if row.to_unit_id == unit.pk}
            assert {row.pk for row in queries.resting_in(unit, on)} == here
        transaction.set_rollback(True)


@over_histories
@given(history=histories, on=days)
def test_anomalous_units_are_those_that_the_rules_find_one_by_one(
    in_vilaclara: Municipality, history: History, on: date
) -> None:
    with transaction.atomic():
        write(history)
        facts = queries.unit_facts(queries.units_on(on), on)
        one_by_one = {
            key
            for key, fact in facts.items()
            if derive_state(fact).is_anomalous or (fact.right and fact.right.disputed)
        }
        assert {unit.pk for unit in queries.anomalous_units(on)} == one_by_one
        transaction.set_rollback(True)


@over_histories
@given(history=histories, on=days)
def test_free_units_are_those_whose_derived_state_is_free(
    in_vilaclara: Municipality, history: History, on: date
) -> None:
    with transaction.atomic():
        write(history)
        states = queries.unit_states(queries.units_on(on).exclude(kind__in=UnitKind.communal()), on)
        free = {key for key, state in states.items() if state.state is State.FREE}
        assert {unit.pk for unit in queries.free_units(on)} == free
        transaction.set_rollback(True)


@over_histories
@given(history=histories, on=days)
def test_the_figures_of_a_town_are_those_of_its_lists(in_vilaclara: Municipality, history: History, on: date) -> None:
    with transaction.atomic():
        write(history)
        lists = (queries.units_on(on), queries.free_units(on), queries.anomalous_units(on))
        counts = queries.unit_counts(on)
        assert (counts.all, counts.free, counts.anomalous) == tuple(found.count() for found in lists)
        transaction.set_rollback(True)


@over_histories
@given(history=histories, on=days, other=st.integers(0, 3))
def test_the_facts_of_one_unit_are_those_it_has_among_all(
    in_vilaclara: Municipality, history: History, on: date, other: int
) -> None:
    with transaction.atomic():
        unit = write(history)[other]
        assert queries.facts_of(unit, on) == queries.unit_facts(BurialUnit.objects.all(), on)[unit.pk]
        transaction.set_rollback(True)


def test_a_life_after_death_is_followed_from_niche_to_ossuary(in_vilaclara: Municipality) -> None:
    niche, ossuary = make_unit(), make_unit(number="", kind=UnitKind.OSSUARY)
    person = make_person(is_dead=True, died_on="1990-01-01")
    make_burial(niche, deceased=person, on="1990-01-02")
    make_burial(ossuary, deceased=person, on="2020-06-01", kind="relocation", from_unit=niche)
    assert queries.resting(date(1989, 12, 31)).count() == 0
    assert [row.to_unit for row in queries.resting(date(2020, 5, 31))] == [niche]
    assert [row.to_unit for row in queries.resting(date(2020, 6, 1))] == [ossuary]
    make_burial(niche, deceased=person, on="2024", kind="exhumation", to_unit=None, from_unit=ossuary)
    assert queries.resting(date(2024, 6, 1)).count() == 0


def test_before_the_first_ordinance_the_defaults_of_the_law_hold(in_vilaclara: Municipality) -> None:
    make_ordinance(valid_from=date(2010, 1, 1), max_term_years=30)
    make_ordinance(valid_from=date(2020, 1, 1), max_term_years=25)
    years = [queries.ordinance_on(date(year, 6, 1)).max_term_years for year in (2009, 2010, 2019, 2020)]
    assert years == [50, 30, 30, 25]
    assert Ordinance.objects.count() == 2
    assert queries.town_choices(queries.ordinance_on(date(2009, 6, 1))).regulation_from is None
    assert queries.town_choices(queries.ordinance_on(date(2020, 6, 1))).max_term_years == 25


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        (date(2050, 2, 28), date(2050, 2, 28), 1),
        (date(2050, 1, 1), date(2050, 12, 31), 1),
        (date(2050, 3, 1), date(2050, 12, 31), 0),
        (date(2049, 1, 1), date(2050, 2, 27), 0),
    ],
)
def test_rights_that_end_in_a_period_are_found_by_their_last_day(
    in_vilaclara: Municipality, first: date, last: date, count: int
) -> None:
    make_concession(make_unit(), term=(date(2000, 3, 1), date(2050, 3, 1)), expires_on="2050-02-28")
    assert queries.expiring(first, last).count() == count


def test_rights_that_are_settled_or_doubtful_get_no_letter(in_vilaclara: Municipality) -> None:
    make_concession(make_unit(), ended_on=date(2020, 1, 1), expires_on="2050-02-28")
    make_concession(make_unit(number="13"), standing=Standing.DISPUTED, expires_on="2050-02-28")
    make_concession(make_unit(number="14"), standing=Standing.ANNULLED, expires_on="2050-02-28")
    assert queries.expiring(date(2050, 1, 1), date(2050, 12, 31)).count() == 0


def test_the_last_day_in_force_is_the_day_before_the_term_ends(in_vilaclara: Municipality) -> None:
    unit = make_unit()
    right = make_concession(unit, term=(date(2000, 3, 1), date(2050, 3, 1)))
    right.refresh_from_db()
    assert queries.last_day_of(right) == date(2050, 2, 28)
    state = {day: queries.unit_states(BurialUnit.objects.all(), day)[unit.pk].state for day in _around_the_end()}
    assert list(state.values()) == [State.CONCEDED, State.SOON, State.EXPIRED]
    assert Concession.objects.get().ended_on is None


def _around_the_end() -> list[date]:
    return [date(2049, 11, 1), date(2050, 2, 28), date(2050, 3, 1)]


def test_a_past_day_knows_nothing_of_the_extension_granted_since(in_vilaclara: Municipality) -> None:
    unit = make_unit()
    right = make_concession(unit, term=(date(1970, 3, 1), date(2045, 3, 1)), expires_on="2045-02-28")
    dates = {"previous_expires_on": date(2020, 2, 29), "new_expires_on": date(2045, 2, 28)}
    Extension.objects.create(concession=right, granted_on=date(2020, 1, 15), years=25, **dates)

    def last_day(on: date) -> date | None:
        facts = queries.facts_of(unit, on).right
        return facts.expires_on if facts else None

    assert last_day(date(2019, 6, 1)) == date(2020, 2, 29)
    assert last_day(date(2020, 1, 15)) == date(2045, 2, 28)


def test_facts_of_a_whole_wall_cost_as_many_queries_as_of_one_niche(
    in_vilaclara: Municipality, django_assert_num_queries: Counted
) -> None:
    block, on = make_block(), date(2026, 11, 23)
    for number in range(1, 21):
        unit = make_unit(section=block, number=str(number))
        make_concession(unit, title_number=f"T-{number}")
        make_burial(unit)
    for count in (1, 20):
        some = BurialUnit.objects.filter(pk__in=[unit.pk for unit in queries.section_units(block, TODAY)[:count]])
        with django_assert_num_queries(7):
            assert len(queries.unit_states(some, on)) == count


def test_the_figures_of_the_start_page_are_one_question(
    in_vilaclara: Municipality, django_assert_num_queries: Counted
) -> None:
    with django_assert_num_queries(1):
        queries.unit_counts(TODAY)


def test_units_come_in_the_order_that_people_count(in_vilaclara: Municipality) -> None:
    block = make_block()
    for number in ("10", "2", "12 bis", "12", "1"):
        make_unit(section=block, number=number)
    assert [unit.number for unit in queries.section_units(block, TODAY)] == [
        "1",
        "2",
        "10",
        "12",
        "12 bis",
    ]


def test_r42_counts_from_the_burial_and_not_from_a_merger(in_vilaclara: Municipality) -> None:
    part, kept = make_unit(number="13"), make_unit(number="12")
    buried = make_burial(part, on="2026-01-05")
    merged = make_burial(kept, deceased=buried.deceased, kind="merger", from_unit=part, on="2026-11-01")
    on = date(2026, 11, 23)
    facts = queries.facts_of(kept, on)
    assert (facts.resting_count, facts.last_burial) == (1, Moment.on(date(2026, 1, 5)))
    assert queries.facts_of(part, on).resting_count == 0
    assert [(row.pk, row.on) for row in queries.laid_to_rest(kept, on)] == [(merged.pk, "2026-01-05")]
    assert [row.pk for row in queries.laid_to_rest(part, date(2026, 10, 31))] == [buried.pk]


def test_a_retired_unit_is_there_until_its_day_and_out_of_service_from_then_on(in_vilaclara: Municipality) -> None:
    unit = make_unit(opened_on=date(2000, 1, 1), retired_on=date(2026, 11, 1))
    before, after = date(2026, 10, 31), date(2026, 11, 1)
    assert unit in queries.units_on(before)
    assert unit not in queries.units_on(after)
    assert not queries.facts_of(unit, before).out_of_service
    assert queries.facts_of(unit, after).out_of_service
    assert queries.is_there(unit, before)
    assert not queries.is_there(unit, date(1999, 12, 31))
    assert unit not in queries.free_units(after)
