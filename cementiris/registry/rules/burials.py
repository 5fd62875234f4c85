"""Rules of a burial (Annex C, R40 to R54), and the plain sense that no regulation needed to write down (X codes)."""

from datetime import date, timedelta

from cementiris.registry.rules import arrivals
from cementiris.registry.rules.burial_facts import BurialFacts
from cementiris.registry.rules.burial_rights import (
    r50_without_title_only_in_three_cases,
    r51_the_right_is_in_force,
    x36_the_holder_of_the_same_name,
)
from cementiris.registry.rules.calendar import Moment, add_years
from cementiris.registry.rules.capacity import x7_there_is_room
from cementiris.registry.rules.facts import (
    ASHES_ONLY_KINDS,
    Conservation,
    GrantFacts,
    RemainsKind,
    SharedCoffin,
    UnitFacts,
)
from cementiris.registry.rules.findings import Finding, holds, judge, stop, warn
from cementiris.registry.rules.openings import OPENING_RULES

WAIT = timedelta(hours=24)
UNCONSERVED_HOURS = 48
CONSERVED_HOURS = {Conservation.NONE: UNCONSERVED_HOURS, Conservation.TEMPORARY: 72, Conservation.EMBALMED: 96}
BODY_YEARS = 5
AHEAD = timedelta(days=10)
"""How long before its day an act may be registered: a permit is given for a funeral, not for a season."""
CLINICAL = (RemainsKind.FOETAL, RemainsKind.SURGICAL)
"""What comes from a hospital with its own paper, and not from the civil registry."""


def _both_known(facts: BurialFacts) -> tuple[Moment, Moment] | None:
    is_body = facts.remains is RemainsKind.BODY
    return (facts.died, facts.buried) if is_body and facts.died else None


def r40_a_day_has_passed_since_death(facts: BurialFacts) -> Finding | None:
    """R40. A body is buried 24 hours after death at the earliest, unless an authorised exception is recorded.

    When the hours are not known and it could be sooner, the clerk is asked for them.
    Source: [S81] [S32]
    """
    known = _both_known(facts)
    if known is None:
        return None
    died, buried = known
    if buried.earliest >= died.latest + WAIT:
        return holds("R40")
    if facts.early_burial_authorised:
        return holds("R40", "authorised")
    if buried.latest < died.earliest + WAIT:
        return stop("R40", possible_on=died.latest + WAIT) if died.is_exact else stop("R40", "day", died=died.first_day)
    return warn("R40", "hours")


def r41_a_body_that_waits_is_conserved(facts: BurialFacts) -> Finding | None:
    """R41. Up to 48 hours a body needs no conservation; later it must be recorded: 72 hours, or 96 embalmed.

    Beyond those hours it is a stop, unless a judge has authorised the burial: then a warning. Who was buried elsewhere
    before has R45.
    Source: [S32]
    """
    known = _both_known(facts)
    if known is None or facts.exhumed_on:
        return None
    died, buried = known
    least, most = buried.earliest - died.latest, buried.latest - died.earliest
    allowed = CONSERVED_HOURS[facts.conservation]
    if most <= timedelta(hours=UNCONSERVED_HOURS):
        return holds("R41")
    if least <= timedelta(hours=allowed):
        return holds("R41", "conserved", hours=allowed) if allowed > UNCONSERVED_HOURS else None
    speak = warn if facts.judicial_authorisation else stop
    return speak("R41", "" if allowed == UNCONSERVED_HOURS else "longer", hours=allowed)


def state_of_the_dead(died: Moment | None, on: Moment) -> RemainsKind | None:
    """R44: "body" until 5 years after death, "remains" afterwards; None when the dates do not tell.

    Source: [S32] art. 7, https://boe.es/buscar/act.php?id=BOE-A-1974-1358
    """
    if died is None:
        return None
    if on.first_day > add_years(died.last_day, BODY_YEARS):
        return RemainsKind.REMAINS
    return RemainsKind.BODY if on.last_day <= add_years(died.first_day, BODY_YEARS) else None


