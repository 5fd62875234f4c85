"""Rules of extending a right and of converting a short one into a long one (Annex C, R1 to R3, R6, R8 to R12), X22."""

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from cementiris.registry.rules.calendar import ONE_DAY, add_years
from cementiris.registry.rules.concessions import (
    r2_the_town_cap_is_lawful,
    resident_long_enough,
    term_is_offered,
    total_within_cap,
)
from cementiris.registry.rules.facts import RenewalFacts, RightFacts, TownChoices, UnitFacts
from cementiris.registry.rules.findings import Finding, holds, judge, stop, warn


@dataclass(frozen=True, kw_only=True)
class ConversionFacts:
    """A short right is about to become a long one; `resident_since` is the holder's day on the padró."""

    today: date
    on: date
    right: RightFacts
    town: TownChoices = field(default_factory=TownChoices)
    resident_since: date | None = None


class Lengthening(Protocol):
    """Any act that moves the end of a right."""

    @property
    def today(self) -> date:
        """The day of registering."""

    @property
    def on(self) -> date:
        """The day of the act."""

    @property
    def right(self) -> RightFacts:
        """The right as it was before."""

    @property
    def town(self) -> TownChoices:
        """The ordinance of the day of the act."""


def expiry_of_renewal(facts: RenewalFacts) -> date | None:
    """The last day after the extension, counted from the present end; None where that is unknown."""
    return add_years(facts.right.expires_on, facts.years) if facts.right.expires_on else None


def expiry_of_conversion(facts: ConversionFacts) -> date | None:
    """The last day after the conversion: the long term counts from the day of the title, not from the short end.

    Where that day is unknown the rest of the long term is added to the present end; None where that is unknown too.
    """
    right, years = facts.right, facts.town.conversion_to_years
    if right.granted_from:
        return add_years(right.granted_from, years)
    left = years - (right.term_years or 0) - right.extension_years
    return add_years(right.expires_on, max(left, 0)) if right.expires_on else None


def has_own_limits(right: RightFacts, town: TownChoices) -> bool:
    """Whether the town limits the extensions of such a right: of its temporary rights, or of all where it has none."""
    is_limited = town.extension_min_years or town.extension_max_years or town.extension_total_years
    is_temporary = not town.rental_max_years or (right.term_years or 0) <= town.rental_max_years
    return bool((is_limited or town.rental_total_years) and is_temporary)


def extension_choices(right: RightFacts, town: TownChoices, kind: str) -> tuple[int, ...]:
    """The years by which the town extends such a right, shortest first (R6, R8, R9)."""
    if not has_own_limits(right, town) or not (town.extension_min_years or town.extension_max_years):
        return tuple(sorted(town.terms_for(kind)))
    shortest = max(town.extension_min_years, 1)
    longest = town.extension_max_years or max(town.rental_max_years, shortest)
    return tuple(range(shortest, longest + 1))


def short_choices(town: TownChoices) -> tuple[int, ...]:
    """The years of a short extension, where the town has one (R11)."""
    longest = town.short_extension_max_years
    return tuple(range(max(town.short_extension_min_years, 1), longest + 1)) if longest else ()


def may_convert(right: RightFacts, town: TownChoices) -> bool:
    """Whether the right is of the short term that the town turns into its long one (R10)."""
    return bool(town.conversion_from_years) and right.term_years == town.conversion_from_years


def r1_an_extension_stays_under_the_cap(facts: RenewalFacts) -> Finding | None:
    """R1. A concession's term plus all its extensions never exceeds the town's cap, 75 years at most.

    Source: [S41]
    """
    return _under_the_cap(facts, expiry_of_renewal(facts))


def r1_a_conversion_stays_under_the_cap(facts: ConversionFacts) -> Finding | None:
    """R1. A concession's term plus all its extensions never exceeds the town's cap, 75 years at most.

    Source: [S41]
    """
    return _under_the_cap(facts, expiry_of_conversion(facts)) if facts.town.conversion_to_years else None


