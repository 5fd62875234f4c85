"""Readers: bytes in, sheets of cells out. A new format is one more entry of `READERS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from imports.readers.detect import detect_format
from imports.readers.texts import read_text
from imports.readers.workbooks import read_workbook
from imports.rows import RawSheet, SourceFile

READERS: dict[str, Callable[[SourceFile], list[RawSheet]]] = {"workbook": read_workbook, "text": read_text}


def read_files(files: Iterable[SourceFile]) -> list[RawSheet]:
    """Read all sheets of all files; raise UnreadableFile for the first that cannot be read."""
    return [sheet for file in files for sheet in READERS[detect_format(file.name, file.content)](file)]
