"""What a column is, by what stands in it: to doubt a header, to judge it, and to do without one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from cementiris.registry.dates import PartialDate
from cementiris.registry.identity import looks_like_national_id
from cementiris.registry.names import fold
from imports.cleaning.cells import as_text, is_unknown
from imports.cleaning.codes import read_code_text, read_floor
from imports.cleaning.dates import read_date
from imports.cleaning.kinds import kind_of, state_of
from imports.cleaning.statements import tells_several
from imports.cleaning.terms import read_term
from imports.header import Column, Header, numbered_groups
from imports.lines import lacks_year
from imports.rows import Cell, Cells
from imports.vocabulary import (
    DATES,
    DECEASED_NAMES,
    MEANINGS,
    OF_BURIALS,
    OF_RIGHTS,
    PEOPLE,
    meaning_of_header,
)

_SAMPLES = 40
_ROWS_LOOKED_AT = 3_000
_REMAINS = re.compile(
    r"\b(?:cos|cossos|cuerpo|cadaver|body|cendr|ceniz|ashes|restes|restos|reducc|remains|coffin|bones|ossos|huesos|feretre|feretro|ataud|taut|fetu|feto|urna)"
)
_YES_OR_NO = frozenset({"s", "n", "si", "no", "x", "y", "yes", "0", "1", "cert", "fals", "true", "false"})
_SIGN = re.compile(r"[a-z]{1,2}")
_DIGITS_OF_PHONE = 9
_MOVEMENT = re.compile(r"inh|enterr|exhum|trasl|cendr|ceniz|restes|restos|reducc|sepel|incin|burial|cos\b|cadaver")
_NAME = re.compile(r"[^\W\d_]{2,}.*\s.*[^\W\d_]{2,}")
_ALTERNATIVES: dict[str, tuple[str, ...]] = {
    "kind": ("movement", "state", "remains"),
    "remains": ("kind", "movement", "state"),
    "movement": ("remains", "kind"),
    "state": ("kind",),
    "died_on": ("deceased",),
    "buried_on": ("remains", "movement", "deceased"),
    "deceased": ("died_on", "national_id"),
    "holder": ("national_id", "title_number"),
    "number": ("holder",),
    "floor": ("granted_on", "buried_on"),
    "term": ("granted_on", "buried_on"),
    "granted_on": ("term", "title_number"),
    "title_number": ("holder", "granted_on"),
    "legacy_key": ("national_id",),
    "national_id": ("phone", "holder"),
    "phone": ("national_id", "email"),
}
_ROLE = re.compile(r"\b(?:titular|cotitular|hereu|hereder|heir|vidu|viud|widow|benefici|owner|propiet|holder)")
_UNNAMED = ("relation", "national_id", "email", "remains", "movement", "state", "kind", "perpetual", "term")
_STRICT = (
    DATES | {"national_id", "term", "state", "kind", "remains", "perpetual", "email", "legacy_key", "relation"} | PEOPLE
)
_OTHER_DATES = re.compile(r"pag|rebut|recib|actual|modif|alta|revis|visit|foto|impr|factur|naix|nac|cobr|sol")
_UNIT_WORD = re.compile(r"ninx|nich|nix|sepul|tomb|tumb|foss?a|unit|unid|plot|grave|niche|lloc|lugar|ubic|situ|codi")
_SEVERAL = 2
_SURE = 0.8
_DOUBTED = 0.4
_REFUTED = 0.1
_ENOUGH = 3
_MOST_ENDS = 0.6
_DATED_NAME = re.compile(r"[^\W\d_]{2,}.*\([^()]*\d{2}[^()]*\)")
_MOSTLY_SUITED = 0.7
_ROUND_TERMS = frozenset({1, 2, 3, 5, 10, 15, 20, 25, 30, 40, 49, 50, 75, 98, 99})


def refine(header: Header, rows: list[Cells]) -> Header:
    """Correct what the header says where the cells below say something else, and weigh how sure each column is."""
    below = rows[header.last + 1 : header.last + 1 + _ROWS_LOOKED_AT]
    weighed = [_weighed(column, below) for column in header.columns]
    taken = {each.column.meaning for each in weighed if not each.is_refuted}
    columns = []
    for each in weighed:
        judged = _judged(each, taken)
        taken.add(judged.meaning)
        columns.append(judged)
    columns = _with_people(_one_number(_given_back(columns, below), below), below)
    columns = _with_dates(columns, below)
    return replace(header, columns=tuple(numbered_groups(columns)))


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A column with some of its cells, and the share of them that can be what the header says."""

    column: Column
    cells: list[Cell]
    fit: float

    @property
    def is_refuted(self) -> bool:
        """Whether hardly any cell can be what the header says."""
        return self.column.meaning in _STRICT and len(self.cells) >= _ENOUGH and self.fit <= _REFUTED


