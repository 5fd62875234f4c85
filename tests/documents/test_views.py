"""Downloading papers and changing their words."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cementiris.accounts.models import Municipality, User
from cementiris.audit.models import AccessLog
from cementiris.documents.electronic import draw_html
from cementiris.documents.kinds import town_snapshot
from cementiris.documents.models import Document, DocumentKind, DocumentTemplate
from cementiris.documents.services import current_template, issue
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


TEXTS = "/vilaclara/textos/"


def test_a_town_writes_its_own_words_and_the_next_paper_says_them(roser: Client, vilaclara: Municipality) -> None:
    answer = roser.post(f"{TEXTS}title/", {"body": "Nostre, de {titular}.\r\n\r\n[dades]\r\n", "fes": "desa"})
    assert answer.status_code == 302
    assert "Text propi, versió 2" in roser.get(TEXTS).content.decode()
    with municipality(vilaclara.pk):
        paper = issue("title", snapshot={"holder": "Mercè"}, on=date(2026, 11, 23), actor=None)
        assert "Nostre, de Mercè." in draw_html(paper)


def test_a_paper_keeps_the_words_it_was_issued_with(roser: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        paper = issue("title", snapshot={"holder": "Mercè"}, on=date(2026, 11, 23), actor=None)
    roser.post(f"{TEXTS}title/", {"body": "Nostre.\n\n[dades]\n", "fes": "desa"})
    with municipality(vilaclara.pk):
        paper.refresh_from_db()
        assert "Nostre." not in draw_html(paper)


def test_words_with_faults_are_not_kept_and_stay_in_the_form(roser: Client, vilaclara: Municipality) -> None:
    answer = roser.post(f"{TEXTS}title/", {"body": "De {propietari}", "fes": "desa"})
    assert answer.status_code == 200
    assert "propietari" in str(answer.context["form"].errors)
    assert "De {propietari}" in answer.content.decode()
    with municipality(vilaclara.pk):
        assert not DocumentTemplate.objects.exists()


def test_words_are_tried_on_an_invented_act_without_being_kept(roser: Client, vilaclara: Municipality) -> None:
    answer = roser.post(f"{TEXTS}title/", {"body": "Prova.\n\n[dades]\n", "fes": "mostra"})
    assert answer.content.startswith(b"%PDF")
    with municipality(vilaclara.pk):
        assert not DocumentTemplate.objects.exists()


def test_letters_are_worded_on_their_own_page(roser: Client, aina: Client) -> None:
    assert roser.get(f"{TEXTS}expiry_notice/").status_code == 404
    assert roser.get(f"{TEXTS}res/").status_code == 404
    assert aina.get(TEXTS).status_code == 403


def test_the_words_the_product_ships_are_renewed_where_a_town_has_none_of_its_own(in_vilaclara: Municipality) -> None:
    DocumentTemplate.objects.create(kind="title", version=1, body="Antic.\n[dades]\n", is_shipped=True)
    assert current_template("title").version == 2
    DocumentTemplate.objects.create(kind="renewal", version=1, body="Propi.\n[dades]\n")
    assert current_template("renewal").version == 1
