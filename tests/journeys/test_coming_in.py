"""Coming in, and finding one's way with the keyboard alone."""

import pytest

from cementiris.accounts.models import Municipality, User
from cementiris.registry.models import BurialUnit
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_burial, make_concession, make_unit
from tests.journeys.screen import Screen

pytestmark = pytest.mark.browser


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """Niche 287 of Sant Josep, held and in use."""
    with municipality(vilaclara.pk):
        unit = make_unit(number="287", section=make_block(name="Sant Josep"), floor=2, column=3)
        make_concession(unit)
        make_burial(unit)
        return unit


def test_a_clerk_logs_in_and_finds_a_niche_without_the_mouse(
    nobody: Screen, aina_user: User, niche: BurialUnit
) -> None:
    given_a_clerk_at_the_login(nobody)
    when_she_types_her_address_and_password(nobody, aina_user)
    then_she_stands_at_her_towns_desk(nobody)
    when_she_presses_slash_and_types_a_number(nobody)
    then_the_niche_lies_open(nobody, niche)


def given_a_clerk_at_the_login(screen: Screen) -> None:
    screen.open("/")
    assert screen.page.url.endswith("/comptes/login/?next=/")
    screen.look()


def when_she_types_her_address_and_password(screen: Screen, user: User) -> None:
    screen.tab_to(screen.page.get_by_label("Adreça de correu electrònic"))
    screen.page.keyboard.type(user.email)
    screen.keys("Tab")
    screen.page.keyboard.type("cementiri-demo")
    screen.keys("Enter")


def then_she_stands_at_her_towns_desk(screen: Screen) -> None:
    screen.page.wait_for_url("**/vilaclara/")
    assert screen.heading() == "Cementiris de Vilaclara"
    screen.look()


def when_she_presses_slash_and_types_a_number(screen: Screen) -> None:
    screen.keys("/")
    screen.page.keyboard.type("287")
    screen.page.get_by_role("region", name="Suggeriments").get_by_role("link").first.wait_for()
    screen.look()
    screen.keys("Enter")


def then_the_niche_lies_open(screen: Screen, niche: BurialUnit) -> None:
    screen.page.wait_for_url(f"**/vilaclara/sepultures/{niche.pk}/")
    assert screen.heading() == "Nínxol 287"
    screen.says("Mercè Serra i Roca")
    screen.page.wait_for_load_state("networkidle")
    screen.look()


def test_the_keyboard_can_skip_to_the_content(ainas: Screen, niche: BurialUnit) -> None:
    ainas.open("/vilaclara/")
    ainas.keys("Tab")
    assert ainas.page.evaluate("document.activeElement.innerText") == "Vés al contingut"
    ainas.keys("Enter")
    assert ainas.page.evaluate("document.activeElement.id") == "contingut"


def test_suggestions_are_walked_with_the_arrows(ainas: Screen, niche: BurialUnit) -> None:
    ainas.open("/vilaclara/cementiris/")
    ainas.keys("/")
    ainas.page.keyboard.type("puig")
    ainas.page.get_by_role("region", name="Suggeriments").get_by_role("link").first.wait_for()
    ainas.keys("ArrowDown", "Enter")
    ainas.page.wait_for_url(f"**/sepultures/{niche.pk}/")


def test_a_wrong_password_is_said_and_the_address_kept(nobody: Screen, aina_user: User) -> None:
    nobody.open("/comptes/login/")
    nobody.type("Adreça de correu electrònic", aina_user.email)
    nobody.type("Contrasenya", "no és aquesta")
    nobody.press("Entra")
    nobody.page.get_by_role("alert").first.wait_for()
    assert nobody.page.get_by_label("Adreça de correu electrònic").input_value() == aina_user.email
    nobody.look()
