"""What the pages of the tariffs show."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cementiris.fees.forms import QuestionForm
from cementiris.fees.models import Adjustment, Rate, Tariff
from cementiris.fees.queries import lines_of, rate_line, tariff_on
from cementiris.fees.rules import TariffLines, days_without, quote, r64_in_force, x64_ties
from cementiris.fees.wording import (
    ShownQuote,
    concept_label,
    condition_words,
    per_words,
    percent_words,
    rate_words,
    show_quote,
)


@dataclass(frozen=True)
class TariffList:
    """All tariffs, which of them is in force, and the times without any."""

    tariffs: list[Tariff]
    current: Tariff | None
    without: list[tuple[date, date]]


def tariff_list(today: date) -> TariffList:
    """Assemble the list of the tariffs."""
    tariffs = list(Tariff.objects.all())
    published = [tariff for tariff in tariffs if tariff.is_published]
    return TariffList(tariffs, r64_in_force(published, today), days_without(published))


@dataclass(frozen=True)
class RateRow:
    """A rate as the table shows it."""

    pk: int
    concept: str
    label: str
    conditions: str
    amount: Decimal
    per: str
    article: str


@dataclass(frozen=True)
class AdjustmentRow:
    """A surcharge or reduction as the table shows it."""

    pk: int
    label: str
    concepts: str
    conditions: str
    percent: str
    article: str


@dataclass(frozen=True)
class Tie:
    """Two lines between which nobody could choose."""

    concept: str
    first: str
    first_amount: Decimal
    second: str
    second_amount: Decimal


@dataclass(frozen=True)
class TariffPage:
    """One tariff with its lines and what contradicts itself in it."""

    tariff: Tariff
    rates: list[RateRow]
    adjustments: list[AdjustmentRow]
    ties: list[Tie]


def tariff_page(tariff: Tariff) -> TariffPage:
    """Assemble the page of a tariff."""
    rates = list(tariff.rates.all())
    adjustments = [_adjustment_row(adjustment) for adjustment in tariff.adjustments.all()]
    return TariffPage(tariff, [_rate_row(rate) for rate in rates], adjustments, _ties(rates))


def _rate_row(rate: Rate) -> RateRow:
    return RateRow(
        pk=rate.pk, concept=concept_label(rate.concept), label=rate.label, conditions=condition_words(rate.when),
        amount=rate.amount, per=per_words(rate.per), article=rate.article,
    )  # fmt: skip


def _adjustment_row(adjustment: Adjustment) -> AdjustmentRow:
    return AdjustmentRow(
        pk=adjustment.pk, label=adjustment.label, conditions=condition_words(adjustment.when),
        concepts=", ".join(concept_label(concept) for concept in adjustment.concepts),
        percent=percent_words(adjustment.percent), article=adjustment.article,
    )  # fmt: skip


def _ties(rates: list[Rate]) -> list[Tie]:
    return [
        Tie(concept_label(one.concept), rate_words(one), one.amount, rate_words(other), other.amount)
        for one, other in x64_ties(rate_line(rate) for rate in rates)
    ]


@dataclass(frozen=True)
class Calculation:
    """The answer at the counter: the tariff of the day and what it says; no answer while the form is unfinished."""

    form: QuestionForm
    tariff: Tariff | None
    answer: ShownQuote | None


def calculation(data: Any, *, today: date) -> Calculation:
    """Read the question and answer it by the tariff of its day."""
    form = QuestionForm(data or None, initial={"on": today})
    on = _day_asked(form) or today
    tariff = tariff_on(on)
    lines = lines_of(tariff) if tariff else TariffLines()
    form.offer_variants(sorted({rate.when.variant for rate in lines.rates if rate.when.variant}))
    if not (form.is_bound and form.is_valid() and tariff):
        return Calculation(form, tariff, None)
    return Calculation(form, tariff, show_quote(quote(lines, [form.question()]), tariff=str(tariff)))


def _day_asked(form: QuestionForm) -> date | None:
    """The day is needed before the form is whole: the variants to choose among are those of its tariff."""
    if not form.is_bound:
        return None
    probe = QuestionForm(form.data)
    probe.is_valid()
    day: date | None = probe.cleaned_data.get("on")
    return day
