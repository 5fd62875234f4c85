"""Numbers in words, in Catalan, Spanish and English, and in Roman figures."""

from __future__ import annotations

import re
from functools import lru_cache

from cementiris.registry.names import fold

_ONES = (
    "zero cero",
    "un una uno one primer primero primera",
    "dos dues two",
    "tres three",
    "quatre cuatro four",
    "cinc cinco five",
    "sis seis six",
    "set siete seven",
    "vuit ocho eight huit",
    "nou nueve nine",
    "deu diez ten",
    "onze once eleven",
    "dotze doce twelve",
    "tretze trece thirteen",
    "catorze catorce fourteen",
    "quinze quince fifteen",
    "setze dieciseis sixteen",
    "disset diecisiete seventeen",
    "divuit dieciocho eighteen",
    "dinou diecinueve nineteen",
)
_TENS = (
    "vint veinte vinti veinti twenty",
    "trenta treinta thirty",
    "quaranta cuarenta forty",
    "cinquanta cincuenta fifty",
    "seixanta sesenta sixty",
    "setanta setenta seventy",
    "vuitanta ochenta eighty",
    "noranta noventa ninety",
)
_SPANISH_HUNDREDS = {"quinientos": 500, "setecientos": 700, "novecientos": 900}
_UNITS = {word: value for value, words in enumerate(_ONES) for word in words.split()}
_ALL_TENS = {word: 10 * value for value, words in enumerate(_TENS, 2) for word in words.split()}
_SMALL = _UNITS | _ALL_TENS | {f"veinti{word}": 20 + _UNITS[word] for word in ["uno", "dos", "tres", "cuatro", "cinco"]}
_SMALL |= {f"veinti{word}": 20 + _UNITS[word] for word in ["un", "seis", "siete", "ocho", "nueve"]}
_HUNDRED = re.compile(r"(?:cents?|centes|ciento?s?|cien|hundred)")
_JOINED_HUNDRED = re.compile(r"(dos|tres|cuatro|seis|ocho)cientos")
_THOUSAND = frozenset({"mil", "thousand"})
_JOINING = frozenset({"i", "y", "and"})
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,4})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_HIGHEST = 9_999


@lru_cache(maxsize=4096)
def number_in_words(text: str) -> int | None:
    """The number that a whole text says in words (``vint-i-cinc``, ``treinta y cinco``), or None."""
    words = fold(text).split()
    if not words or words[0] in _JOINING or words[-1] in _JOINING:
        return None
    return _sum_of([word for word in words if word not in _JOINING])


def _sum_of(words: list[str]) -> int | None:
    """The number by its thousands, hundreds and rest; None as soon as a word is no number."""
    total = rest = 0
    last = _HIGHEST
    for word in words:
        if word in _THOUSAND:
            total, rest, last = total + (rest or 1) * 1000, 0, 1000
        elif (hundreds := _hundreds(word, rest)) is not None:
            rest, last = hundreds, 100
        elif (value := _SMALL.get(word)) is not None and _may_follow(value, last):
            rest, last = rest + value, value
        else:
            return None
    return total + rest if total + rest <= _HIGHEST else None


def _hundreds(word: str, before: int) -> int | None:
    if word in _SPANISH_HUNDREDS:
        return _SPANISH_HUNDREDS[word]
    if joined := _JOINED_HUNDRED.fullmatch(word):
        return _UNITS[joined[1]] * 100
    return (before or 1) * 100 if _HUNDRED.fullmatch(word) and before < 20 else None


def _may_follow(value: int, last: int) -> bool:
    """Whether a word of this value can stand after one of the last value: ones after tens, tens after hundreds."""
    return last >= 100 or (last % 10 == 0 and last >= 20 and 0 < value < 10)


def with_figures(text: str) -> str:
    """The text with every run of words that says a number written in figures, where it says a year in words."""
    words = fold(text).split()
    if not _THOUSAND.intersection(words):
        return text
    written: list[str] = []
    start = 0
    while start < len(words):
        end = next((end for end in range(len(words), start, -1) if _number_between(words, start, end) is not None), 0)
        written.append(str(_number_between(words, start, end)) if end else words[start])
        start = end or start + 1
    return " ".join(written)


def _number_between(words: list[str], start: int, end: int) -> int | None:
    return number_in_words(" ".join(words[start : min(end, start + 8)])) if end - start <= 8 else None


@lru_cache(maxsize=1024)
def roman_number(text: str) -> int | None:
    """The number that Roman figures say, or None."""
    folded = text.lower()
    if not folded or not _ROMAN.fullmatch(folded):
        return None
    values = [_ROMAN_VALUES[sign] for sign in folded]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
