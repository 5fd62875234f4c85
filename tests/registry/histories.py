"""Random registers for property tests, written into the open town: as wild as old books are."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from cementiris.registry.models import (
    Act,
    ActKind,
    BurialUnit,
    Concession,
    Extension,
    Holding,
    Movement,
    MovementKind,
    Person,
    Remains,
    Standing,
    UnitKind,
)
from tests.factories import make_cemetery, make_closure, make_ordinance

UNITS_COUNT = 4
PEOPLE_COUNT = 4
partial_dates = st.sampled_from(
    ["", "1974", "1974-05", "1974-05-03", "1974-05-04", "198X", "1990?", "../1980", "2020-02-29", "2021-11-23", "2026"]
)
days = st.sampled_from(
    [date(1974, 5, 3), date(1975, 1, 1), date(1999, 12, 31), date(2025, 2, 28), date(2025, 3, 1), date(2026, 11, 23)]
)
indexes = st.integers(0, UNITS_COUNT - 1)
kinds = st.sampled_from([UnitKind.NICHE, UnitKind.COLUMBARIUM, UnitKind.COMMON_GRAVE, UnitKind.URN_SPACE])
maybe_days = st.one_of(st.none(), days)

units = st.lists(
    st.fixed_dictionaries(
        {
            "kind": kinds,
            "stated_state": st.sampled_from(["", "", "free", "occupied", "expired"]),
            "opened_on": st.one_of(st.none(), st.none(), days),
            "retired_on": st.sampled_from([None, None, None, date(2025, 3, 1), date(2026, 11, 24)]),
            "stated_until": st.one_of(st.none(), st.none(), days),
        }
    ),
    min_size=UNITS_COUNT,
    max_size=UNITS_COUNT,
)
closures = st.lists(st.tuples(indexes, days, maybe_days), max_size=UNITS_COUNT, unique_by=lambda drawn: drawn[0])
people = st.lists(
    st.fixed_dictionaries({"died_on": partial_dates, "is_dead": st.booleans()}),
    min_size=PEOPLE_COUNT,
    max_size=PEOPLE_COUNT,
)
movements = st.lists(
    st.fixed_dictionaries(
        {
            "deceased": indexes,
            "kind": st.sampled_from(MovementKind.values),
            "to_unit": st.one_of(st.none(), indexes),
            "on": partial_dates,
            "remains": st.sampled_from([Remains.BODY, Remains.ASHES, Remains.REMAINS]),
            "annulled": st.sampled_from([False, False, False, True]),
        }
    ),
    max_size=8,
)
terms = st.sampled_from(
    [
        (date(1950, 1, 1), date(1975, 1, 1)),
        (date(1975, 1, 1), date(2025, 1, 1)),
        (date(2025, 1, 1), date(2075, 1, 1)),
        (date(2025, 1, 1), None),
        (None, date(1950, 1, 1)),
    ]
)
rights = st.lists(
    st.fixed_dictionaries(
        {
            "unit": indexes,
            "term": terms,
            "perpetual": st.booleans(),
            "standing": st.sampled_from([Standing.DISPUTED, Standing.ANNULLED, Standing.ACCEPTED]),
            "ended_on": maybe_days,
            "holder": indexes,
            "since": maybe_days,
            "until": maybe_days,
            "is_estate": st.booleans(),
            "is_widow": st.sampled_from([False, False, True]),
            "role": st.sampled_from(["holder", "co_holder", "beneficiary"]),
        }
    ),
    max_size=6,
)
extensions = st.lists(
    st.fixed_dictionaries(
        {
            "right": st.integers(0, 5),
            "granted_on": days,
            "previous_expires_on": st.sampled_from([date(1974, 12, 31), date(2024, 12, 31), date(2026, 12, 31)]),
            "act": st.sampled_from(["none", "kept", "annulled"]),
        }
    ),
    max_size=4,
)
reminders = st.sampled_from([{}, {date(1990, 1, 1): 1}, {date(1990, 1, 1): 24, date(2025, 3, 1): 2}])


@dataclass(frozen=True)
class History:
    """A register as drawn."""

    units: list[dict[str, Any]]
    people: list[dict[str, Any]]
    movements: list[dict[str, Any]]
    rights: list[dict[str, Any]]
    closures: list[tuple[int, date, date | None]]
    extensions: list[dict[str, Any]]
    reminders: dict[date, int]


histories = st.builds(
    History,
    units=units,
    people=people,
    movements=movements,
    rights=rights,
    closures=closures,
    extensions=extensions,
    reminders=reminders,
)


def _compatible(drawn: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out accepted rights that X1 would refuse."""
    taken: set[tuple[int, Any]] = set()
    kept = []
    for right in drawn:
        key = (right["unit"], right["term"][0])
        if right["standing"] != Standing.ACCEPTED or key not in taken:
            kept.append(right)
            taken |= {key} if right["standing"] == Standing.ACCEPTED else set()
    return kept


