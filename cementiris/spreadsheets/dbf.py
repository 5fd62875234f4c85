"""Tables of dBase III and IV, FoxPro and Clipper: fields with names, records in the order of their entry."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cementiris.spreadsheets.cells import Cell, Cells
from cementiris.spreadsheets.errors import Unreadable
from cementiris.spreadsheets.limits import DEFAULT_LIMITS, Limits, refuse_width
from cementiris.spreadsheets.memos import MemoFile
from cementiris.spreadsheets.texts import decode_single_byte

_HEADER = 32
_FIELD = 32
_END_OF_FIELDS = 0x0D
_DELETED = 0x2A
_PAGES = {0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x57: "cp1252", 0x58: "cp1252", 0x59: "cp1252"}
_PAGES |= dict.fromkeys((0x0A, 0x10, 0x12, 0x14, 0x1A, 0x1D, 0x24, 0x25, 0x37), "cp850")
_PAGES |= dict.fromkeys((0x0B, 0x0D, 0x0F, 0x11, 0x15, 0x18, 0x19, 0x1B), "cp437")
_GUESSED = ("cp1252", "cp850", "cp437")
_MEMO_TYPES = "MGP"
_LOOKED_AT = 2_000_000
_FIRST_JULIAN_DAY = 1_721_425
"""The first of January of the year 1, as FoxPro counts days."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a table: its name, the letter of its type, and where it lies in the record."""

    name: str
    kind: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table read: its fields' names, its records as (number from 1, cells), and the numbers of deleted ones."""

    labels: tuple[str, ...]
    records: list[tuple[int, Cells]]
    deleted: tuple[int, ...]


def read_dbf(content: bytes, memo: bytes = b"", limits: Limits = DEFAULT_LIMITS) -> Table:
    """Read a table; fields of memos are left out when their file is not given.

    Raise Unreadable: damaged, truncated (wanted, found), too_many_cells.
    """
    return _Reader(content, MemoFile(memo, content[0]) if memo else None, limits).read()


