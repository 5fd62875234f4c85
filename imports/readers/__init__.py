"""Readers: bytes in, sheets of cells out. A new format is one more entry of `READERS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePath

from imports.readers.databases import read_database
from imports.readers.dbf import read_table
from imports.readers.detect import detect_format
from imports.readers.texts import read_text
from imports.readers.workbooks import read_workbook
from imports.rows import RawSheet, SourceFile

READERS: dict[str, Callable[[SourceFile], list[RawSheet]]] = {
    "workbook": read_workbook,
    "text": read_text,
    "dbf": read_table,
    "access": read_database,
    "memos": lambda _: [],
}


def read_files(files: Iterable[SourceFile]) -> list[RawSheet]:
    """Read all sheets of all files; raise UnreadableFile for the first that cannot be read.

    Long texts that a table keeps in a file beside it (.dbt, .fpt) are read with the table of the same name.
    """
    formats = [(file, detect_format(file.name, file.content)) for file in files]
    memos = {_stem(file): file.content for file, kind in formats if kind == "memos"}
    sheets: list[RawSheet] = []
    for file, kind in formats:
        sheets += read_table(file, memos.get(_stem(file), b"")) if kind == "dbf" else READERS[kind](file)
    return sheets


def _stem(file: SourceFile) -> str:
    return PurePath(file.name).stem.lower()
