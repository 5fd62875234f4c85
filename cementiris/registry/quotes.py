"""What an act costs by the town's tariff: shown beside its form, kept with the act and printed on its paper (R64)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.forms import BoundField
from django.utils.formats import localize_input
from django.utils.translation import gettext as _
from django.utils.translation import override

from cementiris.fees.conditions import ANY, Conditions, Question
from cementiris.fees.models import Tariff
from cementiris.fees.queries import lines_of, published_tariffs
from cementiris.fees.rules import Adjustment, Lack, Quote, TariffLines, coverage, quote, r64_in_force
from cementiris.fees.wording import ShownQuote, condition_words, gap_sentence, show_quote
from cementiris.fees.words import Concept, Kinship, RemainsKind
from cementiris.registry.forms.acts import ActForm
from cementiris.registry.forms.fees import ASKED_IN, FeeForm
from cementiris.registry.messages import sentence
from cementiris.registry.models import ActKind, Application, BurialUnit
from cementiris.registry.queries import ordinance_on
from cementiris.registry.rules.findings import holds, stop
from cementiris.vocabulary import UnitKind

CONCEPTS: Mapping[str, tuple[str, ...]] = {
    ActKind.GRANT: (Concept.GRANT, Concept.TITLE),
    ActKind.RENEWAL: (Concept.EXTENSION,),
    ActKind.CONVERSION: (Concept.CONVERSION,),
    ActKind.BURIAL: (Concept.BURIAL,),
    ActKind.EXHUMATION: (Concept.EXHUMATION,),
    ActKind.RELOCATION: (Concept.RELOCATION,),
    ActKind.REDUCTION: (Concept.REDUCTION,),
    ActKind.CLEARANCE: (Concept.CLEARANCE,),
    ActKind.TRANSFER: (Concept.TRANSFER_INTER_VIVOS,),
    ActKind.SUCCESSION: (Concept.TRANSFER_MORTIS_CAUSA,),
    ActKind.PROVISIONAL: (Concept.TRANSFER_PROVISIONAL,),
    ActKind.NAME_CHANGE: (Concept.NAME_CHANGE,),
    ActKind.DUPLICATE: (Concept.DUPLICATE,),
    ActKind.LICENCE: (Concept.WORKS,),
    ActKind.CERTIFICATE: (Concept.CERTIFICATE,),
}
"""What is paid for with each kind of act; an act that is not here costs nothing."""

OPENINGS = (Concept.BURIAL, Concept.EXHUMATION)
"""What every tariff is expected to price for every unit, beside granting it."""
MOST_CASES = 300
"""A bound on the kinds, rows and years of construction looked at; the largest towns stay far below it."""

ASKABLE = frozenset(field.name for field in fields(Question)) - {"concept"}
"""What a tariff may be told of an act."""

ALONGSIDE = frozenset({Concept.TITLE, Concept.CERTIFICATE})
"""What is charged only in towns whose tariff has it: the title beside the grant, and certificates."""


@dataclass(frozen=True)
class ActFee:
    """What one act costs, as far as its form is filled in; without a tariff, only the sentence that says so.

    `told` is what the act's own form asks for, and what is therefore not asked again beside the quote.
    """

    tariff: Tariff | None
    applied_on: date
    quote: Quote
    form: FeeForm
    told: frozenset[str]

    @property
    def shown(self) -> ShownQuote:
        """The quote in words, with the tariff it comes from or the sentence that there is none."""
        if self.tariff is None:
            return ShownQuote(sentence(stop("R64", on=self.applied_on)), (), "", ())
        return show_quote(self.quote, tariff=sentence(holds("R64", tariff=str(self.tariff), on=self.applied_on)))

    @property
    def price(self) -> str:
        """What the right itself costs, to be put into the field of its price; "" where that is not known."""
        return next(
            (str(localize_input(line.amount)) for line in self.quote.lines if line.concept == Concept.GRANT), ""
        )

    @property
    def asked(self) -> list[BoundField]:
        """The questions to show: what the amount depends on, and what has been answered already."""
        unknown = {name for gap in self.quote.gaps if gap.lack is Lack.UNKNOWN for name in gap.unknown}
        answered = {name for name in ASKED_IN if self.form.data.get(f"fee-{name}")}
        return [self.form[name] for name in ASKED_IN if name in (unknown | answered) - self.told]


def fee_of(form: ActForm) -> ActFee | None:
    """What the form's act costs; None for an act that costs nothing, and in a town without any tariff."""
    details = {**ActForm.fee_details(form), **form.fee_details()}
    concepts = details.pop("concepts", CONCEPTS.get(form.act_kind, ()))
    tariffs = published_tariffs() if concepts else []
    if not tariffs:
        return None
    applied_on = _applied_on(form, details.pop("on", None))
    tariff = r64_in_force(tariffs, applied_on)
    lines = _with_ordinance(lines_of(tariff), details.pop("rate_percent", None)) if tariff else TariffLines()
    charged = _charged(concepts, lines)
    if not charged:
        return None
    answers = FeeForm(form.data if form.is_bound else None, prefix="fee", variants=_variants(lines))
    known = {**answers.answers(), **{name: value for name, value in details.items() if value not in (None, "")}}
    questions = [_question(form, concept, known) for concept in charged]
    return ActFee(tariff, applied_on, quote(lines, questions), answers, frozenset(details))


