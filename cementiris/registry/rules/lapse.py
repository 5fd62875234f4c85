"""Rules of the caducity of a right (Annex C, R33 to R39, R57 to R59): each step of its file, and what follows it."""

from datetime import date, datetime, timedelta

from cementiris.registry.rules.calendar import ONE_DAY, add_months
from cementiris.registry.rules.findings import Finding, holds, judge, stop, warn
from cementiris.registry.rules.lapse_facts import (
    DEBTS,
    RETURNED,
    Cause,
    ClearanceFacts,
    LapseFacts,
    Outcome,
    Step,
    StepFacts,
)
from cementiris.registry.rules.lapse_terms import (
    ELECTRONIC_DAYS,
    FEWEST_ATTEMPTS,
    NOON_OF_THE_POST,
    SECOND_ATTEMPT_DAYS,
    allegations_until,
    failed_attempts,
    final_from,
    notified_on,
    payment_until,
    reason_to_close,
    roll_is_due,
    unanswered,
    works_until,
)

APART = timedelta(hours=3)
"""Two attempts at a home lie at least so far apart: Llei 39/2015 art. 42.2 [S111]."""


def r33_the_hearing_is_over(facts: LapseFacts) -> Finding | None:
    """R33. Nothing is declared before the town's term to be heard has ended: 30 days, 15 or 20 working ones.

    Ten days are the least that a town may choose (Llei 39/2015 art. 82.2).
    Source: [S78] [S34] [S77]
    """
    step, until = facts.step, allegations_until(facts)
    if step is None or until is None:
        return None
    if step.kind is Step.ALLEGATION and step.on > until:
        return warn("R33", "late", until=until)
    if step.kind is not Step.DECLARATION:
        return None
    return holds("R33", until=until) if step.on > until else stop("R33", until=until, possible_on=until + ONE_DAY)


def r34_the_debtor_has_time_to_pay(facts: LapseFacts) -> Finding | None:
    """R34. Once the hearing is over, or what was alleged is rejected, the debtor has 15 days to pay or ask deferral.

    Source: [S104]
    """
    step, until = facts.step, payment_until(facts)
    if step is None or step.kind is not Step.DECLARATION or until is None or facts.has(Step.PAYMENT):
        return None
    return holds("R34", until=until) if step.on > until else stop("R34", until=until, possible_on=until + ONE_DAY)


def r35_works_suspend_the_file(facts: LapseFacts) -> Finding | None:
    """R35. In a ruin, a term of up to 6 months for works suspends the file.

    Source: [S78]
    """
    step = facts.step
    if step is None:
        return None
    if step.kind is Step.WORKS_TERM:
        return _works_term(facts, step)
    until = works_until(facts)
    if step.kind is Step.DECLARATION and until and step.on <= until:
        return stop("R35", "running", until=until, possible_on=until + ONE_DAY)
    return None


def _works_term(facts: LapseFacts, step: StepFacts) -> Finding:
    months = facts.town.ruin_works_months
    latest = add_months(step.on, months)
    if step.due_on is None or step.due_on <= step.on:
        return stop("R35", "term", latest=latest)
    return stop("R35", months=months, latest=latest) if step.due_on > latest else holds("R35", until=step.due_on)


def r36_remains_wait_for_the_final_decision(facts: ClearanceFacts) -> Finding | None:
    """R36. Remains are not moved by the town before the caducity is final; the waits of R42 and R43 hold besides.

    Source: [S76] [S84]
    """
    right = facts.right
    if facts.has_open_file:
        return stop("R36", "open")
    if right is not None:
        ended = right.expires_on
        return stop("R36", "expired", expires_on=ended) if ended and facts.on > ended else None
    if not facts.has_lapsed:
        return None
    if facts.lapsed_on is None:
        return stop("R36", "open")
    day = facts.lapsed_on
    return holds("R36", lapsed_on=day) if day <= facts.on else stop("R36", possible_on=day)


def r37_the_person_was_told(facts: LapseFacts) -> Finding | None:
    """R37. A file needs two attempts on paper or an electronic notice or rejection, and where they fail, the BOE.

    A notice that was taken or refused ends the attempts. Announced with fewer attempts, it asks for the reason: nobody
    knows the person or the address (Llei 39/2015 art. 44).
    Source: [S111]
    """
    step = facts.step
    if step is None or step.kind not in (Step.ANNOUNCEMENT, Step.DECLARATION, Step.FINAL):
        return None
    told, failed = notified_on(facts.stage), len(failed_attempts(facts.stage))
    if step.kind is Step.ANNOUNCEMENT:
        return _announced(failed)
    if told is None:
        return stop("R37", "boe" if failed >= FEWEST_ATTEMPTS else "", attempts=failed)
    return holds("R37", told=told)


