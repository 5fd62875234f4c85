"""How much of a stranger's file is read."""

from __future__ import annotations

from dataclasses import dataclass

from cementiris.spreadsheets.errors import Unreadable

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may ask for: bytes as it comes and unpacked, cells and columns of a sheet, sheets, lines of text.

    `ratio`: how many times it may swell when unpacked; half a million equal rows honestly swell a hundredfold.
    """

    file_bytes: int = 50 * MEGABYTE
    unpacked_bytes: int = 600 * MEGABYTE
    ratio: int = 400
    cells: int = 12_000_000
    columns: int = 500
    sheets: int = 500
    lines: int = 1_500_000


DEFAULT_LIMITS = Limits()


def refuse_width(count: int, limits: Limits, sheet: str = "") -> None:
    """Raise Unreadable when a sheet has more columns than any table of people."""
    if count > limits.columns:
        raise Unreadable("too_many_columns", sheet=sheet, count=count, limit=limits.columns)


def megabytes(size: int) -> int:
    """A size in bytes as whole megabytes, at least one."""
    return max(1, round(size / MEGABYTE))
