"""Rules of opening the caducity file of a right (Annex C, R32)."""

from datetime import date

from cementiris.registry.rules.calendar import add_months
from cementiris.registry.rules.findings import Finding, holds, judge, stop, warn
from cementiris.registry.rules.lapse_facts import Cause, OpenLapseFacts

LAST_YEAR = 9999
REPORTED = frozenset({Cause.RUIN, Cause.INSTALMENTS})
"""Causes that the register does not know of itself: a report says what was found."""


def r32_the_fees_are_long_unpaid(facts: OpenLapseFacts) -> Finding | None:
    """R32. An abandonment file may open after 20 consecutive years without the conservation fee, or the town's years.

    Whole years count, up to the last one that has ended.
    Source: [S76]
    """
    if facts.cause is not Cause.ABANDONMENT or facts.right is None:
        return None
    years, paid = facts.town.abandonment_years, facts.right.fees_paid_through
    if paid is None:
        return warn("R32", "unknown", years=years)
    unpaid = facts.on.year - 1 - paid
    if unpaid < years:
        return stop("R32", years=years, unpaid=max(unpaid, 0), possible_on=date(min(paid + years + 1, LAST_YEAR), 1, 1))
    return holds("R32", years=years, unpaid=unpaid)


def x30_one_file_per_right(facts: OpenLapseFacts) -> Finding | None:
    """X30. A right has one caducity file under way at a time; the database refuses a second one as well.

    Source: decision of the project: plain sense.
    """
    return stop("X30") if facts.has_open_file else None


def x34_the_cause_is_there(facts: OpenLapseFacts) -> Finding | None:
    """X34. A file is opened for a cause that the register or a report shows, and each step has its turn.

    Source: [S76] for the causes; [S55]: at the end of a term it opens some months before.
    """
    right = facts.right
    if right is None:
        return stop("X34", "no_right")
    if facts.cause is None:
        return stop("X34", "no_cause")
    if right.disputed:
        return stop("X34", "disputed")
    if facts.cause in REPORTED:
        return holds("X34", "report") if facts.is_reported else stop("X34", "report")
    return _end_of_term(facts, right.expires_on) if facts.cause is Cause.END_OF_TERM else None


def _end_of_term(facts: OpenLapseFacts, expires_on: date | None) -> Finding:
    if expires_on is None:
        return warn("X34", "no_end")
    opens = add_months(expires_on, -facts.town.reminder_months)
    if facts.on < opens:
        return stop("X34", "running", expires_on=expires_on, possible_on=opens)
    if facts.on > expires_on:
        return holds("X34", "expired", expires_on=expires_on)
    return holds("X34", "ending", expires_on=expires_on)


def x16_the_opening_has_come(facts: OpenLapseFacts) -> Finding | None:
    """X16. A grant or renewal has a date and is recorded on that day or later, never ahead of it.

    Source: decision of the project: the register says what has happened.
    """
    return stop("X16", on=facts.on, possible_on=facts.on) if facts.on > facts.today else None


OPENING_RULES = (
    x34_the_cause_is_there,
    x30_one_file_per_right,
    r32_the_fees_are_long_unpaid,
    x16_the_opening_has_come,
)


def check_opening(facts: OpenLapseFacts) -> tuple[Finding, ...]:
    """Everything that the rules of opening a file find, met or not."""
    return judge(OPENING_RULES, facts)
