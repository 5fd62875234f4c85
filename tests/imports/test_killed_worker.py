"""A worker that is killed in the middle of an import leaves nothing behind, and another does the whole."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from procrastinate.contrib.django import app

from cementiris.accounts.models import Municipality, User
from cementiris.jobs.models import Progress
from cementiris.jobs.tasks import resume_stalled_work
from cementiris.registry.models import Act, ActKind, BurialUnit, Holding
from cementiris.tenancy.scope import municipality
from imports.models import BatchState, ImportBatch, ImportRow, SourceLink
from imports.services.stage import receive
from imports.tasks import begin_commit, begin_reading

pytestmark = pytest.mark.django_db(transaction=True)

ROLL = "Bloc;Núm.;Titular\n" + "".join(f"A;{number};Anna Mas {number}\n" for number in range(1, 31))
PATIENCE = 60
OF_TESTS = ("DJANGO_SETTINGS_MODULE", "CEMENTIRIS_LOGIN")
ADDRESSES = ("DATABASE_URL", "OWNER_DATABASE_URL")


@pytest.fixture
def received(vilaclara: Municipality, tmp_path: Path, settings: Any) -> Iterator[ImportBatch]:
    """An import waiting to be read, in a town that stays open; its files are on the disk for both workers."""
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": backend}
    settings.MEDIA_ROOT = tmp_path
    with municipality(vilaclara.pk):
        file = SimpleUploadedFile("padro.csv", ROLL.encode())
        yield receive([file], cemetery_name="Vell", mapping={}, actor=None)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("DELETE FROM procrastinate_workers")


def kill_worker_at(table: str) -> None:
    """Start a real worker, and kill it when it waits for a table that somebody else holds."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
        worker = subprocess.Popen([sys.executable, "manage.py", "procrastinate", "worker"], env=_environment())
        try:
            _wait_until(lambda: _is_waited_for(cursor, table))
        finally:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")


def _environment() -> dict[str, str]:
    """The worker is the application, with this test's database and folder."""
    told = {name: value for name, value in os.environ.items() if name not in OF_TESTS}
    here = f"/{connection.settings_dict['NAME']}"
    addresses = {name: urlsplit(told[name])._replace(path=here).geturl() for name in ADDRESSES if told.get(name)}
    return {**told, **addresses, "MEDIA_ROOT": str(django_settings.MEDIA_ROOT)}


def _is_waited_for(cursor: Any, table: str) -> bool:
    cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE relation = %s::regclass AND NOT granted)", [table])
    return bool(cursor.fetchone()[0])


def _wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "the worker never came to this table"
        time.sleep(0.1)


def work() -> None:
    """Do what another worker does: see to the queue, then to what is queued."""
    resume_stalled_work.configure(queueing_lock="now").defer(timestamp=0)
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        worker_app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def test_killed_while_reading_it_reads_every_row_once(received: ImportBatch) -> None:
    begin_reading(received)
    kill_worker_at("imports_importrow")
    assert ImportBatch.objects.get().state == BatchState.STAGED
    work()
    assert ImportBatch.objects.get().state == BatchState.CHECKED
    assert ImportRow.objects.count() == 31
    assert Progress.objects.get().state == Progress.State.DONE


def test_killed_while_bringing_in_it_brings_everything_in_once(received: ImportBatch) -> None:
    clerk = User.objects.create_user("clerk@vilaclara.example", None, name="Clerk")
    begin_reading(received)
    work()
    begin_commit(ImportBatch.objects.get(), clerk)
    kill_worker_at(SourceLink._meta.db_table)
    assert (BurialUnit.objects.count(), ImportBatch.objects.get().state) == (0, BatchState.CHECKED)
    work()
    assert ImportBatch.objects.get().state == BatchState.COMMITTED
    assert (BurialUnit.objects.count(), Holding.objects.count()) == (30, 30)
    assert Act.objects.filter(kind=ActKind.IMPORT).count() == 1
