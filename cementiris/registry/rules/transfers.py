"""Rules of every change of holder (R5, R21, X27 to X29, X59) and of transfers between the living (R19, R20)."""

from datetime import date

from cementiris.registry.rules.calendar import add_years
from cementiris.registry.rules.concessions import (
    r1_a_new_term_stays_under_the_cap,
    r5_no_new_right_is_perpetual,
    r6_the_term_is_one_of_the_town,
)
from cementiris.registry.rules.facts import GrantFacts
from cementiris.registry.rules.findings import Finding, holds, judge, stop, warn
from cementiris.registry.rules.transfer_facts import (
    Deed,
    HandoverFacts,
    ProvisionalFacts,
    Tie,
    TransferFacts,
)


def fees_are_paid(paid_through: int | None, on: date) -> bool | None:
    """Whether the yearly fees of the years before the day are paid; None where nobody knows.

    The fee of the year itself is still being collected and counts for nothing.
    """
    return None if paid_through is None else paid_through >= on.year - 1


def _new_right(facts: HandoverFacts) -> GrantFacts:
    """The right with a term that takes the place of a perpetual one, as a grant is judged."""
    return GrantFacts(
        today=facts.today, on=facts.on, unit=facts.unit, town=facts.town, term_years=facts.term_years,
        follows_perpetual=True,
    )  # fmt: skip


def r5_a_transfer_ends_perpetuity(facts: HandoverFacts) -> Finding | None:
    """R5. A transfer of a perpetual right after the regulation's date creates a right with a fixed term.

    Source: [S40] [S42]
    """
    return r5_no_new_right_is_perpetual(_new_right(facts)) if facts.takes_a_term else None


def r1_the_term_after_a_perpetual_right(facts: HandoverFacts) -> Finding | None:
    """R1. A concession's term plus all its extensions never exceeds the town's cap, 75 years at most.

    Source: [S41]
    """
    return r1_a_new_term_stays_under_the_cap(_new_right(facts)) if facts.takes_a_term else None


def r6_the_term_after_a_perpetual_right(facts: HandoverFacts) -> Finding | None:
    """R6. Terms are those the town allows (5, 25 and 50 years by default).

    Source: [S22] [S37] [S43]
    """
    return r6_the_term_is_one_of_the_town(_new_right(facts)) if facts.takes_a_term else None


def r13_who_receives_lives(facts: HandoverFacts) -> Finding | None:
    """R13. A right stands in the name of a living person; in the name of a dead one it is an anomaly.

    Source: [S44] [S13]
    """
    if not facts.recipient.name:
        return None
    return stop("R13", holder=facts.recipient.name) if facts.recipient.is_dead else holds("R13")


def r21_the_right_is_in_force(facts: HandoverFacts) -> Finding | None:
    """R21. Transfer is refused if the right is expired or the yearly fee is unpaid.

    Source: [S71] [S65]
    """
    if facts.right is None:
        return None
    is_over = facts.right.has_expired(facts.day)
    return stop("R21", expires_on=facts.right.expires_on or facts.day) if is_over else None


def r21_the_fees_are_paid(facts: HandoverFacts) -> Finding | None:
    """R21. Transfer is refused if the right is expired or the yearly fee is unpaid.

    Where nobody knows, the clerk declares it or says why the right is transferred all the same; the town's ordinance
    may ask for no fees. Source: [S71] [S65]
    """
    if facts.right is None or not facts.town.transfer_needs_fees_paid:
        return None
    if facts.fees_paid is None:
        return warn("R21", "unknown")
    return holds("R21") if facts.fees_paid else stop("R21", "unpaid")


def r23_a_provisional_holder_is_limited(facts: ProvisionalFacts) -> Finding | None:
    """R23. A provisional holder cannot renounce, retrocede or exhume non-relatives.

    Once the time for contesting the title has passed, the title is a full one. Source: [S70]
    """
    until = facts.provisional_until
    if until is None or facts.on >= until:
        return None
    if facts.deed is Deed.EXHUME and facts.is_relative:
        return holds("R23")
    return stop("R23", str(facts.deed), until=until, possible_on=until)


def r51_there_is_a_right_to_transfer(facts: HandoverFacts) -> Finding | None:
    """R51. Where nobody holds a right there is nothing to transfer.

    Source: [S86]
    """
    return stop("R51", "none") if facts.right is None else None


def x18_of_who_receives(facts: HandoverFacts) -> Finding | None:
    """X18. An identity number that the register knows under another name asks how that comes.

    Source: decision of the project: a slip in one figure must not bury somebody else.
    """
    return warn("X18", name=facts.registered_name) if facts.registered_name else None


