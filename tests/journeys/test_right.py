"""A clerk grants the right to a free niche; another year, an expiring one is renewed."""

from datetime import date

import pytest

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Concession
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_burial, make_concession, make_unit
from tests.journeys.screen import Screen

pytestmark = pytest.mark.browser


@pytest.fixture
def block(vilaclara: Municipality) -> dict[str, BurialUnit]:
    """Niche 12, free, and niche 13, whose right ends in January."""
    with municipality(vilaclara.pk):
        section = make_block(name="Sant Josep")
        free = make_unit(number="12", section=section, floor=1, column=1)
        ending = make_unit(number="13", section=section, floor=1, column=2)
        term = (date(2002, 1, 16), date(2027, 1, 16))
        make_concession(ending, term=term, expires_on="2027-01-15", term_years=25)
        make_burial(ending)
        return {"free": free, "ending": ending}


def test_a_clerk_grants_a_niche(ainas: Screen, block: dict[str, BurialUnit], vilaclara: Municipality) -> None:
    given_a_free_niche(ainas, block["free"])
    when_she_names_the_holder_and_the_term(ainas)
    then_the_title_is_issued(ainas)
    with municipality(vilaclara.pk):
        right = Concession.objects.get(unit=block["free"])
        assert (right.term_years, right.granted_on, right.holdings.count()) == (25, "2026-11-23", 1)


def given_a_free_niche(screen: Screen, unit: BurialUnit) -> None:
    screen.open(f"/vilaclara/sepultures/{unit.pk}/")
    screen.says("Ningú no hi té cap dret vigent.")
    screen.page.wait_for_load_state("networkidle")
    screen.look()
    screen.follow("Concedeix")
    assert screen.heading() == "Concedeix un dret"
    screen.look()


def when_she_names_the_holder_and_the_term(screen: Screen) -> None:
    screen.page.get_by_label("25 anys").check()
    screen.page.locator("[name=given_name]").fill("Montserrat")
    screen.page.locator("[name=surnames]").fill("Riera i Pons")
    screen.page.locator("[name=address]").fill("carrer Major, 3")
    screen.page.locator("[name=postal_code]").fill("08999")
    screen.page.locator("[name=locality]").fill("Vilaclara")
    screen.page.locator("[name=title_number]").click()
    screen.page.wait_for_load_state("networkidle")
    screen.look()
    screen.press("Concedeix el dret")
    screen.page.wait_for_url("**/actes/*/")


def then_the_title_is_issued(screen: Screen) -> None:
    screen.says("2026/0001")
    screen.look()
    kind, content = screen.fetch(str(screen.page.get_by_role("link", name="Obre el document").get_attribute("href")))
    assert (kind, content[:5]) == ("application/pdf", b"%PDF-")


def test_a_clerk_renews_a_right_before_it_ends(
    ainas: Screen, block: dict[str, BurialUnit], vilaclara: Municipality
) -> None:
    ainas.open(f"/vilaclara/sepultures/{block['ending'].pk}/renovar/")
    ainas.look()
    ainas.page.get_by_label("25 anys").check()
    ainas.press("Renova el dret")
    ainas.page.wait_for_url("**/actes/*/")
    ainas.look()
    with municipality(vilaclara.pk):
        right = Concession.objects.get(unit=block["ending"])
        assert (right.expires_on, right.extensions.count()) == ("2052-01-15", 1)
