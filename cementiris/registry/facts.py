"""From a typed act and the register to the frozen facts that rules judge."""

from datetime import date

from cementiris.registry.entries import BurialEntry, ExhumationEntry, GrantEntry, PersonEntry, RenewalEntry
from cementiris.registry.identity import normalise_national_id
from cementiris.registry.models import BurialUnit, Concession, HealthGroup, Movement, Person, Remains
from cementiris.registry.names import search_key
from cementiris.registry.queries import (
    facts_of,
    ordinance_on,
    owners,
    resting,
    resting_in,
    right_of,
    town_choices,
)
from cementiris.registry.rules.burials import state_of_the_dead
from cementiris.registry.rules.calendar import Moment
from cementiris.registry.rules.facts import (
    BurialFacts,
    ExhumationFacts,
    GrantFacts,
    RemainsKind,
    RenewalFacts,
    RightFacts,
)


def known_person(entry: PersonEntry) -> Person | None:
    """The person of the register with the typed identity number, if there is one."""
    number = normalise_national_id(entry.national_id)
    return Person.objects.filter(national_id=number).order_by("pk").first() if number else None


def name_under_id(entry: PersonEntry) -> str:
    """The name that the register has under the typed identity number, where no spelling makes it the same name."""
    person = known_person(entry)
    if person is None or not entry.text:
        return ""
    known, typed = set(person.folded.split()), set(search_key(entry.text).split())
    return "" if known <= typed or typed <= known else str(person)


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


def grant_facts(unit: BurialUnit, entry: GrantEntry, today: date) -> GrantFacts:
    """Gather what the rules of a grant look at."""
    on = entry.on or today
    unit_facts, person = facts_of(unit, on), known_person(entry.holder)
    return GrantFacts(
        today=today,
        on=entry.on,
        unit=unit_facts,
        town=town_choices(ordinance_on(today)),
        term_years=entry.term_years,
        perpetual=entry.perpetual,
        follows_perpetual=bool(unit_facts.right and unit_facts.right.perpetual),
        holder_named=bool(entry.holder.text),
        dead_holder=str(person) if person and person.is_dead else "",
        registered_name=name_under_id(entry.holder),
    )


def renewal_facts(unit: BurialUnit, entry: RenewalEntry, today: date) -> RenewalFacts | None:
    """Gather what the rules of a renewal look at; None where the unit has no right to extend."""
    on = entry.on or today
    concession = right_of(unit, min(on, today))
    if concession is None:
        return None
    town = town_choices(ordinance_on(on))
    return RenewalFacts(today=today, on=on, years=entry.years, right=right_facts(concession, on), town=town)


def right_facts(concession: Concession, on: date) -> RightFacts:
    """What the rules of a renewal need of the right; its end is the one printed on its title."""
    dead = owners([concession.pk], on).filter(person__is_dead=True).first()
    return RightFacts(
        title_number=concession.title_number,
        granted_from=concession.granted_from,
        expires_on=concession.expires_until,
        perpetual=concession.perpetual,
        dead_holder=(dead.text or str(dead.person)) if dead else "",
    )


def version_of(unit: BurialUnit) -> str:
    """What tells whether somebody changed the unit since a form was drawn: its last act, movement and right."""
    last_act = unit.acts.order_by("-pk").values_list("pk", flat=True).first()
    arrival = unit.arrivals.order_by("-pk").values_list("pk", flat=True).first()
    departure = unit.departures.order_by("-pk").values_list("pk", flat=True).first()
    right = unit.concessions.order_by("-pk").values_list("pk", flat=True).first()
    return ".".join(str(key or 0) for key in (last_act, arrival, departure, right))