def _with_ordinance(lines: TariffLines, rate_percent: int | None) -> TariffLines:
    """A conversion costs the part of the long term's rate that the ordinance says (R10), unless the tariff says it."""
    said = any(rate.concept == Concept.CONVERSION for rate in lines.rates) or any(
        Concept.CONVERSION in adjustment.concepts for adjustment in lines.adjustments
    )
    if rate_percent is None or said:
        return lines
    part = Adjustment(
        percent=Decimal(rate_percent - 100),
        label=_("Conversió: el %(percent)s %% de la tarifa") % {"percent": rate_percent},
        concepts=frozenset({str(Concept.CONVERSION)}),
    )
    return TariffLines(lines.rates, (*lines.adjustments, *([part] if rate_percent < 100 else [])))


def _charged(concepts: tuple[str, ...], lines: TariffLines) -> list[str]:
    priced = {rate.concept for rate in lines.rates}
    return [concept for concept in concepts if concept not in ALONGSIDE or concept in priced]


def _variants(lines: TariffLines) -> list[str]:
    return sorted({rate.when.variant for rate in lines.rates if rate.when.variant})


def _question(form: ActForm, concept: str, known: Mapping[str, Any]) -> Question:
    unit = {"kind": form.unit.kind, "floor": form.unit.floor, "built_year": form.unit.built_year}
    asked = {name: value for name, value in {**unit, **known}.items() if name in ASKABLE}
    for name, keys in (("kinship", Kinship.values), ("remains", RemainsKind.values)):
        asked[name] = asked.get(name) if asked.get(name) in keys else ""
    return Question(concept=concept, **asked)


def _applied_on(form: ActForm, on: date | None) -> date:
    """The day of the application that waits for this act; else the day of the act, or today if that is to come."""
    waiting = Application.objects.filter(unit=form.unit, kind=form.act_kind, decision="").order_by("entered_on").first()
    if waiting is not None:
        return waiting.entered_on
    return min(on, form.today) if on else form.today


def frozen_fee(form: ActForm) -> dict[str, Any]:
    """The quote as `Act.notes["fee"]` keeps it, in Catalan, whoever registers; empty where there is nothing to say."""
    with override("ca"):
        fee = fee_of(form)
        if fee is None or fee.tariff is None:
            return {}
        shown = fee.shown
        lines = [vars(line) for line in shown.lines]
        return {
            "act": form.act_kind,
            "tariff_id": fee.tariff.pk,
            "tariff": str(fee.tariff),
            "applied_on": f"{fee.applied_on:%d/%m/%Y}",
            "lines": lines,
            "total": shown.total,
            "sum": str(fee.quote.total),
            "gaps": list(shown.gaps),
        }


def coverage_sentences(tariff: Tariff, *, today: date) -> list[str]:
    """For each case of the town that the tariff prices twice or not at all: the case, and what is wrong."""
    lines = lines_of(tariff)
    grouped: dict[str, list[str]] = {}
    for case, gap in coverage(lines, town_cases(lines, today)):
        grouped.setdefault(gap_sentence(gap), []).append(case_words(case))
    return [f"{text} {'; '.join(dict.fromkeys(cases))}." for text, cases in grouped.items()]


def town_cases(lines: TariffLines, today: date) -> list[Question]:
    """Every kind, row and year of construction of the town's units, granted for every term that the town offers.

    A year of construction counts only where the tariff looks at it; what is unknown is asked for and is no gap.
    """
    looks_at_years = any(rate.when.built != ANY for rate in lines.rates)
    columns = ("kind", "floor", *(("built_year",) if looks_at_years else ()))
    granted = BurialUnit.objects.filter(retired_on=None).exclude(kind__in=UnitKind.communal())
    units = list(granted.order_by(*columns).values(*columns).distinct()[:MOST_CASES])
    ordinance = ordinance_on(today)
    terms = {unit["kind"]: ordinance.terms_by_kind.get(unit["kind"]) or ordinance.allowed_term_years for unit in units}
    return [
        *(Question(concept=Concept.GRANT, term_years=years, **unit) for unit in units for years in terms[unit["kind"]]),
        *(Question(concept=concept, **unit) for concept in OPENINGS for unit in units),
    ]


def case_words(case: Question) -> str:
    """The case as a clerk would name it: Nínxol, fila 5, 25 anys."""
    when = Conditions(
        kinds=frozenset({case.kind}),
        floors=(case.floor, case.floor),
        built=(case.built_year, case.built_year),
        terms=(case.term_years, case.term_years),
    )
    return condition_words(when)
