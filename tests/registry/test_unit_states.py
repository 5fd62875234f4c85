"""The states that the database derives, beside those of the rules: for every unit, on every day, the same."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from random import Random

import pytest
from django.db import DataError, connection, transaction
from django.db.models import Count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Movement, Ordinance, Section, UnitKind
from cementiris.registry.queries import unit_facts, unit_states, units_on
from cementiris.registry.rules.states import State
from cementiris.registry.unit_states import DerivedState, derived_states, with_states
from cementiris.tenancy.scope import municipality
from demo.scale import TownSeed
from tests.factories import make_block, make_burial, make_concession, make_unit
from tests.registry.histories import History, histories, write

TODAY = date(2026, 11, 23)
#: Leap days, ends and beginnings of terms and ordinances, and the days just before them.
DAYS = (
    date(1974, 5, 3), date(1974, 12, 31), date(1975, 1, 1), date(1990, 1, 1), date(2024, 2, 29), date(2024, 11, 30),
    date(2025, 1, 1), date(2025, 2, 28), date(2025, 3, 1), TODAY,
)  # fmt: skip

Counted = Callable[[int], AbstractContextManager[None]]


def by_rules(on: date) -> dict[int, DerivedState]:
    """What the rules say of every unit."""
    states = unit_states(BurialUnit.objects.all(), on)
    return {key: DerivedState(state.state, state.is_anomalous) for key, state in states.items()}


def by(function: str, on: date) -> dict[int, DerivedState]:
    """What one of the database's two ways of reading says of every unit."""
    question = f"SELECT unit_id, state, is_anomalous FROM {function}(ARRAY(SELECT id FROM registry_burialunit), %s)"
    with connection.cursor() as cursor:
        cursor.execute(question, [on])
        return {key: DerivedState(State(state), is_anomalous) for key, state, is_anomalous in cursor.fetchall()}


@settings(
    max_examples=50,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=histories, days=st.lists(st.sampled_from(DAYS), min_size=3, max_size=3, unique=True))
def test_in_any_register_the_database_and_the_rules_agree_on_every_unit(
    in_vilaclara: Municipality, history: History, days: list[date]
) -> None:
    with transaction.atomic():
        write(history)
        for on in days:
            expected = by_rules(on)
            assert by("registry_states_of_few", on) == expected
            assert by("registry_states_of_many", on) == expected
        transaction.set_rollback(True)


def test_a_large_town_read_at_once_has_the_states_of_its_parts(in_vilaclara: Municipality) -> None:
    TownSeed(Random(5), TODAY, "Vilaclara", 0.3).fill(520, 800)
    keys = list(BurialUnit.objects.values_list("pk", flat=True))
    for on in (date(1930, 11, 23), date(1990, 11, 23), date(2020, 11, 23), TODAY):
        parts = [BurialUnit.objects.filter(pk__in=keys[start : start + 90]) for start in range(0, len(keys), 90)]
        whole = derived_states(BurialUnit.objects.all(), on)
        assert whole == {key: state for part in parts for key, state in derived_states(part, on).items()}
    assert len({state.state for state in whole.values()}) >= 5


def test_the_end_of_the_right_is_the_one_that_the_rules_know(in_vilaclara: Municipality) -> None:
    held, empty = make_unit(), make_unit(number="13")
    make_concession(held, perpetual=True)
    told = with_states(BurialUnit.objects.all(), TODAY).in_bulk()
    right = unit_facts(BurialUnit.objects.all(), TODAY)[held.pk].right
    assert right
    assert told[held.pk].right_ends_on == right.expires_on == date(2050, 2, 28)
    assert (told[held.pk].is_perpetual, told[empty.pk].is_perpetual) == (True, False)
    assert told[empty.pk].right_ends_on is None


