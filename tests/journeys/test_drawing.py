"""A clerk draws the plan: a block by typed measures, graves on the map, and takes a step back."""

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_cemetery, make_unit
from tests.journeys.screen import Screen

pytestmark = pytest.mark.browser

EAST, NORTH = 430_000.0, 4_610_000.0


@pytest.fixture
def editor(vilaclara: Municipality) -> str:
    """A cemetery of forty metres by forty with a wall of two floors and three columns that nobody has drawn."""
    with municipality(vilaclara.pk):
        enclosure = MultiPolygon(Polygon.from_bbox((EAST, NORTH, EAST + 40, NORTH + 40)), srid=25831)
        ground = make_cemetery(footprint=enclosure, entrance=Point(EAST, NORTH, srid=25831))
        wall = make_block(cemetery=ground, name="Sant Josep", floors=2, columns=3)
        for number in range(1, 7):
            make_unit(section=wall, number=str(number), floor=(number - 1) // 3 + 1, column=(number - 1) % 3 + 1)
        return f"/vilaclara/cementiris/{ground.pk}/dibuix/"


def test_a_clerk_draws_a_block_and_graves_and_takes_a_step_back(
    ainas: Screen, editor: str, vilaclara: Municipality
) -> None:
    given_the_plan_before_her(ainas, editor)
    when_she_types_where_the_wall_stands(ainas)
    with municipality(vilaclara.pk):
        assert BurialUnit.objects.filter(footprint__isnull=False).count() == 6
    when_she_marks_where_the_graves_begin(ainas, editor)
    with municipality(vilaclara.pk):
        assert BurialUnit.objects.filter(kind="grave_in_earth", footprint__isnull=False).count() == 10
    when_she_takes_the_last_step_back(ainas)
    with municipality(vilaclara.pk):
        assert not BurialUnit.objects.filter(kind="grave_in_earth", retired_on=None).exists()
        assert BurialUnit.objects.filter(footprint__isnull=False).count() == 6


def given_the_plan_before_her(screen: Screen, editor: str) -> None:
    screen.open(editor)
    screen.page.wait_for_load_state("networkidle")
    screen.look()


def when_she_types_where_the_wall_stands(screen: Screen) -> None:
    screen.page.get_by_label("Quin bloc").select_option(label="Bloc Sant Josep")
    screen.type("Peu de la façana", f"{EAST + 10} {NORTH + 30}")
    screen.type("Llargada (m)", "6")
    screen.says("Es pot dibuixar.")
    assert screen.page.locator("#dibuix path.sketch").count() > 0
    screen.press("Desa el dibuix")
    screen.says("S’ha desat al plànol: Bloc dibuixat.")


def when_she_marks_where_the_graves_begin(screen: Screen, editor: str) -> None:
    screen.open(f"{editor}?eina=fosses")
    screen.page.wait_for_load_state("networkidle")
    screen.page.locator("#dibuix").click(position={"x": 260, "y": 400})
    screen.says("Es pot dibuixar.")
    screen.tab_to(screen.page.locator("#dibuix .vertex"))
    before = screen.page.get_by_label("Cantonada de la primera", exact=True).input_value()
    screen.keys("ArrowRight")
    assert screen.page.get_by_label("Cantonada de la primera", exact=True).input_value() != before
    screen.press("Desa el dibuix")
    screen.says("S’ha desat al plànol: Camp de fosses dibuixat.")
    screen.look()


def when_she_takes_the_last_step_back(screen: Screen) -> None:
    screen.page.get_by_role("button", name="Desfés Camp de fosses").first.click()
    screen.says("Peces que aquest pas havia fet i que ja no hi són: 10.")
