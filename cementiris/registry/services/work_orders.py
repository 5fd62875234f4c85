"""The orders that acts and clerks give to the gravedigger, and what becomes of them."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import override

from cementiris.registry.entries import Submission
from cementiris.registry.entries.works import OrderEntry
from cementiris.registry.facts.works import day_of, hour_of, order_facts
from cementiris.registry.models import (
    Act,
    ActKind,
    BurialUnit,
    Movement,
    OrderKind,
    OrderStatus,
    WorkOrder,
    WorksLicence,
)
from cementiris.registry.rules.works import check_order
from cementiris.registry.services.submission import decide, lock_units, record

NOTE_LENGTH = 300
ORDER, LICENCE = "order", "licence"
"""In the notes of an act of work done: what was done."""


class OrderClosed(Exception):
    """The order is done or called off already: somebody was quicker."""


def plan_work(
    kind: OrderKind, *, unit: BurialUnit, act: Act, when: date, movement: Movement | None = None
) -> WorkOrder:
    """Order work at the unit for a day, or for an instant in local time. Called in the transaction of its act.

    When the act is annulled, its orders that are still to be done are called off with it (services/annulment.py).
    """
    return WorkOrder.objects.create(kind=kind, unit=unit, act=act, movement=movement, on=day_of(when), at=hour_of(when))


def order_opening(
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


def order_work(*, unit: BurialUnit, entry: OrderEntry, sent: Submission) -> WorkOrder:
    """Order work by hand; the same order sent twice is given once. Raises RuleBroken."""
    assert entry.when is not None
    with override("ca"), transaction.atomic():
        (locked,) = lock_units([unit.pk])
        order = WorkOrder(kind=entry.kind, unit=locked)
        _decide_when(order, entry.when, sent)
        same = WorkOrder.objects.filter(unit=locked, kind=entry.kind, on=order.on, at=order.at, act=None)
        if twin := same.filter(status=OrderStatus.PLANNED).first():
            return twin
        order.instructions = with_reason(entry.instructions, sent.reason)
        order.save()
        return order


def reschedule(order: WorkOrder, *, when: date, sent: Submission) -> WorkOrder:
    """Move an order to another day or hour; the act that gave it stays as it was. Raises RuleBroken, OrderClosed."""
    with override("ca"), transaction.atomic():
        locked = _open(order)
        _decide_when(locked, when, sent)
        locked.instructions = with_reason(locked.instructions, sent.reason)
        locked.save()
        return locked


def call_off(order: WorkOrder, *, reason: str) -> None:
    """Cancel an order with a reason. Raises OrderClosed."""
    with transaction.atomic():
        locked = _open(order)
        locked.status, locked.done_note = OrderStatus.CANCELLED, reason[:NOTE_LENGTH]
        locked.save()


def mark_done(order: WorkOrder, *, at: datetime, note: str, sent: Submission) -> Act:
    """Write down that the work is done, by whom and when; a headstone's licence is fulfilled by it.

    Raises OrderClosed when somebody did so before, or called it off.
    """
    with override("ca"), transaction.atomic():
        locked = _open(order)
        locked.status, locked.done_at, locked.done_by = OrderStatus.DONE, at, sent.actor
        locked.done_note = note[:NOTE_LENGTH]
        locked.save()
        if locked.licence_id:
            WorksLicence.objects.filter(pk=locked.licence_id, done_on=None).update(done_on=sent.today)
        detail = ". ".join(part for part in (locked.get_kind_display(), note) if part)[:NOTE_LENGTH]
        notes = {ORDER: locked.pk, **({LICENCE: locked.licence_id} if locked.licence_id else {})}
        return record(ActKind.WORK_DONE, unit=locked.unit, sent=sent, on=sent.today, detail=detail, notes=notes)


def take_back_work_done(act: Act) -> None:
    """What the annulled act said to be done is to be done again: the order, the licence."""
    orders = WorkOrder.objects.filter(pk=act.notes.get(ORDER), status=OrderStatus.DONE)
    orders.update(status=OrderStatus.PLANNED, done_at=None, done_by=None, done_note="")
    WorksLicence.objects.filter(pk=act.notes.get(LICENCE)).update(done_on=None)


def with_reason(instructions: str, reason: str) -> str:
    """The instructions, with why a warning was overruled: the crew has to know it."""
    return ". ".join(part for part in (instructions.strip(), reason.strip()) if part)[:NOTE_LENGTH]


def _decide_when(order: WorkOrder, when: date, sent: Submission) -> None:
    decide(check_order(order_facts(order, when, sent.today)), sent)
    order.on, order.at = day_of(when), hour_of(when)


def _open(order: WorkOrder) -> WorkOrder:
    locked = WorkOrder.objects.select_for_update(of=("self",)).select_related("unit").get(pk=order.pk)
    if locked.status != OrderStatus.PLANNED:
        raise OrderClosed
    return locked
