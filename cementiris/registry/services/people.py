"""Writing persons: whoever is already in the register under the same identity number is not written twice."""

from collections.abc import Iterable

from cementiris.registry.entries import PersonEntry
from cementiris.registry.facts import known_person
from cementiris.registry.identity import normalise_national_id
from cementiris.registry.models import Person, PersonKind
from cementiris.registry.names import split_name

LONGEST_PART = 80
"""Letters that a column keeps of one surname; the whole name stands in the person's text."""


def person_of(entry: PersonEntry, known: Person | None = None) -> Person:
    """The person with the typed identity number, with blanks filled from what was typed, or a new one.

    `known` is the person meant where the register tells it otherwise than by the number.
    """
    found = known or known_person(entry)
    person = standing(found) if found else Person(kind=entry.kind, text=entry.text)
    for name, value in _columns(entry).items():
        if value and not getattr(person, name):
            setattr(person, name, value)
    person.save()
    return person


def lock_known(entries: Iterable[PersonEntry]) -> None:
    """Lock who of these is known by identity number, in the order of their keys.

    Two acts that name the same people in another order then wait for each other in turn, and never both at once.
    """
    numbers = {normalise_national_id(entry.national_id) for entry in entries} - {""}
    rows = Person.objects.select_for_update(of=("self",)).filter(national_id__in=numbers, merged_into__isnull=True)
    list(rows.order_by("pk").only("pk"))


def standing(person: Person) -> Person:
    """The person locked, so that nobody unites the entry meanwhile; of a united entry, the person it leads to."""
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    return standing(locked.merged_into) if locked.merged_into else locked


def name_parts(entry: PersonEntry) -> dict[str, str]:
    """The name as the columns of a person keep it; of an institution only its whole text is kept."""
    if entry.kind != PersonKind.NATURAL or not entry.surnames:
        return {"given_name": entry.given_name if entry.kind == PersonKind.NATURAL else ""}
    parts = split_name(f"{entry.surnames}, {entry.given_name}") if entry.given_name else split_name(entry.surnames)
    surnames = {"surname1": parts.surname1 or "", "surname2": parts.surname2 or ""}
    return {"given_name": entry.given_name, **{name: part[:LONGEST_PART] for name, part in surnames.items()}}


def _columns(entry: PersonEntry) -> dict[str, str]:
    return {
        **name_parts(entry),
        "national_id": normalise_national_id(entry.national_id),
        "sex": entry.sex,
        "born_on": entry.born.edtf,
        "address": entry.address,
        "postal_code": entry.postal_code,
        "locality": entry.locality,
        "phone": entry.phone,
        "email": entry.email,
    }
