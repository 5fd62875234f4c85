"""When a unit where somebody rests may be opened again: the same for a burial and for taking somebody out."""

from datetime import date
from typing import Protocol

from cementiris.registry.rules.calendar import ONE_DAY, add_years
from cementiris.registry.rules.facts import TownChoices, UnitFacts
from cementiris.registry.rules.findings import Breach, Finding, Parameter, Severity, holds, stop, warn


class Opening(Protocol):
    """Any act that opens a unit on a day."""

    @property
    def unit(self) -> UnitFacts:
        """The unit."""

    @property
    def town(self) -> TownChoices:
        """The ordinance in force."""

    @property
    def opened_on(self) -> date:
        """The day of opening."""

    @property
    def is_ordered_by_a_judge(self) -> bool:
        """Whether a judge has ordered it."""

    @property
    def is_same_opening(self) -> bool:
        """Whether the grave is open already: somebody was laid there on the same day."""


def _is_occupied_grave(unit: UnitFacts) -> bool:
    return unit.unburnt_count > 0 and not unit.is_shared


def _too_soon(code: str, facts: Opening, years: int, last: date, possible_on: date) -> Finding:
    if facts.opened_on >= possible_on:
        return holds(code, years=years, last=last)
    severity = Severity.WARN if facts.unit.has_compartments else Severity.STOP
    parameters: dict[str, Parameter] = {"years": years, "last": last, "possible_on": possible_on}
    return Breach(code, severity, "compartments" if facts.unit.has_compartments else "", parameters)


def r42_last_burial_is_old_enough(facts: Opening) -> Finding | None:
    """R42. An occupied unit opens when more than the town's years (2 by default) have passed since the last burial.

    Ashes do not count: an urn may be left at any time. The municipality's common places are not opened on anybody.
    Who is buried on the same day as the last one is laid there in the same opening.
    In a pantheon, hypogeum or chapel another compartment may be opened, so there it is a warning.
    A judge's order to exhume opens at any time.
    Source: [S84] [S56] [S32]
    """
    unit = facts.unit
    if not _is_occupied_grave(unit):
        return holds("R42", "empty") if not unit.is_shared else None
    if facts.is_ordered_by_a_judge:
        return holds("R42", "judge")
    if facts.is_same_opening:
        return holds("R42", "same_opening")
    if unit.group_1_rests:
        return None
    if unit.last_burial is None:
        return warn("R42", "unknown", years=facts.town.reopening_years)
    years, last = facts.town.reopening_years, unit.last_burial.last_day
    return _too_soon("R42", facts, years, last, add_years(last, years) + ONE_DAY)


def r43_group_1_rests_long_enough(facts: Opening) -> Finding | None:
    """R43. Where a group I death rests, a unit opens only if the town has enabled it, and not before 5 years.

    Source: [S84] [S88]
    """
    unit = facts.unit
    is_open = facts.is_ordered_by_a_judge or facts.is_same_opening
    if is_open or not (unit.group_1_rests and _is_occupied_grave(unit)):
        return None
    if not facts.town.group_1_may_open:
        return stop("R43", "blocked")
    if unit.last_burial is None:
        return stop("R43", "unknown")
    years, last = facts.town.reopening_years_group_1, unit.last_burial.last_day
    return _too_soon("R43", facts, years, last, add_years(last, years))


OPENING_RULES = (r42_last_burial_is_old_enough, r43_group_1_rests_long_enough)
