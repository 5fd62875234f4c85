"""Rules of clearing a unit into an ossuary or the common grave (R42 to R47, X37; R36 and R39 speak of caducity)."""

from cementiris.registry.rules.burial_facts import RemovalFacts
from cementiris.registry.rules.burials import is_planned
from cementiris.registry.rules.facts import ClearanceBasis
from cementiris.registry.rules.findings import Finding, holds, judge, stop, warn
from cementiris.registry.rules.lapse import check_emptying
from cementiris.registry.rules.openings import OPENING_RULES
from cementiris.registry.rules.seasons import reopens_on
from cementiris.registry.rules.transfer_facts import Deed, ProvisionalFacts
from cementiris.registry.rules.transfers import r23_a_provisional_holder_is_limited


def x37_the_town_has_the_unit_back(facts: RemovalFacts) -> Finding | None:
    """X37. Without the holder's will a unit is cleared only when nobody holds a right over it any more.

    Of an old book the end of the right may not be known: then the clerk says how it ended.
    Source: [S76]; decision of the project for old books.
    """
    if facts.basis is not ClearanceBasis.ENDED or facts.unit.is_shared:
        return None
    if facts.unit.right is not None:
        return stop("X37", "right_lives")
    has_lapsed = facts.ending is not None and facts.ending.has_lapsed
    return None if has_lapsed else warn("X37", "no_decision")


def r44_nobody_is_a_body_still(facts: RemovalFacts) -> Finding | None:
    """R44. Only remains go to an ossuary or the common grave: who died less than five years ago stays.

    Source: [S32] [S92]
    """
    return stop("R44", "clearance", names=", ".join(facts.bodies)) if facts.bodies else None


def r46_no_unit_is_cleared_in_the_closed_season(facts: RemovalFacts) -> Finding | None:
    """R46. In the town's closed season no unit is cleared, save by a judge's order; urns may be moved.

    Source: [S84]
    """
    possible_on = reopens_on(facts.on, facts.town)
    if facts.ashes_only:
        return None
    return stop("R46", possible_on=possible_on) if possible_on and not facts.judicial_authorisation else holds("R46")


def r47_nobody_of_group_1_is_cleared(facts: RemovalFacts) -> Finding | None:
    """R47. Who died of a group I cause is not exhumed, unless the town has enabled the Catalan 5-year rule.

    Source: [S32] [S84]
    """
    if not facts.group_1 or facts.is_ordered_by_a_judge:
        return None
    return holds("R47") if facts.town.group_1_may_open else stop("R47", "clearance", names=", ".join(facts.group_1))


def r23_a_provisional_holder_clears_nobody(facts: RemovalFacts) -> Finding | None:
    """R23. A provisional holder cannot have a unit cleared: not all who rest there need be relatives.

    Source: [S70]
    """
    right = facts.unit.right
    if right is None or facts.basis is not ClearanceBasis.HOLDER or facts.is_ordered_by_a_judge:
        return None
    return r23_a_provisional_holder_is_limited(
        ProvisionalFacts(on=facts.on, deed=Deed.EXHUME, provisional_until=right.provisional_until, is_relative=False)
    )


def x12_the_clearance_is_near(facts: RemovalFacts) -> Finding | None:
    """X12. A clearance is registered from ten days before its day: until then it is planned.

    Source: decision of the project, as for burials (X4).
    """
    return is_planned(facts.on, facts.today, "X12")


def x13_somebody_is_chosen(facts: RemovalFacts) -> Finding | None:
    """X13. Only who rests in the unit on that day, and is not moved later, can be taken out of it.

    Source: decision of the project: the ledger of movements is never contradicted (R55).
    """
    if not facts.chosen_count:
        return stop("X13", "nobody")
    return stop("X13", "some_later", names=", ".join(facts.moving_later)) if facts.moving_later else holds("X13", "all")


def x37_the_destination_is_common(facts: RemovalFacts) -> Finding | None:
    """X37. A unit is cleared into an ossuary or common grave that is in service.

    Source: [S32] art. 51; [S92]
    """
    place = facts.destination
    if place is None:
        return stop("X37")
    if not place.is_shared:
        return stop("X37", "not_common")
    return stop("X37", "out") if place.out_of_service else holds("X37")


def x37_charity_graves_are_those_of_charity(facts: RemovalFacts) -> Finding | None:
    """X37. After the legal period the remains of charity burials, and of no others, go to the common grave.

    Source: [S92]
    """
    if facts.basis is not ClearanceBasis.CHARITY or facts.all_are_charity or not facts.chosen_count:
        return None
    return stop("X37", "not_charity")


CLEARANCE_RULES = (
    x13_somebody_is_chosen,
    *OPENING_RULES,
    r23_a_provisional_holder_clears_nobody,
    x37_the_town_has_the_unit_back,
    r44_nobody_is_a_body_still,
    r46_no_unit_is_cleared_in_the_closed_season,
    r47_nobody_of_group_1_is_cleared,
    x12_the_clearance_is_near,
    x37_the_destination_is_common,
    x37_charity_graves_are_those_of_charity,
)


def check_clearance(facts: RemovalFacts) -> tuple[Finding, ...]:
    """Everything that the rules of a clearance find, met or not."""
    of_caducity = check_emptying(facts.ending) if facts.ending and not facts.unit.is_shared else ()
    return (*judge(CLEARANCE_RULES, facts), *of_caducity)
