"""A clerk makes a wall of niches, gives one another number, joins two, and finds them by what they were called."""

import pytest

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Section
from cementiris.tenancy.scope import municipality
from tests.factories import make_block
from tests.journeys.screen import Screen

pytestmark = pytest.mark.browser


@pytest.fixture
def block(vilaclara: Municipality) -> Section:
    """Block Sant Josep, of which nothing is known yet."""
    with municipality(vilaclara.pk):
        return make_block(name="Sant Josep", floors=None, columns=None)


def test_a_clerk_makes_a_wall_and_changes_it(ainas: Screen, block: Section, vilaclara: Municipality) -> None:
    when_she_makes_a_serpentine_with_a_gap(ainas, block)
    with municipality(vilaclara.pk):
        assert BurialUnit.objects.count() == 49
        first, twelve = BurialUnit.objects.get(number="1"), BurialUnit.objects.get(number="12")
        assert (twelve.floor, twelve.column) == (2, 9)
        neighbour = BurialUnit.objects.get(number="2")
    when_she_renumbers(ainas, twelve)
    then_the_old_number_leads_to_it(ainas, twelve)
    when_she_joins(ainas, first, neighbour)
    then_the_number_of_the_part_leads_to_the_whole(ainas, first)


def when_she_makes_a_serpentine_with_a_gap(screen: Screen, block: Section) -> None:
    screen.open("/vilaclara/cementiris/")
    screen.follow("Cementiris i blocs")
    screen.look()
    screen.page.get_by_role("link", name="Sepultures noves").first.click()
    screen.page.locator("[name=floors]").fill("5")
    screen.page.locator("[name=columns]").fill("10")
    screen.page.locator("[name=numbering]").select_option("serpentine")
    screen.page.locator("[name=left_out]").fill("13")
    screen.page.locator("[name=beside]").click()
    screen.says("Cap dels números (49) no és d’una altra sepultura.")
    screen.page.locator('#alcat-previst [aria-label="12, pis 2, columna 9"]').wait_for()
    screen.page.wait_for_load_state("networkidle")
    screen.look()
    screen.press("Fes les sepultures")
    screen.says("49 sepultures: 1, 2, 3, 4 (+45)")
    screen.look()


def when_she_renumbers(screen: Screen, unit: BurialUnit) -> None:
    screen.open(f"/vilaclara/sepultures/{unit.pk}/")
    screen.page.wait_for_load_state("networkidle")
    screen.follow("Canvia el número")
    screen.page.locator("[name=number]").fill("112")
    screen.page.wait_for_load_state("networkidle")
    screen.look()
    screen.press("Canvia el número")
    screen.page.wait_for_url("**/actes/*/")


def then_the_old_number_leads_to_it(screen: Screen, unit: BurialUnit) -> None:
    screen.open("/vilaclara/cerca/?q=Sant+Josep+12")
    screen.page.wait_for_url(f"**/sepultures/{unit.pk}/")
    assert screen.heading() == "Nínxol 112"
    screen.says("12, fins al 23/11/2026")
    screen.page.wait_for_load_state("networkidle")
    screen.look()


def when_she_joins(screen: Screen, unit: BurialUnit, part: BurialUnit) -> None:
    screen.open(f"/vilaclara/sepultures/{unit.pk}/agrupar/")
    screen.page.get_by_label(f"Nínxol {part.number} (", exact=False).first.check()
    screen.page.wait_for_load_state("networkidle")
    screen.look()
    screen.press("Agrupa-les")
    screen.page.wait_for_url("**/actes/*/")


def then_the_number_of_the_part_leads_to_the_whole(screen: Screen, unit: BurialUnit) -> None:
    screen.open("/vilaclara/cerca/?q=Sant+Josep+2")
    screen.page.wait_for_url(f"**/sepultures/{unit.pk}/")
    assert screen.heading() == "Nínxol doble 1"
