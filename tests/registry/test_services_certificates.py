"""Certificates and the burial book: what they say, frozen and numbered."""

from datetime import date, timedelta

import pytest

from cementiris.accounts.models import Municipality, User
from cementiris.documents.electronic import draw_html
from cementiris.documents.models import Document
from cementiris.registry.books import book_years, in_words, lines_of_year
from cementiris.registry.entries import Submission
from cementiris.registry.entries.certificates import CertificateEntry
from cementiris.registry.models import BurialUnit, MovementKind
from cementiris.registry.services.certificates import certify_person, certify_unit, print_book
from cementiris.registry.services.submission import RuleBroken
from tests.factories import make_burial, make_concession, make_person, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today)


@pytest.fixture
def used() -> BurialUnit:
    unit = make_unit()
    make_concession(unit)
    make_burial(unit, on="2010-05-03")
    return unit


def paper_of(unit: BurialUnit, sent: Submission, **asked: object) -> str:
    entry = CertificateEntry(**{"on": sent.today, **asked})  # type: ignore[arg-type]
    act = certify_unit(unit=unit, entry=entry, sent=sent)
    assert act.document is not None
    return draw_html(act.document)


def test_a_certificate_says_who_rests_in_the_unit_and_nothing_of_the_living(used: BurialUnit, sent: Submission) -> None:
    html = paper_of(used, sent)
    assert "Josep Puig i Ferrer" in html
    assert "Inhumació, cadàver" in html
    assert "Mercè Serra" not in html


def test_the_holder_stands_in_it_when_the_applicant_may_know(used: BurialUnit, sent: Submission) -> None:
    assert "Mercè Serra" in paper_of(used, sent, with_holder=True, applicant="Mercè Serra i Roca")
    with pytest.raises(RuleBroken, match="X68"):
        paper_of(used, sent, with_holder=True)


def test_on_a_past_day_it_says_what_was_known_of_that_day(used: BurialUnit, sent: Submission) -> None:
    html = paper_of(used, sent, on=date(2005, 1, 1))
    assert "Josep Puig" not in html
    assert "No hi consta ningú" in html


def test_a_person_is_certified_with_every_place(used: BurialUnit, sent: Submission) -> None:
    other = make_unit(number="44")
    person = used.arrivals.get().deceased
    make_burial(other, deceased=person, kind=MovementKind.RELOCATION, from_unit=used, on="2020-02-01")
    act = certify_person(person=person, entry=CertificateEntry(on=sent.today), sent=sent)
    assert act.document is not None
    html = draw_html(act.document)
    assert html.index("03/05/2010") < html.index("01/02/2020")
    assert act.document.snapshot["unit"].endswith("44")


def test_the_living_are_not_certified(sent: Submission) -> None:
    with pytest.raises(RuleBroken, match="X69"):
        certify_person(person=make_person(), entry=CertificateEntry(on=sent.today), sent=sent)
    assert not Document.objects.exists()


def test_the_book_of_a_year_has_every_line_that_counts(
    used: BurialUnit, sent: Submission, vilaclara: Municipality
) -> None:
    make_burial(make_unit(number="2"), on="2010")
    make_burial(make_unit(number="3"), on="2010-07-01", annulled=True)
    make_burial(make_unit(number="4"), on="2011-01-01")
    assert [(one.year, one.count) for one in book_years()] == [(2011, 1), (2010, 2)]
    assert [line["on"] for line in in_words(lines_of_year(2010))] == ["2010", "03/05/2010"]
    printed = print_book(vilaclara, year=2010, sent=sent)
    assert (printed.code, printed.snapshot["count"]) == ("2026/0001", "2")
    assert "Llibre d’enterraments de 2010" in draw_html(printed)


def test_a_printed_book_stays_when_an_entry_is_corrected(
    used: BurialUnit, sent: Submission, vilaclara: Municipality
) -> None:
    printed = print_book(vilaclara, year=2010, sent=sent)
    used.arrivals.update(on="2009-01-01", on_from=date(2009, 1, 1), on_until=date(2009, 1, 1) + timedelta(0))
    printed.refresh_from_db()
    assert "03/05/2010" in draw_html(printed)
