"""Rules of what is done on a title without ending the right (Annex C, R24, R26), X23 to X26."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from cementiris.registry.rules.facts import RightFacts
from cementiris.registry.rules.findings import Finding, holds, judge, stop, warn


@dataclass(frozen=True, kw_only=True)
class BeneficiaryFacts:
    """Who is to follow the holder is about to be named, changed or struck off.

    `former` is who stands there now ("" nobody); `holder_lives` whether a holder is left who can name anybody;
    `last_named_on` the day of the last designation (None: there was none, or nobody knows its day).
    """

    today: date
    on: date
    right: RightFacts
    former: str = ""
    named: str = ""
    substitute_named: bool = False
    unchanged: bool = False
    last_named_on: date | None = None
    holder_lives: bool = True
    dead_beneficiary: str = ""
    named_twice: str = ""
    registered_name: str = ""


@dataclass(frozen=True, kw_only=True)
class NameChangeFacts:
    """A holder is about to be written with another name: the same person, or the same institution."""

    today: date
    on: date
    right: RightFacts
    former: str = ""
    new_name: str = ""
    holder_is_dead: bool = False


@dataclass(frozen=True, kw_only=True)
class DuplicateFacts:
    """A holder asks for another copy of the title; `asked_by_owner` whether it is one of the holders who asks."""

    today: date
    on: date
    right: RightFacts
    asked_by_owner: bool = True


@dataclass(frozen=True, kw_only=True)
class FeesFacts:
    """The conservation fee is about to be noted as paid through a year; None where none is typed."""

    today: date
    on: date
    right: RightFacts
    through: int | None = None


class Dated(Protocol):
    """Any act on a title."""

    @property
    def today(self) -> date:
        """The day of registering."""

    @property
    def on(self) -> date:
        """The day of the act."""

    @property
    def right(self) -> RightFacts:
        """The right."""


def r24_the_last_beneficiary_counts(facts: BeneficiaryFacts) -> Finding:
    """R24. Beneficiary and substitute are changed any number of times, by a living holder; the last ones count.

    Source: [S43] [S64]
    """
    if not facts.holder_lives:
        return stop("R24", "dead")
    if facts.last_named_on and facts.on < facts.last_named_on:
        return stop("R24", "later", last=facts.last_named_on)
    if facts.unchanged:
        return stop("R24", "same")
    if facts.substitute_named and not facts.named:
        return stop("R24", "substitute_alone")
    return _named(facts)


def _named(facts: BeneficiaryFacts) -> Finding:
    if not facts.named:
        return holds("R24", "none_left", former=facts.former)
    if facts.former and facts.former != facts.named:
        return holds("R24", former=facts.former)
    return holds("R24", "first")


def r26_the_right_is_in_force(facts: DuplicateFacts) -> Finding:
    """R26. A duplicate of the title is issued only for a right in force.

    Source: [S48]
    """
    right, on = facts.right, facts.on
    if right.has_expired(on):
        assert right.expires_on is not None
        return stop("R26", expires_on=right.expires_on)
    if not right.is_in_force(on):
        return stop("R26", "not_begun")
    return stop("R26", "disputed") if right.disputed else holds("R26")


def x16_the_change_has_come(facts: Dated) -> Finding | None:
    """X16. A change on a title is recorded on its day or later, never ahead of it, nor before the right began.

    Source: decision of the project: the register says what has happened.
    """
    if facts.on > facts.today:
        return stop("X16", on=facts.on, possible_on=facts.on)
    begun = facts.right.granted_from
    return stop("X16", "before", begun=begun) if begun and facts.on < begun else None


def x18_the_beneficiary_number_is_theirs(facts: BeneficiaryFacts) -> Finding | None:
    """X18. An identity number that the register knows under another name asks how that comes.

    Source: decision of the project: a slip in one figure must not name somebody else.
    """
    return warn("X18", name=facts.registered_name) if facts.registered_name else None


def x23_who_follows_is_alive_and_another(facts: BeneficiaryFacts) -> Finding | None:
    """X23. On a title each person stands once, and who is named to follow the holder is alive.

    Source: decision of the project: plain sense.
    """
    if facts.named_twice:
        return stop("X23", person=facts.named_twice)
    return stop("X23", "dead", person=facts.dead_beneficiary) if facts.dead_beneficiary else None


def x24_the_new_name_is_another(facts: NameChangeFacts) -> Finding | None:
    """X24. A change of name gives a holder who lives a name other than the former; another person is a transfer.

    Source: [S48]; decision of the project: another holder comes by a transfer and its rules.
    """
    if not facts.former:
        return stop("X24", "nobody")
    if facts.holder_is_dead:
        return stop("X24", "dead", former=facts.former)
    if not facts.new_name:
        return stop("X24", "blank")
    if facts.new_name == facts.former:
        return stop("X24", "same", former=facts.former)
    return holds("X24", former=facts.former)


def x25_a_holder_asks(facts: DuplicateFacts) -> Finding:
    """X25. Any of the holders may ask for a duplicate of the title, and nobody else.

    Source: [S48]
    """
    return holds("X25") if facts.asked_by_owner else stop("X25")


def x26_the_year_can_be_paid(facts: FeesFacts) -> Finding | None:
    """X26. The conservation fee is noted as paid through a year of the right, this one at the latest.

    A year before the one already noted is a correction and asks for its reason.
    Source: decision of the project: plain sense.
    """
    year, noted, begun = facts.through, facts.right.fees_paid_through, facts.right.granted_from
    if year is None:
        return stop("X26", "missing")
    if year > facts.today.year:
        return stop("X26", year=str(year), latest=str(facts.today.year))
    if begun and year < begun.year:
        return stop("X26", "before", year=str(year), begun=begun)
    if noted is None or year > noted:
        return holds("X26", year=str(year))
    return stop("X26", "same", year=str(year)) if year == noted else warn("X26", "less", noted=str(noted))


BENEFICIARY_RULES = (
    r24_the_last_beneficiary_counts,
    x16_the_change_has_come,
    x18_the_beneficiary_number_is_theirs,
    x23_who_follows_is_alive_and_another,
)
NAME_CHANGE_RULES = (x24_the_new_name_is_another, x16_the_change_has_come)
DUPLICATE_RULES = (r26_the_right_is_in_force, x25_a_holder_asks, x16_the_change_has_come)
FEES_RULES = (x26_the_year_can_be_paid, x16_the_change_has_come)


def check_beneficiary(facts: BeneficiaryFacts) -> tuple[Finding, ...]:
    """Everything that the rules of naming a beneficiary find, met or not."""
    return judge(BENEFICIARY_RULES, facts)


def check_name_change(facts: NameChangeFacts) -> tuple[Finding, ...]:
    """Everything that the rules of a change of name find, met or not."""
    return judge(NAME_CHANGE_RULES, facts)


def check_duplicate(facts: DuplicateFacts) -> tuple[Finding, ...]:
    """Everything that the rules of a duplicate find, met or not."""
    return judge(DUPLICATE_RULES, facts)


def check_fees(facts: FeesFacts) -> tuple[Finding, ...]:
    """Everything that the rules of noting a paid fee find, met or not."""
    return judge(FEES_RULES, facts)
