"""What a town hands in: one or several files, and the truth about the units in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from imports.rows import SourceFile
from tests.imports.hands.cemetery import BURIAL, RIGHT, UNIT, Line, Place


@dataclass
class Inventory:
    """The files of one cemetery and their truth, a header line first."""

    files: tuple[SourceFile, ...]
    truth: list[Line]


@dataclass
class Truth:
    """The truth as a hand builds it up while it writes; `states` are those that it wrote in so many words."""

    with_floors: bool = True
    states: dict[int, str] = field(default_factory=dict)
    rights: dict[int, list[Line]] = field(default_factory=lambda: defaultdict(list))
    burials: dict[int, list[Line]] = field(default_factory=lambda: defaultdict(list))
    codes: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    rows: int = 0

    def lines(self, places: list[Place]) -> list[Line]:
        """The header and a line for each unit of which the files speak."""
        told = [place for place in places if place.source]
        return [{"header": {"rows": self.rows}}, *(self._line(place) for place in told)]

    def _line(self, place: Place) -> Line:
        unit = {
            "block": place.block,
            "row": place.floor if self.with_floors else None,
            "number": place.number or None,
            "kind": place.kind,
        }
        if id(place) in self.states:
            unit["state"] = self.states[id(place)]
        return {
            "unit": unit,
            "code_as_written": self.codes[id(place)],
            "concessions": self.rights[id(place)],
            "burials": self.burials[id(place)],
            "issues": [_issue(kind, place) for kind in place.planted],
            "source": place.source,
        }


_STANDS_WITH = {
    "duplicate_title": RIGHT,
    "end_before_start": RIGHT,
    "expiry_mismatch": RIGHT,
    "invalid_national_id": RIGHT,
    "number_outside_block": UNIT,
    "burial_before_birth": BURIAL,
    "exhumation_before_burial": BURIAL,
}


def _issue(kind: str, place: Place) -> Line:
    """Where a contradiction may be reported: at a row that holds its facts, here or in the unit it clashes with."""
    fact = _STANDS_WITH.get(kind, "")
    where, *also = [
        row
        for unit in (place, *place.partners)
        for row, tells in zip(unit.source, unit.tells, strict=True)
        if fact in tells
    ]
    return {"kind": kind, "where": where, "also": also}
