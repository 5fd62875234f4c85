"""What contradicts itself, or can hardly be, within one row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from cementiris.registry.dates import UNKNOWN_DATE, PartialDate, Precision
from imports.cleaning.spans import add_years
from imports.rows import CleanBurial, CleanConcession, CleanRow

OLDEST_AGE = 115
LATEST_BURIAL = 10
"""So many years after a death a body is hardly buried for the first time: it will have been moved."""
_ONE_DAY = timedelta(days=1)
_CALENDAR = frozenset({Precision.DAY, Precision.MONTH, Precision.YEAR})
_AGE_IN_YEARS = re.compile(r"^(\d{3})(?: *(?:anys?|años?|years?))?$", re.IGNORECASE)


def check_each(rows: Iterable[CleanRow], on: date | None) -> None:
    """Report on every row what contradicts itself, or the day `on` of reading.

    A right that several rows of joined tables tell is looked at once, where it is told first.
    """
    looked_at: set[int] = set()
    for row in rows:
        _check_burials(row, on)
        if row.concession is not None and id(row.concession) not in looked_at:
            looked_at.add(id(row.concession))
            _check_right(row, row.concession, on)


def _check_burials(row: CleanRow, on: date | None) -> None:
    """A birth to come is blanked like any day to come, but first it is held against the death."""
    kept = []
    for burial in row.burials:
        past = burial if on is None else _without_days_to_come(row, burial, on)
        _check_burial(row, past if past is burial else replace(past, born_on=burial.born_on))
        _check_age(row, past)
        kept.append(past)
    row.burials = tuple(kept)


def _without_days_to_come(row: CleanRow, burial: CleanBurial, on: date) -> CleanBurial:
    """A death of 2062 is a slip of the pen, and would hide until then that somebody rests there."""

    def past(day: PartialDate) -> PartialDate:
        if day.earliest is None or day.earliest <= on:
            return day
        row.report("impossible_date", text=day.display())
        return UNKNOWN_DATE

    days = (burial.born_on, burial.died_on, burial.buried_on, burial.exhumed_on)
    born, died, buried, exhumed = map(past, days)
    if (born, died, buried, exhumed) == days:
        return burial
    return replace(burial, born_on=born, died_on=died, buried_on=buried, exhumed_on=exhumed)


def _check_right(row: CleanRow, right: CleanConcession, on: date | None) -> None:
    if on is not None and right.granted_on.earliest is not None and right.granted_on.earliest > on:
        row.report("granted_in_future", day=right.granted_on.display())
    if not right.expiry_is_written or not right.granted_on.is_known:
        return
    if right.expires_on.is_surely_before(right.granted_on):
        row.report("end_before_start")
    elif right.term_years is not None and not _ends_as_expected(right):
        row.report("expiry_mismatch", expected=add_years(right.granted_on, right.term_years).display())


def _ends_as_expected(right: CleanConcession) -> bool:
    expected = add_years(right.granted_on, right.term_years)
    ends = (expected.earliest, expected.latest, right.expires_on.earliest, right.expires_on.latest)
    if any(end is None for end in ends) or right.granted_on.precision not in _CALENDAR:
        return True
    first, last, written_first, written_last = (end for end in ends if end is not None)
    # An end may be written as the last day of the term, the day before the anniversary.
    return written_first <= last + _ONE_DAY and written_last >= first - _ONE_DAY


def _check_burial(row: CleanRow, burial: CleanBurial) -> None:
    last_known = burial.died_on if burial.died_on.is_known else burial.buried_on
    if last_known.is_surely_before(burial.born_on) or burial.buried_on.is_surely_before(burial.born_on):
        row.report("burial_before_birth")
    elif burial.buried_on.is_surely_before(burial.died_on):
        row.report("burial_before_death")
    elif burial.kind == "body" and _years_between(burial.died_on, burial.buried_on) > LATEST_BURIAL:
        row.report("late_burial", years=_years_between(burial.died_on, burial.buried_on))
    if burial.exhumed_on.is_surely_before(start_of(burial)):
        row.report("exhumation_before_burial")


def start_of(burial: CleanBurial) -> PartialDate:
    """Since when somebody rests as far as is known: the burial, else the death."""
    return burial.buried_on if burial.buried_on.is_known else burial.died_on


def _check_age(row: CleanRow, burial: CleanBurial) -> None:
    """Nobody here has lived longer; a date of birth that contradicts the death is reported as such."""
    written = _AGE_IN_YEARS.match(burial.age_text.strip())
    age = int(written[1]) if written else _years_between(burial.born_on, start_of(burial))
    if age > OLDEST_AGE:
        row.report("implausible_age", years=age)


def _years_between(first: PartialDate, last: PartialDate) -> int:
    """At least so many whole years lie between two dates; none where either is not known or in doubt."""
    if first.latest is None or last.earliest is None or first.is_doubtful or last.is_doubtful:
        return 0
    return (last.earliest - first.latest).days // 366