def _under_the_cap(facts: Lengthening, new_end: date | None) -> Finding | None:
    if facts.right.perpetual or new_end is None:
        return None
    if facts.right.granted_from is None:
        return warn("R1", "unknown", cap=facts.town.max_term_years)
    return total_within_cap(facts.town, facts.right.granted_from, new_end)


def r3_a_perpetual_right_is_not_extended(facts: Lengthening) -> Finding | None:
    """R3. A perpetual right ends 99 years after its first title date, never later: it cannot be extended.

    Source: [S40] [S45]
    """
    return stop("R3", "extension", years=facts.town.perpetual_years) if facts.right.perpetual else None


def r6_the_extension_is_one_of_the_town(facts: RenewalFacts) -> Finding | None:
    """R6. A right is extended by a term that the town allows for the kind of unit, unless it has limits of its own.

    Source: [S22] [S37] [S43]
    """
    if facts.short or has_own_limits(facts.right, facts.town):
        return None
    return term_is_offered(facts.years, facts.town.terms_for(facts.unit.kind if facts.unit else ""))


def r8_each_extension_is_within_limits(facts: RenewalFacts) -> Finding | None:
    """R8. A temporary right is extended by so many years at a time, and up to so many in all (Barcelona: 1-10, 50).

    Source: [S43]
    """
    town, right = facts.town, facts.right
    if facts.short or not has_own_limits(right, town):
        return None
    shortest, longest = max(town.extension_min_years, 1), town.extension_max_years
    if facts.years < shortest or (longest and facts.years > longest):
        variant = "between" if longest else "least"
        return stop("R8", variant, years=facts.years, shortest=shortest, longest=longest)
    return _total_of_rental(facts)


def _total_of_rental(facts: RenewalFacts) -> Finding | None:
    right, total, new_end = facts.right, facts.town.rental_total_years, expiry_of_renewal(facts)
    if not total or new_end is None:
        return None
    if right.granted_from is None:
        years = (right.term_years or 0) + right.extension_years + facts.years
        return stop("R8", "total", total=total) if years > total else holds("R8", total=total)
    latest = add_years(right.granted_from, total)
    return stop("R8", "until", total=total, latest=latest) if new_end > latest else holds("R8", total=total)


def r9_extensions_have_a_limit_in_all(facts: RenewalFacts) -> Finding | None:
    """R9. All extensions of a temporary right together last no longer than the town says (Rajadell: 10 years).

    Source: [S52]
    """
    total, right = facts.town.extension_total_years, facts.right
    if facts.short or not total or not has_own_limits(right, facts.town):
        return None
    left = max(total - right.extension_years, 0)
    if facts.years > left:
        return stop("R9", total=total, used=right.extension_years, left=left)
    return holds("R9", total=total, left=left - facts.years)


def r10_the_right_can_be_converted(facts: ConversionFacts) -> Finding:
    """R10. A short right becomes the town's long one, paying part of its rate (Cunit: 3 to 49 years, 50 %).

    Source: [S23] [S55]
    """
    town, right = facts.town, facts.right
    first, last = town.conversion_from_years, town.conversion_to_years
    if not (first and last):
        return stop("R10", "none")
    if not may_convert(right, town):
        return stop("R10", "other_term", first=first, last=last)
    return holds("R10", "rate", last=last, percent=town.conversion_rate_percent)


def r10_a_conversion_is_for_residents(facts: ConversionFacts) -> Finding | None:
    """R10. The town's longest term is only for who has been on its padró for some years (Cunit: 49 years, 3 years).

    Source: [S23]
    """
    if not may_convert(facts.right, facts.town):
        return None
    return resident_long_enough(facts.town, facts.resident_since, facts.on)


