"""What the sheet of a burial unit shows: its right, who rests there, and everything that ever happened to it."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from cementiris.registry.models import BurialUnit, Concession, Holding, HoldingRole, Movement, Remains, Standing
from cementiris.registry.pages.timeline import TimelineItem, timeline
from cementiris.registry.queries import facts_of, laid_to_rest, right_of
from cementiris.registry.rules.facts import UnitFacts
from cementiris.registry.rules.states import UnitState, derive_state


@dataclass(frozen=True)
class UnitSheet:
    """A unit on one day, with its whole history."""

    unit: BurialUnit
    on: date
    facts: UnitFacts
    state: UnitState
    right: Concession | None
    holdings: list[Holding]
    resting: list[Movement]
    disputed: list[Concession] = field(default_factory=list)
    timeline: list[TimelineItem] = field(default_factory=list)

    @property
    def owners(self) -> list[Holding]:
        """Return holder and co-holders."""
        return [holding for holding in self.holdings if holding.role in HoldingRole.owners()]

    @property
    def beneficiaries(self) -> list[Holding]:
        """Return who has been named to follow."""
        return [holding for holding in self.holdings if holding.role not in HoldingRole.owners()]

    @property
    def days_left(self) -> int | None:
        """Return how many days the right still lasts; None when it is over or its end is unknown."""
        end = self.right.expires_until if self.right else None
        return (end - self.on).days if end and end >= self.on else None


def unit_sheet(unit: BurialUnit, on: date, *, town: str, with_people: bool) -> UnitSheet:
    """Assemble the sheet; without the right to see people it shows the place and who rests there, no holders."""
    facts = facts_of(unit, on)
    right = right_of(unit, on) if with_people else None
    return UnitSheet(
        unit=unit,
        on=on,
        facts=facts,
        state=derive_state(facts),
        right=right,
        holdings=_holdings(right, on),
        resting=_resting(unit, on, with_people),
        disputed=_disputed(unit) if with_people else [],
        timeline=timeline(unit, town=town) if with_people else [],
    )


def _resting(unit: BurialUnit, on: date, with_people: bool) -> list[Movement]:
    """Who rests there; surgical remains are of somebody alive, whom only those see who may see people."""
    rows = laid_to_rest(unit, on)
    return [row for row in rows if with_people or row.remains != Remains.SURGICAL]


def _holdings(right: Concession | None, on: date) -> list[Holding]:
    if right is None:
        return []
    current = right.holdings.filter(Q(until__isnull=True) | Q(until__gt=on)).select_related("person")
    return list(current)


def _disputed(unit: BurialUnit) -> list[Concession]:
    disputed = Concession.objects.filter(unit=unit, standing=Standing.DISPUTED)
    return list(disputed.prefetch_related("holdings__person"))
