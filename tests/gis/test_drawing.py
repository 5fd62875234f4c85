"""The SVG of an elevation: well formed, escaped, told aloud, and silent where it must be."""

from xml.etree import ElementTree as ET

from gis.drawing import Face, Words, draw, draw_public
from gis.elevation import Block, Elevation, Place, neighbours
from gis.layout import lay_out

SVG = Words("Alçat del bloc <A> & B", "Pis", "Columna")


def wall(*numbers: str) -> Elevation:
    return lay_out(Block(2, 3, first_number=1), [Place(pk, text) for pk, text in enumerate(numbers, start=1)])


def faces(elevation: Elevation, state: str = "occupied") -> dict[int, Face]:
    return {
        cell.pk: Face(state, "O", f"{cell.number}, ocupada, Serra <i> Roca", "Serra <i> Roca", f"/u/{cell.pk}/?a=1&b=2")
        for cell in elevation.cells
    }


def test_a_wall_is_a_grid_of_links_with_names() -> None:
    drawn = wall("1", "2", "3", "4", "5", "6")
    tree = ET.fromstring(draw(drawn, faces(drawn), SVG))
    cells = [node for node in tree.iter() if node.get("role") == "gridcell"]
    assert tree.get("role") == "grid"
    assert len(cells) == 6
    assert cells[0].get("aria-label") == "4, ocupada, Serra <i> Roca"
    assert cells[0].get("href") == "/u/4/?a=1&b=2"
    assert len([node for node in tree if node.get("role") == "row"]) == 3


def test_what_comes_from_the_register_is_escaped() -> None:
    drawn = wall('1"><script>alert(1)</script>')
    picture = draw(drawn, faces(drawn), SVG) + draw_public(drawn, "a<b", marked=1)
    assert "<script>" not in picture
    ET.fromstring(draw(drawn, faces(drawn), SVG))


def test_each_state_has_its_class_and_an_anomaly_adds_one() -> None:
    drawn = wall("1")
    picture = draw(drawn, {1: Face("soon", "V!", "1", is_anomalous=True)}, SVG)
    assert 'class="cell st-soon st-anomaly"' in picture
    assert 'class="ring"' in picture


def test_the_unit_in_question_is_the_current_one_among_its_neighbours() -> None:
    drawn = neighbours(wall("1", "2", "3", "4", "5", "6"), 5)
    picture = draw(drawn, faces(drawn), SVG, marked=5, mini=True)
    assert picture.count('aria-current="true"') == 1
    assert "elevation mini" in picture


def test_the_public_picture_tells_neither_states_nor_names_nor_links() -> None:
    drawn = wall("1", "2", "3", "4", "5", "6")
    picture = draw_public(drawn, "Alçat: el nínxol 5 és al segon pis", marked=5)
    ET.fromstring(picture)
    assert 'role="img"' in picture
    assert "st-" not in picture
    assert "href" not in picture
    assert picture.count('class="cell here"') == 2  # in the whole wall, and among its neighbours


def test_a_long_number_is_pressed_into_its_cell() -> None:
    drawn = wall("1", "2", "2 bis segona porta")
    assert "textLength" in draw(drawn, faces(drawn), SVG)
