"""Rules of applications: when a decision is due and what silence means; pure facts, no database."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cementiris.registry.rules.applications import (
    ApplicationFacts,
    DecisionFacts,
    check_application,
    check_decision,
    decision_due_on,
    is_refused_by_silence,
)
from cementiris.registry.rules.facts import TownChoices
from cementiris.registry.rules.findings import breaches

TODAY = date(2026, 11, 23)
ENTERED = date(2026, 11, 30)
APPLICATION = ApplicationFacts(today=TODAY, entered_on=date(2026, 11, 2), applicant="Laia Comas i Serra")
DECISION = DecisionFacts(today=TODAY, entered_on=date(2026, 11, 2), decided_on=TODAY)


@pytest.mark.parametrize(("months", "due"), [(3, date(2027, 2, 28)), (1, date(2026, 12, 30)), (6, date(2027, 5, 30))])
def test_r25_a_decision_is_due_months_after_entry(months: int, due: date) -> None:
    assert decision_due_on(ENTERED, TownChoices(decision_months=months)) == due


def test_r25_silence_refuses_from_the_day_after() -> None:
    due = date(2027, 2, 28)
    assert not is_refused_by_silence(decision="", due_on=due, on=due)
    assert is_refused_by_silence(decision="", due_on=due, on=date(2027, 3, 1))
    assert not is_refused_by_silence(decision="granted", due_on=due, on=date(2028, 1, 1))


def test_r25_an_application_written_down_late_says_so() -> None:
    assert breaches(check_application(APPLICATION)) == ()
    late = breaches(check_application(replace(APPLICATION, entered_on=date(2026, 8, 22))))
    assert [(breach.code, breach.is_stop) for breach in late] == [("R25", False)]


@pytest.mark.parametrize(
    ("changes", "variant"),
    [({"applicant": ""}, "nobody"), ({"entered_on": None}, "missing"), ({"entered_on": date(2026, 11, 24)}, "")],
)
def test_x58_an_application_has_come(changes: dict[str, Any], variant: str) -> None:
    found = breaches(check_application(replace(APPLICATION, **changes)))
    assert [(breach.code, breach.variant) for breach in found] == [("X58", variant)]


@pytest.mark.parametrize(
    ("changes", "variant"),
    [
        ({"previous": "refused"}, "decided"),
        ({"decided_on": None}, "undated"),
        ({"decided_on": date(2026, 11, 1)}, "early"),
        ({"decided_on": date(2026, 11, 24)}, ""),
    ],
)
def test_x58_a_decision_comes_once_and_after_the_entry(changes: dict[str, Any], variant: str) -> None:
    assert [breach.variant for breach in breaches(check_decision(replace(DECISION, **changes)))] == [variant]
    assert breaches(check_decision(DECISION)) == ()
