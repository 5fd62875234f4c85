"""What a newer copy of a file says otherwise than the register: to be written over, or only listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from imports.rows import CleanBurial
from imports.services.facts import HoldingFact, MovementFact
from imports.services.former import BURIAL, RIGHT, UNIT, Former
from imports.services.touched import Present, Row

PERSON, HOLDER = "person", "holder"
_WORDS = {"stated_state": "state", "on": "buried_on", "text": "name", "expires_on": "expires_on"}
"""Fields as the mapping names them, where the register has another name for them."""
_UNTOLD = frozenset(
    {"folded", "given_name", "surname1", "surname2", "on_from", "on_until", "born_from", "died_from", "died_until"}
)
"""Fields that only follow from others."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field that a row says otherwise than the register: what it was, and what the row says."""

    kind: str
    key: int
    row: int
    field: str
    old: str
    new: str


@dataclass
class Updates:
    """What is to be written over, by kind and key, and what is only listed because somebody touched it."""

    changes: list[Change] = field(default_factory=list)
    collisions: list[Change] = field(default_factory=list)
    written: dict[str, dict[int, Row]] = field(default_factory=lambda: defaultdict(dict))
    new_holdings: list[tuple[int, HoldingFact]] = field(default_factory=list)
    ended_holdings: list[int] = field(default_factory=list)
    departures: list[tuple[MovementFact, CleanBurial]] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return how many facts of each kind change."""
        keys: dict[str, set[int]] = defaultdict(set)
        for change in self.changes:
            keys[change.kind].add(change.key)
        return {
            "units": len(keys[UNIT]),
            "people": len(self.written[PERSON]),
            "concessions": len(keys[RIGHT]),
            "burials": len(keys[BURIAL]),
        }

    def say(self, fact: tuple[str, int], row: int, now: Row, wanted: Mapping[str, Any], *, may: bool) -> None:
        """Note what a row says otherwise than `now`: to be written where that may be, else to be listed."""
        for name, value in wanted.items():
            if name not in _UNTOLD:
                change = Change(*fact, row, _WORDS.get(name, name), _text(now.get(name)), _text(value))
                (self.changes if may else self.collisions).append(change)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def differing(now: Row, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a row says and the register says otherwise; what the row leaves out stays as it is."""
    return {name: value for name, value in wanted.items() if value not in ("", None) and value != now[name]}


@dataclass
class Judge:
    """Whether facts may be written over: as long as they are what an import wrote last."""

    former: Former
    present: Present
    touched_people: set[int]
    acted_people: set[int]
    named: Mapping[int, int]

    def may_write(self, fact: tuple[str, int]) -> bool:
        """Whether an earlier copy of the file told the fact, and nobody has touched it since."""
        written = self.former.written.get(fact)
        return fact in self.former.alike and written is not None and self.present.sum_of(*fact) == written

    def may_write_person(self, key: int) -> bool:
        """Whether nobody but imports has ever changed the person."""
        return key not in self.touched_people
