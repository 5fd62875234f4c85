"""Which rows of a table hold data, under which heading, and why the others hold none. No row of data is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from cementiris.registry.names import fold
from imports.cleaning.cells import as_text
from imports.cleaning.codes import read_code_text
from imports.cleaning.kinds import kind_of
from imports.headings import Heading, read_heading
from imports.lines import (
    are_pairs,
    begins_legend,
    is_amount,
    is_counted,
    is_legend,
    is_prose,
    is_total,
    lacks_year,
    numbers_columns,
)
from imports.rows import Cells, Line, SkippedRow
from imports.tables import DataRow, Table, Tables
from imports.vocabulary import DECEASED_NAMES, HOLDER_NAMES, OF_BURIALS, OF_RIGHTS

_DITTO = frozenset(
    {'"', "''", "”", "“", "»", "«", "´´", "〃", "id", "id.", "íd", "íd.", "idem", "ídem", "ídem.", "Íd."}
)
_BLOCK_WORD = re.compile(
    r"^(?:bloc|bloque|block|sector|illa|manzana|departament\w*|modul\w?|grupo?|seccio\w?|section|quadre|cuadro|zona|"
    r"pati|patio|galeria|recinte|recinto|carrer|calle|fila|filera|pis|piso|altura|nivell?|tramada|tramo)\b"
)
_FIGURES = re.compile(r"[\d ]+")
_FOLD = re.compile(r"\n|;")
_SEVERAL = 2
_KEPT_CELLS = 40
_SAMPLE = 400
_MERGED = 0.4
_SHORT_CODE = 12
_WIDE = 4


class RowSorter:
    """Sorts the rows of one table into data and what is none, following sub-headings as they come."""

    def __init__(self, table: Table, found: Tables) -> None:
        self.table = table
        self.found = found
        self.heading = table.heading
        header = table.header
        self.is_records = table.sheet.labels is not None
        self.code_at = _indexes(table, {"number", "unit_key"})
        self.place_at = self.code_at | _indexes(table, {"floor", "column"})
        self.block_at = _indexes(table, {"block", "section"})
        self.people_at = _indexes(table, DECEASED_NAMES)
        self.burials_at = self.people_at | _indexes(table, OF_BURIALS | {"sex"})
        self.holders_at = _indexes(table, HOLDER_NAMES)
        self.mapped_at = frozenset(
            index for column in header.columns if column.meaning not in ("", "ignore") for index in column.indexes
        )
        self.is_combined = any(len(column.indexes) > 1 for column in table.own_columns)
        self.labels = {fold(column.header) for column in header.columns if column.header}
        self.header_cells = _cells_of_lines(table, max(0, header.last - 2), header.last + 1, fewest=2)
        self.titles = frozenset(_bare(text) for _, text in _cells_of_lines(table, 0, max(0, header.first)))
        self.counter_at = _counters(table)
        rights = OF_RIGHTS | HOLDER_NAMES
        self.is_book = bool(self.people_at) and header.meanings.isdisjoint(rights)
        self.days_at = _indexes(table, {"died_on", "buried_on", "exhumed_on"}) if self.is_book else frozenset()
        self.carried_at = _merged_columns(table)
        self.codes_say_all = _codes_say_all(table, self.code_at)
        self.last_header = header.last
        self.has_data = False
        self.is_in_legend = False

    def data_rows(self) -> Iterator[DataRow]:
        """Every row of data in order; the others go to the skipped ones with their reason."""
        pending: DataRow | None = None
        above: Line | None = None
        sheet = self.table.sheet
        for index, cells in enumerate(sheet.rows):
            line = Line(cells, tuple(map(as_text, cells)))
            reason = self._reason_to_skip(index, line, pending is not None)
            if reason == "continuation" and pending is not None:
                pending = replace(pending, extra=(*pending.extra, line))
            elif reason and reason != "continuation":
                above = above if reason in ("blank", "header", "title") else None
                raw = line.texts[:_KEPT_CELLS]
                self.found.skipped.append(SkippedRow(sheet.file, sheet.name, sheet.number_of(index), reason, raw))
            else:
                if pending is not None:
                    yield pending
                whole = self._dated(self._completed(line, above))
                above = whole
                first, *others = self._unfolded(whole)
                place = sheet.number_of(index), sheet.cell_of(index)
                pending = DataRow(place[0], first, self.heading, tuple(others), place[1], line.texts)
        if pending is not None:
            yield pending

    def _completed(self, line: Line, above: Line | None) -> Line:
        """The line with what it says by a ditto mark, or by a merged cell that reaches down to it."""
        if above is None or (not self.carried_at and _DITTO.isdisjoint(line.texts)):
            return line
        cells: Cells = list(line.cells)
        for at, text in enumerate(line.texts[: len(above.texts)]):
            if (text in _DITTO and at in self.mapped_at) or (not text and at in self.carried_at):
                cells[at] = above.cells[at]
        return Line(cells, tuple(map(as_text, cells)))

    def _dated(self, line: Line) -> Line:
        """The line of a book in which days without a year have that of the sheet or of the heading above."""
        year = self.heading.year
        lacking = [at for at in self.days_at if year and at < len(line.texts) and lacks_year(line.texts[at])]
        if not lacking:
            return line
        cells: Cells = list(line.cells)
        for at in lacking:
            sign = next((sign for sign in "/-." if sign in line.texts[at][:-1]), " ")
            cells[at] = f"{line.texts[at]}{sign}{year}"
        return Line(cells, tuple(map(as_text, cells)))

    def _unfolded(self, line: Line) -> list[Line]:
        """One line for each of the dead where names and dates stand below each other in their cells."""
        texts = line.texts
        folded = [at for at in self.burials_at if at < len(texts) and ("\n" in texts[at] or ";" in texts[at])]
        if len(folded) < _SEVERAL or self.people_at.isdisjoint(folded):
            return [line]
        parts = {at: [part.strip() for part in _FOLD.split(texts[at])] for at in folded}
        count = len(next(parts[at] for at in folded if at in self.people_at))
        if any(len(each) != count for each in parts.values()):
            return [line]
        lines = []
        for place in range(count):
            cells: Cells = list(line.cells) if place == 0 else [""] * len(line.cells)
            for at, each in parts.items():
                cells[at] = each[place]
            lines.append(Line(cells, tuple(map(as_text, cells))))
        return lines

    def _reason_to_skip(self, index: int, line: Line, has_row_before: bool) -> str:
        filled = [at for at, text in enumerate(line.texts) if text and at not in self.counter_at]
        if not filled:
            return "blank"
        header = self.table.header
        if index <= header.last:
            return "title" if index < header.first else "header"
        if self.is_records:
            return self._reason_of_record(line, filled)
        if index == self.last_header + 1 and numbers_columns([line.texts[at] for at in filled]):
            self.last_header = index
            return "header"
        if has_row_before and self._continues(line, filled):
            return "continuation"
        if reason := self._reason_of_words(index, line, filled) or self._reason_of_start(line, filled):
            return reason
        self.is_in_legend = False
        self.has_data = True
        return "" if not self.mapped_at.isdisjoint(filled) else "legend"

    def _reason_of_start(self, line: Line, filled: list[int]) -> str:
        """Where there is no header, a lonely sentence before the first row of data is a title."""
        if self.has_data or self.table.header.last >= 0 or len(filled) > 1 or len(self.mapped_at) == 1:
            return ""
        text = line.texts[filled[0]]
        return "title" if is_prose(text) or not any(map(str.isdecimal, text)) else ""

    def _reason_of_record(self, line: Line, filled: list[int]) -> str:
        """Where the format names the columns every record is data, but for one that only names a block."""
        if any(_says_something(line.texts[at]) for at in self.code_at if at < len(line.texts)):
            return ""
        if not (self.people_at | self.holders_at).isdisjoint(filled):
            return ""
        for at in filled:
            heading = read_heading(line.texts[at])
            if heading.block and heading.last is not None:
                self.found.add_range(heading, heading.block)
                return "heading"
        return ""

    def _reason_of_words(self, index: int, line: Line, filled: list[int]) -> str:
        texts = [line.texts[at] for at in filled]
        if texts[0].isdecimal():
            return self._reason_of_figures(index, texts, filled)
        if is_total(texts) and not self._names_people(line):
            return "total"
        if len(filled) > 1 and self._is_header_again(texts, filled):
            self.last_header = index
            return "header"
        if self._is_of_legend(texts, filled, line):
            return "legend"
        if len(filled) <= _WIDE and (reason := self._reason_of_heading(texts, filled)):
            return reason
        if len(filled) <= 3 and _bare(fold(texts[0])) in self.titles and self.code_at.isdisjoint(filled[1:]):
            return "title"
        if len(filled) > 2 or self.is_combined:
            return ""
        return self._reason_of_lonely_text(texts[0], filled)

    def _reason_of_figures(self, index: int, texts: Sequence[str], filled: list[int]) -> str:
        if self._enters_year(texts):
            return "heading"
        return "total" if self._is_bare_sum(index, texts, filled) else ""

    def _enters_year(self, texts: Sequence[str]) -> bool:
        """Whether a lonely cell of a book names the year of the rows below."""
        year = read_heading(texts[0]).year if self.is_book and len(texts) == 1 else None
        self.heading = replace(self.heading, year=year) if year else self.heading
        return year is not None

    def _names_people(self, line: Line) -> bool:
        named = (line.texts[at] for at in self.people_at | self.holders_at if at < len(line.texts))
        return any(any(map(str.isalpha, text)) and not is_counted(text) for text in named)

    def _is_bare_sum(self, index: int, texts: Sequence[str], filled: list[int]) -> bool:
        """Whether the very last line holds nothing but amounts, and none of them where a unit's code stands."""
        return (
            bool(self.code_at)
            and index == len(self.table.sheet.rows) - 1
            and self.place_at.isdisjoint(filled)
            and self.block_at.isdisjoint(filled)
            and all(map(is_amount, texts))
        )

    def _is_header_again(self, texts: Sequence[str], filled: list[int]) -> bool:
        folded = [fold(text) for text in texts[:2]]
        if (filled[0], folded[0]) not in self.header_cells and self.labels.isdisjoint(folded):
            return False
        same = [
            (at, word) in self.header_cells or word in self.labels
            for at, word in zip(filled, map(fold, texts), strict=True)
        ]
        return sum(same) >= max(2, 0.6 * len(filled))

    def _is_of_legend(self, texts: Sequence[str], filled: list[int], line: Line) -> bool:
        if are_pairs(texts):
            return True
        if begins_legend(texts[0]) and len(filled) <= 2:
            self.is_in_legend = True
            return True
        has_code = any(
            any(map(str.isdecimal, line.texts[at])) for at in self.code_at if at < len(line.texts) and line.texts[at]
        )
        return self.is_in_legend and len(filled) <= 3 and not has_code

    def _reason_of_heading(self, texts: Sequence[str], filled: list[int]) -> str:
        """A heading may be spread over several cells: ``BLOC | B | Núm. 1 a 40``."""
        first = fold(texts[0])
        if not _BLOCK_WORD.match(first) or self._is_code_in_words(texts[0], filled):
            return ""
        others = frozenset(filled[1:])
        is_bare = " " not in first
        if not is_bare and not (self.place_at | self.people_at | self.holders_at).isdisjoint(others):
            heading = read_heading(" ".join(texts))
            return self._entered(heading) if heading.last is not None and self.code_at.isdisjoint(others) else ""
        heading = read_heading(" ".join(texts[:2]) + ", " + ", ".join(texts[2:]) if is_bare else ", ".join(texts))
        return self._entered(heading) if heading.block or heading.floor else ""

    def _is_code_in_words(self, text: str, filled: list[int]) -> bool:
        """Whether *Bloc A, nínxol 12* is the code of a unit rather than a heading."""
        if filled[0] not in self.code_at:
            return filled[0] in self.block_at and not self.place_at.isdisjoint(filled[1:])
        if not read_code_text(text, False, frozenset()).number:
            return False
        return self.codes_say_all or (len(filled) > 1 and read_heading(text).last is None)

    def _entered(self, heading: Heading) -> str:
        self._enter(heading)
        return "heading"

    def _reason_of_lonely_text(self, first: str, filled: list[int]) -> str:
        """One or two cells with text are a heading, a legend, or a poor row of data."""
        if is_legend(first):
            return "legend"
        if self._enters_year([first]):
            return "heading"
        in_code = filled[0] in self.code_at
        if self._is_code_in_words(first, filled):
            return ""
        heading = read_heading(first)
        names_kinds = heading.kinds and len(filled) == 1 and not (in_code and _is_unit_itself(first))
        if heading.block or heading.floor or names_kinds:
            return self._entered(heading)
        if filled[0] in self.people_at or filled[0] in self.holders_at or len(filled) > 1:
            return ""
        if is_prose(first) and not self.codes_say_all:
            return "legend"
        if in_code and (len(first) <= _SHORT_CODE or read_code_text(first, True, frozenset()).number):
            return ""
        return self._entered(Heading(block=first.strip(), text=first))

    def _enter(self, heading: Heading) -> None:
        if heading.floor and not heading.block:
            self.heading = Heading(floor=heading.floor).joined(self.heading)
            return
        self.heading = replace(heading, year=heading.year or self.heading.year)

    def _continues(self, line: Line, filled: list[int]) -> bool:
        """A line with nothing but more deceased under a roll's row belongs to that row."""
        if not (self.code_at and self.holders_at) or not self.burials_at.issuperset(filled):
            return False
        named = [line.texts[at] for at in filled if at in self.people_at]
        return bool(named) and not any(is_counted(text) or is_amount(text) or is_legend(text) for text in named)


