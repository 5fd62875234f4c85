"""Making persons out of imported names. People are merged only when the source leaves no doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cementiris.registry.identity import is_valid_national_id
from cementiris.registry.models import Person, PersonKind
from cementiris.registry.names import fold, search_key
from imports.checks.likeness import may_be_same, name_of
from imports.rows import CleanBurial, CleanHolder
from imports.services.facts import PersonFact, UnitFact

PARTS = ("given_name", "surname1", "surname2")
MOST_DEAD = 100
"""Dead of one unit among whom its holder is sought: in a common grave nobody who rests there holds it."""
FULL_NAME = 3
"""Given name and two surnames: with fewer words two namesakes are too likely."""


@dataclass
class People:
    """The persons of an import, as they are and as it adds to them; nothing is written here."""

    new: list[PersonFact] = field(default_factory=list)
    by_document: dict[str, list[PersonFact]] = field(default_factory=dict)
    by_address: dict[tuple[str, str], PersonFact] = field(default_factory=dict)

    def load(self, national_ids: Iterable[str]) -> None:
        """Load the persons whose document the file names: one query."""
        documents = sorted(set(national_ids) - {""})
        rows = Person.objects.extra(where=["national_id = ANY(%s)"], params=[documents]).filter(merged_into=None)
        for pk, text, folded, document, *parts in rows.order_by("pk").values_list(
            "pk", "text", "folded", "national_id", *PARTS
        ):
            person = PersonFact(text, folded=folded, national_id=document, pk=pk)
            _fill(person, dict(zip(PARTS, parts, strict=True)))
            self.by_document.setdefault(document, []).append(person)

    def deceased(self, unit: UnitFact | None, clean: CleanBurial) -> PersonFact:
        """Make the person of a burial; each burial is somebody else."""
        person = self._person(clean.text, clean.is_unknown)
        _take_parts(person, clean)
        person.born_on, person.died_on = clean.born_on, clean.died_on
        person.sex, person.is_dead = clean.sex, True
        if unit is not None and not clean.is_unknown:
            unit.dead = (*unit.dead, person) if len(unit.dead) < MOST_DEAD else unit.dead
        return person

    def holder(self, unit: UnitFact, clean: CleanHolder) -> PersonFact:
        """Return the person who holds: the same document, the same name and address, or the deceased of the unit."""
        found = self._same_person(unit, clean)
        if found is not None:
            if not (found.pk or _is_named_after(clean)) and found.is_estate:
                self._name(found, clean)
            return found
        person = self._person(clean.text, clean.is_unknown, is_institution=clean.role == "institution")
        if clean.role != "institution":
            _take_parts(person, clean)
        _fill(person, contact_of(clean))
        person.is_estate = _is_named_after(clean)
        self._remember(person, clean)
        return person

    def _person(self, text: str, is_unknown: bool, *, is_institution: bool = False) -> PersonFact:
        kind = PersonKind.UNKNOWN if is_unknown else PersonKind.NATURAL
        person = PersonFact(text[:200], PersonKind.INSTITUTION if is_institution else kind)
        person.folded = search_key(person.text)[:220]
        self.new.append(person)
        return person

    def _name(self, person: PersonFact, clean: CleanHolder) -> None:
        """Somebody of whom only the heirs were told so far bears the plain name from now on; titles keep their own."""
        person.text, person.is_estate = clean.text[:200], False
        person.folded = search_key(person.text)[:220]

    def _remember(self, person: PersonFact, clean: CleanHolder) -> None:
        if person.national_id:
            self.by_document.setdefault(person.national_id, []).append(person)
        elif person.address and person.kind == PersonKind.NATURAL and not person.is_estate:
            self.by_address.setdefault((_plain(clean.text), fold(person.address)), person)

    def _same_person(self, unit: UnitFact, clean: CleanHolder) -> PersonFact | None:
        """A document that is in order and names that can be one leave no doubt, nor does a full name at one address.

        An estate or a widow is named after somebody else, and an unknown person is like no other.
        """
        if clean.is_unknown:
            return None
        if clean.national_id:
            return self._with_document(clean)
        if _is_named_after(clean):
            return None
        name = fold(clean.text)
        if unit.dead and len(name.split()) >= FULL_NAME:
            found = next((person for person in unit.dead if fold(person.text) == name), None)
            if found is not None:
                return found
        return self.by_address.get((_plain(clean.text), fold(clean.address))) if clean.address else None

    def _with_document(self, clean: CleanHolder) -> PersonFact | None:
        """A wrong letter may be anybody's: then the name must be the very same."""
        known = self.by_document.get(clean.national_id[:20], ())
        folded = search_key(clean.text)[:220]
        same = next((person for person in known if person.folded == folded), None)
        if same is not None or not known or not is_valid_national_id(clean.national_id):
            return same
        name = name_of(clean)
        return next((person for person in known if may_be_same(_name_of(person), name)), None)


def _is_named_after(clean: CleanHolder) -> bool:
    return clean.is_estate or clean.role == "widow_of"


def _name_of(person: PersonFact) -> str:
    """The search key of the parts of a name, without what is written around it."""
    name = " ".join(part for part in (person.given_name, person.surname1, person.surname2) if part)
    return search_key(name or person.text)


def _plain(text: str) -> str:
    """A name without accents, capitals and the word between two surnames."""
    return " ".join(word for word in fold(text).split() if word not in ("i", "y"))


def _take_parts(person: PersonFact, clean: CleanBurial | CleanHolder) -> None:
    parts = clean.parts
    person.given_name, person.surname1, person.surname2 = (
        parts.given_name[:80],
        parts.surname1[:80],
        parts.surname2[:80],
    )


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
