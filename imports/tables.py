"""From sheets to tables: which rows hold data, under which heading, and why the others hold none."""

from __future__ import annotations

from dataclasses import dataclass, field

from imports.cleaning.cells import as_text
from imports.cleaning.codes import block_key
from imports.cleaning.kinds import kind_of
from imports.content import guess_columns, refine, suits
from imports.header import Column, Header, find_header
from imports.headings import Heading, NumberRange, read_heading, read_sheet_name
from imports.legends import signs_of
from imports.mapping import Mapping
from imports.rows import Line, RawSheet, SkippedRow

_KEPT_CELLS = 40


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

    `cell`: the cell it stands in where one row of the source holds several units. `raw`: its texts as they stand in the
    source, where merged cells and ditto marks leave some to the rows above.
    """

    number: int
    line: Line
    heading: Heading
    extra: tuple[Line, ...] = ()
    cell: str = ""
    raw: tuple[str, ...] = ()


@dataclass(slots=True)
class Tables:
    """All tables of an import, the ranges that blocks are said to have, and the rows that hold no data.

    `linked`: tables of codes that say nothing by themselves, and something where another table knows the codes.
    """

    tables: list[Table] = field(default_factory=list)
    linked: list[Table] = field(default_factory=list)
    ranges: dict[str, NumberRange] = field(default_factory=dict)
    skipped: list[SkippedRow] = field(default_factory=list)

    def add_range(self, heading: Heading, block: str) -> None:
        """Remember the range of numbers that a heading gives to a block."""
        if heading.first is not None and heading.last is not None:
            self.ranges.setdefault(block_key(block), NumberRange(heading.first, heading.last))


def find_tables(sheets: list[RawSheet], mapping: Mapping) -> Tables:
    """Find the tables of all sheets; sheets without one are skipped whole, and lists of blocks give their ranges."""
    found = Tables()
    mapping = mapping.with_signs(signs_of(sheets))
    wanted = [sheet for sheet in sheets if mapping.reads(sheet.file, sheet.name)]
    headers = _with_guesses(_lend_headers([(sheet, _header_of(sheet, mapping)) for sheet in wanted]), mapping)
    like = len({(sheet.file, sheet.name) for sheet, header in headers if header and header.is_register})
    for sheet, header in headers:
        if header is None:
            _skip_sheet(found, sheet, "no_table")
        elif header.is_index:
            _read_index(found, sheet, header)
        elif not header.is_register:
            found.linked.append(Table(sheet, header, Heading(), mapping.of_table(sheet.file, sheet.name)))
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
    if header is None or not (header.is_register or header.is_index or header.is_linked):
        return None
    return refine(header, sheet.rows) if mapping.is_empty and not header.is_index else header


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
        elif header is None and last is not None and width == last[0] and _holds_data(sheet):
            header = Header(-1, -1, last[1].columns) if suits(last[1], sheet.rows) else None
        lent.append((sheet, header))
    return lent


def _width(sheet: RawSheet) -> int:
    return max((sum(1 for cell in row if cell not in ("", None)) and len(row) for row in sheet.rows[:50]), default=0)


def _holds_data(sheet: RawSheet) -> bool:
    return sum(1 for row in sheet.rows[:50] if sum(1 for cell in row if cell not in ("", None)) >= 3) >= 2


def drop_table(found: Tables, table: Table, reason: str) -> None:
    """Skip a table that turns out to hold no data, whole."""
    _skip_sheet(found, table.sheet, reason)


def _skip_sheet(found: Tables, sheet: RawSheet, reason: str) -> None:
    found.skipped.extend(
        _skipped(sheet, line, reason if any(map(as_text, row)) else "blank") for line, row in enumerate(sheet.rows)
    )


def _skipped(sheet: RawSheet, line: int, reason: str) -> SkippedRow:
    texts = tuple(map(as_text, sheet.rows[line][:_KEPT_CELLS]))
    return SkippedRow(sheet.file, sheet.name, sheet.number_of(line), reason, texts)


def _read_index(found: Tables, sheet: RawSheet, header: Header) -> None:
    at = {column.meaning: column.indexes[0] for column in header.columns}
    for line, row in enumerate(sheet.rows):
        reason = "title" if line < header.first else "header" if line <= header.last else "index"
        found.skipped.append(_skipped(sheet, line, reason))
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
