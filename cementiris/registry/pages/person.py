"""What the register knows of somebody: the rights they stand on, where they rest, what was done, the files."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from cementiris.registry.facts.records import units_of_person
from cementiris.registry.models import Act, Attachment, Holding, Movement, Person
from cementiris.registry.queries import resting
from cementiris.registry.services.journal import ECHO_OF

MOST_ACTS = 100


@dataclass(frozen=True)
class PersonSheet:
    """One person on one day. `united` are the entries that turned out to be the same person."""

    person: Person
    rest: Movement | None
    holdings: list[Holding]
    movements: list[Movement]
    acts: list[Act]
    files: list[Attachment]
    united: list[Person]


_RIGHT = ("concession__unit__section", "concession__unit__cemetery")
_PLACES = ("to_unit__section", "to_unit__cemetery", "from_unit", "cemetery", "act")


def person_sheet(person: Person, on: date) -> PersonSheet:
    """Assemble what the register knows of the person: the same few queries for everybody."""
    acts = list(_acts(person)[:MOST_ACTS])
    holdings = list(person.holdings.select_related(*_RIGHT).order_by("-since", "-pk"))
    movements = person.movements.select_related(*_PLACES).order_by("-on_from", "-pk")
    rights = [holding.concession_id for holding in holdings]
    files = Attachment.objects.filter(Q(act__in=acts) | Q(concession__in=rights), withdrawn_at__isnull=True)
    rest = resting(on).filter(deceased=person).select_related("to_unit__section", "to_unit__cemetery", "cemetery")
    return PersonSheet(
        person=person,
        rest=rest.first(),
        holdings=holdings,
        movements=list(movements),
        acts=acts,
        files=list(files.order_by("-pk")),
        united=list(Person.objects.filter(merged_into=person)),
    )


def _acts(person: Person) -> QuerySet[Act]:
    """The acts that moved the person, named them on a right, or corrected or united what is known of them."""
    named = Q(pk__in=Movement.objects.filter(deceased=person).values("act"))
    for column in ("act", "ended_by"):
        named |= Q(pk__in=Holding.objects.filter(person=person).values(column))
    here = Q(unit__in=units_of_person(person)) | Q(unit__isnull=True)
    corrected = Q(notes__rows__contains=[{"table": "person", "pk": person.pk}]) & here
    united = Q(matches__kept=person) | Q(matches__other=person)
    found = Act.objects.filter(named | corrected | united).exclude(notes__has_key=ECHO_OF).distinct()
    return found.select_related("unit", "recorded_by", "document").order_by("-on", "-pk")
