"""Rules of granting and renewing a right, and the derived state: pure facts, no database."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cementiris.registry.rules.concessions import (
    check_grant,
    expiry_of_grant,
    perpetual_end,
)
from cementiris.registry.rules.extensions import check_renewal, expiry_of_renewal
from cementiris.registry.rules.facts import GrantFacts, RenewalFacts, RightFacts, SameName, TownChoices, UnitFacts
from cementiris.registry.rules.findings import Breach, Finding, Holds, breaches

TODAY = date(2026, 11, 22)
TOWN = TownChoices(regulation_from=date(2004, 1, 1))
RIGHT = RightFacts(title_number="T-77", granted_from=date(1997, 2, 14), expires_on=date(2027, 2, 14))


def a_grant(**changes: Any) -> GrantFacts:
    facts = GrantFacts(today=TODAY, on=TODAY, unit=UnitFacts(on=TODAY), term_years=50, town=TOWN)
    return replace(facts, **changes)


def a_renewal(**changes: Any) -> RenewalFacts:
    return replace(RenewalFacts(today=TODAY, on=TODAY, years=5, right=RIGHT, town=TOWN), **changes)


def found(findings: tuple[Finding, ...], code: str) -> Finding | None:
    return next((finding for finding in findings if finding.code == code), None)


def the_breach(findings: tuple[Finding, ...], code: str) -> Breach:
    finding = found(findings, code)
    assert isinstance(finding, Breach), finding
    return finding


def test_a_plain_grant_and_a_plain_renewal_break_no_rule() -> None:
    assert breaches(check_grant(a_grant())) == ()
    assert breaches(check_renewal(a_renewal())) == ()
    assert expiry_of_grant(a_grant()) == date(2076, 11, 22)
    assert expiry_of_renewal(a_renewal()) == date(2032, 2, 14)


def test_r1_a_term_over_the_cap_is_refused() -> None:
    findings = check_grant(a_grant(term_years=75))
    assert the_breach(findings, "R1").parameters["latest"] == date(2076, 11, 22)
    assert the_breach(check_grant(a_grant(term_years=None)), "R1").variant == "no_term"


@pytest.mark.parametrize(("years", "is_met"), [(5, True), (20, True), (25, False)])
def test_r1_counts_the_extensions(years: int, is_met: bool) -> None:
    finding = found(check_renewal(a_renewal(years=years)), "R1")
    assert isinstance(finding, Holds) is is_met


def test_r1_allows_seventy_five_years_where_the_town_does() -> None:
    town = TownChoices(max_term_years=75, allowed_term_years=(75,))
    assert breaches(check_grant(a_grant(term_years=75, town=town))) == ()


def test_r1_cannot_be_told_without_the_grant_date() -> None:
    findings = check_renewal(a_renewal(right=replace(RIGHT, granted_from=None)))
    assert not the_breach(findings, "R1").is_stop


def test_r2_no_town_goes_beyond_the_law() -> None:
    assert isinstance(found(check_grant(a_grant()), "R2"), Holds)
    town = TownChoices(max_term_years=80, allowed_term_years=(80,))
    findings = check_grant(a_grant(term_years=80, town=town))
    assert the_breach(findings, "R2").is_stop
    assert the_breach(findings, "R1").is_stop


def test_r3_an_old_perpetual_right_ends_after_99_years() -> None:
    facts = a_grant(on=date(1950, 3, 1), perpetual=True, term_years=None)
    assert perpetual_end(date(1950, 3, 1), TOWN) == expiry_of_grant(facts) == date(2049, 3, 1)
    assert isinstance(found(check_grant(facts), "R3"), Holds)
    ended = a_grant(on=date(1920, 3, 1), perpetual=True, term_years=None)
    assert not the_breach(check_grant(ended), "R3").is_stop


def test_r3_a_perpetual_right_is_not_extended() -> None:
    findings = check_renewal(a_renewal(right=replace(RIGHT, perpetual=True)))
    assert the_breach(findings, "R3").is_stop


def test_r4_a_perpetual_right_without_its_first_date_has_no_end() -> None:
    facts = a_grant(on=None, perpetual=True, term_years=None)
    assert expiry_of_grant(facts) is None
    assert not the_breach(check_grant(facts), "R4").is_stop


def test_r5_no_new_right_is_perpetual() -> None:
    assert the_breach(check_grant(a_grant(perpetual=True, term_years=None)), "R5").is_stop
    findings = check_grant(a_grant(perpetual=True, term_years=None, town=TownChoices()))
    assert the_breach(findings, "R5").variant == "always"
    assert isinstance(found(check_grant(a_grant(follows_perpetual=True)), "R5"), Holds)


def test_r6_terms_are_those_of_the_town() -> None:
    assert the_breach(check_grant(a_grant(term_years=10)), "R6").parameters["allowed"] == "5, 25, 50"
    assert the_breach(check_renewal(a_renewal(years=10)), "R6").is_stop
    assert found(check_grant(a_grant(term_years=10, town=TownChoices(allowed_term_years=()))), "R6") is None


def test_r6_a_kind_of_unit_has_its_own_terms() -> None:
    town = TownChoices(allowed_term_years=(25,), terms_by_kind={"tomb": (50,)})
    tomb = UnitFacts(on=TODAY, kind="tomb")
    assert isinstance(found(check_grant(a_grant(town=town, unit=tomb)), "R6"), Holds)
    assert the_breach(check_grant(a_grant(town=town)), "R6").is_stop


PREMIA = TownChoices(regulation_from=date(2004, 1, 1), immediate_need_only=True)


def test_r7_a_town_of_immediate_need_grants_for_somebody_who_rests_there() -> None:
    assert the_breach(check_grant(a_grant(town=PREMIA)), "R7").is_stop
    assert isinstance(found(check_grant(a_grant(town=PREMIA, need_named=True)), "R7"), Holds)
    occupied = UnitFacts(on=TODAY, resting_count=1)
    finding = found(check_grant(a_grant(town=PREMIA, unit=occupied)), "R7")
    assert isinstance(finding, Holds)
    assert finding.variant == "rests"


def test_r7_other_towns_and_old_rights_need_nobody() -> None:
    assert found(check_grant(a_grant()), "R7") is None
    old = a_grant(on=date(1950, 3, 1), perpetual=True, term_years=None, town=PREMIA)
    assert found(check_grant(old), "R7") is None


def test_r9_rajadell_begins_a_temporary_right_with_two_years_at_most() -> None:
    town = TownChoices(allowed_term_years=(2, 50), rental_max_years=2, extension_total_years=10)
    finding = found(check_grant(a_grant(term_years=2, town=town)), "R9")
    assert isinstance(finding, Holds)
    assert finding.parameters == {"longest": 2, "total": 10}
    assert found(check_grant(a_grant(term_years=50, town=town)), "R9") is None
    assert the_breach(check_grant(a_grant(term_years=5, town=town)), "R6").is_stop


CUNIT = TownChoices(allowed_term_years=(3, 49), resident_years_for_longest=3)


def test_r10_cunit_gives_its_longest_term_to_who_has_been_there_three_years() -> None:
    assert the_breach(check_grant(a_grant(term_years=49, town=CUNIT)), "R10").variant == "unknown"
    late = a_grant(term_years=49, town=CUNIT, resident_since=date(2023, 11, 23))
    assert the_breach(check_grant(late), "R10").possible_on == date(2026, 11, 23)
    resident = a_grant(term_years=49, town=CUNIT, resident_since=date(2023, 11, 22))
    assert isinstance(found(check_grant(resident), "R10"), Holds)


def test_r10_a_shorter_term_asks_for_no_residence() -> None:
    assert found(check_grant(a_grant(term_years=3, town=CUNIT)), "R10") is None
    assert found(check_grant(a_grant()), "R10") is None


def test_r12_a_dead_holder_blocks_the_extension() -> None:
    findings = check_renewal(a_renewal(right=replace(RIGHT, dead_holder="Joan Serra i Puig")))
    assert the_breach(findings, "R12").is_stop


def test_r13_nothing_is_granted_to_the_dead_or_to_nobody() -> None:
    assert the_breach(check_grant(a_grant(dead_holder="Joan Serra i Puig")), "R13").is_stop
    assert the_breach(check_grant(a_grant(holder_named=False)), "R13").variant == "nobody"


def test_r13_who_is_about_to_rest_there_holds_nothing() -> None:
    findings = check_grant(a_grant(holder_will_rest=SameName.BY_NUMBER))
    assert the_breach(findings, "R13").is_stop
    namesake = the_breach(check_grant(a_grant(holder_will_rest=SameName.BY_NAME)), "R13")
    assert (namesake.variant, namesake.is_stop) == ("same_name", False)


def test_x23_each_stands_once_on_the_title_and_who_follows_lives() -> None:
    assert the_breach(check_grant(a_grant(named_twice="Laia Comas")), "X23").variant == ""
    assert the_breach(check_grant(a_grant(dead_beneficiary="Laia Comas")), "X23").variant == "dead"


@pytest.mark.parametrize(
    ("right", "variant", "is_stop"),
    [
        (RIGHT, "", True),
        (replace(RIGHT, granted_from=TODAY), "begun", True),
        (replace(RIGHT, expires_on=None), "open", False),
        (replace(RIGHT, expires_on=date(2020, 1, 1)), "expired", False),
    ],
)
def test_x1_one_live_right_per_unit(right: RightFacts, variant: str, is_stop: bool) -> None:
    breach = the_breach(check_grant(a_grant(unit=UnitFacts(on=TODAY, right=right))), "X1")
    assert (breach.variant, breach.is_stop) == (variant, is_stop)


def test_x1_says_from_which_day_another_right_is_possible() -> None:
    breach = the_breach(check_grant(a_grant(unit=UnitFacts(on=TODAY, right=RIGHT))), "X1")
    assert breach.possible_on == date(2027, 2, 15)


def test_x8_no_right_over_a_unit_out_of_service() -> None:
    unit = UnitFacts(on=TODAY, out_of_service=True)
    assert the_breach(check_grant(a_grant(unit=unit)), "X8").variant == "open"
    unit = replace(unit, out_of_service_until=date(2027, 1, 1))
    assert the_breach(check_grant(a_grant(unit=unit)), "X8").possible_on == date(2027, 1, 1)


def test_x15_common_places_are_not_granted() -> None:
    assert the_breach(check_grant(a_grant(unit=UnitFacts(on=TODAY, kind="ossuary"))), "X15").is_stop


def test_x16_an_act_is_not_dated_ahead_nor_without_a_date() -> None:
    tomorrow = date(2026, 11, 23)
    assert the_breach(check_grant(a_grant(on=tomorrow)), "X16").possible_on == tomorrow
    assert the_breach(check_renewal(a_renewal(on=tomorrow)), "X16").is_stop
    assert the_breach(check_grant(a_grant(on=None)), "X16").variant == "missing"


def test_x17_an_extension_needs_a_known_end() -> None:
    findings = check_renewal(a_renewal(right=replace(RIGHT, expires_on=None)))
    assert the_breach(findings, "X17").is_stop


def test_x17_a_late_extension_asks_for_a_reason() -> None:
    findings = check_renewal(a_renewal(right=replace(RIGHT, expires_on=date(2026, 1, 1))))
    assert not the_breach(findings, "X17").is_stop
