"""What the rules of caducity look at: the file, what has been done in it, and what is about to be done."""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from cementiris.registry.rules.facts import RightFacts, TownChoices


class Cause(StrEnum):
    """Why a right may be declared lapsed; the values of models.LapseCause."""

    END_OF_TERM = "end_of_term"
    ABANDONMENT = "abandonment"
    RUIN = "ruin"
    INSTALMENTS = "instalments"


class Step(StrEnum):
    """What is done in a file; the values of models.LapseStepKind."""

    REPORT = "report"
    NOTICE = "notice"
    ELECTRONIC_NOTICE = "electronic_notice"
    ADDRESS_CHECK = "address_check"
    ANNOUNCEMENT = "announcement"
    ALLEGATION = "allegation"
    ALLEGATION_ANSWER = "allegation_answer"
    PAYMENT = "payment"
    WORKS_TERM = "works_term"
    WORKS_DONE = "works_done"
    PHOTOGRAPH = "photograph"
    DECLARATION = "declaration"
    FINAL = "final"
    CLOSING = "closing"


class Outcome(StrEnum):
    """What came of a step."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    ABSENT = "absent"
    WRONG_ADDRESS = "wrong_address"
    UNKNOWN_PERSON = "unknown_person"
    DEAD_PERSON = "dead_person"
    OPENED = "opened"
    REJECTED = "rejected"
    NOT_OPENED = "not_opened"
    SAME_ADDRESS = "same_address"
    OTHER_ADDRESS = "other_address"
    NOT_FOUND = "not_found"
    ACCEPTED = "accepted"
    PAID = "paid"
    DEFERRED = "deferred"
    RENEWED = "renewed"
    TRANSFERRED = "transferred"
    WORKS_DONE = "works_done"
    OTHER = "other"


DEBTS = frozenset({Cause.ABANDONMENT, Cause.INSTALMENTS})
"""Causes that end when somebody pays."""
RETURNED = frozenset({Outcome.WRONG_ADDRESS, Outcome.UNKNOWN_PERSON})
"""Letters that came back for their address."""
FAILED = RETURNED | {Outcome.ABSENT, Outcome.DEAD_PERSON}
SERVED = frozenset({Outcome.DELIVERED, Outcome.REFUSED, Outcome.OPENED, Outcome.REJECTED, Outcome.NOT_OPENED})
"""Outcomes after which the person counts as told (Llei 39/2015 arts. 41.5, 42 and 43.2)."""


@dataclass(frozen=True, kw_only=True)
class StepFacts:
    """One step: its day, its hour where it counts, what came of it, until when it leaves time."""

    kind: Step
    on: date
    at: time | None = None
    outcome: str = ""
    due_on: date | None = None
    has_file: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenLapseFacts:
    """A caducity file is about to be opened; `is_reported` says that the report on which it rests was typed."""

    today: date
    on: date
    cause: Cause | None = None
    right: RightFacts | None = None
    town: TownChoices = field(default_factory=TownChoices)
    has_open_file: bool = False
    is_reported: bool = False


@dataclass(frozen=True, kw_only=True)
class LapseFacts:
    """A file with the steps done, in their order, and the step about to be recorded (None: only looked at).

    `right_is_over` says that another act has ended the right meanwhile.
    """

    today: date
    cause: Cause
    opened_on: date
    right: RightFacts | None = None
    right_is_over: bool = False
    town: TownChoices = field(default_factory=TownChoices)
    steps: tuple[StepFacts, ...] = ()
    step: StepFacts | None = None

    def all_of(self, kind: Step) -> list[StepFacts]:
        """The steps of one kind."""
        return [step for step in self.steps if step.kind is kind]

    def last_of(self, kind: Step) -> StepFacts | None:
        """The last step of one kind."""
        found = self.all_of(kind)
        return found[-1] if found else None

    def has(self, *kinds: Step) -> bool:
        """Whether a step of any of the kinds has been done."""
        return any(step.kind in kinds for step in self.steps)

    @property
    def is_declared(self) -> bool:
        """Whether the declaration has been made: what follows notifies it."""
        return self.has(Step.DECLARATION)

    @property
    def stage(self) -> tuple[StepFacts, ...]:
        """The steps since what has to be notified now: the declaration, the answer to a debtor, or the opening."""
        begun = [index for index, step in enumerate(self.steps) if self.begins_stage(step)]
        return self.steps[begun[-1] + 1 :] if begun else self.steps

    def begins_stage(self, step: StepFacts) -> bool:
        """Whether a term runs only once the step itself has been notified."""
        if step.kind is Step.ALLEGATION_ANSWER:
            return self.cause in DEBTS and step.outcome == Outcome.REJECTED
        return step.kind is Step.DECLARATION


@dataclass(frozen=True, kw_only=True)
class ClearanceFacts:
    """A unit is about to be emptied by the town. `right` is the one that nobody has ended.

    `lapsed_on` is the day on which a declared caducity became final; `photographed_on` that of the last photograph
    since its file was opened; `has_open_file` says that a file still runs; `has_lapsed` that the last right lapsed.
    """

    on: date
    right: RightFacts | None = None
    has_open_file: bool = False
    has_lapsed: bool = False
    lapsed_on: date | None = None
    photographed_on: date | None = None
