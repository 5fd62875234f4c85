"""What the rules of making, numbering, describing, closing and retiring units look at."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import starmap

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from cementiris.registry.entries.places import ClosingEntry, DescriptionEntry, NewUnitsEntry, RenumberingEntry
from cementiris.registry.models import BurialUnit, Closure, Concession, Movement, Section
from cementiris.registry.numbering import Position, compact, repeated
from cementiris.registry.numbers import number_key
from cementiris.registry.queries import facts_of, is_there, unit_facts
from cementiris.registry.rules.places import ClosingFacts, DescriptionFacts, NumbersFacts
from cementiris.registry.spans import Span


def new_units_facts(entry: NewUnitsEntry, today: date) -> NumbersFacts:
    """Gather what the rules of new units look at: two queries, however many units."""
    numbers = tuple(unit.number for unit in entry.units)
    there = BurialUnit.objects.filter(cemetery=entry.cemetery, section=entry.section, retired_on__isnull=True)
    keys = set(there.filter(kind=entry.kind).values_list("number_key", flat=True))
    taken = {spot for span in spans_of(there) for spot in span.spots()}
    return NumbersFacts(
        today=today,
        on=entry.opened_on or today,
        numbers=numbers,
        repeated=repeated(numbers),
        taken=tuple(number for number in numbers if number_key(number) in keys),
        taken_cells=_cells_in_words(entry, taken) if entry.section else (),
        unreadable=entry.unreadable,
        built_year=entry.built_year,
        opens_later=True,
    )


def spans_of(units: QuerySet[BurialUnit]) -> Iterator[Span]:
    """What the units take of their wall, of those of which floor and column are known."""
    known = units.filter(floor__isnull=False, column__isnull=False)
    return starmap(Span, known.values_list("floor", "column", "columns_wide", "floors_high"))


def _cells_in_words(entry: NewUnitsEntry, taken: set[Position]) -> tuple[str, ...]:
    """The cells that the new units would take and that are taken, each once."""
    words = _("pis %(floor)s, columna %(column)s")
    wanted = (
        spot
        for unit in entry.units
        if unit.floor and unit.column
        for spot in Span(unit.floor, unit.column, entry.columns_wide, entry.floors_high).spots()
    )
    return tuple(
        words % {"floor": floor, "column": column}
        for floor, column in dict.fromkeys(wanted)
        if (floor, column) in taken
    )


def renumbering_facts(entry: RenumberingEntry, units: Sequence[BurialUnit], today: date) -> NumbersFacts:
    """Gather what the rules of other numbers look at; the numbers of the units that change are free for the others."""
    wanted = [(unit.kind, entry.numbers[unit.pk]) for unit in units]
    kinds = {unit.kind for unit in units}
    return NumbersFacts(
        today=today,
        on=entry.on,
        numbers=tuple(number for _kind, number in wanted),
        repeated=tuple(number for kind in sorted(kinds) for number in repeated(n for k, n in wanted if k == kind)),
        taken=_taken(units, entry, wanted),
        unreadable=entry.unreadable,
    )


def _taken(units: Sequence[BurialUnit], entry: RenumberingEntry, wanted: list[tuple[str, str]]) -> tuple[str, ...]:
    if not units:
        return ()
    others = same_block(units[0], entry.section).exclude(pk__in=[unit.pk for unit in units])
    borne = set(others.values_list("kind", "number_key"))
    return tuple(number for kind, number in wanted if (kind, number_key(number)) in borne)


def same_block(unit: BurialUnit, section: Section | None) -> QuerySet[BurialUnit]:
    """The units among which a number of this unit must be free, in a section of its cemetery or outside any."""
    return BurialUnit.objects.filter(cemetery=unit.cemetery_id, section=section, retired_on__isnull=True)


def description_facts(unit: BurialUnit, entry: DescriptionEntry, today: date) -> DescriptionFacts:
    """Gather what the rules of another description look at."""
    return DescriptionFacts(
        today=today,
        on=today,
        unit=facts_of(unit, today),
        kind=entry.kind,
        built_year=entry.built_year,
        opened_on=entry.opened_on,
        retired_on=unit.retired_on,
        first_fact_on=first_fact_on(unit),
        cell_of=_others_there(unit, entry),
        is_large=entry.columns_wide > 1 or entry.floors_high > 1,
        changes=bool(changed_fields(unit, entry)),
    )


DESCRIBED = (
    "kind",
    "floor",
    "column",
    "columns_wide",
    "floors_high",
    "built_year",
    "opened_on",
    "stated_state",
    "notes",
)


def changed_fields(unit: BurialUnit, entry: DescriptionEntry) -> tuple[str, ...]:
    """The columns that the description would change."""
    return tuple(name for name in DESCRIBED if getattr(unit, name) != getattr(entry, name))


def _others_there(unit: BurialUnit, entry: DescriptionEntry) -> str:
    """The units of the block over whose cells this one would lie."""
    if unit.section_id is None or not (entry.floor and entry.column):
        return ""
    others = same_block(unit, unit.section).exclude(pk=unit.pk)
    above = others.filter(floor__lt=entry.floor + entry.floors_high, floor__gt=entry.floor - F("floors_high"))
    beside = above.filter(column__lt=entry.column + entry.columns_wide, column__gt=entry.column - F("columns_wide"))
    return compact(str(other) for other in beside.order_by("number_order", "pk").only("kind", "number"))


def first_fact_on(unit: BurialUnit) -> date | None:
    """The first day of which anything is known of a unit: a movement or a right; None where nothing is dated."""
    return min(_dated_facts(unit), default=None)


def last_fact_on(unit: BurialUnit) -> date | None:
    """The last day on which anything happened in a unit: a movement, a grant or the end of a right."""
    return max(_dated_facts(unit), default=None)


def _dated_facts(unit: BurialUnit) -> list[date]:
    movements = Movement.objects.filter(Q(to_unit=unit) | Q(from_unit=unit), annulled=False)
    rights = Concession.objects.filter(unit=unit).exclude(standing="annulled")
    days = [*movements.values_list("on_from", flat=True), *rights.values_list("granted_from", flat=True)]
    return [day for day in (*days, *rights.values_list("ended_on", flat=True)) if day is not None]


def closing_facts(units: Sequence[BurialUnit], entry: ClosingEntry, today: date) -> ClosingFacts:
    """Gather what the rules of closing, reopening and retiring units look at: a fixed number of queries."""
    return _facts_among(units, _what_is_true(units, entry), entry, today)


def closing_facts_each(units: Sequence[BurialUnit], entry: ClosingEntry, today: date) -> dict[int, ClosingFacts]:
    """The same of each unit alone, by key, so that each is judged by itself: as many queries as for one."""
    true = _what_is_true(units, entry)
    return {unit.pk: _facts_among([unit], true, entry, today) for unit in units}


def _what_is_true(units: Sequence[BurialUnit], entry: ClosingEntry) -> dict[str, set[int]]:
    """By name of a fact of ClosingFacts, the keys of the units of which it is true."""
    keys = [unit.pk for unit in units]
    known = unit_facts(BurialUnit.objects.filter(pk__in=keys), entry.on)
    rights = {key: right for key in keys if key in known and (right := known[key].right)}
    open_now = _open_closures(keys, entry.on)
    return {
        "gone": {unit.pk for unit in units if not is_there(unit, entry.on)},
        "closed": _closures_from(keys, entry),
        "not_closed": set(keys) - set(open_now),
        "closed_since_then": {key for key, since in open_now.items() if since >= entry.on},
        "occupied": {key for key in keys if key in known and known[key].resting_count},
        "held": {key for key, right in rights.items() if not right.has_expired(entry.on)},
        "expired": {key for key, right in rights.items() if right.has_expired(entry.on)},
        "used_later": _used_after(keys, entry.on),
    }


def _facts_among(
    units: Sequence[BurialUnit], true: dict[str, set[int]], entry: ClosingEntry, today: date
) -> ClosingFacts:
    named = {fact: _named(units, keys) for fact, keys in true.items()}
    return ClosingFacts(today=today, on=entry.on, until=entry.until, chosen_count=len(units), **named)


def _closures_from(keys: list[int], entry: ClosingEntry) -> set[int]:
    period = (entry.on, entry.until)
    if entry.until is not None and entry.until <= entry.on:
        return set()
    rows = Closure.objects.filter(unit__in=keys, annulled=False, period__overlap=period)
    return set(rows.values_list("unit", flat=True))


def _open_closures(keys: list[int], on: date) -> dict[int, date]:
    """By unit, since when it is out of service: a closure that lasts on the day or begins after it."""
    rows = Closure.objects.filter(unit__in=keys, annulled=False).filter(
        Q(period__endswith__isnull=True) | Q(period__endswith__gt=on)
    )
    return {row.unit_id: row.period.lower for row in rows.order_by("-period")}


def _used_after(keys: list[int], on: date) -> set[int]:
    moved = Movement.objects.filter(annulled=False, on_from__gt=on)
    arrived = moved.filter(to_unit__in=keys).values_list("to_unit", flat=True)
    left = moved.filter(from_unit__in=keys).values_list("from_unit", flat=True)
    rights = Concession.objects.filter(unit__in=keys, granted_from__gt=on).exclude(standing="annulled")
    return {*arrived, *left, *rights.values_list("unit", flat=True)}


def _named(units: Sequence[BurialUnit], keys: set[int]) -> tuple[str, ...]:
    return tuple(str(unit) for unit in units if unit.pk in keys)
