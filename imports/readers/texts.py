"""Text files: csv, txt, printed lists and cards, with delimiter and encoding found by looking."""

from __future__ import annotations

from pathlib import PurePath

from cementiris.spreadsheets.fixed_width import read_columns
from cementiris.spreadsheets.limits import DEFAULT_LIMITS
from cementiris.spreadsheets.texts import Record, decode, guess_delimiter, read_records
from imports.errors import UnreadableFile
from imports.readers.card_files import read_cards
from imports.readers.cards import tabulate
from imports.rows import Cells, RawSheet, SourceFile


def read_text(file: SourceFile) -> list[RawSheet]:
    """Read the file as one sheet, named like the file without its extension; rows are numbered by their first line."""
    text = decode(file.content)
    records = _records(text, file)
    if isinstance(records, RawSheet):
        return [records]
    if records is None:
        raise UnreadableFile("no_table", name=file.name)
    rows: list[Cells] = [list(record.cells[: DEFAULT_LIMITS.columns]) for record in records]
    return [RawSheet(_name(file), rows, [record.number for record in records], file.name)]


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