def _announced(failed: int) -> Finding:
    return holds("R37", "attempts") if failed >= FEWEST_ATTEMPTS else warn("R37", "few", attempts=failed)


def r38_a_returned_letter_asks_the_roll(facts: LapseFacts) -> Finding | None:
    """R38. After a letter returned for its address the residents' roll is looked up before the second attempt.

    Source: [S106] [S78]
    """
    step = facts.step
    if step is None or step.kind is not Step.NOTICE:
        return None
    if roll_is_due(facts.stage):
        return stop("R38")
    return holds("R38") if any(done.outcome in RETURNED for done in facts.stage) else None


def r39_the_photograph_is_kept(facts: LapseFacts) -> Finding | None:
    """R39. A dated photograph is required before a unit is emptied.

    Source: [S106]
    """
    step = facts.step
    if step is None or step.kind is not Step.PHOTOGRAPH:
        return None
    return holds("R39") if step.has_file else stop("R39", "file")


def r39_a_lapsed_unit_was_photographed(facts: ClearanceFacts) -> Finding | None:
    """R39. A dated photograph is required before a unit is emptied.

    Source: [S106]
    """
    if not (facts.has_lapsed or facts.has_open_file):
        return None
    return holds("R39", "on", photographed_on=facts.photographed_on) if facts.photographed_on else stop("R39")


def r57_the_second_attempt_is_another_hour(facts: LapseFacts) -> Finding | None:
    """R57. Nobody at home: a second attempt within 3 days, on the other side of 15:00 and at least 3 hours apart.

    Source: [S111]
    """
    step = facts.step
    if step is None or step.kind is not Step.NOTICE:
        return None
    if step.outcome == Outcome.ABSENT and step.at is None:
        return stop("R57", "hour")
    before = failed_attempts(facts.stage)
    if len(before) != 1 or before[0].outcome != Outcome.ABSENT or before[0].at is None:
        return None
    return _compare_attempts(before[0], step)


def _compare_attempts(first: StepFacts, second: StepFacts) -> Finding:
    latest = first.on + SECOND_ATTEMPT_DAYS
    if second.on > latest:
        return warn("R57", "late", latest=latest)
    if first.at is None or second.at is None:
        return stop("R57", "hour")
    same_side = (first.at < NOON_OF_THE_POST) == (second.at < NOON_OF_THE_POST)
    apart = datetime.combine(second.on, second.at) - datetime.combine(first.on, first.at)
    return warn("R57", first=f"{first.at:%H.%M}") if same_side or apart < APART else holds("R57")


def r58_an_unopened_notice_waits(facts: LapseFacts) -> Finding | None:
    """R58. An electronic notice that nobody opens is rejected after 10 natural days, not before.

    Source: [S111]
    """
    step = facts.step
    if step is None or step.kind is not Step.ELECTRONIC_NOTICE or step.outcome != Outcome.NOT_OPENED:
        return None
    rejected = step.on + ELECTRONIC_DAYS
    return holds("R58", rejected=rejected) if facts.today > rejected else stop("R58", possible_on=rejected + ONE_DAY)


def r59_who_was_told_is_not_announced(facts: LapseFacts) -> Finding | None:
    """R59. An electronic notice that was rejected does not go to the BOE; nor does any other that was taken.

    Source: [S112]
    """
    step = facts.step
    if step is None or step.kind is not Step.ANNOUNCEMENT:
        return None
    told = notified_on(facts.stage)
    return stop("R59", told=told) if told else None


def x33_the_decision_is_final(facts: LapseFacts) -> Finding | None:
    """X33. A declaration is final when the two months to go to court have passed since its notice, without August.

    Source: Llei 29/1998 arts. 46.1 and 128.2; [S54]
    """
    step, since = facts.step, final_from(facts)
    if step is None or step.kind is not Step.FINAL or since is None:
        return None
    return holds("X33", since=since) if step.on >= since else stop("X33", possible_on=since)


def x34_the_step_has_its_turn(facts: LapseFacts) -> Finding | None:
    """X34. A file is opened for a cause that the register or a report shows, and each step has its turn.

    Source: the order of [S55] and [S78].
    """
    step = facts.step
    if step is None:
        return None
    if facts.has(Step.CLOSING, Step.FINAL):
        return stop("X34", "ended")
    since = _not_before(facts, step)
    if step.on < since:
        return stop("X34", "before", since=since)
    case = _out_of_turn(facts, step)
    return stop("X34", case) if case else None


