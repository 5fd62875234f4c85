"""What a column is, by what stands in it: to doubt a header, to judge it, and to do without one."""

from __future__ import annotations

import re
from dataclasses import replace

from cementiris.registry.identity import looks_like_national_id
from cementiris.registry.names import fold
from imports.cleaning.cells import as_text, is_unknown
from imports.cleaning.codes import read_code_text, read_floor
from imports.cleaning.dates import read_date
from imports.cleaning.kinds import kind_of, state_of
from imports.cleaning.terms import read_term
from imports.header import Column, Header, numbered_groups
from imports.rows import Cell, Cells
from imports.vocabulary import DATES, DECEASED_NAMES, HOLDER_NAMES

_SAMPLES = 60
_MOVEMENT = re.compile(r"inh|enterr|exhum|trasl|cendr|ceniz|restes|restos|reducc|sepel|incin|burial|cos\b|cadaver")
_NAME = re.compile(r"[^\W\d_]{2,}.*\s.*[^\W\d_]{2,}")
_ALTERNATIVES: dict[str, tuple[str, ...]] = {
    "": ("national_id",),
    "kind": ("movement", "state"),
    "state": ("kind",),
    "died_on": ("deceased",),
    "buried_on": ("deceased",),
    "deceased": ("died_on",),
    "number": ("holder",),
    "term": ("granted_on",),
    "granted_on": ("term",),
}
_SURE = 0.8
_DOUBTED = 0.4


def refine(header: Header, rows: list[Cells]) -> Header:
    """Correct what the header says where the cells below say something else, and weigh how sure each column is."""
    taken = {column.meaning for column in header.columns}
    columns = []
    for column in header.columns:
        cells = _samples(rows[header.last + 1 :], column.indexes[0])
        fit = fitting(column.meaning, cells)
        better = _better(column.meaning, cells, taken) if (cells and fit < _DOUBTED) or not column.meaning else ""
        taken.add(better)
        meaning = better or column.meaning
        columns.append(replace(column, meaning=meaning, confidence=round(0.5 if better else 0.5 + 0.5 * fit, 2)))
    return replace(header, columns=tuple(numbered_groups(columns)))


def _better(meaning: str, cells: list[Cell], taken: set[str]) -> str:
    for other in _ALTERNATIVES.get(meaning, ()):
        if other not in taken and cells and fitting(other, cells) >= _SURE:
            return other
    return ""


def guess_columns(rows: list[Cells]) -> Header | None:
    """Propose the columns of a table without a header; None unless places and names are plain to see."""
    width = max((len(row) for row in rows[:_SAMPLES]), default=0)
    columns = [_guess(index, _samples(rows, index)) for index in range(width)]
    meanings = [column.meaning for column in columns]
    if "number" not in meanings or "name" not in meanings:
        return None
    of_rights = "term" in meanings or "national_id" in meanings or meanings.count("name") > 1
    return Header(-1, -1, tuple(numbered_groups(_named(columns, of_rights=of_rights))))


def _guess(index: int, cells: list[Cell]) -> Column:
    for meaning in ("national_id", "kind", "term", "date", "number", "name"):
        if cells and fitting(meaning, cells) >= _SURE:
            return Column((index,), "", meaning, confidence=0.4)
    return Column((index,), "", "", confidence=0.2)


def _named(columns: list[Column], *, of_rights: bool) -> list[Column]:
    """Settle whose names and which dates they are, by their order."""
    names = ["holder", "deceased"] if of_rights else ["deceased"]
    dates = ["granted_on", "expires_on"] if of_rights else ["buried_on"]
    settled, seen = [], set[str]()
    for column in columns:
        meaning = column.meaning
        if meaning in ("name", "date"):
            queue = names if meaning == "name" else dates
            meaning = queue.pop(0) if queue else ""
        elif meaning in seen:
            meaning = "floor" if meaning == "number" and "floor" not in seen else ""
        seen.add(meaning)
        settled.append(replace(column, meaning=meaning))
    return settled


def _samples(rows: list[Cells], index: int) -> list[Cell]:
    found: list[Cell] = []
    for cells in rows:
        cell = cells[index] if index < len(cells) else ""
        if cell not in ("", None) and not is_unknown(as_text(cell)):
            found.append(cell)
        if len(found) == _SAMPLES:
            break
    return found


def fitting(meaning: str, cells: list[Cell]) -> float:
    """The share of cells that can be read under a meaning."""
    return sum(_fits(meaning, cell, as_text(cell)) for cell in cells) / len(cells) if cells else 0.5


def _fits(meaning: str, cell: Cell, text: str) -> bool:
    if meaning in DATES or meaning == "date":
        return read_date(cell).value.is_known or (meaning == "expires_on" and read_term(cell).perpetual)
    if meaning in DECEASED_NAMES | HOLDER_NAMES:
        return any(sign.isalpha() for sign in text) and not read_date(cell).value.is_known
    if meaning == "number":
        code = read_code_text(text, False, frozenset())
        return bool(code.number or code.kind) and len(text) <= 40
    return _fits_word(meaning, cell, text)


def _fits_word(meaning: str, cell: Cell, text: str) -> bool:
    if meaning == "name":
        return bool(_NAME.search(text))
    if meaning == "national_id":
        return looks_like_national_id(text)
    if meaning == "floor":
        return read_floor(cell) is not None
    if meaning == "kind":
        return bool(kind_of(text) or state_of(text)) and len(text) <= 40
    if meaning == "state":
        return bool(state_of(text))
    if meaning == "term":
        term = read_term(cell)
        return bool(term.perpetual or (term.years and term.years <= 150 and (term.years % 5 == 0 or term.years == 99)))
    return bool(_MOVEMENT.search(fold(text))) if meaning == "movement" else True
