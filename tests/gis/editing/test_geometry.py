"""Drawing on the plan: strips cover their wall, grids are complete, parts make up the whole, snapping settles."""

from itertools import combinations
from math import hypot, isclose, pi

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Polygon, box, union_all

from cementiris.registry.numbering import Numbering
from gis.editing.grids import Grid, graves
from gis.editing.parts import centre_of, merged, moved, split_by_line, split_evenly
from gis.editing.refusals import NotDrawableError
from gis.editing.shapes import area_of, line_of, point_of, ray, read_number, read_points, rectangle, sound, written
from gis.editing.snapping import Neighbours, shift_onto, snap
from gis.editing.strips import WallArea, wall_along, wall_inside

EAST, NORTH = 431_200.0, 4_589_000.0
near = st.floats(-40, 40)
points = st.tuples(near, near).map(lambda pair: (EAST + pair[0], NORTH + pair[1]))
a_few = settings(max_examples=60)


def at(*offsets: tuple[float, float]) -> list[tuple[float, float]]:
    return [(EAST + x, NORTH + y) for x, y in offsets]


def covers(wall: WallArea) -> bool:
    """Whether the strips make up the wall, without overlapping."""
    whole = union_all(list(wall.strips))
    overlap = sum(one.intersection(other).area for one, other in combinations(wall.strips, 2))
    return whole.symmetric_difference(wall.footprint).area < 0.001 and overlap < 0.001


@a_few
@given(start=points, length=st.floats(3, 60), angle=st.floats(0, 360), columns=st.integers(1, 15))
def test_the_strips_of_a_straight_wall_cover_it_in_equal_widths(
    start: tuple[float, float], length: float, angle: float, columns: int
) -> None:
    wall = wall_along(LineString(ray(start, length, angle)), depth=2.5, columns=columns)
    assert covers(wall)
    assert len(wall.strips) == columns
    assert all(isclose(strip.area, length * 2.5 / columns, rel_tol=1e-6) for strip in wall.strips)


@a_few
@given(turn=st.floats(-130, 130), first=st.floats(8, 30), second=st.floats(8, 30), columns=st.integers(2, 15))
def test_the_strips_of_a_corner_wall_cover_it_whichever_way_it_bends(
    turn: float, first: float, second: float, columns: int
) -> None:
    start, corner = ray((EAST, NORTH), first, 0)
    wall = wall_along(LineString([start, corner, ray(corner, second, turn)[1]]), depth=2, columns=columns)
    assert covers(wall)


def test_no_column_of_a_corner_wall_bends() -> None:
    wall = wall_along(LineString(at((0, 0), (6, 0), (6, -4))), depth=2, columns=5)
    assert [round(strip.length, 1) for strip in wall.strips[:2]] == [8, 8]
    assert all(len(strip.geoms[0].exterior.coords) == 5 for strip in wall.strips)


def test_the_wall_stands_behind_its_front_as_one_looks_at_it() -> None:
    wall = wall_along(LineString(at((0, 0), (10, 0))), depth=2, columns=5)
    assert wall.footprint.bounds == (EAST, NORTH, EAST + 10, NORTH + 2)
    assert wall.strips[0].bounds[0] == EAST


def test_a_double_niche_spans_its_columns() -> None:
    wall = wall_along(LineString(at((0, 0), (10, 0))), depth=2, columns=5)
    double = wall.span(2, 2)
    assert double is not None
    assert (double.area, len(double.geoms)) == (pytest.approx(8), 1)
    assert wall.span(5, 2) is None
    assert wall.span(0) is None


@pytest.mark.parametrize(
    ("front", "depth", "columns", "code"),
    [
        (((0, 0), (10, 0)), 0.0, 5, "bad_depth"),
        (((0, 0), (10, 0)), 2.0, 500, "narrow_columns"),
        (((0, 0), (10, 0), (0, 0.5)), 2.0, 5, "sharp_corner"),
        (((0, 0), (10, 0), (10, 3)), 9.0, 5, "too_deep"),
    ],
)
def test_a_wall_that_cannot_stand_is_refused(
    front: tuple[tuple[float, float], ...], depth: float, columns: int, code: str
) -> None:
    with pytest.raises(NotDrawableError, match=code):
        wall_along(LineString(at(*front)), depth=depth, columns=columns)


@pytest.mark.parametrize("corners", [((0, 0), (8, 0), (9, 3), (0, 3)), ((0, 3), (9, 3), (8, 0), (0, 0))])
def test_an_outline_is_divided_square_to_its_front(corners: tuple[tuple[float, float], ...]) -> None:
    wall = wall_inside(area_of(at(*corners)), side=1 if corners[0] == (0, 0) else 3, columns=4)
    assert covers(wall)
    assert list(wall.front.coords) == at((0, 0), (8, 0))
    with pytest.raises(NotDrawableError, match="no_such_side"):
        wall_inside(wall.footprint, side=5, columns=4)