def x28_somebody_else_receives(facts: HandoverFacts) -> Finding | None:
    """X28. Who receives a right is named, and is not already one of its holders.

    Source: decision of the project: plain sense.
    """
    recipient = facts.recipient
    if not recipient.name:
        return stop("X28", "nobody")
    return stop("X28", "owner", name=recipient.name) if recipient.is_owner else None


def x29_the_transfer_has_come(facts: HandoverFacts) -> Finding | None:
    """X29. A transfer has a date, not ahead of the day of recording, nor before what has changed the right since.

    Source: decision of the project: the register says what has happened.
    """
    if facts.on is None:
        return stop("X29", "missing")
    if facts.on > facts.today:
        return stop("X29", on=facts.on, possible_on=facts.on)
    if facts.held_since and facts.on < facts.held_since:
        return stop("X29", "before", since=facts.held_since, possible_on=facts.held_since)
    return stop("X29", "changed") if facts.has_changed else None


def x59_nobody_disputes_the_right(facts: HandoverFacts) -> Finding | None:
    """X59. Where two entries claim the same right, it is first settled which of them counts.

    Source: decision of the project: nobody gives what may be another's.
    """
    return stop("X59") if facts.right and facts.right.disputed else None


def _within(degree: int, limit: int) -> bool:
    return limit == 0 or degree <= limit


def _degree(facts: TransferFacts) -> Finding:
    limit = facts.town.kinship_degree if facts.tie is Tie.BLOOD else facts.town.affinity_degree
    if facts.degree is None:
        return stop("R19", "degree")
    if _within(facts.degree, limit):
        return holds("R19", "kin", degree=facts.degree)
    return stop("R19", str(facts.tie), degree=facts.degree, limit=limit)


def _cohabitation(facts: TransferFacts) -> Finding:
    years, since = facts.town.cohabitation_years, facts.cohabited_since
    if since is None:
        return stop("R19", "since")
    enough = add_years(since, years)
    if enough <= facts.day:
        return holds("R19", "cohabitant", since=since)
    return stop("R19", "cohabitant", possible_on=enough)


def r19_only_family_receives(facts: TransferFacts) -> Finding:
    """R19. Inter vivos: spouse, relation within the town's degree, or years of cohabitation; otherwise refused.

    The 2nd degree by default (or the 4th) by blood, the 2nd by affinity, 2 years of cohabitation; 0 sets no limit.
    Source: [S64] [S68]
    """
    if facts.tie in (Tie.BLOOD, Tie.AFFINITY):
        return _degree(facts)
    if facts.tie is Tie.COHABITANT:
        return _cohabitation(facts)
    return holds("R19") if facts.tie is Tie.SPOUSE else stop("R19", "untold" if not facts.tie else "")


def r20_a_transfer_is_free(facts: TransferFacts) -> Finding | None:
    """R20. Inter vivos transfer has no price field other than the municipal fee.

    The right is outside commerce: neither the facts nor the form have a place for a price. Source: [S39]
    """
    return holds("R20") if facts.right else None


def x27_the_living_give(facts: TransferFacts) -> Finding | None:
    """X27. Between the living gives who lives; the right of a dead holder goes by succession, and of the dead only.

    Source: [S62]: the change of holder by death has its own documents.
    """
    return stop("X27", holder=facts.dead_giver) if facts.dead_giver else None


def x28_nobody_receives_twice(facts: TransferFacts) -> Finding | None:
    """X28. Who receives a right is named, and is not already one of its holders.

    Source: decision of the project: plain sense.
    """
    for other in facts.others:
        if other.is_owner:
            return stop("X28", "owner", name=other.name)
        if other.key == facts.recipient.key:
            return stop("X28", "twice", name=other.name)
    return None


def r13_all_who_receive_live(facts: TransferFacts) -> Finding | None:
    """R13. A right stands in the name of a living person; in the name of a dead one it is an anomaly.

    Source: [S44] [S13]
    """
    dead = next((other.name for other in facts.others if other.is_dead), "")
    return stop("R13", holder=dead) if dead else None


HANDOVER_RULES = (
    r51_there_is_a_right_to_transfer,
    x59_nobody_disputes_the_right,
    r21_the_right_is_in_force,
    r21_the_fees_are_paid,
    r5_a_transfer_ends_perpetuity,
    r1_the_term_after_a_perpetual_right,
    r6_the_term_after_a_perpetual_right,
    r13_who_receives_lives,
    x18_of_who_receives,
    x28_somebody_else_receives,
    x29_the_transfer_has_come,
)

TRANSFER_RULES = (
    *HANDOVER_RULES,
    x27_the_living_give,
    r19_only_family_receives,
    r20_a_transfer_is_free,
    r13_all_who_receive_live,
    x28_nobody_receives_twice,
)


def check_transfer(facts: TransferFacts) -> tuple[Finding, ...]:
    """Everything that the rules of a transfer between the living find, met or not."""
    return judge(TRANSFER_RULES, facts)
