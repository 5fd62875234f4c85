"""Two workers or two clerks over the same import, or over the same cemetery, at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cementiris.accounts.models import Municipality
from cementiris.registry.models import Act, ActKind, BurialUnit, Cemetery, Concession, Movement, Person, Section
from cementiris.tenancy.scope import municipality
from imports.models import BatchState, ImportBatch, SourceLink
from imports.rows import ReadOutcome
from imports.services.commit import commit
from imports.services.stage import read_again
from tests.concurrency.conftest import AtOnce
from tests.imports.services.ledger import NOON, ROLL, bring_in, received, take_back

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(vilaclara: Municipality, transactional_db: None, tmp_path: Path, settings: Any) -> Municipality:
    settings.MEDIA_ROOT = tmp_path
    return vilaclara


def committing(batch: ImportBatch, outcome: ReadOutcome) -> Callable[[], Any]:
    return lambda: commit(batch, outcome, actor=None, at=NOON).state


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Section, BurialUnit, Person, Concession, Movement))


def test_two_workers_over_one_import_bring_it_in_once(town: Municipality, at_once: AtOnce) -> None:
    with municipality(town.pk):
        batch = received(ROLL)
        outcome = read_again(batch)
    assert at_once(*[committing(batch, outcome)] * 3) == [BatchState.COMMITTED] * 3
    with municipality(town.pk):
        assert counts() == (1, 3, 5, 3, 2)
        assert Act.objects.filter(kind=ActKind.IMPORT).count() == 1


def test_two_imports_of_the_same_rows_at_once_make_one_register(town: Municipality, at_once: AtOnce) -> None:
    with municipality(town.pk):
        batches = [received(ROLL, name=name) for name in ("a.csv", "b.csv")]
        outcomes = [read_again(batch) for batch in batches]
    done = at_once(*(committing(*pair) for pair in zip(batches, outcomes, strict=True)))
    assert done == [BatchState.COMMITTED] * 2
    with municipality(town.pk):
        assert counts() == (1, 3, 5, 3, 2)
        assert (Cemetery.objects.count(), SourceLink.objects.filter(is_made=True).count()) == (1, 8)


def test_an_import_undone_by_two_clerks_at_once_is_undone_once(town: Municipality, at_once: AtOnce) -> None:
    with municipality(town.pk):
        batch = bring_in(ROLL)
    outcomes = at_once(lambda: take_back(batch), lambda: take_back(batch))
    assert sorted(outcome.removed.get("units", 0) for outcome in outcomes) == [0, 3]
    with municipality(town.pk):
        assert counts() == (0, 0, 0, 0, 0)
        assert Act.objects.filter(kind=ActKind.ANNULMENT).count() == 1


def test_an_import_undone_while_its_rows_come_again_leaves_one_register_or_none(
    town: Municipality, at_once: AtOnce
) -> None:
    with municipality(town.pk):
        first = bring_in(ROLL)
        second = received(ROLL, name="b.csv")
        outcome = read_again(second)
    undone, brought_in = at_once(lambda: take_back(first), committing(second, outcome))
    assert brought_in == BatchState.COMMITTED
    with municipality(town.pk):
        assert counts() == (1, 3, 5, 3, 2)
        shared = {kept.reason for kept in undone.kept}
        assert shared in ({"shared"}, set())


def test_a_commit_that_fails_halfway_leaves_nothing_and_can_be_done_again(
    town: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    with municipality(town.pk):
        batch = received(ROLL)
        outcome = read_again(batch)
        with monkeypatch.context() as broken:
            broken.setattr("imports.services.writing._link", _fail)
            with pytest.raises(InterruptedError):
                commit(batch, outcome, actor=None, at=NOON)
        assert counts() == (0, 0, 0, 0, 0)
        assert commit(batch, outcome, actor=None, at=NOON).state == BatchState.COMMITTED
        assert counts() == (1, 3, 5, 3, 2)


def test_an_undo_that_fails_halfway_leaves_everything_and_can_be_done_again(
    town: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    with municipality(town.pk):
        batch = bring_in(ROLL)
        with monkeypatch.context() as broken:
            broken.setattr("imports.services.undo._note", _fail)
            with pytest.raises(InterruptedError):
                take_back(batch)
        assert counts() == (1, 3, 5, 3, 2)
        assert take_back(batch).is_complete
        assert counts() == (0, 0, 0, 0, 0)


def _fail(*args: object) -> None:
    raise InterruptedError
