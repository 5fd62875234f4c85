"""What the start page and the inventory show."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from cementiris.desk.charts import Chart, chart_of
from cementiris.desk.forecast import Assumptions
from cementiris.desk.inventory import FamilyOutlook
from cementiris.desk.outlook_words import basis_in_words, outlook_in_words
from cementiris.notices.queries import unanswered_letters
from cementiris.registry.models import Act, Cemetery, Concession
from cementiris.registry.queries import expiring, ordinance_on, unit_counts
from cementiris.registry.rules.calendar import add_months

LATEST_ACTS = 20


@dataclass(frozen=True)
class MonthBar:
    """The rights that end in one month; `height` is a share of the tallest bar in twelfths of a rem."""

    first_day: date
    count: int
    height: int
    is_soon: bool


@dataclass(frozen=True)
class StartPage:
    """The town at a glance. All figures are links; a town without units sees three steps instead."""

    today: date
    unit_count: int
    free_count: int
    cemeteries: list[Cemetery]
    expiring_count: int
    expiring_before: date
    year_count: int
    unanswered_count: int
    oldest_unanswered_on: date | None
    anomaly_count: int
    months: list[MonthBar]
    acts: QuerySet[Act]

    @property
    def is_new(self) -> bool:
        """Whether nothing has been brought in yet."""
        return self.unit_count == 0


def start_page(today: date, *, with_people: bool) -> StartPage:
    """Assemble the start page of the open town for the day; acts name people, so not everybody sees them."""
    soon = add_months(today, ordinance_on(today).reminder_months)
    months = month_bars(today, soon)
    unanswered = unanswered_letters()
    counts = unit_counts(today)
    return StartPage(
        today=today,
        unit_count=counts.all,
        free_count=counts.free,
        cemeteries=list(Cemetery.objects.all()),
        expiring_count=expiring(today, soon).count(),
        expiring_before=soon,
        year_count=sum(bar.count for bar in months),
        unanswered_count=unanswered.count,
        oldest_unanswered_on=unanswered.oldest_on,
        anomaly_count=counts.anomalous,
        months=months,
        acts=_latest_acts() if with_people else Act.objects.none(),
    )


def _latest_acts() -> QuerySet[Act]:
    return Act.objects.select_related("unit", "recorded_by").order_by("-recorded_at")[:LATEST_ACTS]


def month_bars(today: date, soon: date) -> list[MonthBar]:
    """Return the twelve months from this one with the rights that end in each."""
    first = today.replace(day=1)
    starts = [add_months(first, offset) for offset in range(12)]
    counts = _ends_by_month(today, add_months(first, 12))
    tallest = max([*counts.values(), 1])
    return [
        MonthBar(start, counts.get(start, 0), round(11 * counts.get(start, 0) / tallest), start <= soon)
        for start in starts
    ]


def _ends_by_month(first: date, before: date) -> dict[date, int]:
    ends: QuerySet[Concession] = expiring(first, before).filter(expires_until__lt=before)
    rows = ends.annotate(month=TruncMonth("expires_until")).values("month").annotate(count=Count("pk"))
    return {row["month"]: row["count"] for row in rows}


@dataclass(frozen=True)
class ShownOutlook:
    """One family of units on the page of the inventory: its words and its chart."""

    outlook: FamilyOutlook
    words: str
    basis: str
    chart: Chart


def shown_outlook(outlook: FamilyOutlook, assumed: Assumptions) -> ShownOutlook:
    """Put the projection of one family in words and in a drawing."""
    return ShownOutlook(
        outlook=outlook,
        words=outlook_in_words(outlook),
        basis=basis_in_words(outlook, assumed.returned),
        chart=chart_of(outlook.forecast, free=outlook.trend.free),
    )
