"""What the sheet of a burial unit shows: its right, who rests there, and everything that ever happened to it."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import prefetch_related_objects

from cementiris.registry.dates import PartialDate
from cementiris.registry.facts.departures import form_of
from cementiris.registry.messages import sentence
from cementiris.registry.models import (
    BurialUnit,
    Closure,
    Concession,
    Holding,
    HoldingRole,
    Movement,
    Ordinance,
    Remains,
    Standing,
)
from cementiris.registry.pages.timeline import TimelineItem, term_before_conversion, timeline, until
from cementiris.registry.queries import last_day_of
from cementiris.registry.rules.calendar import Moment
from cementiris.registry.rules.facts import UnitFacts
from cementiris.registry.rules.states import UnitState, derive_state
from cementiris.registry.unit_reading import read_unit


@dataclass(frozen=True)
class UnitSheet:
    """A unit on one day, with its history up to then; the sheet of today tells what is planned too."""

    unit: BurialUnit
    on: date
    facts: UnitFacts
    state: UnitState
    ordinance: Ordinance
    closure: Closure | None
    right: Concession | None
    holdings: list[Holding]
    resting: list[Movement]
    disputed: list[Concession] = field(default_factory=list)
    timeline: list[TimelineItem] = field(default_factory=list)
    is_past: bool = False
    last_burial: Moment | None = None

    @property
    def anomalies(self) -> list[tuple[str, str]]:
        """Return what the register contradicts itself in: the number of each rule and its sentence."""
        return [(breach.code, sentence(breach)) for breach in self.state.anomalies]

    @property
    def owners(self) -> list[Holding]:
        """Return holder and co-holders."""
        return [holding for holding in self.holdings if holding.role in HoldingRole.owners()]

    @property
    def beneficiaries(self) -> list[Holding]:
        """Return who has been named to follow."""
        return [holding for holding in self.holdings if holding.role not in HoldingRole.owners()]

    @property
    def granted_day(self) -> date | None:
        """Return the very day of the grant, where it is known."""
        granted = PartialDate.parse_edtf(self.right.granted_on if self.right else "")
        return granted.earliest if granted.is_exact else None

    @property
    def expires_on(self) -> date | None:
        """Return the last day of the right as it was known on the day: a later extension is not counted."""
        if self.right is None:
            return None
        return self.facts.right.expires_on if self.is_past and self.facts.right else self.right.expires_until

    @property
    def term_years(self) -> int | None:
        """Return for how many years the right stood on the day."""
        if self.right is None or not self.is_past:
            return self.right.term_years if self.right else None
        return term_before_conversion(self.right, self.on)

    @property
    def was_extended_since(self) -> bool:
        """Return whether the end of the right has been moved after the day of the sheet."""
        return self.is_past and self.right is not None and self.expires_on != last_day_of(self.right)

    @property
    def days_left(self) -> int | None:
        """Return how many days the right still lasts; None when it is over or its end is unknown."""
        end = self.expires_on
        return (end - self.on).days if end and end >= self.on else None


def unit_sheet(unit: BurialUnit, on: date, *, town: str, with_people: bool, is_past: bool = False) -> UnitSheet:
    """Assemble the sheet; without the right to see people it shows the place and who rests there, no holders.

    Of a past day it shows what the register says today of that day.
    """
    read = read_unit(unit, on)
    facts = read.facts()
    told = timeline(read, town=town) if with_people else []
    return UnitSheet(
        unit=unit,
        on=on,
        facts=facts,
        state=derive_state(facts),
        ordinance=read.ordinance,
        closure=read.closure,
        right=read.rights[0] if with_people and read.rights else None,
        holdings=read.holdings if with_people else [],
        resting=_shown(read.resting, on, with_people),
        disputed=_disputed(read.rights) if with_people else [],
        timeline=until(told, on) if is_past else told,
        is_past=is_past,
        last_burial=read.last_burial,
    )


def _shown(rows: list[Movement], on: date, with_people: bool) -> list[Movement]:
    """Who rests there, and as what: a body is remains once five years have passed (R44); rows for reading only.

    Surgical remains are of somebody alive, whom only those see who may see people.
    """
    shown = [row for row in rows if with_people or row.remains != Remains.SURGICAL]
    for row in shown:
        row.remains = form_of(row, on)
    return shown


def _disputed(rights: list[Concession]) -> list[Concession]:
    disputed = [right for right in rights if right.standing == Standing.DISPUTED]
    prefetch_related_objects(disputed, "holdings__person")
    return disputed
