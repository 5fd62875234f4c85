"""What an act costs by a tariff (R64, R65): pure functions over its lines. No Django, no clock, no town.

The most specific line wins. Two lines that are equally specific and both match, or none that does, are told as a gap:
an amount that the tariff does not say is never zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import combinations, pairwise
from typing import Protocol, TypeVar

from cementiris.fees.conditions import Conditions, Question, answers, can_meet, specificity

CENT = Decimal("0.01")
ONE_DAY = timedelta(days=1)
HUNDRED = Decimal(100)

PRICED_AS = {
    "conversion": "grant",
    "duplicate": "title",
    "transfer_inter_vivos": "name_change",
    "transfer_mortis_causa": "name_change",
    "transfer_provisional": "name_change",
}
"""What an act costs in a tariff that has no line of its own for it: a conversion the grant of the longer term (R10),
a duplicate the title, a transfer the change of name [S23] [S97]."""


class Per(StrEnum):
    """What an amount is for."""

    UNIT = "unit"
    SQUARE_METRE = "square_metre"
    YEAR = "year"


@dataclass(frozen=True, kw_only=True)
class Rate:
    """One line of a tariff: an amount in euros for a concept, when its conditions are met. `key` names the line."""

    concept: str
    amount: Decimal
    per: str = Per.UNIT
    when: Conditions = field(default_factory=Conditions)
    label: str = ""
    article: str = ""
    key: int = 0


@dataclass(frozen=True, kw_only=True)
class Adjustment:
    """A surcharge (+) or a reduction (−) in per cent of the base, for some concepts or, when it names none, for all."""

    percent: Decimal
    label: str = ""
    concepts: frozenset[str] = frozenset()
    when: Conditions = field(default_factory=Conditions)
    article: str = ""
    key: int = 0


@dataclass(frozen=True)
class TariffLines:
    """The lines of one tariff, in no particular order."""

    rates: tuple[Rate, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PricedLine:
    """A rate as it applies: the rate, how many times, what is added or taken off, and the amount to the cent."""

    concept: str
    rate: Rate
    quantity: Decimal
    adjustments: tuple[Adjustment, ...]
    amount: Decimal


class Lack(StrEnum):
    """Why a concept has no amount."""

    NONE = "none"
    TWO = "two"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A concept without an amount. `unknown` names what the amount depends on; `options` are the lines in question."""

    lack: Lack
    concept: str
    unknown: tuple[str, ...] = ()
    options: tuple[Rate, ...] = ()


