"""Dates in words: days and months by name, seasons, decades, centuries, and what lies between two dates.

A season becomes the months it touches, *principis de 1938* the whole year: never finer than the phrase.
"""

from __future__ import annotations

import re

from cementiris.registry.dates import PartialDate
from imports.cleaning.date_rules import DateRules
from imports.cleaning.months import ROMAN, month_of
from imports.cleaning.numerals import number_in_words, roman_number

_GAP = r"[-/.,\s]*"
_DAY_ROMAN_YEAR = re.compile(r"(?:(\d{1,2})\s*[-/. ]\s*)?([ivx]{1,5})\s*[-/. ]\s*(?:de )?(\d{4}|\d{2})")
_WORDS = re.compile(
    rf"(?:(\d{{1,2}})(?:r|n|er|e|o|º|ª|st|nd|rd|th)?{_GAP}(?:dies?\s+)?)?(?:of\s+|del?\s+(?:mes de\s+)?|d['’]\s*)?"
    rf"((?:7|8|9|10)bre|(?!bre)[a-z]{{2,10}}){_GAP}(?:del?\s+(?:l'any\s+|any\s+|ano\s+)?|of\s+)?'?(\d{{4}}|\d{{2}})"
)
_MONTH_FIRST = re.compile(r"([a-z]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{4})")
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_GAP}(?:del?\s+)?([a-z]{{3,10}})(?:{_GAP}(\d{{1,2}}))?")
_VAGUE = re.compile(
    r"(?:a |en )?(?:principis?|principios?|començaments?|comencaments?|comienzos?|inicis?|inicios?|finals?|finales|"
    r"fi|fin|mitjans?|mitjan|mediados|early|late|mid|(?:1a|2a|primera|segona|segunda) (?:meitat|mitad))"
    r"\s*(?:del?s?\s+|d['’]|of\s+)?(?:l['’]any\s+|any\s+|ano\s+|los?\s+)?"
)
_SEASON = re.compile(
    r"(primavera|spring|estiu|verano|summer|tardor|otono|autumn|hivern|invierno|winter)\s*(?:del?\s+)?(?:any\s+)?(\d{4})"
)
_SPRING, _SUMMER, _AUTUMN = (3, 6), (6, 9), (9, 12)
_SEASON_MONTHS = {
    "pr": _SPRING,
    "sp": _SPRING,
    "es": _SUMMER,
    "ve": _SUMMER,
    "su": _SUMMER,
    "ta": _AUTUMN,
    "ot": _AUTUMN,
    "au": _AUTUMN,
}
_DECADE = re.compile(
    r"(?:anys|anos|decada(?: de(?:ls?| los)?)?(?: anys| anos)?|dels? anys|los anos|els(?: anys)?|the)?\s*'?"
    r"(?:(\d{2}|)(\d)0)(?:'?s)?"
)
_DECADE_SIGNS = re.compile(r"anys|anos|decada|\ds$|^'|els ")
_WORDED_DECADE = re.compile(
    r"(?:(?:els |los |dels |de los )?(?:anys|anos)|decada(?: del?s?| de los)?(?: anys| anos)?)\s+([a-z]{4,10})"
)
_CENTURY = re.compile(r"(?:s|segle|siglo|century)\.?\s*([ivx]{1,5}|\d{2})")
_BETWEEN = re.compile(
    r"(?:entre|de|between|from)?\s*(?:el |l')?(\d{4})\s*(?:-|–|—|/|i|y|and|a|to)\s*(?:el |l')?(\d{4}|\d{2})"
)
_BEFORE = re.compile(
    r"(?:(?:abans|antes) (?:d['’]|del?\s)(?:l'any\s+|any\s+|ano\s+)?|before\s|anterior a(?:l)?\s|ante\s|<)\s*(\d{4})"
)
_AFTER = re.compile(
    r"(?:(?:despres|despues) (?:d['’]|del?\s)(?:l'any\s+|any\s+|ano\s+)?|"
    r"after\s|posterior a(?:l)?\s|post\.?\s|>)\s*(\d{4})"
)
_UNTIL = re.compile(r"(?:fins|hasta|until)\s(?:al?\s|el\s|l'any\s)?\s*(\d{4})")
_SINCE = re.compile(r"(?:des de|desde|a partir de|since)\s(?:l'any\s|el\s)?\s*(\d{4})")
_OR = re.compile(r"\s+(?:o|u|or|o be)\s+|(?<=[a-z])\s?[-/]\s?(?=[a-z]{3,10}\.?\s)")
_BOTH = re.compile(r"\s+(?:i|y|a|and)\s+")
_PARTS = 2


def read_phrase(text: str, rules: DateRules) -> PartialDate | None:
    """Read a date in words, in small letters without accents; None when it is none, ValueError when none can be."""
    found = _open_interval(text) or _day_and_month(text, rules) or _span(text) or _between(text)
    if found is None and (bare := _VAGUE.sub("", text)) != text:
        return _of_whole(bare, rules)
    return found or _either(text, rules)


