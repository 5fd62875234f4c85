"""The layout of a wall: every unit one cell, no cell two units, and numbers where one sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cementiris.registry.numbering import Numbering
from gis.wall.elevation import Block, Elevation, Place, corners_of, neighbours
from gis.wall.layout import lay_out


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


def doubles(*places: tuple[str, int, int, int, int]) -> list[Place]:
    """Units by number, floor, column, columns wide and floors high; a floor of 0 is not recorded."""
    return [
        Place(pk, number, floor or None, column or None, wide, high)
        for pk, (number, floor, column, wide, high) in enumerate(places, start=1)
    ]


def sizes(elevation: Elevation) -> dict[str, tuple[int, int, int, int]]:
    return {cell.number: (cell.floor, cell.column, cell.columns, cell.floors) for cell in elevation.cells}


def test_a_double_niche_takes_the_cells_that_it_is_wide_and_high() -> None:
    wall = lay_out(Block(3, 4), doubles(("1", 1, 1, 2, 1), ("2", 1, 3, 2, 2), ("3", 2, 1, 1, 1)))
    assert sizes(wall) == {"1": (1, 1, 2, 1), "2": (1, 3, 2, 2), "3": (2, 1, 1, 1)}


def test_a_recorded_corner_is_never_lost_to_a_neighbour_that_is_too_wide() -> None:
    wall = lay_out(Block(1, 3), doubles(("1", 1, 1, 3, 1), ("2", 1, 2, 1, 1)))
    assert sizes(wall) == {"1": (1, 1, 1, 1), "2": (1, 2, 1, 1)}


def test_a_recorded_double_niche_makes_its_wall_longer_and_higher() -> None:
    wall = lay_out(Block(2, 3), doubles(("1", 2, 3, 2, 2)))
    assert (wall.highest, wall.rightmost, wall.built) == (3, 4, 4)


@pytest.mark.parametrize(
    ("numbering", "expected"),
    [
        (Numbering.ROWS_RIGHTWARD, {"1": (1, 1), "2": (1, 2), "3": (1, 4), "4": (2, 1)}),
        (Numbering.ROWS_LEFTWARD, {"1": (1, 4), "2": (1, 2), "3": (1, 1), "4": (2, 4)}),
        (Numbering.SERPENTINE, {"1": (1, 1), "2": (1, 2), "3": (1, 4), "4": (2, 4)}),
    ],
)
def test_numbers_go_on_behind_a_double_niche(numbering: Numbering, expected: dict[str, tuple[int, int]]) -> None:
    wall = lay_out(Block(2, 4, numbering, 1), doubles(("1", 0, 0, 1, 1), ("2", 0, 0, 2, 1), ("3", 0, 0, 1, 1),
                                                      ("4", 0, 0, 1, 1)))  # fmt: skip
    assert {number: found[:2] for number, found in sizes(wall).items()} == expected
    assert sizes(wall)["2"][2] == 2


def test_a_double_niche_that_stands_for_two_numbers_shifts_nobody() -> None:
    wall = lay_out(Block(1, 4, first_number=1), doubles(("1", 0, 0, 1, 1), ("2", 0, 0, 2, 1), ("4", 0, 0, 1, 1)))
    assert sizes(wall) == {"1": (1, 1, 1, 1), "2": (1, 2, 2, 1), "4": (1, 4, 1, 1)}


def test_a_high_niche_goes_down_where_the_numbers_do() -> None:
    wall = lay_out(Block(3, 1, Numbering.COLUMNS_DOWNWARD, 1), doubles(("1", 0, 0, 1, 2), ("2", 0, 0, 1, 1)))
    assert sizes(wall) == {"1": (2, 1, 1, 2), "2": (1, 1, 1, 1)}


def test_double_niches_of_a_floor_stand_one_after_the_other() -> None:
    wall = lay_out(Block(), doubles(("20", 1, 0, 2, 1), ("30", 1, 0, 1, 1), ("40", 1, 0, 2, 1)))
    assert sizes(wall) == {"20": (1, 1, 2, 1), "30": (1, 3, 1, 1), "40": (1, 4, 2, 1)}


def test_a_size_that_nothing_built_could_have_is_taken_as_one_cell() -> None:
    wall = lay_out(Block(2, 2), doubles(("1", 1, 1, 32_767, 32_767), ("2", 2, 1, 0, -3)))
    assert sizes(wall) == {"1": (1, 1, 1, 1), "2": (2, 1, 1, 1)}


def test_a_high_niche_begins_in_the_row_of_its_highest_floor() -> None:
    wall = lay_out(Block(2, 2), doubles(("1", 1, 1, 1, 2), ("2", 1, 2, 1, 1)))
    assert numbers_by_floor(wall) == {2: ["1"], 1: ["2"]}


def test_neighbours_show_of_a_large_unit_what_lies_among_them() -> None:
    wall = lay_out(Block(1, 9), doubles(("1", 1, 1, 4, 1), ("5", 1, 5, 1, 1), ("6", 1, 6, 4, 1)))
    around = neighbours(wall, 2)
    assert sizes(around) == {"1": (1, 3, 2, 1), "5": (1, 5, 1, 1), "6": (1, 6, 2, 1)}


def test_a_wall_turns_where_its_front_does() -> None:
    assert corners_of([(0, 0), (6, 0), (6, 4)], 10) == (6,)
    assert corners_of([(0, 0), (6, 0.05), (12, 0)], 10) == ()
    assert corners_of([(0, 0), (5, 0), (5, 0), (5, 5), (0, 5)], 30) == (10, 20)


@pytest.mark.parametrize("front", [[], [(1, 1)], [(1, 1), (1, 1)], [(0, 0), (3, 0)]])
def test_a_front_without_a_bend_has_no_corner(front: list[tuple[float, float]]) -> None:
    assert corners_of(front, 12) == ()


_place = st.builds(
    Place,
    pk=st.integers(1, 10_000),
    number=st.one_of(st.integers(0, 60).map(str), st.sampled_from(["12 bis", "", "A1", "s/n", "7-8", "٣", "²"])),
    floor=st.one_of(st.none(), st.integers(-2, 40)),
    column=st.one_of(st.none(), st.integers(-2, 30)),
    columns=st.one_of(st.just(1), st.integers(-1, 25)),
    floors=st.one_of(st.just(1), st.integers(-1, 25)),
)
_block = st.builds(
    Block,
    floors=st.one_of(st.none(), st.integers(0, 6)),
    columns=st.one_of(st.none(), st.integers(0, 12)),
    numbering=st.sampled_from(Numbering),
    first_number=st.one_of(st.none(), st.integers(0, 50)),
)


@given(_block, st.lists(_place, max_size=60, unique_by=lambda place: place.pk))
def test_every_unit_has_exactly_one_place_and_no_two_places_overlap(block: Block, places: list[Place]) -> None:
    wall = lay_out(block, places)
    spots = [spot for cell in wall.cells for spot in cell.spots()]
    assert sorted(cell.pk for cell in wall.cells) == sorted(place.pk for place in places)
    assert len(set(spots)) == len(spots)
    assert all(wall.lowest <= floor <= wall.highest for floor, _column in spots)
    assert all(wall.leftmost <= column <= wall.rightmost for _floor, column in spots)


@given(_block, st.lists(_place, min_size=1, max_size=40, unique_by=lambda place: place.pk), st.data())
def test_the_units_around_one_never_overlap_either(block: Block, places: list[Place], data: st.DataObject) -> None:
    pk = data.draw(st.sampled_from([place.pk for place in places]))
    around = neighbours(lay_out(block, places), pk)
    spots = [spot for cell in around.cells for spot in cell.spots()]
    assert len(set(spots)) == len(spots)
    assert around.cell_of(pk) is not None
    assert (around.floor_count, around.column_count) <= (5, 5)
