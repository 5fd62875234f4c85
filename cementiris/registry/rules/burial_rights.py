"""On what right somebody is buried: the title, its fees, and who may do without it (R50, R51)."""

from datetime import date

from cementiris.registry.rules.burial_facts import BurialFacts
from cementiris.registry.rules.facts import TitleBasis, UnitFacts
from cementiris.registry.rules.findings import Breach, Finding, holds, stop, warn


def lack_of_right(unit: UnitFacts, on: date, code: str) -> Breach | None:
    """What is wrong with the right over a unit into which somebody is to be laid; None where it covers the day.

    An old register may simply not tell the right of a unit where somebody rests: there its absence is a warning.
    """
    right = unit.right
    if right is None:
        return warn(code, "unknown") if unit.resting_count else stop(code, "none")
    if right.has_expired(on) and right.expires_on:
        return stop(code, expires_on=right.expires_on)
    if not right.is_in_force(on) and right.granted_from:
        return stop(code, "later", possible_on=right.granted_from)
    return None


def r50_without_title_only_in_three_cases(facts: BurialFacts) -> Finding | None:
    """R50. A burial without the title at hand is possible only in three cases, where the town admits them.

    The holder says that it is lost; the deceased is the holder; the holder is dead and the beneficiary, or most of
    those called to succeed, agree. The municipality's own places and charity burials ask for no title.
    Source: [S91]
    """
    basis, right = facts.title_basis, facts.unit.right
    if facts.unit.is_shared or facts.is_charity or right is None:
        return None
    if basis is TitleBasis.SHOWN:
        return holds("R50")
    if basis is TitleBasis.NONE:
        return stop("R50", "none")
    if not facts.town.burial_without_title:
        return stop("R50", "not_here")
    if basis is TitleBasis.LOST:
        is_gone = right.dead_holder and not facts.deceased_is_holder
        return stop("R50", "lost_by_the_dead", holder=right.dead_holder) if is_gone else holds("R50", "lost")
    if basis is TitleBasis.DECEASED_IS_HOLDER:
        return holds("R50", "holder") if facts.deceased_is_holder else warn("R50", "not_the_holder")
    return holds("R50", "successors") if right.dead_holder else stop("R50", "holder_lives")


def _fee_finding(facts: BurialFacts) -> Finding | None:
    if not facts.town.burial_needs_fees_paid or facts.fee_declared:
        return None
    year = facts.opened_on.year - 1
    if facts.fee_paid is None:
        return stop("R51", "fee_unknown", year=year)
    return None if facts.fee_paid else stop("R51", "fee", year=year)


def _dead_holder(facts: BurialFacts) -> Breach | None:
    right = facts.unit.right
    if right is None or not right.dead_holder or facts.deceased_is_holder:
        return None
    agreed = facts.title_basis is TitleBasis.SUCCESSORS_AGREE and facts.town.burial_without_title
    variant = "dead_holder" if facts.town.burial_without_title else "change_first"
    return None if agreed else stop("R51", variant, holder=right.dead_holder)


def r51_the_right_is_in_force(facts: BurialFacts) -> Finding | None:
    """R51. A burial needs the right over the unit to be in force, in the name of somebody alive, and its fees paid.

    An old register may simply not tell the right of a unit where somebody rests: there its absence is a warning.
    A dead holder asks for the change of holder first, save where the successors agree (R50). The yearly fee counts,
    where the town asks for it, up to the year before the burial; of what the register does not know, the clerk answers.
    The municipality's common places have no right, and of a charity burial the municipality answers.
    Source: [S86] [S91] [S92]
    """
    unit, right, day = facts.unit, facts.unit.right, facts.opened_on
    if unit.is_shared:
        return None
    lacking = lack_of_right(unit, day, "R51")
    if facts.is_charity and right is None:
        return holds("R51", "charity")
    broken = lacking or _dead_holder(facts) or _fee_finding(facts)
    if broken is not None or right is None:
        return broken
    return holds("R51", expires_on=right.expires_on) if right.expires_on else holds("R51", "open")


def x36_the_holder_of_the_same_name(facts: BurialFacts) -> Finding | None:
    """X36. Where the holder of the unit is called like the deceased, the clerk says whether it is the same person.

    Source: decision of the project: a dead holder must not go on holding because of a number left blank (R13).
    """
    if facts.deceased_is_holder or not facts.holder_of_same_name:
        return None
    return warn("X36", holder=facts.holder_of_same_name)
