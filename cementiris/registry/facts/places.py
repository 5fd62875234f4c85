"""What the rules of making, numbering, describing, closing and retiring units look at."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cementiris.registry.entries.places import ClosingEntry, DescriptionEntry, NewUnitsEntry, RenumberingEntry
from cementiris.registry.models import BurialUnit, Closure, Concession, Movement, Section
from cementiris.registry.numbering import PlannedUnit, repeated
from cementiris.registry.numbers import number_key
from cementiris.registry.queries import facts_of, is_there, unit_facts
from cementiris.registry.rules.places import ClosingFacts, DescriptionFacts, NumbersFacts


def new_units_facts(entry: NewUnitsEntry, today: date) -> NumbersFacts:
    """Gather what the rules of new units look at: two queries, however many units."""
    numbers = tuple(unit.number for unit in entry.units)
    there = BurialUnit.objects.filter(cemetery=entry.cemetery, section=entry.section, retired_on__isnull=True)
    keys = set(there.filter(kind=entry.kind).values_list("number_key", flat=True))
    cells = set(there.filter(floor__isnull=False, column__isnull=False).values_list("floor", "column"))
    return NumbersFacts(
        today=today,
        on=entry.opened_on or today,
        numbers=numbers,
        repeated=repeated(numbers),
        taken=tuple(number for number in numbers if number_key(number) in keys),
        taken_cells=_cells_in_words(entry.units, cells) if entry.section else (),
        unreadable=entry.unreadable,
        built_year=entry.built_year,
        opens_later=True,
    )


def _cells_in_words(units: Iterable[PlannedUnit], taken: set[tuple[int | None, int | None]]) -> tuple[str, ...]:
    words = _("pis %(floor)s, columna %(column)s")
    return tuple(
        words % {"floor": unit.floor, "column": unit.column} for unit in units if (unit.floor, unit.column) in taken
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
        cell_of=_other_in_cell(unit, entry),
        changes=bool(changed_fields(unit, entry)),
    )


DESCRIBED = ("kind", "floor", "column", "built_year", "opened_on", "stated_state", "notes")


def changed_fields(unit: BurialUnit, entry: DescriptionEntry) -> tuple[str, ...]:
    """The columns that the description would change."""
    return tuple(name for name in DESCRIBED if getattr(unit, name) != getattr(entry, name))


def _other_in_cell(unit: BurialUnit, entry: DescriptionEntry) -> str:
    if unit.section_id is None or not (entry.floor and entry.column):
        return ""
    others = same_block(unit, unit.section).exclude(pk=unit.pk)
    found = others.filter(floor=entry.floor, column=entry.column).first()
    return str(found) if found else ""


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
    keys = [unit.pk for unit in units]
    known = unit_facts(BurialUnit.objects.filter(pk__in=keys), entry.on)
    overlapping = _closures_from(keys, entry)
    open_now = _open_closures(keys, entry.on)
    return ClosingFacts(
        today=today,
        on=entry.on,
        until=entry.until,
        chosen_count=len(units),
        gone=_named(units, {unit.pk for unit in units if not is_there(unit, entry.on)}),
        closed=_named(units, overlapping),
        not_closed=_named(units, set(keys) - set(open_now)),
        closed_since_then=_named(units, {key for key, since in open_now.items() if since >= entry.on}),
        occupied=_named(units, {key for key in keys if known[key].resting_count}),
        held=_named(units, {key for key in keys if (right := known[key].right) and not right.has_expired(entry.on)}),
        expired=_named(units, {key for key in keys if (right := known[key].right) and right.has_expired(entry.on)}),
        used_later=_named(units, _used_after(keys, entry.on)),
    )


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
