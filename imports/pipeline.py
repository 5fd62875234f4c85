"""From files to a read outcome: sheets, tables, clean rows, checks. No database, no clock, no language."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from imports.checks import check_rows
from imports.cleaning.layout import Layout
from imports.cleaning.record import RowCleaner
from imports.errors import UnreadableFile
from imports.fixes import fixed, leave_as_written
from imports.heads import heads_of
from imports.joins import join_rows, join_tables
from imports.mapping import Mapping
from imports.readers import read_files
from imports.regions import split_sheets, without_repeats
from imports.rows import NO_FIXES, Advance, CleanRow, Fixes, ProposedColumn, RawSheet, ReadOutcome, SourceFile
from imports.sorter import RowSorter
from imports.tables import Table, Tables, find_tables, samples_of


@contextmanager
def no_collector() -> Iterator[None]:
    """Hold the cycle collector back: rows make no cycles, and it would walk over all of them again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@no_collector()
def read_register(
    files: Sequence[SourceFile],
    mapping: Mapping | None = None,
    *,
    on: date | None = None,
    fixes: Fixes = NO_FIXES,
    advance: Advance | None = None,
) -> ReadOutcome:
    """Read the files of one import; raise UnreadableFile when one cannot be read or none holds a table.

    Nobody died after the day `on`; without it no day is too late.
    """
    sheets = read_files(files)
    if not sheets:
        raise UnreadableFile("no_table", name=", ".join(file.name for file in files))
    return read_sheets(sheets, mapping or Mapping(), on=on, fixes=fixes, advance=advance)


def read_sheets(
    sheets: Sequence[RawSheet],
    mapping: Mapping,
    *,
    on: date | None = None,
    fixes: Fixes = NO_FIXES,
    advance: Advance | None = None,
) -> ReadOutcome:
    """Read sheets of cells; raise UnreadableFile when none holds a table with rows.

    `advance` is told every so many rows how many of them are through.
    """
    parts = split_sheets(sheets, mapping)
    corrected = [fixed(sheet, fixes) for sheet in parts]
    found = find_tables(corrected, mapping)
    outcome = ReadOutcome(skipped=found.skipped)
    count = _Count(sum(len(table.sheet.rows) for table in found.tables), advance)
    joins = join_tables(found, corrected)
    read: list[list[CleanRow]] = []
    for table in found.tables:
        with no_collector():
            read.append(_read_table(table, found, count))
        outcome.rows.extend(read[-1])
        outcome.columns.extend(_proposal(table))
        outcome.header_rows[table.sheet.name] = _header_row(table)
    join_rows(read, joins, found)
    if not outcome.rows:
        raise UnreadableFile("no_table", name=", ".join(dict.fromkeys(sheet.file for sheet in sheets)))
    if len(parts) > len(sheets):
        outcome.skipped = without_repeats(outcome.skipped, outcome.rows)
    outcome.heads = heads_of(sheets, found)
    leave_as_written(outcome, parts, fixes)
    outcome.exhumations = check_rows(outcome.rows, found.ranges, on)
    outcome.ranges = {key: (range_.first, range_.last) for key, range_ in found.ranges.items()}
    return outcome


class _Count:
    """Counts rows that are through, and says so every STEP of them."""

    STEP = 500

    def __init__(self, total: int, advance: Advance | None) -> None:
        self.total = total
        self.advance = advance
        self.done = 0

    def one_more(self) -> None:
        """Note that another row is through."""
        self.done += 1
        if self.advance is not None and self.done % self.STEP == 0:
            self.advance(self.done, self.total)


def _read_table(table: Table, found: Tables, count: _Count) -> list[CleanRow]:
    found.add_range(table.heading, table.heading.block or table.heading.block_for(_only_kind(table), ""))
    cleaner = RowCleaner(Layout(table, found.ranges))
    rows = []
    heading = table.heading
    for data in RowSorter(table, found).data_rows():
        if data.heading is not heading:
            heading = data.heading
            found.add_range(heading, heading.block)
        rows.append(cleaner.clean(data))
        count.one_more()
    return rows


def _only_kind(table: Table) -> str:
    return table.heading.kinds[0] if len(table.heading.kinds) == 1 else ""


def _header_row(table: Table) -> int:
    return table.sheet.number_of(table.header.last) if table.header.last >= 0 else 0


def _proposal(table: Table) -> list[ProposedColumn]:
    return [
        ProposedColumn(
            table.sheet.name,
            column.indexes[0],
            column.header,
            column.meaning,
            column.confidence,
            samples_of(table, column),
            table.sheet.file,
            column.group,
            column.indexes,
            column.joined_by,
            column.as_written,
        )
        for column in table.own_columns
    ]
