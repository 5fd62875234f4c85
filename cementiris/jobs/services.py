"""Keeping the progress of long work."""

from django.db.models import Model
from django.db.models.functions import Now

from cementiris.jobs.models import Progress


def start_progress(work: str, subject: Model, total: int = 0) -> Progress:
    """Open (or reopen) the progress of `work` on `subject`."""
    progress, _ = Progress.objects.update_or_create(
        work=work,
        subject_id=subject.pk,
        defaults={
            "state": Progress.State.WAITING,
            "done_count": 0,
            "total_count": total,
            "message": "",
            "started_at": Now(),
        },
    )
    return progress


def advance(progress: Progress, done: int, total: int | None = None) -> None:
    """Note that `done` of `total` items are through."""
    progress.state = Progress.State.RUNNING
    progress.done_count = done
    progress.total_count = progress.total_count if total is None else total
    progress.save(update_fields=["state", "done_count", "total_count", "changed_at"])


def finish(progress: Progress, message: str = "", *, failed: bool = False) -> None:
    """Close the progress with a sentence for the page."""
    progress.state = Progress.State.FAILED if failed else Progress.State.DONE
    progress.message = message
    progress.save(update_fields=["state", "message", "changed_at"])
