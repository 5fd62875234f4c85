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
