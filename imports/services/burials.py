"""Making movements out of imported burials."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

from cementiris.registry.dates import PartialDate
from cementiris.registry.models import Cemetery, Movement, MovementKind, Remains
from cementiris.registry.names import search_key
from imports.rows import CleanBurial
from imports.services.facts import MovementFact, PersonFact, UnitFact
from imports.services.former import BURIAL, Former
from imports.services.likeness import are_one_name, is_same_burial
from imports.services.people import People
from imports.services.sums import burial_told

_Key = tuple[object, ...]
REMAINS = {"remains": Remains.REMAINS, "ashes": Remains.ASHES, "foetal": Remains.FOETAL}
MOST_COMPARED = 60
"""Names of one place that are compared with a new one for a slip of the pen; in a common grave only equal names are."""


@dataclass
class Burials:
    """The ledger of a cemetery, as it is and as the import adds to it; nothing is written here.

    Within one source the same words twice are two people; the same words in another source are the same one. A burial
    is `taken` when a row of this import has spoken of it; `retold` when it says what no import has said before.
    """

    people: People
    former: Former
    known: dict[_Key, list[MovementFact]] = field(default_factory=lambda: defaultdict(list))
    owners: dict[str, str] = field(default_factory=dict)
    departures: dict[tuple[int, int], MovementFact] = field(default_factory=dict)
    by_pk: dict[int, MovementFact] = field(default_factory=dict)
    alike: dict[int, list[MovementFact]] = field(default_factory=lambda: defaultdict(list))
    new: list[MovementFact] = field(default_factory=list)
    retold: list[tuple[MovementFact, CleanBurial, UnitFact | None, int]] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    _next: dict[tuple[object, ...], int] = field(default_factory=dict)
    _in_unit: dict[tuple[int, str], MovementFact] = field(default_factory=dict)

    def load(self, cemetery: Cemetery | None, units: dict[int, UnitFact]) -> None:
        """Load what the register holds already: one query for who came, one for who left."""
        if cemetery is None:
            return
        people = self._load_arrivals(cemetery, units)
        rows = Movement.objects.filter(cemetery=cemetery, kind=MovementKind.EXHUMATION, annulled=False)
        for pk, person, unit in rows.order_by("pk").values_list("pk", "deceased_id", "from_unit_id"):
            someone = people.setdefault(person, PersonFact(pk=person))
            fact = MovementFact(MovementKind.EXHUMATION, someone, units.get(unit) if unit else None, pk=pk)
            self.departures[id(someone), _id(fact.from_unit)] = fact

    def recall(self, unit: UnitFact | None, clean: CleanBurial, source: str) -> MovementFact | None:
        """Return the burial that a row tells and the register or this import holds already, each once in a source."""
        for key in self._keys(unit, clean):
            found = self._next_of(key, source)
            if found is not None:
                self._take(found, source)
                return found
        return None

    def correct(self, unit: UnitFact | None, clean: CleanBurial, source: str) -> MovementFact | None:
        """Return the burial of the place that the row corrects: an earlier copy of the file told it, not this one."""
        free = [fact for fact in self.alike[_id(unit)] if id(fact) not in self.taken]
        if len(free) > MOST_COMPARED:
            folded = search_key(clean.text)
            free = [fact for fact in free if fact.person.folded == folded][:MOST_COMPARED]
        found = next((fact for fact in free if _is_corrected(fact, clean)), None)
        if found is not None:
            self._take(found, source)
        return found

    def make(self, unit: UnitFact | None, clean: CleanBurial, source: str, row: int) -> list[MovementFact]:
        """Make the movements that a row tells of somebody whom nobody has told of before."""
        burial = self._burial(unit, clean, row)
        burial.sources = _with(source, ())
        if not clean.exhumed_on.is_known:
            return [burial]
        return [burial, self._exhumation(burial.person, unit, clean, row)]

    def note(self, fact: MovementFact, clean: CleanBurial, unit: UnitFact | None, row: int) -> None:
        """Keep what a row says of a burial of the register, when no import has said it before."""
        if fact.pk and not self.former.knows((BURIAL, fact.pk), burial_told(clean)):
            self.retold.append((fact, clean, unit, row))

    def take_out(
        self, unit: UnitFact | None, clean: CleanBurial, burial: MovementFact | None, row: int
    ) -> MovementFact:
        """Return the exhumation of whom `burial` brought in, or of a namesake in the unit, or of an earlier unknown."""
        burial = burial or self._namesake(unit, clean) or self._burial(unit, clean, row)
        return self.departure(burial, unit, clean, row)

    def departure(self, burial: MovementFact, unit: UnitFact | None, clean: CleanBurial, row: int) -> MovementFact:
        """Return the exhumation of somebody out of a unit, new when the register has none."""
        found = self.departures.get((id(burial.person), _id(unit)))
        return found or self._exhumation(burial.person, unit, clean, row)

    def known_departure(self, burial: MovementFact, unit: UnitFact | None, clean: CleanBurial) -> MovementFact | None:
        """Return the exhumation that the row of a burial tells with it, when the register has one."""
        return self.departures.get((id(burial.person), _id(unit))) if clean.exhumed_on.is_known else None

    def _load_arrivals(self, cemetery: Cemetery, units: dict[int, UnitFact]) -> dict[int, PersonFact]:
        people: dict[int, PersonFact] = {}
        rows = Movement.objects.filter(cemetery=cemetery, kind=MovementKind.BURIAL).order_by("pk")
        names = ("pk", "to_unit_id", "deceased_id", "on", "legacy_key", "annulled")
        person_names = ("deceased__text", "deceased__folded", "deceased__died_on")
        for pk, unit, person, on, legacy, annulled, text, folded, died in rows.values_list(
            *names, *person_names
        ).iterator(20_000):
            someone = people.setdefault(person, PersonFact(text, folded=folded, pk=person))
            someone.died_on = PartialDate.parse_edtf(died)
            fact = MovementFact(
                MovementKind.BURIAL, someone, to_unit=units.get(unit) if unit else None,
                on=PartialDate.parse_edtf(on), legacy_key=legacy, pk=pk,
            )  # fmt: skip
            self.by_pk[pk] = fact
            if not annulled:
                self._remember(fact)
            if (BURIAL, pk) in self.former.alike:
                self.alike[_id(fact.to_unit)].append(fact)
        return people

    def _next_of(self, key: _Key, source: str) -> MovementFact | None:
        """The next burial under a key that this source has not told of yet; long lists are walked once."""
        facts = self.known[key] if key in self.known else self._told_before(key)
        if len(facts) < 2:
            return next((fact for fact in facts if source not in fact.sources), None)
        at = self._next.get((source, *key), 0)
        while at < len(facts) and source in facts[at].sources:
            at += 1
        self._next[source, *key] = at
        return facts[at] if at < len(facts) else None

    def _take(self, fact: MovementFact, source: str) -> None:
        fact.sources = _with(source, fact.sources)
        self.taken.add(id(fact))

    def _namesake(self, unit: UnitFact | None, clean: CleanBurial) -> MovementFact | None:
        """Who bears the name in the unit; only few files ask, so that all are gone through when the first does."""
        if not self._in_unit:
            arrived = (fact for fact in (*self.by_pk.values(), *self.new) if fact.kind == MovementKind.BURIAL)
            self._in_unit = {(_id(fact.to_unit), fact.person.folded): fact for fact in arrived}
        return self._in_unit.get((_id(unit), search_key(clean.text)[:220]))

    def _told_before(self, key: _Key) -> list[MovementFact]:
        """Under a sum that an earlier import told: also what a clerk has corrected, moved or annulled since."""
        if key[0] != "told" or self.former.is_empty:
            return []
        unit, told = cast("tuple[int | None, str]", key[1:])
        found = self.former.facts.get((BURIAL, unit, told), [])
        self.known[key] = [self.by_pk[pk] for pk in found if pk in self.by_pk]
        return self.known[key]

    def _keys(self, unit: UnitFact | None, clean: CleanBurial) -> list[_Key]:
        """Under what a burial is known: what was told of it, its own key, and its words where books share their keys.

        Two books that both count from one have the same keys for different people; only the first keeps its own.
        """
        name = search_key(clean.text)[:220]
        words: _Key = (_id(unit), name, clean.died_on.edtf, clean.buried_on.edtf)
        legacy = clean.legacy_key[:80]
        owner = self.owners.get(legacy) if legacy else name
        before: list[_Key] = []
        if not self.former.is_empty and (unit is None or unit.pk):
            before = [("told", unit.pk if unit else None, burial_told(clean))]
        if owner is None:
            return [*before, ("legacy", legacy)]
        return [*before, ("legacy", legacy), words] if legacy and owner == name else [*before, words]

    def _remember(self, fact: MovementFact) -> None:
        if fact.legacy_key:
            self.known["legacy", fact.legacy_key].append(fact)
            self.owners[fact.legacy_key] = fact.person.folded
        else:
            words = (_id(fact.to_unit), fact.person.folded, fact.person.died_on.edtf, fact.on.edtf)
            self.known[words].append(fact)
        if self._in_unit:
            self._in_unit[_id(fact.to_unit), fact.person.folded] = fact

    def _burial(self, unit: UnitFact | None, clean: CleanBurial, row: int) -> MovementFact:
        day = clean.buried_on if clean.buried_on.is_known else clean.died_on
        fact = MovementFact(
            MovementKind.BURIAL,
            self.people.deceased(unit, clean),
            to_unit=unit,
            on=clean.buried_on,
            on_from=day.earliest,
            on_until=day.latest,
            remains=REMAINS.get(clean.kind, Remains.BODY),
            legacy_key="" if clean.legacy_key[:80] in self.owners else clean.legacy_key[:80],
            maker=row,
        )
        self.new.append(fact)
        self._remember(fact)
        return fact

    def _exhumation(self, person: PersonFact, unit: UnitFact | None, clean: CleanBurial, row: int) -> MovementFact:
        day = clean.exhumed_on
        fact = MovementFact(
            MovementKind.EXHUMATION,
            person,
            from_unit=unit,
            on=day,
            on_from=day.earliest,
            on_until=day.latest,
            remains=REMAINS.get(clean.kind, Remains.BODY),
            maker=row,
        )
        self.departures[id(person), _id(unit)] = fact
        self.new.append(fact)
        return fact


def _is_corrected(fact: MovementFact, clean: CleanBurial) -> bool:
    if fact.legacy_key and clean.legacy_key:
        return fact.legacy_key == clean.legacy_key[:80] and _is_likely(fact, clean)
    return is_same_burial(
        names=(fact.person.text, clean.text),
        died=(fact.person.died_on, clean.died_on),
        buried=(fact.on, clean.buried_on),
    )


def _is_likely(fact: MovementFact, clean: CleanBurial) -> bool:
    """Two books may count from one alike: the same number alone makes nobody the same."""
    days = ((fact.person.died_on, clean.died_on), (fact.on, clean.buried_on))
    return are_one_name(fact.person.text, clean.text) or any(a.is_known and a.edtf == b.edtf for a, b in days)


@lru_cache(maxsize=1024)
def _with(source: str, sources: tuple[str, ...]) -> tuple[str, ...]:
    """The files that told of a burial, one more than before: a few tuples for a hundred thousand of them."""
    return (*sources, source)


def _id(thing: UnitFact | None) -> int:
    return id(thing) if thing is not None else 0
