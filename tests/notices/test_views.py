"""A campaign on screen, from the period to the letters that come back."""

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.audit.models import AccessLog
from cementiris.documents.services import current_template
from cementiris.notices.models import Campaign, CampaignStatus, Letter, LetterStatus
from cementiris.notices.services import production
from cementiris.notices.services.production import produce
from cementiris.notices.tasks import produce_campaign
from cementiris.tenancy.scope import municipality
from tests.notices.places import make_holder, make_right

LAST = date(2027, 3, 31)


@pytest.fixture
def rights(vilaclara: Municipality) -> None:
    """Two rights that end, one of a dead holder without address."""
    with municipality(vilaclara.pk):
        make_right("1", LAST)
        make_right("2", LAST, holder=make_holder("Antoni Puig", is_dead=True, address=""))


def address(name: str, pk: int | None = None) -> str:
    """An address of Vilaclara's notices."""
    return reverse(f"notices:{name}", kwargs={"town": "vilaclara", **({"pk": pk} if pk else {})})


def start(aina: Client) -> int:
    """The campaign that Aina opens for the first quarter."""
    sent = {"ends_from": "01/01/2027", "ends_until": "31/03/2027", "on": "23/11/2026"}
    answer = aina.post(address("index"), sent)
    assert answer.status_code == 302, answer.content.decode()
    return int(answer["Location"].rstrip("/").split("/")[-1])


def page(aina: Client, pk: int, **query: Any) -> str:
    """The text of the campaign's page."""
    answer = aina.get(address("campaign", pk), query)
    assert answer.status_code == 200
    return answer.content.decode()


def print_now(aina: Client, pk: int) -> None:
    """Freeze the campaign and fetch its print file, as a clerk does whom no worker serves."""
    aina.post(address("freeze", pk))
    assert aina.get(address("letters", pk))["Content-Type"] == "application/pdf"


def letter_of(town: Municipality, number: int) -> Letter:
    """A letter of the only campaign."""
    with municipality(town.pk):
        return Letter.objects.select_related("campaign").get(number=number)


def test_the_form_suggests_the_town_s_lead_time(aina: Client):
    answer = aina.get(address("index"))
    assert "Campanya nova" in answer.content.decode()
    assert set(answer.context["form"].initial) == {"ends_from", "ends_until", "on"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends_until": "31/12/2026"}, "anterior al primer"),
        ({"ends_from": "demà"}, "data"),
        ({"on": "31/12/9999"}, "Reviseu els anys"),
        ({"ends_from": "01/01/0027"}, "Reviseu els anys"),
    ],
)
def test_a_period_that_cannot_be_is_said(aina: Client, changes: dict[str, str], sentence: str):
    sent = {"ends_from": "01/01/2027", "ends_until": "31/03/2027", "on": "23/11/2026", **changes}
    answer = aina.post(address("index"), sent)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_the_same_period_opens_the_same_campaign(aina: Client, rights: None):
    assert start(aina) == start(aina)


def test_the_review_shows_who_has_no_address_and_whose_letter_goes_to_the_heirs(aina: Client, rights: None):
    text = page(aina, start(aina))
    assert "Hereus d’Antoni Puig" in text
    assert "1 carta no té adreça" in text
    assert "1 carta va als hereus" in text
    assert "Congela i imprimeix" in text


def test_an_unticked_letter_is_not_frozen(aina: Client, rights: None, vilaclara: Municipality):
    pk = start(aina)
    with municipality(vilaclara.pk):
        keys = list(Letter.objects.order_by("pk").values_list("pk", flat=True))
    aina.post(address("choose", pk), {"shown": keys, "wanted": keys[:1]})
    assert "trets a mà" in page(aina, pk)
    aina.post(address("freeze", pk))
    with municipality(vilaclara.pk):
        assert sorted(Letter.objects.values_list("status", flat=True)) == [LetterStatus.FROZEN, LetterStatus.LEFT_OUT]


def test_a_campaign_with_every_letter_unticked_is_not_frozen_and_says_so(
    aina: Client, rights: None, vilaclara: Municipality
):
    pk = start(aina)
    with municipality(vilaclara.pk):
        keys = list(Letter.objects.values_list("pk", flat=True))
    aina.post(address("choose", pk), {"shown": keys})
    answer = aina.post(address("freeze", pk), follow=True)
    assert "No queda cap carta per congelar" in answer.content.decode()
    with municipality(vilaclara.pk):
        assert Campaign.objects.get().status == CampaignStatus.DRAFT


