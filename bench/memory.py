"""How much memory this process held at most, as Linux tells it."""

from __future__ import annotations

from pathlib import Path

_PROCESS = Path("/proc/self")
_FORGET_PEAK = "5"
"""What clear_refs takes to begin the high-water mark anew (proc(5))."""


def forget_peak() -> None:
    """Begin the high-water mark anew at what is held now."""
    (_PROCESS / "clear_refs").write_text(_FORGET_PEAK)


def peak_megabytes() -> float:
    """The most that was held in main memory since then, in megabytes."""
    lines = (_PROCESS / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024