def r11_a_short_extension_has_its_length(facts: RenewalFacts) -> Finding | None:
    """R11. Who will not renew and cannot yet have the dead exhumed gets a short extension (Badalona: 2 to 5 years).

    Source: [S50]
    """
    if not facts.short:
        return None
    shortest, longest = facts.town.short_extension_min_years, facts.town.short_extension_max_years
    if not longest:
        return stop("R11", "none")
    if not shortest <= facts.years <= longest:
        return stop("R11", years=facts.years, shortest=shortest, longest=longest)
    if facts.unit and facts.right.expires_on and _can_be_emptied(facts.unit, facts.town, facts.right.expires_on):
        return warn("R11", "needless", shortest=shortest, longest=longest)
    return holds("R11", shortest=shortest, longest=longest)


def _can_be_emptied(unit: UnitFacts, town: TownChoices, by: date) -> bool:
    if not unit.unburnt_count:
        return True
    if unit.last_burial is None:
        return False
    years = town.reopening_years_group_1 if unit.group_1_rests else town.reopening_years
    return add_years(unit.last_burial.last_day, years) + ONE_DAY <= by


def r12_a_dead_holder_blocks_extension(facts: Lengthening) -> Finding:
    """R12. A holder recorded as dead blocks the extension until the right has been transferred.

    Source: [S50]
    """
    return stop("R12", holder=facts.right.dead_holder) if facts.right.dead_holder else holds("R12")


def x16_the_renewal_has_come(facts: Lengthening) -> Finding | None:
    """X16. A grant or renewal has a date and is recorded on that day or later, never ahead of it.

    Source: decision of the project: the register says what has happened.
    """
    return stop("X16", on=facts.on, possible_on=facts.on) if facts.on > facts.today else None


def x17_the_right_can_be_extended(facts: Lengthening) -> Finding | None:
    """X17. What is extended is a right whose end is known; after that end the reason for doing it late is recorded.

    Source: [S49]: the extension is asked for expressly, within the year after the reminder.
    """
    right = facts.right
    if right.perpetual:
        return None
    if right.expires_on is None:
        return stop("X17", "unknown")
    if right.has_expired(facts.on):
        return warn("X17", expires_on=right.expires_on)
    return holds("X17", expires_on=right.expires_on)


def x22_a_short_right_is_converted_not_extended(facts: RenewalFacts) -> Finding | None:
    """X22. Where the town extends no short right, its holder converts it into the long one or renounces it.

    Source: [S55]
    """
    town = facts.town
    if not (town.conversion_only and may_convert(facts.right, town)):
        return None
    return stop("X22", first=town.conversion_from_years, last=town.conversion_to_years)


RENEWAL_RULES = (
    r12_a_dead_holder_blocks_extension,
    x17_the_right_can_be_extended,
    x22_a_short_right_is_converted_not_extended,
    r1_an_extension_stays_under_the_cap,
    r2_the_town_cap_is_lawful,
    r3_a_perpetual_right_is_not_extended,
    r6_the_extension_is_one_of_the_town,
    r8_each_extension_is_within_limits,
    r9_extensions_have_a_limit_in_all,
    r11_a_short_extension_has_its_length,
    x16_the_renewal_has_come,
)

CONVERSION_RULES = (
    r10_the_right_can_be_converted,
    r12_a_dead_holder_blocks_extension,
    x17_the_right_can_be_extended,
    r1_a_conversion_stays_under_the_cap,
    r2_the_town_cap_is_lawful,
    r3_a_perpetual_right_is_not_extended,
    r10_a_conversion_is_for_residents,
    x16_the_renewal_has_come,
)


def check_renewal(facts: RenewalFacts) -> tuple[Finding, ...]:
    """Everything that the rules of a renewal find, met or not."""
    return judge(RENEWAL_RULES, facts)


def check_conversion(facts: ConversionFacts) -> tuple[Finding, ...]:
    """Everything that the rules of a conversion find, met or not."""
    return judge(CONVERSION_RULES, facts)
