"""Rules of the place to which somebody is moved inside the town (R42, R43, X14)."""

from dataclasses import dataclass, replace
from datetime import date

from cementiris.registry.rules.burial_facts import ExhumationFacts
from cementiris.registry.rules.burial_rights import lack_of_right
from cementiris.registry.rules.facts import ASHES_ONLY_KINDS, RemainsKind, TownChoices, UnitFacts
from cementiris.registry.rules.findings import Breach, Finding, holds, stop
from cementiris.registry.rules.openings import r42_last_burial_is_old_enough, r43_group_1_rests_long_enough


@dataclass(frozen=True)
class DestinationOpening:
    """The opening of the place to which somebody is moved; no judge's order opens that one."""

    unit: UnitFacts
    town: TownChoices
    opened_on: date
    is_ordered_by_a_judge: bool = False

    @property
    def is_same_opening(self) -> bool:
        """Whether somebody was laid there on the same day."""
        return self.unit.was_laid_on(self.opened_on)


def _opening(facts: ExhumationFacts) -> DestinationOpening | None:
    """The opening of the destination; None where none is opened on anybody: ashes, and a return to the same unit."""
    if facts.destination is None or facts.returns or facts.arrives_as is RemainsKind.ASHES:
        return None
    return DestinationOpening(facts.destination, facts.town, facts.laid_on)


def _of_the_destination(finding: Finding | None) -> Finding | None:
    """What stops the opening, said of the destination; that it may be opened is said of one place only."""
    if not isinstance(finding, Breach):
        return None
    return replace(finding, variant=f"destination_{finding.variant}" if finding.variant else "destination")


def r42_the_destination_may_be_opened(facts: ExhumationFacts) -> Finding | None:
    """R42. The place to which somebody is moved opens under the same waiting time as for a burial.

    Source: [S84] [S56]
    """
    opening = _opening(facts)
    return _of_the_destination(r42_last_burial_is_old_enough(opening)) if opening else None


def r43_nobody_of_group_1_closes_the_destination(facts: ExhumationFacts) -> Finding | None:
    """R43. The place to which somebody is moved opens on a group I death only as for a burial.

    Source: [S84] [S88]
    """
    opening = _opening(facts)
    return _of_the_destination(r43_group_1_rests_long_enough(opening)) if opening else None


def x14_the_destination_can_take_them(facts: ExhumationFacts) -> Finding | None:
    """X14. The new place is in service, takes what is brought, and has a right in force.

    An old register may simply not tell the right of a unit where somebody rests: there its absence is a warning.
    Source: [S86] [S31]
    """
    place = facts.destination
    if place is None:
        return None
    if place.out_of_service:
        return stop("X14", "out")
    if place.kind in ASHES_ONLY_KINDS and facts.arrives_as is not RemainsKind.ASHES:
        return stop("X14", "ashes")
    if place.is_shared:
        return holds("X14")
    return lack_of_right(place, facts.laid_on, "X14") or holds("X14")
