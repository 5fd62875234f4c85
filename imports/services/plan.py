"""What a commit would do to the register: gathered by reading alone, shown to the clerk, and then written as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cementiris.registry.models import Cemetery
from cementiris.registry.names import search_key
from cementiris.registry.queries import ordinance_on
from imports.models import ImportBatch
from imports.rows import CleanBurial, CleanRow, Fate, Issue, ReadOutcome
from imports.services.burials import Burials
from imports.services.changes import Change, Updates
from imports.services.facts import MovementFact, RightFact, UnitFact
from imports.services.former import Former
from imports.services.gone import Gone, gone_from
from imports.services.people import People
from imports.services.places import Places
from imports.services.rights import Rights
from imports.services.updates import gather_updates

CHANGED_CODE, COLLISION_CODE = "changed_by_file", "touched_since"
PLAN_CODES = frozenset({CHANGED_CODE, COLLISION_CODE})
"""Issues that speak of the register as it is on the day of the plan."""


@dataclass(slots=True)
class Told:
    """What one row turned into; `movements` with the words that told each of them. `row_id` is the kept row."""

    at: int
    row: CleanRow
    row_id: int = 0
    unit: UnitFact | None = None
    right: RightFact | None = None
    movements: list[tuple[MovementFact, CleanBurial]] = field(default_factory=list)


@dataclass
class Plan:
    """Everything that a commit would write, and what it would leave."""

    places: Places
    people: People
    burials: Burials
    rights: Rights
    told: list[Told]
    updates: Updates
    gone: list[Gone]
    refused: int

    def counts(self) -> dict[str, Any]:
        """Return how many facts would be created and changed, and how many rows would change nothing or are refused."""
        made = {
            "units": len(self.places.new_units),
            "people": len(self.people.new),
            "concessions": len(self.rights.new),
            "burials": len(self.burials.new),
        }
        return {
            "created": made,
            "changed": self.updates.counts(),
            "left": len(self.told) - len(self._busy_rows()),
            "refused": self.refused,
            "collisions": len(self.updates.collisions),
            "gone": len(self.gone),
        }

    def issues(self) -> dict[int, list[Issue]]:
        """Return what the plan says of single rows, by their place in the outcome: changes and collisions."""
        found: dict[int, list[Issue]] = {}
        for code, changes in ((CHANGED_CODE, self.updates.changes), (COLLISION_CODE, self.updates.collisions)):
            for change in changes:
                found.setdefault(change.row, []).append(_issue(code, change))
        return found

    def close_books(self) -> None:
        """Let go of what only served to find facts again: the writing needs the room."""
        for book in (
            self.places.units,
            self.burials.known,
            self.burials.alike,
            self.rights.known,
            self.rights.accepted,
        ):
            book.clear()
        for persons in (self.people.by_document, self.people.by_address):
            persons.clear()

    def _busy_rows(self) -> set[int]:
        made: list[UnitFact | MovementFact | RightFact] = [*self.places.new_units, *self.burials.new, *self.rights.new]
        changes = (*self.updates.changes, *self.updates.collisions)
        return {fact.maker for fact in made} | {change.row for change in changes}


def _issue(code: str, change: Change) -> Issue:
    return Issue.about(code, field=change.field, old=change.old or "–", new=change.new or "–")


def plan_import(batch: ImportBatch, outcome: ReadOutcome, *, on: date) -> Plan:
    """Find out what the rows that are not refused would make of the register as it is; nothing is written.

    What the register or an earlier import told stays one fact. What an earlier copy of the same file told otherwise
    is a change, unless somebody touched it since: then it is a collision, and the register keeps what it says.
    """
    cemetery = Cemetery.objects.filter(name=batch.cemetery_name).first()
    former = Former.of(cemetery, outcome.columns, but=batch.pk)
    told = [Told(at, row) for at, row in enumerate(outcome.rows) if row.fate is not Fate.REFUSED]
    places = _placed(cemetery, former, told)
    people = People()
    people.load(holder.national_id[:20] for row in outcome.rows if row.concession for holder in row.concession.holders)
    burials = Burials(people, former)
    burials.load(cemetery, places.by_pk)
    rights = Rights(people, former, ordinance_on(on).perpetual_years)
    rights.load(cemetery, places.by_pk)
    _tell_burials(told, burials, outcome.exhumations)
    _tell_rights(told, rights)
    updates = gather_updates(places, burials, rights)
    _tell_departures(told, updates)
    refused = len(outcome.rows) - len(told)
    return Plan(places, people, burials, rights, told, updates, gone_from(former, told), refused)


def _placed(cemetery: Cemetery | None, former: Former, told: Sequence[Told]) -> Places:
    places = Places.of(cemetery, former)
    places.recall(item.row.unit for item in told if item.row.unit)
    for item in told:
        if item.row.unit:
            item.unit = places.unit_for(item.row.unit, item.at)
    return places


def _tell_burials(told: Sequence[Told], burials: Burials, exhumations: Mapping[int, int]) -> None:
    """Who was brought in comes first; then rows that only take somebody out find their burial.

    What is known goes before what is corrected: a row that says the same as ever keeps its burial.
    """
    known = _recalled(told, burials) if burials.by_pk else {}
    for item, at, clean in _brought_in(told):
        found = known.get((item.at, at)) or burials.recall(item.unit, clean, item.row.file)
        found = found or burials.correct(item.unit, clean, item.row.file)
        if found is None:
            made = burials.make(item.unit, clean, item.row.file, item.at)
            item.movements += [(fact, clean) for fact in made]
            continue
        burials.note(found, clean, item.unit, item.at)
        item.movements += [(fact, clean) for fact in (found, burials.known_departure(found, item.unit, clean)) if fact]
    _take_out(told, burials, exhumations)


def _recalled(told: Sequence[Told], burials: Burials) -> dict[tuple[int, int], MovementFact]:
    found = {(item.at, at): burials.recall(item.unit, clean, item.row.file) for item, at, clean in _brought_in(told)}
    return {place: fact for place, fact in found.items() if fact is not None}


def _brought_in(told: Sequence[Told]) -> Iterator[tuple[Told, int, CleanBurial]]:
    for item in told:
        for at, clean in enumerate(item.row.burials):
            if not clean.is_exhumation:
                yield item, at, clean


def _take_out(told: Sequence[Told], burials: Burials, exhumations: Mapping[int, int]) -> None:
    by_row = {item.at: item for item in told} if exhumations else {}
    for item in told:
        brought_in = by_row.get(exhumations.get(item.at, -1))
        for clean in item.row.burials:
            if clean.is_exhumation:
                known = _burial_of(clean, brought_in) if brought_in else None
                item.movements.append((burials.take_out(item.unit, clean, known, item.at), clean))


def _tell_departures(told: Sequence[Told], updates: Updates) -> None:
    by_row = {item.at: item for item in told} if updates.departures else {}
    for fact, clean in updates.departures:
        by_row[fact.maker].movements.append((fact, clean))


def _burial_of(taken_out: CleanBurial, told: Told) -> MovementFact | None:
    name = search_key(taken_out.text)[:220]
    facts = [fact for fact, _ in told.movements]
    same = (fact for fact in facts if fact.person.folded == name)
    return next(same, facts[0] if facts else None)


def _tell_rights(told: Sequence[Told], rights: Rights) -> None:
    """The dead are known by now: a holder who rests in the unit is the same person."""
    for item in told if rights.by_pk else ():
        if item.row.concession is not None and item.unit is not None:
            item.right = rights.recall(item.unit, item.row.concession)
    for item in told:
        clean = item.row.concession
        if clean is None or item.unit is None:
            continue
        item.right = item.right or rights.recall(item.unit, clean) or rights.correct(item.unit, clean)
        if item.right is None:
            item.right = rights.make(item.unit, clean, item.at)
        rights.note(item.right, clean, item.at)
