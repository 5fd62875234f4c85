"""Whom the register already knows of the persons typed in a form."""

from cementiris.registry.entries.base import PersonEntry
from cementiris.registry.identity import normalise_national_id
from cementiris.registry.models import Person
from cementiris.registry.names import search_key


def known_person(entry: PersonEntry) -> Person | None:
    """The person of the register with the typed identity number, if there is one."""
    number = normalise_national_id(entry.national_id)
    standing = Person.objects.filter(national_id=number, merged_into__isnull=True)
    return standing.order_by("pk").first() if number else None


def name_under_id(entry: PersonEntry) -> str:
    """The name that the register has under the typed identity number, where no spelling makes it the same name."""
    person = known_person(entry)
    if person is None or not entry.text:
        return ""
    known, typed = set(person.folded.split()), set(search_key(entry.text).split())
    return "" if known <= typed or typed <= known else str(person)
