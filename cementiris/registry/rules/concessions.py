"""Rules of granting and renewing a right (Annex C, R1 to R6, R12, R13) and X1."""

from datetime import date

from cementiris.registry.rules.burials import x18_the_number_is_of_this_person
from cementiris.registry.rules.calendar import ONE_DAY, add_years
from cementiris.registry.rules.facts import GrantFacts, RenewalFacts, TownChoices
from cementiris.registry.rules.findings import Finding, holds, judge, stop, warn

LAW_CAP_YEARS = 75


def perpetual_end(granted_on: date, town: TownChoices) -> date:
    """The last day of an old perpetual right: first title date + 99 years, never later (R3)."""
    return add_years(granted_on, town.perpetual_years)


def expiry_of_grant(facts: GrantFacts) -> date | None:
    """The last day of the right about to be granted; None where it cannot be computed (R4)."""
    if facts.on is None:
        return None
    if facts.perpetual:
        return perpetual_end(facts.on, facts.town)
    return add_years(facts.on, facts.term_years) if facts.term_years else None


def latest_expiry(granted_from: date, town: TownChoices) -> date:
    """The last day that a right given on a date may ever reach, extensions included (R1, R2)."""
    return add_years(granted_from, min(town.max_term_years, LAW_CAP_YEARS))


def expiry_of_renewal(facts: RenewalFacts) -> date | None:
    """The last day after the extension, counted from the present end; None where that is unknown."""
    return add_years(facts.right.expires_on, facts.years) if facts.right.expires_on else None


def _total_within_cap(town: TownChoices, granted_from: date, new_end: date) -> Finding:
    latest = latest_expiry(granted_from, town)
    cap = min(town.max_term_years, LAW_CAP_YEARS)
    if new_end > latest:
        return stop("R1", cap=cap, new_end=new_end, latest=latest)
    return holds("R1", cap=cap, new_end=new_end)


def r1_a_new_term_stays_under_the_cap(facts: GrantFacts) -> Finding | None:
    """R1. A concession's term plus all its extensions never exceeds the town's cap, 75 years at most.

    Source: [S41]
    """
    if facts.perpetual or facts.on is None:
        return None
    if facts.term_years is None or facts.term_years < 1:
        return stop("R1", "no_term")
    return _total_within_cap(facts.town, facts.on, add_years(facts.on, facts.term_years))


def r1_an_extension_stays_under_the_cap(facts: RenewalFacts) -> Finding | None:
    """R1. A concession's term plus all its extensions never exceeds the town's cap, 75 years at most.

    Source: [S41]
    """
    new_end = expiry_of_renewal(facts)
    if facts.right.perpetual or new_end is None:
        return None
    if facts.right.granted_from is None:
        return warn("R1", "unknown", cap=facts.town.max_term_years)
    return _total_within_cap(facts.town, facts.right.granted_from, new_end)


def r2_the_town_cap_is_lawful(facts: GrantFacts | RenewalFacts) -> Finding:
    """R2. A municipality may set a lower cap than 75 years (50 by default), never a higher one.

    Source: [S40] [S41]
    """
    cap = facts.town.max_term_years
    return holds("R2", cap=cap) if cap <= LAW_CAP_YEARS else stop("R2", cap=cap, law=LAW_CAP_YEARS)


def r3_a_perpetual_right_ends_after_99_years(facts: GrantFacts) -> Finding | None:
    """R3. A perpetual right is recorded with a computed end, first title date + 99 years, and marked perpetual.

    Source: [S40] [S45]
    """
    if not facts.perpetual or facts.on is None:
        return None
    end = perpetual_end(facts.on, facts.town)
    years = facts.town.perpetual_years
    return warn("R3", end=end, years=years) if end < facts.today else holds("R3", end=end, years=years)


def r3_a_perpetual_right_is_not_extended(facts: RenewalFacts) -> Finding | None:
    """R3. A perpetual right ends 99 years after its first title date, never later: it cannot be extended.

    Source: [S40] [S45]
    """
    return stop("R3", "extension", years=facts.town.perpetual_years) if facts.right.perpetual else None


def r4_a_perpetual_right_has_its_first_date(facts: GrantFacts) -> Finding | None:
    """R4. A perpetual right whose first title date is unknown gets no computed end and is listed as an anomaly.

    Source: inference of the domain study: nothing can be counted from an unknown date.
    """
    return warn("R4") if facts.perpetual and facts.on is None else None


def r5_no_new_right_is_perpetual(facts: GrantFacts) -> Finding | None:
    """R5. From the regulation's date a right, also one that follows a perpetual one, has a fixed term.

    Source: [S40] [S42]
    """
    begins = facts.town.regulation_from
    if facts.perpetual and facts.on and (begins is None or facts.on >= begins):
        return stop("R5", since=begins) if begins else stop("R5", "always")
    return holds("R5") if facts.follows_perpetual else None


