"""Questions to the tariffs of the open town."""

from datetime import date

from django.db.models import Q

from cementiris.fees.models import Adjustment, Rate, Tariff
from cementiris.fees.rules import Adjustment as AdjustmentLine
from cementiris.fees.rules import Rate as RateLine
from cementiris.fees.rules import TariffLines


def tariff_on(on: date) -> Tariff | None:
    """The tariff in force on the day (R64), if the town has published one."""
    ends_later = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    return Tariff.objects.filter(ends_later, is_published=True, valid_from__lte=on).first()


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
