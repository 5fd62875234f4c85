"""What rests on the facts of an import: whatever somebody did with them since keeps them when it is undone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Model, Q

from cementiris.registry.models import Act, BurialUnit, Concession, Holding, Movement, Section
from imports.models import BatchState, ImportBatch, SourceLink
from imports.services.former import BURIAL, RIGHT, UNIT

_JUDGED = frozenset({Concession, Movement, Holding, SourceLink, BurialUnit, Section})
"""Tables whose rows an import makes itself: what of them rests on a fact is judged row by row."""
_COLUMNS = {UNIT: "unit_id", RIGHT: "concession_id", BURIAL: "movement_id"}


def used(model: type[Model], keys: Collection[int]) -> set[int]:
    """Return the keys to which an act, a paper, a file, an order or anything else of the register points.

    One query for each kind of thing that can point there.
    """
    if not keys:
        return set()
    found: set[int] = set()
    for other, column in _pointing_at(model):
        rows = _where(other._default_manager, column, keys)
        found |= set(rows.values_list(column, flat=True))
    return found


def drawn(keys: Collection[int]) -> set[int]:
    """Return the units that somebody has drawn on the plan."""
    rows = _where(BurialUnit.objects, "id", keys)
    return set(rows.filter(Q(footprint__isnull=False) | Q(point__isnull=False)).values_list("pk", flat=True))


def acted_since(units: Collection[int], since: datetime) -> set[int]:
    """Return the units over which an act was registered after an instant."""
    return set(_where(Act.objects, "unit_id", units).filter(recorded_at__gt=since).values_list("unit_id", flat=True))


def told_by_others(batch: ImportBatch, kind: str, keys: Collection[int], *, only_later: bool = False) -> set[int]:
    """Return the facts of which another import that holds tells as well, or a later one only: it rests on them."""
    if not keys:
        return set()
    column = _COLUMNS[kind]
    links = _where(SourceLink.objects, column, keys).exclude(row__batch=batch)
    if only_later:
        links = links.filter(row__batch__committed_at__gt=batch.committed_at)
    return set(links.filter(row__batch__state=BatchState.COMMITTED).values_list(column, flat=True))


def rights_in(units: Collection[int]) -> dict[int, int]:
    """Return the rights over units, each with its unit."""
    return dict(_where(Concession.objects, "unit_id", units).values_list("pk", "unit_id"))


def movements_in(units: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield the movements into and out of units, each with the unit."""
    for column in ("from_unit_id", "to_unit_id"):
        yield from _where(Movement.objects, column, units).values_list("pk", column).iterator(20_000)


def movements_of(people: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield the movements of persons, each with the person."""
    yield from _where(Movement.objects, "deceased_id", people).values_list("pk", "deceased_id").iterator(20_000)


def holdings_of(people: Collection[int]) -> Iterator[tuple[int, int, int]]:
    """Yield what persons hold: the entry, the right and the person."""
    rows = _where(Holding.objects, "person_id", people)
    yield from rows.values_list("pk", "concession_id", "person_id").iterator(20_000)


def people_of_rights(rights: Collection[int]) -> dict[int, set[int]]:
    """Return who is named in each right."""
    found: dict[int, set[int]] = {}
    for right, person in _where(Holding.objects, "concession_id", rights).values_list("concession_id", "person_id"):
        found.setdefault(right, set()).add(person)
    return found


def with_content(sections: Collection[int]) -> set[int]:
    """Return the sections in which something stands."""
    units = _where(BurialUnit.objects, "section_id", sections).values_list("section_id", flat=True)
    parts = _where(Section.objects, "parent_id", sections).values_list("parent_id", flat=True)
    return {*units, *parts}


def _pointing_at(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Every table that points at one, but for the history and what the import makes itself."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.related_model is not None:
            other: Any = relation.related_model
            column = relation.field.attname  # type: ignore[union-attr]  # a relation from elsewhere has its field
            is_history = hasattr(other, "pgh_tracked_model")
            if not is_history and other not in _JUDGED:
                yield other, column


def _where(manager: Any, column: str, keys: Collection[int]) -> Any:
    """Keys by the hundred thousand go as one array."""
    table = manager.model._meta.db_table
    return manager.extra(where=[f'"{table}"."{column}" = ANY(%s)'], params=[sorted(keys)])