def r44_a_body_is_remains_after_five_years(facts: BurialFacts) -> Finding | None:
    """R44. A dead person is a body until 5 years after death and remains afterwards; the register computes it.

    Source: [S32]
    """
    if facts.remains not in (RemainsKind.BODY, RemainsKind.REMAINS):
        return None
    is_truly = state_of_the_dead(facts.died, facts.buried)
    if is_truly is None:
        return None
    return holds("R44", facts.remains) if facts.remains is is_truly else stop("R44", is_truly)


def r48_the_licence_is_recorded(facts: BurialFacts) -> Finding | None:
    """R48. No burial is closed without licence number and date, or judicial authorisation for a non-natural death.

    Who was exhumed elsewhere comes with the papers of the exhumation, and what a hospital sends (foetal and surgical
    remains) with the hospital's: there a missing number is a warning. Ashes have R49.
    Source: [S90] [S56] [S32]
    """
    if facts.remains is RemainsKind.ASHES:
        return None
    if facts.remains in CLINICAL:
        return holds("R48", number=facts.licence_number) if facts.licence_number else warn("R48", "clinical")
    if not facts.natural_death:
        return holds("R48", "judicial") if facts.judicial_authorisation else stop("R48", "judicial")
    if facts.licence_number and facts.licence_on:
        return holds("R48", number=facts.licence_number)
    if facts.remains is RemainsKind.REMAINS or facts.exhumed_on:
        return warn("R48", "remains")
    return stop("R48", "date" if facts.licence_number else "")


def r49_ashes_have_their_certificate(facts: BurialFacts) -> Finding | None:
    """R49. Ashes need a cremation certificate, and no health authorisation.

    Source: [S86] [S32]
    """
    if facts.remains is not RemainsKind.ASHES:
        return None
    return holds("R49") if facts.cremation_certificate else stop("R49")


def r54_one_body_per_coffin(facts: BurialFacts) -> Finding | None:
    """R54. A coffin holds one body, except mother and newborn, catastrophe or epidemic.

    Source: [S32]
    """
    if facts.remains is not RemainsKind.BODY:
        return None
    if facts.bodies_in_coffin == 1:
        return holds("R54")
    return holds("R54", "shared") if facts.shared_coffin is not SharedCoffin.NO_REASON else stop("R54")


def is_planned(on: date, today: date, code: str) -> Finding | None:
    """What is said of an act of a coming day: it is planned, or it lies too far ahead; None of a day that has come."""
    if on <= today:
        return None
    return holds(code, "planned", on=on) if on <= today + AHEAD else stop(code, on=on, possible_on=on - AHEAD)


def x4_the_burial_is_near(facts: BurialFacts) -> Finding | None:
    """X4. A burial is registered from ten days before its day: until then it is planned, and counts from its day on.

    Source: decision of the project: the permit of tomorrow's funeral is written today.
    """
    return is_planned(facts.opened_on, facts.today, "X4")


def x5_the_burial_follows_the_death(facts: BurialFacts) -> Finding | None:
    """X5. Nobody is buried before dying.

    Source: decision of the project: plain sense.
    """
    if facts.died is None or facts.buried.latest >= facts.died.earliest:
        return None
    return stop("X5", died=facts.died.first_day, on=facts.buried.first_day)


def x6_the_death_has_happened(facts: BurialFacts) -> Finding | None:
    """X6. A death does not lie in the future, nor before the birth.

    Source: decision of the project: plain sense.
    """
    if facts.died is None:
        return None
    if facts.died.first_day > facts.today:
        return stop("X6", died=facts.died.first_day)
    if facts.born and facts.born.first_day > facts.died.last_day:
        return stop("X6", "birth", born=facts.born.first_day, died=facts.died.last_day)
    return None


def x8_the_unit_is_in_service(facts: BurialFacts) -> Finding | None:
    """X8. Nothing is laid in a unit that is out of service (ruin, works).

    Source: decision of the project: plain sense.
    """
    return not_in_service(facts.unit)


def not_in_service(unit: UnitFacts) -> Finding | None:
    """Why nothing is done over the unit: it is no more, or closed, until a day or until somebody opens it."""
    if unit.gone_since is not None:
        return stop("X8", "gone", since=unit.gone_since)
    if not unit.out_of_service:
        return None
    return stop("X8", possible_on=unit.out_of_service_until) if unit.out_of_service_until else stop("X8", "open")


