"""Reducing remains, and clearing a unit into a common place."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cementiris.registry.rules.burial_facts import ExhumationFacts, RemovalFacts
from cementiris.registry.rules.calendar import Moment
from cementiris.registry.rules.clearances import check_clearance
from cementiris.registry.rules.facts import ClearanceBasis, RemainsKind, RightFacts, TownChoices, UnitFacts
from cementiris.registry.rules.findings import Breach, Finding, Holds, breaches
from cementiris.registry.rules.lapse_facts import ClearanceFacts
from cementiris.registry.rules.reductions import check_reduction

TODAY = date(2026, 11, 24)
RIGHT = RightFacts(expires_on=date(2040, 1, 1))
NICHE = UnitFacts(on=TODAY, right=RIGHT, resting_count=2, unburnt_count=2, last_burial=Moment.on(date(2000, 5, 5)))
OSSUARY = UnitFacts(on=TODAY, kind="ossuary")


def a_clearance(**changes: Any) -> RemovalFacts:
    ending = ClearanceFacts(on=TODAY, right=RIGHT)
    facts = RemovalFacts(today=TODAY, on=TODAY, unit=NICHE, chosen_count=2, ending=ending, destination=OSSUARY)
    return replace(facts, **changes)


def found(facts: RemovalFacts, code: str) -> Finding | None:
    return next((finding for finding in check_clearance(facts) if finding.code == code), None)


def the_breach(facts: RemovalFacts, code: str) -> Breach:
    broken = [finding for finding in breaches(check_clearance(facts)) if finding.code == code]
    assert broken, check_clearance(facts)
    return broken[0]


def after_caducity(**changes: Any) -> RemovalFacts:
    ending = replace(ClearanceFacts(on=TODAY, has_lapsed=True, lapsed_on=date(2026, 10, 1)), **changes)
    return a_clearance(basis=ClearanceBasis.ENDED, unit=replace(NICHE, right=None), ending=ending)


def test_x37_at_the_will_of_the_holder_a_unit_is_cleared() -> None:
    assert breaches(check_clearance(a_clearance())) == ()
    assert isinstance(found(a_clearance(), "X37"), Holds)


@pytest.mark.parametrize(
    ("place", "variant"),
    [(None, ""), (UnitFacts(on=TODAY), "not_common"), (replace(OSSUARY, out_of_service=True), "out")],
)
def test_x37_remains_go_to_a_common_place_in_service(place: UnitFacts | None, variant: str) -> None:
    assert the_breach(a_clearance(destination=place), "X37").variant == variant


def test_x37_a_living_right_is_not_cleared_without_its_holder() -> None:
    assert the_breach(a_clearance(basis=ClearanceBasis.ENDED), "X37").variant == "right_lives"
    unknown = a_clearance(basis=ClearanceBasis.ENDED, unit=replace(NICHE, right=None), ending=ClearanceFacts(on=TODAY))
    assert (the_breach(unknown, "X37").variant, the_breach(unknown, "X37").is_stop) == ("no_decision", False)


def test_x37_only_charity_burials_are_cleared_as_charity() -> None:
    facts = a_clearance(basis=ClearanceBasis.CHARITY)
    assert the_breach(facts, "X37").variant == "not_charity"
    assert breaches(check_clearance(replace(facts, all_are_charity=True))) == ()


def test_r36_after_a_caducity_remains_wait_until_it_is_final() -> None:
    photographed = {"photographed_on": date(2026, 9, 1)}
    assert breaches(check_clearance(after_caducity(**photographed))) == ()
    assert the_breach(after_caducity(**photographed, lapsed_on=date(2026, 12, 1)), "R36").is_stop
    assert the_breach(after_caducity(**photographed, has_open_file=True), "R36").is_stop


def test_r39_a_photograph_comes_before_emptying() -> None:
    assert the_breach(after_caducity(), "R39").is_stop


def test_r44_who_is_still_a_body_stays() -> None:
    assert the_breach(a_clearance(bodies=("Josep Puig",)), "R44").parameters["names"] == "Josep Puig"


def test_r42_a_unit_is_not_cleared_before_it_may_be_opened() -> None:
    recent = replace(NICHE, last_burial=Moment.on(date(2025, 12, 1)))
    assert the_breach(a_clearance(unit=recent), "R42").possible_on == date(2027, 12, 2)


def test_r46_nor_in_the_closed_season() -> None:
    facts = a_clearance(on=date(2026, 8, 1))
    assert the_breach(facts, "R46").possible_on == date(2026, 10, 1)
    assert found(replace(facts, ashes_only=True), "R46") is None
    assert isinstance(found(replace(facts, judicial_authorisation="DP 1"), "R46"), Holds)


def test_r47_group_1_stays_unless_the_town_has_enabled_it() -> None:
    facts = a_clearance(group_1=("Josep Puig",))
    assert the_breach(facts, "R47").variant == "clearance"
    assert isinstance(found(replace(facts, town=TownChoices(group_1_may_open=True)), "R47"), Holds)


def test_r23_a_provisional_holder_clears_nobody() -> None:
    unit = replace(NICHE, right=RightFacts(provisional_until=date(2030, 1, 1)))
    assert the_breach(a_clearance(unit=unit), "R23").is_stop


def test_x12_a_clearance_is_planned_ten_days_ahead_at_most() -> None:
    assert the_breach(a_clearance(on=date(2026, 12, 24)), "X12").possible_on == date(2026, 12, 14)


def test_x13_somebody_is_chosen_who_is_not_moved_later() -> None:
    assert the_breach(a_clearance(chosen_count=0), "X13").variant == "nobody"
    assert the_breach(a_clearance(moving_later=("Josep Puig",)), "X13").variant == "some_later"


def a_reduction(**changes: Any) -> ExhumationFacts:
    facts = ExhumationFacts(
        today=TODAY, on=TODAY, unit=NICHE, died=Moment.on(date(2000, 5, 3)), leaves_as=RemainsKind.REMAINS
    )
    return replace(facts, **changes)


def test_r44_remains_are_reduced_after_five_years() -> None:
    assert breaches(check_reduction(a_reduction())) == ()


@pytest.mark.parametrize(
    ("changes", "variant", "is_stop"),
    [
        ({"leaves_as": RemainsKind.BODY, "died": Moment.on(date(2024, 1, 1))}, "not_reduced", True),
        ({"leaves_as": RemainsKind.BODY, "died": None}, "unknown", False),
        ({"remains": RemainsKind.ASHES}, "nothing_to_reduce", True),
        ({"is_reduced": True}, "reduced_already", True),
    ],
)
def test_r44_what_cannot_be_reduced(changes: dict[str, Any], variant: str, is_stop: bool) -> None:
    broken = [finding for finding in breaches(check_reduction(a_reduction(**changes))) if finding.code == "R44"]
    assert [(finding.variant, finding.is_stop) for finding in broken] == [(variant, is_stop)]


def test_r46_a_reduction_takes_nobody_away_and_knows_no_season() -> None:
    assert breaches(check_reduction(a_reduction(on=date(2026, 8, 1)))) == ()
