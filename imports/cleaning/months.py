"""The months in Catalan, Spanish, English, French and Latin, whole, shortened and misspelt, without accents."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache

_NAMES = (
    "gener enero january janvier januarii gen ene jan gn xaner giner",
    "febrer febrero february fevrier februarii feb febr fbr fev",
    "marc març marzo march mars martii mar mrz mç mc",
    "abril abril april avril aprilis abr apr avr",
    "maig mayo may mai maii mag myo",
    "juny junio june juin junii jun jny",
    "juliol julio july juillet julii jul jol juriol",
    "agost agosto august aout augusti ago ag aug agt",
    "setembre septiembre setiembre september septembre septembris set sept sep setbre sbre 7bre stbre setem septbre",
    "octubre october octobre octobris oct octbre obre 8bre oc otubre",
    "novembre noviembre november novembris nov novbre nbre 9bre nov nvbre",
    "desembre diciembre december decembre decembris des dic dec dbre 10bre xbre dcbre dicbre desbre",
)
_WHOLE = 4
_SHORTEST_PREFIX = 3
_SHORTEST_MISSPELT = 5
_LIKENESS = 0.83

MONTHS: dict[str, int] = {word: number for number, words in enumerate(_NAMES, 1) for word in words.split()}

ROMAN: dict[str, int] = {
    word: number
    for number, word in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], 1)
} | {"iiii": 4, "viiii": 9}

_NAMED = {word: number for number, words in enumerate(_NAMES, 1) for word in words.split()[:3] if len(word) >= _WHOLE}


@lru_cache(maxsize=4096)
def month_of(word: str) -> int | None:
    """The month that a word without accents names: whole, cut short, or a letter wrong; None when it names none."""
    if found := MONTHS.get(word):
        return found
    if len(word) < _SHORTEST_PREFIX:
        return None
    begun = {number for name, number in _NAMED.items() if name.startswith(word)}
    if begun:
        return begun.pop() if len(begun) == 1 else None
    near = get_close_matches(word, _NAMED, n=1, cutoff=_LIKENESS) if len(word) >= _SHORTEST_MISSPELT else []
    return _NAMED[near[0]] if near else None
