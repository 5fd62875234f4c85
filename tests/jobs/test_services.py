"""Progress that a page can show."""

from cementiris.accounts.models import Municipality
from cementiris.jobs.models import Progress
from cementiris.jobs.services import advance, finish, start_progress
from tests.factories import make_cemetery


def test_progress_runs_from_waiting_to_done(in_vilaclara: Municipality) -> None:
    progress = start_progress("imports.commit", make_cemetery(), total=10)
    assert (progress.state, progress.is_over) == (Progress.State.WAITING, False)
    advance(progress, 4)
    assert (progress.state, progress.done_count, progress.total_count) == (Progress.State.RUNNING, 4, 10)
    advance(progress, 12, 12)
    finish(progress, "12 files")
    progress.refresh_from_db()
    assert (progress.state, progress.message, progress.total_count) == (Progress.State.DONE, "12 files", 12)
    assert progress.is_over


def test_work_that_fails_says_so(in_vilaclara: Municipality) -> None:
    progress = start_progress("imports.commit", make_cemetery())
    finish(progress, "El fitxer ja no hi és.", failed=True)
    assert progress.state == Progress.State.FAILED
    assert progress.is_over


def test_starting_again_reuses_the_same_progress(in_vilaclara: Municipality) -> None:
    cemetery = make_cemetery()
    first = start_progress("imports.commit", cemetery, total=3)
    finish(first, "Aturat", failed=True)
    again = start_progress("imports.commit", cemetery, total=5)
    assert again.pk == first.pk
    assert (again.state, again.done_count, again.total_count, again.message) == (Progress.State.WAITING, 0, 5, "")
