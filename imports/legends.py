"""What the signs of a source mean, where the source itself says so: ``L = lliure``, or a legend below the table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from cementiris.registry.names import fold
from imports.cleaning.cells import as_text
from imports.cleaning.kinds import kind_of, state_of
from imports.cleaning.terms import read_term
from imports.lines import begins_legend
from imports.rows import Cells, RawSheet

_PAIR = re.compile(r"^\W*([^\W_]{1,5})\.?\s*(?:=|:|→|->|\s[-–]\s)\s*(.{3,40})$")
_BREAK = re.compile(r"\s*[;,|\n]\s*")
_LONGEST_SIGN = 5
_FIRST_LINES, _LAST_LINES = 15, 40
_FEW_CELLS = 2

Signs = dict[str, dict[str, str]]


def signs_of(sheets: Sequence[RawSheet]) -> Signs:
    """The signs that legends explain, folded, by meaning: state, kind or term, with the value each stands for."""
    signs: Signs = defaultdict(dict)
    for sheet in sheets:
        if sheet.labels is None:
            for sign, word in _pairs(_edges(sheet.rows)):
                for meaning, value in _values_of(word):
                    signs[meaning].setdefault(fold(sign), value)
    return signs


def _edges(rows: list[Cells]) -> list[list[str]]:
    """The filled cells of the lines where a legend can stand: the first ones and the last ones."""
    lines = rows if len(rows) <= _FIRST_LINES + _LAST_LINES else [*rows[:_FIRST_LINES], *rows[-_LAST_LINES:]]
    return [[text for cell in cells if (text := as_text(cell))] for cells in lines]


def _pairs(lines: list[list[str]]) -> Iterator[tuple[str, str]]:
    is_legend = False
    for filled in lines:
        for text in filled:
            for piece in _BREAK.split(text.partition("(")[0] if len(filled) > _FEW_CELLS else text):
                if match := _PAIR.match(piece):
                    yield match[1], match[2]
        if filled and begins_legend(filled[0]):
            is_legend = True
        elif is_legend and len(filled) == _FEW_CELLS and len(filled[0]) <= _LONGEST_SIGN:
            yield filled[0], filled[1]
        elif len(filled) > _FEW_CELLS:
            is_legend = False


def _values_of(word: str) -> Iterator[tuple[str, str]]:
    if state := state_of(word):
        yield "state", state
    elif kind := kind_of(word):
        yield "kind", kind
    else:
        term = read_term(word)
        if term.perpetual or term.years:
            yield "term", "perpetual" if term.perpetual else str(term.years)
