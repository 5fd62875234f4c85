"""Rules of applications: when a decision is due, and what silence means (R25, X58)."""

from dataclasses import dataclass, field
from datetime import date

from cementiris.registry.rules.calendar import add_months
from cementiris.registry.rules.facts import TownChoices
from cementiris.registry.rules.findings import Finding, holds, judge, stop, warn


@dataclass(frozen=True, kw_only=True)
class ApplicationFacts:
    """A request as it came in at the registry."""

    today: date
    entered_on: date | None
    applicant: str = ""
    town: TownChoices = field(default_factory=TownChoices)


@dataclass(frozen=True, kw_only=True)
class DecisionFacts:
    """A request is about to be refused or withdrawn; `decided_on` is that day, `previous` how it ended before."""

    today: date
    entered_on: date
    decided_on: date | None
    previous: str = ""


def decision_due_on(entered_on: date, town: TownChoices) -> date:
    """The last day on which a decision comes in time (R25)."""
    return add_months(entered_on, town.decision_months)


def is_refused_by_silence(*, decision: str, due_on: date, on: date) -> bool:
    """Whether nobody has decided in time; computed, never written (R25)."""
    return not decision and on > due_on


def r25_the_decision_has_its_term(facts: ApplicationFacts) -> Finding | None:
    """R25. Decisions are due 3 months after entry; after that the file shows "refused by silence".

    The town's ordinance of the day of entry tells the months; a later decision is still possible. Source: [S48] [S61]
    """
    if facts.entered_on is None:
        return None
    due = decision_due_on(facts.entered_on, facts.town)
    return warn("R25", due=due) if facts.today > due else holds("R25", due=due)


def x58_an_application_has_come(facts: ApplicationFacts) -> Finding | None:
    """X58. An application names who asks and the day it came in, which is not ahead; it is decided once, after that.

    Source: decision of the project: plain sense.
    """
    if not facts.applicant:
        return stop("X58", "nobody")
    if facts.entered_on is None:
        return stop("X58", "missing")
    return stop("X58", on=facts.entered_on) if facts.entered_on > facts.today else None


def x58_a_decision_comes_once(facts: DecisionFacts) -> Finding | None:
    """X58. An application names who asks and the day it came in, which is not ahead; it is decided once, after that.

    Source: decision of the project: plain sense.
    """
    if facts.previous:
        return stop("X58", "decided")
    if facts.decided_on is None:
        return stop("X58", "undated")
    if facts.decided_on < facts.entered_on:
        return stop("X58", "early", on=facts.entered_on)
    return stop("X58", on=facts.decided_on) if facts.decided_on > facts.today else None


def check_application(facts: ApplicationFacts) -> tuple[Finding, ...]:
    """Everything that the rules of an application find, met or not."""
    return judge((r25_the_decision_has_its_term, x58_an_application_has_come), facts)


def check_decision(facts: DecisionFacts) -> tuple[Finding, ...]:
    """Everything that the rules of a decision find, met or not."""
    return judge((x58_a_decision_comes_once,), facts)
