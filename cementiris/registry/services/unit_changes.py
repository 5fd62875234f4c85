"""Making one unit of several (a double niche of two), and several of one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override
from shapely import MultiPolygon

from cementiris.registry.entries import Submission
from cementiris.registry.entries.places import MergeEntry, SplitEntry
from cementiris.registry.facts.unit_changes import merge_facts, split_facts
from cementiris.registry.models import (
    Act,
    ActKind,
    BurialUnit,
    Concession,
    EndReason,
    Merger,
    Movement,
    MovementKind,
)
from cementiris.registry.numbering import compact
from cementiris.registry.queries import BEGINNING, resting, rights_on
from cementiris.registry.rules.unit_changes import check_merger, check_split
from cementiris.registry.services.closures import bring_back, lock_chosen
from cementiris.registry.services.drawn_areas import area_of_all, areas_of_parts, draw_again, drawn
from cementiris.registry.services.places import lock_place, refuse_used
from cementiris.registry.services.renumbering import keep_former_numbers, take_over_former_numbers
from cementiris.registry.services.submission import constraints_speak, decide, record
from cementiris.registry.services.wall_places import (
    PLACE_COLUMNS,
    place_of,
    stand_again,
    stand_apart,
    stand_beside,
    stand_together,
)

CHANGED_COLUMNS = ("kind", "number", "number_key", "number_order", "footprint", *PLACE_COLUMNS)


def merge_units(*, unit: BurialUnit, entry: MergeEntry, sent: Submission) -> Act:
    """Make the parts one with the unit, which keeps its sheet and its right. Nobody is moved, and waiting times go on.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        locked = lock_chosen((unit.pk, *entry.part_ids), sent, unit=unit)
        kept = next(each for each in locked if each.pk == unit.pk)
        parts = [each for each in locked if each.pk != unit.pk]
        overruled = decide(check_merger(merge_facts(kept, parts, entry, sent.today)), sent)
        rights = list(rights_on([part.pk for part in parts], entry.on))
        number = entry.number or kept.number
        act = record(
            ActKind.MERGER, unit=kept, sent=sent, on=entry.on, overruled=overruled,
            detail=_("%(parts)s en formen part; queda la %(number)s.") % {"parts": compact(map(str, parts)),
                                                                          "number": number},
            notes={
                "kept": _plain(kept), "terms": {str(right.pk): _end_of(right) for right in rights},
                "drawn": drawn(kept, area_of_all([kept, *parts])),
            },
        )  # fmt: skip
        _end_rights(rights, entry.on, act)
        _take_in(kept, parts, entry, act)
        _carry_over(parts, {}, kept, act)
        stand_together(kept, parts)
        _become(kept, entry.kind, number, act)
        return act


def _plain(unit: BurialUnit) -> dict[str, Any]:
    return {"kind": unit.kind, "number": unit.number, **place_of(unit)}


def _end_of(right: Concession) -> str | None:
    return right.term.upper.isoformat() if right.term.upper else None


def _end_rights(rights: Sequence[Concession], on: date, act: Act) -> None:
    for right in rights:
        right.ended_on, right.ended_reason, right.ended_by = on, EndReason.MERGED, act
        if right.term.upper is None or right.term.upper > on:
            right.term = DateRange(right.term.lower, on, "[)")
        right.save(update_fields=["ended_on", "ended_reason", "ended_by", "term"])


def _take_in(kept: BurialUnit, parts: Sequence[BurialUnit], entry: MergeEntry, act: Act) -> None:
    keep_former_numbers(parts, entry.on, act, of=kept)
    take_over_former_numbers(parts, kept, act)
    BurialUnit.objects.filter(pk__in=[part.pk for part in parts]).update(retired_on=entry.on)
    rows = [Merger(unit=kept, part=part, since=entry.on, former_kind=kept.kind, act=act) for part in parts]
    Merger.objects.bulk_create(rows)


def _carry_over(units: Sequence[BurialUnit], homes: dict[int, BurialUnit], kept: BurialUnit | None, act: Act) -> None:
    """Say of everybody who rests in the units that their place has become another; nothing is opened or moved."""
    rows = list(resting(act.on).filter(to_unit__in=units))
    lines = [
        Movement(
            kind=MovementKind.MERGER,
            deceased_id=row.deceased_id,
            cemetery_id=home.cemetery_id,
            from_unit_id=row.to_unit_id,
            to_unit=home,
            on=act.on.isoformat(),
            remains=row.remains,
            act=act,
        )
        for row in rows
        if (home := homes.get(row.deceased_id, kept)) is not None
    ]
    Movement.objects.bulk_create(lines)


def _become(unit: BurialUnit, kind: str, number: str, act: Act) -> None:
    """Give the unit its new kind and drawing and, where it changes, its new number; the old one is kept."""
    if number != unit.number:
        keep_former_numbers([unit], act.on, act)
    unit.kind = kind
    unit.set_number(number)
    unit.save(update_fields=list(CHANGED_COLUMNS))