def _weighed(column: Column, rows: list[Cells]) -> _Weighed:
    cells = _samples(rows, column.indexes[0]) if len(column.indexes) == 1 else []
    return _Weighed(column, cells, fitting(column.meaning, cells))


def _judged(each: _Weighed, taken: set[str]) -> Column:
    """The column as its cells confirm or refute it."""
    column, cells = each.column, each.cells
    if not cells:
        return replace(column, confidence=0.75 if column.meaning else 0.5)
    confidence = round(0.5 + 0.5 * each.fit, 2)
    if column.meaning and each.fit >= _DOUBTED:
        return replace(column, confidence=confidence)
    offered = _ALTERNATIVES.get(column.meaning, ()) if column.meaning else _UNNAMED
    better = next((other for other in offered if _may_be(other, cells, taken)), "")
    if better or each.is_refuted:
        return replace(column, meaning=better, confidence=0.5)
    return replace(column, confidence=confidence if column.meaning else 0.5)


def _given_back(columns: list[Column], rows: list[Cells]) -> list[Column]:
    """A column whose meaning another one had, until its cells refuted that, has it after all."""
    taken = {column.meaning for column in columns}
    settled = []
    for column in columns:
        own = "" if column.meaning else meaning_of_header(column.header)
        if own in MEANINGS and own not in taken and fitting(own, _samples(rows, column.indexes[0])) >= _SURE:
            column = replace(column, meaning=own, confidence=0.75)
            taken.add(own)
        settled.append(column)
    return settled


def _may_be(meaning: str, cells: list[Cell], taken: set[str]) -> bool:
    """Whether a column may be what its header does not say: nearly all cells fit, and no letter stands for a word."""
    if len(cells) < _SEVERAL or (meaning in taken and meaning != "died_on"):
        return False
    if meaning == "remains" and not any(_REMAINS.search(fold(as_text(cell))) for cell in cells):
        return False
    return fitting(meaning, cells) >= _SURE


def _one_number(columns: list[Column], rows: list[Cells]) -> list[Column]:
    """Of several numbers one is the unit's; one that only counts the rows is the key of the row."""
    numbers = [column for column in columns if column.meaning == "number"]
    if len(numbers) < _SEVERAL:
        return columns
    best = max(numbers, key=lambda column: _weight_of_number(column, rows))
    taken = {column.meaning for column in columns}
    settled = []
    for column in columns:
        if column.meaning == "number" and column is not best:
            column = replace(column, meaning=_meaning_beside_number(column, rows, taken), confidence=0.5)
            taken.add(column.meaning)
        settled.append(column)
    return settled


def _meaning_beside_number(column: Column, rows: list[Cells], taken: set[str]) -> str:
    """What a column is that is not the unit's number after all: the key of the row, or what its cells say."""
    if _counts_rows(column, rows):
        return "legacy_key" if "legacy_key" not in taken and taken & DECEASED_NAMES else ""
    return _judged(_weighed(replace(column, meaning=""), rows), taken).meaning


def _weight_of_number(column: Column, rows: list[Cells]) -> float:
    texts = [as_text(cell) for cell in _samples(rows, column.indexes[0])]
    if not texts:
        return -9.0
    codes = [read_code_text(text, False, frozenset()) for text in texts]
    numbered = sum(1 for code in codes if code.number) / len(texts)
    coded = sum(1 for code in codes if code.number and code.block) / len(texts)
    weight = 4 * numbered + coded + 2 * bool(_UNIT_WORD.search(fold(column.header)))
    return weight - 2 * _counts_rows(column, rows)


