"""What the rules of an annulment look at: what an act touched, and which later acts rest on that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from cementiris.registry.models import (
    Act,
    ActKind,
    Closure,
    Concession,
    Extension,
    FormerNumber,
    Holding,
    LapseFile,
    LapseStep,
    Merger,
    Movement,
    Person,
    PersonMatch,
    Successor,
    Verdict,
    WorksLicence,
)
from cementiris.registry.typed_keys import read_key

NEUTRAL = frozenset(
    {ActKind.ANNULMENT, ActKind.ATTACHMENT, ActKind.CERTIFICATE, ActKind.APPLICATION, ActKind.WORK_DONE}
)
"""Kinds on which nothing rests, and which rest on nothing: they speak of things without changing them."""
REWRITTEN: Mapping[str, tuple[str, ...]] = {
    ActKind.FEES_PAID: ("notes__former__right",),
    ActKind.NAME_CHANGE: ("notes__former__person",),
    ActKind.CEMETERY: ("notes__cemetery", "notes__section"),
}
"""Kinds that write over one thing and keep in their notes what stood there: by where the notes name the thing."""
DESCRIBING = (ActKind.DESCRIPTION, ActKind.MERGER, ActKind.SPLIT)
"""Kinds that say what a unit is."""


@dataclass(frozen=True)
class Touched:
    """The keys of what an act changed: rights, persons (moved, or united), units, and units whose shape changed."""

    rights: frozenset[int]
    people: frozenset[int]
    units: frozenset[int]
    shaped: frozenset[int]
    made_right: bool
    made_room: frozenset[int]


def touched_by(act: Act) -> Touched:
    """Gather what the act changed, from the facts that carry it."""
    moves = list(Movement.objects.filter(act=act).values_list("deceased", "from_unit", "to_unit"))
    rights = _rights_of(act)
    shaped = _shaped_by(act)
    own = {unit for _, *units in moves for unit in units} | {act.unit_id}
    over = Concession.objects.filter(pk__in=rights).values_list("unit", flat=True)
    return Touched(
        rights=rights,
        people=frozenset(person for person, _, _ in moves) | _united_by(act),
        units=_keys([*own, *over, *shaped]),
        shaped=shaped,
        made_right=Concession.objects.filter(act=act).exists(),
        made_room=_keys(unit for _, unit, _ in moves),
    )


def _keys(found: Iterable[int | None]) -> frozenset[int]:
    return frozenset(key for key in found if key is not None)


def _rights_of(act: Act) -> frozenset[int]:
    by_act = Q(act=act) | Q(ended_by=act)
    found = set(Concession.objects.filter(by_act).values_list("pk", flat=True))
    found |= set(Holding.objects.filter(by_act).values_list("concession", flat=True))
    for model in (Extension, Successor, LapseFile, WorksLicence):
        found |= set(model._default_manager.filter(act=act).values_list("concession", flat=True))
    found |= set(LapseStep.objects.filter(act=act).values_list("file__concession", flat=True))
    return _keys(found)


def _shaped_by(act: Act) -> frozenset[int]:
    by_act = Q(act=act) | Q(ended_by=act)
    mergers = Merger.objects.filter(by_act).values_list("unit", "part")
    closures = Closure.objects.filter(by_act).values_list("unit", flat=True)
    numbers = FormerNumber.objects.filter(act=act).values_list("unit", flat=True)
    return _keys([*(key for pair in mergers for key in pair), *closures, *numbers])


def _united_by(act: Act) -> frozenset[int]:
    pairs = PersonMatch.objects.filter(act=act, verdict=Verdict.SAME).values_list("kept", "other")
    return frozenset(key for pair in pairs for key in pair)


def acts_built_on(act: Act) -> list[Act]:
    """Return the later acts in force that rest on what the act changed, the newest first.

    Later is what was registered later, whatever day it is of: only that could rely on this one.
    """
    touched = touched_by(act)
    keys = {
        *_acts_on_rights(touched.rights),
        *_acts_on_people(touched.people),
        *_acts_on_units(touched),
        *_acts_over_the_same(act),
    }
    later = Act.objects.filter(pk__in=_keys(keys), pk__gt=act.pk, annulled_at__isnull=True).exclude(kind__in=NEUTRAL)
    return list(later.select_related("unit", "recorded_by").order_by("-pk"))


def _acts_on_rights(rights: frozenset[int]) -> set[int | None]:
    if not rights:
        return set()
    found: set[int | None] = set()
    for row in Concession.objects.filter(pk__in=rights).values_list("act", "ended_by"):
        found |= set(row)
    for row in Holding.objects.filter(concession__in=rights).values_list("act", "ended_by"):
        found |= set(row)
    for model in (Extension, Successor, LapseFile, WorksLicence):
        found |= set(model._default_manager.filter(concession__in=rights).values_list("act", flat=True))
    found |= set(LapseStep.objects.filter(file__concession__in=rights).values_list("act", flat=True))
    return found | _corrections_of(rights)


def _corrections_of(rights: frozenset[int]) -> set[int | None]:
    """A corrected right shows the correction only in the notes of the act that made it."""
    said = Q()
    for key in rights:
        said |= Q(notes__rows__contains=[{"table": "concession", "pk": key}])
    units = Concession.objects.filter(pk__in=rights).values("unit")
    return set(Act.objects.filter(said, kind=ActKind.CORRECTION, unit__in=units).values_list("pk", flat=True))


def _acts_over_the_same(act: Act) -> set[int | None]:
    """Acts that wrote over what this one wrote: taken back before them, it would undo them unseen."""
    if act.kind == ActKind.DESCRIPTION:
        return set(Act.objects.filter(unit=act.unit_id, kind__in=DESCRIBING).values_list("pk", flat=True))
    found: set[int | None] = set()
    for path in REWRITTEN.get(act.kind, ()):
        key: Any = act.notes
        for step in path.split("__")[1:]:
            key = key.get(step, {})
        if key:
            found |= set(Act.objects.filter(kind=act.kind, **{path: key}).values_list("pk", flat=True))
    return found


def _acts_on_people(people: frozenset[int]) -> set[int | None]:
    """Acts that moved these persons, named them on a right, or united them with others."""
    if not people:
        return set()
    found: set[int | None] = set(Movement.objects.filter(deceased__in=people).values_list("act", flat=True))
    found |= set(Successor.objects.filter(person__in=people).values_list("act", flat=True))
    named = PersonMatch.objects.filter(Q(kept__in=people) | Q(other__in=people), verdict=Verdict.SAME)
    found |= set(named.filter(undone_by__isnull=True).values_list("act", flat=True))
    for row in Holding.objects.filter(person__in=people).values_list("act", "ended_by"):
        found |= set(row)
    return found


def _acts_on_units(touched: Touched) -> set[int | None]:
    """Where the act gave a right or made room, whoever came later relied on it; a new shape bears all that follows."""
    relied = touched.made_room | (touched.units if touched.made_right else frozenset()) | touched.shaped
    if not relied:
        return set()
    found: set[int | None] = set(Movement.objects.filter(to_unit__in=relied).values_list("act", flat=True))
    for row in Concession.objects.filter(unit__in=touched.made_room).values_list("act", "ended_by"):
        found |= set(row)
    found |= set(Act.objects.filter(unit__in=touched.shaped).values_list("pk", flat=True))
    return found


def units_of_person(person: Person) -> set[int]:
    """Return the keys of the units whose sheets name the person: by a right, or because they rest or rested there."""
    held = Holding.objects.filter(person=person).values_list("concession__unit", flat=True)
    moved = Movement.objects.filter(deceased=person).values_list("from_unit", "to_unit")
    return set(_keys([*held, *(key for pair in moved for key in pair)]))


def row_version(row: Model) -> str:
    """What tells whether an entry has changed since a form was drawn: the last line of its history."""
    last = history_of(row).order_by("-pgh_id").values_list("pgh_id", flat=True).first()
    return str(last or 0)


def history_of(row: Model) -> QuerySet[Any]:
    """The former states of an entry."""
    events = apps.get_model("registry", f"{type(row).__name__}Event")
    return QuerySet(events).filter(pgh_obj_id=row.pk)


def state_at(row: Model, version: str) -> Any:
    """The entry as a form drawn at that version showed it; None where it is still so."""
    return history_of(row).filter(pgh_id__gt=read_key(version) or 0).order_by("pgh_id").first()
