"""What must never be false, recomputed row by row in plain Python, far from the queries of the product."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from cementiris.documents.models import Document
from cementiris.registry.models import (
    BurialUnit,
    Closure,
    Concession,
    Merger,
    Movement,
    Ordinance,
    Person,
    Standing,
    UnitKind,
)
from cementiris.registry.queries import free_units, resting, unit_facts, unit_states, units_on
from cementiris.registry.rules.calendar import add_months
from cementiris.registry.rules.states import State
from cementiris.registry.unit_states import derived_states

BEGINNING = date(1, 1, 1)


@dataclass(frozen=True)
class Rows:
    """The whole register as read at once."""

    units: list[BurialUnit]
    rights: list[Concession]
    lines: list[Movement]
    closures: list[Closure]
    ordinance: Ordinance


def read() -> Rows:
    """Read every row that counts."""
    accepted = Concession.objects.filter(standing=Standing.ACCEPTED).select_related("unit")
    lines = Movement.objects.filter(annulled=False)
    return Rows(
        units=list(BurialUnit.objects.all()),
        rights=list(accepted.prefetch_related("extensions__act", "holdings")),
        lines=sorted(lines, key=lambda line: (line.on_from or BEGINNING, line.pk)),
        closures=list(Closure.objects.filter(annulled=False)),
        ordinance=Ordinance.objects.get(),
    )


def check(today: date) -> None:
    """Every invariant, today and on a day of the past."""
    rows = read()
    for on in (today, today - timedelta(days=500)):
        places = where_everybody_rests(rows, on)
        the_ledger_agrees(on, places)
        one_right_in_force(rows, on)
        states_agree(rows, on, places)
    each_line_leaves_from_where_the_last_one_led(rows)
    nobody_rests_in_what_is_gone(rows, today)
    every_right_has_a_holder(rows)
    capacity_is_kept(rows, today)
    numbers_have_no_gaps()
    merged_people_hold_nothing()


def where_everybody_rests(rows: Rows, on: date) -> dict[int, int | None]:
    """By person who has been buried by the day: the unit where they rest, None when they have left."""
    found: dict[int, int | None] = {}
    for line in rows.lines:
        if (line.on_from or BEGINNING) <= on:
            found[line.deceased_id] = line.to_unit_id
    return found


def the_ledger_agrees(on: date, places: dict[int, int | None]) -> None:
    """Everybody is in exactly one place or out, and the query says the same."""
    told = list(resting(on).values_list("deceased", "to_unit"))
    assert len(told) == len({person for person, _unit in told})
    assert dict(told) == {person: unit for person, unit in places.items() if unit is not None}


def each_line_leaves_from_where_the_last_one_led(rows: Rows) -> None:
    """Nobody leaves a unit where they had not come."""
    at: dict[int, int | None] = {}
    for line in rows.lines:
        if line.from_unit_id is not None:
            assert at.get(line.deceased_id) == line.from_unit_id, f"{line} leaves a unit where nobody had come"
        at[line.deceased_id] = line.to_unit_id


def _in_force(right: Concession, on: date) -> bool:
    begun = right.term.lower is None or right.term.lower <= on
    return (
        begun and (right.term.upper is None or on < right.term.upper) and not (right.ended_on and right.ended_on <= on)
    )


def one_right_in_force(rows: Rows, on: date) -> None:
    """No unit has two rights in force, and a communal one has none."""
    held: dict[int, list[Concession]] = defaultdict(list)
    for right in rows.rights:
        if _in_force(right, on):
            held[right.unit_id].append(right)
            assert right.unit.kind not in UnitKind.communal()
    assert all(len(rights) == 1 for rights in held.values())


def states_agree(rows: Rows, on: date, places: dict[int, int | None]) -> None:
    """The derived state of each unit is the naive one, and the list of free units holds just those."""
    here = [unit for unit in rows.units if _is_there(unit, on)]
    assert {unit.pk for unit in here} == set(units_on(on).values_list("pk", flat=True))
    derived = unit_states(units_on(on), on)
    expected = {unit.pk: _state(rows, unit, on, set(places.values())) for unit in here}
    assert {key: state.state for key, state in derived.items()} == expected
    told = {key: (state.state, state.is_anomalous) for key, state in derived.items()}
    assert derived_states(units_on(on), on) == told, "the database and the rules derive different states"
    private = {unit.pk for unit in here if unit.kind not in UnitKind.communal()}
    assert set(free_units(on).values_list("pk", flat=True)) == {key for key in private if expected[key] is State.FREE}


def _is_there(unit: BurialUnit, on: date) -> bool:
    opened = unit.opened_on is None or unit.opened_on <= on
    return opened and (unit.retired_on is None or on < unit.retired_on)


def _state(rows: Rows, unit: BurialUnit, on: date, occupied: set[int | None]) -> State:
    for closure in rows.closures:
        if (
            closure.unit_id == unit.pk
            and closure.period.lower <= on
            and (closure.period.upper is None or on < closure.period.upper)
        ):
            return State.OUT
    rights = [
        right
        for right in rows.rights
        if right.unit_id == unit.pk
        and (right.granted_from or BEGINNING) <= on
        and not (right.ended_on and right.ended_on <= on)
    ]
    if not rights:
        return State.OCCUPIED if unit.pk in occupied else State.FREE
    right = max(rights, key=lambda right: (right.granted_from or BEGINNING, right.pk))
    return _state_under(rows, right, on, is_used=unit.pk in occupied)


def _state_under(rows: Rows, right: Concession, on: date, *, is_used: bool) -> State:
    last = _last_day_known(right, on)
    if last is not None and on > last:
        return State.EXPIRED
    if last is not None and last <= add_months(on, rows.ordinance.reminder_months):
        return State.SOON
    if right.perpetual:
        return State.PERPETUAL
    return State.OCCUPIED if is_used else State.CONCEDED


def _last_day_known(right: Concession, on: date) -> date | None:
    later = [
        extension.previous_expires_on
        for extension in right.extensions.all()
        if extension.granted_on > on and (extension.act is None or extension.act.annulled_at is None)
    ]
    end = right.term.upper - timedelta(days=1) if right.term.upper else None
    return min(later) if later else end


def nobody_rests_in_what_is_gone(rows: Rows, today: date) -> None:
    """A unit that has been retired holds nobody and no right; a part of another is retired."""
    gone = {unit.pk for unit in rows.units if not _is_there(unit, today)}
    assert not gone & set(where_everybody_rests(rows, today).values())
    lost = [right for right in rows.rights if right.unit_id in gone and _in_force(right, today)]
    assert not lost, (
        f"rights over what is gone: {[(r.pk, r.unit_id, r.term, r.ended_on, r.unit.retired_on) for r in lost]}"
    )
    parts = set(Merger.objects.filter(until__isnull=True, since__lte=today).values_list("part", flat=True))
    assert parts <= gone


def every_right_has_a_holder(rows: Rows) -> None:
    """A right that nobody has ended is held by somebody, and no holding ends before it begins."""
    for right in rows.rights:
        held = list(right.holdings.all())
        assert all(not (row.since and row.until) or row.since <= row.until for row in held)
        own = [row for row in held if row.until is None and row.role in ("holder", "co_holder")]
        assert own or right.ended_on, "a right of nobody"


def capacity_is_kept(rows: Rows, today: date) -> None:
    """Where the ordinance is strict, no unit holds more than it says."""
    if not rows.ordinance.capacity_is_strict:
        return
    facts = unit_facts(units_on(today), today)
    for unit in rows.units:
        room, here = rows.ordinance.capacities.get(unit.kind, {}), facts.get(unit.pk)
        assert here is None or here.recent_body_count <= room.get("bodies", 99), "more bodies than room"
        assert here is None or here.urn_count <= room.get("urns", 99), "more urns than room"


def numbers_have_no_gaps() -> None:
    """Papers of a kind and year are numbered 1, 2, 3 … without a gap."""
    numbers: dict[tuple[str, int], list[int]] = defaultdict(list)
    for kind, year, number in Document.objects.values_list("kind", "year", "number"):
        numbers[kind, year].append(number)
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in numbers.values())


def merged_people_hold_nothing() -> None:
    """Whoever was found to be another has nothing left: all of it is the other's."""
    gone = Person.objects.filter(merged_into__isnull=False)
    assert not Movement.objects.filter(deceased__in=gone, annulled=False).exists()
    assert all(person.merged_into_id != person.pk for person in gone)
