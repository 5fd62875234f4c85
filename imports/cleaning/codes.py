"""Codes of burial units in all their spellings: ``12 bis``, ``010-N``, ``B-3 n.12``, ``Bloc A, fila 3, núm. 12``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cementiris.registry.names import fold
from imports.cleaning.cells import as_text, is_unknown
from imports.cleaning.kinds import kind_of
from imports.rows import Cell

_HIGHEST_FLOOR = 99
_LONGEST_COUNT = 5
_TOKEN = re.compile(r"\d+|[^\W\d_]+[.ºª]?|º")
_BIS = frozenset({"bis", "ter", "quater", "dup", "duplicat", "duplicado"})
_NUMBER_WORDS = frozenset({"num", "numero", "nro", "no", "n", "nº", "nr", "nums", "number"})
_FLOOR_WORDS = frozenset({"fila", "pis", "piso", "altura", "alcada", "nivell", "nivel", "tramada", "f", "row", "tier"})
_COLUMN_WORDS = frozenset({"columna", "col", "column"})
_BLOCK_WORDS = frozenset(
    {
        "bloc",
        "bloque",
        "block",
        "sector",
        "illa",
        "manzana",
        "departament",
        "departamento",
        "modul",
        "modulo",
        "grup",
        "grupo",
        "seccio",
        "seccion",
        "section",
        "quadre",
        "cuadro",
        "zona",
        "pati",
        "patio",
        "galeria",
        "carrer",
        "calle",
        "passeig",
        "via",
        "recinte",
        "ala",
        "blq",
        "bl",
    }
)
_ORDINAL_FLOOR = re.compile(
    r"^(?:fila|pis|piso|altura|nivell|nivel)?\s*(\d{1,2})\s*(?:a|e|o|r|n|t|er|on|era|ona|ª|º|"
    r"\.)*\s*(?:\.?\s*(?:fila|pis|piso|altura))?$"
)
_FLOOR_NAMES = {
    "primera": 1,
    "primer": 1,
    "segona": 2,
    "segunda": 2,
    "tercera": 3,
    "quarta": 4,
    "cuarta": 4,
    "cinquena": 5,
    "quinta": 5,
    "sisena": 6,
    "sexta": 6,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
}
_BLOCK_PREFIX = re.compile(
    r"^(?:el |la |les |els )?(?:bloc|bloque|block|sector|illa|manzana|departament|departamento|modul|modulo|"
    r"grup|grupo|seccio|"
    r"seccion|section|quadre|cuadro|zona|pati|patio|galeria|carrer|calle|passeig|recinte)(?: de| del| d|"
    r" de la)? (?=\S)"
)


@dataclass(frozen=True, slots=True)
class CodeReading:
    """The parts of a unit's code that the text gives."""

    block: str = ""
    floor: int | None = None
    column: int | None = None
    number: str = ""
    kind: str = ""
    problem: str = ""


def block_key(block: str) -> str:
    """The form under which two spellings of a block are one: ``Bloc A`` and ``a`` give ``a``."""
    folded = fold(block)
    return re.sub(r"(?<!\d)0+(?=\d)", "", _BLOCK_PREFIX.sub("", folded)).strip() or folded


def read_code(cell: Cell, *, has_block: bool, blocks: frozenset[str] = frozenset()) -> CodeReading:
    """Read a unit's code; `has_block` when its block is told elsewhere, `blocks` the block keys known beforehand."""
    return read_code_text(as_text(cell), has_block, blocks)


@lru_cache(maxsize=65536)
def read_code_text(text: str, has_block: bool, blocks: frozenset[str]) -> CodeReading:
    """Read a unit's code from text; never raises."""
    bare = text.strip(" .-–—_/*#")
    if not bare or is_unknown(bare) or fold(bare) in ("s n", "sn"):
        return CodeReading()
    if bare.isdecimal():
        return CodeReading(number=_plain_number(bare))
    tokens = _TOKEN.findall(bare)
    if not any(token.isdecimal() for token in tokens):
        return _without_number(bare)
    return _Walk(tokens, has_block, blocks).read()


def read_floor(cell: Cell) -> int | None:
    """Read a floor (``3``, ``3a fila``, ``tercera``); None when it is none."""
    return _floor_from(as_text(cell))


