"""Dates as registers write them, in Catalan, Spanish and English, turned into EDTF and never made finer.

A reading keeps what the text says: ``12-3-74`` is a day, ``nov. 1974`` a month, ``1936?`` a doubtful year,
``anys 40`` a decade. What cannot be read, or cannot exist, stays unknown and says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from cementiris.registry.dates import UNKNOWN_DATE, PartialDate
from imports.cleaning.cells import as_text, is_ditto, is_unknown
from imports.cleaning.date_phrases import read_phrase
from imports.cleaning.date_rules import DEFAULT_RULES, DateRules
from imports.cleaning.date_signs import bare_of, in_figures, without_doubt
from imports.cleaning.numerals import with_figures
from imports.rows import Cell

__all__ = ["DEFAULT_RULES", "NOTHING", "DateReading", "DateRules", "is_clear_serial", "read_date", "read_date_text"]

_SERIAL_ZERO = date(1899, 12, 30)
_BLANK_DAYS = frozenset({date(1899, 12, 30), date(1899, 12, 31)})
_FIRST_SERIAL, _LAST_SERIAL = 2200, 73_050
_LONGEST_DATE = 80
_SEP = r"(?:\s*[-/.,_\\]{1,2}\s*|\s+)"
_PLAIN = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_YMD = re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}})(?:{_SEP}(\d{{1,2}}))?")
_DMY = re.compile(rf"(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}(\d{{4}}|\d{{2}})")
_MY = re.compile(rf"(\d{{1,2}}){_SEP}(\d{{4}}|\d{{2}})")
_YEAR = re.compile(r"(\d{4})|['’]?(\d{2})")
_HOLE = r"(?:[?_*0-]{1,2}|xx)"
_MASKED = re.compile(
    rf"(\d{{1,2}}|{_HOLE}|)\s*[-/.]\s*(\d{{1,2}}|{_HOLE}|)\s*[-/.]\s*(\d{{4}}|[?_*0-]{{1,4}}|x{{2,4}}|)",
    re.IGNORECASE,
)
_MASKED_FIRST = re.compile(rf"(\d{{4}})\s*[-/.]\s*(\d{{1,2}}|{_HOLE})\s*[-/.]\s*({_HOLE})", re.IGNORECASE)
_SOME_OF_YEAR = re.compile(
    r"(?:((?:1[5-9]|20)\d)[-?x_.*…]|(1[5-9]|20)(?:\?\?|--|\.\.|__|xx|\*\*|…))(\??)", re.IGNORECASE
)
_CENTURY_DOTS = re.compile(r"\b(1[6-9]|20)(?:\.{2,3}|…)$")
_DECIMALS = re.compile(r"(\d{4,6})[.,]0*")
_END_OF_YEAR = re.compile(r"(?:[89]\d\d|0[0-2]\d)$")
_SLIP = re.compile(r"(?:1[89]|20)\d{3}")
_WITH_ACCENTS = str.maketrans("àáèéìíïòóùúüçñ’", "aaeeiiioouuucn'")
_MARKS = {(True, True): "%", (True, False): "~", (False, True): "?", (False, False): ""}
_FIRST_NO_DAY = 31


@dataclass(frozen=True, slots=True)
class DateReading:
    """What was read: a date (perhaps unknown), and a problem code when the text meant a date that cannot be had."""

    value: PartialDate = UNKNOWN_DATE
    problem: str = ""


NOTHING = DateReading()
_UNREADABLE = DateReading(problem="unreadable_date")
_IMPOSSIBLE = DateReading(problem="impossible_date")
_DITTO = DateReading(problem="ditto_mark")


def read_date(cell: Cell, rules: DateRules = DEFAULT_RULES) -> DateReading:
    """Read a cell as a date; never raises."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        # The zero of a spreadsheet's or a database's calendar is an empty cell shown as a date.
        return NOTHING if cell in _BLANK_DAYS else _checked(PartialDate.on(cell), rules)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _read_number(float(cell), rules)
    return read_date_text(as_text(cell), rules)


