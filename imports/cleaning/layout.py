"""What holds for all rows of a table: where each meaning stands, how dates and names are written, which blocks are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from cementiris.registry.names import fold, is_surname_first
from imports.cleaning.cells import as_text, is_unknown, one_line
from imports.cleaning.codes import are_bare_numbers, block_key, blocks_in_codes, lead_with_letters
from imports.cleaning.dates import DateRules, is_clear_serial
from imports.cleaning.movements import letters_of_column
from imports.cleaning.people import has_prefix, read_holders
from imports.cleaning.sexes import sexes_of_column
from imports.header import Column
from imports.headings import NumberRange
from imports.rows import Cell, Line, RawSheet
from imports.tables import Table
from imports.vocabulary import DATES, DECEASED_NAMES

_SAMPLE = 400
_FREE = ("lliure", "libre", "buit", "vac", "free")
_NAME_PARTS = frozenset({"given", "surnames", "surname1", "surname2"})
_MERGED = 0.4
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_SLASHED = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}$")
_BREAKS = re.compile(r"[\n;/]|\([^)]*\)")


class Layout:
    """The layout of one table, with the values of its cells by meaning."""

    def __init__(self, table: Table, ranges: dict[str, NumberRange]) -> None:
        self.sheet: RawSheet = table.sheet
        self.width = table.width
        self.is_joined = table.is_joined
        self.constants = table.mapping.constants
        self.values = table.mapping.values
        self.placeholders = table.mapping.placeholders
        self.blocks = frozenset(ranges) | frozenset({block_key(table.heading.block)} - {""})
        self._ranges = ranges
        self._at: dict[tuple[str, int], Column] = {}
        for column in table.header.columns:
            self._at.setdefault((column.meaning, column.group), column)
        if ("unit_key", 0) in self._at:
            # A code by which other tables know the unit is its number where nothing else is.
            self._at.setdefault(("number", 0), self._at["unit_key", 0])
        self.groups = sorted({column.group for column in table.header.columns if column.meaning in DECEASED_NAMES})
        self.has_people = bool(self.groups)
        self.groups = self.groups or [0]
        self.unmapped = [(c.header, c.indexes[0]) for c in table.header.columns if c.meaning in ("", "fee", "price")]
        self.has_holder_parts = any(column.meaning.startswith("holder_") for column in table.header.columns)
        self.rules: DateRules = _date_rules(table)
        self._rules_at = _rules_at(self.rules, table)
        codes = self._sample_of("number", table)
        self.numbers_alone = are_bare_numbers(codes)
        names = (table.heading.block, *self._sample_of("block", table))
        self.letters_in_numbers = any(names) and lead_with_letters(codes, names)
        if not (self.numbers_alone or table.heading.block or ("block", 0) in self._at):
            self.blocks = blocks_in_codes(codes, self.blocks)
        self._name_columns = _columns_of_names(self._at)
        self.carries_block = _is_mostly_blank(self._sample_of("block", table))
        self.says_free = (
            fold(self._at[("state", 0)].header).startswith(("lliure", "libre")) if ("state", 0) in self._at else False
        )
        self.second_says_free = ("state", 1) in self._at and fold(self._at["state", 1].header).startswith(_FREE)
        self.sexes = sexes_of_column(self._sample_of("sex", table))
        self.letters = letters_of_column(self._sample_of("remains", table) or self._sample_of("movement", table))
        given = table.mapping.surname_first
        self.holder_surname_first = given if given is not None else self._order_of("holder", table)
        self.deceased_surname_first = given if given is not None else self._order_of("deceased", table)

    def cell(self, meaning: str, line: Line, group: int = 0) -> Cell:
        """The cell with this meaning, or an empty text."""
        column = self._at.get((meaning, group))
        if column is None:
            return ""
        if len(column.indexes) > 1:
            return self.text(meaning, line, group)
        index = column.indexes[0]
        return line.cells[index] if index < len(line.cells) else ""

    def text(self, meaning: str, line: Line, group: int = 0) -> str:
        """The text with this meaning; several columns read as one are joined, one kept as written is not tidied."""
        column = self._at.get((meaning, group))
        if column is None:
            return ""
        if len(column.indexes) == 1 and not column.as_written:
            index = column.indexes[0]
            return line.texts[index] if index < len(line.texts) else ""
        present = [index for index in column.indexes if index < len(line.texts) and line.texts[index]]
        if column.as_written:
            return column.joined_by.join(_untouched(line, index) for index in present)
        return column.joined_by.join(line.texts[index] for index in present)

    def header(self, meaning: str) -> str:
        """What stands over the column with this meaning."""
        column = self._at.get((meaning, 0))
        return column.header if column else ""

    def rules_for(self, meaning: str, group: int = 0) -> DateRules:
        """How dates are written in one column, by the years that stand in it."""
        return self._rules_at.get((meaning, group), self.rules)

    def name_columns(self, subject: str, group: int = 0) -> tuple[str, ...]:
        """The meanings of the columns that hold the parts of a name, in the order in which they stand."""
        return self._name_columns.get((subject, group), ())

    def is_as_written(self, meaning: str) -> bool:
        """Whether the mapping asks to keep this column's values as they are written."""
        column = self._at.get((meaning, 0))
        return column is not None and column.as_written

    def without_placeholder(self, text: str) -> str:
        """The text, or nothing when it is one of the mapping's placeholders or says that nothing is known."""
        if not text:
            return ""
        if self.placeholders and (fold(text) in self.placeholders or is_unknown(text)):
            return ""
        return text

    def value(self, meaning: str, text: str) -> str:
        """The value that the mapping gives to a text under this meaning."""
        table = self.values.get(meaning)
        return table.get(fold(text), "") if table else ""

    def kind_of_block(self, block: str) -> str:
        """The kind of unit that the index of blocks gives to a block."""
        found = self._ranges.get(block_key(block))
        return found.kind if found else ""

    def _order_of(self, subject: str, table: Table) -> bool | None:
        return vote_on_order(self._sample_of(subject, table))

    def _sample_of(self, meaning: str, table: Table) -> list[str]:
        column = self._at.get((meaning, 0))
        if column is None:
            return []
        index = column.indexes[0]
        rows = table.sheet.rows[table.header.last + 1 :][:_SAMPLE]
        return [as_text(cells[index]) for cells in rows if index < len(cells)]


