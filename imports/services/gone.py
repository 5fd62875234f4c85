"""What an earlier copy of a file told and the newer one does not tell any more: it is listed and stays."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from imports.models import ImportRow
from imports.services.former import BURIAL, RIGHT, UNIT, Former

if TYPE_CHECKING:
    from imports.services.plan import Told

STILL_THERE = 0.5
"""Share of the facts of an earlier import that a file must tell to be a newer copy of it, and not another part."""
_Fact = tuple[str, int]
MOST_LISTED = 1000
"""As many are named one by one; of the others only the number is told."""


@dataclass(frozen=True, slots=True)
class Gone:
    """A fact that the newer file does not tell, and the row of the earlier import that told it."""

    kind: str
    key: int
    row_id: int


def gone_from(former: Former, told: Iterable[Told]) -> list[Gone]:
    """Return what the last earlier copy of the file told of each unit and no row tells now.

    A file that tells less than half of an earlier one is another part of the register: nothing is gone.
    """
    named = _named(told) if former.told_by else set()
    found: list[Gone] = []
    newer: list[set[_Fact]] = []
    seen: set[int] = set()
    for batch in sorted(former.told_by, reverse=True):
        facts = former.told_by[batch]
        is_superseded = any(_is_copy(facts.keys(), by=others) for others in newer)
        newer.append(set(facts))
        if not is_superseded and _is_copy(facts.keys(), by=named):
            left = ((fact, row) for fact, (row, unit) in facts.items() if fact not in named and unit not in seen)
            found += [Gone(*fact, row) for fact, row in left]
            seen |= {unit for _, unit in facts.values()}
    return found


def _is_copy(facts: Set[_Fact], *, by: Set[_Fact]) -> bool:
    """Whether `by` tells at least half of the facts of an earlier import."""
    return len(facts & by) >= STILL_THERE * len(facts)


def _named(told: Iterable[Told]) -> set[_Fact]:
    named: set[_Fact] = set()
    for item in told:
        if item.unit is not None:
            named.add((UNIT, item.unit.pk))
        if item.right is not None:
            named.add((RIGHT, item.right.pk))
        named |= {(BURIAL, fact.pk) for fact, _ in item.movements}
    return named


def listed(gone: list[Gone]) -> list[dict[str, Any]]:
    """Return what is gone as a page shows it: its kind and key, and where the earlier file told it; one query."""
    first = gone[:MOST_LISTED]
    rows = ImportRow.objects.in_bulk({item.row_id for item in first})
    return [
        {
            "kind": item.kind,
            "key": item.key,
            "file": rows[item.row_id].file_name,
            "sheet": rows[item.row_id].sheet,
            "row": rows[item.row_id].row,
            "cell": rows[item.row_id].cell,
        }
        for item in first
    ]