@lru_cache(maxsize=16384)
def read_date_text(text: str, rules: DateRules = DEFAULT_RULES) -> DateReading:
    """Read a text as a date; never raises."""
    try:
        if plain := _PLAIN.fullmatch(text):
            return _checked(_from_figures(plain, rules), rules)
        return _read_text(text, rules) if len(text) <= _LONGEST_DATE else _UNREADABLE
    except ValueError:
        return _with_holes(text, rules) or _IMPOSSIBLE


def is_clear_serial(cell: Cell) -> bool:
    """Whether a cell is surely the day count of a spreadsheet, and no year with a slip of the pen."""
    text = as_text(cell)
    match = _DECIMALS.fullmatch(text)
    text = match[1] if match else text
    return len(text) == 5 and text.isdecimal() and int(text) <= _LAST_SERIAL and not _SLIP.fullmatch(text)


def _read_text(text: str, rules: DateRules) -> DateReading:
    if is_ditto(text):
        return _DITTO
    bare, is_about = bare_of(_CENTURY_DOTS.sub(r"\1??", text))
    if holes := _with_holes(bare, rules, is_about=is_about):
        return holes
    bare, is_doubted = without_doubt(bare)
    if is_unknown(bare):
        return NOTHING
    bare = in_figures(bare)
    if decimals := _DECIMALS.fullmatch(bare):
        bare = decimals[1]
    if bare.isdecimal() and (len(bare) > 4 or not int(bare) or _is_short_serial(bare, rules)):
        return _long_number(bare, rules)
    found = _numeric(bare, rules) or read_phrase(_lowered(bare), rules)
    if found is None:
        return _UNREADABLE
    return _checked(_marked(found, _MARKS[is_about, is_doubted]), rules)


def _lowered(text: str) -> str:
    return with_figures(" ".join(text.lower().translate(_WITH_ACCENTS).split()))


def _from_figures(match: re.Match[str], rules: DateRules) -> PartialDate:
    day, month = (2, 1) if rules.order == "mdy" else (1, 2)
    return PartialDate.on(date(rules.full_year(match[3]), int(match[month]), int(match[day])))


def _with_holes(text: str, rules: DateRules, *, is_about: bool = False) -> DateReading | None:
    """A date whose day, month or last figures are zeros, signs or left out: what stands before them is known."""
    if match := _SOME_OF_YEAR.fullmatch(text):
        known = f"{match[1]}X" if match[1] else f"{match[2]}XX"
        return _checked(_marked(PartialDate.parse_edtf(known), "~" if is_about else ""), rules)
    if match := _MASKED_FIRST.fullmatch(text):
        return _of_known(match[1], match[2], rules, is_about=is_about)
    match = _MASKED.fullmatch(text)
    if match is None or not (_is_hole(match[1]) or _is_hole(match[2]) or _is_hole(match[3])):
        return None
    if _is_hole(match[3]):
        return NOTHING if _is_hole(match[1]) and _is_hole(match[2]) else _UNREADABLE
    if len(match[3]) != 4:
        return None
    month = match[1] if rules.order == "mdy" else match[2]
    return _of_known(match[3], month, rules, is_about=is_about)


def _of_known(year: str, month: str, rules: DateRules, *, is_about: bool) -> DateReading:
    if _is_hole(year):
        return NOTHING if _is_hole(month) else _UNREADABLE
    if not _is_hole(month) and not 1 <= int(month) <= 12:
        return _IMPOSSIBLE
    value = PartialDate.of(int(year), None if _is_hole(month) else int(month))
    return _checked(_marked(value, "~" if is_about else ""), rules)


def _is_hole(part: str) -> bool:
    return not part.strip("0?xX_*-")


def _numeric(text: str, rules: DateRules) -> PartialDate | None:
    if match := _YMD.fullmatch(text):
        return PartialDate.of(int(match[1]), int(match[2]), int(match[3])) if match[3] else _month_or_span(match)
    if match := _DMY.fullmatch(text):
        return _from_figures(match, rules)
    if match := _MY.fullmatch(text):
        return _month_and_year(match, rules)
    if match := _YEAR.fullmatch(text):
        return _year(match, rules)
    return None


def _month_or_span(match: re.Match[str]) -> PartialDate | None:
    """*1974-11* is a month; *1936-39* cannot be one and is left to the phrases."""
    return PartialDate.of(int(match[1]), int(match[2]) or None) if int(match[2]) <= 12 else None