class _Reader:
    def __init__(self, content: bytes, memo: MemoFile | None, limits: Limits) -> None:
        self.content = content
        self.memo = memo
        self.count = int.from_bytes(content[4:8], "little")
        self.start = int.from_bytes(content[8:10], "little")
        self.length = int.from_bytes(content[10:12], "little")
        fields = list(self._fields())
        if not fields or self.start > len(content) or self.length < fields[-1].start + fields[-1].length:
            raise Unreadable("damaged")
        refuse_width(len(fields), limits)
        self.fields = [field for field in fields if memo or field.kind not in _MEMO_TYPES]
        self.count = self._counted()
        if self.count * len(self.fields) > limits.cells:
            count = self.count * len(self.fields)
            raise Unreadable("too_many_cells", sheet="", count=count, limit=limits.cells)
        self.page = self._page()
        self.text = content.decode(self.page, errors="replace") if self.page != "utf-8" else ""

    def _fields(self) -> Iterator[Field]:
        at, start = _HEADER, 1
        while at + _FIELD <= min(self.start, len(self.content)) and self.content[at] != _END_OF_FIELDS:
            raw = self.content[at : at + _FIELD]
            name = decode_single_byte(raw[:11].partition(b"\0")[0]).strip()
            kind = chr(raw[11]).upper()
            length = raw[16] + (raw[17] << 8 if kind == "C" and raw[17] else 0)
            if not name or not kind.isprintable():
                raise Unreadable("damaged")
            if kind != "0":  # FoxPro's own field of flags
                yield Field(name, kind, start, length)
            at, start = at + _FIELD, start + length

    def _counted(self) -> int:
        """How many records there are: those that the header counts, and whole ones that follow without its knowing."""
        there = (len(self.content) - self.start) // self.length
        if there < self.count:
            raise Unreadable("truncated", wanted=self.count, found=there)
        count = self.count
        while count < there and self.content[self.start + count * self.length] in b" *":
            count += 1
        return count

    def _page(self) -> str:
        """The code page: by what decodes best, the header's byte having the first word, for programs set it wrongly."""
        body = self.content[self.start : self.start + min(self.count * self.length, _LOOKED_AT)]
        body += self.memo.content[:_LOOKED_AT] if self.memo else b""
        letters = bytes(sign for sign in body if sign > 127) if not body.isascii() else b""
        told = _PAGES.get(self.content[29])
        if letters and _is_utf8(body):
            return "utf-8"
        pages = (told, *_GUESSED) if told else _GUESSED
        decoded = decode_single_byte(letters, pages)
        return next(page for page in pages if letters.decode(page, errors="replace") == decoded)

    def read(self) -> Table:
        records: list[tuple[int, Cells]] = []
        deleted: list[int] = []
        for number in range(1, self.count + 1):
            at = self.start + (number - 1) * self.length
            if self.content[at] == _DELETED:
                deleted.append(number)
            else:
                records.append((number, [self._cell(field, at + field.start) for field in self.fields]))
        return Table(tuple(field.name for field in self.fields), records, tuple(deleted))

    def _cell(self, field: Field, at: int) -> Cell:
        if field.kind in "CNFDLV" or field.kind not in _BINARY:
            end = at + field.length
            text = self.text[at:end] if self.text else self.content[at:end].decode("utf-8", errors="replace")
            if field.kind in _MEMO_TYPES and self.memo:
                return self._memo(self.content[at:end])
            return _typed(field.kind, text.replace("\0", "").strip())
        return _binary(field.kind, self.content[at : at + field.length])

    def _memo(self, pointer: bytes) -> str:
        if len(pointer) == 4:
            block = int.from_bytes(pointer, "little")
        else:
            block = int(pointer) if pointer.strip().isdigit() else 0
        found = self.memo.text_at(block) if self.memo and block else b""
        return found.decode(self.page, errors="replace").replace("\0", "").replace("\x8d\n", "").strip()


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _typed(kind: str, text: str) -> Cell:
    if kind == "D":
        return _day(text)
    if kind == "L":
        return {"T": "Sí", "Y": "Sí", "S": "Sí", "F": "No", "N": "No"}.get(text.upper(), "")
    if kind in "NF" and text:
        return _number(text)
    return text


def _day(text: str) -> Cell:
    """A day as a date; one that lacks month or day stays the eight figures it is, and all noughts are nothing."""
    if not text.strip("0 ./-"):
        return ""
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8])) if len(text) == 8 and text.isdecimal() else text
    except ValueError:
        return text


def _number(text: str) -> Cell:
    """A number; what overflowed its field (``****``) or is none stays as it is written."""
    try:
        return int(text) if text.lstrip("+-").isdecimal() else float(text.replace(",", "."))
    except ValueError:
        return text


def _integer(raw: bytes) -> Cell:
    return int.from_bytes(raw, "little", signed=True)


def _double(raw: bytes) -> Cell:
    number = float(struct.unpack("<d", raw)[0]) if len(raw) == 8 else 0.0
    return number if abs(number) < 1e15 else ""


def _money(raw: bytes) -> Cell:
    return int.from_bytes(raw, "little", signed=True) / 10_000


def _instant(raw: bytes) -> Cell:
    if len(raw) != 8:
        return ""
    days, thousandths = struct.unpack("<iI", raw)
    try:
        day = date.fromordinal(days - _FIRST_JULIAN_DAY)
    except (ValueError, OverflowError):
        return ""
    if not thousandths or thousandths >= 86_400_000:
        return day
    return datetime(day.year, day.month, day.day) + timedelta(milliseconds=thousandths)


_BINARY = {"I": _integer, "+": _integer, "B": _double, "O": _double, "Y": _money, "T": _instant, "@": _instant}


def _binary(kind: str, raw: bytes) -> Cell:
    return _BINARY[kind](raw) if raw.strip(b"\0 ") else ""
