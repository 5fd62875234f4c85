"""Describing cemeteries, blocks and units, and making units singly or by thousands."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from cementiris.registry.entries import Submission
from cementiris.registry.entries.places import CemeteryEntry, DescriptionEntry, NewUnitsEntry, SectionEntry
from cementiris.registry.facts.places import changed_fields, description_facts, new_units_facts
from cementiris.registry.models import (
    Act,
    ActKind,
    BurialUnit,
    Cemetery,
    Closure,
    Concession,
    FormerNumber,
    Movement,
    Section,
)
from cementiris.registry.numbering import PlannedUnit, compact
from cementiris.registry.queries import BEGINNING
from cementiris.registry.rules.findings import stop
from cementiris.registry.rules.places import NameFacts, check_description, check_numbers, x44_the_name_is_free
from cementiris.registry.services.submission import RuleBroken, constraints_speak, decide, lock, record, refuse_repeated
from cementiris.tenancy.bulk import insert_many

NAMES = ("registry_cemetery_name", "registry_section_name")
SECTION_FIELDS = (
    "name",
    "level_name",
    "parent",
    "floors",
    "columns",
    "numbering",
    "first_number",
    "cell_width",
    "cell_height",
)


def describe_cemetery(*, cemetery: Cemetery | None, entry: CemeteryEntry, sent: Submission) -> Act:
    """Make a cemetery, or call one otherwise. Raises RuleBroken when another is called so, AlreadySent."""
    with override("ca"), constraints_speak(sent.key), _names_speak(entry.name), transaction.atomic():
        refuse_repeated(sent)
        others = Cemetery.objects.filter(name__iexact=entry.name).exclude(pk=cemetery.pk if cemetery else 0)
        _refuse_name(entry.name, is_taken=others.exists())
        place = Cemetery.objects.select_for_update(no_key=True).get(pk=cemetery.pk) if cemetery else Cemetery()
        before = {"name": place.name} if cemetery else None
        place.name = entry.name
        place.save()
        notes = {"cemetery": place.pk, "before": before}
        return record(ActKind.CEMETERY, unit=None, sent=sent, on=sent.today, detail=place.name, notes=notes)


def describe_section(*, cemetery: Cemetery, section: Section | None, entry: SectionEntry, sent: Submission) -> Act:
    """Make a part of a cemetery, or describe one otherwise. Raises as `describe_cemetery`."""
    with override("ca"), constraints_speak(sent.key), _names_speak(entry.name), transaction.atomic():
        lock_place(cemetery, section)
        refuse_repeated(sent)
        beside = Section.objects.filter(cemetery=cemetery, parent=entry.parent, name__iexact=entry.name)
        _refuse_name(entry.name, is_taken=beside.exclude(pk=section.pk if section else 0).exists())
        place = Section.objects.get(pk=section.pk) if section else Section(cemetery=cemetery)
        before = _described(place) if section else None
        for name in SECTION_FIELDS:
            setattr(place, name, getattr(entry, name))
        place.save()
        notes = {"section": place.pk, "before": before}
        return record(ActKind.CEMETERY, unit=None, sent=sent, on=sent.today, detail=f"{cemetery}: {place}", notes=notes)


def _described(section: Section) -> dict[str, Any]:
    return {name: getattr(section, "parent_id" if name == "parent" else name) for name in SECTION_FIELDS}


def _refuse_name(name: str, *, is_taken: bool) -> None:
    if breach := x44_the_name_is_free(NameFacts(name, is_taken)):
        raise RuleBroken([breach])  # type: ignore[list-item]  # a rule that stops never answers that it holds


@contextmanager
def _names_speak(name: str) -> Iterator[None]:
    """Of two who give the same name at once, the second is told so by the database."""
    try:
        yield
    except IntegrityError as error:
        if any(constraint in str(error) for constraint in NAMES):
            raise RuleBroken([stop("X44", "name", name=name)]) from error
        raise


def lock_place(cemetery: Cemetery, section: Section | None = None) -> None:
    """Lock a block, or what lies outside the blocks of a cemetery, until the end of the transaction."""
    if section is None:
        Cemetery.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=cemetery.pk)
    else:
        Section.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=section.pk)


def create_units(*, entry: NewUnitsEntry, sent: Submission) -> Act:
    """Make the planned units, all or none. Raises RuleBroken with every reason, AlreadySent when the form comes twice.

    Of two who make the same numbers at once one succeeds: the block is locked, and a constraint stands behind it.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        lock_place(entry.cemetery, entry.section)
        refuse_repeated(sent)
        overruled = decide(check_numbers(new_units_facts(entry, sent.today)), sent)
        units = [_new_unit(entry, planned) for planned in entry.units]
        insert_many(BurialUnit, units)
        _describe_wall(entry)
        return record(
            ActKind.NEW_UNITS, unit=units[0] if len(units) == 1 else None, sent=sent,
            on=min(entry.opened_on or sent.today, sent.today), detail=_made_in_words(entry), overruled=overruled,
            notes={"units": [unit.pk for unit in units]},
        )  # fmt: skip


