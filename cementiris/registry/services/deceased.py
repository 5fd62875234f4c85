"""Writing down whoever is buried: the dead, the nameless, and what a hospital sends."""

from cementiris.registry.entries import BurialEntry
from cementiris.registry.models import Person, PersonKind
from cementiris.registry.rules.facts import RemainsKind
from cementiris.registry.services.people import person_of


def deceased_of(entry: BurialEntry, known: Person | None = None) -> Person:
    """The person of the register who is buried; `known` is whom the register already means.

    A deceased is marked as dead with the date typed, so that a holder who dies becomes a dead holder (R13). Without a
    name each one is a person of their own, unknown.
    """
    if entry.is_clinical:
        return _owner_of_clinical_remains(entry)
    person = person_of(entry.deceased, known) if entry.deceased.text else _unknown(entry)
    person.is_dead = True
    person.died_on = entry.died.day.edtf or person.died_on
    person.health_group = entry.health_group
    person.save()
    return person


def _unknown(entry: BurialEntry) -> Person:
    return Person(kind=PersonKind.UNKNOWN, sex=entry.deceased.sex, born_on=entry.deceased.born.edtf)


def _owner_of_clinical_remains(entry: BurialEntry) -> Person:
    """Foetal and surgical remains are an entry of their own: of nobody who died, shown to nobody outside.

    Somebody alive whose limb is buried goes on living: their own entry, as a holder perhaps, is not touched, and no
    identity number joins the two. Neither is ever shown to the public, as the public view sees to besides.
    """
    is_foetal = entry.remains is RemainsKind.FOETAL
    named = bool(entry.deceased.text) and not is_foetal
    return Person.objects.create(
        kind=PersonKind.NATURAL if named else PersonKind.UNKNOWN,
        text=entry.deceased.text,
        given_name=entry.deceased.given_name,
        hidden_from_public=True,
    )
