"""How long a right lasts, in figures or in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cementiris.registry.names import fold
from imports.cleaning.cells import as_text, is_ditto, is_unknown
from imports.cleaning.numerals import number_in_words
from imports.rows import Cell

_PERPETUAL = re.compile(
    r"perpet|propiet|propied|a perp|indefinid|indefinit|per sempre|para siempre|forever|a ?etern|^perp?$|^p$|^prop$|"
    r"sense termini|sin plazo|freehold"
)
_TEMPORARY = frozenset(
    [
        "t",
        "temp",
        "temporal",
        "lloguer",
        "lloguers",
        "ll",
        "llog",
        "arrendament",
        "arrendamiento",
        "alquiler",
        "alq",
        "alqr",
        "rent",
        "rental",
        "leased",
        "temporary",
        "concessio",
        "concesion",
        "concessio temporal",
        "concesion temporal",
        "cessio temporal",
        "cesion temporal",
        "cessio",
        "cesion",
        "ordinaria",
        "ordinari",
        "ordinario",
    ]
)
_LEAD = (
    r"(?:(?:concessi?on?|conc|cessio|cesion|temporal|temp|lloguer|alquiler|per|por|a|de|durant|durante|termini|"
    r"plazo|c|t)\s+)*"
)
_YEARS = r"(?:anys?|anos?|a|years?|yrs?|y|anualitats|anualidades)"
_FIGURES = re.compile(rf"{_LEAD}(\d{{1,4}})(?: 0+)? ?(?:{_YEARS}\b.*)?(?:prorrog\w*|renov\w*)?")
_IN_WORDS = re.compile(rf"{_LEAD}([a-z][a-z ]*?)(?: (?:{_YEARS}|prorrog\w*))?")
_INSIDE = re.compile(r"\b(\d{1,3}) ?(?:anys?|anos?|years?)\b")
_SUM = re.compile(rf"(\d{{1,2}})\s*(?:{_YEARS})?\s*\+\s*(\d{{1,2}})\s*(?:{_YEARS})?")
_OTHER_MEASURE = re.compile(r"\b(?:mes|mesos|meses|months?|dies|dias|mig|mitja|medio|media|half)\b")
_LUSTRES = {"quinquenni": 5, "quinquenal": 5, "quinquenio": 5, "lustre": 5, "decenni": 10, "decenio": 10, "segle": 100}
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class TermReading:
    """A term in years, or for ever; `problem` when the text says something that is not understood or cannot be."""

    years: int | None = None
    perpetual: bool = False
    problem: str = ""


_NOTHING = TermReading()
_FOR_EVER = TermReading(perpetual=True)
_UNREADABLE = TermReading(problem="unreadable_term")
_IMPLAUSIBLE = TermReading(problem="implausible_term")
_DITTO = TermReading(problem="ditto_mark")


def read_term(cell: Cell) -> TermReading:
    """Read a cell as the length of a right; never raises."""
    return _read_text(as_text(cell))


@lru_cache(maxsize=4096)
def _read_text(text: str) -> TermReading:
    if is_ditto(text):
        return _DITTO
    folded = fold(text)
    if is_unknown(text) or folded in _TEMPORARY:
        return _NOTHING
    if _PERPETUAL.search(folded):
        return _FOR_EVER
    if text.strip()[0] in "-–" or _OTHER_MEASURE.search(folded):
        return _UNREADABLE
    if total := _SUM.fullmatch(text.strip().lower().replace("ñ", "n")):
        return _of_years(int(total[1]) + int(total[2]))
    return _in_figures(text, folded) or _in_words(folded) or _UNREADABLE


def _in_figures(text: str, folded: str) -> TermReading | None:
    match = _FIGURES.fullmatch(folded)
    if match is None:
        inside = set(_INSIDE.findall(folded))
        return _of_years(int(inside.pop())) if len(inside) == 1 else None
    if len(match[1]) == 4:
        # A year or a date in the wrong column; only what is called years is a term.
        return _IMPLAUSIBLE if re.search(rf"\d ?{_YEARS}\b", folded) else None
    return _of_years(int(match[1])) if not re.search(r"\d\s*[/+–-]\s*\d", text) else None


def _in_words(folded: str) -> TermReading | None:
    match = _IN_WORDS.fullmatch(folded)
    years = _LUSTRES.get(folded) or (number_in_words(match[1]) if match else None)
    return _of_years(years) if years else None


def _of_years(years: int) -> TermReading:
    return TermReading(years=years) if 0 < years <= _LONGEST else _IMPLAUSIBLE
