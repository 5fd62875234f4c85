"""How large one cell of a wall is: as the town measured it, or as one of its kind usually is.

The usual measures are the least that the state's rules on mortuary health ask for (art. 54: an adult niche of 0.75 by
0.60 m, a grave of 0.80 by 2 m), with the walls between them (0.21 m aside, 0.28 m above) and, of graves, the 0.50 m.
Columbaria have no rule: half a niche either way, as they are commonly built.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cementiris.vocabulary import UnitKind

NICHE = (96, 88)
COLUMBARIUM = (48, 44)
GRAVE = (130, 250)
USUAL: Mapping[str, tuple[int, int]] = {
    UnitKind.NICHE: NICHE,
    UnitKind.DOUBLE_NICHE: NICHE,
    UnitKind.REDUCED_NICHE: (71, 78),
    UnitKind.OSSUARY: NICHE,
    UnitKind.COLUMBARIUM: COLUMBARIUM,
    UnitKind.URN_SPACE: COLUMBARIUM,
}
"""Width and height in centimetres of the kinds that stand in walls; a double niche has its cells counted one by one."""


@dataclass(frozen=True)
class CellSize:
    """One cell of a wall in metres; `is_assumed` where nobody has measured it."""

    width: float
    height: float
    is_assumed: bool = False


def cell_size(width_cm: int | None, height_cm: int | None, kinds: Iterable[str]) -> CellSize:
    """The measures of a wall's cells: what the town says, else what is usual for most of its units."""
    usual_width, usual_height = _usual(kinds)
    is_assumed = not (width_cm and height_cm)
    return CellSize((width_cm or usual_width) / 100, (height_cm or usual_height) / 100, is_assumed)


def _usual(kinds: Iterable[str]) -> tuple[int, int]:
    counted = Counter(kinds).most_common(1)
    return USUAL.get(counted[0][0], GRAVE) if counted else NICHE
