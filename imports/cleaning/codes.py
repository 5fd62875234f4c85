"""Codes of burial units in all their spellings: ``12 bis``, ``010-N``, ``B-3 n.12``, ``Bloc A, fila 3, núm. 12``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from cementiris.registry.names import fold
from imports.cleaning.cells import as_text, is_unknown
from imports.cleaning.code_walk import CodeReading, CodeWalk, plain_number
from imports.cleaning.floors import floor_in, read_floor
from imports.cleaning.kinds import kind_of
from imports.rows import Cell

__all__ = [
    "CodeReading",
    "are_bare_numbers",
    "block_key",
    "blocks_in_codes",
    "lead_with_letters",
    "read_code",
    "read_code_text",
    "read_floor",
]

_LONGEST_NUMBER = 40
_LONGEST_CODE = 120
_TOGETHER = re.compile(r"(?<!\d)(?<!\d[/-])(\d{1,5})\s*(?:\b(?:i|y)\b|&|\+)\s*(\d{1,5})(?![\d/-])", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)\s?[ºª°](?=\W|$)|(?<=\d)[èé](?=\W|$)")
_HALF = re.compile(r"(?<=\d)\s+1/2\b")
_STREET = re.compile(r"^c/\s*(?=\S)", re.IGNORECASE)
_BLOCK_PREFIX = re.compile(
    r"^(?:el |la |les |els )?(?:bloc|bloque|block|sector|illa|manzana|departament|departamento|modul|modulo|"
    r"grup|grupo|seccio|"
    r"seccion|section|quadre|cuadro|zona|pati|patio|galeria|carrer|calle|passeig|recinte)(?: de| del| d|"
    r" de la)? (?=\S)"
)
_MARKED = re.compile(
    r"(?<![^\W_])(Illa|Il|I|Bloc|Bl|B|Núm|Num|N|Fila|Fil|F|Pis|P|Col|C)\.\s*(\d{1,4}|[A-Z]{1,2}(?![^\W\d_]))",
    re.IGNORECASE,
)
_MARKS = {"illa": "block", "il": "block", "i": "block", "bloc": "block", "bl": "block", "b": "block"} | {
    **dict.fromkeys(["num", "n"], "number"),
    **dict.fromkeys(["fila", "fil", "f", "pis", "p"], "floor"),
    **dict.fromkeys(["col", "c"], "column"),
}
_TWO_CODES = re.compile(
    r"([A-Z]{1,3})[ .-]?\d{1,5}(?: ?bis)?\s*(?:[,;/+&]|\bi\b|\by\b|\band\b)\s*([A-Z]{1,3})[ .-]?\d{1,5}(?: ?bis)?",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\d{1,5}(?:\s*[,;]\s*\d{1,5})+")
_MARKED_PARTS = frozenset({"number", "floor", "column"})
_FEWEST_MARKS = 2
_NAMED_KINDS = frozenset({"pantheon", "hypogeum", "chapel", "tomb"})
_LED = re.compile(r"([A-Z]{1,2})[ .-]?\d", re.IGNORECASE)
_ALONE = 0.8
_FEWEST_CODES = 5


@lru_cache(maxsize=4096)
def block_key(block: str) -> str:
    """The form under which two spellings of a block are one: ``Bloc A`` and ``a`` give ``a``."""
    folded = fold(block)
    return re.sub(r"(?<!\d)0+(?=\d)", "", _BLOCK_PREFIX.sub("", folded)).strip() or folded


def are_bare_numbers(texts: Iterable[str]) -> bool:
    """Whether the codes of a column are nearly all bare numbers, so that a letter beside one belongs to it."""
    codes = [text for text in texts if any(sign.isdecimal() for sign in text)]
    bare = sum(1 for text in codes if text.strip(" .-#nºN").isdecimal())
    return len(codes) >= _FEWEST_CODES and bare >= _ALONE * len(codes)


def lead_with_letters(texts: Iterable[str], blocks: Iterable[str]) -> bool:
    """Whether the numbers of a column begin with letters of their own (A1, B1), which name none of its blocks."""
    codes = [text for text in texts if any(sign.isdecimal() for sign in text)]
    letters = [fold(match[1]) for text in codes if (match := _LED.match(text))]
    of_blocks = {block_key(block) for block in blocks}
    return len(set(letters)) > 1 and len(letters) >= _ALONE * len(codes) and of_blocks.isdisjoint(letters)


def blocks_in_codes(texts: Iterable[str], known: frozenset[str]) -> frozenset[str]:
    """The blocks, by their keys, that the codes of a column name, beside those known beforehand."""
    readings = (read_code_text(text, False, known) for text in texts if text)
    return known | {block_key(reading.block) for reading in readings if reading.block and reading.number}


def read_code(cell: Cell, *, has_block: bool, blocks: frozenset[str] = frozenset()) -> CodeReading:
    """Read a unit's code; `has_block` when its block is told elsewhere, `blocks` the block keys known beforehand."""
    return read_code_text(as_text(cell), has_block, blocks)