def _bare(folded: str) -> str:
    """A title without its figures: the next page has another number."""
    return _FIGURES.sub("", folded)


def _is_unit_itself(text: str) -> bool:
    return kind_of(text) in ("common_grave", "ossuary")


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, text))


def _indexes(table: Table, meanings: set[str] | frozenset[str]) -> frozenset[int]:
    return frozenset(i for column in table.header.columns if column.meaning in meanings for i in column.indexes)


def _cells_of_lines(table: Table, first: int, last: int, *, fewest: int = 1) -> frozenset[tuple[int, str]]:
    """Position and folded text of every filled cell in these lines, where a line has so many."""
    found: set[tuple[int, str]] = set()
    for cells in table.sheet.rows[first:last]:
        here = {(at, fold(cell)) for at, cell in enumerate(cells) if isinstance(cell, str) and cell.strip()}
        found |= here if len(here) >= fewest else set()
    return frozenset(found)


def _sample(table: Table, at: int) -> list[str]:
    rows = table.sheet.rows[table.header.last + 1 :][:_SAMPLE]
    return [as_text(cells[at]) if at < len(cells) else "" for cells in rows]


def _counters(table: Table) -> frozenset[int]:
    """Columns without a header that only count the rows, as a hidden index does."""
    named = {index for column in table.header.columns for index in column.indexes}
    width = max((len(cells) for cells in table.sheet.rows[:_SAMPLE]), default=0)
    if table.header.last < 0:
        return frozenset()
    return frozenset(at for at in range(min(width, 3)) if at not in named and _counts(_sample(table, at)))


