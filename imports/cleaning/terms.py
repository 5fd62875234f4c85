"""How long a right lasts, in figures or in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cementiris.registry.names import fold
from imports.cleaning.cells import as_text, is_unknown
from imports.rows import Cell

_PERPETUAL = re.compile(
    r"perpet|propiet|propied|a perp|indefinid|indefinit|per sempre|para siempre|vitalic|forever|^perp?$|^p$"
)
_FIGURES = re.compile(r"^(\d{1,3})(?: 0+)?(?: (?:anys?|anos?|a|years?|anualitats))?(?: .*)?$")
_INSIDE = re.compile(r"\b(\d{1,3}) ?(?:anys?|anos?|years?)\b")
_LONGEST = 999
_WORDS = {
    "cinc": 5,
    "cinco": 5,
    "five": 5,
    "deu": 10,
    "diez": 10,
    "ten": 10,
    "quinze": 15,
    "quince": 15,
    "vint": 20,
    "veinte": 20,
    "vint i cinc": 25,
    "veinticinco": 25,
    "trenta": 30,
    "treinta": 30,
    "quaranta": 40,
    "cuarenta": 40,
    "cinquanta": 50,
    "cincuenta": 50,
    "fifty": 50,
    "setanta cinc": 75,
    "setenta y cinco": 75,
    "noranta nou": 99,
    "noventa y nueve": 99,
}
_YEARS_WORD = re.compile(r" ?(?:anys|anos|years)$")


@dataclass(frozen=True, slots=True)
class TermReading:
    """A term in years, or for ever; `problem` when the text says something that is not understood."""

    years: int | None = None
    perpetual: bool = False
    problem: str = ""


def read_term(cell: Cell) -> TermReading:
    """Read a cell as the length of a right; never raises."""
    return _read_text(as_text(cell))


@lru_cache(maxsize=4096)
def _read_text(text: str) -> TermReading:
    folded = fold(text)
    if is_unknown(text) or folded == "0":
        return TermReading()
    if _PERPETUAL.search(folded):
        return TermReading(perpetual=True)
    if (match := _FIGURES.match(folded) or _INSIDE.search(folded)) and 0 < int(match[1]) <= _LONGEST:
        return TermReading(years=int(match[1]))
    if years := _WORDS.get(_YEARS_WORD.sub("", folded)):
        return TermReading(years=years)
    return TermReading(problem="unreadable_term")