def r6_the_term_is_one_of_the_town(facts: GrantFacts | RenewalFacts) -> Finding | None:
    """R6. Terms are those the town allows (5, 25 and 50 years by default).

    Source: [S22] [S37] [S43]
    """
    years = facts.years if isinstance(facts, RenewalFacts) else facts.term_years
    terms = facts.town.allowed_term_years
    if years is None or not terms:
        return None
    allowed = ", ".join(str(term) for term in sorted(terms))
    return holds("R6", years=years) if years in terms else stop("R6", years=years, allowed=allowed)


def r12_a_dead_holder_blocks_extension(facts: RenewalFacts) -> Finding:
    """R12. A holder recorded as dead blocks the extension until the right has been transferred.

    Source: [S50]
    """
    return stop("R12", holder=facts.right.dead_holder) if facts.right.dead_holder else holds("R12")


def r13_the_holder_lives(facts: GrantFacts) -> Finding | None:
    """R13. A right stands in the name of a living person; in the name of a dead one it is an anomaly.

    Source: [S44] [S13]
    """
    if not facts.holder_named:
        return stop("R13", "nobody")
    return stop("R13", holder=facts.dead_holder) if facts.dead_holder else holds("R13")


def x1_one_live_right_per_unit(facts: GrantFacts) -> Finding | None:
    """X1. One unit has one accepted right at a time; the database refuses a second one as well.

    A right that has expired, or whose end nobody knows, may be settled by the new grant: a warning that asks why.
    Source: [S37]: a nominal title per grave.
    """
    right, day = facts.unit.right, facts.on
    if right is None:
        return holds("X1")
    if day is None or (right.granted_from and right.granted_from >= day):
        return stop("X1", "begun")
    if right.expires_on is None:
        return warn("X1", "open")
    if right.has_expired(day):
        return warn("X1", "expired", expires_on=right.expires_on)
    return stop("X1", expires_on=right.expires_on, possible_on=right.expires_on + ONE_DAY)


def x8_the_granted_unit_is_in_service(facts: GrantFacts) -> Finding | None:
    """X8. No right is given over a unit that is out of service (ruin, works).

    Source: decision of the project: plain sense.
    """
    unit = facts.unit
    if not unit.out_of_service:
        return None
    return stop("X8", possible_on=unit.out_of_service_until) if unit.out_of_service_until else stop("X8", "open")


def x15_common_places_are_not_granted(facts: GrantFacts) -> Finding | None:
    """X15. Nobody is given a right over the common grave or the ossuary.

    Source: [S9] [S20]: shared municipal places.
    """
    return stop("X15") if facts.unit.is_shared else None


def x16_the_act_has_come(facts: GrantFacts) -> Finding | None:
    """X16. A grant or renewal has a date and is recorded on that day or later, never ahead of it.

    Source: decision of the project: the register says what has happened.
    """
    if facts.on is None:
        return None if facts.perpetual else stop("X16", "missing")
    return stop("X16", on=facts.on, possible_on=facts.on) if facts.on > facts.today else None


def x16_the_renewal_has_come(facts: RenewalFacts) -> Finding | None:
    """X16. A grant or renewal has a date and is recorded on that day or later, never ahead of it.

    Source: decision of the project: the register says what has happened.
    """
    return stop("X16", on=facts.on, possible_on=facts.on) if facts.on > facts.today else None


def x17_the_right_can_be_extended(facts: RenewalFacts) -> Finding | None:
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


GRANT_RULES = (
    x1_one_live_right_per_unit,
    r1_a_new_term_stays_under_the_cap,
    r2_the_town_cap_is_lawful,
    r3_a_perpetual_right_ends_after_99_years,
    r4_a_perpetual_right_has_its_first_date,
    r5_no_new_right_is_perpetual,
    r6_the_term_is_one_of_the_town,
    r13_the_holder_lives,
    x8_the_granted_unit_is_in_service,
    x15_common_places_are_not_granted,
    x16_the_act_has_come,
    x18_the_number_is_of_this_person,
)

RENEWAL_RULES = (
    r12_a_dead_holder_blocks_extension,
    x17_the_right_can_be_extended,
    r1_an_extension_stays_under_the_cap,
    r2_the_town_cap_is_lawful,
    r3_a_perpetual_right_is_not_extended,
    r6_the_term_is_one_of_the_town,
    x16_the_renewal_has_come,
)


def check_grant(facts: GrantFacts) -> tuple[Finding, ...]:
    """Everything that the rules of a grant find, met or not."""
    return judge(GRANT_RULES, facts)


def check_renewal(facts: RenewalFacts) -> tuple[Finding, ...]:
    """Everything that the rules of a renewal find, met or not."""
    return judge(RENEWAL_RULES, facts)
