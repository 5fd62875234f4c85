"""The gravedigger's orders: given, moved, called off, done, and to be done again."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from cementiris.accounts.models import Municipality, User
from cementiris.registry.entries import Submission
from cementiris.registry.entries.works import OrderEntry
from cementiris.registry.models import Act, BurialUnit, OrderKind, OrderStatus, WorkOrder
from cementiris.registry.pages.agenda import chosen_day, clashing, days_of, overdue, week_of
from cementiris.registry.services.submission import RuleBroken
from cementiris.registry.services.work_orders import (
    OrderClosed,
    call_off,
    mark_done,
    order_work,
    plan_work,
    reschedule,
    take_back_work_done,
)
from tests.factories import make_burial, make_cemetery, make_licence, make_order, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))
ELEVEN = datetime(2026, 11, 24, 11, 0)


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today)


@pytest.fixture
def unit(in_vilaclara: Municipality) -> BurialUnit:
    return make_unit()


def test_an_act_orders_work_for_a_day_or_for_an_hour(unit: BurialUnit, sent: Submission) -> None:
    act = Act.objects.create(kind="burial", unit=unit, on=sent.today)
    at_eleven = plan_work(OrderKind.BURIAL, unit=unit, act=act, when=ELEVEN, movement=make_burial(unit))
    some_time = plan_work(OrderKind.CLEARANCE, unit=unit, act=act, when=date(2026, 11, 24))
    assert (at_eleven.on, at_eleven.at) == (date(2026, 11, 24), time(11))
    assert (some_time.on, some_time.at) == (date(2026, 11, 24), None)


def test_an_order_by_hand_is_given_once(unit: BurialUnit, sent: Submission) -> None:
    entry = OrderEntry(kind=OrderKind.HEADSTONE, when=ELEVEN, instructions="Torneu a collar la làpida")
    assert order_work(unit=unit, entry=entry, sent=sent) == order_work(unit=unit, entry=entry, sent=sent)
    assert WorkOrder.objects.get().instructions == "Torneu a collar la làpida"


def test_nothing_is_ordered_for_yesterday(unit: BurialUnit, sent: Submission) -> None:
    with pytest.raises(RuleBroken, match="ja ha passat"):
        order_work(unit=unit, entry=OrderEntry(when=date(2026, 11, 22)), sent=sent)
    assert not WorkOrder.objects.exists()


def test_two_openings_at_one_hour_ask_for_a_reason_and_the_crew_reads_it(unit: BurialUnit, sent: Submission) -> None:
    make_order(make_unit(number="13"))
    entry = OrderEntry(kind=OrderKind.EXHUMATION, when=ELEVEN)
    with pytest.raises(RuleBroken, match="Nínxol 13") as broken:
        order_work(unit=unit, entry=entry, sent=sent)
    assert broken.value.can_be_overruled
    order = order_work(unit=unit, entry=entry, sent=replace(sent, reason="Hi haurà dues brigades"))
    assert order.instructions == "Hi haurà dues brigades"


@pytest.mark.parametrize(
    "other",
    [
        {"at": time(12)},
        {"on": date(2026, 11, 25)},
        {"kind": OrderKind.OTHER},
        {"status": OrderStatus.CANCELLED},
        {"status": OrderStatus.DONE},
    ],
)
def test_what_takes_no_crew_at_that_hour_does_not_collide(
    unit: BurialUnit, sent: Submission, other: dict[str, object]
) -> None:
    make_order(make_unit(number="13"), **other)
    assert order_work(unit=unit, entry=OrderEntry(kind=OrderKind.BURIAL, when=ELEVEN), sent=sent).pk


def test_two_cemeteries_have_two_crews(unit: BurialUnit, sent: Submission) -> None:
    elsewhere = make_unit(cemetery=make_cemetery(name="Cementiri vell"))
    orders = [make_order(elsewhere), make_order(unit), make_order(make_unit(number="13"))]
    assert clashing(orders) == {orders[1].pk, orders[2].pk}


def test_both_ends_of_a_relocation_are_one_work(unit: BurialUnit, sent: Submission) -> None:
    act = Act.objects.create(kind="relocation", unit=unit, on=sent.today)
    ends = [make_order(place, kind=OrderKind.RELOCATION, act=act) for place in (unit, make_unit(number="13"))]
    assert clashing(ends) == frozenset()
    assert reschedule(ends[0], when=ELEVEN, sent=sent).at == time(11)


def test_two_dead_in_one_opening_are_one_work(unit: BurialUnit) -> None:
    assert clashing([make_order(unit), make_order(unit)]) == frozenset()


def test_an_order_is_moved_and_collides_with_no_other_than_itself(unit: BurialUnit, sent: Submission) -> None:
    order = make_order(unit)
    assert reschedule(order, when=ELEVEN, sent=sent).at == time(11)
    moved = reschedule(order, when=date(2026, 11, 26), sent=sent)
    assert (moved.on, moved.at) == (date(2026, 11, 26), None)
    with pytest.raises(RuleBroken):
        reschedule(order, when=date(2026, 11, 1), sent=sent)


def test_work_is_done_once_by_whom_and_when(unit: BurialUnit, sent: Submission) -> None:
    order = make_order(unit)
    act = mark_done(order, at=NOON, note="La làpida està escantonada", sent=sent)
    order.refresh_from_db()
    assert (order.status, order.done_at, order.done_by) == (OrderStatus.DONE, NOON, sent.actor)
    assert act.detail == "Obrir i tancar per inhumar. La làpida està escantonada"
    for again in (
        lambda: mark_done(order, at=NOON, note="", sent=sent),
        lambda: call_off(order, reason="x"),
        lambda: reschedule(order, when=ELEVEN, sent=sent),
    ):
        with pytest.raises(OrderClosed):
            again()
    assert Act.objects.count() == 1


def test_a_headstone_that_is_fixed_fulfils_its_licence(unit: BurialUnit, sent: Submission) -> None:
    licence = make_licence(unit)
    order = make_order(unit, kind=OrderKind.HEADSTONE, licence=licence)
    act = mark_done(order, at=NOON, note="", sent=sent)
    licence.refresh_from_db()
    assert licence.done_on == sent.today
    take_back_work_done(act)
    licence.refresh_from_db()
    order.refresh_from_db()
    assert (licence.done_on, order.status, order.done_at, order.done_by) == (None, OrderStatus.PLANNED, None, None)


def test_an_order_called_off_leaves_the_agenda(unit: BurialUnit, today: date) -> None:
    order = make_order(unit)
    call_off(order, reason="La família ho ajorna")
    order.refresh_from_db()
    assert (order.status, order.done_note) == (OrderStatus.CANCELLED, "La família ho ajorna")
    assert not any(day.orders for day in week_of(today, today).days)


def test_a_week_goes_from_monday_to_sunday_by_hour(unit: BurialUnit, today: date) -> None:
    later = make_order(unit, at=time(16, 30))
    whole_day = make_order(unit, at=None, kind=OrderKind.OTHER)
    first = make_order(unit, at=time(9))
    week = week_of(date(2026, 11, 29), today)
    assert (week.first, week.last) == (date(2026, 11, 23), date(2026, 11, 29))
    assert (week.previous, week.next) == (date(2026, 11, 22), date(2026, 11, 30))
    assert week.days[1].orders == [first, later, whole_day]
    assert week.days[1].planned_count == 3


def test_what_was_left_undone_stands_out(unit: BurialUnit, today: date) -> None:
    left = make_order(unit, on=date(2026, 11, 20))
    make_order(unit, on=date(2026, 11, 20), status=OrderStatus.DONE)
    make_order(unit, on=today)
    assert overdue(today) == [left]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("", date(2026, 11, 23)),
        ("9999-12-31", date(2026, 11, 23)),
        ("0001-01-01", date(2026, 11, 23)),
        ("2026-02-31", date(2026, 11, 23)),
        ("20261201", date(2026, 11, 23)),
        ("2026-W49-1", date(2026, 11, 30)),
        ("\x00" * 10, date(2026, 11, 23)),
    ],
)
def test_an_address_asks_for_a_day_that_an_agenda_may_have(text: str, day: date, today: date) -> None:
    assert chosen_day(text, today) == day
    assert days_of([chosen_day(text, today)])[0].day == day
