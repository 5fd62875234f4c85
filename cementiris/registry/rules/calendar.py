"""Legal counting of years and months, and moments known only between two bounds."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

ONE_DAY = timedelta(days=1)
SHORTEST_MONTH = 28


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day where it lacks it (Civil Code art. 5)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= SHORTEST_MONTH:  # every month has it; asked for each unit of a town, the calendar takes its time
        return date(year, month + 1, day.day)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def add_years(day: date, years: int) -> date:
    """The same date `years` later; 29 February gives 28 February where the year has no other."""
    return add_months(day, 12 * years)


@dataclass(frozen=True)
class Moment:
    """When something happened, local wall clock, known only to lie between two instants (both included)."""

    earliest: datetime
    latest: datetime

    @classmethod
    def at(cls, instant: datetime) -> "Moment":
        """Day and hour are known."""
        return cls(instant, instant)

    @classmethod
    def between(cls, first: date, last: date) -> "Moment":
        """Only the bounds in days are known."""
        return cls(datetime.combine(first, time.min), datetime.combine(last, time.max))

    @classmethod
    def on(cls, day: date) -> "Moment":
        """The day is known, the hour is not."""
        return cls.between(day, day)

    @property
    def is_exact(self) -> bool:
        """Whether the hour is known."""
        return self.earliest == self.latest

    @property
    def first_day(self) -> date:
        """The first day it can have been."""
        return self.earliest.date()

    @property
    def last_day(self) -> date:
        """The last day it can have been."""
        return self.latest.date()
