"""From sheets to tables: which rows hold data, under which heading, and why the others hold none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from cementiris.registry.names import fold
from imports.cleaning.cells import as_text
from imports.cleaning.codes import block_key, read_code_text
from imports.cleaning.kinds import kind_of
from imports.content import guess_columns, refine
from imports.header import Column, Header, find_header
from imports.headings import Heading, NumberRange, read_heading, read_sheet_name
from imports.mapping import Mapping
from imports.rows import Line, RawSheet, SkippedRow
from imports.vocabulary import DECEASED_NAMES, HOLDER_NAMES, OF_BURIALS

_TOTAL = re.compile(
    r"^(?:sub)?totals?\b|^suma\b|^sum\b|^resum(?:en)?\b|^total(?:es)? general|^(?:ocupats|lliures|ocupados|"
    r"libres) ?\d|^nombre total\b"
)
_LEGEND = re.compile(
    r"^(?:llegenda|leyenda|legend|notes?|notas?|nota be|observacions|observaciones|font|fuente|"
    r"source|data d impressio|"
    r"fecha de impresion|pagina|pag|full|signat|vist i plau|abreviatur)\b"
)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose header is known.

    `width`: how many cells of a row are its own where cells of another table were joined to it. `is_joined`: what its
    rows lack, other tables may say.
    """

    sheet: RawSheet
    header: Header
    heading: Heading
    mapping: Mapping
    width: int | None = None
    is_joined: bool = False

    @property
    def own_columns(self) -> tuple[Column, ...]:
        """The columns that stand in the sheet itself."""
        return tuple(c for c in self.header.columns if self.width is None or c.indexes[0] < self.width)


@dataclass(frozen=True, slots=True)
class DataRow:
    """A row of data with the heading that holds for it; `extra` are the lines that continue it.

    `cell`: the cell it stands in where one row of the source holds several units.
    """

    number: int
    line: Line
    heading: Heading
    extra: tuple[Line, ...] = ()
    cell: str = ""


@dataclass(slots=True)
class Tables:
    """All tables of an import, the ranges that blocks are said to have, and the rows that hold no data."""

    tables: list[Table] = field(default_factory=list)
    ranges: dict[str, NumberRange] = field(default_factory=dict)
    skipped: list[SkippedRow] = field(default_factory=list)

    def add_range(self, heading: Heading, block: str) -> None:
        """Remember the range of numbers that a heading gives to a block."""
        if heading.first is not None and heading.last is not None:
            self.ranges.setdefault(block_key(block), NumberRange(heading.first, heading.last))


def find_tables(sheets: list[RawSheet], mapping: Mapping) -> Tables:
    """Find the tables of all sheets; sheets without one are skipped whole, and lists of blocks give their ranges."""
    found = Tables()
    wanted = [sheet for sheet in sheets if mapping.reads(sheet.file, sheet.name)]
    headers = _with_guesses(_lend_headers([(sheet, _header_of(sheet, mapping)) for sheet in wanted]), mapping)
    like = sum(1 for _, header in headers if header and header.is_register)
    for sheet, header in headers:
        if header is None or not (header.is_register or header.is_index):
            _skip_sheet(found, sheet, "no_table")
        elif header.is_index:
            _read_index(found, sheet, header)
        else:
            heading = _heading_of(sheet, header, is_one_of_many=like > 1 and sheet.row_numbers is None)
            found.tables.append(Table(sheet, header, heading, mapping.of_table(sheet.file, sheet.name)))
    for sheet in sheets:
        found.skipped.extend(SkippedRow(sheet.file, sheet.name, number, reason) for number, reason in sheet.skipped)
        if not mapping.reads(sheet.file, sheet.name):
            _skip_sheet(found, sheet, "no_table")
    return found


def _header_of(sheet: RawSheet, mapping: Mapping) -> Header | None:
    mapping = mapping.of_table(sheet.file, sheet.name)
    header = find_header(sheet, mapping)
    if header is None or not (header.is_register or header.is_index):
        return None
    return refine(header, sheet.rows) if mapping.is_empty and header.is_register else header


_Pairs = list[tuple[RawSheet, Header | None]]


