"""Tables of dBase and its kin: the fields' names are the labels, and deleted records are no data."""

from __future__ import annotations

from pathlib import PurePath

from cementiris.spreadsheets.dbf import read_dbf
from imports.readers.detect import told
from imports.rows import RawSheet, SourceFile


def read_table(file: SourceFile, memo: bytes = b"") -> list[RawSheet]:
    """Read a table as one sheet named like it; a row's number is that of its record, deleted ones counted.

    Raise UnreadableFile when the table is damaged, cut off or too large.
    """
    with told(file.name):
        table = read_dbf(file.content, memo)
    return [
        RawSheet(
            PurePath(file.name).stem,
            [cells for _, cells in table.records],
            [number for number, _ in table.records],
            file.name,
            table.labels,
            skipped=tuple((number, "deleted") for number in table.deleted),
        )
    ]
