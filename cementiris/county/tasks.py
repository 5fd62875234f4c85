"""Counting towns in the background: each job opens its own town."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cementiris.accounts.models import Municipality
from cementiris.county.services import count_town
from cementiris.jobs.tasks import UPKEEP
from cementiris.jobs.town_tasks import town_task


@town_task()
def count_here() -> None:
    """Count the open town as it is today."""
    now = timezone.now()
    count_town(on=timezone.localtime(now).date(), at=now)


def count_every_town() -> None:
    """Queue a count of each town; one that waits for its count already is not queued again."""
    for key in Municipality.objects.values_list("pk", flat=True):
        count_here.defer_in(key)


@app.periodic(cron="20 3 * * *")
@app.task(queue=UPKEEP, queueing_lock="county")
def count_every_night(timestamp: int) -> None:
    """States change with the days: count all towns every night."""
    count_every_town()
