"""The plan before a clerk: found by number, walked with the keys, measured, and with a map behind it or none."""

import re

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from playwright.sync_api import Route
from pyproj import Geod, Transformer

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, UnitKind
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_cemetery, make_unit
from tests.journeys.screen import Screen

pytestmark = pytest.mark.browser

EAST, NORTH = 430_000.0, 4_610_000.0
TILES = "https://geoserveis.icgc.cat/**"


def rectangle(x: float, y: float, *, width: float, height: float) -> MultiPolygon:
    """A rectangle in metres from the corner of the cemetery."""
    left, bottom = EAST + x, NORTH + y
    return MultiPolygon(Polygon.from_bbox((left, bottom, left + width, bottom + height)), srid=25831)


@pytest.fixture
def cemetery(vilaclara: Municipality) -> str:
    """A small cemetery: a wall of two niches, of which one is not drawn, and five tombs in a row."""
    with municipality(vilaclara.pk):
        enclosure = rectangle(0, 0, width=40, height=40)
        ground = make_cemetery(footprint=enclosure, entrance=Point(EAST, NORTH, srid=25831))
        drawn = rectangle(5, 34, width=20, height=3)
        wall = make_block(cemetery=ground, name="Sant Josep", floors=1, columns=2, footprint=drawn)
        for number in (1, 2):
            make_unit(section=wall, number=str(number), floor=1, column=number)
        for place in range(5):
            shape = rectangle(8 + 4 * place, 15, width=1.2, height=2.4)
            make_unit(cemetery=ground, kind=UnitKind.TOMB, number=str(11 + place), footprint=shape)
        return f"/vilaclara/cementiris/{ground.pk}/"


def stand(screen: Screen) -> str:
    """Return the name of the unit of the plan on which the keyboard stands."""
    return screen.page.locator(".unit-cursor").get_attribute("aria-label") or ""


def test_a_clerk_finds_a_tomb_on_the_plan_by_its_number(ainas: Screen, cemetery: str) -> None:
    ainas.open(cemetery)
    ainas.page.locator(".unit-cursor").wait_for()
    ainas.page.evaluate("window.stays = true")
    ainas.type("Número de la sepultura, amb el bloc si cal", "tomba 013")
    ainas.keys("Enter")
    ainas.page.wait_for_url("**?sepultura=*")
    ainas.page.locator("#triada").get_by_text("Tomba 13").wait_for()
    assert ainas.page.locator("#alcat .cell.here").count() == 1
    assert ainas.page.evaluate("window.stays")
    ainas.look()
    ainas.page.get_by_role("link", name="Obre la fitxa").click()
    ainas.page.wait_for_url("**/sepultures/*/")
    assert ainas.heading() == "Tomba 13"


def test_the_tombs_of_the_plan_are_walked_with_the_keys_alone(ainas: Screen, cemetery: str) -> None:
    ainas.open(cemetery)
    ainas.page.locator(".unit-cursor").wait_for()
    ainas.tab_to(ainas.page.locator(".unit-cursor"))
    ainas.keys(*["ArrowLeft"] * 5)
    assert stand(ainas) == "Tomba 11: lliure"
    ainas.keys("ArrowRight", "ArrowRight")
    assert stand(ainas) == "Tomba 13: lliure"
    assert ainas.page.locator("#planol [aria-live]").inner_text() == "Tomba 13: lliure"
    ainas.keys("Enter")
    ainas.page.wait_for_url("**/sepultures/*/")
    assert ainas.heading() == "Tomba 13"


def test_a_tomb_pressed_on_the_plan_is_marked_there_and_on_its_wall(ainas: Screen, cemetery: str) -> None:
    ainas.open(cemetery)
    cursor = ainas.page.locator(".unit-cursor")
    cursor.wait_for()
    pressed, box = stand(ainas), cursor.bounding_box()
    assert box is not None
    ainas.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    ainas.page.locator("#triada").get_by_text(pressed.split(":")[0]).wait_for()
    assert ainas.page.locator("#alcat .cell.here .n").text_content() in pressed.split(":")[0].split()


def test_a_tomb_chosen_on_the_wall_is_ringed_on_the_plan(ainas: Screen, cemetery: str) -> None:
    ainas.open(f"{cemetery}?bloc=0")
    ainas.page.locator(".unit-cursor").wait_for()
    picture = "document.querySelector('.leaflet-units-pane canvas').toDataURL()"
    before = ainas.page.evaluate(picture)
    tomb = ainas.page.locator("#alcat .cell").first
    tomb.click(modifiers=["Control"])
    ainas.page.locator("#alcat .cell[aria-selected='true']").wait_for()
    ainas.page.wait_for_timeout(200)
    ringed = ainas.page.evaluate(picture)
    assert ringed != before
    tomb.click(modifiers=["Control"])
    ainas.page.mouse.move(0, 0)
    ainas.page.wait_for_timeout(200)
    assert ainas.page.evaluate(picture) != ringed


