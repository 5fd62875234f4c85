"""What the agenda of the gravedigger shows: a week or a day of orders, those left undone, and where two collide."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F, QuerySet
from django.utils.formats import date_format

from cementiris.registry.facts.works import OPENINGS
from cementiris.registry.models import OrderStatus, WorkOrder

WEEK_DAYS = 7
FIRST_YEAR, LAST_YEAR = 1900, 2199
MOST_OVERDUE = 50


@dataclass(frozen=True)
class AgendaDay:
    """The orders of one day, by hour; `clashes` are those that another opening of the same hour disputes the crew."""

    day: date
    orders: list[WorkOrder] = field(default_factory=list)
    clashes: frozenset[int] = frozenset()

    @property
    def planned_count(self) -> int:
        """How much is still to be done."""
        return sum(order.status == OrderStatus.PLANNED for order in self.orders)


@dataclass(frozen=True)
class Agenda:
    """A week from Monday to Sunday, and what was left undone before today."""

    today: date
    days: list[AgendaDay]
    overdue: list[WorkOrder]

    @property
    def first(self) -> date:
        """The Monday."""
        return self.days[0].day

    @property
    def last(self) -> date:
        """The Sunday."""
        return self.days[-1].day

    @property
    def free_days(self) -> str:
        """The other days of the week without work, named one after another."""
        names = (date_format(day.day, "l j") for day in self.days if not day.orders and day.day != self.today)
        return ", ".join(names)

    @property
    def previous(self) -> date:
        """A day of the week before."""
        return self.first - timedelta(days=1)

    @property
    def next(self) -> date:
        """A day of the week after."""
        return self.last + timedelta(days=1)


def chosen_day(text: str, today: date) -> date:
    """The day that an address asks for, written 2026-11-23; today where it asks for none that an agenda may have."""
    try:
        day = date.fromisoformat(text) if len(text) == 10 else today
    except ValueError:
        return today
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else today


def week_of(day: date, today: date) -> Agenda:
    """The week that the day lies in."""
    monday = day - timedelta(days=day.weekday())
    days = [monday + timedelta(days=count) for count in range(WEEK_DAYS)]
    return Agenda(today, days_of(days), overdue(today))


def days_of(days: list[date]) -> list[AgendaDay]:
    """The orders of days that follow one another."""
    rows = list(
        _with_places(WorkOrder.objects.exclude(status=OrderStatus.CANCELLED).filter(on__range=(days[0], days[-1])))
    )
    clashes = clashing(rows)
    return [AgendaDay(day, [row for row in rows if row.on == day], clashes) for day in days]


def overdue(today: date) -> list[WorkOrder]:
    """What should have been done before today and is not, the oldest first; not more than a page can bear."""
    late = WorkOrder.objects.filter(status=OrderStatus.PLANNED, on__lt=today)
    return list(_with_places(late)[:MOST_OVERDUE])


def clashing(orders: Iterable[WorkOrder]) -> frozenset[int]:
    """The keys of planned openings that share cemetery, day and hour with one of another unit and another act."""
    planned = [row for row in orders if row.at and row.status == OrderStatus.PLANNED and row.kind in OPENINGS]
    slots: dict[tuple[object, ...], list[WorkOrder]] = defaultdict(list)
    for row in planned:
        slots[_slot(row)].append(row)
    return frozenset(row.pk for row in planned if any(_collide(row, other) for other in slots[_slot(row)]))


def _slot(order: WorkOrder) -> tuple[object, ...]:
    return order.unit.cemetery_id, order.on, order.at


def _collide(one: WorkOrder, other: WorkOrder) -> bool:
    """Several dead in one opening, and both ends of a relocation, are the work of one crew."""
    is_one_act = one.act_id is not None and one.act_id == other.act_id
    return one.unit_id != other.unit_id and not is_one_act


def _with_places(orders: QuerySet[WorkOrder]) -> QuerySet[WorkOrder]:
    """By day and hour, what has no hour last; with all that a line shows, so that no line asks again."""
    related = ("unit__cemetery", "unit__section", "movement__deceased", "movement__to_unit", "done_by")
    return orders.select_related(*related).order_by("on", F("at").asc(nulls_last=True), "pk")
