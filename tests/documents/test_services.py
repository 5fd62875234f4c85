"""Numbers without gaps, snapshots that stay, files written once."""

from datetime import date
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from cementiris.accounts.models import Municipality, User
from cementiris.documents import electronic
from cementiris.documents.kinds import town_snapshot
from cementiris.documents.models import Document, DocumentKind, DocumentTemplate
from cementiris.documents.services import current_template, draw, issue
from cementiris.tenancy.scope import municipality

ON = date(2026, 11, 23)


@pytest.fixture
def snapshot(in_vilaclara: Municipality) -> dict[str, Any]:
    """A burial permit's words."""
    return {
        "town": town_snapshot(in_vilaclara),
        "unit": "Cementiri de Sant Pere, bloc A, fila 3, nínxol 12",
        "unit_kind": "Nínxol",
        "deceased": "Mercè Col·lell i Puig",
        "remains": "Cadàver",
        "at": "24/11/2026, 11.00",
    }


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The keys of the papers that were really drawn."""
    keys: list[int] = []
    draw_pdf = electronic.draw_pdf
    monkeypatch.setattr(electronic, "draw_pdf", lambda document: keys.append(document.pk) or draw_pdf(document))
    return keys


def test_numbers_run_by_kind_and_year(snapshot: dict[str, Any], aina_user: User):
    def code(kind: str, year: int) -> str:
        return issue(kind, snapshot=snapshot, on=date(year, 3, 1), actor=aina_user).code

    permits = [code(DocumentKind.BURIAL_PERMIT, year) for year in (2026, 2026, 2027)]
    assert permits == ["2026/0001", "2026/0002", "2027/0001"]
    assert code(DocumentKind.TITLE, 2026) == "2026/0001"


def test_a_number_taken_by_an_act_that_fails_goes_back(snapshot: dict[str, Any], aina_user: User):
    with transaction.atomic():
        assert issue(DocumentKind.TITLE, snapshot=snapshot, on=ON, actor=aina_user).number == 1
        transaction.set_rollback(True)
    assert issue(DocumentKind.TITLE, snapshot=snapshot, on=ON, actor=aina_user).number == 1


def test_each_town_counts_for_itself(snapshot: dict[str, Any], aina_user: User, puigfosc: Municipality):
    issue(DocumentKind.TITLE, snapshot=snapshot, on=ON, actor=aina_user)
    with municipality(puigfosc.pk):
        assert issue(DocumentKind.TITLE, snapshot=snapshot, on=ON, actor=None).number == 1


def test_a_paper_is_drawn_once_and_then_read(snapshot: dict[str, Any], aina_user: User, drawn: list[int]):
    document = issue(DocumentKind.BURIAL_PERMIT, snapshot=snapshot, on=ON, actor=aina_user)
    first, second = draw(document), draw(document)
    assert first == second
    assert drawn == [document.pk]
    assert document.file.name == "papers/99001/2026/burial_permit-0001.pdf"
    assert len(document.sha256) == 64


def test_a_lost_file_is_drawn_again_identically(snapshot: dict[str, Any], aina_user: User, drawn: list[int]):
    document = issue(DocumentKind.BURIAL_PERMIT, snapshot=snapshot, on=ON, actor=aina_user)
    first = draw(document)
    digest = document.sha256
    default_storage.delete(document.file.name)
    assert draw(document) == first
    assert Document.objects.get(pk=document.pk).sha256 == digest
    assert len(drawn) == 2


def test_the_wording_that_the_product_ships_becomes_version_1(in_vilaclara: Municipality):
    template = current_template(DocumentKind.EXPIRY_NOTICE)
    assert template.version == 1
    assert template.body.startswith("# El dret funerari sobre")
    assert current_template(DocumentKind.EXPIRY_NOTICE) == template


def test_a_new_wording_is_used_and_the_old_one_kept(in_vilaclara: Municipality):
    old = current_template(DocumentKind.EXPIRY_NOTICE)
    new = DocumentTemplate.objects.create(kind=DocumentKind.EXPIRY_NOTICE, version=2, body="# Nou")
    assert current_template(DocumentKind.EXPIRY_NOTICE) == new
    assert DocumentTemplate.objects.get(pk=old.pk).body == old.body
