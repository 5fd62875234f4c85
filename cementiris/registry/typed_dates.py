"""Dates and hours as a clerk types them into a form: whole or partial, in figures or in words. Pure: no Django.

`3/4/1938`, `03-04-38`, `3 d’abril de 1938`, `abril de 1938`, `4/1938`, `1938`, `1938?`, `cap a 1938` and EDTF are all
read; nothing is made more precise than it was typed.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from cementiris.registry.dates import UNKNOWN_DATE, PartialDate
from cementiris.registry.rules.calendar import Moment

FIRST_YEAR, LAST_YEAR = 1600, 2200
OLDEST_DAY = date(1700, 1, 1)
"""The first day on which any cemetery of a register is looked at."""
MONTHS = {
    word: month
    for month, words in enumerate(
        (
            "gener enero january",
            "febrer febrero february",
            "marc marzo march",
            "abril april",
            "maig mayo may",
            "juny junio june",
            "juliol julio july",
            "agost agosto august",
            "setembre septiembre september",
            "octubre october",
            "novembre noviembre november",
            "desembre diciembre december",
        ),
        start=1,
    )
    for word in words.split()
}
_ACCENTS = str.maketrans("àáèéíïòóúüç’", "aaeeiioouuc'")
_ABOUT = re.compile(r"^(?:cap a(?:l)?|hacia|about|ca?\.?|vers|aprox\.?|~)\s+")
_FIGURES = re.compile(r"(?:(?:(\d{1,2})\s*[-/. ]\s*)?(\d{1,2})\s*[-/. ]\s*)?(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_WORDS = re.compile(r"(?:(\d{1,2})\s+)?(?:d'|del?\s+)?([a-z]+)\s+(?:del?\s+|d'\s*)?(\d{4}|\d{2})")
_HOUR = re.compile(r"[\s,]+(?:a\s+les\s+|a\s+las\s+)?(\d{1,2})(?:[.:h](\d{2})?)\s*h?\.?$", re.IGNORECASE)


@dataclass(frozen=True)
class TypedMoment:
    """A day, perhaps partial, and its hour where it was typed."""

    day: PartialDate = UNKNOWN_DATE
    hour: time | None = None

    def as_moment(self) -> Moment | None:
        """The bounds in local wall clock that rules reckon with; None where nothing is known."""
        first, last = self.day.earliest or self.day.latest, self.day.latest or self.day.earliest
        if first is None or last is None:
            return None
        return Moment.at(datetime.combine(first, self.hour)) if self.hour is not None else Moment.between(first, last)

    def __str__(self) -> str:
        hour = f", {self.hour.hour}.{self.hour.minute:02d}" if self.hour is not None else ""
        return self.day.display() + hour


def read_date(text: str, *, this_year: int) -> PartialDate:
    """Read what was typed; of two figures of a year the latest past one is meant. Raise ValueError on anything else."""
    bare = " ".join(text.lower().translate(_ACCENTS).split())
    if not bare:
        return UNKNOWN_DATE
    about = "~" if _ABOUT.match(bare) else ""
    bare = _ABOUT.sub("", bare)
    doubt = "?" if bare.endswith("?") else ""
    mark = "%" if about and doubt else about or doubt
    read = _in_figures(bare.rstrip("? "), mark, this_year) or _in_words(bare.rstrip("? "), mark, this_year)
    found = read or PartialDate.parse_edtf(text.strip())
    _check_range(found)
    return found


def read_moment(text: str, *, this_year: int) -> TypedMoment:
    """Read a day, perhaps with its hour (`22/11/2026, 18.40`, `22-11-2026 18:40`). Raise ValueError otherwise."""
    match = _HOUR.search(text.strip())
    if match is None:
        return TypedMoment(read_date(text, this_year=this_year))
    day = read_date(text.strip()[: match.start()], this_year=this_year)
    if not day.is_exact:
        raise ValueError("an hour needs a whole day")
    return TypedMoment(day, time(int(match[1]), int(match[2] or 0)))


def asked_day(text: str, *, today: date) -> date:
    """Return the day that an address asks for, never in the future; today when it cannot be read as a whole day."""
    day = _readable_day(text, today)
    return max(OLDEST_DAY, min(day, today)) if day else today


def is_past_day(text: str, *, today: date) -> bool:
    """Whether the text is a whole day up to today."""
    day = _readable_day(text, today)
    return day is not None and day <= today


def _readable_day(text: str, today: date) -> date | None:
    try:
        found = read_date(text, this_year=today.year)
    except ValueError:
        return None
    return found.earliest if found.is_exact else None


def _check_range(found: PartialDate) -> None:
    bounds = [bound for bound in (found.earliest, found.latest) if bound]
    if not all(FIRST_YEAR <= bound.year <= LAST_YEAR for bound in bounds):
        raise ValueError("the year lies outside any register")


def _full_year(figures: str, this_year: int) -> int:
    if len(figures) == 4:
        return int(figures)
    century = this_year // 100 * 100
    return century + int(figures) - (100 if century + int(figures) > this_year else 0)


def _in_figures(bare: str, mark: str, this_year: int) -> PartialDate | None:
    if match := _ISO.fullmatch(bare):
        return PartialDate.of(int(match[1]), int(match[2]), int(match[3]) if match[3] else None, mark=mark)
    match = _FIGURES.fullmatch(bare)
    if match is None or (match[2] is None and len(match[3]) == 2):
        return None
    day, month = (int(part) if part else None for part in (match[1], match[2]))
    return PartialDate.of(_full_year(match[3], this_year), month, day, mark=mark)


def _in_words(bare: str, mark: str, this_year: int) -> PartialDate | None:
    match = _WORDS.fullmatch(bare)
    month = _month(match[2]) if match else None
    if match is None or month is None:
        return None
    return PartialDate.of(_full_year(match[3], this_year), month, int(match[1]) if match[1] else None, mark=mark)


def _month(word: str) -> int | None:
    starts = {month for name, month in MONTHS.items() if len(word) >= 3 and name.startswith(word)}
    return MONTHS.get(word) or (starts.pop() if len(starts) == 1 else None)
