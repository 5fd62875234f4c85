"""Dates as registers write them, in Catalan, Spanish and English, turned into EDTF and never made finer.

A reading keeps what the text says: ``12-3-74`` is a day, ``nov. 1974`` a month, ``1936?`` a doubtful year,
``anys 40`` a decade. What cannot be read, or cannot exist, stays unknown and says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from cementiris.registry.dates import UNKNOWN_DATE, PartialDate
from imports.cleaning.cells import as_text, is_unknown
from imports.cleaning.months import MONTHS, ROMAN
from imports.rows import Cell

_SERIAL_ZERO = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 2200, 73_050
_PREFIX = re.compile(
    r"^[†✝+]\s*|^(?:m\.|mort[ae]?|morí|mori|mor\.|def\.?|difunt[ao]?|finat|finad[ao]|fall\.?|fallecid[ao]|"
    r"falleció|\bd\.|dies|"
    r"obiit|ob\.|enterrad[ao]|enterrat|inh\.?|inhumat|inhumad[ao]|nascut|nascuda|nacid[ao]|n\.|born|died|el|dia|"
    r"día|data|"
    r"fecha|en|any|año|l['’])(?=[\s:\d.?(cv]|$)[\s:]*",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:cap a(?:l)?|vers(?: el)?|hacia|sobre|circa|cca?\.?|ca?\.|c/|about|abt\.?|around|aprox(?:\.|imadament|"
    r"imadamente)?|"
    r"a l['’]entorn de|entorn de|±|~)\s*",
    re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(r"\s*\(?\b(aprox\.?|aproximad\w+|ca\.?|circa)\)?$", re.IGNORECASE)
_DOUBT_WORDS = re.compile(
    r"\s*\(?\b(dubt[oó]s|dudos[oa]|dubtosa|possible(?:ment)?|posible(?:mente)?|probable(?:ment[e]?)?)\)?\s*",
    re.IGNORECASE,
)
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_YMD = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_DMY = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})")
_MY = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})")
_DAY_ROMAN_YEAR = re.compile(r"(?:(\d{1,2})\s*[-/. ]\s*)?([IVX]{1,4})\s*[-/. ]\s*(\d{4}|\d{2})", re.IGNORECASE)
_WORDS = re.compile(
    r"(?:(\d{1,2})(?:r|n|er|º|ª|st|nd|rd|th)?\s*[-/. ]*)?(?:del?\s+|d['’]\s*)?([a-zçñ]{3,10})\.?\s*[-/,. ]*"
    r"(?:del?\s+(?:any\s+|ano\s+)?)?(\d{4}|\d{2})"
)
_MONTH_FIRST = re.compile(r"([a-z]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{4})")
_YEAR = re.compile(r"(\d{4})")
_DECADE = re.compile(
    r"(?:anys|anos|decada(?: de(?:ls?| los)?)?(?: anys| anos)?|dels? anys|els)?\s*'?(?:(\d{2}|)(\d)0)(?:'?s)?"
)
_CENTURY = re.compile(r"(?:s|segle|siglo|century)\.?\s*([ivx]{1,5}|\d{2})")
_BETWEEN = re.compile(r"(?:entre|de|between|from)?\s*(\d{4})\s*(?:-|–|/|i|y|and|a|to)\s*(\d{4})")
_BEFORE = re.compile(r"(?:abans d[e'’]l?|antes del?|before|anterior a)\s*(\d{4})")
_AFTER = re.compile(r"(?:despres d[e'’]l?|despues del?|after|posterior a)\s*(\d{4})")
_DECADE_SIGNS = re.compile(r"anys|anos|decada|\ds$|^'|els ")


@dataclass(frozen=True, slots=True)
class DateRules:
    """How a source writes its dates: their order, what two figures of a year mean, and which years can be."""

    order: str = "dmy"
    century: int = 1900
    first_year: int = 1700
    last_year: int = 2199
    is_ranged: bool = False

    def full_year(self, text: str) -> int:
        """The year meant: of two figures, the one that falls within the range, or in the usual century."""
        if len(text) != 2:
            return int(text)
        usual = self.century + int(text)
        if not self.is_ranged:
            return usual
        wanted = (century * 100 + int(text) for century in range(self.first_year // 100, self.last_year // 100 + 1))
        return next((year for year in wanted if self.first_year <= year <= self.last_year), usual)


@dataclass(frozen=True, slots=True)
class DateReading:
    """What was read: a date (perhaps unknown), and a problem code when the text meant a date that cannot be had."""

    value: PartialDate = UNKNOWN_DATE
    problem: str = ""


NOTHING = DateReading()
DEFAULT_RULES = DateRules()


def read_date(cell: Cell, rules: DateRules = DEFAULT_RULES) -> DateReading:
    """Read a cell as a date; never raises."""
    if isinstance(cell, datetime):
        return _checked(PartialDate.on(cell.date()), rules)
    if isinstance(cell, date):
        return _checked(PartialDate.on(cell), rules)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _read_number(float(cell), rules)
    return read_date_text(as_text(cell), rules)


@lru_cache(maxsize=65536)
def read_date_text(text: str, rules: DateRules = DEFAULT_RULES) -> DateReading:
    """Read a text as a date; never raises."""
    if plain := _DMY.fullmatch(text):
        return _from_plain(plain, rules)
    bare, mark = _strip_signs(text)
    if is_unknown(bare):
        return NOTHING
    if bare.isdecimal() and (len(bare) != 4 or int(bare) >= _FIRST_SERIAL):
        return _read_number(float(bare), rules) if len(bare) < 9 else DateReading(problem="unreadable_date")
    try:
        found = _numeric(bare, rules) or _worded(_plain(bare), rules)
    except ValueError:
        return DateReading(problem="impossible_date")
    if found is None:
        return DateReading(problem="unreadable_date")
    return _checked(_marked(found, mark), rules)


def _from_plain(match: re.Match[str], rules: DateRules) -> DateReading:
    try:
        return _checked(_from_figures(match, rules), rules)
    except ValueError:
        return DateReading(problem="impossible_date")


def _from_figures(match: re.Match[str], rules: DateRules) -> PartialDate:
    day, month = (2, 1) if rules.order == "mdy" else (1, 2)
    return PartialDate.of(rules.full_year(match[3]), int(match[month]), int(match[day]))


def _strip_signs(text: str) -> tuple[str, str]:
    """Take off what is no date (†, m., brackets) and what only says how sure it is; give the rest and its mark."""
    bare = " ".join(text.split()).strip(" .,;:()[]")
    if text.strip().endswith((")", "]")) and "(" in bare:
        bare = bare + ")"
    before = None
    while before != bare:
        before = bare
        bare = _PREFIX.sub("", bare).strip()
    about = bool(_ABOUT.match(bare)) or bool(_AFTERTHOUGHT.search(bare))
    bare = _AFTERTHOUGHT.sub("", _ABOUT.sub("", bare))
    doubt = "?" in bare or bool(_DOUBT_WORDS.search(bare))
    bare = _DOUBT_WORDS.sub("", bare).replace("(?)", "").replace("?", "").strip(" .,;:()[]")
    return _TIME.sub("", bare), "%" if about and doubt else "~" if about else "?" if doubt else ""


def _plain(text: str) -> str:
    lowered = text.lower().replace("’", "'")
    return lowered.translate(str.maketrans("àáèéìíïòóùúü", "aaeeiiioouuu")).replace("ñ", "n")


def _numeric(text: str, rules: DateRules) -> PartialDate | None:
    if match := _YMD.fullmatch(text):
        return PartialDate.of(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    if match := _DMY.fullmatch(text):
        return _from_figures(match, rules)
    if match := _MY.fullmatch(text):
        return PartialDate.of(int(match[2]), int(match[1]))
    if match := _YEAR.fullmatch(text):
        return PartialDate.of(int(match[1]))
    return None


def _worded(text: str, rules: DateRules) -> PartialDate | None:
    return _day_and_month(text, rules) or _span(text) or _interval(text)


def _day_and_month(text: str, rules: DateRules) -> PartialDate | None:
    if (match := _DAY_ROMAN_YEAR.fullmatch(text)) and match[2].lower() in ROMAN:
        return _from_parts(match[1], ROMAN[match[2].lower()], rules.full_year(match[3]))
    if (match := _WORDS.fullmatch(text)) and (month := _month(match[2])):
        return _from_parts(match[1], month, rules.full_year(match[3]))
    if (match := _MONTH_FIRST.fullmatch(text)) and (month := _month(match[1])):
        return _from_parts(match[2], month, int(match[3]))
    return None


def _from_parts(day: str | None, month: int, year: int) -> PartialDate:
    return PartialDate.of(year, month, int(day) if day else None)


def _month(word: str) -> int | None:
    bare = word.lstrip("d'") if word not in MONTHS and word.startswith("d'") else word
    return MONTHS.get(bare) or MONTHS.get(bare[:4]) or (MONTHS.get(bare[:3]) if len(bare) == 3 else None)


def _span(text: str) -> PartialDate | None:
    if (match := _DECADE.fullmatch(text)) and _DECADE_SIGNS.search(text):
        return PartialDate.parse_edtf(f"{match[1] or '19'}{match[2]}X")
    if match := _CENTURY.fullmatch(text):
        number = int(match[1]) if match[1].isdecimal() else _roman(match[1])
        return PartialDate.parse_edtf(f"{number - 1}XX") if 17 < number < 22 else None
    return None


def _interval(text: str) -> PartialDate | None:
    if match := _BETWEEN.fullmatch(text):
        return PartialDate.parse_edtf(f"{match[1]}/{match[2]}")
    if match := _BEFORE.fullmatch(text):
        return PartialDate.parse_edtf(f"../{int(match[1]) - 1:04d}")
    if match := _AFTER.fullmatch(text):
        return PartialDate.parse_edtf(f"{int(match[1]) + 1:04d}/..")
    return None


def _roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[sign] for sign in text]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _read_number(number: float, rules: DateRules) -> DateReading:
    """A bare number is a year, year-month-day in eight figures (zeros if unknown), or a spreadsheet's day count."""
    if not number.is_integer():
        number = float(int(number)) if _FIRST_SERIAL < number < _LAST_SERIAL else -1.0
    whole = int(number)
    if whole == 0:
        return NOTHING
    if 1000 <= whole < _FIRST_SERIAL:
        return _checked(PartialDate.of(whole), rules)
    if _FIRST_SERIAL <= whole <= _LAST_SERIAL:
        return _checked(PartialDate.on(_SERIAL_ZERO + timedelta(days=whole)), rules)
    if 10_000_000 <= whole <= 99_999_999:
        return _eight_figures(f"{whole:08d}", rules)
    return DateReading(problem="unreadable_date")


def _eight_figures(text: str, rules: DateRules) -> DateReading:
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    if not 1500 <= year <= 2199:
        day, month, year = int(text[:2]), int(text[2:4]), int(text[4:])
    try:
        return _checked(PartialDate.of(year, month or None, (day or None) if month else None), rules)
    except ValueError:
        return DateReading(problem="impossible_date")


def _marked(value: PartialDate, mark: str) -> PartialDate:
    if not mark or value.edtf[-1] in "?~%" or "/" in value.edtf:
        return value
    return PartialDate.parse_edtf(value.edtf + mark)


def _checked(value: PartialDate, rules: DateRules) -> DateReading:
    first, last = value.earliest or value.latest, value.latest or value.earliest
    if first is None or last is None or last.year < rules.first_year or first.year > rules.last_year:
        return DateReading(problem="impossible_date")
    return DateReading(value)
