"""From the plan or the wall to a niche's sheet, by pointer and by keys, today and on a day long ago."""

import re

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, UnitKind
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_burial, make_cemetery, make_unit
from tests.journeys.screen import Screen

pytestmark = pytest.mark.browser

EAST, NORTH = 430_000.0, 4_610_000.0


def square(x: float, y: float, *, side: float) -> MultiPolygon:
    """A square in metres from the corner of the cemetery."""
    left, bottom = EAST + x, NORTH + y
    return MultiPolygon(Polygon.from_bbox((left, bottom, left + side, bottom + side)), srid=25831)


@pytest.fixture
def cemetery(vilaclara: Municipality) -> str:
    """A wall of two floors and three columns, a tomb before it, and a plan of both."""
    with municipality(vilaclara.pk):
        ground = make_cemetery(footprint=square(0, 0, side=60), entrance=Point(EAST, NORTH, srid=25831))
        wall = make_block(cemetery=ground, name="Sant Josep", floors=2, columns=3, footprint=square(10, 40, side=10))
        for number in range(1, 7):
            place = {"floor": (number - 1) // 3 + 1, "column": (number - 1) % 3 + 1}
            make_unit(section=wall, number=str(number), **place)
        make_burial(BurialUnit.objects.get(number="5"), on="2010-05-03")
        make_unit(cemetery=ground, kind=UnitKind.TOMB, number="7", footprint=square(30, 20, side=8))
        return f"/vilaclara/cementiris/{ground.pk}/"


def test_a_clerk_goes_from_the_wall_to_a_niche_with_the_keys(ainas: Screen, cemetery: str) -> None:
    given_the_wall_before_her(ainas, cemetery)
    when_she_walks_with_the_arrows(ainas)
    then_the_niche_above_lies_open(ainas)


def given_the_wall_before_her(screen: Screen, cemetery: str) -> None:
    screen.open(cemetery)
    screen.page.wait_for_load_state("networkidle")
    screen.look()
    assert screen.page.locator("svg.elevation .cell").count() == 6


def when_she_walks_with_the_arrows(screen: Screen) -> None:
    screen.tab_to(screen.page.locator("svg.elevation a[tabindex='0']").first)
    screen.keys("Home", "ArrowRight")
    number = screen.page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert re.search(r"\b[25]\b", number), number
    screen.keys("Enter")


def then_the_niche_above_lies_open(screen: Screen) -> None:
    screen.page.wait_for_url("**/sepultures/*/")
    assert screen.heading() in {"Nínxol 2", "Nínxol 5"}


def test_a_click_on_the_wall_opens_the_niche(ainas: Screen, cemetery: str) -> None:
    ainas.open(cemetery)
    ainas.page.get_by_role("gridcell", name=re.compile(r"\b5\b")).first.click()
    ainas.page.wait_for_url("**/sepultures/*/")
    assert ainas.heading() == "Nínxol 5"


def test_the_plan_shows_a_tomb_that_is_asked_for(ainas: Screen, cemetery: str, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        tomb = BurialUnit.objects.get(kind=UnitKind.TOMB)
    ainas.open(f"{cemetery}?sepultura={tomb.pk}")
    ainas.page.wait_for_load_state("networkidle")
    ainas.look()
    ainas.page.locator("#triada").get_by_role("link").click()
    ainas.page.wait_for_url(f"**/sepultures/{tomb.pk}/")
    assert ainas.heading() == "Tomba 7"


def test_the_wall_of_another_day_shows_who_rested_there_then(ainas: Screen, cemetery: str) -> None:
    ainas.open(cemetery)
    fifth = ainas.page.get_by_role("gridcell", name=re.compile(r"\b5\b")).first
    today = fifth.get_attribute("class")
    ainas.page.locator("#dia").fill("01/01/2005")
    ainas.keys("Enter")
    ainas.page.wait_for_url("**dia=*")
    ainas.says("Estat el 01/01/2005")
    then = ainas.page.get_by_role("gridcell", name=re.compile(r"\b5\b")).first.get_attribute("class")
    assert then != today
    ainas.look()


def test_the_list_says_what_the_wall_says(ainas: Screen, cemetery: str) -> None:
    ainas.open(cemetery)
    ainas.page.get_by_role("link", name=re.compile("^Llista")).click()
    ainas.page.get_by_role("table").first.wait_for()
    ainas.look()
