"""The SVG of an elevation: well formed, escaped, told aloud, and silent where it must be."""

from dataclasses import replace
from xml.etree import ElementTree as ET

from gis.wall.drawing import CORNER_GAP, Face, Manner, Words, draw, shared_scale
from gis.wall.elevation import Block, Elevation, Place, neighbours
from gis.wall.layout import lay_out

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
    assert "<script>" not in draw(drawn, faces(drawn), SVG)
    ET.fromstring(draw(drawn, faces(drawn), SVG))


def test_each_state_has_its_class_and_an_anomaly_adds_one() -> None:
    drawn = wall("1")
    picture = draw(drawn, {1: Face("soon", "V!", "1", is_anomalous=True)}, SVG)
    assert 'class="cell st-soon st-anomaly"' in picture
    assert 'class="ring"' in picture


def test_the_unit_in_question_is_the_current_one_among_its_neighbours() -> None:
    drawn = neighbours(wall("1", "2", "3", "4", "5", "6"), 5)
    picture = draw(drawn, faces(drawn), SVG, marked=5, manner=Manner(mini=True))
    assert picture.count('aria-current="true"') == 1
    assert "elevation mini" in picture


def test_a_long_number_is_pressed_into_its_cell() -> None:
    drawn = wall("1", "2", "2 bis segona porta")
    assert "textLength" in draw(drawn, faces(drawn), SVG)


def doubled(*, corners: tuple[int, ...] = (), cell_cm: tuple[int, int] | None = None) -> Elevation:
    """Two floors of four columns: a niche two wide and two high at the left, one missing, and two single ones."""
    places = [Place(1, "1", 1, 1, 2, 2), Place(2, "3", 1, 3), Place(3, "8", 2, 4)]
    return replace(lay_out(Block(2, 4), places), corners=corners, cell_cm=cell_cm)


def cells_of(picture: str) -> dict[str, ET.Element]:
    return {node.get("data-id", ""): node for node in ET.fromstring(picture).iter("a")}


def rect(cell: ET.Element) -> tuple[float, float, float, float]:
    fill = next(node for node in cell.iter("rect") if node.get("class") == "fill")
    x, y, width, height = (float(fill.get(name, "0")) for name in ("x", "y", "width", "height"))
    return x, y, x + width, y + height


def test_a_double_niche_is_one_cell_that_says_how_far_it_reaches() -> None:
    drawn = doubled()
    cells = cells_of(draw(drawn, faces(drawn), SVG))
    double, single = cells["1"], cells["2"]
    assert (double.get("aria-colspan"), double.get("aria-rowspan")) == ("2", "2")
    assert (double.get("data-columns"), double.get("data-floors")) == ("2", "2")
    assert single.get("aria-colspan") is None
    left, top, right, bottom = rect(double)
    assert right - left == 2 * 31 + 2 - 1
    assert bottom - top == 2 * 42 + 2 - 1
    assert rect(single)[0] > right


def test_rows_and_columns_are_counted_aloud_although_cells_are_missing() -> None:
    drawn = doubled()
    tree = ET.fromstring(draw(drawn, faces(drawn), SVG))
    assert (tree.get("aria-rowcount"), tree.get("aria-colcount")) == ("3", "5")
    rows = [node for node in tree if node.get("role") == "row"]
    assert [row.get("aria-rowindex") for row in rows] == ["1", "2", "3"]
    assert [cell.get("aria-colindex") for cell in rows[1].iter("a")] == ["2", "5"]
    assert [cell.get("aria-colindex") for cell in rows[2].iter("a")] == ["4"]


def test_a_missing_niche_is_bare_wall() -> None:
    drawn = doubled()
    tree = ET.fromstring(draw(drawn, faces(drawn), SVG))
    wall = next(node for node in tree if node.get("class") == "masonry")
    assert float(wall.get("width", 0)) >= 4 * 31
    assert len(list(tree.iter("a"))) == 3
    field = lay_out(Block(), [Place(1, "1")])
    assert "masonry" not in draw(field, faces(field), SVG)


def test_a_corner_stands_apart_and_is_told() -> None:
    straight, bent = doubled(), doubled(corners=(2,))
    before, after = (draw(each, faces(each), replace(SVG, after_corner="girant")) for each in (straight, bent))
    assert rect(cells_of(after)["2"])[0] - rect(cells_of(before)["2"])[0] == CORNER_GAP
    assert rect(cells_of(after)["1"]) == rect(cells_of(before)["1"])
    assert after.count('class="masonry"') == 2
    assert after.count('class="corner"') == 1
    assert 'aria-label="Columna 3, girant"' in after


def test_cells_have_the_proportions_that_were_measured() -> None:
    urns = doubled(cell_cm=(40, 20))
    left, top, right, bottom = rect(cells_of(draw(urns, faces(urns), SVG))["2"])
    assert (right - left + 1) / (bottom - top + 1) == 2


def test_small_cells_beside_large_ones_are_smaller_in_the_same_measure() -> None:
    urns, niches = doubled(cell_cm=(40, 40)), doubled(cell_cm=(80, 70))
    scale = shared_scale([urns, niches])
    small, large = (
        rect(cells_of(draw(each, faces(each), SVG, manner=Manner(scale=scale)))["2"]) for each in (urns, niches)
    )
    assert (large[2] - large[0] + 1) / (small[2] - small[0] + 1) == 2


def test_a_measure_that_nothing_built_has_still_gives_cells_that_can_be_read() -> None:
    odd = doubled(cell_cm=(1, 32_000))
    left, top, right, bottom = rect(cells_of(draw(odd, faces(odd), SVG))["2"])
    assert right - left >= 30
    assert 41 <= bottom - top <= 160