def _month_and_year(match: re.Match[str], rules: DateRules) -> PartialDate | None:
    """*11/1974*, and *11/74* where the last two figures can be no day."""
    if len(match[2]) == 4:
        return PartialDate.of(int(match[2]), int(match[1]) or None)
    if int(match[2]) <= _FIRST_NO_DAY or not 1 <= int(match[1]) <= 12:
        return None
    return PartialDate.of(rules.full_year(match[2]), int(match[1]))


def _year(match: re.Match[str], rules: DateRules) -> PartialDate | None:
    """A year of four figures; of two where an apostrophe says so, or where they can be no day of a column of dates."""
    if match[1]:
        return PartialDate.of(int(match[1]))
    is_year = match[0][0] in "'’" or (rules.has_short_years and int(match[2]) > _FIRST_NO_DAY)
    return PartialDate.of(rules.full_year(match[2])) if is_year else None


def _long_number(digits: str, rules: DateRules) -> DateReading:
    if len(digits) == 6:
        return _six_figures(digits, rules)
    if len(digits) == 5 and not rules.has_serials and _SLIP.fullmatch(digits) and _has_doubled(digits):
        return _UNREADABLE
    return _eight_figures(digits, rules) if len(digits) == 8 else _read_number(float(digits[:9]), rules)


def _is_short_serial(digits: str, rules: DateRules) -> bool:
    """Whether four figures are a day count of before 1928: beside others, or where no slip makes a year of them."""
    if len(digits) != 4 or int(digits) < _FIRST_SERIAL:
        return False
    return rules.has_serials or (rules.has_short_years and not _END_OF_YEAR.search(digits))


def _has_doubled(digits: str) -> bool:
    """Whether a year of five figures is one with a figure struck twice (19974): it may be a day count or 1974."""
    return any(one == other for one, other in pairwise(digits))


def _six_figures(digits: str, rules: DateRules) -> DateReading:
    """*120374*: read only where the last two figures can be no day, so that the order is sure."""
    if int(digits[4:]) <= _FIRST_NO_DAY:
        return _UNREADABLE
    first, second = int(digits[:2]), int(digits[2:4])
    day, month = (second, first) if rules.order == "mdy" else (first, second)
    return _checked(PartialDate.of(rules.full_year(digits[4:]), month, day), rules)


def _read_number(number: float, rules: DateRules) -> DateReading:
    """A bare number is a year, year-month-day in eight figures (zeros if unknown), or a spreadsheet's day count."""
    if not number.is_integer():
        number = float(int(number)) if _FIRST_SERIAL < number < _LAST_SERIAL else -1.0
    whole = int(number)
    if whole == 0:
        return NOTHING
    if 1000 <= whole < _FIRST_SERIAL:
        return _checked(PartialDate.of(whole), rules)
    if rules.has_short_years and _FIRST_NO_DAY < whole <= 99:
        return _checked(PartialDate.of(rules.full_year(str(whole))), rules)
    if _FIRST_SERIAL <= whole <= _LAST_SERIAL:
        return _checked(PartialDate.on(_SERIAL_ZERO + timedelta(days=whole)), rules)
    if 10_000_000 <= whole <= 99_999_999:
        return _eight_figures(f"{whole:08d}", rules)
    return _UNREADABLE


def _eight_figures(text: str, rules: DateRules) -> DateReading:
    if not int(text):
        return NOTHING
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    if not 1500 <= year <= 2199:
        day, month, year = int(text[:2]), int(text[2:4]), int(text[4:])
        day, month = (month, day) if rules.order == "mdy" else (day, month)
    try:
        return _checked(PartialDate.of(year, month or None, (day or None) if month else None), rules)
    except ValueError:
        return _IMPOSSIBLE


def _marked(value: PartialDate, mark: str) -> PartialDate:
    if not mark or value.edtf[-1] in "?~%" or "/" in value.edtf:
        return value
    return PartialDate.parse_edtf(value.edtf + mark)


def _checked(value: PartialDate, rules: DateRules) -> DateReading:
    first, last = value.earliest or value.latest, value.latest or value.earliest
    if first is None or last is None or last.year < rules.first_year or first.year > rules.last_year:
        return _IMPOSSIBLE
    return DateReading(value)
