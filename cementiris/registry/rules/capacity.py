"""How many a unit takes: bodies, remains and urns, by the town's ordinance."""

from cementiris.registry.rules.burial_facts import BurialFacts, ExhumationFacts
from cementiris.registry.rules.facts import ASHES_ONLY_KINDS, RemainsKind, SharedCoffin, TownChoices, UnitFacts
from cementiris.registry.rules.findings import Breach, Finding, Parameter, Severity, holds

BODIES, REMAINS, URNS = "bodies", "remains", "urns"
ROOM_OF = {RemainsKind.BODY: BODIES, RemainsKind.ASHES: URNS}
"""What of the unit each form takes; all the others (remains, foetal, surgical) lie among the remains."""


def room_in(kind: str, remains: RemainsKind, town: TownChoices) -> int | None:
    """How many of that form a unit of the kind takes; None where the town names no limit."""
    return town.capacities.get(kind, {}).get(ROOM_OF.get(remains, REMAINS))


def count_in(unit: UnitFacts | None, remains: RemainsKind) -> int:
    """How many of that form are in the unit."""
    if unit is None:
        return 0
    counts = {BODIES: unit.recent_body_count, REMAINS: unit.remains_count, URNS: unit.urn_count}
    return counts[ROOM_OF.get(remains, REMAINS)]


def _room_for(
    unit: UnitFacts, remains: RemainsKind, town: TownChoices, *, coming: int, afterwards: UnitFacts | None
) -> Finding | None:
    room = room_in(unit.kind, remains, town)
    takes_nothing_else = unit.kind in ASHES_ONLY_KINDS and remains is not RemainsKind.ASHES
    if room is None or unit.is_shared or takes_nothing_else:
        return None
    here = max(count_in(unit, remains), count_in(afterwards, remains))
    if here + coming <= room:
        return holds("X7")
    severity = Severity.STOP if town.capacity_is_strict else Severity.WARN
    parameters: dict[str, Parameter] = {"room": room, "here": here}
    variant = f"{ROOM_OF.get(remains, REMAINS)}{'_strict' if town.capacity_is_strict else ''}"
    return Breach("X7", severity, variant, parameters)


def x7_there_is_room(facts: BurialFacts) -> Finding | None:
    """X7. A unit takes so many bodies, remains and urns as the ordinance says of its kind.

    Where the ordinance does not make it strict, the limit is a warning, because remains can be gathered. What is
    already written down for a later day counts too. Who shares the coffin of the one laid there on the same day
    (mother and newborn, catastrophe, epidemic) takes no room of their own.
    Source: [S33] [S31], made a warning by decision of the project: the real room depends on each unit.
    """
    shares = facts.shared_coffin is not SharedCoffin.NO_REASON and facts.is_same_opening
    coming = 0 if shares else 1
    return _room_for(facts.unit, facts.remains, facts.town, coming=coming, afterwards=facts.afterwards)


def x7_there_is_room_at_the_destination(facts: ExhumationFacts) -> Finding | None:
    """X7. A unit takes so many bodies, remains and urns as the ordinance says of its kind, also of those moved there.

    Source: [S33] [S31], made a warning by decision of the project: the real room depends on each unit.
    """
    place = facts.destination
    if place is None:
        return None
    return _room_for(place, facts.arrives_as, facts.town, coming=1, afterwards=facts.destination_afterwards)
