"""Rules of taking somebody out of a unit (R23, R45 to R47, R52, R53), beside those of opening it."""

from cementiris.registry.rules.arrivals import r52_a_transfer_is_authorised, reburied_in_time
from cementiris.registry.rules.burial_facts import ExhumationFacts
from cementiris.registry.rules.burials import is_planned, state_of_the_dead
from cementiris.registry.rules.calendar import Moment
from cementiris.registry.rules.capacity import x7_there_is_room_at_the_destination
from cementiris.registry.rules.destinations import (
    r42_the_destination_may_be_opened,
    r43_nobody_of_group_1_closes_the_destination,
    x14_the_destination_can_take_them,
)
from cementiris.registry.rules.endings import EmptiedFacts, r30_the_last_to_leave_ends_a_short_right
from cementiris.registry.rules.facts import ExhumationPurpose, RemainsKind
from cementiris.registry.rules.findings import Finding, holds, judge, stop, warn
from cementiris.registry.rules.openings import r42_last_burial_is_old_enough, r43_group_1_rests_long_enough
from cementiris.registry.rules.seasons import reopens_on
from cementiris.registry.rules.transfer_facts import Deed, ProvisionalFacts
from cementiris.registry.rules.transfers import r23_a_provisional_holder_is_limited


def _is_body(facts: ExhumationFacts) -> bool:
    if facts.remains is RemainsKind.ASHES:
        return False
    return state_of_the_dead(facts.died, Moment.on(facts.on)) is RemainsKind.BODY


def r45_a_body_is_reburied_soon(facts: ExhumationFacts) -> Finding | None:
    """R45. A body that is exhumed is buried again within 48 hours.

    Who is burnt on the way is a body no more.
    Source: [S32] [S89]
    """
    if facts.reburied_on is None:
        return None
    if not _is_body(facts) or facts.cremated:
        return stop("R45", "before", on=facts.on) if facts.reburied_on < facts.on else None
    return reburied_in_time(facts.on, facts.reburied_on)


def r46_it_is_not_the_closed_season(facts: ExhumationFacts) -> Finding | None:
    """R46. In the town's closed season (July to September) nobody is exhumed or buried again, save by a judge's order.

    Ashes are free of it.
    Source: [S84]
    """
    if facts.remains is RemainsKind.ASHES:
        return None
    possible_on = reopens_on(facts.on, facts.town)
    if possible_on is None or facts.judicial_authorisation:
        return holds("R46")
    return stop("R46", possible_on=possible_on)


def r47_group_1_stays(facts: ExhumationFacts) -> Finding | None:
    """R47. Who died of a group I cause is not exhumed, unless the town has enabled the Catalan 5-year rule.

    Source: [S32] [S84]
    """
    if not facts.group_1 or facts.remains is RemainsKind.ASHES or facts.is_ordered_by_a_judge:
        return None
    return holds("R47") if facts.town.group_1_may_open else stop("R47")


def r49_who_comes_back_as_ashes_has_the_certificate(facts: ExhumationFacts) -> Finding | None:
    """R49. Ashes need a cremation certificate: also those of who is burnt after an exhumation and comes back.

    Source: [S86] [S32]
    """
    if not facts.cremated:
        return None
    if facts.remains is RemainsKind.ASHES:
        return stop("R49", "already")
    return holds("R49") if facts.cremation_certificate else stop("R49")


def r53_leaving_needs_an_authorisation(facts: ExhumationFacts) -> Finding | None:
    """R53. Remains go to another cemetery only with the number of the health authority's authorisation.

    Source: [S84] [S88]
    """
    if facts.purpose is not ExhumationPurpose.OTHER_CEMETERY or facts.remains is RemainsKind.ASHES:
        return None
    return holds("R53", number=facts.health_authorisation) if facts.health_authorisation else stop("R53")


