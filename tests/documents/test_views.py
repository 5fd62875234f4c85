"""Downloading a paper."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cementiris.accounts.models import Municipality, User
from cementiris.audit.models import AccessLog
from cementiris.documents.kinds import town_snapshot
from cementiris.documents.models import Document, DocumentKind
from cementiris.documents.services import issue
from cementiris.tenancy.scope import municipality


@pytest.fixture
def permit(vilaclara: Municipality, aina_user: User) -> Document:
    """An issued burial permit of Vilaclara that nobody has drawn yet."""
    with municipality(vilaclara.pk):
        snapshot = {"town": town_snapshot(vilaclara), "unit": "nínxol 12", "deceased": "Mercè Serra"}
        return issue(DocumentKind.BURIAL_PERMIT, snapshot=snapshot, on=date(2026, 11, 23), actor=aina_user)


def address(permit: Document) -> str:
    """Where the permit is handed out."""
    return reverse("documents:document", kwargs={"town": "vilaclara", "pk": permit.pk})


def test_a_reader_gets_the_paper_and_the_reading_is_recorded(bernat: Client, permit: Document, vilaclara: Municipality):
    answer = bernat.get(address(permit))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.content.startswith(b"%PDF")
    with municipality(vilaclara.pk):
        entry = AccessLog.objects.get()
    assert (entry.action, entry.subject_id) == ("document.read", permit.pk)


def test_the_gravedigger_may_not_read_papers_about_people(pau: Client, permit: Document):
    assert pau.get(address(permit)).status_code == 403


def test_a_clerk_of_another_town_finds_nothing(carla: Client, permit: Document):
    assert carla.get(address(permit)).status_code == 404
    assert carla.get(address(permit).replace("vilaclara", "puigfosc")).status_code == 404
