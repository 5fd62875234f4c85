"""The inventory of a town on a day: its units by cemetery, kind and state, and what the forecast begins from."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import ExtractYear
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cementiris.desk.forecast import HORIZONS, Assumptions, Forecast, Outlook, Trend, forecast
from cementiris.registry.models import BurialUnit, Cemetery, Concession, EndReason, Standing, UnitKind
from cementiris.registry.queries import anomalous_units, extensions_in_force, free_units, resting, units_on
from cementiris.registry.rules.states import State
from cementiris.registry.unit_states import with_states

PAST_YEARS = 10
"""Whole years before the day over which the average is taken."""
CAME_BACK = (EndReason.RENOUNCED, EndReason.RETROCEDED, EndReason.LAPSED, EndReason.REVERTED)


@dataclass(frozen=True)
class Family:
    """Kinds of unit that stand in for one another: who needs a niche is not helped by a columbarium."""

    key: str
    label: str | Promise
    kinds: frozenset[str]


FAMILIES = (
    Family("niches", _("Nínxols"), frozenset({UnitKind.NICHE, UnitKind.DOUBLE_NICHE, UnitKind.REDUCED_NICHE})),
    Family("ashes", _("Columbaris i urnes"), frozenset({UnitKind.COLUMBARIUM, UnitKind.URN_SPACE})),
    Family(
        "ground",
        _("Tombes, fosses i panteons"),
        frozenset(
            {
                *(UnitKind.TOMB, UnitKind.GRAVE_IN_EARTH, UnitKind.PANTHEON),
                *(UnitKind.HYPOGEUM, UnitKind.CHAPEL, UnitKind.PLOT),
            }
        ),
    ),
)


@dataclass(frozen=True)
class Line:
    """One kind of unit in one cemetery: how many are in each state."""

    cemetery: Cemetery
    kind: UnitKind
    by_state: Counter[State]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.by_state.values())

    @property
    def cells(self) -> list[int]:
        """The counts in the order of the table's heads."""
        return [self.by_state[state] for state in State]


@dataclass(frozen=True)
class Inventory:
    """A town's units on a day."""

    on: date
    lines: list[Line]
    resting_count: int
    anomaly_count: int
    unplaced_count: int

    @property
    def total(self) -> int:
        """All units."""
        return sum(line.total for line in self.lines)

    @property
    def by_kind(self) -> list[tuple[UnitKind, int]]:
        """How many of each kind, the most frequent first: 1.176 niches, 20 columbaria."""
        counts = Counter[UnitKind]()
        for line in self.lines:
            counts[line.kind] += line.total
        return counts.most_common()

    @property
    def totals(self) -> list[int]:
        """The last row of the table."""
        return [sum(line.by_state[state] for line in self.lines) for state in State]


@dataclass(frozen=True)
class Horizon:
    """What is to be said of one family so many years ahead, in whole units."""

    years: int
    year: int
    outlook: Outlook
    left: int
    low: int
    high: int

    @property
    def lacking(self) -> int:
        """How many are expected to lack."""
        return max(-self.left, 0)


@dataclass(frozen=True)
class FamilyOutlook:
    """One family of units: what the projection begins from and where it leads."""

    family: Family
    trend: Trend
    forecast: Forecast

    @property
    def horizons(self) -> list[Horizon]:
        """What is to be said at 10 and at 25 years."""
        return [self._at(years) for years in HORIZONS]

    def _at(self, years: int) -> Horizon:
        point = self.forecast.at(years)
        left, low, high = (round(count) for count in (point.expected, point.low, point.high))
        return Horizon(years, point.year, self.forecast.outlook(years), left, low, high)

    @property
    def yearly(self) -> float:
        """How many were taken in a year, on average, to one decimal."""
        return round(self.trend.yearly, 1)

    @property
    def ending_count(self) -> int:
        """How many rights end in the years of the projection."""
        last = self.forecast.points[-1].year
        return sum(count for year, count in self.trend.ending.items() if year <= last)


def inventory(on: date) -> Inventory:
    """Count the units of the open town as they were on the day."""
    rows = with_states(units_on(on), on).order_by().values_list("cemetery", "kind", "state")
    counted: dict[tuple[int, str], Counter[State]] = {}
    for cemetery, kind, state, count in rows.annotate(count=Count("pk")):
        counted.setdefault((cemetery, kind), Counter())[State(state)] = count
    return Inventory(
        on=on,
        lines=_lines(counted),
        resting_count=resting(on).count(),
        anomaly_count=anomalous_units(on).count(),
        unplaced_count=without_place(on).count(),
    )


