"""Making persons out of imported names. People are merged only when the source leaves no doubt."""

from collections import defaultdict
from dataclasses import dataclass, field

from cementiris.registry.models import Person, PersonKind
from cementiris.registry.names import fold, search_key
from cementiris.tenancy.bulk import insert_many
from imports.rows import CleanBurial, CleanHolder

FULL_NAME = 3
"""Given name and two surnames: with fewer words two namesakes are too likely."""


@dataclass
class People:
    """The persons of an import, as they are and as it adds to them."""

    new: list[Person] = field(default_factory=list)
    by_document: dict[tuple[str, str], Person] = field(default_factory=dict)
    by_address: dict[tuple[str, str], Person] = field(default_factory=dict)
    dead_in: dict[int, dict[str, Person]] = field(default_factory=lambda: defaultdict(dict))

    def load(self, national_ids: set[str]) -> None:
        """Load the persons whose document the file names."""
        for person in Person.objects.filter(national_id__in=national_ids - {""}):
            self.by_document[person.national_id, person.folded] = person

    def deceased(self, unit_id: int | None, clean: CleanBurial) -> Person:
        """Make the person of a burial; each burial is somebody else."""
        person = self._person(clean.text, clean.is_unknown)
        person.given_name, person.surname1, person.surname2 = _parts(clean)
        person.born_on, person.died_on = clean.born_on.edtf, clean.died_on.edtf
        person.sex, person.is_dead = clean.sex, True
        if unit_id is not None and not clean.is_unknown:
            self.dead_in[unit_id].setdefault(fold(clean.text), person)
        return person

    def holder(self, unit_id: int, clean: CleanHolder) -> Person:
        """Return the person who holds: the same document, the same name and address, or the deceased of the unit."""
        found = self._same_person(unit_id, clean)
        if found is not None:
            return found
        person = self._person(clean.text, clean.is_unknown, is_institution=clean.role == "institution")
        if clean.role != "institution":
            person.given_name, person.surname1, person.surname2 = _parts(clean)
        person.national_id, person.email = clean.national_id[:20], clean.email[:254]
        person.address, person.postal_code = clean.address[:150], clean.postal_code[:5]
        person.locality, person.phone = clean.locality[:80], clean.phone[:40]
        self._remember(person)
        return person

    def write(self) -> None:
        """Insert the new persons."""
        insert_many(Person, self.new)

    def _person(self, text: str, is_unknown: bool, *, is_institution: bool = False) -> Person:
        kind = PersonKind.UNKNOWN if is_unknown else PersonKind.NATURAL
        person = Person(text=text[:200], kind=PersonKind.INSTITUTION if is_institution else kind)
        person.folded = search_key(person.text)[:220]
        self.new.append(person)
        return person

    def _remember(self, person: Person) -> None:
        if person.national_id:
            self.by_document.setdefault((person.national_id, person.folded), person)
        elif person.address and person.kind == PersonKind.NATURAL:
            self.by_address.setdefault((fold(person.text), fold(person.address)), person)

    def _same_person(self, unit_id: int, clean: CleanHolder) -> Person | None:
        """An estate or a widow is named after somebody else, and an unknown person is like no other."""
        if clean.is_unknown or clean.is_estate or clean.role == "widow_of":
            return None
        if clean.national_id:
            return self.by_document.get((clean.national_id, search_key(clean.text)))
        name = fold(clean.text)
        if len(name.split()) >= FULL_NAME and name in self.dead_in[unit_id]:
            return self.dead_in[unit_id][name]
        return self.by_address.get((name, fold(clean.address))) if clean.address else None


def _parts(clean: CleanBurial | CleanHolder) -> tuple[str, str, str]:
    parts = clean.parts
    return (parts.given_name or "")[:80], (parts.surname1 or "")[:80], (parts.surname2 or "")[:80]
