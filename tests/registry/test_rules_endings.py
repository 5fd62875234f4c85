"""Rules of giving a right back, with each town that decides otherwise: pure facts, no database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cementiris.registry.presets import PRESETS
from cementiris.registry.rules.calendar import Moment, add_years
from cementiris.registry.rules.endings import (
    EmptiedFacts,
    EndingFacts,
    RetrocessionFacts,
    check_renunciation,
    check_retrocession,
    r30_an_emptied_short_right_is_given_back,
    r30_the_last_to_leave_ends_a_short_right,
    refund_of,
)
from cementiris.registry.rules.facts import RightFacts, TownChoices
from cementiris.registry.rules.findings import Breach, Finding, Holds, breaches
from cementiris.registry.rules.windows import is_in_window, window_opens_on
from cementiris.registry.rules.working_days import easter, is_working_day, term_end

TODAY = date(2026, 11, 22)
CALDES = TownChoices(renunciation_wait_years=2)
MANRESA = TownChoices(retrocession_when_emptied=True)
BARCELONA = TownChoices(
    retrocession_wait_years=5, retrocession_from_day="09-01", retrocession_until_day="12-09", retrocession_all_sign=True
)
FIVE = RightFacts(granted_from=date(2024, 11, 22), expires_on=date(2029, 11, 22), term_years=5)
FIFTY = RightFacts(granted_from=date(2014, 1, 10), expires_on=date(2064, 1, 10), term_years=50)


def a_renunciation(**changes: Any) -> EndingFacts:
    facts = EndingFacts(today=TODAY, on=TODAY, right=FIFTY, town=CALDES, owner_count=1)
    return replace(facts, **changes)


def a_retrocession(**changes: Any) -> RetrocessionFacts:
    facts = RetrocessionFacts(today=TODAY, on=TODAY, right=FIVE, town=MANRESA, owner_count=1, price=Decimal("500.00"))
    return replace(facts, **changes)


def found(findings: tuple[Finding, ...], code: str) -> Finding | None:
    """What a rule says: what is wrong first."""
    said = [finding for finding in findings if finding.code == code]
    return next((finding for finding in said if isinstance(finding, Breach)), said[0] if said else None)


def the_breach(findings: tuple[Finding, ...], code: str) -> Breach:
    finding = found(findings, code)
    assert isinstance(finding, Breach), finding
    return finding


def test_an_empty_unit_is_renounced_and_a_young_right_given_back() -> None:
    assert breaches(check_renunciation(a_renunciation())) == ()
    assert breaches(check_retrocession(a_retrocession())) == ()


def test_r27_caldes_waits_more_than_two_years_after_the_last_burial() -> None:
    buried = Moment.on(date(2024, 11, 22))
    breach = the_breach(check_renunciation(a_renunciation(resting_count=1, last_burial=buried)), "R27")
    assert breach.possible_on == date(2026, 11, 23)
    later = a_renunciation(resting_count=1, last_burial=Moment.on(date(2024, 11, 21)))
    assert isinstance(found(check_renunciation(later), "R27"), Holds)
    assert the_breach(check_renunciation(a_renunciation(resting_count=1)), "R27").variant == "unknown"


def test_r27_barcelona_lets_a_right_be_renounced_at_any_time() -> None:
    town = replace(CALDES, renunciation_wait_years=0)
    lately = a_renunciation(town=town, resting_count=1, last_burial=Moment.on(date(2026, 11, 1)))
    assert found(check_renunciation(lately), "R27") is None
    assert PRESETS["barcelona"].values["renunciation_wait_years"] == 0


def test_r16_olerdola_takes_the_silence_of_the_heirs_for_a_renunciation() -> None:
    dead = replace(FIFTY, dead_holder="Mercè Serra")
    silent = a_renunciation(right=dead, unsigned=("Mercè Serra",), heirs_asked_until=date(2026, 1, 10))
    assert isinstance(found(check_renunciation(silent), "R16"), Holds)
    assert found(check_renunciation(silent), "X32") is None
    assert the_breach(check_renunciation(replace(silent, heirs_asked_until=None)), "X32").variant == "dead"


def test_r27_an_empty_unit_does_not_wait() -> None:
    emptied = a_renunciation(last_burial=Moment.on(date(2026, 1, 1)))
    assert found(check_renunciation(emptied), "R27") == Holds("R27", "empty")


def test_r23_a_provisional_holder_neither_renounces_nor_retrocedes() -> None:
    provisional = replace(FIFTY, provisional_until=date(2034, 1, 10))
    assert the_breach(check_renunciation(a_renunciation(right=provisional)), "R23").is_stop
    assert the_breach(check_retrocession(a_retrocession(right=provisional, town=BARCELONA)), "R23").is_stop
    former = replace(FIFTY, provisional_until=date(2026, 1, 10))
    assert found(check_renunciation(a_renunciation(right=former)), "R23") is None


def test_r28_manresa_refunds_a_short_right_with_more_than_two_years_left() -> None:
    refund = refund_of(a_retrocession())
    assert refund is not None
    assert (refund.amount, refund.days_left, refund.day_count) == (Decimal("300.11"), 1096, 1826)
    said = found(check_retrocession(a_retrocession()), "R28")
    assert isinstance(said, Holds)
    assert said.parameters["amount"] == "300,11 €"


@pytest.mark.parametrize(("on", "is_due"), [(date(2027, 11, 21), True), (date(2027, 11, 22), False)])
def test_r28_exactly_two_years_left_are_not_more_than_two(on: date, is_due: bool) -> None:
    refund = refund_of(a_retrocession(on=on))
    assert refund is not None
    assert refund.is_due is is_due
    assert (refund.amount > 0) is is_due


def test_r28_without_a_price_there_is_no_refund_to_reckon() -> None:
    assert the_breach(check_retrocession(a_retrocession(price=None)), "R28").variant == "price"
    late = check_retrocession(a_retrocession(price=None, on=date(2028, 1, 1), today=date(2028, 1, 1)))
    assert found(late, "R28") == Holds("R28", "nothing", {"years": 2})


@pytest.mark.parametrize(("on", "is_due"), [(date(2029, 1, 9), True), (date(2029, 1, 10), False)])
def test_r29_manresa_refunds_a_long_right_in_its_first_fifteen_years(on: date, is_due: bool) -> None:
    refund = refund_of(a_retrocession(right=FIFTY, on=on))
    assert refund is not None
    assert refund.is_due is is_due


def test_r29_a_perpetual_right_is_paid_back_by_valuation() -> None:
    perpetual = replace(FIFTY, perpetual=True, term_years=None)
    assert the_breach(check_retrocession(a_retrocession(right=perpetual)), "R29").variant == "valuation"
    valued = a_retrocession(right=perpetual, valuation=Decimal("1200.00"))
    refund = refund_of(valued)
    assert refund is not None
    assert refund.amount == Decimal("1200.00")
    assert breaches(check_retrocession(valued)) == ()


def test_r29_a_right_whose_days_are_unknown_is_valued_too() -> None:
    unknown = RightFacts(title_number="T-1")
    assert the_breach(check_retrocession(a_retrocession(right=unknown)), "R29").variant == "valuation"


def test_r30_manresa_wants_a_short_right_back_when_the_last_remains_leave() -> None:
    facts = EmptiedFacts(right=FIVE, town=MANRESA)
    assert r30_an_emptied_short_right_is_given_back(facts) is not None
    last = r30_the_last_to_leave_ends_a_short_right(facts)
    assert isinstance(last, Breach)
    assert not last.is_stop
    for other in (
        replace(facts, resting_count=1),
        replace(facts, was_used=False),
        replace(facts, right=FIFTY),
        replace(facts, right=None),
        replace(facts, town=CALDES),
    ):
        assert r30_an_emptied_short_right_is_given_back(other) is None


def test_r31_barcelona_waits_five_years_after_any_burial() -> None:
    facts = a_retrocession(right=FIFTY, town=BARCELONA, last_burial=Moment.on(date(2022, 3, 1)))
    assert the_breach(check_retrocession(facts), "R31").possible_on == date(2027, 3, 1)
    old = replace(facts, last_burial=Moment.on(date(2021, 11, 22)))
    assert breaches(check_retrocession(old)) == ()
    unknown = replace(facts, last_burial=None, resting_count=1)
    assert not the_breach(check_retrocession(unknown), "R31").is_stop


@pytest.mark.parametrize(
    ("on", "opens"),
    [(date(2026, 9, 1), None), (date(2026, 12, 9), None), (date(2026, 12, 10), 2027), (date(2026, 8, 31), 2026)],
)
def test_r31_barcelona_opens_its_window_from_september_to_9_december(on: date, opens: int | None) -> None:
    findings = check_retrocession(a_retrocession(right=FIFTY, town=BARCELONA, on=on, today=date(2026, 12, 31)))
    breach = next((finding for finding in breaches(findings) if finding.variant == "window"), None)
    assert (breach.possible_on if breach else None) == (date(opens, 9, 1) if opens else None)


def test_r31_barcelona_wants_every_signature() -> None:
    facts = a_retrocession(right=FIFTY, town=BARCELONA, owner_count=2, unsigned=("Laia Comas",))
    assert the_breach(check_retrocession(facts), "R31").parameters["names"] == "Laia Comas"
    one_is_enough = replace(facts, town=replace(BARCELONA, retrocession_all_sign=False))
    assert breaches(check_retrocession(one_is_enough)) == ()
    nobody_signed = replace(one_is_enough, unsigned=("Laia Comas", "Pere Comas"))
    assert the_breach(check_retrocession(nobody_signed), "R31").variant == "signature"


def test_x31_what_is_given_back_is_a_right_that_began_before() -> None:
    assert the_breach(check_renunciation(a_renunciation(right=None)), "X31").variant == "none"
    disputed = replace(FIFTY, disputed=True)
    assert the_breach(check_renunciation(a_renunciation(right=disputed)), "X31").variant == "disputed"
    new = replace(FIFTY, granted_from=TODAY)
    assert the_breach(check_renunciation(a_renunciation(right=new)), "X31").variant == "begun"
    assert the_breach(check_renunciation(a_renunciation(has_changed=True)), "X31").variant == "changed"
    over = replace(FIFTY, expires_on=date(2026, 1, 1))
    assert not the_breach(check_renunciation(a_renunciation(right=over)), "X31").is_stop
    assert the_breach(check_renunciation(a_renunciation(has_open_file=True)), "X31").variant == "file"


def test_x32_all_who_own_a_right_renounce_it_and_the_dead_sign_nothing() -> None:
    unsigned = a_renunciation(owner_count=2, unsigned=("Pere Comas",))
    assert the_breach(check_renunciation(unsigned), "X32").is_stop
    dead = a_renunciation(right=replace(FIFTY, dead_holder="Pere Comas"))
    assert the_breach(check_renunciation(dead), "X32").variant == "dead"
    assert the_breach(check_renunciation(a_renunciation(owner_count=0)), "X32").variant == "nobody"


def test_x16_nothing_is_given_back_ahead_of_its_day() -> None:
    assert the_breach(check_renunciation(a_renunciation(on=date(2026, 11, 23))), "X16").is_stop


days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
prices = st.decimals(0, Decimal("99999999.99"), places=2)
terms = st.sampled_from([2, 5, 10, 25, 49, 50, 75])


@given(days, terms, prices, st.lists(days, min_size=2, max_size=6))
def test_a_refund_is_never_negative_nor_above_the_price_and_shrinks_with_time(
    first: date, years: int, price: Decimal, when: list[date]
) -> None:
    right = RightFacts(granted_from=first, expires_on=add_years(first, years), term_years=years)
    amounts = []
    for on in sorted(when):
        refund = refund_of(a_retrocession(right=right, on=on, price=price))
        assert refund is not None
        assert Decimal(0) <= refund.amount <= price
        assert refund.amount == round(refund.amount, 2)
        amounts.append(refund.amount)
    assert amounts == sorted(amounts, reverse=True)


windows = st.tuples(st.integers(1, 12), st.integers(1, 28)).map(lambda pair: f"{pair[0]:02d}-{pair[1]:02d}")


@given(days, windows | st.just("02-29"), windows)
def test_a_window_opens_on_a_day_that_is_in_it(on: date, first: str, last: str) -> None:
    opening = window_opens_on(on, first)
    assert opening >= on
    assert opening.day == 28 or first != "02-29" or is_in_window(opening, first, last)
    assert first == "02-29" or is_in_window(opening, first, last)


@pytest.mark.parametrize(("on", "is_open"), [(date(2026, 12, 31), True), (date(2026, 1, 10), True), (TODAY, False)])
def test_a_window_may_cross_new_year(on: date, is_open: bool) -> None:
    assert is_in_window(on, "12-01", "01-15") is is_open


@pytest.mark.parametrize("text", ["", "13-01", "02-30", "x-y", "0101", "²-³"])
def test_what_is_no_day_of_the_year_opens_no_window(text: str) -> None:
    assert is_in_window(TODAY, text, "12-09")


def test_garriguella_counts_fifteen_working_days_over_the_constitution_bridge() -> None:
    assert term_end(date(2026, 11, 23), 15, "working") == date(2026, 12, 15)


@pytest.mark.parametrize("day", [date(2026, 4, 3), date(2026, 4, 6), date(2026, 9, 11), date(2026, 11, 22)])
def test_holidays_and_sundays_are_not_counted(day: date) -> None:
    assert not is_working_day(day)


def test_easter_is_where_the_almanac_has_it() -> None:
    assert [easter(year) for year in (2000, 2024, 2026, 2027)] == [
        date(2000, 4, 23), date(2024, 3, 31), date(2026, 4, 5), date(2027, 3, 28),
    ]  # fmt: skip


@given(days, st.integers(1, 60), st.sampled_from(["natural", "working"]))
def test_a_term_ends_on_a_working_day_and_working_days_are_never_fewer(since: date, count: int, days_of: str) -> None:
    end = term_end(since, count, days_of)
    assert is_working_day(end)
    assert (end - since).days >= count
