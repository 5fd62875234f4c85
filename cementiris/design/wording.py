"""Dates in words: whole days, and partial dates (EDTF) as «1962», «febrer de 1963», «cap al 1971»."""

import re
from datetime import date

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cementiris.design.writing import day_text

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_DECADE = re.compile(r"(\d{3})X")
_CENTURY = re.compile(r"(\d\d)XX")


def edtf_in_words(text: str) -> str:
    """Write an EDTF date for people; what it does not know it leaves as it is, and nothing stays nothing."""
    if "/" in text:
        return _interval(*text.split("/", 1))
    plain, mark = (text[:-1], text[-1]) if text[-1:] in ("?", "~", "%") else (text, "")
    words = _one(plain)
    if mark in ("~", "%"):
        words = _("cap al %(date)s") % {"date": words}
    return _("%(date)s, dubtós") % {"date": words} if mark in ("?", "%") else words


def day_in_words(day: date) -> str:
    """Write a day with its weekday: «diumenge, 22 de novembre de 2026», «dijous, 1 d’abril de 2027»."""
    parts = {"weekday": WEEKDAYS[day.weekday()], "day": day.day, "month": MONTHS[day.month], "year": day.year}
    words = _("%(weekday)s, %(day)s de %(month)s de %(year)s") % parts
    return words.replace(" de a", " d’a").replace(" de o", " d’o") if get_language() == "ca" else words


def _interval(first: str, last: str) -> str:
    ends = {"first": edtf_in_words(first.strip(".")), "last": edtf_in_words(last.strip("."))}
    if not ends["first"]:
        return _("fins a %(last)s") % ends
    if not ends["last"]:
        return _("des de %(first)s") % ends
    return _("entre %(first)s i %(last)s") % ends


def _one(text: str) -> str:
    if match := _DAY.fullmatch(text):
        year, month, day = map(int, match.groups())
        return day_text(date(year, month, day))
    if match := _MONTH.fullmatch(text):
        month_name = MONTHS.get(int(match[2]), match[2])
        return _("%(month)s de %(year)s") % {"month": month_name, "year": match[1]}
    if match := _DECADE.fullmatch(text):
        return _("entre %(first)s i %(last)s") % {"first": f"{match[1]}0", "last": f"{match[1]}9"}
    if match := _CENTURY.fullmatch(text):
        return _("entre %(first)s i %(last)s") % {"first": f"{match[1]}00", "last": f"{match[1]}99"}
    return text
