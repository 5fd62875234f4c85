"""A clerk prints a wall to scale from the page of its cemetery, and is told what cannot be printed."""

import pytest
from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_unit
from tests.gis.prints.papers import pages_of
from tests.journeys.screen import Screen

pytestmark = pytest.mark.browser


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """One of six niches of a wall that nobody has measured."""
    with municipality(vilaclara.pk):
        block = make_block(name="Sant Josep", floors=2, columns=3)
        first, *_others = [make_unit(section=block, number=str(number)) for number in range(1, 7)]
        return first


def test_a_clerk_prints_a_wall_to_scale(screens: object, aina: Client, niche: BurialUnit) -> None:
    screen: Screen = screens(aina)  # type: ignore[operator]
    screen.open(f"/vilaclara/cementiris/{niche.cemetery_id}/")
    screen.page.get_by_role("link", name="Imprimeix a escala").click()
    screen.look()
    wall = screen.page.get_by_role("region", name="L’alçat")
    wall.get_by_label("Escala").select_option("200")
    wall.get_by_label("Amb els noms").check()
    wall.get_by_role("button", name="Fes el PDF de l’alçat").click()
    screen.says("A 1:200 els números no es podrien llegir. Trieu 1:50 o una escala més gran.")
    screen.look()
    wall.get_by_label("Escala").select_option("50")
    with screen.page.expect_request("**/alcat.pdf?*escala=50*") as asked:
        wall.get_by_role("button", name="Fes el PDF de l’alçat").click()
    (sheet,) = pages_of(screen.page.request.get(asked.value.url).body())
    assert "Escala 1:50" in sheet.extract_text()
