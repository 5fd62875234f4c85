"""Tables of text whose columns are told by blanks alone, as printed lists and old programs write them."""

from __future__ import annotations

import re

from cementiris.spreadsheets.texts import Record, lines_of

_RULER = re.compile(r"^\s*[-=_]{2,}(?:[ \t|+]+[-=_]{2,})+\s*$")
_GAP = re.compile(r"\S {2,}(?=\S)")
_LINES_LOOKED_AT = 2_000
_LEAST_LINES = 4
_LEAST_COLUMNS = 3
_LEAST_GAP = 2
_SPARED = 0.02
_SHARE = 0.6

Span = tuple[int, int | None]


def read_columns(text: str) -> list[Record] | None:
    """Cut every line at the columns that blanks or a ruler of dashes show; None where neither is plain to see."""
    lines = [line.expandtabs() for line in lines_of(text)]
    spans = _by_ruler(lines) or _by_blanks(lines)
    if spans is None:
        return None
    return [Record(number, _cut(line, spans)) for number, line in enumerate(lines, start=1)]


def _cut(line: str, spans: list[Span]) -> list[str]:
    """The cells of a line; a ruler has none, and a title that runs over the columns is one cell."""
    if _RULER.match(line):
        return []
    if any(start and line[start - 1 : start].strip() for start, _ in spans):
        return [line.strip()]
    return [line[start:end].strip() for start, end in spans]


def _by_ruler(lines: list[str]) -> list[Span] | None:
    ruler = next((line for line in lines[:_LINES_LOOKED_AT] if _RULER.match(line)), None)
    if ruler is None:
        return None
    return _reaching([match.start() for match in re.finditer(r"[-=_]{2,}", ruler)])


def _by_blanks(lines: list[str]) -> list[Span] | None:
    looked_at = [line for line in lines[:_LINES_LOOKED_AT] if line.strip()]
    gaps = [len(_GAP.findall(line.strip())) for line in looked_at]
    most = max(gaps, default=0)
    rows = [line for line, count in zip(looked_at, gaps, strict=True) if count and count >= most / 2]
    if len(rows) < _LEAST_LINES or len(rows) < _SHARE * len(looked_at):
        return None
    width = max(map(len, rows))
    inked = [sum(1 for row in rows if at < len(row) and row[at] != " ") for at in range(width)]
    is_blank = [count <= _SPARED * len(rows) for count in inked]
    starts = [at for at, blank in enumerate(is_blank) if not blank and all(is_blank[max(0, at - _LEAST_GAP) : at])]
    return _reaching(starts) if len(starts) >= _LEAST_COLUMNS else None


def _reaching(starts: list[int]) -> list[Span]:
    return [(start, end) for start, end in zip(starts, [*starts[1:], None], strict=True)]
