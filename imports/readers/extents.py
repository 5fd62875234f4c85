"""How far a workbook's sheets reach, told before they are read: two cells at opposite corners would fill the memory."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from operator import itemgetter
from pathlib import PurePosixPath

_CHUNK = 1 << 20
_OVERLAP = 256
_SHEET = re.compile(r"xl/worksheets/.*\.xml$")
_CELL = re.compile(rb'[<:]c [^>/]*?\br="([A-Z]{1,3})(\d{1,7})"[^>/]*>')
_REPEATED = re.compile(rb'<table:table-(row|cell)\b[^>]*?number-(?:rows|columns)-repeated="(\d+)"[^>]*>(?!</)')


def widest_sheet(archive: zipfile.ZipFile) -> tuple[str, int]:
    """Name the part of the workbook that reaches farthest, and count the cells of a rectangle around its values."""
    reaches = [(PurePosixPath(name).stem, _reach(archive, name)) for name in archive.namelist() if _SHEET.match(name)]
    if "content.xml" in archive.namelist():
        reaches.append(("content", _repeated(archive)))
    return max(reaches, key=itemgetter(1), default=("", 0))


def _reach(archive: zipfile.ZipFile, name: str) -> int:
    columns: set[bytes] = set()
    last_row = 0
    for chunk in _chunks(archive, name):
        cells = _CELL.findall(chunk)
        columns.update(column for column, _ in cells)
        last_row = max([last_row, *(int(row) for _, row in cells)])
    return last_row * max((_position(column) for column in columns), default=0)


def _position(column: bytes) -> int:
    return sum((letter - 64) * 26**place for place, letter in enumerate(reversed(column)))


def _repeated(archive: zipfile.ZipFile) -> int:
    """An OpenDocument sheet may say that a cell comes again; empty ones close themselves and do not count."""
    rows = cells = 1
    for chunk in _chunks(archive, "content.xml"):
        for match in _REPEATED.finditer(chunk):
            if match[0].endswith(b"/>"):
                continue
            if match[1] == b"row" and _is_filled(chunk, match.end()):
                rows = max(rows, int(match[2]))
            elif match[1] == b"cell":
                cells = max(cells, int(match[2]))
    return rows * cells


def _is_filled(chunk: bytes, start: int) -> bool:
    """Whether a row that comes again holds any cell that does not close itself."""
    end = chunk.find(b"</table:table-row>", start)
    row = chunk[start : end if end >= 0 else len(chunk)]
    return bool(re.search(rb"<table:(?:covered-)?table-cell\b[^>]*[^/]>", row))


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as part:
        tail = b""
        while chunk := part.read(_CHUNK):
            yield tail + chunk
            tail = chunk[-_OVERLAP:]
