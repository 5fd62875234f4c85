"""Rules of giving a right back: renunciation and retrocession with its refund (Annex C, R27 to R31, and R23)."""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from cementiris.design.writing import amount_text
from cementiris.registry.rules.calendar import ONE_DAY, Moment, add_years
from cementiris.registry.rules.facts import RightFacts, TownChoices
from cementiris.registry.rules.findings import Finding, holds, judge, stop, warn
from cementiris.registry.rules.transfer_facts import Deed, ProvisionalFacts
from cementiris.registry.rules.transfers import r23_a_provisional_holder_is_limited
from cementiris.registry.rules.windows import is_in_window, window_opens_on

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


class Basis(StrEnum):
    """By what the refund of a right is reckoned."""

    SHORT = "short"
    LONG = "long"
    VALUATION = "valuation"


@dataclass(frozen=True, kw_only=True)
class EndingFacts:
    """A right is about to be given back. `last_burial` is the last one ever in the unit, whoever has left since.

    `unsigned` names the owners whose signature is missing; `has_open_file` says that its caducity is under way,
    `has_changed` that a later act has changed its holders or its end. `heirs_asked_until` is the day on which the time
    of the heirs of dead owners ended, where the town takes their silence for a renunciation (None otherwise).
    """

    today: date
    on: date
    right: RightFacts | None = None
    town: TownChoices = field(default_factory=TownChoices)
    resting_count: int = 0
    last_burial: Moment | None = None
    owner_count: int = 0
    unsigned: tuple[str, ...] = ()
    has_open_file: bool = False
    has_changed: bool = False
    heirs_asked_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class RetrocessionFacts(EndingFacts):
    """A right is about to be given back for a refund, in euros.

    `price` was paid for the time since `period_from` (None: since the right was granted) until the end of the right;
    `valuation` is what the municipal architect says that a right without that reckoning is worth.
    """

    price: Decimal | None = None
    period_from: date | None = None
    valuation: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class EmptiedFacts:
    """A right over a unit in which nobody may be left. `was_used` says that somebody did rest there."""

    right: RightFacts | None = None
    town: TownChoices = field(default_factory=TownChoices)
    resting_count: int = 0
    was_used: bool = True


@dataclass(frozen=True, kw_only=True)
class Refund:
    """What is paid back, in euros, and how it is reckoned: price × days left / days of the period."""

    amount: Decimal
    basis: Basis
    price: Decimal | None = None
    day_count: int = 0
    days_left: int = 0
    is_due: bool = True


def is_short(right: RightFacts, town: TownChoices) -> bool:
    """Whether the town treats the right as a short one: by the term of its title, or from its dates."""
    if right.term_years is not None:
        return right.term_years <= town.retrocession_short_years
    if right.granted_from is None or right.expires_on is None:
        return False
    return right.expires_on <= add_years(right.granted_from, town.retrocession_short_years)


def basis_of(right: RightFacts, town: TownChoices) -> Basis:
    """By what the refund is reckoned; a perpetual right, or one without both its days, is valued by the architect."""
    if right.perpetual or right.granted_from is None or right.expires_on is None:
        return Basis.VALUATION
    return Basis.SHORT if is_short(right, town) else Basis.LONG


def is_refund_due(right: RightFacts, town: TownChoices, on: date) -> bool:
    """Whether a right given back on the day is paid back at all (R28, R29); 0 years mean no such limit."""
    basis = basis_of(right, town)
    if basis is Basis.VALUATION or right.expires_on is None or right.granted_from is None:
        return True
    if basis is Basis.SHORT:
        return add_years(on, town.retrocession_short_left_years) < right.expires_on
    within = town.retrocession_long_within_years
    return on < right.expires_on and (not within or on < add_years(right.granted_from, within))


def refund_of(facts: RetrocessionFacts) -> Refund | None:
    """What is paid back, to the cent; None while the price or the valuation it depends on is missing."""
    right = facts.right
    if right is None:
        return None
    basis = basis_of(right, facts.town)
    if not is_refund_due(right, facts.town, facts.on):
        return Refund(amount=NOTHING, basis=basis, price=facts.price, is_due=False)
    if basis is Basis.VALUATION:
        return None if facts.valuation is None else Refund(amount=facts.valuation, basis=basis)
    return _pro_rata(facts, right, basis)


