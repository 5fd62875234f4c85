"""Writing a plan into the register: new rows by COPY, changed ones in sets, and the links from facts to rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from cementiris.registry.models import (
    BurialUnit,
    Cemetery,
    Concession,
    Holding,
    Movement,
    Person,
    Section,
)
from cementiris.registry.numbers import natural_order
from cementiris.tenancy.bulk import insert_tuples, new_keys, update_tuples
from imports.models import ImportBatch, ImportRow, RowFate, SourceLink
from imports.rows import CleanConcession, CleanRow, CleanUnit
from imports.services.changes import HOLDER, PERSON, Updates
from imports.services.facts import Fact, HoldingFact, MovementFact, PersonFact, RightFact, SectionFact, UnitFact
from imports.services.former import BURIAL, RIGHT, UNIT
from imports.services.holders import as_range
from imports.services.plan import Plan, Told
from imports.services.sums import burial_told, right_told, unit_told
from imports.services.touched import Present, history_of, read_present

WRITTEN = {UNIT: BurialUnit, RIGHT: Concession, BURIAL: Movement, PERSON: Person, HOLDER: Holding}
LINK_FIELDS = ("id", "row_id", "unit_id", "concession_id", "movement_id", "written", "is_made", "written_sum")


class RowsHaveChanged(Exception):
    """The rows that were read are not those that are kept: the files have to be read anew."""


def write_plan(plan: Plan, cemetery: Cemetery, batch: ImportBatch) -> dict[str, list[list[int]]]:
    """Write what the plan says, and a link from each fact to each row that told of it.

    The history of what is written over names the import. Returns the keys of what is made and has no link of its own
    (sections, persons, holders added to a known right), as spans from and to. Raises RowsHaveChanged, IntegrityError.
    """
    _find_rows(batch, plan.told)
    plan.close_books()
    with history_of(batch):
        made = _insert(plan, cemetery)
        _write_over(plan.updates)
    _link(plan)
    return {name: _spans(keys) for name, keys in made.items()}


def _spans(keys: Iterable[int]) -> list[list[int]]:
    """Keys taken at once are neighbours, save where another import took some in between."""
    spans: list[list[int]] = []
    for key in sorted(keys):
        if spans and spans[-1][1] == key - 1:
            spans[-1][1] = key
        else:
            spans.append([key, key])
    return spans


def _find_rows(batch: ImportBatch, told: Sequence[Told]) -> None:
    """Give each row its kept one: its position is the place in the outcome."""
    kept = ImportRow.objects.filter(batch=batch).exclude(fate=RowFate.SKIPPED).order_by("position")
    waiting = iter(told)
    item = next(waiting, None)
    for position, number, pk in kept.values_list("position", "row", "pk").iterator(20_000):
        if item is not None and position == item.at and number == item.row.row:
            item.row_id = pk
            item = next(waiting, None)
    if item is not None:
        raise RowsHaveChanged(batch.pk)


def _insert(plan: Plan, cemetery: Cemetery) -> dict[str, Iterable[int]]:
    _insert_sections(plan.places.new_sections, cemetery)
    _insert_units(plan.places.new_units, cemetery)
    _insert_people(plan.people.new)
    _insert_movements(plan.burials.new, cemetery)
    _insert_rights(plan.rights.new)
    made = [(right.pk, holding) for right in plan.rights.new for holding in right.holdings]
    added = _insert_holdings([*made, *plan.updates.new_holdings])[len(made) :]
    return {
        "sections": (section.pk for section in plan.places.new_sections),
        "people": (person.pk for person in plan.people.new),
        "holdings": added,
    }


def _give_keys(model: Any, facts: Sequence[Any]) -> None:
    for fact, key in zip(facts, new_keys(model, len(facts)), strict=True):
        fact.pk = key


def _insert_sections(sections: Sequence[SectionFact], cemetery: Cemetery) -> None:
    _give_keys(Section, sections)
    names = ("id", "cemetery_id", "parent_id", "level_name", "name", "name_order")
    insert_tuples(
        Section,
        names,
        (
            (
                one.pk,
                cemetery.pk,
                one.parent.pk if one.parent else None,
                one.level_name,
                one.name,
                natural_order(one.name),
            )
            for one in sections
        ),
    )


def _insert_units(units: Sequence[UnitFact], cemetery: Cemetery) -> None:
    _give_keys(BurialUnit, units)
    names = (
        "id", "cemetery_id", "section_id", "kind", "number", "number_key", "number_order", "floor", "column",
        "stated_state", "notes",
    )  # fmt: skip
    insert_tuples(
        BurialUnit,
        names,
        (
            (
                one.pk, cemetery.pk, one.section.pk if one.section else None, str(one.kind), one.number, one.number_key,
                one.number_order, one.floor, one.column, one.stated_state, one.notes,
            )
            for one in units
        ),
    )  # fmt: skip


def _insert_people(people: Sequence[PersonFact]) -> None:
    _give_keys(Person, people)
    names = (
        "id", "kind", "text", "given_name", "surname1", "surname2", "folded", "national_id", "sex", "born_on",
        "born_from", "died_on", "died_from", "died_until", "is_dead", "address", "postal_code", "locality", "phone",
        "email",
    )  # fmt: skip
    insert_tuples(
        Person,
        names,
        (
            (
                one.pk, str(one.kind), one.text, one.given_name, one.surname1, one.surname2, one.folded,
                one.national_id, one.sex, one.born_on.edtf, one.born_on.earliest, one.died_on.edtf,
                one.died_on.earliest, one.died_on.latest, one.is_dead, one.address, one.postal_code, one.locality,
                one.phone, one.email,
            )
            for one in people
        ),
    )  # fmt: skip


def _insert_movements(movements: Sequence[MovementFact], cemetery: Cemetery) -> None:
    _give_keys(Movement, movements)
    names = (
        "id", "kind", "deceased_id", "cemetery_id", "from_unit_id", "to_unit_id", "on", "on_from", "on_until",
        "remains", "legacy_key",
    )  # fmt: skip
    insert_tuples(
        Movement,
        names,
        (
            (
                one.pk, str(one.kind), one.person.pk, cemetery.pk, one.from_unit.pk if one.from_unit else None,
                one.to_unit.pk if one.to_unit else None, one.on.edtf, one.on_from, one.on_until, str(one.remains),
                one.legacy_key,
            )
            for one in movements
        ),
    )  # fmt: skip


def _insert_rights(rights: Sequence[RightFact]) -> None:
    _give_keys(Concession, rights)
    names = (
        "id", "unit_id", "title_number", "granted_on", "granted_from", "term_years", "perpetual", "expires_on",
        "expires_until", "term", "standing", "price",
    )  # fmt: skip
    insert_tuples(
        Concession,
        names,
        (
            (
                one.pk, one.unit.pk, one.title_number, one.granted_on.edtf, one.granted_on.earliest, one.term_years,
                one.perpetual, one.expires_on.edtf, one.expires_on.latest, as_range(one.term), str(one.standing),
                one.price,
            )
            for one in rights
        ),
    )  # fmt: skip


def _insert_holdings(holdings: Sequence[tuple[int, HoldingFact]]) -> list[int]:
    keys = new_keys(Holding, len(holdings))
    names = ("id", "concession_id", "person_id", "role", "text", "is_estate", "is_widow", "position")
    insert_tuples(
        Holding,
        names,
        (
            (key, right, one.person.pk, str(one.role), one.text, one.is_estate, one.is_widow, one.position)
            for key, (right, one) in zip(keys, holdings, strict=True)
        ),
    )
    return keys


def _write_over(updates: Updates) -> None:
    """Rows of which the same fields change are written together."""
    if updates.ended_holdings:
        Holding.objects.filter(pk__in=updates.ended_holdings).delete()
    for kind, rows in updates.written.items():
        alike: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
        for key, values in rows.items():
            alike[tuple(sorted(values))].append((key, *(values[name] for name in sorted(values))))
        for names, tuples in alike.items():
            update_tuples(WRITTEN[kind], names, tuples)


def _link(plan: Plan) -> None:
    updated = _updated(plan)
    keys = new_keys(SourceLink, sum(_link_count(item) for item in plan.told))
    links = _links(plan.told, updated)
    insert_tuples(SourceLink, LINK_FIELDS, ((key, *link) for key, link in zip(keys, links, strict=True)))


def _link_count(item: Told) -> int:
    return (item.unit is not None) + (item.right is not None) + len(item.movements)


def _updated(plan: Plan) -> dict[tuple[str, int], str]:
    """The sums of the facts that were written over, read back from the tables."""
    keys: dict[str, set[int]] = defaultdict(set)
    for change in plan.updates.changes:
        keys[change.kind].add(change.key)
    present: Present = read_present(units=keys[UNIT], rights=keys[RIGHT], movements=keys[BURIAL])
    return present.sums()


def _links(told: Iterable[Told], updated: Mapping[tuple[str, int], str]) -> Iterator[tuple[Any, ...]]:
    for item in told:
        row, unit = item.row_id, item.unit.pk if item.unit else None
        if item.unit is not None:
            sums = unit_told(cast("CleanUnit", item.row.unit)) + _written(UNIT, item.unit, item.at, updated)
            yield row, unit, None, None, _code(item.row), item.unit.maker == item.at, sums
        if item.right is not None:
            sums = right_told(cast("CleanConcession", item.row.concession)) + _written(
                RIGHT, item.right, item.at, updated
            )
            yield row, unit, item.right.pk, None, "", item.right.maker == item.at, sums
        for movement, clean in item.movements:
            sums = burial_told(clean) + _written(BURIAL, movement, item.at, updated)
            yield row, unit, None, movement.pk, "", movement.maker == item.at, sums


def _written(kind: str, fact: Fact, at: int, updated: Mapping[tuple[str, int], str]) -> str:
    """The sum of what was written for the fact; nothing where the row only tells what the register holds."""
    return fact.sum() if fact.maker == at else updated.get((kind, fact.pk), "")


def _code(row: CleanRow) -> str:
    return row.unit.code_as_written[:80] if row.unit else ""
