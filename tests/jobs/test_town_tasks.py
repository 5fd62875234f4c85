"""A real worker on the real queue: what is queued is done, in its town, and what fails is seen to fail."""

from collections.abc import Iterator

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from cementiris.accounts.models import Municipality
from cementiris.jobs.tasks import MOST_ATTEMPTS, UPKEEP, resume_stalled_work
from cementiris.jobs.town_tasks import town_task
from cementiris.registry.models import Cemetery
from cementiris.tenancy.scope import municipality
from tests.factories import make_cemetery

pytestmark = pytest.mark.django_db(transaction=True)


@town_task()
def rename_all(key: int) -> None:
    """Change every cemetery that can be seen, in one statement without a filter."""
    Cemetery.objects.update(name=f"Reanomenat {key}")


@town_task()
def give_up(key: int) -> None:
    """Fail."""
    raise LookupError(key)


@pytest.fixture(autouse=True)
def clean_queue(transactional_db: None) -> Iterator[None]:
    """The queue's tables are not Django's to empty."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("DELETE FROM procrastinate_workers")


def work() -> None:
    """Empty the queue as `manage.py procrastinate worker` does, and stop."""
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        worker_app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def statuses() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE queue_name <> %s ORDER BY id", [UPKEEP])
        return [status for (status,) in cursor.fetchall()]


def names_in(town: Municipality) -> list[str]:
    with municipality(town.pk):
        return [cemetery.name for cemetery in Cemetery.objects.all()]


def test_the_worker_does_the_work_in_its_town_only(vilaclara: Municipality, puigfosc: Municipality) -> None:
    for town in (vilaclara, puigfosc):
        with municipality(town.pk):
            make_cemetery()
    with municipality(vilaclara.pk):
        rename_all.defer_here(key=3)
    work()
    assert statuses() == ["succeeded"]
    assert names_in(vilaclara) == ["Reanomenat 3"]
    assert names_in(puigfosc) == ["Cementiri de Sant Pere"]


def test_work_that_breaks_is_kept_as_failed(vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        give_up.defer_here(key=3)
    work()
    assert statuses() == ["failed"]


def lose_worker(attempts: int = 0) -> None:
    """Leave the queue as a worker does that was killed a minute ago in the middle of its work."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute') RETURNING id"
        )
        lost = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s", [lost[0], attempts]
        )


def resume() -> None:
    """Do what a worker does every minute, and then what is queued."""
    resume_stalled_work.configure(queueing_lock="now").defer(timestamp=0)
    work()


def test_what_a_killed_worker_left_is_done_by_another(vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        make_cemetery()
        rename_all.defer_here(key=3)
    lose_worker()
    resume()
    assert names_in(vilaclara) == ["Reanomenat 3"]
    assert statuses() == ["succeeded"]


def test_work_that_was_asked_for_again_meanwhile_is_done_once(vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        rename_all.defer_here(key=3)
        lose_worker()
        rename_all.defer_here(key=3)
    resume()
    assert statuses() == ["aborted", "succeeded"]


def test_work_that_brings_every_worker_down_is_given_up(vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        rename_all.defer_here(key=3)
    lose_worker(attempts=MOST_ATTEMPTS)
    resume()
    assert statuses() == ["failed"]
