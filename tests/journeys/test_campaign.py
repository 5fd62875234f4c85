"""A clerk writes to everybody whose right ends this winter: choose, freeze, print, note what came back."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from cementiris.accounts.models import Municipality
from cementiris.notices.models import Letter
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_concession, make_person, make_unit
from tests.journeys.screen import Screen, let_the_worker_work

pytestmark = pytest.mark.browser

HOLDERS = {
    "1": ("Anna Bosch Riu", "carrer Major, 3"),
    "2": ("Bartomeu Coll Puig", "carrer Nou, 12"),
    "3": ("Caterina Dalmau Sala", ""),
}


@pytest.fixture
def ending(vilaclara: Municipality) -> None:
    """Three rights that end in January 2027, one holder without an address, and one right that ends much later."""
    with municipality(vilaclara.pk):
        block = make_block(name="Sant Josep")
        for number, (name, address) in HOLDERS.items():
            place = {"address": address, "postal_code": "08999", "locality": "Vilaclara"} if address else {}
            term = (date(1977, 1, 16), date(2027, 1, 16))
            unit = make_unit(number=number, section=block)
            parts = dict(zip(("given_name", "surname1", "surname2"), name.split(), strict=True))
            make_concession(unit, holder=make_person(text=name, **parts, **place), term=term, expires_on="2027-01-15")
        make_concession(make_unit(number="4", section=block), term=(date(2000, 1, 1), date(2050, 1, 1)))


def test_a_clerk_writes_the_letters_of_the_winter(ainas: Screen, ending: None, vilaclara: Municipality) -> None:
    when_she_asks_whose_right_ends(ainas)
    then_three_letters_are_planned(ainas)
    when_she_freezes_them(ainas)
    then_each_has_a_number_and_stays_as_it_is(vilaclara)
    then_the_letters_are_one_paper_in_postal_order(ainas)
    then_the_list_is_a_spreadsheet(ainas)
    when_one_comes_back(ainas)
    then_it_is_noted_and_can_be_undone(ainas, vilaclara)


def when_she_asks_whose_right_ends(screen: Screen) -> None:
    screen.open("/vilaclara/avisos/")
    screen.look()
    screen.page.locator("[name=ends_from]").fill("01/01/2027")
    screen.page.locator("[name=ends_until]").fill("31/01/2027")
    screen.page.locator("[name=on]").fill("23/11/2026")
    screen.press("Mostra a qui toca escriure")
    screen.page.wait_for_url("**/avisos/*/")


def then_three_letters_are_planned(screen: Screen) -> None:
    for name, _ in HOLDERS.values():
        screen.says(name)
    screen.look()


def when_she_freezes_them(screen: Screen) -> None:
    screen.press("Congela i imprimeix")
    dialog = screen.page.get_by_role("dialog")
    dialog.wait_for()
    screen.look()
    dialog.get_by_role("button", name="Congela i imprimeix").click()
    screen.page.get_by_role("heading", name="Impressió").wait_for()
    screen.look()
    let_the_worker_work()
    screen.page.get_by_text("cartes en ordre postal").wait_for()
    screen.look()


def then_each_has_a_number_and_stays_as_it_is(town: Municipality) -> None:
    with municipality(town.pk):
        assert sorted(Letter.objects.values_list("number", flat=True)) == [1, 2, 3]


def then_the_letters_are_one_paper_in_postal_order(screen: Screen) -> None:
    address = screen.page.get_by_role("link", name="Cartes per imprimir").get_attribute("href")
    kind, content = screen.fetch(str(address))
    assert kind == "application/pdf"
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    places = [text.rindex(name) for name, _ in HOLDERS.values()]
    assert places == sorted(places)


def then_the_list_is_a_spreadsheet(screen: Screen) -> None:
    address = screen.page.get_by_role("link", name="Llista en full de càlcul").get_attribute("href")
    _, content = screen.fetch(str(address))
    rows = list(load_workbook(BytesIO(content), read_only=True).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert sum("Bosch" in str(row) for row in rows) == 1


def when_one_comes_back(screen: Screen) -> None:
    screen.press("Ja són a correus")
    screen.page.wait_for_load_state()
    code = screen.page.get_by_role("row", name="Bosch").get_by_role("link").first.inner_text()
    screen.page.locator("#codi").fill(code)
    screen.keys("Enter")
    screen.page.locator("form.card").wait_for()
    screen.look()


def then_it_is_noted_and_can_be_undone(screen: Screen, town: Municipality) -> None:
    screen.page.get_by_label("Adreça incorrecta").check()
    screen.press("Desa i espera la següent")
    screen.says("Desat: la carta")
    screen.look()
    screen.press("Desfés-ho")
    screen.page.wait_for_load_state()
    with municipality(town.pk):
        assert not Letter.objects.filter(outcome="wrong_address").exists()
