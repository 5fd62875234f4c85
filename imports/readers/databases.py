"""Databases of Access: each table a sheet, its columns the labels."""

from __future__ import annotations

from cementiris.spreadsheets.access import read_access
from imports.readers.detect import told
from imports.rows import RawSheet, SourceFile


def read_database(file: SourceFile) -> list[RawSheet]:
    """Read every table that users made; rows are numbered from 1 in the order of the file.

    Raise UnreadableFile when the database is damaged or locked, or the programs that read it are missing.
    """
    with told(file.name):
        return [
            RawSheet(table.name, table.rows, list(range(1, len(table.rows) + 1)), file.name, table.labels)
            for table in read_access(file.content)
        ]
