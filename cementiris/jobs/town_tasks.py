"""Tasks that run inside one town."""

import functools
from collections.abc import Callable
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from cementiris.tenancy.scope import current_municipality_id, municipality


class TownTask:
    """A job of one town: `defer_here` queues it with the open transaction, a worker runs it in the same town."""

    def __init__(self, work: Callable[..., None], *, once: bool) -> None:
        self.work = work
        self.once = once
        self.name = f"{work.__module__}.{work.__name__}"
        self.task = app.task(name=self.name)(self._run)
        functools.update_wrapper(self, work)

    def __call__(self, **ids: int) -> None:
        """Run now, in the town that is open."""
        self.work(**ids)

    def _run(self, *, town: int, **ids: int) -> None:
        with municipality(town):
            self.work(**ids)

    def defer_here(self, **ids: int) -> None:
        """Queue the work for the open town; arguments are keys only, since job rows are not a town's own."""
        self.defer_in(current_municipality_id(), **ids)

    def defer_in(self, town: int | None, **ids: int) -> None:
        """Queue the work for a town that need not be open: the worker opens it."""
        lock = f"{self.name}:{town}:{sorted(ids.items())}" if self.once else None
        try:
            with transaction.atomic():  # a duplicate must not break the caller's transaction
                self.task.configure(queueing_lock=lock).defer(town=town, **ids)
        except AlreadyEnqueued:
            return


def town_task(*, once: bool = True) -> Callable[[Callable[..., None]], TownTask]:
    """Make a function of keys a job of the open town; with `once`, a queued twin is not queued again."""

    def decorate(work: Callable[..., Any]) -> TownTask:
        return TownTask(work, once=once)

    return decorate
