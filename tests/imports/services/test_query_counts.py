"""How often the database is asked does not hang on how many rows a file has."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cementiris.accounts.models import Municipality
from cementiris.registry.models import Cemetery
from imports.services.commit import commit
from imports.services.plan import plan_import
from imports.services.stage import read_again
from imports.services.undo import undo_plan
from tests.imports.services.ledger import NOON, bring_in, received, take_back

pytestmark = pytest.mark.usefixtures("in_vilaclara", "cemetery")


@pytest.fixture
def cemetery(in_vilaclara: Municipality) -> Cemetery:
    """The cemetery is there already, without anything in it."""
    return Cemetery.objects.create(name="Vell")


def rows(count: int, *, floor: int = 1, year: int = 1980) -> str:
    """So many niches of one block, each with a right and somebody buried."""
    lines = (
        f"A;{at};{floor};Anna Roca Mas{at};T-{at};12/03/{year};50;Pere Vila Font{at};03/05/1990\n"
        for at in range(1, count + 1)
    )
    return "".join(lines)


def asked(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        work()
    return len(queries)


def committed(text: str) -> int:
    batch = received(text)
    outcome = read_again(batch)
    return asked(lambda: commit(batch, outcome, actor=None, at=NOON))


def test_a_first_commit_asks_as_often_for_a_thousand_rows_as_for_ten() -> None:
    few, many = received(rows(10)), received(rows(1000), name="b.csv")
    outcomes = {batch.pk: read_again(batch) for batch in (few, many)}
    first = asked(lambda: commit(few, outcomes[few.pk], actor=None, at=NOON))
    take_back(few)
    assert asked(lambda: commit(many, outcomes[many.pk], actor=None, at=NOON)) == first
    assert first <= 80


def test_a_newer_file_asks_as_often_for_many_changes_as_for_few() -> None:
    bring_in(rows(300))
    few = committed(rows(5, floor=2, year=1981) + "".join(rows(300).splitlines(keepends=True)[5:]))
    many = committed(rows(200, floor=3, year=1982) + "".join(rows(300).splitlines(keepends=True)[200:]))
    assert abs(many - few) <= 1
    assert many <= 120


def planned_and_undone(count: int) -> tuple[int, int]:
    batch = received(rows(count))
    outcome = read_again(batch)
    planned = asked(lambda: plan_import(batch, outcome, on=NOON.date()))
    done = commit(batch, outcome, actor=None, at=NOON)
    foreseen = asked(lambda: undo_plan(done))
    take_back(done)
    return planned, foreseen


def test_a_plan_and_an_undo_ask_as_often_for_many_rows_as_for_few() -> None:
    assert planned_and_undone(10) == planned_and_undone(300)
