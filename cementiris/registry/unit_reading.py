"""One unit read once: what its sheet shows and what rules judge it by, from the same few questions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cementiris.registry.models import (
    BurialUnit,
    Closure,
    Concession,
    Extension,
    Holding,
    HoldingRole,
    Movement,
    Ordinance,
)
from cementiris.registry.queries import (
    extended,
    holdings_on,
    laid_to_rest,
    ordinance_on,
    rest_counts,
    rights_by_unit,
    rights_on,
    told_of,
)
from cementiris.registry.rules.facts import UnitFacts


@dataclass(frozen=True)
class UnitReading:
    """A unit on a day: its live rights, who is something to the first, who rests there, the ordinance of the day.

    `extensions` and `closures` are those of all days, the annulled extensions too.
    """

    unit: BurialUnit
    on: date
    ordinance: Ordinance
    rights: list[Concession]
    holdings: list[Holding]
    resting: list[Movement]
    extensions: list[Extension]
    closures: list[Closure]

    @property
    def closure(self) -> Closure | None:
        """Return what keeps the unit out of service on the day."""
        return next((closure for closure in self.closures if self.on in closure.period), None)

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


def read_unit(unit: BurialUnit, on: date) -> UnitReading:
    """Read what there is to know of a unit on a day; the unit itself has just been read."""
    rights = list(rights_on([unit.pk], on))
    holdings = list(holdings_on([rights[0].pk], on)) if rights else []
    extensions = Extension.objects.filter(concession__unit=unit).select_related("act__document").order_by("pk")
    closures = Closure.objects.filter(unit=unit, annulled=False).order_by("pk")
    return UnitReading(
        unit, on, ordinance_on(on), rights, holdings, laid_to_rest(unit, on), list(extensions), list(closures)
    )


def _at_rest(row: Movement) -> dict[str, Any]:
    return {
        "remains": row.remains,
        "on_from": row.on_from,
        "on_until": row.on_until,
        "deceased__health_group": row.deceased.health_group,
        "deceased__died_until": row.deceased.died_until,
    }
