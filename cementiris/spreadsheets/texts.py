"""Tables in plain text: encoding, delimiter and quotes are found by looking, and no record is lost in another."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cementiris.spreadsheets.limits import DEFAULT_LIMITS

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SINGLE_BYTE = ("cp1252", "cp850", "cp437")
_LETTERS = re.compile("[àáèéíòóúïüçñÀÁÈÉÍÒÓÚÏÜÇÑ·ºª’]")
_FRAMES = re.compile("[─-╿▀-▟]")
_DELIMITERS = {";": 0.0, "\t": 0.0, ",": 0.0, "|": 0.0, "^": 0.05, "~": 0.05, ":": 0.3}
"""Each with how much less it is believed: some stand in plain words too."""

_GIVEN = re.compile(r'^"?sep=(.)"?[;,\t]*\s*$', re.IGNORECASE)
_ESCAPED = re.compile(r'[^\\]\\"(?![;,\t|\r\n])')
_LINES_LOOKED_AT = 200
_LINES_IN_A_CELL = 60
_LEAST_SCORE = 0.3

csv.field_size_limit(DEFAULT_LIMITS.file_bytes)


@dataclass(frozen=True, slots=True)
class Record:
    """A record and the number of the line on which it begins, from 1."""

    number: int
    cells: list[str]


def decode(content: bytes) -> str:
    """The text: by its mark, then as UTF-16 without one, as UTF-8, as the page that gives most letters of ours.

    NUL bytes and the sign by which DOS ended a file are left out.
    """
    text = _decoded(content)
    return text.replace("\0", "").rstrip("\x1a")


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if encoding := _wide(content[:2000]):
        return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return decode_single_byte(content)


def _wide(head: bytes) -> str:
    """UTF-16 without a mark shows by a NUL beside nearly every sign."""
    half = max(1, len(head) // 2)
    if head[1::2].count(0) > 0.7 * half:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > 0.7 * half else ""


def decode_single_byte(content: bytes, pages: tuple[str, ...] = _SINGLE_BYTE) -> str:
    """Decode by the page that gives most letters of our languages and fewest signs that are none; first by ties."""
    return max((content.decode(page, errors="replace") for page in pages), key=_plausible)


def _plausible(text: str) -> int:
    good = len(_LETTERS.findall(text))
    strange = sum(1 for sign in text if ord(sign) > 127) - good
    return good - 2 * strange - 2 * len(_FRAMES.findall(text))


def lines_of(text: str) -> list[str]:
    """The lines of a text without their ends, which may be of several kinds in one file."""
    return [line.rstrip("\r\n") for line in io.StringIO(text, newline="")]


def guess_delimiter(text: str) -> str | None:
    """The delimiter that cuts most of the first lines into the same number of cells; None for plain prose."""
    if given := _GIVEN.match(text.partition("\n")[0]):
        return given[1]
    best: tuple[float, str] | None = None
    for delimiter, doubt in _DELIMITERS.items():
        score = _evenness(text, delimiter) - doubt
        if best is None or score > best[0]:
            best = (score, delimiter)
    return best[1] if best and best[0] > _LEAST_SCORE else None


def _evenness(text: str, delimiter: str) -> float:
    lines = io.StringIO(text, newline="")
    rows = [row for _, row in zip(range(_LINES_LOOKED_AT), csv.reader(lines, delimiter=delimiter), strict=False)]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count / max(1, sum(1 for row in rows if row)) + min(width, 20) / 100


def read_records(text: str, delimiter: str) -> list[Record]:
    """Every record in order; one may go over several lines where quotation marks hold it together.

    A quotation mark that nobody closes is taken for a sign like any other, so that it swallows no other record.
    """
    lines = list(io.StringIO(text, newline=""))
    escape = "\\" if _ESCAPED.search(text) else None
    if '"' not in text:
        plain = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        return [Record(number, row) for number, row in enumerate(plain, start=1)]
    return list(_Quoted(lines, delimiter, escape).records())


class _Quoted:
    """Reads lines in which cells are quoted, well or badly."""

    def __init__(self, lines: list[str], delimiter: str, escape: str | None) -> None:
        self.lines = lines
        self.delimiter = delimiter
        self.escape = escape
        closed = [line.count(delimiter) for line in lines[:_LINES_LOOKED_AT] if not self._is_open(line)]
        self.usual = Counter(closed).most_common(1)[0][0] if closed else 0

    def records(self) -> Iterator[Record]:
        at = 0
        while at < len(self.lines):
            end = self._end_of(at)
            if end is None:
                yield Record(at + 1, self._as_it_stands(self.lines[at]))
            else:
                yield Record(at + 1, self._parsed("".join(self.lines[at : end + 1])))
            at = at + 1 if end is None else end + 1

    def _is_open(self, line: str) -> bool:
        marks = line.count('"') - (line.count(self.escape + '"') if self.escape else 0)
        return marks % 2 == 1

    def _end_of(self, at: int) -> int | None:
        """The line on which the record that begins at `at` ends; None when one of its marks is closed nowhere."""
        if not self._is_open(self.lines[at]):
            return at
        for end in range(at + 1, min(at + _LINES_IN_A_CELL, len(self.lines))):
            if self._is_open(self.lines[end]):
                return end if self._belong_together(at, end) else None
            if self._is_record(self.lines[end]):
                return None
        return None

    def _belong_together(self, first: int, last: int) -> bool:
        cells = self._parsed("".join(self.lines[first : last + 1]))
        is_whole_alone = self._is_record(self.lines[first]) and self._is_record(self.lines[last])
        return not is_whole_alone and (not self.usual or len(cells) <= self.usual + 1)

    def _is_record(self, line: str) -> bool:
        return self.usual > 0 and line.count(self.delimiter) >= self.usual

    def _parsed(self, text: str) -> list[str]:
        row = next(
            csv.reader(
                io.StringIO(text, newline=""),
                delimiter=self.delimiter,
                escapechar=self.escape,
                doublequote=True,
            ),
            [],
        )
        return row

    def _as_it_stands(self, line: str) -> list[str]:
        row = next(csv.reader([line], delimiter=self.delimiter, quoting=csv.QUOTE_NONE), [])
        return [cell.strip('"') for cell in row]