def _pro_rata(facts: RetrocessionFacts, right: RightFacts, basis: Basis) -> Refund | None:
    begins = facts.period_from or right.granted_from
    if facts.price is None or begins is None or right.expires_on is None:
        return None
    day_count = max((right.expires_on - begins).days, 1)
    left = min(max((right.expires_on - facts.on).days, 0), day_count)
    amount = (facts.price * left / day_count).quantize(CENT, ROUND_HALF_UP)
    return Refund(amount=amount, basis=basis, price=facts.price, day_count=day_count, days_left=left)


def _provisional(deed: Deed, facts: EndingFacts) -> Finding | None:
    until = facts.right.provisional_until if facts.right else None
    return r23_a_provisional_holder_is_limited(ProvisionalFacts(on=facts.on, deed=deed, provisional_until=until))


def renounced_by_a_full_holder(facts: EndingFacts) -> Finding | None:
    """What R23 says of a renunciation."""
    return _provisional(Deed.RENOUNCE, facts)


def retroceded_by_a_full_holder(facts: EndingFacts) -> Finding | None:
    """What R23, and R31 with it, say of a retrocession: a right with a provisional clause is not taken back."""
    return _provisional(Deed.RETROCEDE, facts)


def r27_a_renounced_unit_is_empty_or_long_undisturbed(facts: EndingFacts) -> Finding | None:
    """R27. A right is renounced over an empty unit, or more than the town's years (2) after the last burial there.

    0 years let a right be renounced at any time, as Barcelona does.
    Source: [S72] [S27]
    """
    years = facts.town.renunciation_wait_years
    if not facts.resting_count:
        return holds("R27", "empty")
    if not years:
        return None
    if facts.last_burial is None:
        return warn("R27", "unknown", years=years)
    last = facts.last_burial.last_day
    possible_on = add_years(last, years) + ONE_DAY
    return holds("R27", years=years) if facts.on >= possible_on else stop("R27", years=years, possible_on=possible_on)


def r28_a_short_right_is_paid_back_by_the_time_left(facts: RetrocessionFacts) -> Finding | None:
    """R28. Giving back a short right (5 years) is refunded pro rata, only if more than 2 years are left.

    Source: [S73]
    """
    years = facts.town.retrocession_short_left_years
    return _refund_said("R28", Basis.SHORT, facts, years)


def r29_a_long_right_is_paid_back_in_its_first_years(facts: RetrocessionFacts) -> Finding | None:
    """R29. Giving back a long right (50 years) is refunded pro rata, only within its first 15 years.

    A perpetual right, or one whose days are not known, is paid back by the valuation of the municipal architect.
    Source: [S73]
    """
    right = facts.right
    if right is None or basis_of(right, facts.town) is not Basis.VALUATION:
        return _refund_said("R29", Basis.LONG, facts, facts.town.retrocession_long_within_years)
    refund = refund_of(facts)
    return holds("R29", "valuation", amount=amount_text(refund.amount)) if refund else stop("R29", "valuation")


def _refund_said(code: str, basis: Basis, facts: RetrocessionFacts, years: int) -> Finding | None:
    right = facts.right
    if right is None or basis_of(right, facts.town) is not basis:
        return None
    refund = refund_of(facts)
    if refund is None or refund.price is None:
        return stop(code, "price") if refund is None else holds(code, "nothing", years=years)
    if not refund.is_due:
        return holds(code, "nothing", years=years)
    amount, price = amount_text(refund.amount), amount_text(refund.price)
    return holds(code, amount=amount, price=price, left=refund.days_left, days=refund.day_count)


def r30_an_emptied_short_right_is_given_back(facts: EmptiedFacts) -> Finding | None:
    """R30. A short right (5 years) must be given back when the last remains leave, where the town says so.

    Source: [S73]
    """
    right, town = facts.right, facts.town
    if right is None or right.perpetual or not town.retrocession_when_emptied or not is_short(right, town):
        return None
    return warn("R30", years=town.retrocession_short_years) if facts.was_used and not facts.resting_count else None


def r30_the_last_to_leave_ends_a_short_right(facts: EmptiedFacts) -> Finding | None:
    """R30. A short right (5 years) must be given back when the last remains leave, where the town says so.

    Taking out the last person asks when that will be done; `facts` are those of the unit once they have left.
    Source: [S73]
    """
    is_due = r30_an_emptied_short_right_is_given_back(facts) is not None
    return warn("R30", "last", years=facts.town.retrocession_short_years) if is_due else None


def r31_nobody_was_buried_lately(facts: EndingFacts) -> Finding | None:
    """R31. No right is taken back for money while a burial in the unit is more recent than the town's years (5).

    Source: [S27]
    """
    years = facts.town.retrocession_wait_years
    if not years:
        return None
    if facts.last_burial is None:
        return warn("R31", "unknown", years=years) if facts.resting_count else holds("R31", "wait", years=years)
    possible_on = add_years(facts.last_burial.last_day, years)
    if facts.on < possible_on:
        return stop("R31", "wait", years=years, possible_on=possible_on)
    return holds("R31", "wait", years=years)