def x9_columbaria_take_ashes_only(facts: BurialFacts) -> Finding | None:
    """X9. A columbarium or urn space takes ashes and nothing else.

    Source: [S31]
    """
    if facts.unit.kind not in ASHES_ONLY_KINDS:
        return None
    return holds("X9") if facts.remains is RemainsKind.ASHES else stop("X9")


def x9_an_ossuary_takes_no_bodies(facts: BurialFacts) -> Finding | None:
    """X9. An ossuary takes remains and ashes; a body waits five years somewhere else.

    Source: [S32] [S92]
    """
    return stop("X9", "ossuary") if facts.unit.kind == "ossuary" and facts.remains is RemainsKind.BODY else None


def x10_the_licence_date_is_possible(facts: BurialFacts) -> Finding | None:
    """X10. A burial licence is issued between the death and today.

    Source: [S90] arts. 62 to 67: the licence follows the registration of the death.
    """
    if facts.licence_on is None:
        return None
    if facts.licence_on > facts.today:
        return stop("X10", "future", licence_on=facts.licence_on)
    if facts.died and facts.licence_on < facts.died.first_day:
        return stop("X10", licence_on=facts.licence_on, died=facts.died.first_day)
    return None


def x11_the_person_rests_nowhere_yet(facts: BurialFacts) -> Finding | None:
    """X11. A person who already rests in a unit of the municipality is relocated, not buried again.

    Source: decision of the project: one person, one place.
    """
    return stop("X11", place=facts.already_rests_in) if facts.already_rests_in else None


def x18_the_number_is_of_this_person(facts: BurialFacts | GrantFacts) -> Finding | None:
    """X18. An identity number that the register knows under another name asks how that comes.

    Source: decision of the project: a slip in one figure must not bury somebody else.
    """
    return warn("X18", name=facts.registered_name) if facts.registered_name else None


def x35_what_is_planned_stays_possible(facts: BurialFacts) -> Finding | None:
    """X35. A burial must not close the unit to one that is already registered for a later day.

    Urns close nothing, nor does anybody in the municipality's common places or where there are compartments. What was
    registered for a day that has passed by now (an old book is being completed) is a warning.
    Source: [S84]: the waiting time of R42 would forbid the later one.
    """
    later, unit = facts.next_burial, facts.unit
    if later is None or facts.remains is RemainsKind.ASHES or unit.is_shared or unit.has_compartments:
        return None
    if later >= add_years(facts.opened_on, facts.town.reopening_years):
        return None
    return stop("X35", later=later) if later > facts.today else warn("X35", "past", later=later)


def x38_the_deceased_has_a_name(facts: BurialFacts) -> Finding | None:
    """X38. A deceased without a name is buried as an unknown person, each one kept apart, when a reason is given.

    Foetal remains need no name.
    Source: decision of the project: the book of burials writes down whom it can.
    """
    return None if facts.named or facts.remains in CLINICAL else warn("X38")


BURIAL_RULES = (
    *OPENING_RULES,
    r51_the_right_is_in_force,
    r50_without_title_only_in_three_cases,
    r40_a_day_has_passed_since_death,
    r41_a_body_that_waits_is_conserved,
    r44_a_body_is_remains_after_five_years,
    r48_the_licence_is_recorded,
    r49_ashes_have_their_certificate,
    arrivals.r45_a_body_that_arrives_is_reburied_soon,
    arrivals.r46_nobody_is_reburied_in_the_closed_season,
    arrivals.r52_a_transfer_is_authorised,
    r54_one_body_per_coffin,
    x4_the_burial_is_near,
    x5_the_burial_follows_the_death,
    x6_the_death_has_happened,
    x7_there_is_room,
    x8_the_unit_is_in_service,
    x9_columbaria_take_ashes_only,
    x9_an_ossuary_takes_no_bodies,
    x10_the_licence_date_is_possible,
    x11_the_person_rests_nowhere_yet,
    x18_the_number_is_of_this_person,
    x35_what_is_planned_stays_possible,
    x36_the_holder_of_the_same_name,
    x38_the_deceased_has_a_name,
)


def check_burial(facts: BurialFacts) -> tuple[Finding, ...]:
    """Everything that the rules of a burial find, met or not."""
    return judge(BURIAL_RULES, facts)
