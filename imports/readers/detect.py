"""Which reader a file needs, by its content."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

from cementiris.spreadsheets.detect import detect
from cementiris.spreadsheets.errors import Unreadable
from cementiris.spreadsheets.limits import DEFAULT_LIMITS
from imports.errors import UnreadableFile

MAX_FILE_BYTES = DEFAULT_LIMITS.file_bytes
_MEMOS = (".dbt", ".fpt")


def detect_format(name: str, content: bytes) -> str:
    """Name the reader for a file: a key of `READERS`; raise UnreadableFile for what none can read.

    Only the long texts of a table are known by name: their file has no mark of its own.
    """
    if name.lower().endswith(_MEMOS) and len(content) <= MAX_FILE_BYTES:
        return "memos"
    with told(name):
        return detect(content)


@contextmanager
def told(name: str) -> Iterator[None]:
    """Tell why the file of this name cannot be read in the sentences of the import."""
    try:
        yield
    except Unreadable as error:
        values = dict(error.values)
        if values.get("sheet") == "":  # the file itself is the sheet
            values["sheet"] = PurePath(name).stem
        raise UnreadableFile(error.code, name=name, **values) from error
