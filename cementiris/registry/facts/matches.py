"""What the rules of uniting two entries look at."""

from datetime import date

from cementiris.registry.dates import PartialDate
from cementiris.registry.models import Concession, Holding, Movement, Person, Standing
from cementiris.registry.queries import resting
from cementiris.registry.rules.records import EntryFacts, MatchFacts


def match_facts(kept: Person, other: Person, on: date) -> MatchFacts:
    """Gather what each entry says of the person it stands for."""
    return MatchFacts(kept=entry_facts(kept, on), other=entry_facts(other, on))


def entry_facts(person: Person, on: date) -> EntryFacts:
    """One entry, with the titles it stands on today and the place where it rests."""
    return EntryFacts(
        key=person.pk,
        name=str(person),
        is_united=person.merged_into_id is not None,
        national_id=person.national_id,
        sex=person.sex,
        born=(person.born_from, _last_birth(person)),
        died=(person.died_from, person.died_until),
        titles=frozenset(_titles(person)),
        place=_place(person, on),
    )


def _last_birth(person: Person) -> date | None:
    return PartialDate.parse_edtf(person.born_on).latest


def _titles(person: Person) -> set[int]:
    """The rights in force that name the person now; who left a title may come back to it under another entry."""
    now = Holding.objects.filter(person=person, until__isnull=True).values("concession")
    rights = Concession.objects.filter(pk__in=now, ended_on__isnull=True).exclude(standing=Standing.ANNULLED)
    return set(rights.values_list("pk", flat=True))


def _place(person: Person, on: date) -> str:
    row: Movement | None = resting(on).filter(deceased=person).select_related("to_unit", "cemetery").first()
    return str(row.to_unit or row.cemetery) if row else ""
