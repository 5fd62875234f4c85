"""Text files: csv, txt and their like, with delimiter and encoding found by looking."""

from __future__ import annotations

from pathlib import PurePath

from cementiris.spreadsheets.fixed_width import read_columns
from cementiris.spreadsheets.limits import DEFAULT_LIMITS
from cementiris.spreadsheets.texts import Record, decode, guess_delimiter, read_records
from imports.errors import UnreadableFile
from imports.rows import Cells, RawSheet, SourceFile


def read_text(file: SourceFile) -> list[RawSheet]:
    """Read the file as one sheet, named like the file without its extension; rows are numbered by their first line."""
    text = decode(file.content)
    records = _records(text)
    if records is None:
        raise UnreadableFile("no_table", name=file.name)
    rows: list[Cells] = [list(record.cells[: DEFAULT_LIMITS.columns]) for record in records]
    return [RawSheet(PurePath(file.name).stem, rows, [record.number for record in records], file.name)]


def _records(text: str) -> list[Record] | None:
    delimiter = guess_delimiter(text)
    return read_columns(text) if delimiter is None else read_records(text, delimiter)
