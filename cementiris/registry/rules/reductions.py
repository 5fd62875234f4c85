"""Rules of gathering somebody's remains into a box that stays in the same unit (R42 to R44, R47)."""

from cementiris.registry.rules.burial_facts import ExhumationFacts
from cementiris.registry.rules.exhumations import (
    provisional_limit,
    r47_group_1_stays,
    x12_the_exhumation_is_near,
    x13_the_person_rests_there,
)
from cementiris.registry.rules.facts import RemainsKind
from cementiris.registry.rules.findings import Finding, holds, judge, stop, warn
from cementiris.registry.rules.openings import r42_last_burial_is_old_enough, r43_group_1_rests_long_enough


def r44_only_remains_are_reduced(facts: ExhumationFacts) -> Finding | None:
    """R44. Only who died more than five years ago is remains, and can be gathered into a box.

    Where the death is not known, the clerk says how it was checked.
    Source: [S32] [S33]
    """
    if facts.remains is RemainsKind.ASHES:
        return stop("R44", "nothing_to_reduce")
    if facts.is_reduced:
        return stop("R44", "reduced_already")
    if facts.leaves_as is RemainsKind.REMAINS:
        return holds("R44", "remains")
    return stop("R44", "not_reduced") if facts.died else warn("R44", "unknown")


REDUCTION_RULES = (
    x13_the_person_rests_there,
    r42_last_burial_is_old_enough,
    r43_group_1_rests_long_enough,
    r44_only_remains_are_reduced,
    r47_group_1_stays,
    provisional_limit,
    x12_the_exhumation_is_near,
)


def check_reduction(facts: ExhumationFacts) -> tuple[Finding, ...]:
    """Everything that the rules of a reduction of remains find, met or not."""
    return judge(REDUCTION_RULES, facts)