def test_while_the_worker_draws_the_page_waits_and_the_file_can_be_had_at_once(
    aina: Client, rights: None, vilaclara: Municipality
):
    pk = start(aina)
    aina.post(address("freeze", pk))
    assert "0 de 2 cartes" in page(aina, pk)
    assert "HX-Refresh" not in aina.get(address("progress", pk)).headers
    assert aina.get(address("letters", pk)).content.startswith(b"%PDF")
    assert aina.get(address("progress", pk))["HX-Refresh"] == "true"
    with municipality(vilaclara.pk):
        assert AccessLog.objects.filter(action="campaign.printed", subject_id=pk).count() == 1


def test_a_job_that_stops_says_so_and_the_letters_can_be_had_all_the_same(
    aina: Client, rights: None, vilaclara: Municipality, monkeypatch: pytest.MonkeyPatch
):
    pk = start(aina)
    aina.post(address("freeze", pk))
    with monkeypatch.context() as broken, municipality(vilaclara.pk):
        broken.setattr(production, "draw_run", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            produce_campaign(campaign_id=pk)
    waiting = aina.get(address("progress", pk)).content.decode()
    assert "S’ha aturat" in waiting
    assert "hx-get" not in waiting
    assert aina.get(address("letters", pk)).content.startswith(b"%PDF")


def test_pressing_freeze_twice_is_one_set_of_letters(aina: Client, rights: None, vilaclara: Municipality):
    pk = start(aina)
    print_now(aina, pk)
    before = aina.get(address("letters", pk)).content
    aina.post(address("freeze", pk))
    assert aina.get(address("letters", pk)).content == before


def test_a_key_too_long_for_any_row_is_no_letter(aina: Client, rights: None, vilaclara: Municipality):
    pk = start(aina)
    assert aina.post(address("choose", pk), {"shown": ["9" * 5000]}).status_code == 302
    assert aina.get(address("campaign", pk), {"desada": "9" * 5000}).status_code == 200
    with municipality(vilaclara.pk):
        assert Letter.objects.filter(status=LetterStatus.PLANNED).count() == 2


def test_the_list_is_a_spreadsheet(aina: Client, rights: None):
    answer = aina.get(address("list", start(aina)))
    assert answer["Content-Disposition"] == 'attachment; filename="avisos-2026-1.xlsx"'
    assert answer.content.startswith(b"PK")


def test_a_draft_has_no_print_file_and_says_so(aina: Client, rights: None):
    answer = aina.get(address("letters", start(aina)), follow=True)
    assert "Primer cal congelar la campanya." in answer.content.decode()


def test_a_scanned_letter_is_noted_and_taken_back(aina: Client, rights: None, vilaclara: Municipality):
    pk = start(aina)
    print_now(aina, pk)
    assert "1 carta consta com a enviada." in aina.post(address("post", pk), follow=True).content.decode()
    assert "Desa i espera la següent" in page(aina, pk, codi="2026/1-001")
    letter = letter_of(vilaclara, 1)
    with municipality(vilaclara.pk):
        Campaign.objects.update(frozen_at=timezone.make_aware(datetime(2026, 11, 19, 9)))
    noted = aina.post(address("outcome", letter.pk), {"outcome": "absent", "at": "20/11/2026, 11.20"}, follow=True)
    text = noted.content.decode()
    assert "Desat: la carta 2026/1-001" in text
    assert "Segon intent fins al 23/11/2026, després de les 15 h" in text
    assert aina.get(address("second_attempt", pk)).content.startswith(b"%PDF")
    aina.post(address("undo", letter.pk))
    assert letter_of(vilaclara, 1).status == LetterStatus.POSTED
    assert aina.get(address("second_attempt", pk)).status_code == 302


def test_posting_twice_says_that_it_was_noted_already(aina: Client, rights: None):
    pk = start(aina)
    print_now(aina, pk)
    aina.post(address("post", pk), follow=True)
    again = aina.post(address("post", pk), follow=True).content.decode()
    assert "No hi ha cap carta més per enviar: ja constaven com a enviades." in again
    assert "0 cartes" not in again


def test_an_outcome_to_come_is_refused(aina: Client, rights: None, vilaclara: Municipality):
    pk = start(aina)
    print_now(aina, pk)
    letter = letter_of(vilaclara, 1)
    answer = aina.post(address("outcome", letter.pk), {"outcome": "absent", "at": "20/11/2126, 11.20"})
    assert "Això encara no pot haver passat." in answer.content.decode()
    assert letter_of(vilaclara, 1).status == LetterStatus.PRODUCED


def test_an_outcome_older_than_the_letters_is_refused_beside_its_field(
    aina: Client, rights: None, vilaclara: Municipality
):
    pk = start(aina)
    print_now(aina, pk)
    letter = letter_of(vilaclara, 1)
    answer = aina.post(address("outcome", letter.pk), {"outcome": "absent", "at": "20/11/2016, 11.20"})
    assert "abans no els pot haver passat res" in answer.context["form"].errors["at"][0]
    assert letter_of(vilaclara, 1).status == LetterStatus.PRODUCED


def test_a_code_that_is_no_letter_of_the_campaign_is_said(aina: Client, rights: None):
    pk = start(aina)
    print_now(aina, pk)
    assert "No hi ha cap carta 2026/9-001" in page(aina, pk, codi="2026/9-001")


def test_the_follow_up_filters_and_ignores_an_unknown_filter(aina: Client, rights: None):
    pk = start(aina)
    print_now(aina, pk)
    assert "2026/1-001" in page(aina, pk, cartes="sense")
    assert "Cap carta." in page(aina, pk, cartes="lliurades")
    assert "2026/1-001" in page(aina, pk, cartes="res")


def test_one_letter_can_be_read_and_the_reading_is_recorded(aina: Client, rights: None, vilaclara: Municipality):
    pk = start(aina)
    print_now(aina, pk)
    letter = letter_of(vilaclara, 1)
    assert aina.get(address("letter", letter.pk))["Content-Disposition"] == 'inline; filename="carta-2026-1-001.pdf"'
    with municipality(vilaclara.pk):
        assert AccessLog.objects.filter(action="letter.read", subject_id=letter.pk).exists()


def test_a_unit_s_letters_are_listed_for_a_reader_too(
    aina: Client, bernat: Client, rights: None, vilaclara: Municipality
):
    print_now(aina, start(aina))
    letter = letter_of(vilaclara, 1)
    with municipality(vilaclara.pk):
        unit = letter.concession.unit_id
    whole = bernat.get(address("unit_letters", unit)).content.decode()
    part = bernat.get(address("unit_letters", unit), headers={"hx-request": "true"}).content.decode()
    assert "2026/1-001" in part
    assert "<html" in whole
    assert "<html" not in part


def test_an_empty_period_says_so(aina: Client, vilaclara: Municipality):
    assert "Cap dret acceptat acaba en aquest període" in page(aina, start(aina))


def test_a_reader_does_not_send_notices(bernat: Client):
    assert bernat.get(address("index")).status_code == 403


def test_the_queries_of_the_page_do_not_grow_with_the_letters(
    aina: Client, vilaclara: Municipality, django_assert_max_num_queries: Any
):
    with municipality(vilaclara.pk):
        for number in range(20):
            make_right(str(number), LAST)
    pk = start(aina)
    with municipality(vilaclara.pk):
        campaign = Campaign.objects.get()
    print_now(aina, pk)
    with django_assert_max_num_queries(30):
        page(aina, pk)
    with municipality(vilaclara.pk):
        assert produce(Campaign.objects.get(), at=campaign.created_at).page_count == 42


def test_the_words_of_the_letter_are_changed_on_screen(roser: Client, aina: Client, vilaclara: Municipality) -> None:
    page = "/vilaclara/avisos/text/"
    assert aina.get(page).status_code == 403
    body = "# Avís a {titular}\n\n[dades]\n\n[signatura]\n"
    assert roser.post(page, {"body": body, "fes": "mostra"}).content.startswith(b"%PDF")
    assert roser.post(page, {"body": "{qui}", "fes": "desa"}).status_code == 200
    assert roser.post(page, {"body": body, "fes": "desa"}).status_code == 302
    with municipality(vilaclara.pk):
        assert current_template("expiry_notice").body == body