@dataclass(frozen=True)
class Quote:
    """What an act costs; without gaps the total is all there is to pay."""

    lines: tuple[PricedLine, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def total(self) -> Decimal:
        """The sum of the lines that have an amount, in euros."""
        return sum((line.amount for line in self.lines), Decimal("0.00"))

    @property
    def is_complete(self) -> bool:
        """Whether every concept has its amount."""
        return not self.gaps


def to_the_cent(amount: Decimal) -> Decimal:
    """Round half a cent up, as tax offices do."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def quote(tariff: TariffLines, questions: Iterable[Question]) -> Quote:
    """What the questions cost together."""
    answered = [price(tariff, question) for question in questions]
    return Quote(
        tuple(line for line in answered if isinstance(line, PricedLine)),
        tuple(gap for gap in answered if isinstance(gap, Gap)),
    )


def price(tariff: TariffLines, question: Question) -> PricedLine | Gap:
    """What one question costs, or why the tariff does not say."""
    found = choose(tariff.rates, question)
    if isinstance(found, Gap):
        return found
    quantity = _quantity(found, question)
    if quantity is None:
        unknown = "area" if found.per == Per.SQUARE_METRE else "term_years"
        return Gap(lack=Lack.UNKNOWN, concept=question.concept, unknown=(unknown,), options=(found,))
    adjustments, unknown_dimensions = _adjustments(tariff.adjustments, question)
    if unknown_dimensions:
        return Gap(lack=Lack.UNKNOWN, concept=question.concept, unknown=unknown_dimensions, options=(found,))
    amount = r65_with_surcharges(found.amount * quantity, adjustments)
    return PricedLine(
        concept=question.concept, rate=found, quantity=quantity, adjustments=adjustments, amount=amount
    )  # fmt: skip


class InForce(Protocol):
    """Anything with a first and a last day, both included; no last day means that it has not ended."""

    valid_from: date
    valid_until: date | None


Period = TypeVar("Period", bound=InForce)


def r64_in_force(tariffs: Iterable[Period], applied_on: date) -> Period | None:
    """R64. The fee is the rate in force on the application date, for kind, row, construction period, term and kinship.

    Without an application the day of the act counts, or today where the act is still to come.
    Source: [S24] [S35] [S98]
    """
    for tariff in tariffs:
        if tariff.valid_from <= applied_on and (tariff.valid_until is None or applied_on <= tariff.valid_until):
            return tariff
    return None


def days_without(tariffs: Iterable[InForce]) -> list[tuple[date, date]]:
    """The first and last day of each time between two tariffs in which none is in force."""
    ordered = sorted(tariffs, key=lambda tariff: tariff.valid_from)
    return [
        (earlier.valid_until + ONE_DAY, later.valid_from - ONE_DAY)
        for earlier, later in pairwise(ordered)
        if earlier.valid_until is not None and earlier.valid_until + ONE_DAY < later.valid_from
    ]


def r65_with_surcharges(base: Decimal, adjustments: Iterable[Adjustment]) -> Decimal:
    """R65. A surcharge of the tariff, as Castelldefels's 20 per cent for row 1, is counted on the base rate.

    Reductions too; surcharges are not counted on each other, and nothing ever costs less than nothing.
    Source: [S96]
    """
    percent = sum((adjustment.percent for adjustment in adjustments), HUNDRED)
    return to_the_cent(base * max(percent, Decimal(0)) / HUNDRED)


def x63_may_be_rewritten(*, is_used: bool) -> bool:
    """X63. A tariff by which an act has been charged is not rewritten: a new version succeeds it from a day on.

    Source: decision of the project: what was charged stays provable.
    """
    return not is_used


def choose(rates: Iterable[Rate], question: Question) -> Rate | Gap:
    """The most specific line that the case meets; a more specific one that it may meet has to be asked for first."""
    met, maybe = _sort_out(_priced(tuple(rates), question.concept), question)
    best = max((specificity(rate.when) for rate in met), default=(-1, -1))
    asked = {rate: unknown for rate, unknown in maybe.items() if specificity(rate.when) > best}
    winners = [rate for rate in met if specificity(rate.when) == best]
    if asked:
        unknown = tuple(sorted({name for names in asked.values() for name in names}))
        return Gap(lack=Lack.UNKNOWN, concept=question.concept, unknown=unknown, options=_sorted([*asked, *winners]))
    if len(winners) == 1:
        return winners[0]
    lack = Lack.TWO if winners else Lack.NONE
    return Gap(lack=lack, concept=question.concept, options=_sorted(winners))


def _priced(rates: tuple[Rate, ...], concept: str) -> list[Rate]:
    """The lines of the concept; where the tariff has none, those of the concept that it is priced as."""
    own = [rate for rate in rates if rate.concept == concept]
    return own or [rate for rate in rates if rate.concept == PRICED_AS.get(concept)]


def _sort_out(rates: Iterable[Rate], question: Question) -> tuple[list[Rate], dict[Rate, list[str]]]:
    """The lines that the case meets, and those that it may meet with what is not known of it."""
    met: list[Rate] = []
    maybe: dict[Rate, list[str]] = {}
    for rate in rates:
        found = answers(rate.when, question)
        if False in found.values():
            continue
        if unknown := [name for name, answer in found.items() if answer is None]:
            maybe[rate] = unknown
        else:
            met.append(rate)
    return met, maybe


def _sorted(rates: Sequence[Rate]) -> tuple[Rate, ...]:
    return tuple(sorted(rates, key=lambda rate: (rate.amount, rate.article, rate.label, rate.key)))


def _quantity(rate: Rate, question: Question) -> Decimal | None:
    """How many times the amount counts; the yearly fee for one year. None where that is not known."""
    if rate.per == Per.SQUARE_METRE:
        return question.area
    if rate.per == Per.YEAR and question.concept != "conservation":
        return Decimal(question.term_years) if question.term_years else None
    return Decimal(1)


def _adjustments(
    adjustments: Iterable[Adjustment], question: Question
) -> tuple[tuple[Adjustment, ...], tuple[str, ...]]:
    """What is added or taken off, and what is not known that would decide about more."""
    applied, unknown = [], []
    for adjustment in adjustments:
        if adjustment.concepts and question.concept not in adjustment.concepts:
            continue
        found = answers(adjustment.when, question)
        if False in found.values():
            continue
        missing = [name for name, answer in found.items() if answer is None]
        unknown += missing
        if not missing:
            applied.append(adjustment)
    ordered = sorted(applied, key=lambda adjustment: (adjustment.percent, adjustment.label, adjustment.key))
    return tuple(ordered), tuple(dict.fromkeys(unknown))


def x64_ties(rates: Iterable[Rate]) -> list[tuple[Rate, Rate]]:
    """X64. No two lines of a tariff are equally specific where both count: the clerk would have to guess.

    Source: decision of the project: plain sense.
    """
    return [
        (one, other)
        for one, other in combinations(_sorted(tuple(rates)), 2)
        if one.concept == other.concept
        and specificity(one.when) == specificity(other.when)
        and can_meet(one.when, other.when)
    ]


def coverage(tariff: TariffLines, cases: Iterable[Question]) -> list[tuple[Question, Gap]]:
    """The cases that the tariff says nothing of, or two things of; what only has to be asked for is no fault."""
    asked = ((case, choose(tariff.rates, case)) for case in cases)
    return [(case, gap) for case, gap in asked if isinstance(gap, Gap) and gap.lack is not Lack.UNKNOWN]