def test_the_reminder_of_a_town_without_ordinance_is_the_rules_own(in_vilaclara: Municipality) -> None:
    make_concession(make_unit(), term=(date(2000, 1, 1), date(2027, 1, 1)))
    assert Ordinance(valid_from=TODAY).reminder_months == 3
    days = {date(2026, 9, 30): State.CONCEDED, date(2026, 10, 1): State.SOON}
    for on, state in days.items():
        assert [derived.state for derived in derived_states(BurialUnit.objects.all(), on).values()] == [state]


def test_states_are_filtered_grouped_and_nested_like_columns(in_vilaclara: Municipality) -> None:
    block = make_block()
    units = [make_unit(section=block, number=str(number)) for number in range(1, 7)]
    make_concession(units[0])
    make_burial(units[1])
    make_burial(make_unit(kind=UnitKind.OSSUARY, number=""))
    told = with_states(units_on(TODAY).select_related("section"), TODAY)
    assert set(told.values_list("kind", "state").annotate(Count("pk"))) == {
        ("niche", "conceded", 1), ("niche", "occupied", 1), ("niche", "free", 4), ("ossuary", "occupied", 1),
    }  # fmt: skip
    free = told.filter(state=State.FREE)
    assert free.count() == 4
    assert set(BurialUnit.objects.filter(pk__in=free.values("pk"))) == set(units[2:])
    assert Section.objects.filter(units__in=free).distinct().get() == block
    assert list(told.exclude(state="free").order_by("state", "number_order").values_list("state", flat=True)) == [
        "conceded", "occupied", "occupied",
    ]  # fmt: skip
    assert set(free | told.filter(state="conceded")) == {units[0], *units[2:]}
    assert not with_states(BurialUnit.objects.none(), TODAY)


def test_a_page_of_a_long_list_is_asked_for_alone(in_vilaclara: Municipality) -> None:
    units = [make_unit(number=str(number)) for number in range(1, 7)]
    page = with_states(BurialUnit.objects.order_by("pk")[2:4], TODAY)
    assert [(unit.pk, unit.state) for unit in page] == [(units[2].pk, "free"), (units[3].pk, "free")]


def test_whatever_the_number_of_units_it_is_one_question(
    in_vilaclara: Municipality, django_assert_num_queries: Counted
) -> None:
    units = [make_unit(number=str(number)) for number in range(1, 13)]
    for unit in units:
        make_concession(unit)
        make_burial(unit)
    for count in (1, 12):
        with django_assert_num_queries(1):
            assert len(derived_states(BurialUnit.objects.order_by("pk")[:count], TODAY)) == count


def test_no_key_opens_another_town(vilaclara: Municipality, puigfosc: Municipality) -> None:
    with municipality(vilaclara.pk):
        key = make_unit().pk
    question = "SELECT count(*) FROM {}(ARRAY[%s]::bigint[], '2026-11-23')"
    for name in ("registry_unit_states", "registry_states_of_few", "registry_states_of_many"):
        seen = []
        for town in (vilaclara, puigfosc):
            with municipality(town.pk), connection.cursor() as cursor:
                cursor.execute(question.format(name), [key])
                seen += cursor.fetchone()
        assert seen == [1, 0]


def test_outside_any_town_it_fails(vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        make_unit()
    with pytest.raises(DataError), transaction.atomic():
        list(with_states(BurialUnit.objects.all(), TODAY))


def test_who_was_laid_down_twice_on_a_day_rests_where_the_last_line_says(in_vilaclara: Municipality) -> None:
    first, last = make_unit(), make_unit(number="13")
    buried = make_burial(first, on="2010-05-03")
    make_burial(last, deceased=buried.deceased, on="2010-05-03", kind="relocation")
    told = derived_states(BurialUnit.objects.all(), TODAY)
    assert (told[first.pk].state, told[last.pk].state) == (State.FREE, State.OCCUPIED)
    Movement.objects.filter(to_unit=last).update(annulled=True)
    assert derived_states(BurialUnit.objects.all(), TODAY)[first.pk].state is State.OCCUPIED
