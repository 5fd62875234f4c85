"""What stands above the pages of an import: how long its work still takes."""

from datetime import UTC, datetime, timedelta

import pytest

from cementiris.jobs.models import Progress
from imports.models import BatchState, ImportBatch
from imports.pages.frame import Frame

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "done", "said"),
    [
        (60, 1000, "Falten uns 9 minuts."),
        (60, 5000, "Falta un minut."),
        (60, 9000, "Falta menys d’un minut."),
        (1, 5000, ""),
        (60, 0, ""),
    ],
)
def test_the_rest_of_the_work_is_told_once_it_can_be(seconds: int, done: int, said: str) -> None:
    begun = NOON - timedelta(seconds=seconds)
    work = Progress(state=Progress.State.RUNNING, done_count=done, total_count=10_000, started_at=begun)
    frame = Frame(ImportBatch(state=BatchState.STAGED), "batch", "vilaclara", NOON, work, None, None, 0)
    assert frame.remaining == said


WAITING, DONE, BROKEN = Progress.State.WAITING, Progress.State.DONE, Progress.State.FAILED


@pytest.mark.parametrize(
    ("state", "reading", "committing", "undoing", "phase"),
    [
        (BatchState.STAGED, WAITING, None, None, "reading"),
        (BatchState.STAGED, None, None, None, "unread"),
        (BatchState.FAILED, BROKEN, None, None, "unread"),
        (BatchState.CHECKED, DONE, None, None, "checked"),
        (BatchState.CHECKED, DONE, WAITING, None, "committing"),
        (BatchState.FAILED, DONE, BROKEN, None, "stopped"),
        (BatchState.STAGED, WAITING, BROKEN, None, "reading"),
        (BatchState.COMMITTED, DONE, DONE, None, "committed"),
        (BatchState.COMMITTED, DONE, DONE, WAITING, "undoing"),
        (BatchState.COMMITTED, DONE, DONE, BROKEN, "committed"),
        (BatchState.UNDONE, DONE, DONE, DONE, "undone"),
    ],
)
def test_the_phase_follows_from_the_state_and_the_work(
    state: str, reading: str | None, committing: str | None, undoing: str | None, phase: str
) -> None:
    works = [Progress(state=work) if work else None for work in (reading, committing, undoing)]
    frame = Frame(ImportBatch(state=state), "batch", "vilaclara", NOON, *works, 0)
    assert frame.phase == phase
    assert frame.is_running == (phase in {"reading", "committing", "undoing"})


def test_files_that_cannot_be_read_are_known_by_their_reason() -> None:
    batch = ImportBatch(state=BatchState.FAILED, failure={"code": "no_table", "values": {"name": "a.csv"}})
    assert Frame(batch, "batch", "vilaclara", NOON, Progress(state=DONE), None, None, 0).phase == "unreadable"