def _with_guesses(pairs: _Pairs, mapping: Mapping) -> _Pairs:
    """Where no sheet has a header, or a clerk says of one that it has none, the columns are known by their content."""
    nowhere = not any(header for _, header in pairs)
    guessed = []
    for sheet, header in pairs:
        rule = mapping.of_table(sheet.file, sheet.name)
        if header is None and rule.is_empty and (nowhere or rule.header_row == 0):
            header = guess_columns(sheet.rows)
        guessed.append((sheet, header))
    return guessed


def _lend_headers(pairs: _Pairs) -> _Pairs:
    """A sheet without a header of its own, as wide as one that has it, continues that one."""
    lent = []
    last: tuple[int, Header] | None = None
    for sheet, header in pairs:
        width = _width(sheet)
        if header is not None and header.is_register:
            last = (width, header)
        elif header is None and last is not None and width == last[0] and len(sheet.rows) > 1 and _holds_data(sheet):
            header = Header(-1, -1, last[1].columns)
        lent.append((sheet, header))
    return lent


def _width(sheet: RawSheet) -> int:
    return max((sum(1 for cell in row if cell not in ("", None)) and len(row) for row in sheet.rows[:50]), default=0)


def _holds_data(sheet: RawSheet) -> bool:
    return sum(1 for row in sheet.rows[:50] if sum(1 for cell in row if cell not in ("", None)) >= 3) >= 2


def _skip_sheet(found: Tables, sheet: RawSheet, reason: str) -> None:
    found.skipped.extend(
        SkippedRow(sheet.file, sheet.name, sheet.number_of(line), reason if any(map(as_text, row)) else "blank")
        for line, row in enumerate(sheet.rows)
    )


def _read_index(found: Tables, sheet: RawSheet, header: Header) -> None:
    at = {column.meaning: column.indexes[0] for column in header.columns}
    for line, row in enumerate(sheet.rows):
        reason = "title" if line < header.first else "header" if line <= header.last else "index"
        found.skipped.append(SkippedRow(sheet.file, sheet.name, sheet.number_of(line), reason))
        first, last = (as_text(row[at[end]]) if at[end] < len(row) else "" for end in ("range_from", "range_to"))
        if reason == "index" and first.isdecimal() and last.isdecimal() and "block" in at:
            kind = kind_of(as_text(row[at["kind"]])) if "kind" in at else ""
            found.ranges[block_key(as_text(row[at["block"]]))] = NumberRange(int(first), int(last), kind)


def _heading_of(sheet: RawSheet, header: Header, *, is_one_of_many: bool) -> Heading:
    """What the lines above the header and the sheet's name say together; the name comes first."""
    heading = Heading() if sheet.row_numbers is not None else read_sheet_name(sheet.name, is_one_of_many=is_one_of_many)
    for row in sheet.rows[: max(0, header.first)]:
        for cell in row:
            if isinstance(cell, str) and cell.strip():
                title = read_heading(cell)
                heading = heading.joined(title if title.block or not heading.block else _range_only(title))
    return heading


def _range_only(title: Heading) -> Heading:
    return Heading(first=title.first, last=title.last)


