"""Making persons out of imported names. People are merged only when the source leaves no doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cementiris.registry.models import Person, PersonKind
from cementiris.registry.names import fold, search_key
from imports.rows import CleanBurial, CleanHolder
from imports.services.facts import PersonFact, UnitFact

PARTS = ("given_name", "surname1", "surname2")
FULL_NAME = 3
"""Given name and two surnames: with fewer words two namesakes are too likely."""


@dataclass
class People:
    """The persons of an import, as they are and as it adds to them; nothing is written here."""

    new: list[PersonFact] = field(default_factory=list)
    by_document: dict[tuple[str, str], PersonFact] = field(default_factory=dict)
    by_address: dict[tuple[str, str], PersonFact] = field(default_factory=dict)
    dead_in: dict[tuple[int, str], PersonFact] = field(default_factory=dict)

    def load(self, national_ids: Iterable[str]) -> None:
        """Load the persons whose document the file names: one query."""
        documents = sorted(set(national_ids) - {""})
        rows = Person.objects.extra(where=["national_id = ANY(%s)"], params=[documents]).filter(merged_into=None)
        for pk, folded, document, text in rows.order_by("pk").values_list("pk", "folded", "national_id", "text"):
            self.by_document[document, folded] = PersonFact(text, folded=folded, national_id=document, pk=pk)

    def deceased(self, unit: UnitFact | None, clean: CleanBurial) -> PersonFact:
        """Make the person of a burial; each burial is somebody else."""
        person = self._person(clean.text, clean.is_unknown)
        _fill(person, parts_of(clean))
        person.born_on, person.died_on = clean.born_on, clean.died_on
        person.sex, person.is_dead = clean.sex, True
        if unit is not None and not clean.is_unknown:
            self.dead_in.setdefault((id(unit), fold(clean.text)), person)
        return person

    def holder(self, unit: UnitFact, clean: CleanHolder) -> PersonFact:
        """Return the person who holds: the same document, the same name and address, or the deceased of the unit."""
        found = self._same_person(unit, clean)
        if found is not None:
            return found
        person = self._person(clean.text, clean.is_unknown, is_institution=clean.role == "institution")
        if clean.role != "institution":
            _fill(person, parts_of(clean))
        _fill(person, contact_of(clean))
        self._remember(person)
        return person

    def _person(self, text: str, is_unknown: bool, *, is_institution: bool = False) -> PersonFact:
        kind = PersonKind.UNKNOWN if is_unknown else PersonKind.NATURAL
        person = PersonFact(text[:200], PersonKind.INSTITUTION if is_institution else kind)
        person.folded = search_key(person.text)[:220]
        self.new.append(person)
        return person

    def _remember(self, person: PersonFact) -> None:
        if person.national_id:
            self.by_document.setdefault((person.national_id, person.folded), person)
        elif person.address and person.kind == PersonKind.NATURAL:
            self.by_address.setdefault((fold(person.text), fold(person.address)), person)

    def _same_person(self, unit: UnitFact, clean: CleanHolder) -> PersonFact | None:
        """An estate or a widow is named after somebody else, and an unknown person is like no other."""
        if clean.is_unknown or clean.is_estate or clean.role == "widow_of":
            return None
        if clean.national_id:
            return self.by_document.get((clean.national_id[:20], search_key(clean.text)[:220]))
        name = fold(clean.text)
        if len(name.split()) >= FULL_NAME and (id(unit), name) in self.dead_in:
            return self.dead_in[id(unit), name]
        return self.by_address.get((name, fold(clean.address))) if clean.address else None


def parts_of(clean: CleanBurial | CleanHolder) -> dict[str, str]:
    """Return the parts of a name, cut to what a column holds."""
    parts = clean.parts
    cut = (parts.given_name or "", parts.surname1 or "", parts.surname2 or "")
    return {name: part[:80] for name, part in zip(PARTS, cut, strict=True)}


def contact_of(clean: CleanHolder) -> dict[str, str]:
    """Return document and addresses, cut to what a column holds."""
    return {
        "national_id": clean.national_id[:20],
        "address": clean.address[:150],
        "postal_code": clean.postal_code[:5],
        "locality": clean.locality[:80],
        "phone": clean.phone[:40],
        "email": clean.email[:254],
    }


def _fill(person: PersonFact, values: dict[str, str]) -> None:
    for name, value in values.items():
        setattr(person, name, value)
