"""Rules of a burial of somebody who comes from another cemetery or from afar (R45, R46, R52)."""

from datetime import date, timedelta

from cementiris.registry.rules.burial_facts import BurialFacts, ExhumationFacts
from cementiris.registry.rules.facts import RemainsKind
from cementiris.registry.rules.findings import Finding, holds, stop
from cementiris.registry.rules.seasons import reopens_on

REBURIAL = timedelta(hours=48)


def reburied_in_time(exhumed_on: date, laid_on: date) -> Finding:
    """Whether a body taken out on one day may be laid to rest on another (R45); in days, since no hour is kept."""
    if laid_on < exhumed_on:
        return stop("R45", "before", on=exhumed_on)
    return holds("R45") if laid_on - exhumed_on <= REBURIAL else stop("R45", until=exhumed_on + REBURIAL)


def r45_a_body_that_arrives_is_reburied_soon(facts: BurialFacts) -> Finding | None:
    """R45. A body exhumed in another cemetery is buried again within 48 hours.

    Source: [S32] [S89]
    """
    if facts.exhumed_on is None:
        return None
    if facts.remains is not RemainsKind.BODY:
        return stop("R45", "before", on=facts.exhumed_on) if facts.opened_on < facts.exhumed_on else None
    return reburied_in_time(facts.exhumed_on, facts.opened_on)


def r46_nobody_is_reburied_in_the_closed_season(facts: BurialFacts) -> Finding | None:
    """R46. In the town's closed season nobody who was exhumed elsewhere is buried again, save by a judge's order.

    Ashes are free of it.
    Source: [S84]
    """
    if facts.exhumed_on is None or facts.remains is RemainsKind.ASHES:
        return None
    possible_on = reopens_on(facts.opened_on, facts.town)
    if possible_on is None or facts.judicial_authorisation:
        return holds("R46")
    return stop("R46", "reburial", possible_on=possible_on)


def r52_a_transfer_is_authorised(facts: BurialFacts | ExhumationFacts) -> Finding | None:
    """R52. Who comes from or goes outside Catalonia, or died of a cause of Annex I, travels with an authorisation.

    Ashes are free of it (R49).
    Source: [S85] [S86]
    """
    is_concerned = facts.crosses_catalonia or facts.annex_1_cause
    if not is_concerned or facts.remains is RemainsKind.ASHES:
        return None
    if facts.health_authorisation:
        return holds("R52", number=facts.health_authorisation)
    return stop("R52", "annex_1" if facts.annex_1_cause else "")