def write(history: History) -> list[BurialUnit]:
    """Write the register; return its units."""
    cemetery = make_cemetery()
    places = [BurialUnit(cemetery=cemetery, number=str(number), **unit) for number, unit in enumerate(history.units)]
    for place in places:
        place.set_number(place.number)
        if place.opened_on and place.retired_on and place.opened_on >= place.retired_on:
            place.retired_on = None
    BurialUnit.objects.bulk_create(places)
    persons = Person.objects.bulk_create([Person(text=f"Persona {n}", **one) for n, one in enumerate(history.people)])
    Movement.objects.bulk_create([_movement(places, persons, drawn) for drawn in history.movements])
    rights = [
        _write_right(places[drawn["unit"]], persons[drawn["holder"]], drawn) for drawn in _compatible(history.rights)
    ]
    for drawn in history.extensions:
        if drawn["right"] < len(rights):
            _write_extension(rights[drawn["right"]], drawn)
    for valid_from, months in history.reminders.items():
        make_ordinance(valid_from=valid_from, reminder_months=months)
    for index, since, until in history.closures:
        if until is None or since < until:
            make_closure(places[index], period=(since, until))
    return places


def _movement(places: list[BurialUnit], persons: list[Person], drawn: dict[str, Any]) -> Movement:
    to_unit = None if drawn["to_unit"] is None else places[drawn["to_unit"]]
    fields = {name: drawn[name] for name in ("kind", "on", "remains", "annulled")}
    return Movement(deceased=persons[drawn["deceased"]], cemetery=places[0].cemetery, to_unit=to_unit, **fields)


def _write_right(unit: BurialUnit, holder: Person, drawn: dict[str, Any]) -> Concession:
    begins = drawn["term"][0]
    concession = Concession.objects.create(
        unit=unit,
        term=drawn["term"],
        granted_on=begins.isoformat() if begins else "",
        perpetual=drawn["perpetual"],
        standing=drawn["standing"],
        ended_on=drawn["ended_on"],
    )
    fields = {name: drawn[name] for name in ("since", "until", "is_estate", "is_widow", "role")}
    Holding.objects.create(concession=concession, person=holder, text=holder.text, **fields)
    return concession


def _write_extension(right: Concession, drawn: dict[str, Any]) -> None:
    """A lengthening that nobody recorded as an act, that an act did, or whose act was taken back."""
    act = None
    if drawn["act"] != "none":
        at = datetime(2026, 11, 1, tzinfo=UTC)
        taken_back = at if drawn["act"] == "annulled" else None
        act = Act.objects.create(kind=ActKind.RENEWAL, unit=right.unit, on=drawn["granted_on"], annulled_at=taken_back)
    Extension.objects.create(
        concession=right,
        act=act,
        granted_on=drawn["granted_on"],
        years=5,
        previous_expires_on=drawn["previous_expires_on"],
        new_expires_on=date(2030, 1, 1),
    )
