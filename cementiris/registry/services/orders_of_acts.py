"""The gravedigger's orders that burials, exhumations, reductions and clearances make."""

from datetime import datetime

from cementiris.registry.entries import Submission
from cementiris.registry.models import BurialUnit, Movement, OrderKind, WorkOrder
from cementiris.registry.services.work_orders import plan_work


def order_work(
    kind: OrderKind,
    *,
    movement: Movement,
    sent: Submission,
    when: datetime | None = None,
    note: str = "",
) -> None:
    """Order the opening of the unit that somebody comes to or leaves, and of both where they go from one to another.

    What is registered after its day needs no work any more: nothing is ordered.
    """
    act = movement.act
    assert act is not None
    if act.on < sent.today:
        return
    for unit in _opened(movement):
        order = plan_work(kind, unit=unit, act=act, when=when or act.on, movement=movement)
        _instruct(order, note)


def _opened(movement: Movement) -> list[BurialUnit]:
    both = {unit.pk: unit for unit in (movement.from_unit, movement.to_unit) if unit is not None}
    return list(both.values())


def _instruct(order: WorkOrder, note: str) -> None:
    if note.strip():
        order.instructions = note.strip()
        order.save(update_fields=["instructions"])
