"""Walls over several sheets: every cell once, seams repeated, and what cannot be read is refused."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.prints.measures import CellSize
from gis.prints.papers import on_paper
from gis.prints.refusals import NotPrintable
from gis.prints.tiles import Tiling, drawing_room, tiling
from gis.wall.elevation import Block, Place
from gis.wall.layout import lay_out

NICHE = CellSize(0.96, 0.88)


def laid(floors: int, columns: int, *, scale: int | None = None, paper: str = "A4", with_names: bool = False) -> Tiling:
    wall = lay_out(Block(floors, columns), [Place(n, str(n)) for n in range(1, floors * columns + 1)])
    return tiling(wall, NICHE, paper, scale, with_names=with_names)


@settings(max_examples=40, deadline=None)
@given(
    floors=st.integers(1, 30),
    columns=st.integers(1, 120),
    wide=st.lists(st.integers(0, 3599), max_size=4),
    scale=st.sampled_from([None, 50, 75, 100]),
)
def test_every_unit_is_seen_whole_on_the_sheets_that_do_not_repeat_it(
    floors: int, columns: int, wide: list[int], scale: int | None
) -> None:
    count = floors * columns
    doubles = {index % count for index in wide}
    wall = lay_out(
        Block(floors, columns),
        [Place(n, str(n), columns=2 if n in doubles else 1) for n in range(1, count + 1)],
    )
    sheets = tiling(wall, NICHE, "A4", scale, with_names=False)
    room = drawing_room(sheets.paper)
    shown: Counter[tuple[int, int, int]] = Counter()
    for tile in sheets.tiles:
        assert on_paper(NICHE.width, sheets.scale) * (tile.rightmost - tile.leftmost + 1) <= room.width + 0.01
        assert on_paper(NICHE.height, sheets.scale) * (tile.highest - tile.lowest + 1) <= room.height + 0.01
        for cell in wall.cells:
            part = tile.part_of(cell)
            if part and not tile.repeats(cell):
                shown.update(
                    (cell.pk, floor, column)
                    for floor in range(part.lowest, part.highest + 1)
                    for column in range(part.leftmost, part.rightmost + 1)
                )
    assert set(shown) == {(cell.pk, *spot) for cell in wall.cells for spot in cell.spots()}


def test_a_short_wall_is_printed_as_large_as_one_sheet_holds() -> None:
    sheets = laid(4, 5)
    assert (len(sheets.tiles), sheets.scale) == (1, 50)
    assert laid(1, 2).scale == 10


def test_a_long_wall_goes_on_over_sheets_that_share_a_column() -> None:
    sheets = laid(5, 100, scale=50)
    pairs = pairwise(sheets.tiles)
    assert all(before.rightmost == after.leftmost and after.goes_on_left for before, after in pairs)
    assert sheets.tiles[-1].rightmost == 100
    assert not sheets.tiles[-1].goes_on_right


def test_names_ask_for_larger_cells() -> None:
    assert laid(5, 40, with_names=True).scale == 50
    assert laid(5, 40).scale > 50


@pytest.mark.parametrize(
    ("floors", "columns", "scale", "code"),
    [(4, 10, 500, "unreadable"), (4, 400, 20, "too_many_sheets")],
)
def test_a_scale_that_makes_no_use_is_refused(floors: int, columns: int, scale: int, code: str) -> None:
    with pytest.raises(NotPrintable) as refusal:
        laid(floors, columns, scale=scale)
    assert refusal.value.code == code


def test_a_cell_larger_than_half_a_sheet_is_refused() -> None:
    wall = lay_out(Block(2, 2), [Place(n, str(n)) for n in range(1, 5)])
    with pytest.raises(NotPrintable) as refusal:
        tiling(wall, CellSize(3.0, 3.0), "A4", 10, with_names=False)
    assert refusal.value.code == "cell_too_large"
