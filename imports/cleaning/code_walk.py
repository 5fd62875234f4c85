"""One pass over a code with numbers in it, taking each part for what its neighbours say it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cementiris.registry.names import fold
from imports.cleaning.kinds import kind_of

_HIGHEST_FLOOR = 12
_LONGEST_COUNT = 5
_LONGEST_SUFFIX = 2
_TOKEN = re.compile(r"\d+(?:&\d+)*|[^\W\d_]+(?:[·'’][^\W\d_]+)*[.ºª]?|[º½]|[-/,;()]")
_BIS = frozenset({"bis", "ter", "quater", "dup", "dupl", "duplicat", "duplicado"})
_NUMBER_WORDS = frozenset({"num", "numero", "nro", "no", "n", "nº", "nr", "nums", "number"})
_COLUMN_WORDS = frozenset({"columna", "col", "column"})
_LITTLE_WORDS = frozenset({"de", "del", "la", "el", "els", "les", "los", "las", "i", "y"})
_SIGNS = frozenset("-/,;()")
_RANGE_WORDS = frozenset({"a", "al", "fins", "hasta"})
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
        "mur",
        "muro",
        "blq",
        "bl",
        "sec",
        "sect",
        "dep",
    }
)
_KIND_WORDS = {"nx": "niche", "nic": "niche", "nix": "niche", "nin": "niche"}
_DOUBLE = frozenset({"doble", "dobles", "double"})
_KIND_TAILS = frozenset(
    {"doble", "dobles", "double", "comu", "comuna", "comun", "general", "infantil", "infantils", "petit", "reduit"}
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


@dataclass(frozen=True, slots=True)
class _Letters:
    """Words of a code that name no part of it by themselves, and where they stand among the numbers."""

    text: str
    numbers_before: int
    is_glued: bool


def plain_number(digits: str) -> str:
    """The number without leading zeros; the numbers of joined units are joined by hyphens."""
    return "-".join(part.lstrip("0") or "0" for part in digits.split("&"))


class CodeWalk:
    """The parts of one code as they come."""

    def __init__(self, text: str, has_block: bool, blocks: frozenset[str], floor: int | None) -> None:
        self.text = text
        self.has_block = has_block
        self.blocks = blocks
        self.tokens = list(_TOKEN.finditer(text))
        self.numbers: list[str] = []
        self.letters: list[_Letters] = []
        self.block = ""
        self.kind = ""
        self.floor = floor
        self.column: int | None = None
        self.number_at: int | None = None

    def read(self) -> CodeReading:
        """Walk over the code once and settle what its numbers and letters are."""
        position = 0
        while position < len(self.tokens):
            position += self._take(position)
        return self._settle()

    def _word(self, position: int) -> str:
        return self.tokens[position][0] if 0 <= position < len(self.tokens) else ""

    def _take(self, position: int) -> int:
        token = self._word(position)
        if token in _SIGNS:
            return 1
        if token[0].isdecimal():
            self.numbers.append(plain_number(token))
            return 1
        word = fold(token)
        if self.numbers and (word in _BIS or token == "½"):
            self.numbers[-1] += f" {word}" if word in _BIS else token
            return 1
        return self._take_marker(word, position) or self._take_kind(word, position) or self._take_letters(position)

    def _take_marker(self, word: str, position: int) -> int:
        following = self._word(position + 1)
        is_numbered = following[:1].isdecimal()
        if word in _BLOCK_WORDS and following and following not in _SIGNS:
            return 1 + self._take_block(position + 1)
        if word in _COLUMN_WORDS and is_numbered:
            return self._take_column(following)
        if is_numbered and self._is_number_sign(self._word(position), word):
            self.number_at = len(self.numbers)
            return 1
        return 0

    def _take_column(self, following: str) -> int:
        """*Col. 3* beside another number is a column; alone it is the number of a columbarium."""
        if sum(1 for token in self.tokens if token[0][0].isdecimal()) == 1:
            self.kind = "columbarium"
            return 1
        self.column = int(following) if following.isdecimal() and len(following) < _LONGEST_COUNT else None
        return 2

    def _take_block(self, position: int) -> int:
        """The name after *Bloc*: one number, or all words up to a sign, a number or another part."""
        if self._word(position)[0].isdecimal():
            self.block = plain_number(self._word(position))
            return 1
        end = position + 1
        while end < len(self.tokens) and self._is_plain_word(end):
            end += 1
        self.block = self._slice(position, end)
        return end - position

    def _is_plain_word(self, position: int) -> bool:
        token = self._word(position)
        if token in _SIGNS or token[0].isdecimal() or token == "½":
            return False
        word = fold(token)
        is_part = word in _BLOCK_WORDS or word in _COLUMN_WORDS or bool(self._kind(word))
        return not (is_part or (word in _NUMBER_WORDS and self._word(position + 1)[:1].isdecimal()))

    def _slice(self, start: int, end: int) -> str:
        return self.text[self.tokens[start].start() : self.tokens[end - 1].end()].strip(" .ºª")

    def _is_number_sign(self, token: str, word: str) -> bool:
        if word not in _NUMBER_WORDS:
            return False
        if token[0] == "N" and word == "n" and "n" in self.blocks and not (self.block or self.letters):
            return False
        return token[-1] in ".º" or len(word) > 2 or token == "n" or bool(self.numbers) or bool(self.letters)

    def _kind(self, word: str) -> str:
        return _KIND_WORDS.get(word, "") or (kind_of(word) if len(word) > 3 else "")

    def _take_kind(self, word: str, position: int) -> int:
        if kind := self._kind(word):
            tail = fold(self._word(position + 1))
            self.kind = kind_of(f"{word} {tail}") if tail in _KIND_TAILS else kind
            return 2 if tail in _KIND_TAILS else 1
        if word in _KIND_TAILS:
            self.kind = kind_of(f"ninxol {word}") if self.kind in ("", "niche") and word in _DOUBLE else self.kind
            return 1
        return 0

    def _take_letters(self, position: int) -> int:
        end = position + 1
        while end < len(self.tokens) and self._is_plain_word(end):
            end += 1
        text = self._slice(position, end)
        if text and (len(text) == 1 or fold(text) not in _LITTLE_WORDS):
            is_glued = position > 0 and self.tokens[position - 1].end() == self.tokens[position].start()
            is_glued = is_glued and self._word(position - 1)[0].isdecimal()
            self.letters.append(_Letters(text, len(self.numbers), is_glued))
        return end - position

    def _settle(self) -> CodeReading:
        if self._is_number_around_letters():
            return self._around_letters()
        for letters in self.letters:
            self._settle_letters(letters)
        if self.number_at is not None and self.number_at < len(self.numbers) - 1:
            self.numbers.append(self.numbers.pop(self.number_at))
        if len(self.numbers) >= 2:
            self._settle_numbers()
        return CodeReading(self.block, self.floor, self.column, self.numbers[-1] if self.numbers else "", self.kind)

    def _is_number_around_letters(self) -> bool:
        """*1-A-3*: which of the two numbers is what, nobody can tell."""
        if len(self.numbers) != 2 or len(self.letters) != 1 or self.block or self.number_at is not None:
            return False
        return self.letters[0].numbers_before == 1 and not self._is_range(self.letters[0])

    def _is_range(self, letters: _Letters) -> bool:
        """*12 a 14*: the word stands between two numbers and no other sign does."""
        between = len(self.numbers) == 2 and letters.numbers_before == 1 and letters.text in _RANGE_WORDS
        return between and not any(token[0] in _SIGNS for token in self.tokens)

    def _around_letters(self) -> CodeReading:
        """All of it is kept: before the last sign the block, or all the number where the block is told elsewhere."""
        first, last = self.numbers
        letters = self.letters[0].text
        if self.has_block:
            return CodeReading("", self.floor, self.column, f"{first}-{letters}-{last}", self.kind)
        return CodeReading(f"{first}-{letters}", self.floor, self.column, last, self.kind)

    def _settle_letters(self, letters: _Letters) -> None:
        at = letters.numbers_before - 1
        is_after = at >= 0 and bool(self.numbers)
        if self._is_range(letters):
            self.numbers = [f"{self.numbers[0]}-{self.numbers[1]}"]
        elif is_after and self._is_suffix(letters):
            self.numbers[at] += letters.text
        elif not self.block:
            self.block = letters.text
        elif is_after:
            gap = "" if len(letters.text) <= _LONGEST_SUFFIX else " "
            self.numbers[at] += f"{gap}{letters.text}"

    def _is_suffix(self, letters: _Letters) -> bool:
        """Whether a letter after a number is part of it (12B) rather than the name of a block."""
        key = fold(letters.text)
        if len(key) > _LONGEST_SUFFIX or any(block.startswith(key) for block in self.blocks):
            return False
        return self.has_block or (letters.is_glued and bool(self.blocks))

    def _settle_numbers(self) -> None:
        before = self.numbers[:-1]
        if (self.has_block or self.kind) and self.floor is None and self.number_at is None and self._are_neighbours():
            self.numbers = ["-".join(self.numbers)]
            return
        if self.has_block and len(before) == 1 and before[0] in self.blocks and not _floor_of(before[0]):
            # *90-1* in block 90 names the block again: no wall has ninety floors.
            self.numbers = self.numbers[-1:]
            return
        if not self.block and not self.has_block:
            self.block = before.pop(0)
        if before and self.floor is None and self.number_at is None and not _floor_of(before[-1]):
            # *A-20/21*: no wall has twenty floors, so that both figures are the number's.
            self.numbers = ["-".join([*before, self.numbers[-1]])]
        elif before and self.floor is None:
            self.floor = _floor_of(before[-1])

    def _are_neighbours(self) -> bool:
        """Whether the numbers follow each other, as those of a double niche do."""
        if not all(number.isdecimal() and len(number) < 8 for number in self.numbers):
            return False
        values = [int(number) for number in self.numbers]
        return values == list(range(values[0], values[0] + len(values)))


def _floor_of(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 3 and int(text) <= _HIGHEST_FLOOR else None
