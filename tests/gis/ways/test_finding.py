"""The walk to a grave: on paths where there are any, around what stands in between, never through it."""

from math import dist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from gis.ways.finding import Ground, Way, find_way, shortest_of
from gis.ways.free_ground import FreeGround
from gis.ways.network import WalkedPath

ENCLOSURE = box(0, 0, 40, 40)
GATE = (20.0, 0.0)


def path(*spots: tuple[float, float], name: str = "", has_steps: bool = False) -> WalkedPath:
    return WalkedPath(LineString(spots), name, has_steps)


def found(goal: tuple[float, float], ground: Ground, **choices: bool) -> Way:
    way = find_way(GATE, goal, ground, **choices)
    assert way is not None
    return way


def test_on_open_ground_one_walks_straight() -> None:
    way = found((20.0, 30.0), Ground(enclosure=ENCLOSURE))
    assert way.spots == (GATE, (20.0, 30.0))
    assert way.metres == 30
    assert way.minutes == 1


def test_a_wall_is_walked_around_by_the_shorter_end() -> None:
    way = found((20.0, 30.0), Ground(walls=(box(10, 10, 25, 12),), enclosure=ENCLOSURE))
    assert way.spots == (GATE, (25.3, 9.7), (25.3, 12.3), (20.0, 30.0))


def test_the_drawn_path_is_kept_to_then_come_the_last_metres() -> None:
    ground = Ground(paths=(path((20, 0), (20, 20), name="Camí principal"), path((20, 20), (35, 20))))
    way = found((30.0, 23.0), ground)
    assert way.spots == (GATE, (20.0, 20.0), (30.0, 20.0), (30.0, 23.0))
    assert [stretch.name for stretch in way.stretches] == ["Camí principal", "", ""]
    assert [stretch.is_path for stretch in way.stretches] == [True, True, False]


def test_paths_that_almost_meet_or_cross_are_joined() -> None:
    almost = Ground(paths=(path((20, 0), (20, 19)), path((5, 20), (35, 20))))
    assert found((35.0, 21.0), almost).spots == (GATE, (20.0, 19.0), (20.0, 20.0), (35.0, 20.0), (35.0, 21.0))
    crossing = Ground(paths=(path((20, 0), (20, 30)), path((5, 20), (35, 20))))
    assert found((35.0, 21.0), crossing).spots == (GATE, (20.0, 20.0), (35.0, 20.0), (35.0, 21.0))


def test_a_path_that_leads_far_round_is_left() -> None:
    far = path((20, 0), (0, 0), (0, 40), (20, 40))
    assert found((20.0, 10.0), Ground(paths=(far,), enclosure=ENCLOSURE)).spots == (GATE, (20.0, 10.0))


def test_a_path_that_leads_nowhere_near_does_not_hinder() -> None:
    apart = Ground(paths=(path((20, 0), (20, 5)), path((2, 30), (2, 38))), enclosure=ENCLOSURE)
    assert found((5.0, 36.0), apart).metres >= dist(GATE, (5.0, 36.0))


def test_steps_are_avoided_on_request() -> None:
    ground = Ground(paths=(path((20, 0), (20, 30), has_steps=True), path((20, 0), (28, 0), (28, 30), (20, 30))))
    assert found((20.0, 30.0), ground).has_steps
    gentle = found((20.0, 30.0), ground, avoid_steps=True)
    assert not gentle.has_steps
    assert not gentle.steps_unavoidable
    assert gentle.metres == 46


def test_steps_that_cannot_be_avoided_are_said() -> None:
    ground = Ground(paths=(path((20, 0), (20, 30), has_steps=True),))
    way = found((20.0, 30.0), ground, avoid_steps=True)
    assert way.has_steps
    assert way.steps_unavoidable


def test_a_yard_without_a_gate_cannot_be_reached() -> None:
    yard = Polygon([(10, 10), (30, 10), (30, 30), (10, 30)], [[(12, 12), (28, 12), (28, 28), (12, 28)]])
    assert find_way(GATE, (20.0, 20.0), Ground(walls=(yard,), enclosure=ENCLOSURE)) is None


def test_nobody_climbs_over_the_wall_of_the_enclosure() -> None:
    shape = Polygon([(0, 0), (40, 0), (40, 40), (30, 40), (30, 10), (10, 10), (10, 40), (0, 40)])
    way = find_way((5.0, 35.0), (35.0, 35.0), Ground(enclosure=shape))
    assert way is not None
    assert way.spots == ((5.0, 35.0), (10.0, 10.0), (30.0, 10.0), (35.0, 35.0))


def test_a_cemetery_of_two_parts_is_walked_across() -> None:
    parts = MultiPolygon([box(0, 0, 40, 10), box(0, 20, 40, 40)])
    assert found((20.0, 30.0), Ground(enclosure=parts)).metres == 30


