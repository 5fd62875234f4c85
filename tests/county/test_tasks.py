"""When towns are counted: each night, on demand, and after what changes a whole register."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django import app

from cementiris.accounts.models import Municipality
from cementiris.county.models import TownFigures
from cementiris.county.tasks import count_every_night, count_here
from cementiris.jobs.town_tasks import town_task
from cementiris.tenancy.scope import municipality
from imports.models import BatchState, ImportBatch
from tests.factories import make_unit

pytestmark = pytest.mark.django_db(transaction=True)


@town_task()
def bring_in(batch_id: int) -> None:
    """End an import as the worker does."""
    batch = ImportBatch.objects.get(pk=batch_id)
    batch.state, batch.committed_at = BatchState.COMMITTED, timezone.now()
    batch.save(update_fields=["state", "committed_at"])


@pytest.fixture(autouse=True)
def clean_queue(transactional_db: None) -> Iterator[None]:
    """The queue's tables are not Django's to empty."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def waiting() -> list[int]:
    """The towns that wait to be counted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (args->>'town')::int FROM procrastinate_jobs WHERE task_name = %s", [count_here.name])
        return sorted(town for (town,) in cursor.fetchall())


def test_every_night_every_town_is_to_be_counted_once(vilaclara: Municipality, puigfosc: Municipality) -> None:
    for _ in range(2):
        count_every_night(timestamp=0)
    assert waiting() == sorted((vilaclara.pk, puigfosc.pk))


def test_the_technician_has_all_towns_counted_anew(tecla: Client, vilaclara: Municipality) -> None:
    answer = tecla.post("/comarca/compta/", follow=True)
    assert "Es tornen a comptar tots els municipis" in answer.content.decode()
    assert waiting() == [vilaclara.pk]


def test_an_import_that_was_brought_in_has_its_town_counted(vilaclara: Municipality, puigfosc: Municipality) -> None:
    with municipality(vilaclara.pk):
        batch = ImportBatch.objects.create(cemetery_name="x")
        assert waiting() == []
        batch.state, batch.committed_at = BatchState.COMMITTED, timezone.now()
        batch.save(update_fields=["state", "committed_at"])
    assert waiting() == [vilaclara.pk]


def test_the_worker_that_brings_an_import_in_counts_its_town_after_it(vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        make_unit()
        bring_in.defer_here(batch_id=ImportBatch.objects.create(cemetery_name="x").pk)
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        worker_app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    figures = TownFigures.objects.get()
    assert (figures.unit_count, figures.last_import_at is not None) == (1, True)


def test_a_job_counts_its_own_town_only(vilaclara: Municipality, puigfosc: Municipality) -> None:
    with municipality(puigfosc.pk):
        make_unit()
    with municipality(vilaclara.pk):
        count_here()
    assert [(row.municipality_id, row.unit_count) for row in TownFigures.objects.all()] == [(vilaclara.pk, 0)]
