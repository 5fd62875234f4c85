"""The way to a niche and the photograph of its wall: taken with a telephone, found again on the plan."""

from pathlib import Path

import pytest
from django.contrib.gis.geos import LineString, MultiPolygon, Point, Polygon

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Cemetery, Section
from cementiris.tenancy.scope import municipality
from gis.models import Path as WalkingPath
from tests.journeys.screen import Screen
from tests.registry.files import a_picture

pytestmark = pytest.mark.browser
EAST, NORTH = 398_640.0, 4_622_480.0


def area(x: float, y: float, width: float, height: float) -> MultiPolygon:
    box = Polygon.from_bbox((EAST + x, NORTH + y, EAST + x + width, NORTH + y + height))
    return MultiPolygon(box, srid=25831)


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """Niche 2 of a wall at the end of a path."""
    with municipality(vilaclara.pk):
        gate = Point(EAST + 25, NORTH, srid=25831)
        place = Cemetery.objects.create(name="Cementiri vell", footprint=area(0, 0, 50, 50), entrance=gate)
        front = LineString((EAST + 20, NORTH + 40), (EAST + 30, NORTH + 40), srid=25831)
        wall = Section(cemetery=place, name="Nord", floors=1, columns=3, footprint=area(20, 40, 10, 2), front=front)
        wall.save()
        line = LineString((EAST + 25, NORTH), (EAST + 25, NORTH + 38), srid=25831)
        WalkingPath.objects.create(cemetery=place, name="Camí principal", line=line)
        units = [BurialUnit.objects.create(cemetery=place, section=wall, number=str(number)) for number in (1, 2, 3)]
    return units[1]


def test_a_wall_is_photographed_and_its_niche_walked_to(ainas: Screen, niche: BurialUnit, tmp_path: Path) -> None:
    photograph = tmp_path / "IMG_0007.JPG"
    photograph.write_bytes(a_picture(taken="2026:11:20 10:31:00"))
    ainas.open(f"/vilaclara/cementiris/{niche.cemetery_id}/?bloc={niche.section_id}")
    ainas.follow("Afegeix una fotografia del mur")
    ainas.page.locator("[name=camera]").set_input_files(photograph)
    ainas.says("És el dia que diu la càmera.")
    ainas.type("On es va fer", "41,74810 1,78140")
    ainas.type("Què s’hi veu", "Una esquerda a la coberta")
    ainas.look()
    ainas.press("Desa la fotografia")
    ainas.says("S’han desat les fotografies.")
    pin = ainas.page.get_by_role("button", name="Fotografia: Bloc Nord, 20/11/2026. Una esquerda a la coberta")
    pin.focus()
    ainas.keys("Enter")
    ainas.page.locator(".leaflet-popup a.photo").wait_for()
    ainas.page.wait_for_load_state("networkidle")
    ainas.look()
    ainas.open(f"/vilaclara/sepultures/{niche.pk}/")
    ainas.page.get_by_text("40 metres a peu des de l’entrada").click()
    ainas.says("Des de l’entrada, seguiu «Camí principal» 40 m.")
    ainas.follow("El camí al plànol, per imprimir")
    ainas.look()