def _counts(texts: list[str]) -> bool:
    numbers = [int(text) for text in texts if text.isdecimal()]
    steps = sum(1 for one, other in pairwise(numbers) if other == one + 1)
    return len(numbers) > 2 and len(numbers) == sum(1 for text in texts if text) and steps >= 0.9 * (len(numbers) - 1)


def _merged_columns(table: Table) -> frozenset[int]:
    """Columns of floors and sections that are filled on the first row of each group only, as merged cells are."""
    if table.sheet.labels is not None:
        return frozenset()
    return frozenset(at for at in _indexes(table, {"floor", "section"}) if _is_merged(_sample(table, at)))


def _is_merged(texts: list[str]) -> bool:
    filled = [text for text in texts if text]
    if len(filled) < 2 or not texts[0] or len(filled) >= _MERGED * len(texts):
        return False
    return all(one != other for one, other in pairwise(filled))


def _codes_say_all(table: Table, code_at: frozenset[int]) -> bool:
    """Whether the codes name their block in words, so that a code looks like a heading."""
    codes = [text for at in code_at for text in _sample(table, at) if text]
    worded = [
        text for text in codes if _BLOCK_WORD.match(fold(text)) and read_code_text(text, False, frozenset()).number
    ]
    return len(worded) > 0.3 * len(codes)
