"""Who was taken out, joined with who had been brought in: in the same row, in another, in another file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from cementiris.registry.names import search_key
from imports.checks.likeness import may_be_same
from imports.checks.within import start_of
from imports.rows import CleanBurial, CleanRow

_MOST_COMPARED = 200
"""Names of one unit that are compared with another for a slip of the pen; in a common grave only equal names are."""


@dataclass(frozen=True, slots=True)
class Laid:
    """One burial by the index of its row and its place in it."""

    row: int
    at: int
    burial: CleanBurial


@dataclass(slots=True)
class _Brought:
    """Who was brought into a unit and not taken out by a row before, by name."""

    by_name: dict[str, list[Laid]] = field(default_factory=lambda: defaultdict(list))

    def take(self, out: CleanBurial) -> Laid | None:
        """Take the burial that an exhumation undoes: of the same name, else of one that may be the same.

        Of several it is the last one that is not after the exhumation. One whose own row says that it was undone is
        taken only where it says the same day.
        """
        name = search_key(out.text)
        named = [laid for laid in self.by_name.get(name, ()) if _may_be_undone(laid.burial, out)]
        if not named and len(self.by_name) <= _MOST_COMPARED:
            alike = sorted(self._alike(name), key=attrgetter("row", "at"))
            named = [laid for laid in alike if _may_be_undone(laid.burial, out)]
        if not named:
            return None
        before = [laid for laid in named if not out.exhumed_on.is_surely_before(laid.burial.buried_on)] or named
        self.by_name[search_key(before[-1].burial.text)].remove(before[-1])
        return before[-1]

    def _alike(self, name: str) -> Iterator[Laid]:
        for other, laid in self.by_name.items():
            if may_be_same(other, name):
                yield from laid


def taken_out(rows: Sequence[CleanRow]) -> list[tuple[int, Laid]]:
    """Return the burials that other rows undo, by unit and name, each with the index of the row of its exhumation.

    Contradicting days are reported on the row of the exhumation, a missing burial as a warning.
    """
    if not any(burial.is_exhumation for row in rows for burial in row.burials):
        return []
    brought: dict[str, _Brought] = defaultdict(_Brought)
    for unit, laid in _in_units(rows):
        if not laid.burial.is_exhumation:
            brought[unit].by_name[search_key(laid.burial.text)].append(laid)
    found = []
    for unit, out in _in_units(rows):
        if not out.burial.is_exhumation:
            continue
        before = brought[unit].take(out.burial)
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


def _may_be_undone(burial: CleanBurial, out: CleanBurial) -> bool:
    if not burial.exhumed_on.is_known:
        return True
    return not (
        burial.exhumed_on.is_surely_before(out.exhumed_on) or out.exhumed_on.is_surely_before(burial.exhumed_on)
    )
