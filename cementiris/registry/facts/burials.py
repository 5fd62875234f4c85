"""What the rules of burials look at."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cementiris.registry.entries.base import PersonEntry
from cementiris.registry.entries.burials import BurialEntry
from cementiris.registry.facts.people import known_person, name_under_id
from cementiris.registry.models import BurialUnit, Holding, Movement, Person, Remains
from cementiris.registry.names import search_key
from cementiris.registry.queries import (
    UNMOVING,
    facts_of,
    ordinance_on,
    owners,
    resting,
    right_of,
    town_choices,
)
from cementiris.registry.rules.burial_facts import BurialFacts
from cementiris.registry.rules.burials import BODY_YEARS
from cementiris.registry.rules.calendar import Moment, add_years
from cementiris.registry.rules.facts import TitleBasis, UnitFacts


@dataclass(frozen=True)
class DeceasedAmongOwners:
    """Whether the deceased owns the right: the person it is, or an owner who only bears the same name."""

    person: Person | None = None
    is_owner: bool = False
    namesake: str = ""


def burial_facts(unit: BurialUnit, entry: BurialEntry, today: date) -> BurialFacts:
    """Gather what the rules of a burial look at; a burial without a date yet is looked at as of today."""
    buried = entry.buried.as_moment() or Moment.on(today)
    day = buried.first_day
    unit_facts = facts_of(unit, day)
    owner = deceased_among_owners(unit, entry, day)
    return BurialFacts(
        today=today,
        unit=unit_facts,
        town=town_choices(ordinance_on(day)),
        buried=buried,
        named=bool(entry.deceased.text),
        died=None if entry.is_clinical else entry.died.as_moment(),
        born=_born(entry),
        remains=entry.remains,
        conservation=entry.conservation,
        early_burial_authorised=entry.early_burial_authorised,
        natural_death=entry.natural_death,
        licence_number=entry.licence_number,
        licence_on=entry.licence_on,
        judicial_authorisation=entry.judicial_authorisation,
        cremation_certificate=entry.cremation_certificate,
        bodies_in_coffin=entry.bodies_in_coffin,
        shared_coffin=entry.shared_coffin,
        title_basis=entry.title_basis,
        deceased_is_holder=owner.is_owner,
        holder_of_same_name=owner.namesake,
        is_charity=entry.is_charity,
        fee_paid=_fee_is_paid(unit_facts, day),
        fee_declared=entry.fee_declared,
        origin=entry.origin,
        exhumed_on=entry.exhumed_on,
        crosses_catalonia=entry.crosses_catalonia,
        annex_1_cause=entry.annex_1_cause,
        health_authorisation=entry.health_authorisation,
        already_rests_in="" if entry.is_clinical else _place_of_rest(owner.person, day),
        registered_name="" if entry.is_clinical else name_under_id(entry.deceased),
        afterwards=facts_afterwards(unit, day),
        next_burial=_next_burial(unit, day),
    )


def _born(entry: BurialEntry) -> Moment | None:
    born = entry.deceased.born
    return Moment.between(born.earliest, born.latest) if born.earliest and born.latest else None


def _fee_is_paid(unit: UnitFacts, on: date) -> bool | None:
    """Whether the yearly fee is paid up to the year before (R51); None where the register does not know."""
    through = unit.right.fees_paid_through if unit.right else None
    return through >= on.year - 1 if through is not None else None


def deceased_among_owners(unit: BurialUnit, entry: BurialEntry, on: date) -> DeceasedAmongOwners:
    """The deceased as the register knows them: by their number, or by name where the clerk says that they own it."""
    if entry.is_clinical:
        return DeceasedAmongOwners()
    person = known_person(entry.deceased)
    right = right_of(unit, on)
    holdings = list(owners([right.pk], on)) if right else []
    if person is not None and any(holding.person_id == person.pk for holding in holdings):
        return DeceasedAmongOwners(person, is_owner=True)
    namesake = next((holding for holding in holdings if _is_called(holding, entry.deceased)), None)
    if namesake is None:
        return DeceasedAmongOwners(person)
    if person is None and entry.title_basis is TitleBasis.DECEASED_IS_HOLDER:
        return DeceasedAmongOwners(namesake.person, is_owner=True)
    return DeceasedAmongOwners(person, namesake=str(namesake))


def _is_called(holding: Holding, typed: PersonEntry) -> bool:
    """Whether every word of one name stands in the other: registers write second surnames or leave them out."""
    words, known = set(search_key(typed.text).split()), set(holding.person.folded.split())
    return len(words & known) > 1 and (words <= known or known <= words)


def _place_of_rest(person: Person | None, on: date) -> str:
    """Where the person already rests on the day, or is laid to rest later."""
    if person is None:
        return ""
    now = resting(on).filter(deceased=person)
    later = Movement.objects.filter(deceased=person, annulled=False, on_from__gt=on)
    for rows in (now, later):
        if movement := rows.select_related("to_unit", "cemetery").first():
            return str(movement.to_unit or movement.cemetery)
    return ""


def _later_arrivals(unit: BurialUnit, on: date) -> QuerySet[Movement]:
    """Who is laid in the unit after the day, as far as it is written down: planned, or in an old book."""
    rows = Movement.objects.filter(to_unit=unit, annulled=False, on_from__gt=on)
    return rows.exclude(kind__in=UNMOVING).order_by("on_from", "pk")


def _next_burial(unit: BurialUnit, on: date) -> date | None:
    return _later_arrivals(unit, on).exclude(remains=Remains.ASHES).values_list("on_from", flat=True).first()


def facts_afterwards(unit: BurialUnit, on: date) -> UnitFacts | None:
    """The unit on the day of the last later arrival, while a body laid there on `on` is still a body."""
    until = add_years(on, BODY_YEARS)
    last = _later_arrivals(unit, on).filter(on_from__lt=until).values_list("on_from", flat=True).last()
    return facts_of(unit, last) if last else None