class RowSorter:
    """Sorts the rows of one table into data and what is none, following sub-headings as they come."""

    def __init__(self, table: Table, found: Tables) -> None:
        self.table = table
        self.found = found
        self.heading = table.heading
        self.code_at = _indexes(table.header, {"number"})
        self.people_at = _indexes(table.header, DECEASED_NAMES)
        self.burials_at = self.people_at | _indexes(table.header, OF_BURIALS | {"sex"})
        self.holders_at = _indexes(table.header, HOLDER_NAMES)
        self.mapped_at = frozenset(
            index for column in table.header.columns if column.meaning not in ("", "ignore") for index in column.indexes
        )
        self.labels = {fold(column.header) for column in table.header.columns if column.header}
        self.is_combined = any(len(column.indexes) > 1 for column in table.header.columns)

    def data_rows(self) -> Iterator[DataRow]:
        """Every row of data in order; the others go to the skipped ones with their reason."""
        pending: DataRow | None = None
        sheet = self.table.sheet
        for index, cells in enumerate(sheet.rows):
            line = Line(cells, tuple(map(as_text, cells)))
            reason = self._reason_to_skip(index, line, pending is not None)
            if reason == "continuation" and pending is not None:
                pending = replace(pending, extra=(*pending.extra, line))
            elif reason and reason != "continuation":
                self.found.skipped.append(SkippedRow(sheet.file, sheet.name, sheet.number_of(index), reason))
            else:
                if pending is not None:
                    yield pending
                pending = DataRow(sheet.number_of(index), line, self.heading, cell=sheet.cell_of(index))
        if pending is not None:
            yield pending

    def _reason_to_skip(self, index: int, line: Line, has_row_before: bool) -> str:
        header = self.table.header
        if index <= header.last:
            return "title" if index < header.first else "header"
        filled = [position for position, text in enumerate(line.texts) if text]
        if not filled:
            return "blank"
        first = line.texts[filled[0]]
        if not first.isdecimal() and (reason := self._reason_of_text(line, filled, first)):
            return reason
        if has_row_before and self._continues(filled):
            return "continuation"
        return "" if not self.mapped_at.isdisjoint(filled) else "legend"

    def _reason_of_text(self, line: Line, filled: list[int], first: str) -> str:
        folded = fold(first)
        if _TOTAL.match(folded) and not (self.people_at and any(index in filled for index in self.people_at)):
            return "total"
        if len(filled) >= 3 and self._is_header_again(line, filled):
            return "header"
        if len(filled) > 2 or self.is_combined:
            return ""
        return self._reason_of_lonely_text(first, folded, filled)

    def _is_header_again(self, line: Line, filled: list[int]) -> bool:
        if fold(line.texts[filled[0]]) not in self.labels and fold(line.texts[filled[1]]) not in self.labels:
            return False
        return sum(1 for index in filled if fold(line.texts[index]) in self.labels) >= 0.6 * len(filled)

    def _reason_of_lonely_text(self, first: str, folded: str, filled: list[int]) -> str:
        """One or two cells with text are a heading, a legend, or a poor row of data."""
        if _LEGEND.match(folded):
            return "legend"
        heading = read_heading(first)
        in_code = filled[0] in self.code_at
        if (
            heading.block
            or heading.floor
            or (heading.kinds and len(filled) == 1 and not self._is_unit_itself(first, in_code))
        ):
            self._enter(heading)
            return "heading"
        if filled[0] in self.people_at or filled[0] in self.holders_at or len(filled) > 1:
            return ""
        if in_code and (len(first) <= 12 or read_code_text(first, True, frozenset()).number):
            return ""
        if len(first) > 40 or first.rstrip().endswith("."):
            return "legend"
        self._enter(Heading(block=first.strip(), text=first))
        return "heading"

    def _is_unit_itself(self, text: str, in_code: bool) -> bool:
        return in_code and kind_of(text) in ("common_grave", "ossuary")

    def _enter(self, heading: Heading) -> None:
        if heading.floor and not heading.block:
            self.heading = Heading(floor=heading.floor).joined(self.heading)
            return
        self.heading = Heading(heading.block, heading.kinds, heading.first, heading.last, heading.floor, heading.text)

    def _continues(self, filled: list[int]) -> bool:
        """A line with nothing but more deceased under a roll's row belongs to that row."""
        names = self.code_at and self.holders_at and not self.people_at.isdisjoint(filled)
        return bool(names) and self.burials_at.issuperset(filled)


def _indexes(header: Header, meanings: set[str] | frozenset[str]) -> frozenset[int]:
    return frozenset(index for column in header.columns if column.meaning in meanings for index in column.indexes)


def samples_of(table: Table, column: Column, count: int = 3) -> tuple[str, ...]:
    """The first values of a column, for the clerk to judge the proposal by."""
    values: list[str] = []
    for cells in table.sheet.rows[table.header.last + 1 : table.header.last + 200]:
        text = as_text(cells[column.indexes[0]]) if column.indexes[0] < len(cells) else ""
        if text and text not in values:
            values.append(text)
        if len(values) == count:
            break
    return tuple(values)
