"""Certificates and the book on screen."""

from typing import Any

import pytest
from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.registry.models import Act
from cementiris.tenancy.scope import municipality
from tests.factories import make_burial, make_person, make_unit

BOOK = "/vilaclara/llibre/"


@pytest.fixture
def burial(vilaclara: Municipality) -> Any:
    with municipality(vilaclara.pk):
        return make_burial(make_unit(), on="2010-05-03")


def test_the_book_opens_at_the_latest_year_and_is_printed(aina: Client, burial: Any) -> None:
    assert "Llibre d’enterraments de 2010" in aina.get(BOOK).content.decode()
    answer = aina.post(f"{BOOK}2010/imprimeix/")
    assert answer.status_code == 302
    assert aina.get(answer["Location"]).content.startswith(b"%PDF")
    assert "2026/0001" in aina.get(BOOK).content.decode() or "/0001" in aina.get(BOOK).content.decode()


@pytest.mark.parametrize("asked", ["1999", "dos mil", "\0", "99999999999999999999"])
def test_a_year_without_lines_opens_one_that_has_some(aina: Client, burial: Any, asked: str) -> None:
    answer = aina.get(BOOK, {"any": asked})
    assert (answer.status_code, answer.context["year"]) == (200, 2010)


def test_an_empty_register_has_an_empty_book(aina: Client) -> None:
    assert aina.get(BOOK).status_code == 200
    assert aina.post(f"{BOOK}2010/imprimeix/").status_code == 404


def test_a_reader_reads_the_book_but_prints_none(bernat: Client, burial: Any) -> None:
    assert bernat.get(BOOK).status_code == 200
    assert bernat.post(f"{BOOK}2010/imprimeix/").status_code == 403


def test_a_certificate_of_a_unit_is_issued_and_found_in_the_journal(
    aina: Client, burial: Any, vilaclara: Municipality
) -> None:
    page = f"/vilaclara/sepultures/{burial.to_unit_id}/certificat/"
    assert aina.post(page, {"applicant": "Mercè Serra", "with_history": "on"}).status_code == 302
    with municipality(vilaclara.pk):
        assert Act.objects.get(kind="certificate").document.kind == "unit_certificate"


def test_a_certificate_of_a_person_sent_twice_is_issued_once(
    aina: Client, burial: Any, vilaclara: Municipality
) -> None:
    page = f"/vilaclara/persones/{burial.deceased_id}/certificat/"
    key = str(aina.get(page).context["form"]["key"].value())
    assert [aina.post(page, {"key": key}).status_code for _ in range(2)] == [302, 302]
    with municipality(vilaclara.pk):
        assert Act.objects.filter(kind="certificate").count() == 1


def test_the_certificate_of_who_has_rested_somewhere_is_asked_for_on_their_sheet(
    aina: Client, bernat: Client, burial: Any, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        living = make_person(text="Núria Güell i Puig")
    sheet, link = f"/vilaclara/persones/{burial.deceased_id}/", f"/persones/{burial.deceased_id}/certificat/"
    assert link in aina.get(sheet).content.decode()
    assert link not in bernat.get(sheet).content.decode()
    assert "/certificat/" not in aina.get(f"/vilaclara/persones/{living.pk}/").content.decode()


def test_a_line_of_the_book_whose_day_nobody_knows_says_so(aina: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        died = make_person(text="Josep Farré Vila", is_dead=True, died_on="2010")
        make_burial(make_unit(), deceased=died, on="", on_from="2010-01-01", on_until="2010-12-31")
    assert 'data-l="Dia">—</td>' in aina.get(BOOK).content.decode()


def test_a_certificate_of_a_day_to_come_says_why_not(aina: Client, burial: Any) -> None:
    answer = aina.post(f"/vilaclara/persones/{burial.deceased_id}/certificat/", {"on": "01/01/2040"})
    assert answer.status_code == 200
    assert "X67" in answer.content.decode()


def test_the_queries_of_the_book_do_not_grow_with_its_lines(
    aina: Client, burial: Any, vilaclara: Municipality, django_assert_max_num_queries: Any
) -> None:
    with municipality(vilaclara.pk):
        for number in range(30):
            make_burial(make_unit(number=f"9{number}"), on="2010-05-03")
    with django_assert_max_num_queries(16):
        aina.get(BOOK)