def x12_the_exhumation_is_near(facts: ExhumationFacts) -> Finding | None:
    """X12. An exhumation is registered from ten days before its day: until then it is planned.

    Source: decision of the project, as for burials (X4).
    """
    return is_planned(facts.on, facts.today, "X12")


def x13_the_person_rests_there(facts: ExhumationFacts) -> Finding | None:
    """X13. Only who rests in the unit on that day, and is not moved later, can be taken out of it.

    Source: decision of the project: the ledger of movements is never contradicted (R55).
    """
    if not facts.rests_there:
        return stop("X13")
    return stop("X13", "later", later=facts.moves_later_on) if facts.moves_later_on else holds("X13")


def x39_who_receives_is_named(facts: ExhumationFacts) -> Finding | None:
    """X39. What is handed over is ashes or remains, to somebody who is named with an identity number on a receipt.

    Source: [S32] art. 53: an urn travels without a health requirement; a body goes with an undertaker.
    """
    if facts.purpose is ExhumationPurpose.HANDED_OVER:
        if _is_body(facts):
            return stop("X39", "body")
        if not facts.recipient:
            return stop("X39")
    if facts.recipient and not facts.recipient_id:
        return warn("X39", "number")
    return holds("X39", name=facts.recipient) if facts.recipient else None


def x39_the_other_cemetery_is_named(facts: ExhumationFacts) -> Finding | None:
    """X39. Of who goes to another cemetery the register says to which: nobody is lost track of.

    Source: [S32] art. 61: the books say where remains go.
    """
    leaves = facts.purpose is ExhumationPurpose.OTHER_CEMETERY
    return stop("X39", "where") if leaves and facts.is_nowhere else None


def x39_a_judge_is_named(facts: ExhumationFacts) -> Finding | None:
    """X39. A judicial exhumation bears the number of the judge's order.

    Source: [S90] art. 67; decision of the project.
    """
    is_judicial = facts.purpose is ExhumationPurpose.JUDICIAL
    return stop("X39", "judge") if is_judicial and not facts.judicial_authorisation else None


def provisional_limit(facts: ExhumationFacts) -> Finding | None:
    """What a provisional title (R23) has to say of an exhumation; a judge's order does not ask for titles."""
    right = facts.unit.right
    if right is None or facts.is_ordered_by_a_judge:
        return None
    return r23_a_provisional_holder_is_limited(
        ProvisionalFacts(
            on=facts.on, deed=Deed.EXHUME, provisional_until=right.provisional_until, is_relative=facts.relative
        )
    )


def the_last_to_leave(facts: ExhumationFacts) -> Finding | None:
    """What R30 says where nobody else rests in the unit."""
    if not facts.rests_there or facts.unit.resting_count != 1:
        return None
    emptied = EmptiedFacts(right=facts.unit.right, town=facts.town, resting_count=0)
    return r30_the_last_to_leave_ends_a_short_right(emptied)


EXHUMATION_RULES = (
    x13_the_person_rests_there,
    the_last_to_leave,
    r42_last_burial_is_old_enough,
    r43_group_1_rests_long_enough,
    provisional_limit,
    r45_a_body_is_reburied_soon,
    r46_it_is_not_the_closed_season,
    r47_group_1_stays,
    r49_who_comes_back_as_ashes_has_the_certificate,
    r52_a_transfer_is_authorised,
    r53_leaving_needs_an_authorisation,
    x7_there_is_room_at_the_destination,
    x12_the_exhumation_is_near,
    r42_the_destination_may_be_opened,
    r43_nobody_of_group_1_closes_the_destination,
    x14_the_destination_can_take_them,
    x39_who_receives_is_named,
    x39_the_other_cemetery_is_named,
    x39_a_judge_is_named,
)


def check_exhumation(facts: ExhumationFacts) -> tuple[Finding, ...]:
    """Everything that the rules of an exhumation or relocation find, met or not."""
    return judge(EXHUMATION_RULES, facts)
