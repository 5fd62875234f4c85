"""Where units stand in their wall after they were joined or divided: a double niche of two is one, twice as wide."""

from collections.abc import Sequence
from typing import Any

from cementiris.registry.facts.unit_changes import span_of
from cementiris.registry.models import BurialUnit, Merger
from cementiris.registry.spans import Span, divided, joined

PLACE_COLUMNS = ("floor", "column", "columns_wide", "floors_high")


def place_of(unit: BurialUnit) -> dict[str, Any]:
    """What an act keeps of a unit's place, to give it back."""
    return {name: getattr(unit, name) for name in PLACE_COLUMNS}


def stand_again(unit: BurialUnit, kept: dict[str, Any]) -> None:
    """Give the unit the place that an act kept; the unit is not saved. Acts of old kept none."""
    for name in PLACE_COLUMNS:
        setattr(unit, name, kept.get(name, getattr(unit, name)))


def stand_together(unit: BurialUnit, parts: Sequence[BurialUnit]) -> None:
    """Let the unit take the places of its parts too, where they make a rectangle; the unit is not saved."""
    units = [unit, *parts]
    spans = [span for each in units if (span := span_of(each))]
    in_one_wall = len({each.section_id for each in units}) == 1
    if in_one_wall and len(spans) == len(units) and (whole := joined(spans)):
        _stand(unit, whole)


def stand_apart(unit: BurialUnit, new_count: int, mergers: Sequence[Merger]) -> list[Span]:
    """The places of the units that come out of one, which takes its own; the unit is not saved.

    One that had taken others in stands where it did before the first of them, and they where they did: no places. One
    that was built large shares its own out evenly.
    """
    if mergers:
        first = min((merger.act for merger in mergers if merger.act), key=lambda act: act.pk, default=None)
        stand_again(unit, first.notes.get("kept", {}) if first else {})
        return []
    span = span_of(unit)
    shares = divided(span, new_count + 1) if span and span.is_large else None
    if not shares:
        return []
    _stand(unit, shares[0])
    return shares[1:]


def stand_beside(units: Sequence[BurialUnit], places: Sequence[Span]) -> None:
    """Give units that have just been made their places, where there are any."""
    for unit, place in zip(units, places, strict=False):
        _stand(unit, place)
    if places:
        BurialUnit.objects.bulk_update(units, PLACE_COLUMNS)


def _stand(unit: BurialUnit, span: Span) -> None:
    unit.floor, unit.column, unit.columns_wide, unit.floors_high = span.floor, span.column, span.columns, span.floors
