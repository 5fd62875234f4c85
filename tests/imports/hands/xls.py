"""A workbook of Excel 97 (.xls): BIFF8 records in a compound file, as much of both as a plain table needs."""

from __future__ import annotations

import struct
from datetime import date
from typing import Any

Rows = list[list[Any]]
_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_DATE_STYLE = 16
_MERGED_AT_MOST = 1000


def xls(sheets: dict[str, Rows], merges: dict[str, list[tuple[int, int, int, int]]] | None = None) -> bytes:
    """A workbook of these sheets; `merges`: first row, last row, first column, last column, all from 0."""
    bodies = [_sheet(rows, (merges or {}).get(name, [])) for name, rows in sheets.items()]
    names = [name.encode("utf-16-le") for name in sheets]
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6)) + _record(0x22, b"\0\0")
    head += b"".join(_style(style) for style in range(_DATE_STYLE + 1))
    length = len(head) + sum(4 + 8 + len(name) for name in names) + 4
    offsets, at = [], length
    for body in bodies:
        offsets.append(at)
        at += len(body)
    for name, offset in zip(names, offsets, strict=True):
        head += _record(0x85, struct.pack("<IHBB", offset, 0, len(name) // 2, 1) + name)
    return _compound(head + _record(0x0A, b"") + b"".join(bodies))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _style(order: int) -> bytes:
    """The last style shows days (format 14), all others plain numbers."""
    return _record(0xE0, struct.pack("<HHH14x", 0, 14 if order == _DATE_STYLE else 0, 1))


def _sheet(rows: Rows, merges: list[tuple[int, int, int, int]]) -> bytes:
    width = max((len(row) for row in rows), default=0)
    body = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    body += _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for at, row in enumerate(rows):
        body += b"".join(_cell(at, column, cell) for column, cell in enumerate(row) if cell not in ("", None))
    for start in range(0, len(merges), _MERGED_AT_MOST):
        part = merges[start : start + _MERGED_AT_MOST]
        body += _record(0xE5, struct.pack("<H", len(part)) + b"".join(struct.pack("<HHHH", *area) for area in part))
    return body + _record(0x0A, b"")


def _cell(row: int, column: int, cell: Any) -> bytes:
    if isinstance(cell, date):
        days = (cell - date(1899, 12, 30)).days
        return _record(0x203, struct.pack("<HHHd", row, column, _DATE_STYLE, days))
    if isinstance(cell, int | float):
        return _record(0x203, struct.pack("<HHHd", row, column, 0, cell))
    letters = str(cell).encode("utf-16-le")
    return _record(0x204, struct.pack("<HHHHB", row, column, 0, len(letters) // 2, 1) + letters)


def _compound(stream: bytes) -> bytes:
    """The stream as *Workbook* in a compound file: header, one table of sectors after the other, directory, content."""
    stream = stream.ljust(4096, b"\0")
    content = -(-len(stream) // _SECTOR)
    fats = 1
    while fats * (_SECTOR // 4) < content + fats + 1:
        fats += 1
    chain = [_FAT] * fats + [_END] + [fats + 2 + order for order in range(content - 1)] + [_END]
    chain += [_FREE] * (fats * (_SECTOR // 4) - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, fats, 0, 4096, _END, 0, _END, 0)
    header += b"".join(struct.pack("<I", order if order < fats else _FREE) for order in range(109))
    directory = _entry("Root Entry", 5, _END, 0, child=1) + _entry("Workbook", 2, fats + 1, len(stream))
    directory += _entry("", 0, 0, 0) * 2
    table = b"".join(struct.pack("<I", sector) for sector in chain)
    return header + table + directory + stream.ljust(content * _SECTOR, b"\0")


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    letters = name.encode("utf-16-le")
    length = len(letters) + 2 if name else 0
    return struct.pack("<64sHBBIII36xIII", letters, length, kind, 1, _FREE, _FREE, child, start, size, 0)