def _counts_rows(column: Column, rows: list[Cells]) -> bool:
    texts = [as_text(cell) for cell in _samples(rows, column.indexes[0])]
    numbers = [int(text) for text in texts if text.isdecimal()]
    steps = sum(1 for one, other in pairwise(numbers) if other == one + 1)
    return len(numbers) == len(texts) > 1 and steps >= _SURE * (len(numbers) - 1)


def _with_dates(columns: list[Column], rows: list[Cells]) -> list[Column]:
    """A column of dates that nobody knows by its header is what the right, or the burial, beside it lacks."""
    settled = list(columns)
    for at, column in enumerate(columns):
        if column.meaning or len(column.indexes) > 1 or _OTHER_DATES.search(fold(column.header)):
            continue
        cells = _samples(rows, column.indexes[0])
        if len(cells) >= _ENOUGH and fitting("date", cells) >= _SURE and (lacking := _date_lacking(settled, at, rows)):
            settled[at] = replace(column, meaning=lacking, confidence=0.5)
    return settled


def _date_lacking(columns: list[Column], index: int, rows: list[Cells]) -> str:
    at = {other.meaning: other.indexes[0] for other in columns}
    here = columns[index].indexes[0]
    if at.keys() & {"title_number", "term", "granted_on", "expires_on"}:
        if "granted_on" not in at:
            return "granted_on"
        is_end = "expires_on" not in at and _share_of_spans(rows, at["granted_on"], here, _is_round_term) >= _MOST_ENDS
        return "expires_on" if is_end else ""
    if not at.keys() & DECEASED_NAMES or {"died_on", "buried_on"} <= at.keys():
        return ""
    if "died_on" not in at and "buried_on" not in at:
        return "buried_on"
    if "died_on" not in at:
        return "died_on" if _share_of_spans(rows, here, at["buried_on"], _is_few_days) >= _MOST_ENDS else ""
    return "buried_on" if _share_of_spans(rows, at["died_on"], here, _is_few_days) >= _MOST_ENDS else ""


def _is_round_term(start: PartialDate, end: PartialDate) -> bool:
    return int(end.edtf[:4]) - int(start.edtf[:4]) in _ROUND_TERMS


def _is_few_days(start: PartialDate, end: PartialDate) -> bool:
    return not end.is_surely_before(start) and int(end.edtf[:4]) - int(start.edtf[:4]) <= 1


def _share_of_spans(
    rows: list[Cells], start_at: int, end_at: int, is_fitting: Callable[[PartialDate, PartialDate], bool]
) -> float:
    """In how many of the rows that have both dates the second follows the first as it should."""
    hits, spans = 0, 0
    for cells in rows[: 4 * _SAMPLES]:
        if max(start_at, end_at) < len(cells):
            start, end = (read_date(cells[index]).value for index in (start_at, end_at))
            if start.edtf[:4].isdecimal() and end.edtf[:4].isdecimal():
                spans += 1
                hits += is_fitting(start, end)
    return hits / spans if spans >= _ENOUGH else 0.0


def _with_people(columns: list[Column], rows: list[Cells]) -> list[Column]:
    """A column of names with dates in brackets is of the dead; where nobody is named, the only names are somebody's."""
    taken = {column.meaning for column in columns}
    settled = list(columns)
    for at, column in enumerate(columns):
        if column.meaning or taken & DECEASED_NAMES or len(column.indexes) > 1:
            continue
        cells = _samples(rows, column.indexes[0])
        texts = [as_text(cell) for cell in cells]
        if len(cells) < _ENOUGH or fitting("name", cells) < _SURE:
            continue
        if sum(1 for text in texts if _DATED_NAME.search(text)) > len(texts) / 2:
            meaning = "deceased"
        elif taken & PEOPLE:
            continue
        else:
            meaning = "deceased" if taken & OF_BURIALS and not taken & OF_RIGHTS else "holder"
        settled[at] = replace(column, meaning=meaning, confidence=0.5)
        taken.add(meaning)
    return settled


