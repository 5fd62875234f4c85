"""Where the stories are played: one clerk, the days on which things happened, and units that nobody else uses.

A story is a generator: it yields how many days before the loading its next scene happened, and plays that scene when
it is resumed. All stories of a town are played together, day after day, so that papers are numbered in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import heapify, heappop, heappush
from itertools import pairwise

from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware

from cementiris.accounts.models import User
from cementiris.registry.dates import PartialDate
from cementiris.registry.entries import Submission
from cementiris.registry.models import (
    BurialUnit,
    Concession,
    Holding,
    Movement,
    OrderStatus,
    Standing,
    UnitKind,
    WorkOrder,
)
from cementiris.registry.queries import ordinance_on, owners, right_of, town_choices
from cementiris.registry.rules.seasons import reopens_on
from cementiris.registry.services.submission import RuleBroken
from cementiris.registry.services.work_orders import mark_done

REASON = "Comprovat amb els papers de la família."
LONG_AGO_DAYS = 9 * 366
"""Who was buried so long ago is a body no more, and may be taken to the ossuary."""


@dataclass
class Stage:
    """The clerk, the day of loading, the day of the scene being played, and the units that stories have taken."""

    actor: User
    today: date
    on: date = date.min
    taken: set[int] = field(default_factory=set)
    refused: list[tuple[str, Exception]] = field(default_factory=list)

    def sent(self, reason: str = REASON) -> Submission:
        """A form sent on the day of the scene."""
        return Submission(actor=self.actor, today=self.on, reason=reason)

    def day(self, days_ago: int) -> date:
        """The day so many days before the loading; after it where the number is negative."""
        return self.today - timedelta(days=days_ago)

    def in_season(self, days_ago: int) -> int:
        """The same day, or the last one before it on which the town lets anybody be exhumed (R46)."""
        while reopens_on(self.day(days_ago), town_choices(ordinance_on(self.day(days_ago)))):
            days_ago += 1
        return days_ago

    def free_niche(self) -> BurialUnit:
        """A niche that nobody has ever used or held."""
        return self.take(_unused().order_by("-section_id", "number_order"))

    def free_neighbours(self) -> list[BurialUnit]:
        """Two such niches whose numbers follow each other."""
        units = list(_unused().exclude(pk__in=self.taken).order_by("section_id", "number_order"))
        for one, other in pairwise(units):
            if one.section_id == other.section_id and one.floor == other.floor and _follows(one, other):
                self.taken |= {one.pk, other.pk}
                return [one, other]
        raise BurialUnit.DoesNotExist

    def expired(self, *, days: int = 0, long_ago: bool = False) -> BurialUnit:
        """A niche over which a right of some years had ended so many days before the scene, and nobody settled it.

        With `long_ago` somebody rests there, and all of them for many years.
        """
        units = self._under(self._rights().filter(expires_until__lt=self.on - timedelta(days=days)))
        if long_ago:
            recent = Q(on_until__gt=self.today - timedelta(days=LONG_AGO_DAYS)) | Q(on_until=None)
            units = units.exclude(pk__in=_keys(Movement.objects.filter(recent).values_list("to_unit", flat=True)))
        return self.take(units.filter(kind=UnitKind.NICHE))

    def ending(self) -> BurialUnit:
        """A unit whose right ends within two months and may be renewed for five years."""
        soon = self.today + timedelta(days=5), self.today + timedelta(days=58)
        rights = self._rights().filter(term__contains=self.on, expires_until__range=soon, term_years__lte=25)
        return self.take(self._under(rights))

    def in_force(self, *, kind: str = UnitKind.NICHE) -> BurialUnit:
        """A unit under a right that lasts for some years more."""
        later = self.today + timedelta(days=900)
        rights = self._rights().filter(term__contains=self.on, expires_until__gt=later)
        return self.take(self._under(rights).filter(kind=kind))

    def _under(self, rights: QuerySet[Concession]) -> QuerySet[BurialUnit]:
        """Keys first: just after an import the database knows too little of its tables to join them well."""
        keys = list(rights.values_list("unit", flat=True))
        return BurialUnit.objects.filter(pk__in=keys).order_by("number_order", "section_id")

    def _rights(self) -> QuerySet[Concession]:
        return Concession.objects.filter(standing=Standing.ACCEPTED, ended_on=None, perpetual=False, act=None)

    def take(self, units: QuerySet[BurialUnit]) -> BurialUnit:
        """The first of the units that no story has taken. Raises BurialUnit.DoesNotExist."""
        unit = units.exclude(pk__in=self.taken).select_related("cemetery", "section").first()
        if unit is None:
            raise BurialUnit.DoesNotExist
        self.taken.add(unit.pk)
        return unit

    def right(self, unit: BurialUnit) -> Concession:
        """The right over the unit on the day of the scene."""
        right = right_of(unit, self.on)
        assert right is not None
        return right

    def owners(self, unit: BurialUnit) -> list[Holding]:
        """Who owns it, in the order of the title."""
        return list(owners([self.right(unit).pk], self.on))


def _unused() -> QuerySet[BurialUnit]:
    """Free niches of which the old register does not say so itself: what it says goes on being compared with (R55)."""
    held = _keys(Concession.objects.values_list("unit", flat=True))
    used = _keys(Movement.objects.values_list("to_unit", flat=True))
    free = BurialUnit.objects.filter(kind=UnitKind.NICHE, retired_on=None, stated_state="")
    return free.exclude(pk__in=held | used)


def _keys(units: Iterable[int | None]) -> set[int]:
    """Those there are: who rests at a place that was not recorded, or went elsewhere, has none."""
    return {key for key in units if key}


def _follows(one: BurialUnit, other: BurialUnit) -> bool:
    return one.number.isdigit() and other.number.isdigit() and int(other.number) == int(one.number) + 1


Story = Callable[[Stage], Iterator[int]]


def play(stories: Iterable[Story], stage: Stage) -> None:
    """Play all stories, scene after scene in the order of their days; one that the rules refuse ends there."""
    told = [(story, story(stage)) for story in stories]
    waiting = [(-next(scenes), place) for place, (_, scenes) in enumerate(told)]
    heapify(waiting)
    while waiting:
        before, place = heappop(waiting)
        stage.on = stage.day(-before)
        story, scenes = told[place]
        try:
            heappush(waiting, (-next(scenes), place))
        except StopIteration:
            continue
        except (RuleBroken, BurialUnit.DoesNotExist) as reason:
            stage.refused.append((story.__name__, reason))
    _finish_old_work(stage)


def _finish_old_work(stage: Stage) -> None:
    """What was ordered for a day that is over was done on that day."""
    left = WorkOrder.objects.filter(status=OrderStatus.PLANNED, on__lt=stage.today)
    for order in left.order_by("on", "pk"):
        stage.on = order.on
        done_at = make_aware(datetime.combine(order.on, order.at or time(12)))
        mark_done(order, at=done_at, note="", sent=stage.sent(""))


def exact(day: date) -> PartialDate:
    """A day as registers write it."""
    return PartialDate.parse_edtf(day.isoformat())
