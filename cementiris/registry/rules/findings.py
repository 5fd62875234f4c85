"""What a rule answers: it is broken, or it holds; a rule that does not apply answers nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

Facts = TypeVar("Facts")
Parameter = str | int | date | datetime


class Severity(StrEnum):
    """How much a broken rule weighs: a stop cannot be overruled, a warning can, with a typed reason."""

    STOP = "stop"
    WARN = "warn"


@dataclass(frozen=True)
class Breach:
    """A rule that is not met. `parameters` fill its sentence; `variant` picks the sentence where a rule has several."""

    code: str
    severity: Severity = Severity.STOP
    variant: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    @property
    def is_stop(self) -> bool:
        """Whether nothing may be registered while this lasts."""
        return self.severity is Severity.STOP

    @property
    def possible_on(self) -> date | None:
        """The first day (or instant) on which the same act would be allowed, where the rule knows it."""
        day = self.parameters.get("possible_on")
        return day if isinstance(day, date) else None


@dataclass(frozen=True)
class Holds:
    """A rule that is met, said so that the clerk sees what was looked at."""

    code: str
    variant: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


Finding = Breach | Holds


def stop(code: str, variant: str = "", **parameters: Parameter) -> Breach:
    """A breach that stops the act."""
    return Breach(code, Severity.STOP, variant, parameters)


def warn(code: str, variant: str = "", **parameters: Parameter) -> Breach:
    """A breach that asks for a reason."""
    return Breach(code, Severity.WARN, variant, parameters)


def holds(code: str, variant: str = "", **parameters: Parameter) -> Holds:
    """The rule is met."""
    return Holds(code, variant, parameters)


def judge(rules: Iterable[Callable[[Facts], Finding | None]], facts: Facts) -> tuple[Finding, ...]:
    """Every rule's answer to the same facts, never only the first."""
    answers = (rule(facts) for rule in rules)
    return tuple(answer for answer in answers if answer is not None)


def breaches(findings: Iterable[Finding]) -> tuple[Breach, ...]:
    """What is not met, stops before warnings."""
    broken = [finding for finding in findings if isinstance(finding, Breach)]
    return tuple(sorted(broken, key=lambda breach: not breach.is_stop))