def suits(header: Header, rows: list[Cells]) -> bool:
    """Whether the cells of a sheet without a header may stand under that of another sheet."""
    checked = [
        fitting(column.meaning, cells) >= _DOUBTED
        for column in header.columns
        if column.meaning in _STRICT | {"number", "floor"} and (cells := _samples(rows, column.indexes[0]))
    ]
    return not checked or sum(checked) >= _MOSTLY_SUITED * len(checked)


def guess_columns(rows: list[Cells]) -> Header | None:
    """Propose the columns of a table without a header; None unless places and names are plain to see."""
    width = max((len(row) for row in rows[:_SAMPLES]), default=0)
    columns = [_guess(index, _samples(rows[:_ROWS_LOOKED_AT], index)) for index in range(width)]
    meanings = [column.meaning for column in columns]
    if "number" not in meanings or "name" not in meanings:
        return None
    of_rights = "term" in meanings or "national_id" in meanings or meanings.count("name") > 1
    return Header(-1, -1, tuple(numbered_groups(_named(columns, of_rights=of_rights))))


def _guess(index: int, cells: list[Cell]) -> Column:
    for meaning in ("national_id", "kind", "term", "date", "number", "name"):
        if cells and fitting(meaning, cells) >= _SURE and not (meaning == "kind" and _are_numbered(cells)):
            return Column((index,), "", meaning, confidence=0.4)
    return Column((index,), "", "", confidence=0.2)


def _are_numbered(cells: list[Cell]) -> bool:
    """Whether most cells have figures, as codes in words have: *Bloc A, nínxol 12*."""
    return sum(1 for cell in cells if any(map(str.isdecimal, as_text(cell)))) > len(cells) / 2


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
        if meaning == "granted_on" and tells_several(text):
            return True
        return _is_blank_date(text) or lacks_year(text) or read_date(cell).value.is_known or _has_no_end(meaning, cell)
    if meaning in PEOPLE:
        return _is_name(cell, text)
    if meaning == "number":
        code = read_code_text(text, False, frozenset())
        return bool(code.number or code.kind) and len(text) <= 40
    return _fits_word(meaning, cell, text)


def _is_blank_date(text: str) -> bool:
    return len(text) > 1 and not text.strip("0-/. ")


def _has_no_end(meaning: str, cell: Cell) -> bool:
    return meaning == "expires_on" and read_term(cell).perpetual


def _is_name(cell: Cell, text: str) -> bool:
    """Whether something can be a name: two letters at least, and no date."""
    if sum(map(str.isalpha, text)) < 2 or fold(text) in _YES_OR_NO or looks_like_national_id(text):
        return False
    return not read_date(cell).value.is_known


def _fits_word(meaning: str, cell: Cell, text: str) -> bool:
    if meaning == "name":
        return bool(_NAME.search(text))
    if meaning == "national_id":
        return looks_like_national_id(text)
    if meaning == "floor":
        return read_floor(cell) is not None
    if meaning == "kind":
        return bool(kind_of(text) or state_of(text) or _SIGN.fullmatch(fold(text))) and len(text) <= 40
    if meaning == "state":
        return bool(state_of(text)) or fold(text) in _YES_OR_NO or (len(text) == 1 and text.isalpha())
    return _fits_sign(meaning, cell, fold(text), text)


def _fits_sign(meaning: str, cell: Cell, folded: str, text: str) -> bool:
    if meaning == "term":
        term = read_term(cell)
        return bool(term.perpetual or (term.years and term.years <= 150 and (term.years % 5 == 0 or term.years == 99)))
    if meaning == "remains":
        return bool(_REMAINS.search(folded)) or (len(folded) == 1 and folded.isalpha())
    if meaning == "perpetual":
        return folded in _YES_OR_NO or bool(read_term(cell).perpetual)
    if meaning == "relation":
        return bool(_ROLE.search(folded))
    if meaning == "title_number":
        return any(map(str.isdecimal, text)) and not _NAME.search(text)
    if meaning == "email":
        return "@" in text
    if meaning == "phone":
        return sum(map(str.isdecimal, text)) >= _DIGITS_OF_PHONE
    return bool(_MOVEMENT.search(folded)) if meaning == "movement" else True
