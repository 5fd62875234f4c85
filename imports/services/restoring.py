"""Restoring what an import wrote over: the history keeps each row as it was before, under the import's key."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection, models

from cementiris.registry.models import BurialUnit, Concession, Holding, Movement, Person
from imports.models import ImportBatch
from imports.services.former import BURIAL, RIGHT, UNIT
from imports.services.taking_back import TakenBack
from imports.services.touched import IMPORT_CONTEXT

_MODELS: dict[str, type[models.Model]] = {UNIT: BurialUnit, RIGHT: Concession, BURIAL: Movement}
_BEFORE = (
    "(SELECT DISTINCT ON (pgh_obj_id) * FROM {table}event WHERE pgh_obj_id = ANY(%s) AND pgh_context ->> %s = %s "
    "AND NOT jsonb_exists(pgh_context, 'undone') ORDER BY pgh_obj_id, pgh_id)"
)
"""The first event of each row under the import: it holds the row as it was before."""


def restore_changed(batch: ImportBatch, facts: TakenBack) -> int:
    """Give the facts that the import changed, and nobody touched since, their former values; return how many."""
    free = facts.changed - facts.kept.keys()
    for kind, model in _MODELS.items():
        _restore(model, facts.keys(kind, free), batch)
    people = {person for fact in free for person in facts.people.get(fact, ())}
    _restore(Person, people, batch)
    _restore_holdings(batch, facts.keys(RIGHT, free))
    return len(free)


def _restore_holdings(batch: ImportBatch, rights: Collection[int]) -> None:
    """Who was added goes, who was taken out is back, and entries that were corrected read as before."""
    if not rights:
        return
    added = [key for first, last in batch.plan.get("made", {}).get("holdings", []) for key in range(first, last + 1)]
    there = Holding.objects.filter(concession__in=rights)
    there.filter(pk__in=added).delete()
    _restore(Holding, set(there.values_list("pk", flat=True)), batch)
    columns = ", ".join(_columns(Holding, but=()))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO registry_holding ({columns}) SELECT {columns} FROM registry_holdingevent "
            "WHERE pgh_label = 'delete' AND concession_id = ANY(%s) AND pgh_context ->> %s = %s "
            "AND NOT jsonb_exists(pgh_context, 'undone')",
            [sorted(rights), IMPORT_CONTEXT, str(batch.pk)],
        )


def _restore(model: type[models.Model], keys: Collection[int], batch: ImportBatch) -> None:
    if not keys:
        return
    table = model._meta.db_table
    values = ", ".join(f"{column} = before.{column}" for column in _columns(model, but=("id", "municipality_id")))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {values} FROM {_BEFORE.format(table=table)} before WHERE {table}.id = before.id",
            [sorted(keys), IMPORT_CONTEXT, str(batch.pk)],
        )


def _columns(model: Any, *, but: Collection[str]) -> list[str]:
    return [f'"{field.column}"' for field in model._meta.concrete_fields if field.column not in but]
