"""Taking a step of the plan back as a whole: what nobody changed since is as it was, the rest stays and is told.

Places that the step made go only when nothing hangs on them: units that the register made with an act go by annulling
that act, as they would from the journal; those of a survey are deleted.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction
from django.db.models import Model
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cementiris.accounts.models import User
from cementiris.registry.entries import Submission
from cementiris.registry.models import Act, ActKind, BurialUnit, Cemetery, Section
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.submission import RuleBroken
from gis.models import Path, PlanChange, PlanEdit, SurveyFeature
from gis.services.editing import Cell, Place, PlanRefusedError, constraints_speak, lock_present, same, write

OWN_RECORDS = (PlanChange, SurveyFeature)
"""What points at a place only because it was drawn: it does not keep the place."""
_Key = tuple[type[Place], int]


@dataclass(frozen=True)
class Staying:
    """Something of a step that stays: its name, and why: `changed` since, `used` since, or `gone` already."""

    name: str
    reason: str


@dataclass
class UndoneEdit:
    """What came of undoing: how many geometries are as before, how many places went, and what stays."""

    edit: PlanEdit
    restored_count: int = 0
    removed_count: int = 0
    stays: list[Staying] = field(default_factory=list)


def undo_edit(edit: PlanEdit, *, actor: User | None, at: datetime) -> UndoneEdit:
    """Take a step back, its last change first, in one transaction. Raises PlanRefusedError (`already_undone`)."""
    with constraints_speak(), transaction.atomic():
        changes = list(edit.changes.order_by("-pk"))
        present = lock_present(edit.cemetery, [key for change in changes if (key := _key(change))])
        locked = PlanEdit.objects.select_for_update(of=("self",)).get(pk=edit.pk)
        if locked.undone_at is not None:
            raise PlanRefusedError("already_undone")
        outcome = UndoneEdit(locked)
        untouched = [change for change in changes if _is_untouched(change, present, outcome)]
        _restore([change for change in untouched if not change.made], outcome)
        _remove([change for change in untouched if change.made], present, (actor, at), outcome)
        locked.undone_at, locked.undone_by = at, actor
        locked.save(update_fields=["undone_at", "undone_by"])
        return outcome


def _key(change: PlanChange) -> _Key | None:
    roles: dict[type[Place], int | None] = {
        Cemetery: change.cemetery_id,
        Section: change.section_id,
        BurialUnit: change.unit_id,
        Path: change.path_id,
    }
    return next(((model, key) for model, key in roles.items() if key is not None), None)


def _is_untouched(change: PlanChange, present: dict[_Key, Place], outcome: UndoneEdit) -> bool:
    """Whether what the step drew is there as it drew it; otherwise the outcome tells that it stays."""
    key = _key(change)
    if key is None and change.field == "line" and change.after is None:
        return True
    place = present.get(key) if key else None
    if place is None:
        outcome.stays.append(Staying(_("un lloc que ja no hi és"), "gone"))
        return False
    if not same(getattr(place, change.field), change.after):
        outcome.stays.append(Staying(str(place), "changed"))
        return False
    return True


def _restore(changes: Iterable[PlanChange], outcome: UndoneEdit) -> None:
    geometries: dict[Cell, GEOSGeometry | None] = {}
    for change in changes:
        key = _key(change)
        if key is None:
            _lay_again(change)
        else:
            geometries[(*key, change.field)] = change.before
        outcome.restored_count += 1
    write(geometries)


def _lay_again(change: PlanChange) -> None:
    """Put back a path that the step took away, with the name that its history tells."""
    history: Any = Path.pgh_event_model  # type: ignore[attr-defined]  # given by pghistory
    rows = history.objects.filter(cemetery=change.edit.cemetery_id).order_by("-pgh_id")
    former = next((row for row in rows if same(row.line, change.before)), None)
    line: Any = change.before
    path = Path(cemetery=change.edit.cemetery, line=line)
    if former is not None:
        path.pk, path.name, path.has_steps = former.pgh_obj_id, former.name, former.has_steps
    path.save(force_insert=True)


def _remove(
    changes: Iterable[PlanChange], present: dict[_Key, Place], who: tuple[User | None, datetime], outcome: UndoneEdit
) -> None:
    """Take away the places that the step made, units before the sections that hold them."""
    made: dict[type[Place], dict[int, Place]] = {BurialUnit: {}, Section: {}, Path: {}}
    for change in changes:
        if key := _key(change):
            made[key[0]][key[1]] = present[key]
    annulled = _annul(made[BurialUnit].keys(), *who)
    _fade(annulled)
    outcome.removed_count += len(annulled)
    for model, places in made.items():
        keys = places.keys() - annulled
        used = hanging(model, keys) | (_of_acts(keys) if model is BurialUnit else set())
        _delete(model, keys - used)
        outcome.removed_count += len(keys - used)
        outcome.stays += [Staying(str(places[key]), "used") for key in sorted(used)]


def _annul(units: Collection[int], actor: User | None, at: datetime) -> set[int]:
    """Annul the acts that made units of the step, where nothing was registered over them since; return those units.

    With nobody to answer for the annulment they stay.
    """
    acts = Act.objects.filter(kind=ActKind.NEW_UNITS, annulled_at__isnull=True, notes__has_key="units").order_by("-pk")
    gone: set[int] = set()
    for act in acts if actor and units else ():
        keys = set(act.notes["units"])
        if actor and keys <= set(units):
            sent = Submission(actor=actor, today=localtime(at).date(), reason=_("Dibuix desfet"))
            with suppress(RuleBroken):
                annul_act(act=act, sent=sent)
                gone |= keys
    return gone


def _of_acts(units: Collection[int]) -> set[int]:
    """Those of the units that an act made which still holds: it could not be annulled, so it keeps all of them."""
    acts = Act.objects.filter(kind=ActKind.NEW_UNITS, annulled_at__isnull=True, notes__has_key="units")
    return {key for act in acts for key in act.notes["units"]} & set(units) if units else set()


def _fade(units: Collection[int]) -> None:
    """Units that never were have no place on the plan either."""
    write({(BurialUnit, key, name): None for key in sorted(units) for name in ("footprint", "point")})


def hanging(model: type[Place], keys: Collection[int]) -> set[int]:
    """Those of the places to which anything of the register points: an act, a right, a photograph, a part of theirs.

    A part that is among the places itself holds its whole only when it is held.
    """
    found: set[int] = set()
    for other, column in _pointing_at(model) if keys else ():
        rows = other._default_manager.filter(**{f"{column}__in": keys})
        outside = rows.exclude(pk__in=keys) if other is model else rows
        found |= set(outside.values_list(column, flat=True).distinct())
    wholes = _wholes(model, keys)
    while held := {wholes[part] for part in found & wholes.keys()} - found:
        found |= held
    return found


def _wholes(model: type[Place], keys: Collection[int]) -> dict[int, int]:
    """Of the sections that are parts of one another, each with its whole; nothing else has parts."""
    if model is not Section:
        return {}
    return dict(Section.objects.filter(pk__in=keys, parent__in=keys).values_list("pk", "parent_id"))


def _pointing_at(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.related_model is not None:
            other: Any = relation.related_model
            if not hasattr(other, "pgh_tracked_model") and other not in OWN_RECORDS:
                yield other, relation.field.attname  # type: ignore[union-attr]  # a relation from elsewhere has its field


def _delete(model: type[Place], keys: Collection[int]) -> None:
    """Delete places; what was kept of their drawing no longer points at them."""
    if not keys:
        return
    column = {BurialUnit: "unit", Section: "section", Path: "path"}[model]
    for record in OWN_RECORDS:
        if any(each.name == column for each in record._meta.fields):
            record._default_manager.filter(**{f"{column}__in": keys}).update(**{column: None})
    manager: Any = model._default_manager
    left = set(keys)
    while left:
        ends = left - set(_wholes(model, left).values())
        manager.filter(pk__in=ends).delete()
        left -= ends
