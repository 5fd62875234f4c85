"""The layout of a wall: every unit one cell, no cell two units, and numbers where one sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cementiris.registry.numbering import Numbering
from gis.elevation import (
    Block,
    Elevation,
    Place,
    lay_out,
    neighbours,
)


def units(*numbers: str, floor: int | None = None) -> list[Place]:
    return [Place(pk, number, floor) for pk, number in enumerate(numbers, start=1)]


def numbers_by_floor(elevation: Elevation) -> dict[int, list[str]]:
    return {floor: [cell.number for cell in cells] for floor, cells in elevation.rows()}


@pytest.mark.parametrize(
    ("numbering", "upper", "lower"),
    [
        (Numbering.ROWS_RIGHTWARD, ["4", "5", "6"], ["1", "2", "3"]),
        (Numbering.ROWS_LEFTWARD, ["6", "5", "4"], ["3", "2", "1"]),
        (Numbering.SERPENTINE, ["6", "5", "4"], ["1", "2", "3"]),
        (Numbering.COLUMNS_UPWARD, ["2", "4", "6"], ["1", "3", "5"]),
        (Numbering.COLUMNS_DOWNWARD, ["1", "3", "5"], ["2", "4", "6"]),
    ],
)
def test_units_without_place_stand_where_the_numbering_puts_them(
    numbering: Numbering, upper: list[str], lower: list[str]
) -> None:
    wall = lay_out(Block(2, 3, numbering, 1), units("1", "2", "3", "4", "5", "6"))
    assert numbers_by_floor(wall) == {2: upper, 1: lower}


def test_a_missing_number_leaves_its_hole() -> None:
    wall = lay_out(Block(1, 4, first_number=201), units("201", "202", "204"))
    assert [(cell.number, cell.column) for cell in wall.cells] == [("201", 1), ("202", 2), ("204", 4)]


def test_recorded_floor_and_column_win_over_the_numbering() -> None:
    wall = lay_out(Block(2, 2, first_number=1), [Place(1, "1", 2, 2), Place(2, "2"), Place(3, "3"), Place(4, "4")])
    first = wall.cell_of(1)
    assert first
    assert (first.floor, first.column) == (2, 2)
    assert len({(cell.floor, cell.column) for cell in wall.cells}) == 4


def test_units_with_only_a_floor_follow_the_order_of_their_numbers() -> None:
    wall = lay_out(Block(), [Place(1, "30", 1), Place(2, "7", 1), Place(3, "100", 2), Place(4, "9", 2)])
    assert numbers_by_floor(wall) == {2: ["9", "100"], 1: ["7", "30"]}


def test_floors_and_columns_are_counted_when_nobody_described_the_block() -> None:
    wall = lay_out(Block(), [Place(n, str(n), 1 + n // 5) for n in range(12)])
    assert (wall.floor_count, wall.column_count) == (3, 5)


def test_a_bis_number_stands_beside_the_wall_on_the_floor_of_its_base() -> None:
    wall = lay_out(Block(2, 2, first_number=1), units("1", "2", "3", "3 bis", "4"))
    bis = next(cell for cell in wall.cells if cell.number == "3 bis")
    assert (bis.floor, bis.column, bis.aside) == (2, 3, True)


def test_a_bis_number_with_a_floor_does_not_shift_its_neighbours() -> None:
    wall = lay_out(Block(1, 3, first_number=1), units("1", "2", "2 bis", "3", floor=1))
    assert numbers_by_floor(wall) == {1: ["1", "2", "3", "2 bis"]}


def test_an_odd_number_takes_the_hole_of_its_recorded_floor() -> None:
    recorded = [Place(n, str(n), 1 + (n - 1) // 4) for n in range(1, 9) if n != 7] + [Place(500, "27 bis", 2)]
    assert numbers_by_floor(lay_out(Block(), recorded)) == {2: ["5", "6", "27 bis", "8"], 1: ["1", "2", "3", "4"]}


def test_floors_tell_that_a_wall_is_numbered_by_columns() -> None:
    recorded = [Place(n, str(n), (n - 1) % 4 + 1) for n in range(1, 121)] + [Place(500, "17 bis", 1)]
    wall = lay_out(Block(), recorded)
    assert (wall.floor_count, wall.column_count) == (4, 31)
    assert {cell.number: cell.column for cell in wall.cells if cell.number in {"17", "20", "117", "120", "17 bis"}} == {
        "17": 5, "20": 5, "117": 30, "120": 30, "17 bis": 31,
    }  # fmt: skip


def test_the_same_number_twice_is_drawn_twice_in_two_cells() -> None:
    wall = lay_out(Block(1, 2, first_number=1), units("1", "1", "2"))
    assert len(wall.cells) == 3
    assert len({(cell.floor, cell.column) for cell in wall.cells}) == 3


def test_a_wrong_first_number_gives_way_to_the_numbers_in_use() -> None:
    wall = lay_out(Block(1, 3, first_number=1), units("201", "202", "203"))
    assert not any(cell.aside for cell in wall.cells)


def test_a_first_number_that_fits_a_few_gives_way_to_one_that_fits_all() -> None:
    wall = lay_out(Block(2, 3, first_number=1), units("4", "5", "6", "7", "8", "9"))
    assert numbers_by_floor(wall) == {2: ["7", "8", "9"], 1: ["4", "5", "6"]}


def test_numbers_with_a_common_letter_are_ordinary_numbers() -> None:
    wall = lay_out(Block(1, 3, first_number=1), units("A1", "A2", "A3"))
    assert numbers_by_floor(wall) == {1: ["A1", "A2", "A3"]}


def test_an_absurd_floor_is_taken_as_unknown() -> None:
    wall = lay_out(Block(2, 2, first_number=1), [Place(1, "1", 9999), Place(2, "2", 1, 99999)])
    assert (wall.highest, wall.rightmost, len(wall.cells)) == (2, 2, 2)


def test_units_without_any_description_become_lines_in_order_of_number() -> None:
    field = lay_out(Block(), units("10", "2", "1"))
    assert field.is_field
    assert numbers_by_floor(field) == {1: ["1", "2", "10"]}


def test_a_described_block_without_units_is_an_empty_wall() -> None:
    wall = lay_out(Block(5, 24), [])
    assert (wall.floor_count, wall.column_count, wall.cells) == (5, 24, ())


def test_neighbours_are_five_by_five_and_stay_inside_the_wall() -> None:
    wall = lay_out(Block(5, 24, first_number=201), units(*(str(n) for n in range(201, 321))))
    corner, middle = neighbours(wall, 1), neighbours(wall, 62)
    assert (corner.lowest, corner.highest, corner.leftmost, corner.rightmost) == (1, 5, 1, 5)
    assert len(middle.cells) == 25
    assert middle.cell_of(62) is not None


_place = st.builds(
    Place,
    pk=st.integers(1, 10_000),
    number=st.one_of(st.integers(0, 60).map(str), st.sampled_from(["12 bis", "", "A1", "s/n", "7-8", "٣", "²"])),
    floor=st.one_of(st.none(), st.integers(-2, 40)),
    column=st.one_of(st.none(), st.integers(-2, 30)),
)
_block = st.builds(
    Block,
    floors=st.one_of(st.none(), st.integers(0, 6)),
    columns=st.one_of(st.none(), st.integers(0, 12)),
    numbering=st.sampled_from(Numbering),
    first_number=st.one_of(st.none(), st.integers(0, 50)),
)


@given(_block, st.lists(_place, max_size=60, unique_by=lambda place: place.pk))
def test_no_unit_is_lost_and_no_cell_holds_two(block: Block, places: list[Place]) -> None:
    wall = lay_out(block, places)
    assert sorted(cell.pk for cell in wall.cells) == sorted(place.pk for place in places)
    assert len({(cell.floor, cell.column) for cell in wall.cells}) == len(places)
    assert all(
        wall.lowest <= cell.floor <= wall.highest and wall.leftmost <= cell.column <= wall.rightmost
        for cell in wall.cells
    )
