"""What earlier imports of a cemetery told, so that the same words change nothing and a newer file is known as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cementiris.registry.models import Cemetery
from cementiris.registry.names import fold
from imports.models import BatchState, ImportBatch, SourceLink
from imports.rows import ProposedColumn
from imports.services.sums import TOLD_LENGTH

ALIKE = 0.6
"""Share of the headers of two tables, of all that either has, with which one is a newer copy of the other."""
UNIT, RIGHT, BURIAL = "unit", "right", "burial"
_Headers = frozenset[str]
_Fact = tuple[str, int]
"""What kind of fact, and its key."""


@dataclass
class Former:
    """The facts that committed imports told: under which sums, by which table, and what was written for them.

    `alike` are the facts told by an earlier copy of one of the tables that are read now, and `told_by` says which
    import told which of them: the row and the unit of each.
    """

    told: dict[_Fact, set[str]] = field(default_factory=lambda: defaultdict(set))
    facts: dict[tuple[str, int | None, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    written: dict[_Fact, str] = field(default_factory=dict)
    alike: set[_Fact] = field(default_factory=set)
    told_by: dict[int, dict[_Fact, tuple[int, int]]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, cemetery: Cemetery | None, columns: Sequence[ProposedColumn], *, but: int) -> Former:
        """Load what the committed imports of the cemetery told, apart from the import `but` itself: two queries."""
        former = cls()
        if cemetery is None:
            return former
        batches = ImportBatch.objects.filter(cemetery=cemetery, state=BatchState.COMMITTED).exclude(pk=but)
        proposals = dict(batches.order_by("pk").values_list("pk", "proposal"))
        if proposals:
            former._load(proposals, _Likeness(columns, proposals))
        return former

    @property
    def is_empty(self) -> bool:
        """Whether no import told anything yet."""
        return not self.told

    def knows(self, fact: _Fact, told: str) -> bool:
        """Whether an import has said the same of this fact before."""
        return told in self.told.get(fact, ())

    def _load(self, proposals: Mapping[int, Any], is_alike: _Likeness) -> None:
        links = SourceLink.objects.filter(row__batch__in=list(proposals)).order_by("pk")
        names = ("unit_id", "concession_id", "movement_id", "written_sum", "row_id", "row__batch_id", "row__sheet")
        for unit, right, burial, sums, row, batch, sheet in links.values_list(*names).iterator(20_000):
            fact = _fact(unit, right, burial)
            told, written = sums[:TOLD_LENGTH], sums[TOLD_LENGTH:]
            if told and told not in self.told[fact]:
                self.told[fact].add(told)
                self.facts[fact[0], unit, told].append(fact[1])
            if written:
                self.written[fact] = written
            if is_alike(batch, sheet):
                self.alike.add(fact)
                self.told_by[batch].setdefault(fact, (row, unit or 0))


def _fact(unit: int | None, right: int | None, burial: int | None) -> _Fact:
    if burial is not None:
        return BURIAL, burial
    return (RIGHT, right) if right is not None else (UNIT, unit or 0)


class _Likeness:
    """Which tables of earlier imports are earlier copies of those that are read now: by their headers."""

    def __init__(self, columns: Sequence[ProposedColumn], proposals: Mapping[int, Any]) -> None:
        now = {headers for _, headers in _tables((c.sheet, c.column, c.header, c.meaning) for c in columns)}
        self._alike = {
            (batch, sheet)
            for batch, proposal in proposals.items()
            for sheet, headers in _tables(_kept(proposal))
            if any(_share(headers, other) >= ALIKE for other in now)
        }
        self._bare = {batch for batch, proposal in proposals.items() if not now and not proposal.get("columns")}

    def __call__(self, batch: int, sheet: str) -> bool:
        return (batch, sheet) in self._alike or batch in self._bare


def _kept(proposal: Mapping[str, Any]) -> Iterator[tuple[str, int, str, str]]:
    for column in proposal.get("columns", []):
        yield column["sheet"], column["column"], column["header"], column["meaning"]


def _tables(columns: Iterable[tuple[str, int, str, str]]) -> Iterator[tuple[str, _Headers]]:
    """Cut a list of columns into tables: the columns of each stand in order, and sheets of one name may be two."""
    sheet, last, headers = "", -1, set[str]()
    for name, column, header, meaning in columns:
        if headers and (name != sheet or column <= last):
            yield sheet, frozenset(headers)
            headers = set()
        sheet, last = name, column
        headers.add(fold(header) or meaning)
    if headers:
        yield sheet, frozenset(headers)


def _share(first: _Headers, second: _Headers) -> float:
    return len(first & second) / len(first | second)
