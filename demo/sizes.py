"""How an installation of many towns is shared out: a few large towns, many small ones. Pure."""

from __future__ import annotations

from collections.abc import Sequence

SMALLEST = 12
"""Units of the smallest cemetery: a parish churchyard."""


def share_out(total: int, weights: Sequence[float]) -> list[int]:
    """Split `total` in proportion to `weights`, none below SMALLEST where that is possible; the parts add up."""
    least = min(SMALLEST, total // len(weights))
    spare = total - least * len(weights)
    whole = sum(weights)
    parts = [least + int(spare * weight / whole) for weight in weights]
    for place in sorted(range(len(parts)), key=lambda place: -weights[place])[: total - sum(parts)]:
        parts[place] += 1
    return parts
