"""Tables in plain text: encoding, delimiter and quotes are found by looking, and no record is lost in another."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cementiris.spreadsheets.errors import Unreadable
from cementiris.spreadsheets.limits import DEFAULT_LIMITS, Limits

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SINGLE_BYTE = ("cp1252", "cp850", "cp437")
_HALVES = "\x80-\xbf" + "".join(bytes(range(128, 160)).decode("cp1252", errors="ignore"))
_TWICE = re.compile(f"[ÂÃ][{_HALVES}]|â€[{_HALVES}]")
_LETTERS = re.compile("[àáèéíòóúïüçñÀÁÈÉÍÒÓÚÏÜÇÑ·ºª’]")
_FRAMES = re.compile("[─-╿▀-▟]")
_DELIMITERS = {";": 0.0, "\t": 0.0, ",": 0.0, "|": 0.0, "^": 0.05, "~": 0.05, ":": 0.3}
"""Each with how much less it is believed: some stand in plain words too."""

_GIVEN = re.compile(r'^"?sep=(.)"?[;,\t]*\s*$', re.IGNORECASE)
_ESCAPED = re.compile(r'[^\\]\\"(?![;,\t|\r\n])')
_BLANKS = re.compile(r" *")
_MARKS_IN_A_ROW = re.compile(r'"+')
_KEPT_QUOTE = "\ue000"
_LINES_LOOKED_AT = 200
_LINES_IN_A_CELL = 60
_MOST_FAILURES = 5_000
"""Marks that nobody closes, after which none is believed to go on below: a file of nothing else would never end."""

_LEAST_SCORE = 0.3

csv.field_size_limit(DEFAULT_LIMITS.file_bytes)


@dataclass(frozen=True, slots=True)
class Record:
    """A record and the number of the line on which it begins, from 1."""

    number: int
    cells: list[str]


def decode(content: bytes) -> str:
    """The text: by its mark, then as UTF-16 without one, as UTF-8, as the page that gives most letters of ours.

    NUL bytes, the sign by which DOS ended a file, and empty lines at its end are left out; what was encoded twice is
    decoded twice.
    """
    text = _TWICE.sub(_once, _decoded(content))
    return text.replace("\0", "").rstrip("\x1a\r\n")


def _once(match: re.Match[str]) -> str:
    """Signs that were written as UTF-8 and then again, as if each of their bytes were a letter: `Ã©` is `é`."""
    raw = b"".join(sign.encode("latin-1") if ord(sign) < 256 else sign.encode("cp1252") for sign in match[0])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


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


def refuse_length(text: str, delimiter: str | None = None, limits: Limits = DEFAULT_LIMITS) -> None:
    """Raise Unreadable when a text has more lines, or more cells, than any table of people."""
    lines = max(text.count("\n"), text.count("\r"))
    if lines > limits.lines:
        raise Unreadable("too_many_lines", count=lines, limit=limits.lines)
    cells = text.count(delimiter) if delimiter else 0
    if cells > limits.cells:
        raise Unreadable("too_many_cells", sheet="", count=cells, limit=limits.cells)


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
    A first line that only names the delimiter is an empty record.
    """
    records = _read(text, delimiter)
    return [Record(1, []), *records[1:]] if _GIVEN.match(text.partition("\n")[0]) else records


def _read(text: str, delimiter: str) -> list[Record]:
    if _ESCAPED.search(text):
        text = text.replace('\\"', _KEPT_QUOTE)
    if '"' not in text:
        plain = (line.split(delimiter) if line else [] for line in lines_of(text))
        return [Record(number, cells) for number, cells in enumerate(plain, start=1)]
    lines = list(io.StringIO(text, newline=""))
    records = _read_strictly(lines, delimiter) or list(_Lines(lines, delimiter).records())
    if _KEPT_QUOTE in text:
        return [Record(record.number, [cell.replace(_KEPT_QUOTE, '"') for cell in record.cells]) for record in records]
    return records


