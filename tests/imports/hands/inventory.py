"""What a town hands in: one or several files, and the truth about the units in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from imports.rows import SourceFile
from tests.imports.hands.cemetery import Line, Place


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


def _issue(kind: str, place: Place) -> Line:
    """Where a contradiction may be reported: at any row of the unit, or of the unit that it clashes with."""
    where, *also = [*place.source, *(row for partner in place.partners for row in partner.source)]
    return {"kind": kind, "where": where, "also": also}
