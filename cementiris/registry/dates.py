"""Dates as far as they are known: the part of EDTF (ISO 8601-2) that old registers need.

A value is a day (``1974-11-03``), a month (``1974-11``), a year (``1974``), a decade (``195X``), a century
(``19XX``) or an interval of these (``1936/1939``); each may be doubtful (``?``), approximate (``~``) or both
(``%``). The empty text is an unknown date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

_ONE = re.compile(r"(?:(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?|(\d{3})X|(\d{2})XX)([?~%]?)")


class Precision(StrEnum):
    """How finely a date is known."""

    UNKNOWN = "unknown"
    INTERVAL = "interval"
    CENTURY = "century"
    DECADE = "decade"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as a register knows it, with the first and last day it can mean."""

    edtf: str = ""
    earliest: date | None = None
    latest: date | None = None
    precision: Precision = Precision.UNKNOWN

    @classmethod
    def parse_edtf(cls, text: str) -> PartialDate:
        """Read an EDTF text; raise ValueError when it is none that this project understands."""
        return _parse(text.strip())

    @classmethod
    def on(cls, day: date) -> PartialDate:
        """The date that is wholly known."""
        return cls(day.isoformat(), day, day, Precision.DAY)

    @classmethod
    def of(cls, year: int, month: int | None = None, day: int | None = None, *, mark: str = "") -> PartialDate:
        """Build from parts; `mark` is ``?``, ``~``, ``%`` or nothing. Raise ValueError on impossible parts."""
        text = f"{year:04d}"
        if month is not None:
            text += f"-{month:02d}" + (f"-{day:02d}" if day is not None else "")
        return _parse(text + mark)

    @property
    def is_known(self) -> bool:
        """Whether anything at all is known of the date."""
        return self.earliest is not None or self.latest is not None

    @property
    def is_exact(self) -> bool:
        """Whether the very day is known without doubt."""
        return self.precision is Precision.DAY and self.edtf[-1].isdigit()

    @property
    def is_doubtful(self) -> bool:
        """Whether the source doubts the value (``?`` or ``%``)."""
        return self.edtf.endswith(("?", "%"))

    @property
    def is_approximate(self) -> bool:
        """Whether the source gives the value as a guess (``~`` or ``%``)."""
        return self.edtf.endswith(("~", "%"))

    @property
    def year(self) -> int | None:
        """The calendar year, when the date lies in one year only."""
        if self.earliest and self.latest and self.earliest.year == self.latest.year:
            return self.earliest.year
        return None

    def is_surely_before(self, other: PartialDate) -> bool:
        """Whether every day this date can mean comes before every day the other can mean."""
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest

    def display(self) -> str:
        """Write for the screen without words: ``03/11/1974``, ``11/1974``, ``1936?``, ``ca. 1936``, ``1950–1959``."""
        if not self.is_known:
            return ""
        if "/" in self.edtf:
            first, last = self.edtf.split("/")
            return "–".join(_parse(part).display() if part.strip(".") else "…" for part in (first, last))
        return self._one_display()

    def _one_display(self) -> str:
        before = "ca. " if self.is_approximate else ""
        after = "?" if self.is_doubtful else ""
        if self.precision in (Precision.DECADE, Precision.CENTURY) and self.earliest and self.latest:
            return f"{before}{self.earliest.year}–{self.latest.year}{after}"
        parts = self.edtf.rstrip("?~%").split("-")
        return before + "/".join(reversed(parts)) + after

    def __str__(self) -> str:
        return self.edtf


UNKNOWN_DATE = PartialDate()


@lru_cache(maxsize=16384)
def _parse(text: str) -> PartialDate:
    if not text:
        return UNKNOWN_DATE
    if "/" in text:
        return _interval(text)
    match = _ONE.fullmatch(text)
    if match is None:
        raise ValueError(f"not a date in EDTF: {text!r}")
    year, month, day, decade, century, _mark = match.groups()
    if decade or century:
        return _span(text, decade, century)
    return _calendar(text, int(year), int(month) if month else None, int(day) if day else None)


def _calendar(text: str, year: int, month: int | None, day: int | None) -> PartialDate:
    if day is not None and month is not None:
        exact = date(year, month, day)
        return PartialDate(text, exact, exact, Precision.DAY)
    if month is not None:
        last = date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else date(year, month, 1)
        return PartialDate(text, date(year, month, 1), last, Precision.MONTH)
    return PartialDate(text, date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def _span(text: str, decade: str | None, century: str | None) -> PartialDate:
    first, length = (int(decade) * 10, 10) if decade else (int(century or 0) * 100, 100)
    precision = Precision.DECADE if decade else Precision.CENTURY
    return PartialDate(text, date(first, 1, 1), date(first + length - 1, 12, 31), precision)


def _interval(text: str) -> PartialDate:
    ends = text.split("/")
    if len(ends) != 2:
        raise ValueError(f"not a date in EDTF: {text!r}")
    first, last = (UNKNOWN_DATE if end in ("", "..") else _parse(end) for end in ends)
    if not (first.is_known or last.is_known) or last.is_surely_before(first):
        raise ValueError(f"not a date in EDTF: {text!r}")
    return PartialDate(text, first.earliest, last.latest, Precision.INTERVAL)
