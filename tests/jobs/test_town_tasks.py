"""A real worker on the real queue: what is queued is done, in its town, and what fails is seen to fail."""

from collections.abc import Iterator

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from cementiris.accounts.models import Municipality
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


def work() -> None:
    """Empty the queue as `manage.py procrastinate worker` does, and stop."""
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        worker_app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def statuses() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs ORDER BY id")
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
