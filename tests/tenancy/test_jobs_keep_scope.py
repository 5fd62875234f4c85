"""Work that is queued in a town runs in that town and in no other."""

from collections.abc import Iterator

import pytest
from django.db import DataError, connection, transaction
from procrastinate import testing
from procrastinate.contrib.django import app

from cementiris.accounts.models import Municipality
from cementiris.jobs.models import Progress
from cementiris.jobs.town_tasks import TownTask, town_task
from cementiris.registry.models import Cemetery
from cementiris.tenancy.scope import current_municipality_id, municipality
from tests.factories import make_cemetery

seen: list[tuple[int | None, list[str], int]] = []


@town_task()
def look_around(key: int) -> None:
    """Note which town is open and what can be seen of it."""
    seen.append((current_municipality_id(), [cemetery.name for cemetery in Cemetery.objects.all()], key))


@town_task(once=False)
def look_again(key: int) -> None:
    """The same, as often as it is asked."""
    look_around.work(key=key)


@pytest.fixture
def queue() -> Iterator[testing.InMemoryConnector]:
    """A queue that the test itself empties."""
    seen.clear()
    with app.replace_connector(testing.InMemoryConnector()) as replaced:
        assert isinstance(replaced.connector, testing.InMemoryConnector)
        yield replaced.connector


def run_all(queue: testing.InMemoryConnector) -> None:
    for job in queue.jobs.values():
        app.tasks[job["task_name"]](**job["args"])


def test_a_job_sees_the_town_it_was_queued_in(
    vilaclara: Municipality, puigfosc: Municipality, queue: testing.InMemoryConnector
) -> None:
    for town in (vilaclara, puigfosc):
        with municipality(town.pk):
            make_cemetery(name=f"Cementiri de {town.name}")
            look_around.defer_here(key=7)
    run_all(queue)
    assert seen == [(town.pk, [f"Cementiri de {town.name}"], 7) for town in (vilaclara, puigfosc)]
    assert current_municipality_id() is None


def test_a_job_carries_keys_only(vilaclara: Municipality, queue: testing.InMemoryConnector) -> None:
    with municipality(vilaclara.pk):
        look_around.defer_here(key=7)
    assert [job["args"] for job in queue.jobs.values()] == [{"town": vilaclara.pk, "key": 7}]


OF_NO_TOWN = ("procrastinate", "builtin:", "cementiris.jobs.tasks.", "cementiris.county.tasks.count_every_night")
"""Tasks that see to the queue itself, or queue work for each town, and read no table of a town."""


def test_every_task_of_the_product_knows_its_town() -> None:
    ours = {name: task for name, task in app.tasks.items() if not name.startswith(OF_NO_TOWN)}
    assert ours
    for name, task in ours.items():
        assert isinstance(getattr(task.func, "__self__", None), TownTask), name


def jobs_waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name LIKE %s", [f"{__name__}%"])
        return int(cursor.fetchone()[0])


def test_a_job_is_queued_with_the_act_or_not_at_all(in_vilaclara: Municipality) -> None:
    with transaction.atomic():
        look_around.defer_here(key=1)
        transaction.set_rollback(True)
    assert jobs_waiting() == 0
    look_around.defer_here(key=1)
    assert jobs_waiting() == 1


def test_a_twin_that_waits_is_not_queued_again_and_breaks_nothing(in_vilaclara: Municipality) -> None:
    look_around.defer_here(key=1)
    look_around.defer_here(key=1)
    look_around.defer_here(key=2)
    make_cemetery()
    assert jobs_waiting() == 2
    look_again.defer_here(key=1)
    look_again.defer_here(key=1)
    assert jobs_waiting() == 4


def test_the_same_work_of_two_towns_are_no_twins(vilaclara: Municipality, puigfosc: Municipality) -> None:
    for town in (vilaclara, puigfosc):
        with municipality(town.pk):
            look_around.defer_here(key=1)
    assert jobs_waiting() == 2


def test_work_that_forgot_its_town_fails_instead_of_seeing_all(vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        make_cemetery()
        Progress.objects.create(work="x", subject_id=1)
    with pytest.raises(DataError, match="no town is open"), transaction.atomic():
        look_around(key=1)
