"""Delimited text: csv, txt and their like, with delimiter and encoding found by looking."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from imports.errors import UnreadableFile
from imports.readers.detect import MAX_FILE_BYTES
from imports.rows import Cells, RawSheet, SourceFile

_DELIMITERS = (";", "\t", ",", "|")
_LETTERS_CP1252 = re.compile("[àèéíòóúïüçñÀÈÉÍÒÓÚÏÜÇÑ·ºª’]")
_MAX_COLUMNS = 200
_SWALLOWED = 8

csv.field_size_limit(MAX_FILE_BYTES)


def read_text(file: SourceFile) -> list[RawSheet]:
    """Read the file as one sheet, named like the file without its extension; rows are numbered by their first line.

    Where quotation marks are broken they are no longer heeded, so that no record is lost in another.
    """
    text = decode(file.content).replace("\0", "")
    delimiter = guess_delimiter(text)
    if delimiter is None:
        raise UnreadableFile("no_table", name=file.name)
    numbered = list(_numbered_rows(text, delimiter))
    if any(_has_swallowed_lines(row, delimiter) for _, row in numbered):
        numbered = [
            (number, [cell.strip('"') for cell in row])
            for number, row in _numbered_rows(text, delimiter, is_quoted=False)
        ]
    rows: list[Cells] = [list(row[:_MAX_COLUMNS]) for _, row in numbered]
    return [RawSheet(PurePath(file.name).stem, rows, [number for number, _ in numbered], file.name)]


def _has_swallowed_lines(row: list[str], delimiter: str) -> bool:
    """Whether a quotation mark that nobody closed has drawn whole records into one cell."""
    return any(cell.count("\n") >= _SWALLOWED and cell.count(delimiter) >= _SWALLOWED for cell in row)


def decode(content: bytes) -> str:
    """Decode by mark, then as UTF-8, then as whichever of cp1252 and cp850 gives more letters of our languages."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        windows = content.decode("cp1252", errors="replace")
        dos = content.decode("cp850", errors="replace")
    return dos if _plausible(dos) > _plausible(windows) else windows


def _plausible(text: str) -> int:
    good = len(_LETTERS_CP1252.findall(text))
    strange = sum(1 for sign in text if ord(sign) > 127) - good
    return good - 2 * strange


def guess_delimiter(text: str) -> str | None:
    """The delimiter that cuts most of the first lines into the same number of cells; None for plain prose."""
    best: tuple[float, str] | None = None
    for delimiter in _DELIMITERS:
        rows = [row for _, row in zip(range(200), csv.reader(io.StringIO(text), delimiter=delimiter), strict=False)]
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
        score = count / max(1, len([row for row in rows if row])) + min(width, 20) / 100
        if best is None or score > best[0]:
            best = (score, delimiter)
    return best[1] if best and best[0] > 0.3 else None


def _numbered_rows(text: str, delimiter: str, *, is_quoted: bool = True) -> Iterator[tuple[int, list[str]]]:
    """Every record with the number of the line on which it begins."""
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    if not is_quoted:
        reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    before = 0
    for row in reader:
        yield before + 1, row
        before = reader.line_num
