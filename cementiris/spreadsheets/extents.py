"""How far a workbook's sheets reach, told before they are read: two cells at opposite corners would fill the memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter
from pathlib import PurePosixPath
from typing import Any, TypeAlias
from xml.parsers import expat

import numpy as np
from numpy.typing import NDArray

from cementiris.spreadsheets.archives import Archive
from cementiris.spreadsheets.errors import Unreadable
from cementiris.spreadsheets.limits import MEGABYTE

_HONEST = b'<c r="'
_ODD = (b"<c>", b"<c/", b"<c\n", b"<c\t", b"<c\r", b":c ", b":c>", b":c/", b":c\n", b":c\t", b":c\r", b'<c r="&')
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})$")
_ANY_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{0,3})(\d{1,7})[\"']")
_BARE_CELL = re.compile(rb"[<:]c(?:>|\s(?![^>]{0,99}\br\s*=))")
_LONGEST_REFERENCE = 10
_LONGEST_STRETCH, _OVERLAP = 4 * MEGABYTE, 200

Signs: TypeAlias = NDArray[np.uint8]
Numbers: TypeAlias = NDArray[np.int64]


def widest_sheet(archive: Archive, limit: int) -> tuple[str, int]:
    """Name the part of the workbook that reaches farthest, and count the cells of a rectangle around its values.

    A count of at most `limit` may be higher than the truth, for empty cells are then counted too.
    """
    reaches: list[tuple[str, int]] = []
    if "content.xml" in archive.names:
        reaches.append(("content", _repeated(archive)))
    for member in archive.members:
        count = _bound(archive.chunks(member))
        if count is None or count > limit:
            count = _exact(archive.chunks(member))
        if count is None:
            count = _rough(archive.chunks(member))
        reaches.append((PurePosixPath(member.filename).stem, count))
    return max(reaches, key=itemgetter(1), default=("", 0))


def _bound(chunks: Iterator[bytes]) -> int | None:
    """At most so many cells; None when its cells are not written as every spreadsheet program writes them."""
    last_row = last_column = 0
    for chunk in whole_tags(chunks):
        count = chunk.count(_HONEST)
        if chunk.count(b"<c ") != count or any(mark in chunk for mark in _ODD):
            return None
        if count:
            row, column = _farthest(np.frombuffer(chunk + b" " * 2 * _LONGEST_REFERENCE, np.uint8))
            last_row, last_column = max(last_row, row), max(last_column, column)
    return last_row * last_column


def whole_tags(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, cut before a tag; a stretch without tags is cut anywhere, and a little of it comes twice."""
    tail = b""
    for chunk in chunks:
        cut = chunk.rfind(b"<")
        if cut < 0:
            tail += chunk
            if len(tail) > _LONGEST_STRETCH:
                yield tail
                tail = tail[-_OVERLAP:]
            continue
        yield tail + chunk[:cut]
        tail = chunk[cut:]
    yield tail


def _farthest(signs: Signs) -> tuple[int, int]:
    """The last row and the last column among the references of all cells."""
    at: Any = np.flatnonzero(signs == ord("<"))
    at = at[:-1] if at.size and at[-1] + len(_HONEST) + _LONGEST_REFERENCE >= signs.size else at
    for place, sign in enumerate(_HONEST[1:], start=1):
        at = at[signs[at + place] == sign]
    at = at + len(_HONEST)
    column: Numbers = np.zeros(at.size, np.int64)
    row: Numbers = np.zeros(at.size, np.int64)
    is_inside = np.ones(at.size, np.bool_)
    for place in range(_LONGEST_REFERENCE):
        sign = signs[at + place].astype(np.int64)
        is_inside &= sign != ord('"')
        is_letter = is_inside & (sign >= ord("A")) & (sign <= ord("Z"))
        is_digit = is_inside & (sign >= ord("0")) & (sign <= ord("9"))
        column = np.where(is_letter, column * 26 + sign - 64, column)
        row = np.where(is_digit, row * 10 + sign - 48, row)
    return int(row.max(initial=0)), int(column.max(initial=0))


class _Walk:
    """Follows the cells of one sheet, tag by tag, as a reader of spreadsheets does."""

    def __init__(self) -> None:
        self.row = self.column = self.last_row = self.last_column = 0
        self.here = (0, 0)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "row":
            given = attributes.get("r", "")
            self.row = int(given) if given.isdecimal() and len(given) <= 7 else self.row + 1
            self.column = 0
        elif tag == "c":
            self._place(attributes.get("r", ""))
        elif tag in ("v", "is", "f") and self.here[0]:
            self.last_row, self.last_column = max(self.last_row, self.here[0]), max(self.last_column, self.here[1])

    def _place(self, reference: str) -> None:
        if match := _REFERENCE.match(reference):
            column = sum((ord(letter) - 64) * 26**place for place, letter in enumerate(reversed(match[1])))
            self.here, self.column = (int(match[2]), column), column
        else:
            self.column += 1
            self.here = (self.row, self.column)


def _exact(chunks: Iterator[bytes]) -> int | None:
    """So many cells; None for what is no XML."""
    walk = _Walk()
    parser = expat.ParserCreate()
    parser.StartElementHandler = walk.start
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
    except expat.ExpatError:
        return None
    return walk.last_row * walk.last_column


def _rough(chunks: Iterator[bytes]) -> int:
    """So many cells at most in a picture, or in broken XML that a more lenient reader may yet read."""
    last_row = last_column = bare = 0
    for chunk in whole_tags(chunks):
        rows = [int(row) for _, row in _ANY_REFERENCE.findall(chunk)]
        columns = [_position(column) for column, _ in _ANY_REFERENCE.findall(chunk)]
        last_row, last_column = max([last_row, *rows]), max([last_column, *columns])
        bare += len(_BARE_CELL.findall(chunk))
    return last_row * max(last_column, bare)


def _position(column: bytes) -> int:
    return sum((letter - 64) * 26**place for place, letter in enumerate(reversed(column)))


class _OdsWalk:
    """Follows the rows of an OpenDocument content; what comes again is counted as often, up to the last filled one."""

    def __init__(self) -> None:
        self.widest = self.rows = self.width = 0
        self.bare_rows = self.times = self.column = self.again = 0
        self.row_width = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.rows = self.width = self.bare_rows = 0
        elif name == "table:table-row":
            self.times = _times(attributes, "table:number-rows-repeated")
            self.column = self.row_width = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.again = _times(attributes, "table:number-columns-repeated")
            self.column += self.again
            if "office:value-type" in attributes:
                self.row_width = self.column
        elif name == "text:p":
            self.row_width = self.column

    def end(self, name: str) -> None:
        if name == "table:table-row":
            self.bare_rows += self.times
            if self.row_width:
                self.rows, self.bare_rows = self.rows + self.bare_rows, 0
                self.width = max(self.width, self.row_width)
                self.widest = max(self.widest, self.rows * self.width)


def _times(attributes: dict[str, str], name: str) -> int:
    written = attributes.get(name, "1")
    return int(written) if written.isdecimal() and len(written) < _LONGEST_REFERENCE else 10**_LONGEST_REFERENCE


def _repeated(archive: Archive) -> int:
    """An OpenDocument sheet may say that a cell or a row comes again; what is empty at the end does not count."""
    walk = _OdsWalk()
    parser = expat.ParserCreate()
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    try:
        for chunk in archive.chunks(next(member for member in archive.members if member.filename == "content.xml")):
            parser.Parse(chunk, False)
    except expat.ExpatError as error:
        raise Unreadable("damaged") from error
    return walk.widest
