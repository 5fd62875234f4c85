"""What two clerks do in the same second ends as if one had been a little later."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from cementiris.accounts.models import Municipality
from cementiris.documents.models import Document
from cementiris.documents.services import issue
from cementiris.jobs.town_tasks import town_task
from cementiris.registry.models import Act, BurialUnit, Concession
from cementiris.tenancy.scope import municipality
from tests.concurrency.conftest import AtOnce
from tests.factories import make_concession, make_unit

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2026, 11, 23)


@pytest.fixture
def niche(transactional_db: None, vilaclara: Municipality) -> BurialUnit:
    """A niche that nobody has a right to."""
    with municipality(vilaclara.pk):
        return make_unit()


def errors(outcomes: list[Any]) -> list[BaseException]:
    return [outcome for outcome in outcomes if isinstance(outcome, BaseException)]


def constraint_of(error: BaseException) -> tuple[str, str]:
    diagnostics = error.__cause__.diag  # type: ignore[union-attr]
    return diagnostics.sqlstate, diagnostics.constraint_name


def grant(unit: BurialUnit) -> Callable[[], Any]:
    @transaction.atomic
    def work() -> Concession:
        return make_concession(unit)

    return work


def test_of_two_rights_over_one_niche_one_is_refused(niche: BurialUnit, at_once: AtOnce) -> None:
    outcomes = at_once(grant(niche), grant(niche))
    assert [constraint_of(error) for error in errors(outcomes)] == [("23P01", "x1_one_right_at_a_time")]
    with municipality(niche.municipality_id):
        assert Concession.objects.count() == 1


def paper() -> int:
    return issue("burial_permit", snapshot={}, on=DAY, actor=None).number


def test_numbers_of_papers_are_never_given_twice_nor_lost(vilaclara: Municipality, at_once: AtOnce) -> None:
    assert sorted(at_once(*[paper] * 6)) == [1, 2, 3, 4, 5, 6]
    with municipality(vilaclara.pk):
        assert Document.objects.count() == 6


def failing_paper() -> None:
    with transaction.atomic():
        paper()
        raise LookupError


def test_an_act_that_fails_gives_its_number_back(vilaclara: Municipality, at_once: AtOnce) -> None:
    outcomes = at_once(failing_paper, paper, failing_paper, paper)
    assert sorted(outcome for outcome in outcomes if isinstance(outcome, int)) == [1, 2]
    with municipality(vilaclara.pk):
        assert paper() == 3


def test_the_same_form_sent_twice_at_once_is_registered_once(vilaclara: Municipality, at_once: AtOnce) -> None:
    key = uuid4()

    def send() -> Act:
        return Act.objects.create(kind="burial", on=DAY, submission_key=key)

    outcomes = at_once(send, send)
    assert [constraint_of(error) for error in errors(outcomes)] == [("23505", "registry_act_sent_once")]


def test_two_units_with_one_number_cannot_be_made_at_once(niche: BurialUnit, at_once: AtOnce) -> None:
    def make() -> BurialUnit:
        return make_unit(number="77", cemetery=niche.cemetery)

    failed = errors(at_once(make, make))
    assert [type(error) for error in failed] == [IntegrityError]
    assert constraint_of(failed[0]) == ("23505", "x3_one_unit_per_number")


@town_task()
def long_work(key: int) -> None:
    """Nothing: only its queueing is tried."""


def test_the_same_job_asked_for_twice_at_once_waits_once(vilaclara: Municipality, at_once: AtOnce) -> None:
    outcomes = at_once(*[lambda: long_work.defer_here(key=1)] * 4)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [long_work.name])
        waiting = cursor.fetchone()
        cursor.execute("DELETE FROM procrastinate_jobs")
    assert errors(outcomes) == []
    assert waiting == (1,)


def test_towns_work_side_by_side_without_seeing_each_other(
    vilaclara: Municipality, puigfosc: Municipality, at_once: AtOnce
) -> None:
    def work_in(town: Municipality) -> Callable[[], list[str]]:
        def work() -> list[str]:
            with municipality(town.pk):
                for number in range(10):
                    make_unit(number=f"{town.slug} {number}")
                return sorted({unit.number.split()[0] for unit in BurialUnit.objects.all()})

        return work

    assert at_once(work_in(vilaclara), work_in(puigfosc)) == [["vilaclara"], ["puigfosc"]]


def test_every_thread_is_the_application_and_never_the_owner(vilaclara: Municipality, at_once: AtOnce) -> None:
    def who() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            return str(cursor.fetchone()[0])

    assert at_once(who, who) == ["cem_app", "cem_app"]
