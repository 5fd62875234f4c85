"""Imports that a worker reads and commits: each survives a closed browser, and a killed worker begins it again."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cementiris.accounts.models import User
from cementiris.jobs.models import Progress
from cementiris.jobs.services import advance, finish, start_progress
from cementiris.jobs.town_tasks import town_task
from cementiris.tenancy.statistics import clear_leftovers
from imports.errors import UnreadableFile
from imports.models import BatchState, ImportBatch
from imports.pipeline import no_collector
from imports.services.beginnings import keep_beginnings
from imports.services.commit import commit
from imports.services.layouts import recall_layout
from imports.services.readings import KEPT, forget_reading
from imports.services.stage import CLOSED, change_mapping, note_failure, read_again, read_batch
from imports.services.undo import undo

READING = "read"
WORK = "import"
UNDOING = "undo"


def begin_reading(batch: ImportBatch, mapping: dict[str, Any] | None = None) -> Progress:
    """Queue the reading of received files, anew when they have been read before; perhaps with another mapping.

    Asking twice queues it once. Raises UnreadableFile for a mapping that is not valid, ImportIsClosed for an import
    that has been brought in.
    """
    change_mapping(batch, batch.mapping if mapping is None else mapping)
    progress = start_progress(READING, batch)
    read_import.defer_here(batch_id=batch.pk)
    return progress


@town_task()
@no_collector()
def read_import(*, batch_id: int) -> None:
    """Read the files of an import and check every row; begun again after a kill it does the whole once."""
    batch = ImportBatch.objects.get(pk=batch_id)
    progress = Progress.objects.get(work=READING, subject_id=batch.pk)
    try:
        _read_until_current(batch, progress)
    except Exception:
        ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.FAILED, failure={})
        finish(progress, _("La lectura s’ha aturat. Torneu-ho a provar."), failed=True)
        raise
    finish(progress, failed=batch.state == BatchState.FAILED)


def _read_until_current(batch: ImportBatch, progress: Progress) -> None:
    """A clerk may correct a cell while the files are read; what has been read already is not read again.

    Files that begin like others of the town are read a second time, as a clerk had those read.
    """
    while batch.state == BatchState.STAGED:
        try:
            read_batch(batch, lambda done, total: advance(progress, done, total))
        except UnreadableFile as error:
            note_failure(batch, error)
            if error.code == "no_table" and not batch.counts:
                keep_beginnings(batch)
        batch.refresh_from_db()
        recall_layout(batch)


def begin_commit(batch: ImportBatch, actor: User) -> Progress:
    """Queue the commit of a checked import; asking twice queues it once, and what is on its way goes on."""
    progress = Progress.objects.filter(work=WORK, subject_id=batch.pk).first()
    if progress is None or progress.is_over:
        progress = start_progress(WORK, batch, total=batch.counts.get("read", 0))
    commit_import.defer_here(batch_id=batch.pk, user_id=actor.pk)
    return progress


@town_task()
@no_collector()
def commit_import(*, batch_id: int, user_id: int) -> None:
    """Commit one import; a failure is told on its page and nothing is half written."""
    batch = ImportBatch.objects.get(pk=batch_id)
    progress = Progress.objects.get(work=WORK, subject_id=batch.pk)
    if batch.state in CLOSED:
        finish(progress)
        return
    clear_leftovers()
    try:
        outcome = read_again(batch, lambda done, total: advance(progress, done, total))
        commit(batch, outcome, actor=User.objects.get(pk=user_id), at=timezone.now())
        forget_reading(batch.proposal.get(KEPT, ""))
    except Exception:
        ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.FAILED)
        finish(progress, _("La incorporació s’ha aturat i no s’ha escrit res. Torneu-ho a provar."), failed=True)
        raise
    finish(progress)


def begin_undo(batch: ImportBatch, actor: User) -> Progress:
    """Queue the undoing of an import that was brought in; asking twice queues it once."""
    progress = Progress.objects.filter(work=UNDOING, subject_id=batch.pk).first()
    if progress is None or progress.is_over:
        progress = start_progress(UNDOING, batch)
    undo_import.defer_here(batch_id=batch.pk, user_id=actor.pk)
    return progress


@town_task()
def undo_import(*, batch_id: int, user_id: int) -> None:
    """Undo one import; a failure is told on its page and nothing is half undone."""
    batch = ImportBatch.objects.get(pk=batch_id)
    progress = Progress.objects.get(work=UNDOING, subject_id=batch.pk)
    try:
        undo(batch, actor=User.objects.get(pk=user_id), at=timezone.now())
    except Exception:
        finish(progress, _("El desfer s’ha aturat i el registre és com era. Torneu-ho a provar."), failed=True)
        raise
    finish(progress)
