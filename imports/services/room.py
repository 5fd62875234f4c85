"""Whether more people rest in a unit, by what a file says, than the ordinance gives it room for (X7)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from cementiris.registry.queries import ordinance_on, town_choices
from cementiris.registry.rules.capacity import BODIES, REMAINS, URNS
from imports.rows import CleanRow


def note_overfull(rows: Sequence[CleanRow], on: date) -> None:
    """Note units of which a file tells more dead than they have room for, at the row that tells the last of them.

    What was a body becomes remains: bodies and remains are counted together. Who is taken out is not counted.
    """
    resting: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    last: dict[tuple[str, str], CleanRow] = {}
    for row in rows:
        if row.unit is not None and row.burials:
            key = (row.unit.key, row.unit.kind)
            last[key] = row
            _count(row, resting[key])
    room = town_choices(ordinance_on(on)).capacities
    for key, counts in resting.items():
        for form, count in counts.items():
            limit = _room(room.get(key[1]), form)
            if limit is not None and count > limit:
                last[key].report("over_capacity", count=count, room=limit)


def _count(row: CleanRow, counts: Counter[str]) -> None:
    for burial in row.burials:
        form = URNS if burial.kind == "ashes" else REMAINS
        if burial.is_exhumation:
            counts[REMAINS] -= 1
        elif not burial.exhumed_on.is_known:
            counts[form] += 1


def _room(capacity: Mapping[str, int] | None, form: str) -> int | None:
    if capacity is None:
        return None
    return capacity.get(URNS) if form == URNS else capacity.get(BODIES, 0) + capacity.get(REMAINS, 0)
