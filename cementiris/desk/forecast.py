"""How long the free units will last: a plain projection, said with its method so that it can be argued with.

Pure values, no database. For each family of units: what is free today, what was taken in each of the last years, and
which rights end in each of the years to come.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import sqrt

HORIZONS = (10, 25)
"""The years that the inventories of Balsareny, Gaià and Molló look ahead [S12] [S20]."""
YEARS_AHEAD = max(HORIZONS)
NINETY_PERCENT = 1.645
"""Width, in standard deviations, of the band in which nine of ten outcomes of a Poisson count fall."""


@dataclass(frozen=True)
class Assumptions:
    """What may be argued with, in percent: the yearly growth of what is taken, and the part of the rights that end
    whose units come back to the town.
    """

    growth: float = 0.0
    returned: float = 0.0


@dataclass(frozen=True)
class Trend:
    """One family of units: free on the day, taken in each past year, rights that end by year to come."""

    free: int
    taken: tuple[int, ...] = ()
    ending: Mapping[int, int] = field(default_factory=dict)

    @property
    def yearly(self) -> float:
        """How many are taken in a year, on average."""
        return sum(self.taken) / len(self.taken) if self.taken else 0.0


@dataclass(frozen=True)
class Point:
    """The free units at the end of a year: the expected number, and the band of nine outcomes in ten."""

    year: int
    expected: float
    low: float
    high: float


class Outlook(StrEnum):
    """Whether there is enough up to a year."""

    ENOUGH = "enough"
    TIGHT = "tight"
    SHORT = "short"


@dataclass(frozen=True)
class Forecast:
    """The projection of one family, year by year."""

    points: tuple[Point, ...]

    def at(self, years: int) -> Point:
        """The point so many years ahead."""
        return self.points[years - 1]

    def outlook(self, years: int) -> Outlook:
        """Whether the free units last so many years: surely, perhaps, or not; what runs out on the way is short too."""
        so_far = self.points[:years]
        if min(point.expected for point in so_far) < 0:
            return Outlook.SHORT
        return Outlook.TIGHT if min(point.low for point in so_far) < 0 else Outlook.ENOUGH

    @property
    def runs_out_in(self) -> int | None:
        """The first year that ends with none left; None when there are some after all the years."""
        return next((point.year for point in self.points if point.expected < 0), None)


def forecast(trend: Trend, assumed: Assumptions, *, first_year: int) -> Forecast:
    """Project the free units from the end of `first_year` on: free + what comes back − what is taken."""
    points, taken, back = [], 0.0, 0.0
    for step in range(YEARS_AHEAD):
        year = first_year + step
        taken += trend.yearly * (1 + assumed.growth / 100) ** step
        back += trend.ending.get(year, 0) * assumed.returned / 100
        left, spread = trend.free + back - taken, NINETY_PERCENT * sqrt(taken)
        points.append(Point(year, left, left - spread, left + spread))
    return Forecast(tuple(points))
