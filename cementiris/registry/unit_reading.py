"""One unit read once: what its sheet shows and what rules judge it by, from the same few questions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from cementiris.registry.models import (
    Act,
    BurialUnit,
    Closure,
    Concession,
    Extension,
    FormerNumber,
    Holding,
    HoldingRole,
    Merger,
    Movement,
    Ordinance,
)
from cementiris.registry.queries import extended, ordinance_on, rest_counts, rights_by_unit, told_of
from cementiris.registry.rules.calendar import Moment
from cementiris.registry.rules.facts import UnitFacts
from cementiris.registry.unit_ledger import held_among, laid_among, last_laid, live_among


@dataclass(frozen=True)
class UnitReading:
    """A unit on a day: its live rights, who is something to the first, who rests there, the ordinance of the day.

    Of all days are `extensions` and `closures` (the annulled extensions too), `ever_rights` with their holdings and
    `movements`: all those of everybody who ever was in the unit. `acts` are those over the unit, and those of all
    these rows, each with its paper; `acts_over` are the keys of the former.
    """

    unit: BurialUnit
    on: date
    ordinance: Ordinance
    rights: list[Concession]
    holdings: list[Holding]
    resting: list[Movement]
    extensions: list[Extension]
    closures: list[Closure]
    ever_rights: list[Concession]
    movements: list[Movement]
    acts: dict[int, Act]
    acts_over: frozenset[int]

    @property
    def closure(self) -> Closure | None:
        """Return what keeps the unit out of service on the day."""
        return next((closure for closure in self.closures if self.on in closure.period), None)

    @property
    def last_burial(self) -> Moment | None:
        """Return the last time that somebody was laid there, up to the day, whoever has left since."""
        return last_laid(self.movements, self.unit, self.on)

    def own_movements(self) -> list[Movement]:
        """Return the movements to the unit and from it, annulled ones too."""
        return [row for row in self.movements if is_of(row, self.unit)]

    def facts(self) -> UnitFacts:
        """Return the same as `queries.facts_of`."""
        owners = [row for row in self.holdings if row.role in HoldingRole.owners()]
        marked = {right.pk: owners if right is self.rights[0] else [] for right in self.rights}
        lasting = [row for row in self.extensions if row.act is None or row.act.annulled_at is None]
        rights = rights_by_unit(self.rights, extended(lasting, self.on), marked, self.on)
        closed = {self.unit.pk: self.closure.period.upper} if self.closure else {}
        return told_of(
            self.unit, self.on, closed, right=rights.get(self.unit.pk),
            reminder_months=self.ordinance.reminder_months,
            **rest_counts([_at_rest(row) for row in self.resting], self.on),
        )  # fmt: skip


def is_of(row: Movement, unit: BurialUnit) -> bool:
    """Whether a movement is to the unit or from it."""
    return unit.pk in (row.to_unit_id, row.from_unit_id)


def read_unit(unit: BurialUnit, on: date) -> UnitReading:
    """Read what there is to know of a unit on a day, each table once; the unit itself has just been read."""
    ever = _ever_rights(unit)
    rights = live_among(ever, on)
    movements = _movements(unit)
    extensions = list(Extension.objects.filter(concession__unit=unit).order_by("pk"))
    acts_over = frozenset(acts_on(unit).values_list("pk", flat=True))
    rows: list[Concession | Movement | Extension] = [*ever, *extensions]
    rows += [row for row in movements if is_of(row, unit)]
    return UnitReading(
        unit=unit,
        on=on,
        ordinance=ordinance_on(on),
        rights=rights,
        holdings=held_among(rights[0].holdings.all(), on) if rights else [],
        resting=laid_among(movements, unit, on),
        extensions=extensions,
        closures=list(Closure.objects.filter(unit=unit, annulled=False).order_by("pk")),
        ever_rights=ever,
        movements=movements,
        acts=_acts(acts_over, rows),
        acts_over=acts_over,
    )


def _ever_rights(unit: BurialUnit) -> list[Concession]:
    """All rights that there ever were over the unit, with everybody who ever was something to them."""
    holders = Prefetch("holdings", Holding.objects.select_related("person").order_by("position", "pk"))
    return list(Concession.objects.filter(unit=unit).prefetch_related(holders).order_by("pk"))


def _movements(unit: BurialUnit) -> list[Movement]:
    """All movements of everybody who ever was in the unit; the units at their other ends only where there are some."""
    of_unit = Movement.objects.filter(Q(to_unit=unit) | Q(from_unit=unit))
    rows = list(
        Movement.objects.filter(deceased__in=of_unit.values("deceased")).select_related("deceased").order_by("pk")
    )
    own = [row for row in rows if is_of(row, unit)]
    wanted = {key for row in own for key in (row.to_unit_id, row.from_unit_id)} - {unit.pk, None}
    shapes = ("footprint", "point", "section__footprint", "section__front")
    others = BurialUnit.objects.select_related("section").defer(*shapes).in_bulk(wanted) if wanted else {}
    known = {**others, unit.pk: unit, None: None}
    for row in own:
        row.to_unit, row.from_unit = known[row.to_unit_id], known[row.from_unit_id]
    return rows


def acts_on(unit: BurialUnit) -> QuerySet[Act, Any]:
    """The keys of the acts over the unit, and of those over a whole block or over the unit that it became part of."""
    return (
        Act.objects.filter(unit=unit)
        .values("pk")
        .union(
            FormerNumber.objects.filter(unit=unit).values("act"),
            Closure.objects.filter(unit=unit, act__isnull=False).values("act"),
            Closure.objects.filter(unit=unit, ended_by__isnull=False).values("ended_by"),
            Merger.objects.filter(part=unit, act__isnull=False).values("act"),
        )
    )


def _acts(keys: frozenset[int], rows: list[Concession | Movement | Extension]) -> dict[int, Act]:
    """The acts of these keys and of the rows, which get them; papers, and what an act corrects, come along."""
    wanted = keys | {row.act_id for row in rows if row.act_id}
    acts = Act.objects.select_related("document").in_bulk(wanted) if wanted else {}
    for row in rows:
        row.act = acts[row.act_id] if row.act_id else None
    prefetch_related_objects([act for act in acts.values() if act.corrects_id], "corrects")
    return acts


def _at_rest(row: Movement) -> dict[str, Any]:
    return {
        "remains": row.remains,
        "on_from": row.on_from,
        "on_until": row.on_until,
        "deceased__health_group": row.deceased.health_group,
        "deceased__died_until": row.deceased.died_until,
    }
