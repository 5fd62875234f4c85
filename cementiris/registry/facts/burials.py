"""What the rules of burials and exhumations look at."""

from datetime import date

from cementiris.registry.entries.base import PersonEntry
from cementiris.registry.entries.burials import BurialEntry, ExhumationEntry
from cementiris.registry.facts.people import known_person, name_under_id
from cementiris.registry.models import BurialUnit, HealthGroup, Movement, Remains
from cementiris.registry.queries import facts_of, ordinance_on, resting, resting_in, town_choices
from cementiris.registry.rules.burials import state_of_the_dead
from cementiris.registry.rules.calendar import Moment
from cementiris.registry.rules.facts import BurialFacts, ExhumationFacts, RemainsKind


def burial_facts(unit: BurialUnit, entry: BurialEntry, today: date) -> BurialFacts:
    """Gather what the rules of a burial look at; a burial without a date yet is looked at as of today."""
    buried = entry.buried.as_moment() or Moment.on(today)
    return BurialFacts(
        today=today,
        unit=facts_of(unit, buried.first_day),
        town=town_choices(ordinance_on(buried.first_day)),
        buried=buried,
        died=entry.died.as_moment(),
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
        already_rests_in=_place_of_rest(entry.deceased, buried.first_day),
        registered_name=name_under_id(entry.deceased),
    )


def _born(entry: BurialEntry) -> Moment | None:
    born = entry.deceased.born
    return Moment.between(born.earliest, born.latest) if born.earliest and born.latest else None


def _place_of_rest(entry: PersonEntry, on: date) -> str:
    person = known_person(entry)
    movement = resting(on).filter(deceased=person).select_related("to_unit", "cemetery").first() if person else None
    return str(movement.to_unit or movement.cemetery) if movement else ""


def resting_movement(unit: BurialUnit, entry: ExhumationEntry, on: date) -> Movement | None:
    """The movement that brought to the unit whoever is to be taken out of it."""
    return resting_in(unit, on).filter(pk=entry.movement_id).first() if entry.movement_id else None


def exhumation_facts(unit: BurialUnit, entry: ExhumationEntry, today: date) -> ExhumationFacts:
    """Gather what the rules of an exhumation look at."""
    on = entry.on or today
    movement = resting_movement(unit, entry, on)
    return ExhumationFacts(
        today=today,
        on=on,
        unit=facts_of(unit, on),
        town=town_choices(ordinance_on(on)),
        rests_there=movement is not None,
        died=_death_of(movement),
        remains=RemainsKind(movement.remains) if movement else RemainsKind.BODY,
        group_1=movement is not None and movement.deceased.health_group == HealthGroup.GROUP_1,
        purpose=entry.purpose,
        judicial_authorisation=entry.judicial_authorisation,
        health_authorisation=entry.health_authorisation,
        reburied_on=entry.reburied_on if entry.destination else None,
        destination=facts_of(entry.destination, on) if entry.destination else None,
    )


def _death_of(movement: Movement | None) -> Moment | None:
    person = movement.deceased if movement else None
    if person is None or person.died_from is None or person.died_until is None:
        return None
    return Moment.between(person.died_from, person.died_until)


def remains_after(facts: ExhumationFacts) -> str:
    """In what form somebody leaves: a body is remains once five years have passed (R44)."""
    if facts.remains is not RemainsKind.BODY:
        return str(facts.remains)
    return str(state_of_the_dead(facts.died, Moment.on(facts.on)) or Remains.BODY)
