"""When the terms of a caducity file end, and what is to be done next."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from cementiris.registry.rules.calendar import ONE_DAY, add_months
from cementiris.registry.rules.lapse_facts import (
    DEBTS,
    FAILED,
    RETURNED,
    SERVED,
    Cause,
    LapseFacts,
    Outcome,
    Step,
    StepFacts,
)
from cementiris.registry.rules.working_days import next_working_day, term_end

ELECTRONIC_DAYS = timedelta(days=10)
"""An electronic notice that nobody opens is rejected after so many natural days: Llei 39/2015 art. 43.2 [S111]."""
DISPATCH_DAYS = 10
"""Within so many working days of an act its notice is sent: Llei 39/2015 art. 40.2 [S111]."""
SECOND_ATTEMPT_DAYS = timedelta(days=3)
FEWEST_ATTEMPTS = 2
NOON_OF_THE_POST = time(15, 0)
REMEDY_MONTHS = 2
"""Months to go to court against a decision: Llei 29/1998 art. 46.1."""
AUGUST = 8
WORKING = "working"


@dataclass(frozen=True)
class NextStep:
    """What is to be done next in a file: the step, the rule that says so, its case and the day that counts.

    With `waits` nothing is to be done before that day has passed; without, it is to be done by then.
    """

    kind: Step
    rule: str
    case: str
    on: date | None = None
    waits: bool = False


def notified_on(steps: tuple[StepFacts, ...]) -> date | None:
    """The day on which the person counts as told; of several channels the earliest counts (art. 41.7 [S111])."""
    days = [day for step in steps if (day := _told_on(step))]
    return min(days, default=None)


def _told_on(step: StepFacts) -> date | None:
    if step.kind is Step.ANNOUNCEMENT:
        return step.on
    if step.kind not in (Step.NOTICE, Step.ELECTRONIC_NOTICE) or step.outcome not in SERVED:
        return None
    return step.on + ELECTRONIC_DAYS if step.outcome == Outcome.NOT_OPENED else step.on


def failed_attempts(steps: tuple[StepFacts, ...]) -> list[StepFacts]:
    """The attempts on paper that reached nobody."""
    return [step for step in steps if step.kind is Step.NOTICE and step.outcome in FAILED]


def opening_steps(facts: LapseFacts) -> tuple[StepFacts, ...]:
    """The steps before the declaration: those that notify the opening and hear the person."""
    kinds = [step.kind for step in facts.steps]
    return facts.steps[: kinds.index(Step.DECLARATION)] if Step.DECLARATION in kinds else facts.steps


def allegations_until(facts: LapseFacts) -> date | None:
    """The last day to be heard; None while nobody has been told of the file."""
    told = notified_on(opening_steps(facts))
    town = facts.town
    return term_end(told, town.allegation_days, town.allegation_days_of) if told else None


def payment_until(facts: LapseFacts) -> date | None:
    """The last day to pay or to ask for deferral: from the notice of the answer, or without any the end of the hearing.

    None where nothing is owed or nobody has been told; days are counted as those of the hearing.
    """
    heard, before = allegations_until(facts), opening_steps(facts)
    if facts.cause not in DEBTS or heard is None:
        return None
    answers = [index for index, step in enumerate(before) if facts.begins_stage(step)]
    told = notified_on(before[answers[-1] + 1 :]) if answers else heard
    return term_end(max(heard, told), facts.town.payment_days, facts.town.allegation_days_of) if told else None


def works_until(facts: LapseFacts) -> date | None:
    """The last day for works in a ruin; None where no term runs."""
    term = facts.last_of(Step.WORKS_TERM)
    return None if term is None or facts.has(Step.WORKS_DONE) else term.due_on


def final_from(facts: LapseFacts) -> date | None:
    """The first day on which the declaration is final: two months after its notice, without August; None before it.

    Source: Llei 29/1998 arts. 46.1 and 128.2.
    """
    told = notified_on(facts.stage) if facts.is_declared else None
    if told is None:
        return None
    last = add_months(told, REMEDY_MONTHS)
    if any(month == AUGUST for month in _months(told, last)):
        last = add_months(told, REMEDY_MONTHS + 1)
    return next_working_day(last) + ONE_DAY


def _months(first: date, last: date) -> list[int]:
    count = (last.year - first.year) * 12 + last.month - first.month
    return [(first.month - 1 + index) % 12 + 1 for index in range(count + 1)]


def unanswered(facts: LapseFacts) -> bool:
    """Whether somebody has alleged something that nobody has answered."""
    return len(facts.all_of(Step.ALLEGATION)) > len(facts.all_of(Step.ALLEGATION_ANSWER))


def status_of(kinds: list[Step]) -> str:
    """Where a file stands after steps of these kinds, in their order: a value of models.LapseStatus."""
    if Step.CLOSING in kinds:
        return "closed"
    if Step.DECLARATION in kinds:
        return "declared"
    works = [kind for kind in kinds if kind in (Step.WORKS_TERM, Step.WORKS_DONE)]
    return "suspended" if works and works[-1] is Step.WORKS_TERM else "open"


def reason_to_close(facts: LapseFacts) -> str:
    """Why the file cannot end in a declaration any more; "" where nothing stands against it."""
    if facts.right_is_over:
        return "over"
    if _is_renewed(facts):
        return "renewed"
    answer, payment = facts.last_of(Step.ALLEGATION_ANSWER), facts.last_of(Step.PAYMENT)
    if answer and answer.outcome == Outcome.ACCEPTED:
        return "accepted"
    if payment and payment.outcome == Outcome.PAID:
        return "paid"
    return "works_done" if facts.has(Step.WORKS_DONE) else ""


def _is_renewed(facts: LapseFacts) -> bool:
    """Whether the right ends now so late that no file would have been opened on that day."""
    ends = facts.right.expires_on if facts.right else None
    latest = add_months(facts.opened_on, facts.town.reminder_months)
    return facts.cause is Cause.END_OF_TERM and ends is not None and ends > latest


def next_step(facts: LapseFacts) -> NextStep | None:
    """What is to be done next; None where the file has ended."""
    if facts.has(Step.CLOSING, Step.FINAL):
        return None
    if facts.is_declared and not facts.right_is_over:
        return _next_notice(facts) or NextStep(Step.FINAL, "X33", "final", final_from(facts), waits=True)
    if case := reason_to_close(facts):
        return NextStep(Step.CLOSING, "X34", case)
    if works := works_until(facts):
        return NextStep(Step.WORKS_DONE, "R35", "works", works)
    return _next_notice(facts) or _next_hearing(facts)


def _next_notice(facts: LapseFacts) -> NextStep | None:
    """Telling the person, until that is done: two attempts on paper with the roll looked up between, then the BOE."""
    if notified_on(facts.stage):
        return None
    failed = failed_attempts(facts.stage)
    if not failed:
        since = max([facts.opened_on, *(step.on for step in facts.steps if facts.begins_stage(step))])
        return NextStep(Step.NOTICE, "R37", "first", term_end(since, DISPATCH_DAYS, WORKING))
    if roll_is_due(facts.stage) and len(failed) < FEWEST_ATTEMPTS:
        return NextStep(Step.ADDRESS_CHECK, "R38", "roll")
    if len(failed) >= FEWEST_ATTEMPTS:
        return NextStep(Step.ANNOUNCEMENT, "R37", "announcement")
    return _second_attempt(failed[-1])


def _second_attempt(first: StepFacts) -> NextStep:
    if first.outcome != Outcome.ABSENT or first.at is None:
        return NextStep(Step.NOTICE, "R37", "second")
    side = "second_after_15" if first.at < NOON_OF_THE_POST else "second_before_15"
    return NextStep(Step.NOTICE, "R57", side, first.on + SECOND_ATTEMPT_DAYS)


def roll_is_due(steps: tuple[StepFacts, ...]) -> bool:
    """Whether the last attempt came back for its address and nobody has looked at the residents' roll since (R38)."""
    kinds = [step for step in steps if step.kind in (Step.NOTICE, Step.ADDRESS_CHECK)]
    return bool(kinds) and kinds[-1].kind is Step.NOTICE and kinds[-1].outcome in RETURNED


def _next_hearing(facts: LapseFacts) -> NextStep:
    heard, paid = allegations_until(facts), payment_until(facts)
    if unanswered(facts):
        return NextStep(Step.ALLEGATION_ANSWER, "R33", "answer")
    if heard and facts.today <= heard:
        return NextStep(Step.DECLARATION, "R33", "hearing", heard, waits=True)
    if paid and facts.today <= paid:
        return NextStep(Step.DECLARATION, "R34", "payment", paid, waits=True)
    if not facts.has(Step.PHOTOGRAPH):
        return NextStep(Step.PHOTOGRAPH, "R39", "photograph")
    ends = facts.right.expires_on if facts.right else None
    if facts.cause is Cause.END_OF_TERM and ends and facts.today <= ends:
        return NextStep(Step.DECLARATION, "X34", "term", ends, waits=True)
    return NextStep(Step.DECLARATION, "X34", "declare")
