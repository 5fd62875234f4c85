"""Rules of taking somebody out of a unit: pure facts, no database."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cementiris.registry.rules.burial_facts import ExhumationFacts
from cementiris.registry.rules.calendar import Moment
from cementiris.registry.rules.exhumations import check_exhumation
from cementiris.registry.rules.facts import (
    ExhumationPurpose,
    RemainsKind,
    RightFacts,
    TownChoices,
    UnitFacts,
)
from cementiris.registry.rules.findings import Breach, Finding, Holds, breaches

TODAY = date(2026, 11, 24)
OCCUPIED = UnitFacts(on=TODAY, resting_count=1, unburnt_count=1, last_burial=Moment.on(date(2000, 5, 5)))


def an_exhumation(**changes: Any) -> ExhumationFacts:
    facts = ExhumationFacts(today=TODAY, on=TODAY, unit=OCCUPIED, died=Moment.on(date(2000, 5, 3)))
    return replace(facts, **changes)


def found(facts: ExhumationFacts, code: str) -> Finding | None:
    return next((finding for finding in check_exhumation(facts) if finding.code == code), None)


def the_breach(facts: ExhumationFacts, code: str) -> Breach:
    finding = found(facts, code)
    assert isinstance(finding, Breach), finding
    return finding


def test_a_plain_exhumation_breaks_no_rule() -> None:
    assert breaches(check_exhumation(an_exhumation())) == ()


def test_r42_holds_for_exhumations_too_unless_a_judge_orders_it() -> None:
    recent = replace(OCCUPIED, last_burial=Moment.on(date(2026, 1, 1)), group_1_rests=False)
    facts = an_exhumation(unit=recent, died=Moment.on(date(2025, 12, 30)))
    assert the_breach(facts, "R42").possible_on == date(2028, 1, 2)
    assert isinstance(found(replace(facts, judicial_authorisation="DP 3/2026"), "R42"), Holds)


@pytest.mark.parametrize(
    ("reburied_on", "variant"), [(date(2026, 11, 26), None), (date(2026, 11, 27), ""), (date(2026, 11, 23), "before")]
)
def test_r45_a_body_is_buried_again_within_48_hours(reburied_on: date, variant: str | None) -> None:
    facts = an_exhumation(died=Moment.on(date(2023, 1, 1)), reburied_on=reburied_on)
    finding = found(facts, "R45")
    assert isinstance(finding, Holds) if variant is None else the_breach(facts, "R45").variant == variant


def test_r45_is_about_bodies_only() -> None:
    assert found(an_exhumation(reburied_on=date(2027, 1, 1)), "R45") is None
    assert found(an_exhumation(reburied_on=date(2027, 1, 1), remains=RemainsKind.ASHES), "R45") is None


@pytest.mark.parametrize(
    ("on", "possible_on"),
    [
        (date(2026, 6, 30), None),
        (date(2026, 7, 1), date(2026, 10, 1)),
        (date(2026, 9, 30), date(2026, 10, 1)),
        (date(2026, 10, 1), None),
    ],
)
def test_r46_nobody_is_exhumed_in_the_closed_season(on: date, possible_on: date | None) -> None:
    facts = an_exhumation(on=on)
    if possible_on is None:
        assert isinstance(found(facts, "R46"), Holds)
    else:
        assert the_breach(facts, "R46").possible_on == possible_on


def test_r46_a_season_may_span_the_new_year() -> None:
    town = TownChoices(season_from_month=11, season_until_month=2)
    assert the_breach(an_exhumation(town=town), "R46").possible_on == date(2027, 3, 1)
    assert the_breach(an_exhumation(town=town, on=date(2026, 1, 9)), "R46").possible_on == date(2026, 3, 1)
    december = TownChoices(season_from_month=10, season_until_month=12)
    assert the_breach(an_exhumation(town=december), "R46").possible_on == date(2027, 1, 1)


def test_r46_does_not_bind_a_judge_nor_ashes() -> None:
    assert isinstance(found(an_exhumation(on=date(2026, 8, 1), judicial_authorisation="DP 3"), "R46"), Holds)
    assert found(an_exhumation(on=date(2026, 8, 1), remains=RemainsKind.ASHES), "R46") is None


def test_r47_a_group_1_death_stays_unless_the_town_has_enabled_it() -> None:
    assert the_breach(an_exhumation(group_1=True), "R47").is_stop
    town = TownChoices(group_1_may_open=True)
    assert isinstance(found(an_exhumation(group_1=True, town=town), "R47"), Holds)


def test_r53_leaving_the_cemetery_needs_an_authorisation() -> None:
    facts = an_exhumation(purpose=ExhumationPurpose.OTHER_CEMETERY)
    assert the_breach(facts, "R53").is_stop
    assert isinstance(found(replace(facts, health_authorisation="SM 44/2026"), "R53"), Holds)


def test_x12_an_exhumation_may_be_planned_ten_days_ahead() -> None:
    finding = found(an_exhumation(on=date(2026, 11, 25)), "X12")
    assert isinstance(finding, Holds)
    assert the_breach(an_exhumation(on=date(2026, 12, 5)), "X12").possible_on == date(2026, 11, 25)


def test_x13_only_who_rests_there_is_taken_out() -> None:
    assert the_breach(an_exhumation(rests_there=False), "X13").is_stop


@pytest.mark.parametrize(
    ("place", "variant", "is_stop"),
    [
        (UnitFacts(on=TODAY, out_of_service=True), "out", True),
        (UnitFacts(on=TODAY, kind="columbarium"), "ashes", True),
        (UnitFacts(on=TODAY), "none", True),
        (UnitFacts(on=TODAY, resting_count=1), "unknown", False),
        (UnitFacts(on=TODAY, right=RightFacts(expires_on=date(2026, 11, 23))), "", True),
        (UnitFacts(on=TODAY, right=RightFacts(granted_from=date(2026, 11, 25))), "later", True),
    ],
)
def test_x14_the_destination_can_take_them(place: UnitFacts, variant: str, is_stop: bool) -> None:
    breach = the_breach(an_exhumation(destination=place), "X14")
    assert (breach.variant, breach.is_stop) == (variant, is_stop)


def test_x14_an_ossuary_or_a_right_in_force_takes_them() -> None:
    in_force = UnitFacts(on=TODAY, right=RightFacts(expires_on=date(2040, 1, 1)))
    assert isinstance(found(an_exhumation(destination=in_force), "X14"), Holds)
    assert isinstance(found(an_exhumation(destination=UnitFacts(on=TODAY, kind="ossuary")), "X14"), Holds)


RECENT = replace(OCCUPIED, last_burial=Moment.on(date(2026, 1, 1)), right=RightFacts(expires_on=date(2040, 1, 1)))
COLUMBARIUM = UnitFacts(on=TODAY, kind="columbarium", right=RightFacts(expires_on=date(2040, 1, 1)))


def test_r42_the_destination_is_not_opened_before_its_time_either() -> None:
    breach = next(
        finding
        for finding in breaches(check_exhumation(an_exhumation(destination=RECENT, leaves_as=RemainsKind.REMAINS)))
        if finding.code == "R42"
    )
    assert (breach.variant, breach.possible_on) == ("destination", date(2028, 1, 2))
    as_ashes = an_exhumation(destination=RECENT, cremated=True, cremation_certificate="C-1")
    assert "R42" not in {finding.code for finding in breaches(check_exhumation(as_ashes))}


def test_r43_a_group_1_death_closes_the_destination() -> None:
    place = replace(RECENT, group_1_rests=True)
    assert the_breach(an_exhumation(destination=place), "R43").variant == "destination_blocked"


def test_r42_who_was_laid_there_today_is_not_taken_out_in_the_same_opening() -> None:
    today = replace(OCCUPIED, last_burial=Moment.on(TODAY))
    assert isinstance(found(an_exhumation(unit=today, arrived_on=date(2000, 5, 5)), "R42"), Holds)
    assert the_breach(an_exhumation(unit=today, arrived_on=TODAY), "R42").is_stop


def test_r49_who_comes_back_as_ashes_brings_the_certificate() -> None:
    facts = an_exhumation(destination=COLUMBARIUM, cremated=True, leaves_as=RemainsKind.REMAINS)
    assert the_breach(facts, "R49").variant == ""
    certified = replace(facts, cremation_certificate="C-7")
    assert isinstance(found(certified, "R49"), Holds)
    assert isinstance(found(certified, "X14"), Holds)
    assert the_breach(replace(certified, remains=RemainsKind.ASHES), "R49").variant == "already"


def test_r52_who_leaves_catalonia_travels_with_an_authorisation() -> None:
    facts = an_exhumation(crosses_catalonia=True)
    assert the_breach(facts, "R52").variant == ""
    assert the_breach(replace(facts, annex_1_cause=True), "R52").variant == "annex_1"
    assert isinstance(found(replace(facts, health_authorisation="SM 1"), "R52"), Holds)
    assert found(replace(facts, remains=RemainsKind.ASHES), "R52") is None


def test_r23_a_provisional_holder_exhumes_relatives_only() -> None:
    unit = replace(OCCUPIED, right=RightFacts(provisional_until=date(2030, 1, 1)))
    assert the_breach(an_exhumation(unit=unit), "R23").is_stop
    assert isinstance(found(an_exhumation(unit=unit, relative=True), "R23"), Holds)
    assert found(an_exhumation(unit=unit, judicial_authorisation="DP 1"), "R23") is None


def test_x13_who_moves_later_is_not_taken_out_before() -> None:
    assert the_breach(an_exhumation(moves_later_on=date(2026, 11, 30)), "X13").variant == "later"


def test_x39_what_is_handed_over_has_somebody_who_receives_it() -> None:
    facts = an_exhumation(purpose=ExhumationPurpose.HANDED_OVER, remains=RemainsKind.ASHES)
    assert the_breach(facts, "X39").variant == ""
    assert the_breach(replace(facts, recipient="Mercè Serra"), "X39").variant == "number"
    assert isinstance(found(replace(facts, recipient="Mercè Serra", recipient_id="38412907D"), "X39"), Holds)
    body = an_exhumation(purpose=ExhumationPurpose.HANDED_OVER, died=Moment.on(date(2024, 1, 1)))
    assert the_breach(body, "X39").variant == "body"


def test_x39_a_judicial_exhumation_bears_the_order() -> None:
    facts = an_exhumation(purpose=ExhumationPurpose.JUDICIAL)
    assert the_breach(facts, "X39").variant == "judge"
    assert found(replace(facts, judicial_authorisation="DP 3/2026"), "X39") is None


def test_x39_the_other_cemetery_is_named() -> None:
    facts = an_exhumation(purpose=ExhumationPurpose.OTHER_CEMETERY, is_nowhere=True)
    assert the_breach(facts, "X39").variant == "where"
    assert found(replace(facts, is_nowhere=False), "X39") is None
    assert found(replace(facts, purpose=ExhumationPurpose.CREMATION), "X39") is None