def _lines(counted: dict[tuple[int, str], Counter[State]]) -> list[Line]:
    order = list(UnitKind)
    cemeteries = {cemetery.pk: cemetery for cemetery in Cemetery.objects.all()}
    lines = [Line(cemeteries[cemetery], UnitKind(kind), counts) for (cemetery, kind), counts in counted.items()]
    return sorted(lines, key=lambda line: (line.cemetery.name, order.index(line.kind)))


def without_place(on: date) -> QuerySet[BurialUnit]:
    """Return the units in no section and not on the plan: nobody could be led to them.

    A unit of a section is drawn in its order on the section's wall, also where its floor or column is not known.
    """
    return units_on(on).filter(section__isnull=True, footprint__isnull=True, point__isnull=True)


def outlooks(on: date, assumed: Assumptions) -> list[FamilyOutlook]:
    """Project every family of which the town has any unit, from the year of the day on."""
    kinds = set(units_on(on).values_list("kind", flat=True).distinct())
    return [_outlook(family, on, assumed) for family in FAMILIES if family.kinds & kinds]


def _outlook(family: Family, on: date, assumed: Assumptions) -> FamilyOutlook:
    trend = Trend(
        free=free_units(on).filter(kind__in=family.kinds).count(),
        taken=_taken_by_year(family, on),
        ending=_ending_by_year(family, on),
    )
    return FamilyOutlook(family, trend, forecast(trend, assumed, first_year=on.year + 1))


def _rights_of(family: Family) -> QuerySet[Concession]:
    return Concession.objects.filter(standing=Standing.ACCEPTED, unit__kind__in=family.kinds)


def _taken_by_year(family: Family, on: date) -> tuple[int, ...]:
    """Rights that began over a unit that was free, in each whole year that the register knows, the last ten at most.

    A right that begins on the day on which another over the same unit ends (a transfer, a settled right) takes no free
    unit.
    """
    accepted = Concession.objects.filter(standing=Standing.ACCEPTED)
    before = accepted.filter(unit=OuterRef("unit"), ended_on=OuterRef("granted_from"))
    first = date(on.year - PAST_YEARS, 1, 1)
    begun = _rights_of(family).filter(granted_from__gte=first, granted_from__lt=date(on.year, 1, 1))
    counts = _by_year(begun.exclude(Exists(before)), "granted_from")
    known_since = _rights_of(family).filter(granted_from__isnull=False).order_by("granted_from").first()
    since = max(first.year, known_since.granted_from.year) if known_since and known_since.granted_from else on.year
    return tuple(counts.get(year, 0) for year in range(since, on.year))


def _ending_by_year(family: Family, on: date) -> dict[int, int]:
    ends = _rights_of(family).filter(ended_on__isnull=True, expires_until__gt=date(on.year, 12, 31))
    return _by_year(ends, "expires_until")


def _by_year(rights: QuerySet[Concession], field: str) -> dict[int, int]:
    rows = rights.annotate(year=ExtractYear(field)).values("year").annotate(count=Count("pk"))
    return {row["year"]: row["count"] for row in rows}


def observed_return(on: date) -> float:
    """Which part of the ends of the last ten years brought the unit back to the town, in percent; 0 if none ended.

    An end was reached by rights that are over, and by those that were extended from it.
    """
    since = date(on.year - PAST_YEARS, 1, 1)
    over = Concession.objects.filter(standing=Standing.ACCEPTED, expires_until__gte=since, expires_until__lt=on)
    extended = extensions_in_force().filter(previous_expires_on__gte=since, previous_expires_on__lt=on)
    accepted = Concession.objects.filter(standing=Standing.ACCEPTED)
    next_right = accepted.filter(unit=OuterRef("unit"), granted_from=OuterRef("ended_on"))
    came_back = over.filter(ended_reason__in=CAME_BACK).exclude(Exists(next_right.exclude(pk=OuterRef("pk"))))
    reached = over.count() + extended.count()
    return round(100 * came_back.count() / reached, 1) if reached else 0.0
