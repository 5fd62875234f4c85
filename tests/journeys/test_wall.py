"""A clerk describes a wall with a double niche, sees it large and small, and closes what she drew a rectangle over."""

import re

import pytest
from playwright.sync_api import expect

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Closure, Section
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_closure, make_unit
from tests.journeys.screen import Screen

pytestmark = pytest.mark.browser
WHEEL = """(svg, keys) => {
  const turn = new WheelEvent("wheel", { deltaY: 120, bubbles: true, cancelable: true, ...keys });
  svg.dispatchEvent(turn);
  return turn.defaultPrevented;
}"""
"""Turn the wheel over a drawing; whether the page is kept from scrolling."""


@pytest.fixture
def wall(vilaclara: Municipality) -> Section:
    """A wall of three floors and eight columns; number 10 is out of service already."""
    with municipality(vilaclara.pk):
        block = make_block(name="Sant Josep", floors=3, columns=8)
        for number in range(1, 25):
            place = {"floor": (number - 1) // 8 + 1, "column": (number - 1) % 8 + 1}
            if number != 4:  # 3 is going to be double
                make_unit(section=block, number=str(number), **place)
        make_closure(BurialUnit.objects.get(number="10"))
    return block


def test_a_clerk_works_on_the_wall(ainas: Screen, wall: Section, vilaclara: Municipality) -> None:
    when_she_measures_the_wall(ainas, wall)
    when_she_says_that_a_niche_is_double(ainas, vilaclara)
    then_the_wall_shows_it(ainas, wall)
    when_she_makes_it_larger_and_smaller(ainas)
    when_she_draws_a_rectangle(ainas)
    then_each_is_judged_and_the_rest_closed(ainas, vilaclara)


def when_she_measures_the_wall(screen: Screen, wall: Section) -> None:
    screen.open(f"/vilaclara/blocs/{wall.pk}/canviar/")
    screen.page.locator("[name=cell_width]").fill("80")
    screen.press("Desa el bloc")
    screen.says("Escriviu-hi també aquesta mida")
    screen.look()
    screen.page.locator("[name=cell_height]").fill("65")
    screen.press("Desa el bloc")
    screen.says("Bloc Sant Josep")


def when_she_says_that_a_niche_is_double(screen: Screen, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        third = BurialUnit.objects.get(number="3")
    screen.open(f"/vilaclara/sepultures/{third.pk}/descriure/")
    screen.page.locator("[name=columns_wide]").fill("3")
    screen.page.locator("[name=columns_wide]").press("Tab")
    screen.says("Amb aquesta mida taparia el lloc de Nínxol 5.")
    screen.look()
    screen.page.locator("[name=columns_wide]").fill("2")
    screen.page.locator("[name=columns_wide]").press("Tab")
    expect(screen.page.get_by_text("Amb aquesta mida taparia")).to_have_count(0)
    screen.press("Desa la descripció")
    screen.says("amplada")


def then_the_wall_shows_it(screen: Screen, wall: Section) -> None:
    screen.open(f"/vilaclara/cementiris/{wall.cemetery_id}/?bloc={wall.pk}")
    screen.page.wait_for_load_state("networkidle")
    screen.look()
    double = screen.page.get_by_role("gridcell", name="3, pis 1, columna 3")
    expect(double).to_have_attribute("aria-colspan", "2")
    double.focus()
    screen.keys("ArrowRight")
    assert screen.page.evaluate("document.activeElement.dataset.column") == "5"
    screen.keys("ArrowUp", "ArrowLeft", "ArrowDown")
    assert screen.page.evaluate("document.activeElement.dataset.column") == "3"


def when_she_makes_it_larger_and_smaller(screen: Screen) -> None:
    svg = screen.page.locator("svg#alcat-mur")
    before = float(svg.get_attribute("width") or 0)
    screen.keys("+")
    assert float(svg.get_attribute("width") or 0) == pytest.approx(before * 1.25)
    screen.press("Tota l’amplada")
    fits = "f => f.scrollWidth <= f.clientWidth + 2"
    assert screen.page.locator(".scroll.wall").evaluate(fits)
    screen.page.get_by_role("gridcell", name="3, pis 1, columna 3").focus()
    screen.keys("0")
    assert float(svg.get_attribute("width") or 0) == before
    assert not svg.evaluate(WHEEL, {"ctrlKey": False}), "the bare wheel is the page's"
    assert svg.evaluate(WHEEL, {"ctrlKey": True})
    expect(svg).not_to_have_attribute("width", f"{before:g}")
    screen.press("Tota l’amplada")


def when_she_draws_a_rectangle(screen: Screen) -> None:
    """Over 9 to 11 on the second floor and 17 to 19 above them."""
    first = screen.page.get_by_role("gridcell", name="17, pis 3, columna 1")
    last = screen.page.get_by_role("gridcell", name="11, pis 2, columna 3")
    screen.page.evaluate("document.activeElement.blur()")
    first.scroll_into_view_if_needed()
    start, end = first.bounding_box(), last.bounding_box()
    assert start
    assert end
    screen.page.mouse.move(start["x"] + 8, start["y"] + 8)
    screen.page.mouse.down()
    screen.page.mouse.move(end["x"] + 12, end["y"] + 12, steps=5)
    screen.page.mouse.up()
    screen.says("17, 18, 19, 9, 10, 11")
    screen.look()
    assert re.search(r"/cementiris/\d+/", screen.page.url), "a drawn rectangle opens no niche"


def then_each_is_judged_and_the_rest_closed(screen: Screen, vilaclara: Municipality) -> None:
    screen.press("Fora de servei")
    screen.says("5 es poden registrar.")
    screen.says("Ja són fora de servei en aquestes dates: Nínxol 10.")
    screen.look()
    screen.press("Posa-les fora de servei")
    screen.says("Han quedat com estaven: Nínxol 10.")
    with municipality(vilaclara.pk):
        assert Closure.objects.count() == 6