def _new_unit(entry: NewUnitsEntry, planned: PlannedUnit) -> BurialUnit:
    unit = BurialUnit(
        cemetery=entry.cemetery,
        section=entry.section,
        kind=entry.kind,
        floor=planned.floor,
        column=planned.column,
        columns_wide=entry.columns_wide,
        floors_high=entry.floors_high,
        built_year=entry.built_year,
        opened_on=entry.opened_on,
        notes=entry.notes,
    )
    unit.set_number(planned.number)
    return unit


def _describe_wall(entry: NewUnitsEntry) -> None:
    """A block of which nobody had said how large it is becomes the wall that was planned."""
    section, wall = entry.section, entry.wall
    if section is None or wall is None or section.floors or section.columns:
        return
    section.floors, section.columns = wall.floors, wall.columns
    section.numbering, section.first_number = wall.numbering, wall.first_number
    section.save(update_fields=["floors", "columns", "numbering", "first_number"])


def _made_in_words(entry: NewUnitsEntry) -> str:
    count = len(entry.units)
    made = ngettext("%(count)s sepultura", "%(count)s sepultures", count) % {"count": count}
    numbers = compact((unit.number or "—" for unit in entry.units), 4)
    return f"{made}: {numbers}. {entry.section or entry.cemetery}"[:300]


def describe_unit(*, unit: BurialUnit, entry: DescriptionEntry, sent: Submission) -> Act:
    """Say otherwise what a unit is. Raises RuleBroken with every reason, AlreadySent, UnitChanged.

    The block is locked too: of two who put two units into one place at once, the second is told.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        lock_place(unit.cemetery, unit.section)
        locked = lock(unit, sent)
        overruled = decide(check_description(description_facts(locked, entry, sent.today)), sent)
        changed = changed_fields(locked, entry)
        before = {name: _plain(getattr(locked, name)) for name in changed}
        for name in changed:
            setattr(locked, name, getattr(entry, name))
        locked.save(update_fields=list(changed))
        return record(
            ActKind.DESCRIPTION, unit=locked, sent=sent, on=sent.today, detail=_in_words(changed),
            overruled=overruled, notes={"before": before},
        )  # fmt: skip


def _in_words(changed: Iterable[str]) -> str:
    words = {
        "kind": _("classe"), "floor": _("pis"), "column": _("columna"),
        "columns_wide": _("amplada"), "floors_high": _("alçada"), "built_year": _("any de construcció"),
        "opened_on": _("dia d’obertura"), "stated_state": _("estat segons la font antiga"), "notes": _("observacions"),
    }  # fmt: skip
    return _("Canvia: %(what)s.") % {"what": ", ".join(words[name] for name in changed)}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def take_back_cemetery(act: Act) -> None:
    """Call a cemetery or a block again as before. What was made new stays: raises RuleBroken."""
    before = act.notes.get("before")
    if before is None:
        raise RuleBroken([stop("X44", "made")])
    if "cemetery" in act.notes:
        place: Cemetery | Section = Cemetery.objects.select_for_update().get(pk=act.notes["cemetery"])
        place.name = before["name"]
    else:
        place = Section.objects.select_for_update(of=("self",)).get(pk=act.notes["section"])
        for name in before:
            setattr(place, "parent_id" if name == "parent" else name, before[name])
    with _names_speak(place.name):
        place.save()


def take_back_new_units(act: Act) -> None:
    """Units made by mistake never were there. Raises RuleBroken when one of them has been used since."""
    units = BurialUnit.objects.filter(pk__in=act.notes.get("units", [])).order_by("pk")
    locked = list(units.select_for_update(of=("self",)).defer("footprint", "point"))
    refuse_used(locked, act)
    units.update(opened_on=None, retired_on=BEGINNING)


def refuse_used(units: Iterable[BurialUnit], act: Act) -> None:
    """Raise RuleBroken when anything that still counts was registered over the units besides the act."""
    keys = {unit.pk: str(unit) for unit in units}
    used = {
        *Movement.objects.filter(to_unit__in=keys, annulled=False).values_list("to_unit", flat=True),
        *Movement.objects.filter(from_unit__in=keys, annulled=False).values_list("from_unit", flat=True),
        *Concession.objects.filter(unit__in=keys).exclude(standing="annulled").values_list("unit", flat=True),
        *Closure.objects.filter(unit__in=keys, annulled=False).values_list("unit", flat=True),
        *FormerNumber.objects.filter(unit__in=keys, act__annulled_at__isnull=True).values_list("unit", flat=True),
        *_acted_on(keys, act),
    }
    if used:
        raise RuleBroken([stop("X44", "used", units=compact(keys[key] for key in sorted(used)))])


def _acted_on(keys: Iterable[int], act: Act) -> set[int]:
    """Of these units, those with another act that counts; that something was annulled is no use of them."""
    others = Act.objects.filter(unit__in=keys, annulled_at__isnull=True).exclude(kind=ActKind.ANNULMENT)
    others = others.exclude(pk=act.pk)
    return set(others.values_list("unit", flat=True))


def take_back_description(act: Act) -> None:
    """Describe the unit again as it was before."""
    unit = BurialUnit.objects.select_for_update(of=("self",)).get(acts=act)
    before = dict(act.notes.get("before", {}))
    if before.get("opened_on"):
        before["opened_on"] = date.fromisoformat(before["opened_on"])
    for name, value in before.items():
        setattr(unit, name, value)
    unit.save(update_fields=list(before))
