"""Text files: csv, txt, printed lists and cards, with delimiter and encoding found by looking."""

from __future__ import annotations

from pathlib import PurePath
from statistics import median_low

from cementiris.spreadsheets.drawings import Drawing
from cementiris.spreadsheets.fixed_width import read_columns
from cementiris.spreadsheets.limits import DEFAULT_LIMITS, refuse_width
from cementiris.spreadsheets.texts import Record, decode, guess_delimiter, read_records, refuse_length
from imports.errors import UnreadableFile
from imports.readers.card_files import read_cards
from imports.readers.card_sheets import read_card_sheets
from imports.readers.cards import tabulate
from imports.readers.detect import told
from imports.readers.elevations import read_elevations
from imports.rows import Cells, RawSheet, SourceFile


def read_text(file: SourceFile) -> list[RawSheet]:
    """Read the file as one sheet, named like the file without its extension; rows are numbered by their first line."""
    text = decode(file.content)
    with told(file.name):
        refuse_length(text, guess_delimiter(text))
    records = _records(text, file)
    if isinstance(records, RawSheet):
        return [records]
    if records is None:
        raise UnreadableFile("no_table", name=file.name)
    with told(file.name):
        refuse_width(median_low([0, *(len(record.cells) for record in records)]), DEFAULT_LIMITS, _name(file))
    while records and not any(records[-1].cells):
        records.pop()
    rows: list[Cells] = [_cut(record.cells) for record in records]
    sheet = RawSheet(_name(file), rows, [record.number for record in records], file.name)
    return [read_elevations(sheet, Drawing) or read_card_sheets([sheet]).get(sheet.name, sheet)]


def _cut(cells: list[str]) -> Cells:
    """The cells of a record; what a single freak has beyond all columns stays together in its last cell."""
    last = DEFAULT_LIMITS.columns - 1
    return list(cells) if len(cells) <= last else [*cells[:last], " ".join(cells[last:])]


def _records(text: str, file: SourceFile) -> RawSheet | list[Record] | None:
    if dealt := read_cards(text):
        keys, cards, rest = dealt
        labels, rows = tabulate(keys, [card.entries for card in cards])
        skipped = tuple((number, "title") for number in rest)
        return RawSheet(_name(file), rows, [card.number for card in cards], file.name, labels, skipped=skipped)
    delimiter = guess_delimiter(text)
    return read_columns(text) if delimiter is None else read_records(text, delimiter)


def _name(file: SourceFile) -> str:
    return PurePath(file.name).stem