@lru_cache(maxsize=8192)
def read_code_text(text: str, has_block: bool, blocks: frozenset[str]) -> CodeReading:
    """Read a unit's code from text; never raises."""
    bare = text.strip(" .-–—_/*#")
    if bare.isdecimal():
        return CodeReading(number=plain_number(bare))
    if not bare or is_unknown(bare) or fold(bare) in ("s n", "sn", "sense numero", "sin numero"):
        return CodeReading()
    if len(bare) > _LONGEST_CODE:
        return CodeReading(problem="unreadable_code")
    if not any(sign.isdecimal() for sign in bare):
        return _without_number(bare)
    if _names_several(bare, has_block=has_block):
        return CodeReading(problem="unreadable_code")
    if marked := _by_marks(bare):
        return marked
    floor, rest = floor_in(_STREET.sub("carrer ", bare), has_block=has_block, blocks=blocks)
    rest = _TOGETHER.sub(r"\1&\2", _HALF.sub("½", _ORDINAL.sub("", rest)))
    if not any(sign.isdecimal() for sign in rest):
        return replace(_without_number(rest.strip(" .,-/")), floor=floor)
    return CodeWalk(rest, has_block, blocks, floor).read()


def _names_several(text: str, *, has_block: bool) -> bool:
    """Whether a cell names two units (*A-12, A-13*), of which one would be lost; neighbours without letters are one."""
    if match := _TWO_CODES.fullmatch(text):
        first, second = fold(match[1]), fold(match[2])
        return first == second or not ({_MARKS.get(first), _MARKS.get(second)} & _MARKED_PARTS)
    if not (has_block and _LISTED.fullmatch(text)):
        return False
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    return numbers != list(range(numbers[0], numbers[0] + len(numbers)))


def _by_marks(text: str) -> CodeReading | None:
    """*I.2 N.8 P.1*: every part has its letter and a point; two at least, and one of them the number."""
    marks = {_MARKS[fold(letter)]: part for letter, part in _MARKED.findall(text)}
    if len(marks) < _FEWEST_MARKS or not marks.get("number", "").isdecimal() or _MARKED.sub("", text).strip(" .,-/"):
        return None
    floor, column = marks.get("floor", ""), marks.get("column", "")
    block = marks.get("block", "")
    return CodeReading(
        plain_number(block) if block.isdecimal() else block,
        int(floor) if floor.isdecimal() else None,
        int(column) if column.isdecimal() else None,
        plain_number(marks["number"]),
    )


def _without_number(text: str) -> CodeReading:
    """A code of words: the name of a pantheon, a common grave, a Roman number, or a place."""
    kind = kind_of(text)
    if kind in _NAMED_KINDS:
        return CodeReading(number=_name_beside_kind(text, kind), kind=kind)
    if kind:
        return CodeReading(kind=kind)
    if text and len(text) <= _LONGEST_NUMBER and len(text.split()) <= 4:
        return CodeReading(number=text) if len(text) <= 3 or _is_roman(text) else CodeReading(block=text)
    return CodeReading(problem="unreadable_code")


def _name_beside_kind(text: str, kind: str) -> str:
    """*Panteó Família Roca*: the words beside the kind's are what tells it from the others."""
    words = [word for word in text.split() if kind_of(word) != kind]
    return " ".join(words)[:_LONGEST_NUMBER].strip(" .,-")


def _is_roman(text: str) -> bool:
    return bool(re.fullmatch(r"(?:X{0,3})(?:IX|IV|V?I{0,3})", text))
