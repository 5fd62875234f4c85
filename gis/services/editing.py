"""Changing the plan step by step, by hand or from a survey; `undoing` takes a step back as a whole.

A step locks the cemetery first, then its places in the order of their keys: two who draw in one cemetery follow each
other, and nobody waits for somebody who waits for him.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from django.contrib.gis.geos import GEOSGeometry
from django.db import DataError, IntegrityError, transaction
from django.db.models import Max, Q

from cementiris.accounts.models import User
from cementiris.registry.models import BurialUnit, Cemetery, Section
from cementiris.tenancy.bulk import insert_many, update_tuples
from gis.models import Path, PlanChange, PlanEdit, SurveyFile

Place = Cemetery | Section | BurialUnit | Path
Cell = tuple[type[Place], int, str]
"""What is changed: the table, the key and the field."""
MODELS: tuple[type[Place], ...] = (Cemetery, Section, BurialUnit, Path)
"""In the order in which a step locks them."""
ROLES: dict[type[Place], str] = {Cemetery: "cemetery", Section: "section", BurialUnit: "unit", Path: "path"}
CONSTRAINTS = {
    "x30_a_section_is_a_valid_area": "X30",
    "x31_a_front_is_a_valid_line": "X31",
    "x32_a_cemetery_is_a_valid_area": "X32",
    "x33_a_unit_is_a_valid_area": "X33",
    "x35_a_path_is_a_valid_line": "X35",
}


@dataclass(frozen=True)
class Change:
    """A geometry in EPSG:25831 for a `field` of a place: footprint, point, front, entrance or line; None takes it away.

    `made` says that the step has just made the place itself, in the same transaction: undoing takes it away again. A
    path without a line goes from the table.
    """

    place: Place
    field: str
    after: GEOSGeometry | None
    made: bool = False

    @property
    def cell(self) -> Cell:
        """What is changed."""
        return type(self.place), self.place.pk, self.field


@dataclass(frozen=True, kw_only=True)
class Step:
    """What somebody does: its `EditKind`, who, when, from which survey, and the plan's version that they saw.

    Without `seen` nobody looked at the plan before: a survey.
    """

    kind: str
    actor: User | None
    at: datetime
    survey: SurveyFile | None = None
    seen: str = ""


class PlanRefusedError(Exception):
    """Nothing was drawn. `code` names the sentence (X30 to X35, `no_geometry`, `gone`…), `facts` fill it in."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class PlanChangedError(Exception):
    """Somebody drew the same places since the page was opened; `edits` are their steps, newest first."""

    def __init__(self, edits: Iterable[PlanEdit]) -> None:
        self.edits = tuple(edits)
        super().__init__(", ".join(str(edit) for edit in self.edits))


def record_edit(cemetery: Cemetery, step: Step, changes: Iterable[Change]) -> PlanEdit:
    """Draw the changes as one step, all or none, and keep what was there before; what changes nothing is not kept.

    Raises PlanRefusedError when a place is gone, lies in another cemetery, or the database refuses a geometry;
    PlanChangedError when somebody else drew one of the places since the version of the plan that `step` has seen.
    """
    wanted = {change.cell: change for change in changes}
    with constraints_speak(), transaction.atomic():
        present = lock_places(cemetery, wanted)
        _refuse_changed(cemetery, step.seen, [present[cell[:2]] for cell in wanted])
        edit = PlanEdit.objects.create(
            cemetery=cemetery, kind=step.kind, survey=step.survey, made_at=step.at, made_by=step.actor
        )
        rows = {cell: row for cell, change in wanted.items() if (row := _row(edit, change, present[cell[:2]]))}
        insert_many(PlanChange, list(rows.values()))
        write({cell: change.after for cell, change in wanted.items() if cell in rows})
        return edit


def plan_version(cemetery: Cemetery) -> str:
    """What tells whether somebody drew in the cemetery since a page was made: its last step, and how many were undone.

    Ask before reading the geometries: what comes between is then told rather than lost.
    """
    found = PlanEdit.objects.filter(cemetery=cemetery).aggregate(last=Max("pk"))
    undone = PlanEdit.objects.filter(cemetery=cemetery, undone_at__isnull=False).count()
    return f"{found['last'] or 0}.{undone}"


def lock_places(cemetery: Cemetery, cells: Iterable[Cell]) -> dict[tuple[type[Place], int], Place]:
    """Lock a cemetery and places of its plan until the end of the transaction; return them as they are now.

    Raises PlanRefusedError (`gone`) when one is no longer there or lies elsewhere.
    """
    wanted = {cell[:2] for cell in cells} | {(Cemetery, cemetery.pk)}
    present = lock_present(cemetery, wanted)
    if missing := wanted - present.keys():
        raise PlanRefusedError("gone", count=len(missing))
    return present


