"""Two clerks who make, number or join the same units in the same second."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from cementiris.accounts.models import Municipality, User
from cementiris.registry.entries import Submission
from cementiris.registry.entries.places import DescriptionEntry, MergeEntry, NewUnitsEntry, RenumberingEntry
from cementiris.registry.models import Act, BurialUnit, Merger, Section
from cementiris.registry.numbering import WallPlan, planned_units
from cementiris.registry.services.places import create_units, describe_unit
from cementiris.registry.services.renumbering import renumber_unit
from cementiris.registry.services.submission import AlreadySent, RuleBroken
from cementiris.registry.services.unit_changes import merge_units
from cementiris.tenancy.scope import municipality
from tests.concurrency.conftest import AtOnce
from tests.factories import make_block, make_unit

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 23)


@pytest.fixture
def block(transactional_db: None, vilaclara: Municipality) -> Section:
    with municipality(vilaclara.pk):
        return make_block()


@pytest.fixture
def niches(block: Section) -> list[BurialUnit]:
    """Niches 1, 2 and 3 side by side."""
    with municipality(block.municipality_id):
        return [make_unit(section=block, number=str(number), floor=1, column=number) for number in (1, 2, 3)]


def faults(outcomes: list[Any]) -> list[type]:
    return [type(outcome) for outcome in outcomes if isinstance(outcome, BaseException)]


def a_wall(block: Section, sent: Submission, first: int) -> Callable[[], Act]:
    units = planned_units(WallPlan(floors=4, columns=5, first_number=first))
    entry = NewUnitsEntry(cemetery=block.cemetery, section=block, units=units)
    return lambda: create_units(entry=entry, sent=sent)


def test_of_two_who_make_the_same_numbers_one_is_told_which(block: Section, aina_user: User, at_once: AtOnce) -> None:
    sent = Submission(actor=aina_user, today=DAY)
    outcomes = at_once(a_wall(block, sent, 1), a_wall(block, sent, 11))
    assert faults(outcomes) == [RuleBroken]
    assert "X40" in str(next(outcome for outcome in outcomes if isinstance(outcome, RuleBroken)))
    with municipality(block.municipality_id):
        assert (BurialUnit.objects.count(), Act.objects.count()) == (20, 1)


def test_one_form_of_units_sent_twice_at_once_counts_once(block: Section, aina_user: User, at_once: AtOnce) -> None:
    sent = Submission(actor=aina_user, today=DAY, key=uuid4())
    assert faults(at_once(a_wall(block, sent, 1), a_wall(block, sent, 1))) == [AlreadySent]
    with municipality(block.municipality_id):
        assert BurialUnit.objects.count() == 20


def test_of_two_units_only_one_gets_the_number_that_both_want(
    block: Section, niches: list[BurialUnit], aina_user: User, at_once: AtOnce
) -> None:
    sent = Submission(actor=aina_user, today=DAY)

    def to_nine(unit: BurialUnit) -> Callable[[], Act]:
        entry = RenumberingEntry(on=DAY, numbers={unit.pk: "9"}, section=block)
        return lambda: renumber_unit(unit=unit, entry=entry, sent=sent)

    assert faults(at_once(to_nine(niches[0]), to_nine(niches[1]))) == [RuleBroken]
    with municipality(block.municipality_id):
        assert BurialUnit.objects.filter(number="9").count() == 1


def test_two_mergers_in_opposite_directions_do_not_wait_for_each_other(
    niches: list[BurialUnit], aina_user: User, at_once: AtOnce
) -> None:
    sent = Submission(actor=aina_user, today=DAY)

    def into(kept: BurialUnit, part: BurialUnit) -> Callable[[], Act]:
        return lambda: merge_units(unit=kept, entry=MergeEntry(on=DAY, part_ids=(part.pk,)), sent=sent)

    assert faults(at_once(into(niches[0], niches[1]), into(niches[1], niches[0]))) == [RuleBroken]
    with municipality(niches[0].municipality_id):
        assert Merger.objects.count() == 1


def test_of_two_who_put_two_niches_into_one_place_the_second_is_told(
    niches: list[BurialUnit], aina_user: User, at_once: AtOnce
) -> None:
    sent = Submission(actor=aina_user, today=DAY)

    def to_cell(unit: BurialUnit, column: int, wide: int) -> Callable[[], Act]:
        entry = DescriptionEntry(kind=unit.kind, floor=3, column=column, columns_wide=wide)
        return lambda: describe_unit(unit=unit, entry=entry, sent=sent)

    assert faults(at_once(to_cell(niches[0], 5, 2), to_cell(niches[1], 6, 1))) == [RuleBroken]