def _not_before(facts: LapseFacts, step: StepFacts) -> date:
    """Nothing is older than the file, nor than its declaration; what ends the file is no older than anything in it."""
    is_end = step.kind in (Step.DECLARATION, Step.FINAL, Step.CLOSING)
    return max([facts.opened_on, *(done.on for done in facts.steps if is_end or done.kind is Step.DECLARATION)])


AFTER_DECLARATION = frozenset(
    {Step.NOTICE, Step.ELECTRONIC_NOTICE, Step.ADDRESS_CHECK, Step.ANNOUNCEMENT, Step.PHOTOGRAPH, Step.REPORT}
)


def may_be_done(facts: LapseFacts, kind: Step) -> bool:
    """Whether a step of the kind has its turn, whatever its day and outcome."""
    return not facts.has(Step.CLOSING, Step.FINAL) and not _wrong_stage(facts, kind)


def _out_of_turn(facts: LapseFacts, step: StepFacts) -> str:
    if case := _wrong_stage(facts, step.kind):
        return case
    if step.kind is Step.CLOSING and step.outcome == Outcome.OTHER and not step.note.strip():
        return "why"
    return _undeclarable(facts, step) if step.kind is Step.DECLARATION else ""


def _wrong_stage(facts: LapseFacts, kind: Step) -> str:
    if facts.right_is_over:
        return "" if kind is Step.CLOSING else "over"
    if facts.is_declared:
        return "" if kind in AFTER_DECLARATION | {Step.FINAL} else "declared"
    if kind is Step.FINAL:
        return "not_declared"
    if kind is Step.ALLEGATION_ANSWER and not unanswered(facts):
        return "nothing_alleged"
    return _wrong_cause(facts, kind)


def _wrong_cause(facts: LapseFacts, kind: Step) -> str:
    if kind is Step.PAYMENT and facts.cause not in DEBTS:
        return "no_debt"
    if kind is Step.WORKS_TERM and facts.cause is not Cause.RUIN:
        return "no_ruin"
    return "no_works" if kind is Step.WORKS_DONE and not facts.has(Step.WORKS_TERM) else ""


def _undeclarable(facts: LapseFacts, step: StepFacts) -> str:
    if case := reason_to_close(facts):
        return case
    if unanswered(facts):
        return "unanswered"
    ends = facts.right.expires_on if facts.right else None
    return "term" if facts.cause is Cause.END_OF_TERM and ends and step.on <= ends else ""


def x34_a_deferred_debt_is_thought_over(facts: LapseFacts) -> Finding | None:
    """X34. A file is opened for a cause that the register or a report shows, and each step has its turn.

    Source: [S104]: who has asked for deferral in time is not declared without saying why.
    """
    payment = facts.last_of(Step.PAYMENT)
    deferred = payment is not None and payment.outcome == Outcome.DEFERRED
    return warn("X34", "deferred") if deferred and facts.step and facts.step.kind is Step.DECLARATION else None


def x16_the_step_has_come(facts: LapseFacts) -> Finding | None:
    """X16. A grant or renewal has a date and is recorded on that day or later, never ahead of it.

    Source: decision of the project: the register says what has happened.
    """
    step = facts.step
    return stop("X16", on=step.on, possible_on=step.on) if step and step.on > facts.today else None


STEP_RULES = (
    x34_the_step_has_its_turn,
    x16_the_step_has_come,
    r33_the_hearing_is_over,
    r34_the_debtor_has_time_to_pay,
    r35_works_suspend_the_file,
    r37_the_person_was_told,
    r38_a_returned_letter_asks_the_roll,
    r39_the_photograph_is_kept,
    r57_the_second_attempt_is_another_hour,
    r58_an_unopened_notice_waits,
    r59_who_was_told_is_not_announced,
    x33_the_decision_is_final,
    x34_a_deferred_debt_is_thought_over,
)
CLEARANCE_RULES = (r36_remains_wait_for_the_final_decision, r39_a_lapsed_unit_was_photographed)


def check_step(facts: LapseFacts) -> tuple[Finding, ...]:
    """Everything that the rules of a step find, met or not."""
    return judge(STEP_RULES, facts)


def check_emptying(facts: ClearanceFacts) -> tuple[Finding, ...]:
    """What R36 and R39 say of emptying a unit, met or not."""
    return judge(CLEARANCE_RULES, facts)