def lock_present(cemetery: Cemetery, keys: Iterable[tuple[type[Place], int]]) -> dict[tuple[type[Place], int], Place]:
    """Lock those of the places that are still there, in one order for everybody."""
    wanted: dict[type[Place], set[int]] = defaultdict(set, {Cemetery: {cemetery.pk}})
    for model, key in keys:
        wanted[model].add(key)
    present: dict[tuple[type[Place], int], Place] = {}
    for model in MODELS:
        manager: Any = model._default_manager
        rows = manager.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted[model]).order_by("pk")
        if wanted[model]:
            present |= {(model, row.pk): row for row in rows if _cemetery_of(row) == cemetery.pk}
    return present


def _cemetery_of(place: Place) -> int:
    return place.pk if isinstance(place, Cemetery) else place.cemetery_id


def _refuse_changed(cemetery: Cemetery, seen: str, places: Iterable[Place]) -> None:
    """Raise PlanChangedError where one of the places was drawn since; steps elsewhere in the cemetery do not matter."""
    if not seen or seen == plan_version(cemetery):
        return
    last, undone = (int(part) if part.isdecimal() and len(part) < 19 else 0 for part in f"{seen}.".split(".")[:2])
    edits = PlanEdit.objects.filter(cemetery=cemetery)
    taken_back = edits.filter(undone_at__isnull=False).order_by("-undone_at", "-pk").values_list("pk", flat=True)
    newer = Q(pk__gt=last) | Q(pk__in=list(taken_back)[: max(0, len(taken_back) - undone)])
    touching = PlanChange.objects.filter(_about(places), edit__in=edits.filter(newer)).values_list("edit", flat=True)
    found = edits.filter(pk__in=set(touching)).select_related("made_by", "undone_by").order_by("-pk")
    if found:
        raise PlanChangedError(found)


def _about(places: Iterable[Place]) -> Q:
    """The changes of any of the places."""
    keys: dict[str, list[int]] = defaultdict(list)
    for place in places:
        keys[ROLES[type(place)]].append(place.pk)
    found = Q(pk__in=[])
    for role, pks in keys.items():
        found |= Q(**{f"{role}__in": pks})
    return found


def _row(edit: PlanEdit, change: Change, place: Place) -> PlanChange | None:
    """What is kept of a change; nothing where the same lies there already, unless the place itself is new."""
    before = None if change.made else getattr(place, change.field)
    if not change.made and same(before, change.after):
        return None
    kept = PlanChange(edit=edit, field=change.field, before=before, after=change.after, made=change.made)
    is_path_gone = isinstance(place, Path) and change.after is None
    if not is_path_gone:
        setattr(kept, ROLES[type(place)], place)
    return kept


def same(one: GEOSGeometry | None, other: GEOSGeometry | None) -> bool:
    """Whether two geometries are the same to the last digit; so are two that are not there."""
    if one is None or other is None:
        return one is other
    return bool(one.geom_typeid == other.geom_typeid and one.equals_exact(other))


def write(geometries: dict[Cell, GEOSGeometry | None]) -> None:
    """Put geometries into the rows of locked places, one statement for each field of a table."""
    groups: dict[tuple[type[Place], str], list[tuple[int, str | None]]] = defaultdict(list)
    for (model, key, field), geometry in geometries.items():
        groups[model, field].append((key, geometry.hexewkb.decode() if geometry else None))
    gone = [key for key, line in groups.pop((Path, "line"), []) if line is None]
    _take_away(gone)
    for (model, key, field), geometry in geometries.items():
        if model is Path and geometry is not None:
            groups[model, field].append((key, geometry.hexewkb.decode()))
    for (model, field), rows in groups.items():
        update_tuples(model, [field], rows)


def _take_away(paths: list[int]) -> None:
    """Take paths from the table; their steps stay, no longer pointing at them."""
    if paths:
        PlanChange.objects.filter(path__in=paths).update(path=None)
        Path.objects.filter(pk__in=paths).delete()


@contextmanager
def constraints_speak() -> Iterator[None]:
    """Around a transaction: a geometry that the database refuses is refused with the code of its constraint."""
    try:
        yield
    except (DataError, psycopg.DataError) as error:
        raise PlanRefusedError("no_geometry") from error
    except IntegrityError as error:
        name = str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or "")
        if name in CONSTRAINTS:
            raise PlanRefusedError(CONSTRAINTS[name]) from error
        raise