def _read_strictly(lines: list[str], delimiter: str) -> list[Record]:
    """The records as the rules of quoting have them; none when a line breaks the rules or a cell swallows records."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    records: list[Record] = []
    before = 0
    try:
        for cells in reader:
            records.append(Record(before + 1, cells))
            before = reader.line_num
    except csv.Error:
        return []
    widths = Counter(len(record.cells) for record in records[:_LINES_LOOKED_AT])
    usual = max(widths, key=widths.__getitem__, default=1) - 1
    is_swallowed = any(
        "\n" in cell and any(line.count(delimiter) >= max(1, usual) for line in cell.split("\n"))
        for record in records
        for cell in record.cells
    )
    return [] if is_swallowed else records


class _Lines:
    """Reads lines in which cells are quoted, well or badly."""

    def __init__(self, lines: list[str], delimiter: str) -> None:
        self.lines = lines
        self.delimiter = delimiter
        cells = [row for line in lines[:_LINES_LOOKED_AT] if (row := self._well_formed(line))]
        self.failures = 0
        self.usual = Counter(len(row) for row in cells).most_common(1)[0][0] - 1 if cells else 0

    def records(self) -> Iterator[Record]:
        """Every record with the number of its first line."""
        at = 0
        while at < len(self.lines):
            end, cells = self._record_at(at)
            yield Record(at + 1, cells)
            at = end + 1

    def _record_at(self, at: int) -> tuple[int, list[str]]:
        """The index of the record's last line, and its cells."""
        line = self.lines[at]
        if (cells := self._well_formed(line)) is not None:
            return at, cells
        cells, is_open = split_quoted(line, self.delimiter)
        if not is_open:
            return at, cells
        found = self._continued(at, cells) if self.failures < _MOST_FAILURES else None
        self.failures += found is None
        return found or (at, [_unquoted(cell) for cell in line.rstrip("\r\n").split(self.delimiter)])

    def _well_formed(self, line: str) -> list[str] | None:
        if '"' not in line:
            return line.rstrip("\r\n").split(self.delimiter) if line.strip("\r\n") else []
        try:
            return next(csv.reader([line], delimiter=self.delimiter, strict=True))
        except csv.Error:
            return None

    def _continued(self, at: int, cells: list[str]) -> tuple[int, list[str]] | None:
        """The record that goes on below; None when its quotation mark is closed nowhere that it could be."""
        for end in range(at + 1, min(at + _LINES_IN_A_CELL, len(self.lines))):
            more, is_open = split_quoted(self.lines[end], self.delimiter, is_inside=True)
            cells = [*cells[:-1], cells[-1] + more[0], *more[1:]]
            if not is_open:
                return (end, cells) if self._belong_together(at, end, cells) else None
            if self._is_record(self.lines[end]):
                return None
        return None

    def _belong_together(self, first: int, last: int, cells: list[str]) -> bool:
        is_whole_alone = self._is_record(self.lines[first]) and self._is_record(self.lines[last])
        return not is_whole_alone and (not self.usual or len(cells) <= self.usual + 2)

    def _is_record(self, line: str) -> bool:
        return self.usual > 0 and line.count(self.delimiter) >= self.usual


def _unquoted(cell: str) -> str:
    """A cell without the marks around it; one that is nothing but marks says *the same as above* and stays."""
    return cell.strip('"') or cell.strip()[:2]


def split_quoted(line: str, delimiter: str, *, is_inside: bool = False) -> tuple[list[str], bool]:
    """The cells of a line whose quotes may be broken, and whether its last cell goes on below.

    A mark opens where a cell begins and closes where one ends; two are one inside, and any other stands for itself.
    With `is_inside` the line begins in the middle of a quoted cell.
    """
    cells: list[str] = []
    at = 0
    while at >= 0:
        start = at if is_inside else _past(_BLANKS, line, at)
        if is_inside or line[start : start + 1] == '"':
            first = start if is_inside else start + 1
            end = _closing(line, first, delimiter)
            if end is None:
                return [*cells, line[first:].replace('""', '"')], True
            cells.append(line[first:end].replace('""', '"'))
            at, is_inside = line.find(delimiter, end), False
        else:
            end = line.find(delimiter, start)
            cells.append(line[start:end] if end >= 0 else line[start:].rstrip("\r\n"))
            at = end
        at += len(delimiter) if at >= 0 else 0
    return cells, False


def _closing(line: str, at: int, delimiter: str) -> int | None:
    """Where the mark stands that closes the cell whose text begins at `at`."""
    while (at := line.find('"', at)) >= 0:
        end = _past(_MARKS_IN_A_ROW, line, at)
        after = _past(_BLANKS, line, end)
        if (end - at) % 2 and line[after : after + 1] in ("", delimiter, "\n", "\r"):
            return end - 1
        at = end
    return None


def _past(pattern: re.Pattern[str], line: str, at: int) -> int:
    match = pattern.match(line, at)
    return match.end() if match else at
