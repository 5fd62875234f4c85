"""A clerk of another town with the address of a page, and pages that everybody may read."""

import pytest

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit
from cementiris.tenancy.scope import municipality
from tests.factories import make_burial, make_concession, make_unit
from tests.journeys.screen import Screen

pytestmark = pytest.mark.browser


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """A niche of Vilaclara with a holder and somebody at rest."""
    with municipality(vilaclara.pk):
        unit = make_unit()
        make_concession(unit)
        make_burial(unit)
        return unit


def test_a_clerk_of_another_town_finds_nothing_at_the_address(carlas: Screen, niche: BurialUnit) -> None:
    for address in ("/vilaclara/", f"/vilaclara/sepultures/{niche.pk}/", f"/puigfosc/sepultures/{niche.pk}/"):
        response = carlas.open(address)
        assert response.status == 404
        assert "Mercè" not in carlas.page.content()
    carlas.look()


@pytest.mark.parametrize("address", ["/accessibilitat/", "/privacitat/", "/ajuda/", "/res/de/res/"])
def test_standing_pages_shut_nobody_out(nobody: Screen, address: str) -> None:
    nobody.open(address)
    nobody.look()


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_desk_can_be_read_in_another_language(ainas: Screen, niche: BurialUnit, language: str) -> None:
    name = "sessionid"
    assert any(cookie["name"] == name for cookie in ainas.page.context.cookies())
    ainas.page.context.add_cookies([{"name": "django_language", "value": language, "url": _root(ainas)}])
    for address in ("/vilaclara/", f"/vilaclara/sepultures/{niche.pk}/"):
        ainas.open(address)
        assert ainas.page.locator("html").get_attribute("lang") == language
        ainas.page.wait_for_load_state("networkidle")
        ainas.look()


def _root(screen: Screen) -> str:
    screen.open("/robots.txt")
    return screen.page.url.removesuffix("robots.txt")


def test_the_look_at_a_page_notices_what_shuts_people_out(nobody: Screen) -> None:
    nobody.open("/ajuda/")
    nobody.page.evaluate("document.querySelector('main').append(document.createElement('select'))")
    with pytest.raises(AssertionError, match="select-name"):
        nobody.look()


def test_the_look_at_a_page_notices_what_sticks_out(nobody: Screen) -> None:
    nobody.open("/ajuda/")
    nobody.page.evaluate("document.querySelector('h1').style.width = '1600px'")
    with pytest.raises(AssertionError, match="sticks out"):
        nobody.look()
