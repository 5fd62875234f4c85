"""Making movements out of imported burials."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from cementiris.registry.models import Cemetery, Movement, MovementKind, Person, Remains
from cementiris.registry.names import fold, search_key
from cementiris.tenancy.bulk import insert_many
from imports.rows import CleanBurial
from imports.services.people import People

_Key = tuple[object, ...]
REMAINS = {"remains": Remains.REMAINS, "ashes": Remains.ASHES, "foetal": Remains.FOETAL}


@dataclass
class Burials:
    """The ledger of a cemetery, as it is and as the import adds to it."""

    cemetery: Cemetery
    people: People
    known: dict[_Key, list[Movement]] = field(default_factory=lambda: defaultdict(list))
    told: Counter[_Key] = field(default_factory=Counter)
    owners: dict[str, str] = field(default_factory=dict)
    in_unit: dict[tuple[int | None, str], Movement] = field(default_factory=dict)
    departures: dict[tuple[int, int | None], Movement] = field(default_factory=dict)
    new: list[Movement] = field(default_factory=list)

    def load(self) -> None:
        """Load what the register holds already."""
        rows = Movement.objects.filter(cemetery=self.cemetery, kind=MovementKind.BURIAL, annulled=False)
        for row in rows.select_related("deceased").order_by("pk"):
            self._remember(row)
            self.in_unit[row.to_unit_id, fold(row.deceased.text)] = row
        for row in Movement.objects.filter(cemetery=self.cemetery, kind=MovementKind.EXHUMATION, annulled=False):
            self.departures[row.deceased_id, row.from_unit_id] = row

    def add(self, unit_id: int | None, clean: CleanBurial, source: str) -> list[Movement]:
        """Return the movements that a row tells of one person; those the register holds already are not made again.

        Within one `source` the same words twice are two people; the same words in another source are the same one.
        """
        found = self._found(unit_id, clean, source)
        if found is not None:
            return [found]
        burial = self._burial(unit_id, clean)
        made = [burial]
        if clean.exhumed_on.is_known:
            made.append(self._exhumation(burial.deceased, unit_id, clean))
        return made

    def take_out(self, unit_id: int | None, clean: CleanBurial, burial: Movement | None) -> Movement:
        """Return the exhumation of whom `burial` brought in, or of a namesake in the unit, or of an earlier unknown."""
        burial = burial or self.in_unit.get((unit_id, fold(clean.text))) or self._burial(unit_id, clean)
        key = (burial.deceased_id or id(burial.deceased), unit_id)
        if key not in self.departures:
            self.departures[key] = self._exhumation(burial.deceased, unit_id, clean)
        return self.departures[key]

    def write(self) -> None:
        """Insert the new movements, each after the one before it of the same person."""
        for movement in self.new:
            movement.deceased_id = movement.deceased.pk
        insert_many(Movement, self.new)

    def _found(self, unit_id: int | None, clean: CleanBurial, source: str) -> Movement | None:
        for key in self._keys(unit_id, clean):
            self.told[source, *key] += 1
            if len(self.known[key]) >= self.told[source, *key]:
                return self.known[key][self.told[source, *key] - 1]
        return None

    def _keys(self, unit_id: int | None, clean: CleanBurial) -> list[_Key]:
        """Under what a burial is known: its own key, and its words where books share their keys.

        Two books that both count from one have the same keys for different people; only the first keeps its own.
        """
        name = search_key(clean.text)[:220]
        words: _Key = (unit_id, name, clean.died_on.edtf, clean.buried_on.edtf)
        legacy = clean.legacy_key[:80]
        owner = self.owners.get(legacy) if legacy else name
        if owner is None:
            return [("legacy", legacy)]
        return [("legacy", legacy), words] if legacy and owner == name else [words]

    def _key_of(self, row: Movement) -> _Key:
        if row.legacy_key:
            return ("legacy", row.legacy_key)
        return (row.to_unit_id, row.deceased.folded, row.deceased.died_on, row.on)

    def _remember(self, row: Movement) -> None:
        self.known[self._key_of(row)].append(row)
        if row.legacy_key:
            self.owners[row.legacy_key] = row.deceased.folded

    def _burial(self, unit_id: int | None, clean: CleanBurial) -> Movement:
        movement = Movement(
            kind=MovementKind.BURIAL,
            cemetery=self.cemetery,
            deceased=self.people.deceased(unit_id, clean),
            to_unit_id=unit_id,
            on=clean.buried_on.edtf,
            on_from=clean.died_on.earliest,
            on_until=clean.died_on.latest,
            remains=REMAINS.get(clean.kind, Remains.BODY),
            legacy_key="" if clean.legacy_key[:80] in self.owners else clean.legacy_key[:80],
        )
        self.in_unit[unit_id, fold(clean.text)] = movement
        self.new.append(movement)
        self._remember(movement)
        return movement

    def _exhumation(self, person: Person, unit_id: int | None, clean: CleanBurial) -> Movement:
        movement = Movement(
            kind=MovementKind.EXHUMATION,
            cemetery=self.cemetery,
            deceased=person,
            from_unit_id=unit_id,
            on=clean.exhumed_on.edtf,
            remains=REMAINS.get(clean.kind, Remains.BODY),
        )
        self.new.append(movement)
        return movement