def split_unit(*, unit: BurialUnit, entry: SplitEntry, sent: Submission) -> Act:
    """Make several units of one, which keeps its sheet and its right; of everybody it is said where they rest now.

    Parts that had been merged come out as new units: on a day between merger and division they were not there.
    Raises as `merge_units`.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        lock_place(unit.cemetery, unit.section)
        (kept,) = lock_chosen((unit.pk,), sent, unit=unit)
        overruled = decide(check_split(split_facts(kept, entry, sent.today)), sent)
        mergers = list(Merger.objects.filter(unit=kept, until__isnull=True).select_related("part", "act"))
        formers = [_former(number, mergers) for number in entry.numbers]
        own, *areas = areas_of_parts(kept, formers)
        act = record(
            ActKind.SPLIT, unit=kept, sent=sent, on=entry.on, overruled=overruled,
            detail=_("En surten %(numbers)s.") % {"numbers": compact(entry.numbers)},
            notes={"kept": _plain(kept), "drawn": drawn(kept, own)},
        )  # fmt: skip
        Merger.objects.filter(pk__in=[merger.pk for merger in mergers]).update(until=entry.on, ended_by=act)
        shares = stand_apart(kept, len(entry.numbers), mergers)
        _become(kept, entry.kind, entry.kept_number or kept.number, act)
        new_units = [
            _new_unit(kept, entry, number, former=former, area=area)
            for number, former, area in zip(entry.numbers, formers, areas, strict=True)
        ]
        stand_beside(new_units, shares)
        act.notes["units"] = [new_unit.pk for new_unit in new_units]
        act.save(update_fields=["notes"])
        _carry_over([kept], _homes(entry, new_units), None, act)
        return act


def _former(number: str, mergers: Sequence[Merger]) -> BurialUnit | None:
    """The part that had been merged under the number."""
    return next((merger.part for merger in mergers if merger.part.number == number), None)


def _new_unit(
    kept: BurialUnit, entry: SplitEntry, number: str, *, former: BurialUnit | None, area: MultiPolygon | None
) -> BurialUnit:
    """A unit as it comes out; one that had been a part stands where the part stood."""
    new = BurialUnit(
        cemetery=kept.cemetery,
        section=kept.section,
        kind=entry.kind,
        number=number,
        floor=former.floor if former else kept.floor,
        column=former.column if former else None,
        columns_wide=former.columns_wide if former else 1,
        floors_high=former.floors_high if former else 1,
        point=former.point if former else None,
        built_year=kept.built_year,
        opened_on=entry.on,
    )
    drawn(new, area)
    new.save()
    return new


def _homes(entry: SplitEntry, new_units: Sequence[BurialUnit]) -> dict[int, BurialUnit]:
    return {person: new_units[home - 1] for person, home in entry.homes.items() if home}


def take_back_merger(act: Act) -> None:
    """The parts are units again, with who rests in them and their rights. Raises RuleBroken when a number is taken."""
    mergers = Merger.objects.select_for_update(of=("self",)).filter(act=act)
    parts = list(mergers.values_list("part", flat=True))
    _be_again(act)
    Movement.objects.filter(act=act, kind=MovementKind.MERGER).update(annulled=True)
    bring_back(parts)
    mergers.filter(until__isnull=True).update(until=F("since"))
    terms = act.notes.get("terms", {})
    for right in Concession.objects.select_for_update(of=("self",)).filter(ended_by=act):
        end = terms.get(str(right.pk))
        right.ended_on, right.ended_reason, right.ended_by = None, "", None
        right.term = DateRange(right.term.lower, date.fromisoformat(end) if end else None, "[)")
        right.save(update_fields=["ended_on", "ended_reason", "ended_by", "term"])


def _be_again(act: Act) -> None:
    """The unit that stayed takes the kind, the number and the drawing that it had."""
    unit = BurialUnit.objects.select_for_update(of=("self",)).get(acts=act)
    unit.kind = act.notes["kept"]["kind"]
    unit.set_number(act.notes["kept"]["number"])
    stand_again(unit, act.notes["kept"])
    draw_again(unit, act.notes.get("drawn", {}))
    unit.save(update_fields=list(CHANGED_COLUMNS))


def take_back_split(act: Act) -> None:
    """The new units never were, and everybody rests where they did. Raises RuleBroken when one has been used since."""
    Movement.objects.filter(act=act, kind=MovementKind.MERGER).update(annulled=True)
    units = BurialUnit.objects.filter(pk__in=act.notes.get("units", [])).order_by("pk")
    refuse_used(list(units.select_for_update(of=("self",))), act)
    units.update(opened_on=None, retired_on=BEGINNING)
    _be_again(act)
    Merger.objects.filter(ended_by=act).update(until=None, ended_by=None)