def _columns_of_names(at: dict[tuple[str, int], Column]) -> dict[tuple[str, int], tuple[str, ...]]:
    parts: dict[tuple[str, int], list[str]] = defaultdict(list)
    for meaning, group in sorted(at, key=lambda key: at[key].indexes):
        subject, _, part = meaning.partition("_")
        if part in _NAME_PARTS:
            parts[subject, group].append(meaning)
    return {key: tuple(meanings) for key, meanings in parts.items()}


def _untouched(line: Line, index: int) -> str:
    cell = line.cells[index]
    return cell.strip() if isinstance(cell, str) else line.texts[index]


def _is_mostly_blank(texts: list[str]) -> bool:
    """Whether a column is filled on the first row of each group only, as merged cells are."""
    filled = sum(1 for text in texts if text)
    return bool(texts) and bool(texts[0]) and filled < _MERGED * len(texts)


def vote_on_order(texts: Iterable[str]) -> bool | None:
    """Whether most of the names begin with the surnames; None when the names do not tell."""
    first = last = 0
    for text in texts:
        for piece in _BREAKS.split(text):
            name = one_line(piece)
            if len(name.split()) < 2 or "," in name:
                continue
            order = is_surname_first(_bare(name))
            last += order is True
            first += order is False
    return None if first == last else last > first


def _bare(name: str) -> str:
    if not has_prefix(name):  # nearly all, and spared the whole reading
        return name
    readings = read_holders(name, None)
    parts = readings[0].parts if readings else None
    if parts is None or not (readings[0].is_estate or readings[0].role == "widow_of"):
        return name
    return name.partition(" ")[2]


def _date_rules(table: Table) -> DateRules:
    rules = table.mapping.date_rules
    if table.mapping.date_order_is_given:
        return rules
    first = second = 0
    indexes = [index for column in table.header.columns if column.meaning in DATES for index in column.indexes]
    for cells in table.sheet.rows[table.header.last + 1 :][:2000]:
        for index in indexes:
            cell = cells[index] if index < len(cells) else ""
            if isinstance(cell, str) and (match := _SLASHED.match(cell.strip())):
                first += int(match[1]) > 12
                second += int(match[2]) > 12
    if second > 3 * first:
        return DateRules("mdy", rules.century, rules.first_year, rules.last_year, rules.is_ranged)
    return rules


def _rules_at(rules: DateRules, table: Table) -> dict[tuple[str, int], DateRules]:
    """The rules of each column: what two figures of a year mean beside its other years, and whether days are counted.

    An end lies in the future of the other dates: its century follows from its own grant.
    """
    dated = {
        (column.meaning, column.group): _filled_cells(column, table)
        for column in table.header.columns
        if column.meaning in DATES
    }
    has_serials = any(is_clear_serial(cell) for cells in dated.values() for cell in cells)
    return {
        key: rules.beside([] if key[0] == "expires_on" else _years_in(cells), has_serials=has_serials)
        for key, cells in dated.items()
    }


def _filled_cells(column: Column, table: Table) -> list[Cell]:
    index = column.indexes[0]
    rows = table.sheet.rows[table.header.last + 1 :][:_SAMPLE]
    return [cells[index] for cells in rows if index < len(cells) and cells[index] not in ("", None)]


def _years_in(cells: list[Cell]) -> list[int]:
    return [int(found[0]) for cell in cells if (found := _YEAR.search(as_text(cell)))]
