"""A reading and how it is taken."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median


@dataclass(frozen=True)
class Reading:
    """One measure: `value` is ours, `floor` what the bare tool takes for the same work, both in `unit`."""

    bench: str
    measure: str
    value: float
    unit: str
    floor: float
    size: int

    def as_line(self) -> str:
        """The reading as one line of JSON."""
        ratio = round(self.value / self.floor, 2) if self.floor else None
        rounded = {"value": round(self.value, 3), "floor": round(self.floor, 3)}
        return json.dumps({**asdict(self), **rounded, "ratio": ratio}, ensure_ascii=False)


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def milliseconds(work: Callable[[], object], *, runs: int = 15) -> float:
    """The median of some runs, the first (cold) one left out."""
    work()
    return median(seconds(work) for _ in range(runs)) * 1000
