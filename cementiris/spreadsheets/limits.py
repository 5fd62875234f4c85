"""How much of a stranger's file is read."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may ask for: bytes as it comes and unpacked, cells and sheets; columns beyond the last are left out.

    `ratio`: how many times it may swell when unpacked; half a million equal rows honestly swell a hundredfold.
    """

    file_bytes: int = 50 * MEGABYTE
    unpacked_bytes: int = 600 * MEGABYTE
    ratio: int = 400
    cells: int = 12_000_000
    columns: int = 200
    sheets: int = 300


DEFAULT_LIMITS = Limits()


def megabytes(size: int) -> int:
    """A size in bytes as whole megabytes, at least one."""
    return max(1, round(size / MEGABYTE))
