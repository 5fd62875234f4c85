"""Several tables in one sheet, told apart before they are read: side by side, or one below another.

Each becomes a sheet of its own with the same name; what belongs to the others is blank in it, so that rows and columns
keep the numbers that they have in the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from cementiris.registry.names import fold
from cementiris.spreadsheets.cells import letters_of
from imports.header import Header, find_header
from imports.mapping import Mapping
from imports.rows import Cell, Cells, CleanRow, RawSheet, SkippedRow
from imports.vocabulary import DECEASED_NAMES, HOLDER_NAMES, meaning_of_header

_EMPTY = ("", None)
_NOTHING_SAID = Mapping()
_SHORT_ROW = 2
_LEAST_COLUMNS = 2
_LEAST_LABELS = 3
_KNOWN = 0.6
_LINES_SEARCHED = 80


def split_sheets(sheets: Sequence[RawSheet], mapping: Mapping) -> list[RawSheet]:
    """Every sheet, or its parts where several tables stand in it; a sheet mapped by hand is left whole."""
    parts: list[RawSheet] = []
    for sheet in sheets:
        rule = mapping.of_table(sheet.file, sheet.name)
        if sheet.labels is not None or rule.header_row is not None or not rule.is_empty:
            parts.append(sheet)
            continue
        for below in _one_below_another(sheet):
            parts += _side_by_side(below)
    return parts


def without_repeats(skipped: Sequence[SkippedRow], rows: Sequence[CleanRow]) -> list[SkippedRow]:
    """The skipped rows, each told once, and not where one of the tables side by side has data in it."""
    seen = {(row.file, row.sheet, row.row) for row in rows}
    kept: list[SkippedRow] = []
    at: dict[tuple[str, str, int], int] = {}
    for skip in skipped:
        place = (skip.file, skip.sheet, skip.row)
        if place in seen:
            continue
        if place not in at:
            at[place] = len(kept)
            kept.append(skip)
        elif kept[at[place]].reason == "blank":
            kept[at[place]] = skip
    return kept


def _filled(cells: Cells) -> list[Cell]:
    return [cell for cell in cells if cell not in _EMPTY]


def _one_below_another(sheet: RawSheet) -> Iterator[RawSheet]:
    starts = list(_starts(sheet.rows))
    if not starts:
        yield sheet
        return
    bounds = [0, *starts, len(sheet.rows)]
    for first, last in pairwise(bounds):
        rows: list[Cells] = [cells if first <= at < last else [] for at, cells in enumerate(sheet.rows)]
        yield replace(sheet, rows=rows, skipped=sheet.skipped if first == 0 else ())


def _starts(rows: list[Cells]) -> Iterator[int]:
    """Where another table begins: with its header, after a blank or lonely line, and the titles just above it."""
    known: set[frozenset[str]] = set()
    above_is_short, title = True, 0
    for at, cells in enumerate(rows):
        if len(cells) > _SHORT_ROW and cells[0] not in _EMPTY and cells[1] not in _EMPTY and not above_is_short:
            title = at + 1
            continue
        filled = _filled(cells)
        if len(filled) <= _SHORT_ROW:
            above_is_short = True
            continue
        if above_is_short and (words := _words_of_header(filled)):
            if known and not any(len(words & other) >= _KNOWN * len(words) for other in known):
                yield title
            known.add(words)
        above_is_short, title = False, at + 1


def _words_of_header(filled: list[Cell]) -> frozenset[str]:
    """The labels of a line that is the header of a register; none for any other line."""
    if len(filled) < _LEAST_LABELS or not all(isinstance(cell, str) for cell in filled):
        return frozenset()
    labels = [cell for cell in filled if isinstance(cell, str)]
    meanings = [meaning_of_header(label) for label in labels]
    found = {meaning for meaning in meanings if meaning}
    names = DECEASED_NAMES | HOLDER_NAMES | {"name", "given", "surnames"}
    is_header = sum(map(bool, meanings)) >= _KNOWN * len(labels) and "number" in found and found & names
    return frozenset(map(fold, labels)) if is_header else frozenset()


def _side_by_side(sheet: RawSheet) -> list[RawSheet]:
    if not any(map(_repeats_itself, sheet.rows[:_LINES_SEARCHED])):
        return [sheet]
    header = find_header(sheet, _NOTHING_SAID)
    spans = _spans(sheet.rows, header) if header is not None and header.last >= 0 else []
    if header is None or len(spans) < _LEAST_COLUMNS:
        return [sheet]
    return [_part(sheet, header, span) for span in spans]


def _repeats_itself(cells: Cells) -> bool:
    """Whether a line may be the header of several like tables: every word in it comes twice at least."""
    words = [cell for cell in cells if isinstance(cell, str) and cell]
    return len(words) >= 2 * _LEAST_COLUMNS and 2 * len(set(words)) <= len(words)


def _spans(rows: list[Cells], header: Header) -> list[tuple[int, int]]:
    """From where to where each table reaches: every one of them begins with the same label, a unit's number."""
    labels = [fold(cell) if isinstance(cell, str) else "" for cell in rows[header.last]]
    places = [at for at, label in enumerate(labels) if label]
    if len(places) < 2 * _LEAST_COLUMNS:
        return []
    starts = [at for at in places if labels[at] == labels[places[0]]]
    ends = [*starts[1:], places[-1] + 1]
    spans = list(zip(starts, ends, strict=True))
    words = [[labels[at] for at in places if first <= at < last] for first, last in spans]
    is_same = all(each == words[0] for each in words) and len(words[0]) >= _LEAST_COLUMNS
    return spans if is_same and any(meaning_of_header(word) == "number" for word in words[0]) else []


def _part(sheet: RawSheet, header: Header, span: tuple[int, int]) -> RawSheet:
    first, last = span
    above = sheet.rows[: header.first]
    has_titles = any(_filled(cells[first:last]) for cells in above)
    rows: list[Cells] = [_within(cells, span) if has_titles else cells for cells in above]
    rows += [_within(cells, span) for cells in sheet.rows[header.first :]]
    column = letters_of(first)
    cells = [f"{column}{sheet.number_of(at)}" for at in range(len(rows))]
    return replace(sheet, rows=rows, cells=cells, skipped=sheet.skipped if first == 0 else ())


def _within(cells: Cells, span: tuple[int, int]) -> Cells:
    first, last = span
    return [*[""] * min(first, len(cells)), *cells[first:last]]
