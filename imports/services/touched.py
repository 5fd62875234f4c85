"""The facts of an import as the register holds them now, and whether anybody has touched them since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pghistory
from django.db import connection

from cementiris.registry.models import BurialUnit, Concession, Holding, Movement, Person
from imports.models import ImportBatch
from imports.services.former import BURIAL, RIGHT, UNIT
from imports.services.sums import short_sum

Row = dict[str, Any]
UNIT_FIELDS = (
    "section_id", "kind", "number", "floor", "column", "stated_state", "notes", "retired_on", "stated_until",
)  # fmt: skip
RIGHT_FIELDS = (
    "unit_id", "title_number", "granted_on", "term_years", "perpetual", "expires_on", "ended_on", "standing",
    "price",
)  # fmt: skip
HOLDING_FIELDS = ("person_id", "role", "text", "is_estate", "is_widow", "position", "until")
MOVEMENT_FIELDS = ("kind", "deceased_id", "from_unit_id", "to_unit_id", "on", "remains", "annulled", "act_id")
PERSON_FIELDS = (
    "text", "given_name", "surname1", "surname2", "national_id", "sex", "born_on", "died_on", "address",
    "postal_code", "locality", "phone", "email",
)  # fmt: skip
IMPORT_CONTEXT = "import"
"""In the history: the key of the import that changed a row."""


@contextmanager
def history_of(batch: ImportBatch, **more: object) -> Iterator[None]:
    """Let the history say of all that is written here which import wrote it; what is written later is nobody's again.

    The history's own context lasts until the end of the transaction, which may be longer than this.
    """
    with pghistory.context(**{IMPORT_CONTEXT: batch.pk}, **more):
        yield
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pghistory.context_id', '', true), set_config('pghistory.context_metadata', '', true)"
        )


@dataclass
class Present:
    """Facts by their key, as they are now; the holders of a right in their order."""

    units: dict[int, Row] = field(default_factory=dict)
    rights: dict[int, Row] = field(default_factory=dict)
    holdings: dict[int, list[Row]] = field(default_factory=lambda: defaultdict(list))
    movements: dict[int, Row] = field(default_factory=dict)
    people: dict[int, Row] = field(default_factory=dict)

    def sum_of(self, kind: str, key: int) -> str:
        """Return the sum of a fact, to be compared with the one that its import kept; empty when it is not there."""
        if kind == UNIT:
            return _sum(self.units.get(key), UNIT_FIELDS)
        if kind == BURIAL:
            return _sum(self.movements.get(key), MOVEMENT_FIELDS)
        holders = (holding[name] for holding in self.holdings[key] for name in HOLDING_FIELDS)
        return _sum(self.rights.get(key), RIGHT_FIELDS, holders)

    def sums(self) -> dict[tuple[str, int], str]:
        """Return the sum of every fact that was read."""
        keys = [*((UNIT, key) for key in self.units), *((RIGHT, key) for key in self.rights)]
        keys += ((BURIAL, key) for key in self.movements)
        return {fact: self.sum_of(*fact) for fact in keys}


def _sum(row: Row | None, names: Iterable[str], more: Iterable[object] = ()) -> str:
    return short_sum((*(row[name] for name in names), *more)) if row else ""


def read_present(
    *, units: Collection[int] = (), rights: Collection[int] = (), movements: Collection[int] = ()
) -> Present:
    """Read facts by their keys: one query for each kind that is asked for."""
    present = Present(
        units=_rows(BurialUnit, units, UNIT_FIELDS),
        rights=_rows(Concession, rights, RIGHT_FIELDS),
        movements=_rows(Movement, movements, MOVEMENT_FIELDS),
    )
    if rights:
        found = Holding.objects.extra(where=["concession_id = ANY(%s)"], params=[sorted(rights)])
        for row in found.order_by("concession_id", "position", "pk").values("pk", "concession_id", *HOLDING_FIELDS):
            present.holdings[row["concession_id"]].append(row)
    return present


def add_people(present: Present) -> None:
    """Read the persons of the facts that were read: one query."""
    keys = {row["deceased_id"] for row in present.movements.values()}
    keys |= {row["person_id"] for rows in present.holdings.values() for row in rows}
    present.people = _rows(Person, keys, PERSON_FIELDS)


def touched_people(keys: Collection[int]) -> set[int]:
    """Return the persons whom somebody has changed who is no import: the history tells."""
    if not keys:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT pgh_obj_id FROM registry_personevent WHERE pgh_obj_id = ANY(%s) "
            "AND NOT coalesce(jsonb_exists(pgh_context, %s), false)",
            [sorted(keys), IMPORT_CONTEXT],
        )
        return {key for (key,) in cursor.fetchall()}


def people_with_acts(keys: Collection[int]) -> set[int]:
    """Return the persons of whom an act of a clerk speaks: buried, moved or holding by it."""
    if not keys:
        return set()
    moved = Movement.objects.extra(where=["deceased_id = ANY(%s)"], params=[sorted(keys)])
    return set(moved.filter(act__isnull=False).values_list("deceased_id", flat=True))


def times_named(keys: Collection[int]) -> dict[int, int]:
    """Return how many movements and titles name each person."""
    counts: dict[int, int] = defaultdict(int)
    if keys:
        moved = Movement.objects.extra(where=["deceased_id = ANY(%s)"], params=[sorted(keys)])
        holding = Holding.objects.extra(where=["person_id = ANY(%s)"], params=[sorted(keys)])
        for key in (*moved.values_list("deceased_id", flat=True), *holding.values_list("person_id", flat=True)):
            counts[key] += 1
    return counts


def _rows(model: Any, keys: Collection[int], names: Iterable[str]) -> dict[int, Row]:
    if not keys:
        return {}
    table = model._meta.db_table
    found = model._default_manager.extra(where=[f"{table}.id = ANY(%s)"], params=[sorted(keys)])
    return {row["pk"]: row for row in found.values("pk", *names).iterator(20_000)}
