"""Somebody without any login looks for a grandmother on the telephone."""

import pytest

from cementiris.accounts.models import Municipality
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_burial, make_concession, make_person, make_unit
from tests.journeys.screen import PHONE, Screen

pytestmark = pytest.mark.browser


@pytest.fixture
def grandmother(vilaclara: Municipality) -> None:
    """Antònia rests in niche 33; the holder, her grandson, is alive and nobody's business."""
    with municipality(vilaclara.pk):
        unit = make_unit(number="33", section=make_block(name="Sant Josep"), floor=3, column=2)
        make_concession(unit, holder=make_person(text="Oriol Testament i Secret"), title_number="T-SECRET")
        antonia = make_person(text="Antònia Núñez i Güell", died_on="1984-11-05", is_dead=True, national_id="12345678Z")
        make_burial(unit, deceased=antonia, on="1984-11-06")


@pytest.mark.parametrize("typed", ["antonia nunez guell", "GÜELL ANTONIA", "nuñez antonia"])
def test_a_citizen_finds_a_grave_without_accents_and_sees_no_holder(
    nobody: Screen, grandmother: None, typed: str
) -> None:
    given_a_telephone(nobody)
    when_a_name_is_typed(nobody, typed)
    then_the_person_is_in_the_list(nobody)
    when_the_person_is_chosen(nobody)
    then_the_place_is_shown_and_no_holder(nobody)


def given_a_telephone(screen: Screen) -> None:
    screen.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    screen.open("/consulta/vilaclara/")
    screen.look()
    screen.page.set_viewport_size(PHONE)  # type: ignore[arg-type]


def when_a_name_is_typed(screen: Screen, typed: str) -> None:
    screen.page.locator("[name=q]").fill(typed)
    screen.keys("Enter")
    screen.page.wait_for_url("**/consulta/vilaclara/?*")


def then_the_person_is_in_the_list(screen: Screen) -> None:
    screen.says("Antònia Núñez i Güell")
    assert "Testament" not in screen.page.content()
    screen.look()


def when_the_person_is_chosen(screen: Screen) -> None:
    screen.follow("Antònia Núñez i Güell")
    screen.page.locator("#resultat").wait_for()


def then_the_place_is_shown_and_no_holder(screen: Screen) -> None:
    card = screen.page.locator("#resultat").inner_text()
    assert "1984" in card
    assert "33" in card
    page = screen.page.content()
    for private in ("Testament", "T-SECRET", "12345678Z"):
        assert private not in page
    screen.look()


def test_a_relative_asks_for_removal_and_the_person_is_found_no_more(nobody: Screen, grandmother: None) -> None:
    nobody.open("/consulta/vilaclara/?q=nunez")
    nobody.follow("Antònia Núñez i Güell")
    nobody.follow("Demaneu que es corregeixin")
    nobody.look()
    form = nobody.page.locator("main form[method=post]")
    form.locator("[name=kind]").last.check()
    for name, value in {
        "text": "Era la meva àvia.",
        "requester_name": "Oriol",
        "relation": "Net",
        "contact": "o@example.org",
    }.items():
        form.locator(f"[name={name}]").fill(value)
    form.get_by_role("button").first.click()
    nobody.page.wait_for_load_state()
    nobody.look()
    nobody.open("/consulta/vilaclara/?q=nunez")
    nobody.says("Ningú amb aquest nom")
