"""Rules of taking somebody out of a unit (R45 to R47, R53), beside those of opening it."""

from datetime import date, timedelta

from cementiris.registry.rules.burials import state_of_the_dead
from cementiris.registry.rules.calendar import Moment
from cementiris.registry.rules.facts import ASHES_ONLY_KINDS, ExhumationFacts, ExhumationPurpose, RemainsKind
from cementiris.registry.rules.findings import Finding, holds, judge, stop, warn
from cementiris.registry.rules.openings import r42_last_burial_is_old_enough, r43_group_1_rests_long_enough

REBURIAL = timedelta(hours=48)


def _is_body(facts: ExhumationFacts) -> bool:
    if facts.remains is RemainsKind.ASHES:
        return False
    return state_of_the_dead(facts.died, Moment.on(facts.on)) is RemainsKind.BODY


def r45_a_body_is_reburied_soon(facts: ExhumationFacts) -> Finding | None:
    """R45. A body that is exhumed is buried again within 48 hours.

    Source: [S32] [S89]
    """
    if facts.reburied_on is None or not _is_body(facts):
        return None
    if facts.reburied_on < facts.on:
        return stop("R45", "before", on=facts.on)
    return holds("R45") if facts.reburied_on - facts.on <= REBURIAL else stop("R45", until=facts.on + REBURIAL)


def _end_of_season(on: date, until_month: int) -> date:
    month = until_month % 12 + 1
    return date(on.year + (month <= on.month), month, 1)


def r46_it_is_not_the_closed_season(facts: ExhumationFacts) -> Finding | None:
    """R46. In the town's closed season (July to September) nobody is exhumed or buried again, save by a judge's order.

    Ashes are free of it.
    Source: [S84]
    """
    first, last, month = facts.town.season_from_month, facts.town.season_until_month, facts.on.month
    if facts.remains is RemainsKind.ASHES:
        return None
    is_closed = first <= month <= last if first <= last else month >= first or month <= last
    if not is_closed or facts.judicial_authorisation:
        return holds("R46")
    return stop("R46", possible_on=_end_of_season(facts.on, last))


def r47_group_1_stays(facts: ExhumationFacts) -> Finding | None:
    """R47. Who died of a group I cause is not exhumed, unless the town has enabled the Catalan 5-year rule.

    Source: [S32] [S84]
    """
    if not facts.group_1 or facts.remains is RemainsKind.ASHES or facts.is_ordered_by_a_judge:
        return None
    return holds("R47") if facts.town.group_1_may_open else stop("R47")


def r53_leaving_needs_an_authorisation(facts: ExhumationFacts) -> Finding | None:
    """R53. Remains go to another cemetery only with the number of the health authority's authorisation.

    Source: [S84] [S88]
    """
    if facts.purpose is not ExhumationPurpose.OTHER_CEMETERY or facts.remains is RemainsKind.ASHES:
        return None
    return holds("R53", number=facts.health_authorisation) if facts.health_authorisation else stop("R53")


def x12_the_exhumation_has_come(facts: ExhumationFacts) -> Finding | None:
    """X12. An exhumation is registered on its day or later, never ahead of it.

    Source: decision of the project: the register says what has happened.
    """
    return stop("X12", on=facts.on, possible_on=facts.on) if facts.on > facts.today else None


def x13_the_person_rests_there(facts: ExhumationFacts) -> Finding | None:
    """X13. Only who rests in the unit on that day can be taken out of it.

    Source: decision of the project: the ledger of movements is never contradicted (R55).
    """
    return holds("X13") if facts.rests_there else stop("X13")


def x14_the_destination_can_take_them(facts: ExhumationFacts) -> Finding | None:
    """X14. The new place is in service, takes what is brought, and has a right in force.

    Source: [S86] [S31]
    """
    place = facts.destination
    if place is None:
        return None
    if place.out_of_service:
        return stop("X14", "out")
    if place.kind in ASHES_ONLY_KINDS and facts.remains is not RemainsKind.ASHES:
        return stop("X14", "ashes")
    if place.is_shared or (place.right and place.right.is_in_force(facts.on)):
        return holds("X14")
    return warn("X14")


EXHUMATION_RULES = (
    x13_the_person_rests_there,
    r42_last_burial_is_old_enough,
    r43_group_1_rests_long_enough,
    r45_a_body_is_reburied_soon,
    r46_it_is_not_the_closed_season,
    r47_group_1_stays,
    r53_leaving_needs_an_authorisation,
    x12_the_exhumation_has_come,
    x14_the_destination_can_take_them,
)


def check_exhumation(facts: ExhumationFacts) -> tuple[Finding, ...]:
    """Everything that the rules of an exhumation or relocation find, met or not."""
    return judge(EXHUMATION_RULES, facts)