@lru_cache(maxsize=4096)
def _floor_from(text: str) -> int | None:
    folded = fold(text.replace("ª", "a").replace("º", "o"))
    if match := _ORDINAL_FLOOR.match(folded):
        return int(match[1])
    words = [word for word in folded.split() if word not in _FLOOR_WORDS]
    return _FLOOR_NAMES.get(words[0]) if len(words) == 1 else None


def _follows(first: str, second: str) -> bool:
    """Whether two numbers are neighbours, as those of a double niche are."""
    return first.isdecimal() and second.isdecimal() and int(second) == int(first) + 1


def _floor_of(text: str) -> int | None:
    return int(text) if text.isdecimal() and int(text) <= _HIGHEST_FLOOR else None


def _plain_number(digits: str) -> str:
    return digits.lstrip("0") or "0"


def _without_number(text: str) -> CodeReading:
    if kind := kind_of(text):
        return CodeReading(kind=kind)
    if len(text) <= 40 and len(text.split()) <= 4:
        return CodeReading(number=text) if len(text) <= 3 else CodeReading(block=text)
    return CodeReading(problem="unreadable_code")


class _Walk:
    """One pass over the tokens of a code, taking each for what its neighbours say it is."""

    def __init__(self, tokens: list[str], has_block: bool, blocks: frozenset[str]) -> None:
        self.tokens = tokens
        self.has_block = has_block
        self.blocks = blocks
        self.numbers: list[str] = []
        self.letters: list[tuple[str, bool]] = []
        self.block = ""
        self.kind = ""
        self.floor: int | None = None
        self.column: int | None = None

    def read(self) -> CodeReading:
        position = 0
        while position < len(self.tokens):
            position += self._take(position)
        return self._settle()

    def _take(self, position: int) -> int:
        token = self.tokens[position]
        following = self.tokens[position + 1] if position + 1 < len(self.tokens) else ""
        if token.isdecimal():
            self.numbers.append(_plain_number(token))
            return 1
        word = fold(token)
        if word in _BIS and self.numbers:
            self.numbers[-1] += f" {word}"
            return 1
        if taken := self._take_marker(word, following):
            return taken
        if self._is_number_sign(token, word, following):
            return 1
        return self._take_letters(token, word)

    def _take_marker(self, word: str, following: str) -> int:
        if word in _BLOCK_WORDS and following:
            self.block = _plain_number(following) if following.isdecimal() else following.rstrip(".")
            return 2
        if word in _FLOOR_WORDS and (len(word) > 1 or not self.has_block) and following.isdecimal():
            self.floor = _floor_of(following)
            return 2
        if word in _COLUMN_WORDS and following.isdecimal():
            self.column = int(following) if len(following) < _LONGEST_COUNT else None
            return 2
        return 0

    def _is_number_sign(self, token: str, word: str, following: str) -> bool:
        if word not in _NUMBER_WORDS or not following.isdecimal():
            return False
        return token[-1] in ".º" or len(word) > 2 or token == "n" or bool(self.numbers) or bool(self.letters)

    def _take_letters(self, token: str, word: str) -> int:
        kind = kind_of(word) if len(word) > 3 else ""
        if kind:
            self.kind = kind
        elif word not in ("a", "i", "de", "la", "el") or len(token) == 1:
            self.letters.append((token.rstrip(".ºª"), bool(self.numbers)))
        return 1

    def _settle(self) -> CodeReading:
        self._settle_letters()
        if len(self.numbers) >= 2:
            self._settle_numbers()
        number = self.numbers[-1] if self.numbers else ""
        return CodeReading(self.block, self.floor, self.column, number, self.kind)

    def _settle_letters(self) -> None:
        for letters, after_number in self.letters:
            if (
                after_number
                and self.has_block
                and fold(letters) not in self.blocks
                and len(letters) <= 2
                and self.numbers
            ):
                self.numbers[-1] += letters
            elif not self.block:
                self.block = letters
            elif after_number and self.numbers:
                self.numbers[-1] += letters

    def _settle_numbers(self) -> None:
        *before, number = self.numbers
        if self.has_block and len(before) == 1 and _follows(before[0], number) and self.floor is None:
            self.numbers = [f"{before[0]}-{number}"]
            return
        if not self.block and not self.has_block:
            self.block = before.pop(0)
        if before and self.floor is None:
            self.floor = _floor_of(before[-1])
