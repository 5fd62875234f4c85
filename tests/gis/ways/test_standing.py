"""Where a visitor stands: on the side from which the numbers are read, never behind the wall."""

from shapely import LineString, Point, box

from gis.ways.standing import STEP_BACK, before_wall, beside_block


def test_one_stands_to_the_right_of_a_front_that_runs_from_left_to_right() -> None:
    assert before_wall(LineString([(0, 0), (10, 0)]), 3, 10) == (2.5, -STEP_BACK)


def test_the_front_of_a_wall_that_looks_the_other_way_is_on_its_other_side() -> None:
    assert before_wall(LineString([(10, 0), (0, 0)]), 3, 10) == (7.5, STEP_BACK)


def test_round_the_corner_one_stands_before_the_other_side() -> None:
    corner = LineString([(0, 0), (10, 0), (10, 10)])
    assert before_wall(corner, 2, 20) == (1.5, -STEP_BACK)
    assert before_wall(corner, 16, 20) == (10 + STEP_BACK, 5.5)


def test_a_column_that_the_wall_does_not_have_is_looked_for_at_its_end() -> None:
    assert before_wall(LineString([(0, 0), (10, 0)]), 14, 10) == (10.0, -STEP_BACK)


def test_a_block_without_a_front_is_seen_from_either_long_side() -> None:
    spots = beside_block(box(0, 0, 20, 2), (5.0, 1.0))
    assert sorted((round(x, 6), round(y, 6)) for x, y in spots) == [(5.0, -STEP_BACK), (5.0, 2 + STEP_BACK)]


def test_a_square_building_is_seen_from_all_around() -> None:
    spots = beside_block(box(0, 0, 10, 10), (5.0, 5.0))
    assert len(spots) == 4
    assert not any(box(0, 0, 10, 10).covers(Point(spot)) for spot in spots)
