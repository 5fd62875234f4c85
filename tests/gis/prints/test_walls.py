"""A wall on paper, opened again: true to scale, every number on it, states told apart without colour."""

from dataclasses import replace

import pytest

from cementiris.design.states import STATES
from cementiris.documents.leaves import box
from cementiris.documents.print import draw_leaves
from gis.prints.furniture import nice_step, number_pages
from gis.prints.measures import CellSize, cell_size
from gis.prints.patterns import state_marks
from gis.prints.walls import CellFace, WallPrint, marked_leaves, wall_leaves
from gis.wall.elevation import Block, Elevation, Place
from gis.wall.layout import lay_out
from tests.gis.prints.papers import HEADING, boxes_on, pages_of, size_of


def printed(wall: WallPrint, paper: str = "A4", scale: int | None = None) -> bytes:
    leaves = wall_leaves(wall, paper, scale)
    number_pages(leaves)
    return draw_leaves(leaves, title="Alçat")


def wall_of(elevation: Elevation, size: CellSize, **face: object) -> WallPrint:
    faces = {cell.pk: CellFace("occupied", "O", **face) for cell in elevation.cells}  # type: ignore[arg-type]
    return WallPrint(HEADING, elevation, faces, size, with_names="name" in face)


def blocks(floors: int, columns: int) -> Elevation:
    return lay_out(Block(floors, columns), [Place(n, str(n)) for n in range(1, floors * columns + 1)])


@pytest.mark.parametrize(("scale", "wide", "tall"), [(50, 18.0, 14.0), (100, 9.0, 7.0)])
def test_a_cell_is_as_large_on_paper_as_the_scale_says(scale: int, wide: float, tall: float) -> None:
    page = pages_of(printed(wall_of(blocks(4, 8), CellSize(0.9, 0.7)), scale=scale))[0]
    cells = {(left, bottom) for left, bottom, *size in boxes_on(page) if size == [wide, tall]}
    assert len(cells) == 32
    lefts = sorted({left for left, _ in cells})
    assert lefts[-1] - lefts[0] == pytest.approx(7 * wide, abs=0.2)


def test_the_scale_bar_measures_what_it_says() -> None:
    page = pages_of(printed(wall_of(blocks(3, 6), CellSize(0.9, 0.7)), scale=50))[0]
    fields = [width for _left, _bottom, width, height in boxes_on(page) if height == 1.6]
    assert fields == [nice_step(0.75) * 20] * 4
    assert "2 m" in page.extract_text()


def test_a_double_niche_takes_two_cells_and_a_gap_stays_bare() -> None:
    places = [Place(1, "1", 1, 1, columns=2), Place(2, "2", 1, 3), Place(3, "3", 2, 1), Place(4, "4", 2, 3)]
    page = pages_of(printed(wall_of(lay_out(Block(2, 3), places), CellSize(1.0, 1.0)), scale=50))[0]
    sizes = [(width, height) for _left, _bottom, width, height in boxes_on(page)]
    assert sizes.count((40.0, 20.0)) == 1
    assert sizes.count((20.0, 20.0)) == 4


def test_every_number_is_on_the_paper_of_a_long_wall() -> None:
    pages = pages_of(printed(wall_of(blocks(5, 60), CellSize(0.96, 0.88)), "A3", 50))
    words = " ".join(page.extract_text() for page in pages).split()
    assert {str(number) for number in range(1, 301)} <= set(words)
    assert [size_of(page) for page in pages] == [(420, 297)] * len(pages)
    assert f"Full {len(pages)} de {len(pages)}" in pages[-1].extract_text()
    assert "Columnes" in pages[1].extract_text()


def test_the_sheet_says_whose_it_is_of_when_and_at_which_scale() -> None:
    text = pages_of(printed(wall_of(blocks(3, 4), CellSize(0.96, 0.88, True)), scale=50))[0].extract_text()
    for said in ("Ajuntament de Vilaclara", "Cementiri vell", "Bloc Sant Josep", "22/11/2026", "1:50", "suposades"):
        assert said in text
    assert all(str(look.word) in text for look in STATES)


def test_measures_that_somebody_took_are_not_called_assumed() -> None:
    text = pages_of(printed(wall_of(blocks(3, 4), CellSize(0.96, 0.88))))[0].extract_text()
    assert "suposades" not in text


def test_names_stand_under_the_numbers_when_they_are_given() -> None:
    wall = wall_of(blocks(2, 3), CellSize(0.96, 0.88), name="Serra i Roca")
    assert pages_of(printed(wall))[0].extract_text().count("Serra") == 6


def test_units_in_lines_have_no_scale() -> None:
    field = lay_out(Block(), [Place(n, str(n)) for n in range(1, 30)])
    text = pages_of(printed(wall_of(field, CellSize(0.9, 0.66))))[0].extract_text()
    assert "no és a escala" in text
    assert "1:" not in text


def test_the_gravedigger_gets_only_the_sheets_with_a_marked_niche() -> None:
    wall = wall_of(blocks(5, 400), CellSize(0.96, 0.88))
    faces = {pk: CellFace(is_marked=pk == 2000) for pk in wall.faces}
    leaves = marked_leaves(replace(wall, faces=faces), "A4")
    assert len(leaves) == 1
    assert "2000" in pages_of(draw_leaves(leaves, title="Feina"))[0].extract_text()


def test_no_two_states_are_drawn_alike() -> None:
    keys = [look.key for look in STATES if look.key != "anomaly"]
    drawn = {str(state_marks((box(0, 0, 10, 8),), key, is_anomalous=odd)) for key in keys for odd in (False, True)}
    assert len(drawn) == 2 * len(keys)


def test_unknown_measures_are_those_usual_for_most_of_the_wall() -> None:
    assert cell_size(None, None, ["niche", "niche", "columbarium"]) == CellSize(0.96, 0.88, True)
    assert cell_size(None, None, ["columbarium"]).width < 0.5
    assert cell_size(80, 70, ["niche"]) == CellSize(0.8, 0.7, False)
    assert cell_size(80, None, ["niche"]).is_assumed


def test_a_sheet_of_units_in_lines_says_from_which_to_which() -> None:
    field = lay_out(Block(), [Place(n, str(n)) for n in range(1, 900)])
    pages = pages_of(printed(wall_of(field, CellSize(0.9, 0.66))))
    assert "1–" in pages[0].extract_text()
    assert "–899" in pages[-1].extract_text()
