"""Who comes from another cemetery, or from afar."""

from dataclasses import replace
from datetime import date

import pytest

from cementiris.registry.rules.calendar import Moment
from cementiris.registry.rules.facts import RemainsKind, TownChoices
from cementiris.registry.rules.findings import Holds
from tests.registry.test_rules_burials import TODAY, a_burial, found, the_breach

BODY_FROM_ELSEWHERE = a_burial(
    died=Moment.on(date(2024, 1, 1)), origin="Cementiri de Berga", exhumed_on=date(2026, 11, 23), licence_number=""
)


@pytest.mark.parametrize(
    ("exhumed_on", "variant"), [(date(2026, 11, 22), None), (date(2026, 11, 21), ""), (date(2026, 11, 25), "before")]
)
def test_r45_a_body_from_another_cemetery_is_reburied_within_48_hours(exhumed_on: date, variant: str | None) -> None:
    facts = replace(BODY_FROM_ELSEWHERE, exhumed_on=exhumed_on)
    finding = found(facts, "R45")
    assert isinstance(finding, Holds) if variant is None else the_breach(facts, "R45").variant == variant


def test_r41_who_was_buried_elsewhere_before_waits_by_another_rule() -> None:
    assert found(BODY_FROM_ELSEWHERE, "R41") is None
    assert the_breach(replace(BODY_FROM_ELSEWHERE, exhumed_on=None), "R41").is_stop


def test_r48_who_was_exhumed_comes_with_the_papers_of_the_exhumation() -> None:
    assert not the_breach(BODY_FROM_ELSEWHERE, "R48").is_stop


def test_r46_nobody_is_reburied_in_the_closed_season() -> None:
    summer = replace(BODY_FROM_ELSEWHERE, buried=Moment.on(date(2026, 8, 3)), exhumed_on=date(2026, 8, 2))
    assert the_breach(summer, "R46").possible_on == date(2026, 10, 1)
    assert isinstance(found(replace(summer, judicial_authorisation="DP 1"), "R46"), Holds)
    assert found(replace(summer, exhumed_on=None), "R46") is None
    assert found(replace(summer, remains=RemainsKind.ASHES), "R46") is None


def test_r46_a_town_without_a_closed_season_reburies_all_year() -> None:
    town = TownChoices(season_from_month=0, season_until_month=0)
    summer = replace(BODY_FROM_ELSEWHERE, buried=Moment.on(date(2026, 8, 3)), exhumed_on=date(2026, 8, 2), town=town)
    assert isinstance(found(summer, "R46"), Holds)


def test_r52_a_transfer_from_afar_or_of_annex_i_needs_its_authorisation() -> None:
    assert found(a_burial(), "R52") is None
    assert the_breach(a_burial(crosses_catalonia=True), "R52").variant == ""
    assert the_breach(a_burial(annex_1_cause=True), "R52").variant == "annex_1"
    assert isinstance(found(a_burial(annex_1_cause=True, health_authorisation="SM 7"), "R52"), Holds)
    assert found(a_burial(crosses_catalonia=True, remains=RemainsKind.ASHES), "R52") is None


def test_r45_remains_that_arrive_were_taken_out_before() -> None:
    remains = replace(BODY_FROM_ELSEWHERE, remains=RemainsKind.REMAINS, exhumed_on=date(2026, 1, 1))
    assert found(remains, "R45") is None
    assert the_breach(replace(remains, exhumed_on=date(2027, 1, 1)), "R45").variant == "before"
    assert remains.today == TODAY