def test_a_gate_outside_the_surveyed_wall_still_leads_in() -> None:
    way = find_way((20.0, -3.0), (20.0, 30.0), Ground(enclosure=ENCLOSURE))
    assert way is not None
    assert way.metres == pytest.approx(33)


def test_a_gate_drawn_in_another_county_takes_no_longer() -> None:
    way = find_way((-4_000_000.0, 0.0), (20.0, 30.0), Ground(walls=(box(5, 5, 8, 8),), enclosure=ENCLOSURE))
    assert way is not None
    assert way.metres > 4_000_000


def test_a_grave_in_its_row_is_reached_from_the_aisle() -> None:
    row = tuple(box(10 + x, 20, 10.9 + x, 22.2) for x in range(12))
    way = found((15.45, 21.1), Ground(graves=row, enclosure=ENCLOSURE))
    assert way.line.intersection(box(10, 20, 22, 22.2)).length < 1.2


def test_in_a_crowded_field_one_goes_between_the_graves() -> None:
    field = tuple(box(x, y, x + 0.9, y + 2.2) for x in range(2, 38) for y in range(6, 38, 3))
    enclosed = Ground(graves=field, enclosure=ENCLOSURE)
    assert found((20.4, 19.0), enclosed).metres >= 19


def test_a_field_of_thousands_is_walked_around() -> None:
    field = tuple(box(x * 2.2, 3 * y, x * 2.2 + 1, 3 * y + 2.2) for x in range(50) for y in range(60))
    ground = Ground(graves=field, walls=(box(-8, 20, -1, 22),), enclosure=box(-20, -20, 140, 200))
    assert len(ground.rows) == 1
    way = find_way((-10.0, 0.0), (-10.0, 60.0), ground)
    assert way is not None
    assert way.spots == ((-10.0, 0.0), (-10.0, 60.0))
    into = find_way((-10.0, 0.0), (55.5, 90.0), ground)
    assert into is not None
    assert not into.line.intersects(ground.walls[0])


def test_of_several_sides_the_nearest_is_chosen() -> None:
    ground = Ground(walls=(box(10, 10, 30, 12),), enclosure=ENCLOSURE)
    way = shortest_of(GATE, [(20.0, 13.0), (20.0, 9.0)], ground)
    assert way is not None
    assert way.spots[-1] == (20.0, 9.0)


def test_the_gate_itself_is_no_walk() -> None:
    assert found(GATE, Ground(paths=(path((20, 0), (20, 30)),), enclosure=ENCLOSURE)).metres == 0


numbers = st.integers(min_value=1, max_value=36)


@st.composite
def blocks(draw: st.DrawFn) -> BaseGeometry:
    x, y = draw(numbers), draw(numbers)
    return box(x, y, x + draw(st.sampled_from([1.2, 3.0, 9.0])), y + draw(st.sampled_from([1.2, 2.0, 14.0])))


@st.composite
def crossings(draw: st.DrawFn) -> WalkedPath:
    spots = draw(st.lists(st.tuples(numbers, numbers), min_size=2, max_size=4, unique=True))
    return WalkedPath(LineString(spots), has_steps=draw(st.booleans()))


grounds = st.builds(
    Ground,
    paths=st.lists(crossings(), max_size=4).map(tuple),
    walls=st.lists(blocks(), max_size=6).map(tuple),
    enclosure=st.sampled_from([None, ENCLOSURE]),
)
places = st.tuples(st.floats(0.5, 39.5), st.floats(0.5, 39.5))


@settings(max_examples=120, deadline=None)
@given(grounds, places, places)
def test_a_walk_is_sound_whatever_the_ground(
    ground: Ground, start: tuple[float, float], goal: tuple[float, float]
) -> None:
    standing = [
        place for place in (start, goal) if not any(wall.buffer(0.35).covers(Point(place)) for wall in ground.walls)
    ]
    way, back = find_way(start, goal, ground), find_way(goal, start, ground)
    assert (way is None) == (back is None)
    if way is None or back is None:
        return
    assert (way.spots[0], way.spots[-1]) == (start, goal)
    assert way.metres == pytest.approx(back.metres, abs=0.05)
    assert way.metres >= dist(start, goal) - 1e-6
    beside = [LineString([one.start, one.end]) for one in way.stretches if not one.is_path]
    if len(standing) == 2:
        assert all(line.intersection(wall).length < 0.05 for wall in ground.walls for line in beside)


@settings(max_examples=80, deadline=None)
@given(st.lists(blocks(), max_size=6), places, places)
def test_without_paths_a_wall_more_never_shortens_the_walk(
    walls: list[BaseGeometry], start: tuple[float, float], goal: tuple[float, float]
) -> None:
    every, fewer = FreeGround(walls, ENCLOSURE), FreeGround(walls[1:], ENCLOSURE)
    if every.way_out(start) != [start] or every.way_out(goal) != [goal]:
        return
    longer, shorter = every.way(start, goal), fewer.way(start, goal)
    assert longer is None or (shorter is not None and LineString(longer).length >= LineString(shorter).length - 0.05)
