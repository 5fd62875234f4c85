"""Floors of walls of niches, in columns of their own and within codes: ``3a fila``, ``pis 2``, ``F.3``, ``tercera``."""

from __future__ import annotations

import re
from functools import lru_cache

from cementiris.registry.names import fold
from imports.cleaning.cells import as_text
from imports.cleaning.numerals import number_in_words, roman_number
from imports.rows import Cell

_WORD = r"(?:fila|filera|pis|piso|planta|altura|al[cç]ada|nivell|nivel|tramada|tramo|row|tier|floor|level)"
_NAMES = {
    "segona": 2,
    "segon": 2,
    "segunda": 2,
    "segundo": 2,
    "second": 2,
    "tercera": 3,
    "tercer": 3,
    "tercero": 3,
    "third": 3,
    "quarta": 4,
    "quart": 4,
    "cuarta": 4,
    "cuarto": 4,
    "fourth": 4,
    "cinquena": 5,
    "cinque": 5,
    "quinta": 5,
    "quinto": 5,
    "sisena": 6,
    "sise": 6,
    "sexta": 6,
    "sexto": 6,
    "setena": 7,
    "septima": 7,
}
_NAMED = "|".join(["primera", "primer", *_NAMES])
_SUFFIX = r"(?:ª|º|°|a|e|o|r|n|t|è|é|er|ra|on|na|ta|era|ona|st|nd|rd|th)"
_ALONE = re.compile(rf"(?:{_WORD}|f)?\s*(?:n|num|no)?\s*(\d{{1,2}})\s*{_SUFFIX}*\s*(?:\.?\s*{_WORD})?")
_AFTER_WORD = re.compile(
    rf"\b{_WORD}\b\.?:?\s*(?:n[uú]m\.?\s*|n[º°]\.?\s*)?(\d{{1,2}})(?!\d)(\s?{_SUFFIX}(?![^\W\d_]))?", re.IGNORECASE
)
_BEFORE_WORD = re.compile(rf"(?<![^\W_])(\d{{1,2}})(\s?{_SUFFIX})?\.?\s*{_WORD}\b\.?", re.IGNORECASE)
_IN_WORDS = re.compile(rf"\b(?:{_WORD}\s+({_NAMED}|[IVX]{{1,4}})|({_NAMED})\s+{_WORD})\b\.?", re.IGNORECASE)
_LETTER = re.compile(r"(?<![^\W\d_])F\.?\s*(\d{1,2})(?!\d)[\s\-/.,]*", re.IGNORECASE)
_NUMBER_LETTER = re.compile(r"^N[\s.º-]*(?=\d)", re.IGNORECASE)
_HIGHEST_IN_WORDS = 10
_DIGITS = re.compile(r"\d+")


def read_floor(cell: Cell) -> int | None:
    """Read a floor (``3``, ``3a fila``, ``tercera``, ``II``); None when it is none."""
    return _floor_from(as_text(cell))


@lru_cache(maxsize=4096)
def _floor_from(text: str) -> int | None:
    folded = fold(text.replace("ª", "a").replace("º", "o"))
    if match := _ALONE.fullmatch(folded):
        return int(match[1])
    words = [word for word in folded.split() if not re.fullmatch(rf"{_WORD}|f", word)]
    return _named(words[0]) if len(words) == 1 else None


def _named(word: str) -> int | None:
    folded = fold(word)
    floor = _NAMES.get(folded) or number_in_words(folded) or (roman_number(folded) if len(folded) <= 4 else None)
    return floor if floor and floor < _HIGHEST_IN_WORDS else None


def floor_in(text: str, *, has_block: bool, blocks: frozenset[str]) -> tuple[int | None, str]:
    """The floor that a code tells with its word, and the code without it."""
    if match := _IN_WORDS.search(text):
        return _named(match[1] or match[2]), _without(text, match)
    before, after = _BEFORE_WORD.search(text), _AFTER_WORD.search(text)
    match = before if before and (after is None or _belongs_before(text, before, after)) else after
    if match:
        return int(match[1]), _without(text, match)
    return _by_letter(text, has_block=has_block, blocks=blocks)


def _belongs_before(text: str, before: re.Match[str], after: re.Match[str]) -> bool:
    """Whether the word belongs to the number before it: *1a fila 12*, not *12 fila 3* nor *secció 1a fila 2a 15*."""
    if after.start() < before.start() or not before[2] or after[2]:
        return False
    return len(_DIGITS.findall(text, after.start())) < 2


def _by_letter(text: str, *, has_block: bool, blocks: frozenset[str]) -> tuple[int | None, str]:
    """*F2 N14*, and *A-F2-14* where no block is called F."""
    match = _LETTER.search(text)
    if match is None or "f" in blocks:
        return None, text
    rest = text[match.end() :]
    if numbered := _NUMBER_LETTER.match(rest):
        return int(match[1]), f"{text[: match.start()]} n.{rest[numbered.end() :]}"
    if has_block or not _DIGITS.search(text[: match.start()] + rest):
        return None, text
    return int(match[1]), f"{text[: match.start()]} {rest}"


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} , {text[match.end() :]}".strip(" ,.-/")
