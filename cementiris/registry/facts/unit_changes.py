"""What the rules of merging and splitting units look at."""

from collections.abc import Sequence
from datetime import date

from cementiris.registry.entries.places import MergeEntry, SplitEntry
from cementiris.registry.facts.places import last_fact_on, same_block
from cementiris.registry.models import BurialUnit, Movement, Remains
from cementiris.registry.numbering import repeated
from cementiris.registry.numbers import number_key
from cementiris.registry.queries import facts_of, is_there, owners, resting_in, right_of
from cementiris.registry.rules.unit_changes import MergeFacts, PartFacts, SplitFacts
from cementiris.registry.spans import Span, are_connected

REACH = 4
"""How many places to either side a unit is offered for joining."""


def part_facts(unit: BurialUnit, on: date) -> PartFacts:
    """What the rules need to know of one of the units that become one."""
    facts, right = facts_of(unit, on), right_of(unit, on)
    return PartFacts(
        name=str(unit),
        kind=unit.kind,
        is_there=is_there(unit, on),
        opened_on=unit.opened_on,
        has_right=right is not None,
        is_disputed=bool(facts.right and facts.right.disputed),
        holders=_holder_keys(right.pk, on) if right else frozenset(),
        resting_count=facts.resting_count,
        unburnt_count=facts.unburnt_count,
        last_fact_on=last_fact_on(unit),
    )


def _holder_keys(concession_id: int, on: date) -> frozenset[str]:
    """Who owns a right, by identity number where it is known: one person may have been written down twice."""
    return frozenset(holding.person.national_id or str(holding.person_id) for holding in owners([concession_id], on))


def merge_facts(unit: BurialUnit, parts: Sequence[BurialUnit], entry: MergeEntry, today: date) -> MergeFacts:
    """Gather what the rules of a merger look at."""
    return MergeFacts(
        today=today,
        on=entry.on,
        kept=part_facts(unit, entry.on),
        parts=tuple(part_facts(part, entry.on) for part in parts),
        new_kind=entry.kind,
        are_apart=are_apart([unit, *parts]),
        number_taken=_taken_number(unit, parts, entry),
    )


def _taken_number(unit: BurialUnit, parts: Sequence[BurialUnit], entry: MergeEntry) -> str:
    number = entry.number or unit.number
    others = same_block(unit, unit.section).exclude(pk__in=[unit.pk, *(part.pk for part in parts)])
    is_taken = others.filter(kind=entry.kind, number_key=number_key(number)).exists()
    return number if is_taken else ""


def are_apart(units: Sequence[BurialUnit]) -> bool:
    """Whether floor and column say that the units do not touch; where they say nothing, nobody can know."""
    spans = [span_of(unit) for unit in units]
    known = [span for span in spans if span]
    if len(known) < len(spans) or len({unit.section_id for unit in units}) > 1:
        return len({unit.section_id for unit in units}) > 1
    return not are_connected({spot for span in known for spot in span.spots()})


def span_of(unit: BurialUnit) -> Span | None:
    """What a unit takes of its wall; None where its floor or its column is not known."""
    if not (unit.floor and unit.column):
        return None
    return Span(unit.floor, unit.column, unit.columns_wide, unit.floors_high)


def neighbours_of(unit: BurialUnit) -> list[BurialUnit]:
    """The units that may be joined to this one: near it on the wall, or near it in the order of the numbers."""
    block = same_block(unit, unit.section)
    if unit.floor and unit.column and unit.section_id:
        low_floor, low_column = max(0, unit.floor - 1), max(0, unit.column - REACH)
        near = block.filter(floor__range=(low_floor, unit.floor + 1), column__range=(low_column, unit.column + REACH))
        found = list(near.exclude(pk=unit.pk).defer("footprint", "point").order_by("number_order", "pk"))
        if found:
            return found
    rows = list(block.defer("footprint", "point").order_by("number_order", "pk"))
    index = next((place for place, other in enumerate(rows) if other.pk == unit.pk), None)
    if index is None:
        return []
    return [*rows[max(0, index - REACH) : index], *rows[index + 1 : index + 1 + REACH]]


def split_facts(unit: BurialUnit, entry: SplitEntry, today: date) -> SplitFacts:
    """Gather what the rules of a division look at."""
    rows = list(resting_in(unit, entry.on))
    homes = tuple(entry.homes.get(row.deceased_id) for row in rows)
    others = same_block(unit, unit.section).filter(kind=entry.kind).exclude(pk=unit.pk)
    borne = set(others.values_list("number_key", flat=True))
    numbers = (entry.kept_number or unit.number, *entry.numbers)
    return SplitFacts(
        today=today,
        on=entry.on,
        kept=part_facts(unit, entry.on),
        new_numbers=entry.numbers,
        repeated=repeated(numbers),
        taken=tuple(number for number in numbers if number_key(number) in borne),
        homes=homes,
        new_kind=entry.kind,
        unburnt_leave=any(_leaves_unburnt(row, entry) for row in rows),
    )


def _leaves_unburnt(row: Movement, entry: SplitEntry) -> bool:
    return bool(entry.homes.get(row.deceased_id)) and row.remains != Remains.ASHES
