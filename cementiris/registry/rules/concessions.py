"""Rules of granting a right (Annex C, R1 to R7, R9, R10, R13), X1 and X23."""

from datetime import date
from typing import Protocol

from cementiris.registry.rules.burials import not_in_service, x18_the_number_is_of_this_person
from cementiris.registry.rules.calendar import ONE_DAY, add_years
from cementiris.registry.rules.facts import GrantFacts, SameName, TownChoices
from cementiris.registry.rules.findings import Finding, holds, judge, stop, warn

LAW_CAP_YEARS = 75


class HasTown(Protocol):
    """Any act that the town's ordinance judges."""

    @property
    def town(self) -> TownChoices:
        """The ordinance of the day of the act."""


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


def total_within_cap(town: TownChoices, granted_from: date, new_end: date) -> Finding:
    """Whether a right that ends on a day stays within what the law and the town allow in all (R1)."""
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
    return total_within_cap(facts.town, facts.on, add_years(facts.on, facts.term_years))


def r2_the_town_cap_is_lawful(facts: HasTown) -> Finding:
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


def r6_the_term_is_one_of_the_town(facts: GrantFacts) -> Finding | None:
    """R6. Terms are those the town allows for the kind of unit (5, 25 and 50 years by default).

    Source: [S22] [S37] [S43]
    """
    return term_is_offered(facts.term_years, facts.town.terms_for(facts.unit.kind))


def term_is_offered(years: int | None, terms: tuple[int, ...]) -> Finding | None:
    """Whether a term is among those offered; nothing to say where none is chosen or the town names none (R6)."""
    if years is None or not terms:
        return None
    allowed = ", ".join(str(term) for term in sorted(terms))
    return holds("R6", years=years) if years in terms else stop("R6", years=years, allowed=allowed)


def r7_somebody_is_to_rest_there(facts: GrantFacts) -> Finding | None:
    """R7. Where the town grants for immediate need only, a right is given with a deceased, remains or ashes attached.

    Who rests there already is need enough; an old perpetual right is only written down.
    Source: [S37] [S38]
    """
    if facts.perpetual or not facts.town.immediate_need_only:
        return None
    if facts.unit.resting_count:
        return holds("R7", "rests")
    return holds("R7") if facts.need_named else stop("R7")


def r9_a_temporary_right_is_known_as_such(facts: GrantFacts) -> Finding | None:
    """R9. A temporary right begins with the town's short term (Rajadell: 2 years) and has its own limit of extensions.

    Source: [S52]
    """
    longest, total = facts.town.rental_max_years, facts.town.extension_total_years
    if not (longest and total and facts.term_years) or facts.term_years > longest:
        return None
    return holds("R9", "grant", longest=longest, total=total)


def r10_the_longest_term_is_for_residents(facts: GrantFacts) -> Finding | None:
    """R10. The town's longest term is only for who has been on its padró for some years (Cunit: 49 years, 3 years).

    Source: [S23]
    """
    terms = facts.town.terms_for(facts.unit.kind)
    if facts.perpetual or facts.on is None or not terms or facts.term_years != max(terms) or len(terms) == 1:
        return None
    return resident_long_enough(facts.town, facts.resident_since, facts.on)


def resident_long_enough(town: TownChoices, since: date | None, on: date) -> Finding | None:
    """Whether somebody on the padró since a day has been there long enough for the longest term (R10)."""
    years = town.resident_years_for_longest
    if not years:
        return None
    if since is None:
        return stop("R10", "unknown", years=years)
    possible_on = add_years(since, years)
    if possible_on > on:
        return stop("R10", years=years, since=since, possible_on=possible_on)
    return holds("R10", years=years, since=since)


def r13_the_holder_lives(facts: GrantFacts) -> Finding | None:
    """R13. A right stands in the name of a living person; in the name of a dead one it is an anomaly.

    Who is about to rest there holds nothing either; father and son may share a name, so that a name alone only warns.
    Source: [S44] [S13]
    """
    if not facts.holder_named:
        return stop("R13", "nobody")
    if facts.dead_holder:
        return stop("R13", holder=facts.dead_holder)
    if facts.holder_will_rest is SameName.BY_NUMBER:
        return stop("R13", "will_rest")
    return warn("R13", "same_name") if facts.holder_will_rest else holds("R13")


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
    return not_in_service(facts.unit)


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


def x23_each_stands_once_on_the_title(facts: GrantFacts) -> Finding | None:
    """X23. On a title each person stands once, and who is named to follow the holder is alive.

    Source: decision of the project: plain sense.
    """
    if facts.named_twice:
        return stop("X23", person=facts.named_twice)
    return stop("X23", "dead", person=facts.dead_beneficiary) if facts.dead_beneficiary else None


GRANT_RULES = (
    x1_one_live_right_per_unit,
    r1_a_new_term_stays_under_the_cap,
    r2_the_town_cap_is_lawful,
    r3_a_perpetual_right_ends_after_99_years,
    r4_a_perpetual_right_has_its_first_date,
    r5_no_new_right_is_perpetual,
    r6_the_term_is_one_of_the_town,
    r7_somebody_is_to_rest_there,
    r9_a_temporary_right_is_known_as_such,
    r10_the_longest_term_is_for_residents,
    r13_the_holder_lives,
    x8_the_granted_unit_is_in_service,
    x15_common_places_are_not_granted,
    x16_the_act_has_come,
    x18_the_number_is_of_this_person,
    x23_each_stands_once_on_the_title,
)


def check_grant(facts: GrantFacts) -> tuple[Finding, ...]:
    """Everything that the rules of a grant find, met or not."""
    return judge(GRANT_RULES, facts)