@a_few
@given(
    rows=st.integers(1, 6), columns=st.integers(1, 6), angle=st.floats(-360, 360), order=st.sampled_from(Numbering),
    space=st.floats(0, 2),
)  # fmt: skip
def test_a_grid_has_every_grave_once_and_none_overlaps(
    rows: int, columns: int, angle: float, order: Numbering, space: float
) -> None:
    grid = Grid(
        corner=(EAST, NORTH),
        rows=rows,
        columns=columns,
        angle=angle,
        numbering=order,
        row_space=space,
        column_space=space,
    )
    found = graves(grid)
    assert len(found) == rows * columns
    assert all(isclose(grave.area, 2.2, rel_tol=1e-6) for grave in found)
    assert union_all(found).area == pytest.approx(2.2 * rows * columns, rel=1e-6)


def test_a_grid_is_numbered_as_its_numbering_says() -> None:
    grid = Grid(corner=(EAST, NORTH), rows=2, columns=3, numbering=Numbering.SERPENTINE)
    assert [(round(g.bounds[0] - EAST, 1), round(g.bounds[1] - NORTH, 1)) for g in graves(grid)] == [
        (0, 0), (1.4, 0), (2.8, 0), (2.8, 3), (1.4, 3), (0, 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"rows": 0}, "bad_count"),
        ({"rows": 100_000}, "many_graves"),
        ({"width": 0.0}, "bad_measure"),
        ({"row_space": -1.0}, "bad_measure"),
        ({"angle": float("inf")}, "bad_measure"),
        ({"length": float("nan")}, "bad_measure"),
    ],
)
def test_a_grid_of_no_sense_is_refused(wrong: dict[str, float], code: str) -> None:
    with pytest.raises(NotDrawableError, match=code):
        graves(Grid(**{"corner": (EAST, NORTH), "rows": 2, "columns": 2, **wrong}))  # type: ignore[arg-type]


@a_few
@given(corners=st.lists(points, min_size=3, max_size=7), count=st.integers(2, 6), angle=st.none() | st.floats(0, pi))
def test_the_parts_of_an_area_make_up_the_whole(
    corners: list[tuple[float, float]], count: int, angle: float | None
) -> None:
    area = MultiPolygon([hull]) if isinstance(hull := Polygon(corners).convex_hull, Polygon) else MultiPolygon()
    if area.area < 1:
        return
    parts = split_evenly(area, count, angle)
    assert len(parts) == count
    assert union_all(parts).symmetric_difference(area).area < 0.001
    assert sum(part.area for part in parts) == pytest.approx(area.area, abs=0.001)


@a_few
@given(
    offset=st.floats(-0.9, 0.9), turn=st.floats(-1, 1), corners=st.just(at((0, 0), (4, 0), (4, 2), (0, 2)))
)  # fmt: skip
def test_a_line_across_parts_an_area_in_two_that_make_up_the_whole(
    offset: float, turn: float, corners: list[tuple[float, float]]
) -> None:
    area = area_of(corners)
    left, right = split_by_line(area, LineString(at((2 + offset - turn, -1), (2 + offset + turn, 3))))
    assert union_all([left, right]).symmetric_difference(area).area < 0.001
    assert left.centroid.x < right.centroid.x
    assert merged([left, right]).equals(area)


def test_a_line_that_does_not_cut_through_is_refused() -> None:
    with pytest.raises(NotDrawableError, match="line_misses"):
        split_by_line(area_of(at((0, 0), (4, 0), (4, 2), (0, 2))), LineString(at((2, -1), (2, 1))))


def test_only_neighbours_are_joined_and_a_joint_between_them_is_closed() -> None:
    left, right, far = (MultiPolygon([box(EAST + x, NORTH, EAST + x + 1, NORTH + 2)]) for x in (0, 1.1, 5))
    assert merged([left, right]).area == pytest.approx(4.2)
    with pytest.raises(NotDrawableError, match="not_neighbours"):
        merged([left, far])
    with pytest.raises(NotDrawableError, match="alone"):
        merged([left])


@a_few
@given(
    drawn=st.lists(points, min_size=1, max_size=6),
    beside=st.lists(points, min_size=4, max_size=8),
    by=st.floats(0.01, 3),
)
def test_snapping_twice_is_snapping_once(
    drawn: list[tuple[float, float]], beside: list[tuple[float, float]], by: float
) -> None:
    neighbours = Neighbours([Polygon(beside).convex_hull, LineString(beside[:2])])
    once = snap(drawn, neighbours, by)
    twice = snap(once, neighbours, by)
    assert len(once) == len(twice)
    assert all(hypot(a[0] - b[0], a[1] - b[1]) < 1e-6 for a, b in zip(once, twice, strict=True))
    assert all(min(hypot(a[0] - b[0], a[1] - b[1]) for b in once) <= 2 * by + 1e-6 for a in drawn)


