"""Who was taken out, joined with who had been brought in: in the same row, in another, in another file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cementiris.registry.names import search_key
from imports.checks.likeness import may_be_same
from imports.checks.within import start_of
from imports.rows import CleanBurial, CleanRow


@dataclass(frozen=True, slots=True)
class Laid:
    """One burial by the index of its row and its place in it."""

    row: int
    at: int
    burial: CleanBurial


def join_exhumations(rows: Sequence[CleanRow]) -> dict[int, int]:
    """Find for each row that takes somebody out the row that brought them in, by unit and name; keys are row indexes.

    Contradicting days are reported on the row of the exhumation, a missing burial as a warning.
    """
    return {index: laid.row for index, laid in taken_out(rows)}


def taken_out(rows: Sequence[CleanRow]) -> list[tuple[int, Laid]]:
    """Return the burials that other rows undo, each with the index of the row of its exhumation."""
    if not any(burial.is_exhumation for row in rows for burial in row.burials):
        return []
    brought: dict[str, list[Laid]] = defaultdict(list)
    for unit, laid in _in_units(rows):
        if not laid.burial.is_exhumation:
            brought[unit].append(laid)
    found = []
    for unit, out in _in_units(rows):
        if not out.burial.is_exhumation:
            continue
        before = _burial_before(brought[unit], out.burial)
        if before is None:
            rows[out.row].report("exhumation_without_burial")
            continue
        found.append((out.row, before))
        if out.burial.exhumed_on.is_surely_before(start_of(before.burial)):
            rows[out.row].report("exhumation_before_burial")
    return found


def _in_units(rows: Sequence[CleanRow]) -> Iterator[tuple[str, Laid]]:
    for index, row in enumerate(rows):
        if row.unit is not None and not row.is_set_aside:
            for at, burial in enumerate(row.burials):
                yield row.unit.key, Laid(index, at, burial)


def _burial_before(brought: list[Laid], out: CleanBurial) -> Laid | None:
    """Take the burial that an exhumation undoes from those of its unit: the same name, else one that may be the same.

    Of several it is the last one that is not after the exhumation. One whose own row says that it was undone is taken
    only where it says the same day.
    """
    name = search_key(out.text)
    fitting = [laid for laid in brought if _may_be_undone(laid.burial, out)]
    named = [laid for laid in fitting if search_key(laid.burial.text) == name]
    named = named or [laid for laid in fitting if may_be_same(search_key(laid.burial.text), name)]
    if not named:
        return None
    before = [laid for laid in named if not out.exhumed_on.is_surely_before(laid.burial.buried_on)] or named
    brought.remove(before[-1])
    return before[-1]


def _may_be_undone(burial: CleanBurial, out: CleanBurial) -> bool:
    if not burial.exhumed_on.is_known:
        return True
    return not (
        burial.exhumed_on.is_surely_before(out.exhumed_on) or out.exhumed_on.is_surely_before(burial.exhumed_on)
    )
