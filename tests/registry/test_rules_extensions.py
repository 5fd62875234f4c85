"""Rules of extending and converting rights, in the towns that decide otherwise than the model: pure facts."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cementiris.registry.rules.calendar import Moment
from cementiris.registry.rules.extensions import (
    ConversionFacts,
    check_conversion,
    check_renewal,
    expiry_of_conversion,
    extension_choices,
    short_choices,
)
from cementiris.registry.rules.facts import RenewalFacts, RightFacts, TownChoices, UnitFacts
from cementiris.registry.rules.findings import Breach, Finding, Holds, breaches

TODAY = date(2026, 11, 22)
SINCE = date(2004, 1, 1)
MANRESA = TownChoices(regulation_from=SINCE)
BARCELONA = TownChoices(
    regulation_from=SINCE, max_term_years=75, allowed_term_years=(2, 15, 30, 50, 75),
    rental_max_years=10, rental_total_years=50, extension_min_years=1, extension_max_years=10,
)  # fmt: skip
RAJADELL = TownChoices(
    regulation_from=SINCE, allowed_term_years=(1, 2, 50), rental_max_years=2, extension_min_years=1,
    extension_max_years=1, extension_total_years=10,
)  # fmt: skip
CUNIT = TownChoices(
    regulation_from=SINCE, allowed_term_years=(3, 49), max_term_years=49, conversion_from_years=3,
    conversion_to_years=49, conversion_rate_percent=50, resident_years_for_longest=3,
)  # fmt: skip
BADALONA = TownChoices(
    regulation_from=SINCE, allowed_term_years=(25,), max_term_years=75, terms_by_kind={"tomb": (50,)},
    short_extension_min_years=2, short_extension_max_years=5,
)  # fmt: skip
LA_SEU = TownChoices(
    regulation_from=SINCE, allowed_term_years=(5, 50), max_term_years=50, conversion_from_years=5,
    conversion_to_years=50, conversion_only=True,
)  # fmt: skip
CASTELLDEFELS = TownChoices(
    regulation_from=SINCE, allowed_term_years=(2, 5, 10), rental_max_years=10, extension_min_years=1
)


def a_right(term: int, granted: date = date(2022, 2, 14), **more: Any) -> RightFacts:
    end = date(granted.year + term, granted.month, granted.day)
    return replace(RightFacts(granted_from=granted, expires_on=end, term_years=term), **more)


def renewing(years: int, right: RightFacts, town: TownChoices, **more: Any) -> tuple[Finding, ...]:
    return check_renewal(RenewalFacts(today=TODAY, on=TODAY, years=years, right=right, town=town, **more))


def converting(right: RightFacts, town: TownChoices, since: date | None = None) -> tuple[Finding, ...]:
    return check_conversion(ConversionFacts(today=TODAY, on=TODAY, right=right, town=town, resident_since=since))


def finding(findings: tuple[Finding, ...], code: str, variant: str | None = None) -> Finding:
    of_code = [item for item in findings if item.code == code and variant in (None, item.variant)]
    assert of_code, findings
    return of_code[0]


def the_breach(findings: tuple[Finding, ...], code: str) -> Breach:
    found = [item for item in findings if item.code == code and isinstance(item, Breach)]
    assert found, findings
    return found[0]


@pytest.mark.parametrize("years", [1, 10])
def test_r8_barcelona_extends_a_rental_by_one_to_ten_years(years: int) -> None:
    findings = renewing(years, a_right(5), BARCELONA)
    assert isinstance(finding(findings, "R8"), Holds)
    assert breaches(findings) == ()


@pytest.mark.parametrize("years", [0, 11])
def test_r8_barcelona_refuses_other_lengths(years: int) -> None:
    breach = the_breach(renewing(years, a_right(5), BARCELONA), "R8")
    assert (breach.variant, breach.is_stop) == ("between", True)


def test_r8_barcelona_ends_a_rental_after_fifty_years() -> None:
    old = a_right(2, date(1980, 3, 1), expires_on=date(2027, 3, 1), extension_years=45)
    assert isinstance(finding(renewing(3, old, BARCELONA), "R8"), Holds)
    breach = the_breach(renewing(4, old, BARCELONA), "R8")
    assert breach.parameters["latest"] == date(2030, 3, 1)


def test_r8_counts_the_years_where_the_first_day_is_unknown() -> None:
    old = a_right(2, granted_from=None, extension_years=45)
    assert isinstance(finding(renewing(3, old, BARCELONA), "R8"), Holds)
    assert the_breach(renewing(4, old, BARCELONA), "R8").variant == "total"


def test_r8_does_not_speak_of_a_long_right() -> None:
    findings = renewing(15, a_right(30, date(1997, 3, 1)), BARCELONA)
    assert not [item for item in findings if item.code == "R8"]
    assert isinstance(finding(findings, "R6"), Holds)


def test_r8_castelldefels_extends_by_the_year_and_no_less() -> None:
    assert extension_choices(a_right(5), CASTELLDEFELS, "niche") == tuple(range(1, 11))
    assert the_breach(renewing(0, a_right(5), CASTELLDEFELS), "R8").variant == "least"


def test_r9_rajadell_extends_a_temporary_right_by_ten_years_in_all() -> None:
    findings = renewing(1, a_right(2, extension_years=9), RAJADELL)
    held = finding(findings, "R9")
    assert isinstance(held, Holds)
    assert held.parameters["left"] == 0
    breach = the_breach(renewing(1, a_right(2, extension_years=10), RAJADELL), "R9")
    assert (breach.is_stop, breach.parameters["left"]) == (True, 0)


def test_r6_a_tomb_of_badalona_is_extended_by_its_own_term() -> None:
    assert extension_choices(a_right(50), BADALONA, "tomb") == (50,)
    assert the_breach(renewing(50, a_right(25), BADALONA, unit=UnitFacts(on=TODAY)), "R6").is_stop
    assert isinstance(finding(renewing(25, a_right(25), BADALONA, unit=UnitFacts(on=TODAY)), "R6"), Holds)


def occupied(last: date) -> UnitFacts:
    return UnitFacts(on=TODAY, resting_count=1, unburnt_count=1, last_burial=Moment.on(last))


ENDING = a_right(25, date(2002, 2, 14))
WAITING = occupied(date(2026, 3, 1))


@pytest.mark.parametrize(("years", "is_met"), [(1, False), (2, True), (5, True), (6, False)])
def test_r11_badalona_extends_by_two_to_five_years_who_cannot_exhume_yet(years: int, is_met: bool) -> None:
    findings = renewing(years, ENDING, BADALONA, short=True, unit=WAITING)
    assert isinstance(finding(findings, "R11"), Holds) is is_met
    assert not [item for item in findings if item.code == "R6"]


@pytest.mark.parametrize("unit", [UnitFacts(on=TODAY), occupied(date(2010, 5, 3))])
def test_r11_asks_why_where_the_unit_can_be_emptied(unit: UnitFacts) -> None:
    breach = the_breach(renewing(2, ENDING, BADALONA, short=True, unit=unit), "R11")
    assert (breach.variant, breach.is_stop) == ("needless", False)


def test_r11_waits_longer_for_group_1_and_for_an_unknown_day() -> None:
    group_1 = replace(occupied(date(2023, 3, 1)), group_1_rests=True)
    unknown = replace(WAITING, last_burial=None)
    for unit in (group_1, unknown):
        assert isinstance(finding(renewing(2, ENDING, BADALONA, short=True, unit=unit), "R11"), Holds)


def test_r11_other_towns_have_no_short_extension() -> None:
    assert the_breach(renewing(2, ENDING, MANRESA, short=True, unit=WAITING), "R11").variant == "none"
    assert (short_choices(BADALONA), short_choices(MANRESA)) == ((2, 3, 4, 5), ())


def test_x22_la_seu_converts_a_short_right_and_does_not_extend_it() -> None:
    assert the_breach(renewing(5, a_right(5), LA_SEU), "X22").is_stop
    findings = renewing(5, a_right(50, date(1977, 2, 14)), LA_SEU)
    assert not [item for item in findings if item.code == "X22"]
    assert breaches(converting(a_right(5), LA_SEU)) == ()


def test_r10_cunit_converts_three_years_into_forty_nine_for_half_the_rate() -> None:
    short = a_right(3, date(2024, 2, 14))
    findings = converting(short, CUNIT, date(2023, 11, 22))
    assert breaches(findings) == ()
    assert finding(findings, "R10", "rate").parameters == {"last": 49, "percent": 50}
    facts = ConversionFacts(today=TODAY, on=TODAY, right=short, town=CUNIT)
    assert expiry_of_conversion(facts) == date(2073, 2, 14)


def test_r10_cunit_converts_for_who_has_been_on_the_padro_three_years() -> None:
    short = a_right(3, date(2024, 2, 14))
    assert the_breach(converting(short, CUNIT), "R10").variant == "unknown"
    assert the_breach(converting(short, CUNIT, date(2023, 11, 23)), "R10").possible_on == date(2026, 11, 23)


@pytest.mark.parametrize(("right", "town", "variant"), [(5, CUNIT, "other_term"), (5, MANRESA, "none")])
def test_r10_only_what_the_town_says_is_converted(right: int, town: TownChoices, variant: str) -> None:
    assert the_breach(converting(a_right(right), town, SINCE), "R10").variant == variant


def test_r10_without_a_first_day_the_rest_of_the_long_term_follows_the_end() -> None:
    right = a_right(3, date(2024, 2, 14), granted_from=None)
    facts = ConversionFacts(today=TODAY, on=TODAY, right=right, town=CUNIT)
    assert expiry_of_conversion(facts) == date(2073, 2, 14)
    assert expiry_of_conversion(replace(facts, right=replace(right, expires_on=None))) is None
    assert not the_breach(converting(right, CUNIT, SINCE), "R1").is_stop


def test_r1_a_conversion_stays_under_the_cap() -> None:
    town = replace(CUNIT, max_term_years=40)
    assert the_breach(converting(a_right(3), town, SINCE), "R1").is_stop


def test_r12_a_dead_holder_blocks_a_conversion_too() -> None:
    assert the_breach(converting(a_right(3, dead_holder="Joan Serra"), CUNIT, SINCE), "R12").is_stop


def test_r3_an_old_perpetual_right_is_not_converted() -> None:
    assert the_breach(converting(a_right(3, perpetual=True), CUNIT, SINCE), "R3").is_stop
