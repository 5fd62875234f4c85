"""Imports that a worker commits."""

from django.utils import timezone
from django.utils.translation import gettext as _

from cementiris.accounts.models import User
from cementiris.jobs.models import Progress
from cementiris.jobs.services import finish, start_progress
from cementiris.jobs.town_tasks import town_task
from imports.models import BatchState, ImportBatch
from imports.services.commit import commit
from imports.services.stage import read_again

WORK = "import"


def begin_commit(batch: ImportBatch, actor: User) -> Progress:
    """Queue the commit of a checked import; asking twice queues it once."""
    progress = start_progress(WORK, batch, total=batch.counts.get("read", 0))
    commit_import.defer_here(batch_id=batch.pk, user_id=actor.pk)
    return progress


@town_task()
def commit_import(*, batch_id: int, user_id: int) -> None:
    """Commit one import; a failure is told on its page and nothing is half written."""
    batch = ImportBatch.objects.get(pk=batch_id)
    progress = Progress.objects.get(work=WORK, subject_id=batch.pk)
    progress.state = Progress.State.RUNNING
    progress.save(update_fields=["state", "changed_at"])
    try:
        commit(batch, read_again(batch), actor=User.objects.get(pk=user_id), at=timezone.now())
    except Exception:
        ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.FAILED)
        finish(progress, _("La incorporació s’ha aturat i no s’ha escrit res. Torneu-ho a provar."), failed=True)
        raise
    finish(progress)
