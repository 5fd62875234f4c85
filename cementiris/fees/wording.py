"""The quote in words: what each line is, how it was computed, and why something has no amount."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cementiris.design.writing import amount_text
from cementiris.fees.conditions import Conditions, Span
from cementiris.fees.rules import Adjustment, Gap, Lack, Per, PricedLine, Quote, Rate
from cementiris.fees.words import Concept, Kinship, RatePer, RemainsKind
from cementiris.vocabulary import UnitKind

DIMENSIONS: dict[str, Promise] = {
    "kind": gettext_lazy("la classe de sepultura"),
    "variant": gettext_lazy("la modalitat"),
    "floor": gettext_lazy("la fila"),
    "built_year": gettext_lazy("l’any de construcció"),
    "term_years": gettext_lazy("la durada"),
    "kinship": gettext_lazy("el parentiu"),
    "remains": gettext_lazy("què s’hi inhuma"),
    "resident": gettext_lazy("si està empadronat al municipi"),
    "area": gettext_lazy("els metres quadrats"),
}


@dataclass(frozen=True)
class ShownLine:
    """A line of the quote as it is read."""

    label: str
    article: str
    computation: str
    amount: str


@dataclass(frozen=True)
class ShownQuote:
    """A quote as it is read: its lines, its total while nothing is missing, and what is missing."""

    tariff: str
    lines: tuple[ShownLine, ...]
    total: str
    gaps: tuple[str, ...]


def show_quote(quote: Quote, *, tariff: str) -> ShownQuote:
    """Write the whole quote in the reader's language."""
    total = amount_text(quote.total) if quote.is_complete and quote.lines else ""
    return ShownQuote(
        tariff, tuple(_show_line(line) for line in quote.lines), total, tuple(gap_sentence(gap) for gap in quote.gaps)
    )


def concept_label(concept: str) -> str:
    """The concept's name on screen."""
    return str(Concept(concept).label) if concept in Concept.values else concept


def _show_line(line: PricedLine) -> ShownLine:
    label = concept_label(line.concept)
    if line.rate.label:
        label = f"{label}: {line.rate.label}"
    return ShownLine(label, line.rate.article, computation(line), amount_text(line.amount))


def computation(line: PricedLine) -> str:
    """How the amount came about, «28,75 € × 5 anys»; nothing where it is the rate itself."""
    parts = [amount_text(line.rate.amount)]
    if line.rate.per != Per.UNIT:
        parts.append(f"× {_quantity(line)}")
    parts += [adjustment_words(adjustment) for adjustment in line.adjustments]
    return " ".join(parts) if len(parts) > 1 else ""


def _quantity(line: PricedLine) -> str:
    number = f"{line.quantity.normalize():f}".replace(".", ",")
    if line.rate.per == Per.SQUARE_METRE:
        return f"{number} m²"
    count = int(line.quantity)
    return ngettext("%(count)s any", "%(count)s anys", count) % {"count": count}


def percent_words(percent: Decimal) -> str:
    """A per cent with its sign: + 20 %, − 50 %."""
    number = f"{abs(percent).normalize():f}".replace(".", ",")
    return f"{'−' if percent < 0 else '+'} {number} %"


def adjustment_words(adjustment: Adjustment) -> str:
    """What is added or taken off, with its name."""
    words = percent_words(adjustment.percent)
    return f"{words} ({adjustment.label})" if adjustment.label else words


def gap_sentence(gap: Gap) -> str:
    """Why a concept has no amount, and what to do."""
    values = {"concept": concept_label(gap.concept), "options": _options(gap.options)}
    if gap.lack is Lack.TWO:
        return _("%(concept)s: dues línies de la tarifa hi valen igual (%(options)s). Cal corregir la tarifa.") % values
    if gap.lack is Lack.NONE:
        return _("%(concept)s: la tarifa no en diu l’import per a aquest cas.") % values
    values["what"] = _listed(str(DIMENSIONS[name]) for name in gap.unknown)
    return _("%(concept)s: l’import depèn de saber %(what)s (%(options)s).") % values


def _options(rates: Iterable[Rate]) -> str:
    return "; ".join(f"{rate_words(rate)}: {amount_text(rate.amount)}" for rate in rates)


def rate_words(rate: Rate) -> str:
    """A line of the tariff by its name or, without one, by its conditions."""
    return rate.label or condition_words(rate.when) or concept_label(rate.concept)


def span_words(span: Span) -> str:
    """A span as it is read aloud: 3, 1 a 4, des de 1995, fins a 1994, or nothing."""
    first, last = span
    if first is None:
        return "" if last is None else _("fins a %(last)s") % {"last": last}
    if last is None:
        return _("des de %(first)s") % {"first": first}
    return str(first) if first == last else _("%(first)s a %(last)s") % {"first": first, "last": last}


def condition_words(when: Conditions) -> str:
    """The conditions of a line, joined by commas; nothing when it has none."""
    kinds = [str(kind.label) for kind in UnitKind if kind in when.kinds]
    spans = (
        (_("fila %(span)s"), span_words(when.floors)),
        (_("construcció %(span)s"), span_words(when.built)),
        (_("%(span)s anys"), span_words(when.terms)),
    )
    residence = {None: "", True: _("empadronat"), False: _("no empadronat")}
    parts = [
        " / ".join(kinds),
        when.variant,
        *[words % {"span": span} for words, span in spans if span],
        str(Kinship(when.kinship).label) if when.kinship else "",
        str(RemainsKind(when.remains).label) if when.remains else "",
        residence[when.resident],
    ]
    return ", ".join(part for part in parts if part)


def per_words(per: str) -> str:
    """What the amount is for; nothing when it is for the act."""
    return "" if per == Per.UNIT else str(RatePer(per).label)


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return _("%(first)s i %(last)s") % {"first": ", ".join(first), "last": last} if first else last