def _of_whole(text: str, rules: DateRules) -> PartialDate | None:
    if re.fullmatch(r"\d{4}", text):
        return PartialDate.of(int(text))
    return _day_and_month(text, rules) or _span(text)


def _day_and_month(text: str, rules: DateRules) -> PartialDate | None:
    if (match := _DAY_ROMAN_YEAR.fullmatch(text)) and match[2] in ROMAN:
        return _from_parts(match[1], ROMAN[match[2]], rules.full_year(match[3]))
    if (match := _WORDS.fullmatch(text)) and (month := month_of(match[2])):
        return _from_parts(match[1], month, rules.full_year(match[3]))
    if (match := _MONTH_FIRST.fullmatch(text)) and (month := month_of(match[1])):
        return _from_parts(match[2], month, int(match[3]))
    if (match := _YEAR_FIRST.fullmatch(text)) and (month := month_of(match[2])):
        return _from_parts(match[3], month, int(match[1]))
    return None


def _from_parts(day: str | None, month: int, year: int) -> PartialDate:
    return PartialDate.of(year, month, int(day) if day else None)


def _span(text: str) -> PartialDate | None:
    if match := _SEASON.fullmatch(text):
        return _season(match[1], int(match[2]))
    if (match := _DECADE.fullmatch(text)) and _DECADE_SIGNS.search(text):
        return PartialDate.parse_edtf(f"{match[1] or '19'}{match[2]}X")
    if (match := _WORDED_DECADE.fullmatch(text)) and (ten := number_in_words(match[1])) and ten in range(20, 100, 10):
        return PartialDate.parse_edtf(f"19{ten // 10}X")
    if match := _CENTURY.fullmatch(text):
        number = int(match[1]) if match[1].isdecimal() else roman_number(match[1]) or 0
        return PartialDate.parse_edtf(f"{number - 1}XX") if 17 < number < 22 else None
    year = roman_number(text) if len(text) > 3 else None
    return PartialDate.of(year) if year and year > 1000 else None


def _season(word: str, year: int) -> PartialDate:
    """The months that a season touches; a winter may belong to the year before or to the one after."""
    first, last = _SEASON_MONTHS.get(word[:2], (0, 0))
    if not first:
        return PartialDate.parse_edtf(f"{year - 1:04d}-12/{year + 1:04d}-03")
    return PartialDate.parse_edtf(f"{year:04d}-{first:02d}/{year:04d}-{last:02d}")


def _open_interval(text: str) -> PartialDate | None:
    if match := _BEFORE.fullmatch(text):
        return PartialDate.parse_edtf(f"../{int(match[1]) - 1:04d}")
    if match := _AFTER.fullmatch(text):
        return PartialDate.parse_edtf(f"{int(match[1]) + 1:04d}/..")
    if match := _UNTIL.fullmatch(text):
        return PartialDate.parse_edtf(f"../{match[1]}")
    if match := _SINCE.fullmatch(text):
        return PartialDate.parse_edtf(f"{match[1]}/..")
    return None


def _between(text: str) -> PartialDate | None:
    """*Entre 1936 i 1939*, *1936-39*; two figures that can be a month do not come here."""
    match = _BETWEEN.fullmatch(text)
    if match is None:
        return None
    first, last = match[1], match[2]
    return PartialDate.parse_edtf(f"{first}/{last if len(last) == 4 else first[:2] + last}")


def _either(text: str, rules: DateRules) -> PartialDate | None:
    """One of two dates, or from one to the other: all that lies between; the first may lean on the second."""
    for sign in (_OR, _BOTH):
        ends = sign.split(text)
        if len(ends) == _PARTS and (last := _one(ends[1], rules)) and (first := _leaning(ends[0], ends[1], rules)):
            return _joined(first, last)
    return None


def _one(text: str, rules: DateRules) -> PartialDate | None:
    bare = re.sub(r"^(?:entre|del?|between|el)\s+", "", text.strip(" ,."))
    if re.fullmatch(r"\d{4}", bare):
        return PartialDate.of(int(bare))
    if match := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})", bare):
        day, month = (match[2], match[1]) if rules.order == "mdy" else (match[1], match[2])
        return PartialDate.of(rules.full_year(match[3]), int(month), int(day))
    return _day_and_month(bare, rules)


def _leaning(first: str, second: str, rules: DateRules) -> PartialDate | None:
    """The first of two dates, with the words of the second that it leaves out: *12* of *12 o 13 de març de 1974*."""
    words = second.split()
    whole = [first, *(f"{first} {' '.join(words[start:])}" for start in range(1, len(words)))]
    return next((found for text in whole if (found := _one(text, rules))), None)


def _joined(first: PartialDate, last: PartialDate) -> PartialDate:
    if first.edtf == last.edtf:
        return first
    ordered = (first, last) if not last.is_surely_before(first) else (last, first)
    return PartialDate.parse_edtf("/".join(value.edtf for value in ordered))
