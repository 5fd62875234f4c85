"""Rules of caducity, with each town that decides otherwise: pure facts, no database."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cementiris.registry.models import LapseCause, LapseStatus, LapseStepKind
from cementiris.registry.rules.facts import RightFacts, TownChoices
from cementiris.registry.rules.findings import Breach, Finding, Holds, breaches
from cementiris.registry.rules.lapse import check_emptying, check_step, may_be_done
from cementiris.registry.rules.lapse_facts import (
    Cause,
    ClearanceFacts,
    LapseFacts,
    OpenLapseFacts,
    Outcome,
    Step,
    StepFacts,
)
from cementiris.registry.rules.lapse_opening import check_opening
from cementiris.registry.rules.lapse_terms import (
    allegations_until,
    final_from,
    next_step,
    payment_until,
    status_of,
    works_until,
)
from cementiris.registry.rules.working_days import is_working_day

TODAY = date(2026, 11, 23)
BARCELONA = TownChoices(abandonment_years=20, allegation_days=30, payment_days=15, ruin_works_months=6)
GARRIGUELLA = TownChoices(allegation_days=15, allegation_days_of="working")
CASTRO = TownChoices(allegation_days=20)
LA_SEU = TownChoices(reminder_months=3)
ENDED = RightFacts(granted_from=date(2000, 1, 1), expires_on=date(2025, 12, 31), term_years=25)


def a_step(kind: Step, on: date, **details: Any) -> StepFacts:
    return StepFacts(kind=kind, on=on, **details)


def absent(on: date, hour: int) -> StepFacts:
    return a_step(Step.NOTICE, on, outcome=Outcome.ABSENT, at=time(hour))


TOLD = a_step(Step.NOTICE, date(2026, 3, 10), outcome=Outcome.DELIVERED)
DECLARED = a_step(Step.DECLARATION, date(2026, 5, 20))


def a_file(*steps: StepFacts, **changes: Any) -> LapseFacts:
    facts = LapseFacts(
        today=TODAY, cause=Cause.END_OF_TERM, opened_on=date(2026, 3, 3), right=ENDED, town=BARCELONA, steps=steps
    )
    return replace(facts, **changes)


def an_opening(**changes: Any) -> OpenLapseFacts:
    return replace(OpenLapseFacts(today=TODAY, on=TODAY, cause=Cause.END_OF_TERM, right=ENDED), **changes)


def found(findings: tuple[Finding, ...], code: str) -> Finding | None:
    """What a rule says: what is wrong first."""
    said = [finding for finding in findings if finding.code == code]
    return next((finding for finding in said if isinstance(finding, Breach)), said[0] if said else None)


def the_breach(findings: tuple[Finding, ...], code: str) -> Breach:
    finding = found(findings, code)
    assert isinstance(finding, Breach), finding
    return finding


def breach_of(facts: LapseFacts, code: str, kind: Step, on: date = TODAY, **details: Any) -> Breach:
    return the_breach(check_step(replace(facts, step=a_step(kind, on, **details))), code)


def said_of(facts: LapseFacts, code: str, kind: Step, on: date = TODAY, **details: Any) -> Finding | None:
    return found(check_step(replace(facts, step=a_step(kind, on, **details))), code)


def test_the_words_of_rules_and_tables_are_the_same() -> None:
    assert [str(cause) for cause in Cause] == LapseCause.values
    assert [str(kind) for kind in Step] == LapseStepKind.values


def test_r32_barcelona_opens_for_abandonment_after_twenty_years_unpaid() -> None:
    right = replace(ENDED, expires_on=date(2050, 1, 1), fees_paid_through=2006)
    facts = an_opening(cause=Cause.ABANDONMENT, right=right, town=BARCELONA)
    breach = the_breach(check_opening(facts), "R32")
    assert (breach.parameters["unpaid"], breach.possible_on) == (19, date(2027, 1, 1))
    assert breaches(check_opening(replace(facts, right=replace(right, fees_paid_through=2005)))) == ()
    unknown = the_breach(check_opening(replace(facts, right=replace(right, fees_paid_through=None))), "R32")
    assert not unknown.is_stop
    far = the_breach(check_opening(replace(facts, right=replace(right, fees_paid_through=32767))), "R32")
    assert far.possible_on == date(9999, 1, 1)


@pytest.mark.parametrize(
    ("town", "until"),
    [
        (BARCELONA, date(2026, 4, 9)),
        (GARRIGUELLA, date(2026, 3, 31)),
        (CASTRO, date(2026, 3, 30)),
    ],
)
def test_r33_each_town_hears_as_long_as_it_says(town: TownChoices, until: date) -> None:
    facts = a_file(TOLD, town=town)
    assert allegations_until(facts) == until
    assert breach_of(facts, "R33", Step.DECLARATION, until).is_stop
    assert isinstance(said_of(facts, "R33", Step.DECLARATION, TODAY), Holds)


def test_r33_who_comes_late_is_heard_for_a_reason() -> None:
    assert not breach_of(a_file(TOLD), "R33", Step.ALLEGATION, date(2026, 5, 4)).is_stop
    assert said_of(a_file(TOLD), "R33", Step.ALLEGATION, date(2026, 3, 20)) is None


def test_r34_a_debtor_has_fifteen_days_after_the_notice_of_the_answer() -> None:
    heard = (
        TOLD,
        a_step(Step.ALLEGATION, date(2026, 3, 20)),
        a_step(Step.ALLEGATION_ANSWER, date(2026, 4, 27), outcome=Outcome.REJECTED),
    )
    answered = a_file(*heard, cause=Cause.ABANDONMENT)
    assert payment_until(answered) is None
    assert breach_of(answered, "R37", Step.DECLARATION).is_stop
    following = next_step(answered)
    assert following is not None
    assert (following.kind, following.case) == (Step.NOTICE, "first")
    facts = a_file(*heard, replace(TOLD, on=date(2026, 5, 4)), cause=Cause.ABANDONMENT)
    assert payment_until(facts) == date(2026, 5, 19)
    assert breach_of(facts, "R34", Step.DECLARATION, date(2026, 5, 19)).possible_on == date(2026, 5, 20)
    assert isinstance(said_of(facts, "R34", Step.DECLARATION, date(2026, 5, 20)), Holds)
    assert payment_until(a_file(*heard)) is None


def test_r34_without_allegations_the_debtor_has_the_same_time() -> None:
    assert payment_until(a_file(TOLD, cause=Cause.INSTALMENTS)) == date(2026, 4, 24)


def test_r35_works_in_a_ruin_suspend_the_file_for_six_months_at_most() -> None:
    ruin = a_file(TOLD, cause=Cause.RUIN)
    day = date(2026, 8, 31)
    too_long = breach_of(ruin, "R35", Step.WORKS_TERM, day, due_on=date(2027, 3, 1))
    assert too_long.parameters["latest"] == date(2027, 2, 28)
    assert breach_of(ruin, "R35", Step.WORKS_TERM, day).variant == "term"
    assert isinstance(said_of(ruin, "R35", Step.WORKS_TERM, day, due_on=date(2027, 2, 28)), Holds)
    running = a_file(TOLD, a_step(Step.WORKS_TERM, day, due_on=date(2027, 2, 28)), cause=Cause.RUIN)
    assert works_until(running) == date(2027, 2, 28)
    assert breach_of(running, "R35", Step.DECLARATION).variant == "running"
    assert status_of([Step.WORKS_TERM]) == LapseStatus.SUSPENDED


def test_r36_remains_wait_until_the_caducity_is_final() -> None:
    day = date(2026, 11, 23)
    assert the_breach(check_emptying(ClearanceFacts(on=day, right=ENDED, has_open_file=True)), "R36").variant == "open"
    assert the_breach(check_emptying(ClearanceFacts(on=day, right=ENDED)), "R36").variant == "expired"
    lapsed = ClearanceFacts(on=day, has_lapsed=True, lapsed_on=day, photographed_on=day)
    assert breaches(check_emptying(lapsed)) == ()
    early = the_breach(check_emptying(replace(lapsed, lapsed_on=date(2026, 12, 1))), "R36")
    assert early.possible_on == date(2026, 12, 1)
    assert check_emptying(ClearanceFacts(on=day)) == ()


def test_r37_a_file_needs_two_attempts_and_then_the_boe() -> None:
    assert breach_of(a_file(), "R37", Step.DECLARATION).variant == ""
    tried = (absent(date(2026, 3, 10), 11), absent(date(2026, 3, 12), 17))
    assert breach_of(a_file(*tried), "R37", Step.DECLARATION).variant == "boe"
    assert not breach_of(a_file(tried[0]), "R37", Step.ANNOUNCEMENT).is_stop
    assert isinstance(said_of(a_file(*tried), "R37", Step.ANNOUNCEMENT), Holds)
    announced = a_file(*tried, a_step(Step.ANNOUNCEMENT, date(2026, 4, 1)))
    assert isinstance(said_of(announced, "R37", Step.DECLARATION), Holds)


def test_r37_the_declaration_is_notified_anew() -> None:
    assert breach_of(a_file(TOLD, DECLARED), "R37", Step.FINAL).is_stop


def test_r38_a_returned_letter_asks_for_the_roll_before_the_second_attempt() -> None:
    returned = a_step(Step.NOTICE, date(2026, 3, 10), outcome=Outcome.WRONG_ADDRESS)
    assert breach_of(a_file(returned), "R38", Step.NOTICE).is_stop
    checked = a_file(returned, a_step(Step.ADDRESS_CHECK, date(2026, 3, 12), outcome=Outcome.NOT_FOUND))
    assert isinstance(said_of(checked, "R38", Step.NOTICE), Holds)
    following = next_step(a_file(returned))
    assert following is not None
    assert following.kind is Step.ADDRESS_CHECK


def test_r39_a_photograph_is_kept_and_comes_before_emptying() -> None:
    assert breach_of(a_file(TOLD), "R39", Step.PHOTOGRAPH).variant == "file"
    assert isinstance(said_of(a_file(TOLD), "R39", Step.PHOTOGRAPH, has_file=True), Holds)
    day = date(2026, 11, 23)
    assert the_breach(check_emptying(ClearanceFacts(on=day, has_lapsed=True, lapsed_on=day)), "R39").is_stop


@pytest.mark.parametrize(
    ("day", "hour", "variant"),
    [(12, 17, None), (12, 11, ""), (14, 17, "late"), (12, None, "hour")],
)
def test_r57_the_second_attempt_comes_within_three_days_at_another_hour(
    day: int, hour: int | None, variant: str | None
) -> None:
    facts = a_file(absent(date(2026, 3, 10), 10))
    at = time(hour) if hour is not None else None
    said = said_of(facts, "R57", Step.NOTICE, date(2026, 3, day), at=at, outcome=Outcome.ABSENT)
    assert (said.variant if isinstance(said, Breach) else None) == variant


def test_r57_three_hours_lie_between_two_attempts_of_one_day() -> None:
    facts = a_file(absent(date(2026, 3, 10), 14))
    assert breach_of(facts, "R57", Step.NOTICE, date(2026, 3, 10), at=time(16), outcome=Outcome.ABSENT).variant == ""


def test_r58_an_unopened_notice_is_rejected_after_ten_days() -> None:
    breach = breach_of(a_file(), "R58", Step.ELECTRONIC_NOTICE, date(2026, 11, 15), outcome=Outcome.NOT_OPENED)
    assert breach.possible_on == date(2026, 11, 26)
    old = said_of(a_file(), "R58", Step.ELECTRONIC_NOTICE, date(2026, 11, 1), outcome=Outcome.NOT_OPENED)
    assert isinstance(old, Holds)


def test_r59_a_rejected_notice_is_not_announced() -> None:
    rejected = a_step(Step.ELECTRONIC_NOTICE, date(2026, 3, 10), outcome=Outcome.NOT_OPENED)
    assert breach_of(a_file(rejected), "R59", Step.ANNOUNCEMENT).parameters["told"] == date(2026, 3, 20)


def test_x30_a_right_has_one_file_at_a_time() -> None:
    assert the_breach(check_opening(an_opening(has_open_file=True)), "X30").is_stop


@pytest.mark.parametrize(
    ("told", "final"),
    [
        (date(2026, 1, 15), date(2026, 3, 17)),
        (date(2026, 5, 25), date(2026, 7, 28)),
        (date(2026, 7, 1), date(2026, 10, 2)),
    ],
)
def test_x33_a_decision_is_final_after_two_months_without_august(told: date, final: date) -> None:
    notice = a_step(Step.NOTICE, told, outcome=Outcome.DELIVERED)
    facts = a_file(TOLD, a_step(Step.DECLARATION, told), notice)
    assert final_from(facts) == final
    assert breach_of(facts, "X33", Step.FINAL, date(2026, 2, 1)).possible_on == final


def test_x34_la_seu_opens_three_months_before_the_end() -> None:
    ending = replace(ENDED, expires_on=date(2027, 2, 20))
    assert breaches(check_opening(an_opening(right=ending, town=LA_SEU))) == ()
    later = the_breach(
        check_opening(an_opening(right=replace(ending, expires_on=date(2027, 3, 31)), town=LA_SEU)), "X34"
    )
    assert later.possible_on == date(2026, 12, 31)
    heard = a_file(right=ending, opened_on=date(2026, 11, 20))
    assert breach_of(heard, "X34", Step.DECLARATION).variant == "term"


@pytest.mark.parametrize(
    ("changes", "variant"),
    [
        ({"right": None}, "no_right"),
        ({"cause": None}, "no_cause"),
        ({"right": replace(ENDED, disputed=True)}, "disputed"),
        ({"cause": Cause.RUIN}, "report"),
        ({"right": replace(ENDED, expires_on=None)}, "no_end"),
    ],
)
def test_x34_a_file_has_its_cause(changes: dict[str, Any], variant: str) -> None:
    assert the_breach(check_opening(an_opening(**changes)), "X34").variant == variant


ALLEGED = a_step(Step.ALLEGATION, date(2026, 3, 20))
ANSWERED = a_step(Step.ALLEGATION_ANSWER, date(2026, 4, 20), outcome=Outcome.ACCEPTED)
WORKS = a_step(Step.WORKS_TERM, date(2026, 4, 20), due_on=date(2026, 10, 1))


@pytest.mark.parametrize(
    ("facts", "kind", "variant"),
    [
        (a_file(a_step(Step.CLOSING, TODAY)), Step.NOTICE, "ended"),
        (a_file(TOLD, DECLARED), Step.ALLEGATION, "declared"),
        (a_file(TOLD), Step.FINAL, "not_declared"),
        (a_file(TOLD), Step.ALLEGATION_ANSWER, "nothing_alleged"),
        (a_file(TOLD), Step.PAYMENT, "no_debt"),
        (a_file(TOLD), Step.WORKS_TERM, "no_ruin"),
        (a_file(TOLD, cause=Cause.RUIN), Step.WORKS_DONE, "no_works"),
        (a_file(TOLD, ALLEGED), Step.DECLARATION, "unanswered"),
        (a_file(TOLD, ALLEGED, ANSWERED), Step.DECLARATION, "accepted"),
        (a_file(TOLD, a_step(Step.PAYMENT, TODAY, outcome=Outcome.PAID)), Step.DECLARATION, "paid"),
        (a_file(TOLD, WORKS, a_step(Step.WORKS_DONE, TODAY), cause=Cause.RUIN), Step.DECLARATION, "works_done"),
        (a_file(TOLD, right_is_over=True), Step.DECLARATION, "over"),
        (a_file(TOLD, right=replace(ENDED, expires_on=date(2050, 1, 1))), Step.DECLARATION, "renewed"),
    ],
)
def test_x34_each_step_has_its_turn(facts: LapseFacts, kind: Step, variant: str) -> None:
    assert breach_of(facts, "X34", kind).variant == variant


def test_x34_no_step_comes_before_the_file_and_an_archive_says_why() -> None:
    assert breach_of(a_file(), "X34", Step.NOTICE, date(2026, 3, 2)).variant == "before"
    late = a_file(TOLD, a_step(Step.REPORT, date(2026, 6, 1)))
    assert breach_of(late, "X34", Step.DECLARATION, date(2026, 5, 31)).parameters["since"] == date(2026, 6, 1)
    assert breach_of(a_file(), "X34", Step.CLOSING, outcome=Outcome.OTHER).variant == "why"
    deferred = a_file(TOLD, a_step(Step.PAYMENT, TODAY, outcome=Outcome.DEFERRED), cause=Cause.ABANDONMENT)
    assert not breach_of(deferred, "X34", Step.DECLARATION).is_stop


def test_x16_no_step_is_recorded_ahead_of_its_day() -> None:
    assert breach_of(a_file(), "X16", Step.NOTICE, date(2026, 11, 24)).is_stop
    assert the_breach(check_opening(an_opening(on=date(2026, 11, 24))), "X16").is_stop


SECOND = absent(date(2026, 3, 12), 17)
BOE = a_step(Step.ANNOUNCEMENT, date(2026, 4, 1))
PICTURE = a_step(Step.PHOTOGRAPH, date(2026, 5, 19), has_file=True)


@pytest.mark.parametrize(
    ("facts", "kind", "case", "on"),
    [
        (a_file(), Step.NOTICE, "first", date(2026, 3, 17)),
        (a_file(absent(date(2026, 3, 10), 11)), Step.NOTICE, "second_after_15", date(2026, 3, 13)),
        (a_file(absent(date(2026, 3, 10), 17)), Step.NOTICE, "second_before_15", date(2026, 3, 13)),
        (a_file(absent(date(2026, 3, 10), 11), SECOND), Step.ANNOUNCEMENT, "announcement", None),
        (a_file(TOLD, today=date(2026, 4, 9)), Step.DECLARATION, "hearing", date(2026, 4, 9)),
        (a_file(TOLD, ALLEGED), Step.ALLEGATION_ANSWER, "answer", None),
        (a_file(TOLD), Step.PHOTOGRAPH, "photograph", None),
        (a_file(TOLD, PICTURE), Step.DECLARATION, "declare", None),
        (a_file(BOE, DECLARED), Step.NOTICE, "first", date(2026, 6, 3)),
        (a_file(TOLD, DECLARED, replace(TOLD, on=date(2026, 5, 25))), Step.FINAL, "final", date(2026, 7, 28)),
        (a_file(TOLD, ALLEGED, ANSWERED), Step.CLOSING, "accepted", None),
        (a_file(TOLD, DECLARED, right_is_over=True), Step.CLOSING, "over", None),
        (a_file(TOLD, WORKS, cause=Cause.RUIN), Step.WORKS_DONE, "works", date(2026, 10, 1)),
    ],
)
def test_the_file_says_what_is_next(facts: LapseFacts, kind: Step, case: str, on: date | None) -> None:
    following = next_step(facts)
    assert following is not None
    assert (following.kind, following.case, following.on) == (kind, case, on)
    assert may_be_done(facts, kind)


def test_an_ended_file_has_nothing_next() -> None:
    assert next_step(a_file(a_step(Step.CLOSING, TODAY))) is None
    assert status_of([Step.DECLARATION, Step.FINAL]) == LapseStatus.DECLARED


towns = st.builds(
    TownChoices,
    allegation_days=st.integers(10, 90),
    allegation_days_of=st.sampled_from(["natural", "working"]),
    payment_days=st.integers(0, 60),
)


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), towns)
def test_deadlines_fall_on_working_days_in_their_order(told: date, town: TownChoices) -> None:
    notice = a_step(Step.NOTICE, told, outcome=Outcome.DELIVERED)
    facts = a_file(notice, town=town, opened_on=told, cause=Cause.ABANDONMENT)
    heard, paid = allegations_until(facts), payment_until(facts)
    assert heard is not None
    assert paid is not None
    assert told < heard <= paid
    assert is_working_day(heard)
    assert is_working_day(paid)
    final = final_from(replace(facts, steps=(a_step(Step.DECLARATION, told), notice)))
    assert final is not None
    assert 59 <= (final - told).days <= 110
