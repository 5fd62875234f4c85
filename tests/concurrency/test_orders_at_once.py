"""The gravedigger and the clerk at the same order, in the same second."""

from datetime import date, datetime
from threading import Event
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from cementiris.accounts.models import Municipality, User
from cementiris.registry.entries import Submission
from cementiris.registry.entries.works import FilesEntry, OrderEntry
from cementiris.registry.models import Act, Attachment, BurialUnit, WorkOrder
from cementiris.registry.services.attachments import register_files
from cementiris.registry.services.submission import AlreadySent, lock_units
from cementiris.registry.services.work_orders import OrderClosed, call_off, mark_done, order_work
from cementiris.tenancy.scope import municipality
from tests.concurrency.conftest import AtOnce
from tests.factories import make_order, make_unit
from tests.registry.files import PDF, sent_file

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))


@pytest.fixture
def niche(transactional_db: None, vilaclara: Municipality) -> BurialUnit:
    with municipality(vilaclara.pk):
        return make_unit()


@pytest.fixture
def sent(aina_user: User) -> Submission:
    return Submission(actor=aina_user, today=date(2026, 11, 23))


def test_an_order_is_done_or_called_off_but_not_both(niche: BurialUnit, sent: Submission, at_once: AtOnce) -> None:
    with municipality(niche.municipality_id):
        order = make_order(niche)
    outcomes = at_once(
        lambda: mark_done(order, at=NOON, note="", sent=sent),
        lambda: call_off(order, reason="La família ho ajorna"),
    )
    assert [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)] == [OrderClosed]
    with municipality(niche.municipality_id):
        is_done = WorkOrder.objects.get().status == "done"
        assert Act.objects.filter(kind="work_done").count() == int(is_done)


def test_work_is_ticked_off_while_somebody_acts_over_its_unit(
    niche: BurialUnit, sent: Submission, at_once: AtOnce
) -> None:
    """Who annuls a burial locks the unit and then its orders: whoever ticks one off must not wait for the unit."""
    with municipality(niche.municipality_id):
        order = make_order(niche)
    is_locked, is_done = Event(), Event()

    def hold_the_unit() -> bool:
        with transaction.atomic():
            lock_units([niche.pk])
            is_locked.set()
            return is_done.wait(timeout=5)

    def tick_off() -> None:
        is_locked.wait(timeout=5)
        mark_done(order, at=NOON, note="", sent=sent)
        is_done.set()

    assert at_once(hold_the_unit, tick_off) == [True, None]


def test_the_same_order_given_twice_at_once_is_given_once(niche: BurialUnit, sent: Submission, at_once: AtOnce) -> None:
    entry = OrderEntry(kind="other", when=date(2026, 11, 24))
    at_once(*[lambda: order_work(unit=niche, entry=entry, sent=sent)] * 2)
    with municipality(niche.municipality_id):
        assert WorkOrder.objects.count() == 1


def test_a_file_sent_twice_at_once_is_kept_once(niche: BurialUnit, aina_user: User, at_once: AtOnce) -> None:
    sent = Submission(actor=aina_user, today=date(2026, 11, 23), key=uuid4())
    outcomes = at_once(
        *[lambda: register_files(of=niche, entry=FilesEntry(files=(sent_file(PDF, "a.pdf"),)), sent=sent)] * 2
    )
    assert [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)] == [AlreadySent]
    with municipality(niche.municipality_id):
        assert Attachment.objects.count() == 1
