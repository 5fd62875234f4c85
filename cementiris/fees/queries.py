"""Questions to the tariffs of the open town."""

from datetime import date

from cementiris.fees.models import Adjustment, Rate, Tariff
from cementiris.fees.rules import Adjustment as AdjustmentLine
from cementiris.fees.rules import Rate as RateLine
from cementiris.fees.rules import TariffLines, r64_in_force


def published_tariffs() -> list[Tariff]:
    """All tariffs that are or were anybody's price, the latest first; a town has few."""
    return list(Tariff.objects.filter(is_published=True))


def tariff_on(on: date) -> Tariff | None:
    """The tariff in force on the day (R64), if the town has published one."""
    return r64_in_force(published_tariffs(), on)


def lines_of(tariff: Tariff) -> TariffLines:
    """The lines of the tariff as the rules read them."""
    rates = tuple(rate_line(rate) for rate in tariff.rates.all())
    adjustments = tuple(adjustment_line(adjustment) for adjustment in tariff.adjustments.all())
    return TariffLines(rates, adjustments)


def rate_line(rate: Rate) -> RateLine:
    """A rate as the rules read it."""
    return RateLine(
        concept=rate.concept, amount=rate.amount, per=rate.per, when=rate.when, label=rate.label,
        article=rate.article, key=rate.pk or 0,
    )  # fmt: skip


def adjustment_line(adjustment: Adjustment) -> AdjustmentLine:
    """A surcharge or reduction as the rules read it."""
    return AdjustmentLine(
        percent=adjustment.percent, label=adjustment.label, concepts=frozenset(adjustment.concepts),
        when=adjustment.when, article=adjustment.article, key=adjustment.pk or 0,
    )  # fmt: skip