def r31_the_window_is_open(facts: EndingFacts) -> Finding | None:
    """R31. Rights are taken back for money only in the window of the year that the town opens (1 Sept to 9 Dec).

    Source: [S27]
    """
    first, last = facts.town.retrocession_from_day, facts.town.retrocession_until_day
    if is_in_window(facts.on, first, last):
        return None
    return stop("R31", "window", possible_on=window_opens_on(facts.on, first))


def r31_every_holder_signs(facts: EndingFacts) -> Finding | None:
    """R31. A retrocession without the signature of each co-holder is refused, unless the town asks for one only.

    Source: [S27]
    """
    if not facts.town.retrocession_all_sign and len(facts.unsigned) < facts.owner_count:
        return None
    if facts.unsigned:
        return stop("R31", "signature", names=", ".join(facts.unsigned))
    return holds("R31", "signature") if facts.owner_count else None


def x31_there_is_a_right_to_give_back(facts: EndingFacts) -> Finding | None:
    """X31. What is given back is one known right that began before; after its end, or amid its caducity, it asks why.

    Source: decision of the project: plain sense.
    """
    right = facts.right
    if right is None:
        return stop("X31", "none")
    if right.disputed:
        return stop("X31", "disputed")
    if right.granted_from and right.granted_from >= facts.on:
        return stop("X31", "begun")
    if facts.has_changed:
        return stop("X31", "changed")
    if facts.has_open_file:
        return warn("X31", "file")
    if right.expires_on and right.has_expired(facts.on):
        return warn("X31", "expired", expires_on=right.expires_on)
    return holds("X31")


def x32_every_owner_renounces(facts: EndingFacts) -> Finding | None:
    """X32. A right is given up by all who own it: each of them signs.

    Source: [S27]: all co-holders sign; nobody gives up what is another's.
    """
    if facts.heirs_asked_until:
        return None
    if facts.unsigned:
        return stop("X32", names=", ".join(facts.unsigned))
    return holds("X32") if facts.owner_count else None


def x32_the_owners_live(facts: EndingFacts) -> Finding | None:
    """X32. The dead sign nothing: the right of a dead holder is transferred first; where nobody is known, one says why.

    Source: [S75]
    """
    right = facts.right
    if right is None or facts.heirs_asked_until:
        return None
    if right.dead_holder:
        return stop("X32", "dead", holder=right.dead_holder)
    return None if facts.owner_count else warn("X32", "nobody")


def r16_silent_heirs_have_renounced(facts: EndingFacts) -> Finding | None:
    """R16. Out-of-time mortis causa in the Olèrdola profile is treated as renunciation.

    The right of the dead may then be given up without anybody's signature.
    Source: [S64]
    """
    until = facts.heirs_asked_until
    return holds("R16", until=until) if facts.right and until else None


def x16_the_ending_has_come(facts: EndingFacts) -> Finding | None:
    """X16. A grant or renewal has a date and is recorded on that day or later, never ahead of it.

    Source: decision of the project: the register says what has happened.
    """
    return stop("X16", on=facts.on, possible_on=facts.on) if facts.on > facts.today else None


COMMON_RULES = (x31_there_is_a_right_to_give_back, x32_the_owners_live, x16_the_ending_has_come)
RENUNCIATION_RULES = (
    *COMMON_RULES,
    renounced_by_a_full_holder,
    r27_a_renounced_unit_is_empty_or_long_undisturbed,
    r16_silent_heirs_have_renounced,
    x32_every_owner_renounces,
)
RETROCESSION_RULES = (
    r28_a_short_right_is_paid_back_by_the_time_left,
    r29_a_long_right_is_paid_back_in_its_first_years,
)
WINDOW_RULES = (
    *COMMON_RULES,
    r31_nobody_was_buried_lately,
    r31_the_window_is_open,
    retroceded_by_a_full_holder,
    r31_every_holder_signs,
)


def check_renunciation(facts: EndingFacts) -> tuple[Finding, ...]:
    """Everything that the rules of a renunciation find, met or not."""
    return judge(RENUNCIATION_RULES, facts)


def check_retrocession(facts: RetrocessionFacts) -> tuple[Finding, ...]:
    """Everything that the rules of a retrocession find, met or not."""
    return (*judge(WINDOW_RULES, facts), *judge(RETROCESSION_RULES, facts))
