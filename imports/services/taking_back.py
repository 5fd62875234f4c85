"""Which facts of an import can be taken back, and which stay because somebody touched or used them since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from cementiris.registry.models import BurialUnit, Concession, Movement, Person, Section
from imports.models import ImportBatch, SourceLink
from imports.services.former import BURIAL, RIGHT, UNIT
from imports.services.rests import (
    acted_since,
    drawn,
    holdings_of,
    movements_in,
    movements_of,
    people_of_rights,
    rights_in,
    told_by_others,
    used,
    with_content,
)
from imports.services.sums import TOLD_LENGTH
from imports.services.touched import Present, read_present, touched_people

TOUCHED, USED, SHARED = "touched", "used", "shared"
_Fact = tuple[str, int]
KINDS = (UNIT, RIGHT, BURIAL)


@dataclass
class TakenBack:
    """The facts that an import made and changed, as they are now, and why some of them stay."""

    batch: ImportBatch
    made: set[_Fact] = field(default_factory=set)
    changed: set[_Fact] = field(default_factory=set)
    written: dict[_Fact, str] = field(default_factory=dict)
    links: dict[_Fact, list[int]] = field(default_factory=lambda: defaultdict(list))
    kept: dict[_Fact, str] = field(default_factory=dict)
    present: Present = field(default_factory=Present)
    people: dict[_Fact, set[int]] = field(default_factory=dict)

    @property
    def links_kept(self) -> list[int]:
        """The links of what stays: a later undo must find it."""
        return [link for fact in self.kept for link in self.links[fact]]

    def keys(self, kind: str, facts: Collection[_Fact]) -> set[int]:
        """Return the keys of the facts of one kind."""
        return {key for fact_kind, key in facts if fact_kind == kind}

    def removable(self, kind: str) -> set[int]:
        """Return the keys of what the import made and nothing keeps."""
        return self.keys(kind, self.made - self.kept.keys())

    def keep(self, kind: str, keys: Collection[int], reason: str) -> None:
        """Let facts of the import stay; the first reason found is told."""
        for key in keys:
            fact = (kind, key)
            if fact in self.made or fact in self.changed:
                self.kept.setdefault(fact, reason)

    def removable_people(self) -> set[int]:
        """Return the persons whom the import made and of whom nothing that stays speaks."""
        made = _keys_of(self.batch, "people")
        rights, burials = self.removable(RIGHT), self.removable(BURIAL)
        added = _keys_of(self.batch, "holdings") if self.changed - self.kept.keys() else set()
        named = {person for key, person in movements_of(made) if key not in burials}
        named |= {person for key, right, person in holdings_of(made) if right not in rights and key not in added}
        return made - named - used(Person, made) - touched_people(made)

    def empty_sections(self) -> set[int]:
        """Return the sections that the import made and in which nothing stands any more."""
        made = _keys_of(self.batch, "sections")
        there = set(Section.objects.filter(pk__in=made).values_list("pk", flat=True))
        return there - with_content(there)


def _keys_of(batch: ImportBatch, name: str) -> set[int]:
    spans = batch.plan.get("made", {}).get(name, [])
    return {key for first, last in spans for key in range(first, last + 1)}


def judge_facts(batch: ImportBatch) -> TakenBack:
    """Read what the import made and changed, and see what has come to rest on it since: some thirty queries."""
    facts = _read_links(batch)
    facts.present = read_present(
        **{name: facts.keys(kind, facts.made | facts.changed) for kind, name in _NAMES.items()}
    )
    there = facts.present.sums()
    facts.made &= there.keys()
    facts.changed &= there.keys()
    _add_people(facts)
    _keep_touched(facts, there)
    _keep_shared(facts)
    _keep_used(facts)
    _keep_whole_lives(facts)
    _keep_inhabited(facts)
    return facts


_NAMES = {UNIT: "units", RIGHT: "rights", BURIAL: "movements"}


def _read_links(batch: ImportBatch) -> TakenBack:
    facts = TakenBack(batch)
    links = SourceLink.objects.filter(row__batch=batch).order_by("pk")
    names = ("pk", "unit_id", "concession_id", "movement_id", "is_made", "written_sum")
    for pk, unit, right, movement, is_made, sums in links.values_list(*names).iterator(20_000):
        fact = (BURIAL, movement) if movement else (RIGHT, right) if right else (UNIT, unit)
        if is_made:
            facts.made.add(fact)
        if len(sums) > TOLD_LENGTH:
            facts.written[fact] = sums[TOLD_LENGTH:]
            facts.links[fact].append(pk)
    facts.changed = facts.written.keys() - facts.made
    return facts


def _add_people(facts: TakenBack) -> None:
    for key, row in facts.present.movements.items():
        facts.people[BURIAL, key] = {row["deceased_id"]}
    for key, people in people_of_rights(facts.present.rights.keys()).items():
        facts.people[RIGHT, key] = people


def _keep_touched(facts: TakenBack, there: dict[_Fact, str]) -> None:
    everybody = {person for people in facts.people.values() for person in people}
    touched = touched_people(everybody)
    for fact in facts.made | facts.changed:
        if there[fact] != facts.written.get(fact) or facts.people.get(fact, set()) & touched:
            facts.kept[fact] = TOUCHED


def _keep_shared(facts: TakenBack) -> None:
    for kind in KINDS:
        facts.keep(kind, told_by_others(facts.batch, kind, facts.keys(kind, facts.made)), SHARED)
        later = told_by_others(facts.batch, kind, facts.keys(kind, facts.changed), only_later=True)
        facts.keep(kind, later, SHARED)


def _keep_used(facts: TakenBack) -> None:
    """An act or a paper over a unit keeps all that the import said of it: they may quote it."""
    facts.keep(RIGHT, used(Concession, facts.keys(RIGHT, facts.made)), USED)
    facts.keep(BURIAL, used(Movement, facts.keys(BURIAL, facts.made)), USED)
    units = facts.keys(UNIT, facts.made)
    busy = used(BurialUnit, units) | drawn(units)
    if facts.batch.committed_at:
        busy |= acted_since({unit for _, unit in _places(facts)} - units, facts.batch.committed_at)
    facts.keep(UNIT, busy, USED)
    for (kind, key), unit in _places(facts):
        if unit in busy:
            facts.keep(kind, [key], USED)


def _places(facts: TakenBack) -> Iterator[tuple[_Fact, int]]:
    """The units of rights and movements."""
    for key, row in facts.present.rights.items():
        yield (RIGHT, key), row["unit_id"]
    for key, row in facts.present.movements.items():
        for unit in (row["from_unit_id"], row["to_unit_id"]):
            if unit is not None:
                yield (BURIAL, key), unit


def _keep_whole_lives(facts: TakenBack) -> None:
    """Of somebody who has been moved since, or whose other entries stay, every entry stays: a ledger has no holes."""
    removable = facts.removable(BURIAL)
    person_of = {key: facts.present.movements[key]["deceased_id"] for key in removable}
    stay = {person for key, person in movements_of(set(person_of.values())) if key not in removable}
    facts.keep(BURIAL, [key for key, person in person_of.items() if person in stay], USED)


def _keep_inhabited(facts: TakenBack) -> None:
    """A unit stays with what stays in it."""
    units = facts.removable(UNIT)
    rights, burials = facts.removable(RIGHT), facts.removable(BURIAL)
    stay = {unit for right, unit in rights_in(units).items() if right not in rights}
    stay |= {unit for movement, unit in movements_in(units) if movement not in burials}
    facts.keep(UNIT, stay, USED)