def test_a_corner_draws_more_than_an_edge() -> None:
    neighbours = Neighbours([box(EAST, NORTH, EAST + 10, NORTH + 10)])
    assert snap(at((10.1, 9.8), (10.1, 5), (12, 5)), neighbours, 0.3) == at((10, 10), (10, 5), (12, 5))
    assert snap(at((10.1, 9.8)), neighbours, 0) == at((10.1, 9.8))


@a_few
@given(
    drawn=st.lists(points, min_size=1, max_size=6),
    beside=st.lists(points, min_size=4, max_size=8),
    by=st.floats(0.01, 3),
)
def test_what_lies_at_its_neighbour_is_not_moved_again(
    drawn: list[tuple[float, float]], beside: list[tuple[float, float]], by: float
) -> None:
    neighbours = Neighbours([Polygon(beside).convex_hull])
    east, north = shift_onto(drawn, neighbours, by)
    again = shift_onto([(x + east, y + north) for x, y in drawn], neighbours, by)
    assert hypot(east, north) <= 2 * by
    assert (east, north) == (0, 0) or hypot(*again) < 1e-6


def test_what_is_turned_and_moved_keeps_its_size() -> None:
    one, other = (box(EAST + x, NORTH, EAST + x + 1, NORTH + 2) for x in (0, 3))
    about = centre_of([one, other])
    assert about == (EAST + 2, NORTH + 1)
    turned = moved(one, east=5, north=0, angle=180, about=about)
    assert turned.equals_exact(moved(turned, east=0, north=0, angle=0, about=about), 1e-9)
    assert turned.bounds == pytest.approx((EAST + 8, NORTH, EAST + 9, NORTH + 2))
    with pytest.raises(NotDrawableError, match="far_away"):
        moved(one, east=1e8, north=0, angle=0, about=about)


@pytest.mark.parametrize("text", ["1e308", "10^308", "nan", "inf", "-inf", "", "12a", "٣e5", "9" * 400])
def test_what_is_not_a_number_of_metres_is_refused(text: str) -> None:
    with pytest.raises(NotDrawableError, match="not_a_number"):
        read_number(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("431200 4589000 12", "has_height"),
        ("431200", "not_a_pair"),
        ("CIRCULARSTRING(0 0, 1 1, 2 0)", "curved"),
        ("431200 x", "not_a_number"),
        ("1 1\n" * 2001, "many_points"),
        ("1 1;" * 40_000, "many_points"),
    ],
)
def test_what_are_not_points_is_refused(text: str, code: str) -> None:
    with pytest.raises(NotDrawableError, match=code):
        read_points(text)


@given(st.lists(points, min_size=1, max_size=5))
def test_points_are_read_as_they_are_written(drawn: list[tuple[float, float]]) -> None:
    again = read_points(written(drawn))
    assert all(hypot(a[0] - b[0], a[1] - b[1]) < 0.001 for a, b in zip(drawn, again, strict=True))


@pytest.mark.parametrize(
    ("corners", "code"),
    [
        (((0, 0), (2, 2), (2, 0), (0, 2)), "crosses_itself"),
        (((0, 0), (2, 2)), "too_few"),
        (((0, 0), (0.1, 0), (0.1, 0.1)), "tiny"),
        (((0, 0), (5000, 0), (5000, 5000), (0, 5000)), "huge"),
        (((0, 0), (5, 0), (9, 0)), "crosses_itself"),
    ],
)
def test_an_area_that_no_plan_can_hold_is_refused(corners: tuple[tuple[float, float], ...], code: str) -> None:
    with pytest.raises(NotDrawableError, match=code):
        area_of(at(*corners))


def test_degrees_and_pixels_are_far_away() -> None:
    with pytest.raises(NotDrawableError, match="far_away"):
        point_of([(2.17, 41.38)])
    with pytest.raises(NotDrawableError, match="far_away"):
        line_of([(0.0, 0.0), (1024.0, 768.0)])


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        (Polygon(), "empty"),
        (Polygon([(EAST, NORTH, 1), (EAST + 1, NORTH, 1), (EAST, NORTH + 1, 1)]), "has_height"),
        (LineString(at((0, 0), (1, 1))), "not_an_area"),
    ],
)
def test_what_is_no_flat_area_is_refused(shape: Polygon | LineString, code: str) -> None:
    with pytest.raises(NotDrawableError, match=code):
        sound(shape)


def test_short_lines_and_repeated_points_are_slips() -> None:
    with pytest.raises(NotDrawableError, match="too_few"):
        line_of(at((0, 0), (0, 0)))
    with pytest.raises(NotDrawableError, match="short_line"):
        line_of(at((0, 0), (0.1, 0)))
    with pytest.raises(NotDrawableError, match="one_point"):
        point_of(at((0, 0), (0.1, 0)))


def test_a_rectangle_is_turned_about_its_corner() -> None:
    turned = rectangle((EAST, NORTH), 4, 2, 90)
    assert turned.bounds == pytest.approx((EAST - 2, NORTH, EAST, NORTH + 4))
