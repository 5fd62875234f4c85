"""The orders that acts give to the gravedigger."""

from datetime import date, datetime

from cementiris.registry.models import Act, BurialUnit, Movement, OrderKind, WorkOrder


def plan_work(
    kind: OrderKind, *, unit: BurialUnit, act: Act, when: date, movement: Movement | None = None
) -> WorkOrder:
    """Order work at the unit for a day, or for an instant in local time. Called in the transaction of its act."""
    return WorkOrder.objects.create(
        kind=kind,
        unit=unit,
        act=act,
        movement=movement,
        on=when.date() if isinstance(when, datetime) else when,
        at=when.time() if isinstance(when, datetime) else None,
    )