def test_the_plan_tells_where_one_stands_and_how_far_things_lie(
    ainas: Screen, cemetery: str, vilaclara: Municipality
) -> None:
    ainas.open(cemetery)
    ainas.page.locator(".unit-cursor").wait_for()
    ainas.press("On soc?")
    ainas.says("El navegador no ens deixa saber on sou.")
    ainas.press("Mesura")
    ainas.keys("Enter", *["ArrowRight"] * 4, "Enter")
    ainas.says("de recorregut. Metres sobre el terreny")
    ainas.keys(*["ArrowDown"] * 4, "Enter")
    ainas.page.get_by_text(re.compile(r"m² d’àrea si es tanca")).wait_for()
    ainas.look()
    ainas.keys("Escape")
    lon, lat = Transformer.from_crs(25831, 4326, always_xy=True).transform(
        [EAST, EAST + 60, EAST + 60, EAST], [NORTH, NORTH, NORTH + 40, NORTH + 40]
    )
    measured = ainas.page.evaluate(
        "async (places) => (await import('/static/gis/measure.js')).areaOf(places)",
        [{"lng": x, "lat": y} for x, y in zip(lon, lat, strict=True)],
    )
    exact, _ = Geod(ellps="GRS80").polygon_area_perimeter(lon, lat)
    assert measured == pytest.approx(abs(exact), rel=1e-5)


def test_a_town_has_maps_behind_its_plan_only_when_it_turns_them_on(rosers: Screen, cemetery: str) -> None:
    outside: list[str] = []
    rosers.page.on("request", lambda request: None if "//localhost" in request.url else outside.append(request.url))
    rosers.open(cemetery)
    rosers.page.locator(".unit-cursor").wait_for()
    assert rosers.page.get_by_label("Mapa de fons").count() == 0
    rosers.follow("Mapes de fons")
    rosers.look()
    rosers.page.get_by_label("Ortofoto de l’ICGC").check()
    rosers.press("Desa")
    rosers.says("S’han desat els mapes de fons.")
    assert [url for url in outside if not url.startswith("data:")] == []
    then_the_photograph_lies_behind(rosers, cemetery, outside)
    and_a_plan_without_network_says_so(rosers)


def then_the_photograph_lies_behind(screen: Screen, cemetery: str, outside: list[str]) -> None:
    screen.page.route(TILES, answer_with_a_picture)
    screen.open(cemetery)
    screen.page.get_by_label("Mapa de fons").select_option(label="Ortofoto")
    screen.page.locator(".leaflet-tile-loaded").first.wait_for(state="attached")
    asked = [url for url in outside if url.startswith("https:")]
    assert asked
    assert all(re.fullmatch(r"https://geoserveis\.icgc\.cat/.*/orto/MON3857NW/\d+/\d+/\d+\.png", url) for url in asked)
    screen.says("Institut Cartogràfic i Geològic de Catalunya, CC BY 4.0")
    screen.look()


def and_a_plan_without_network_says_so(screen: Screen) -> None:
    screen.page.unroute(TILES)
    screen.page.route(TILES, lambda route: route.abort())
    screen.page.reload()
    screen.says("Ara no hi ha mapa de fons")
    screen.page.locator(".unit-cursor").wait_for()
    screen.faults[:] = [fault for fault in screen.faults if "ERR_FAILED" not in fault]


def answer_with_a_picture(route: Route) -> None:
    """Answer in the place of the ICGC."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><path fill="#9a8" d="M0 0h256v256H0z"/></svg>'
    )
    route.fulfill(content_type="image/svg+xml", body=svg)


def test_a_niche_that_is_not_drawn_is_shown_where_its_block_stands(
    ainas: Screen, cemetery: str, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        niche = BurialUnit.objects.get(kind=UnitKind.NICHE, number="2")
    ainas.open(f"{cemetery}?sepultura={niche.pk}")
    ainas.page.locator("path.spot").wait_for(state="visible")
    ground = ainas.page.locator(".leaflet-signs-pane svg").bounding_box()
    assert ground is not None
    assert ground["width"] > 200  # an SVG without a width shows nothing of what it holds


def test_niches_above_each_other_lie_one_behind_the_other_on_the_plan(
    ainas: Screen, cemetery: str, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        tomb = BurialUnit.objects.get(number="11")
        wall = make_block(cemetery=tomb.cemetery, name="Sant Pau", floors=2, columns=1)
        strip = rectangle(30, 5, width=3, height=1)
        low, _ = (make_unit(section=wall, number=str(20 + n), floor=n, column=1, footprint=strip) for n in (1, 2))
    ainas.open(f"{cemetery}?sepultura={low.pk}")
    cursor = ainas.page.locator(".unit-cursor")
    cursor.wait_for()
    ainas.tab_to(cursor)
    assert stand(ainas) == "Nínxol 21: lliure"
    ainas.keys("ArrowRight")
    assert stand(ainas) == "Nínxol 22: lliure"
