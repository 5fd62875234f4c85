"""How one source writes its dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

_FEWEST_YEARS = 5
_MODERN = 1990


@dataclass(frozen=True, slots=True)
class DateRules:
    """How a source writes its dates: their order, what two figures of a year mean, and which years can be.

    `pivot`: figures up to it mean this century, in a column whose other years are all recent; -1 for none.
    `has_serials`: the column holds day counts of a spreadsheet, so that five figures are surely one.
    `has_short_years`: the column is known to hold dates, so that *74* is a year.
    """

    order: str = "dmy"
    century: int = 1900
    first_year: int = 1700
    last_year: int = 2199
    is_ranged: bool = False
    pivot: int = -1
    has_serials: bool = False
    has_short_years: bool = False

    def full_year(self, text: str) -> int:
        """The year meant: of two figures, the one that falls within the range, or in the usual century."""
        if len(text) != 2:
            return int(text)
        figures = int(text)
        if figures <= self.pivot:
            return 2000 + figures
        usual = self.century + figures
        if not self.is_ranged:
            return usual
        wanted = (century * 100 + figures for century in range(self.first_year // 100, self.last_year // 100 + 1))
        return next((year for year in wanted if self.first_year <= year <= self.last_year), usual)

    def beside(self, years: Iterable[int], *, has_serials: bool) -> DateRules:
        """These rules for a column in which these years of four figures stand too."""
        known = sorted(years)
        is_modern = not self.is_ranged and len(known) >= _FEWEST_YEARS and known[0] >= _MODERN
        pivot = known[-1] % 100 if is_modern and known[-1] >= 2000 else self.pivot
        return replace(self, pivot=pivot, has_serials=has_serials, has_short_years=True)


DEFAULT_RULES = DateRules()
