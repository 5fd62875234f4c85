"""A walk told in words: no swerve is told, no turn is missed, and the metres add up."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.ways.finding import Way
from gis.ways.network import Stretch
from gis.ways.telling import Leg, told

Spot = tuple[float, float]


def walk(*spots: Spot, names: tuple[str, ...] = (), steps: tuple[int, ...] = ()) -> Way:
    sides = pairwise(spots)
    named = (*names, *[""] * len(spots))
    return Way(tuple(Stretch(a, b, named[i], i in steps) for i, (a, b) in enumerate(sides)))


def test_turns_are_told_as_they_come() -> None:
    way = walk((0, 0), (0, 40), (15, 40), (15, 50), (15, 45))
    assert told(way) == [Leg("start", 40), Leg("right", 15), Leg("left", 10), Leg("back", 5)]


def test_a_swerve_and_a_slight_bend_are_no_turn() -> None:
    assert told(walk((0, 0), (0.4, 20), (0, 40))) == [Leg("start", pytest.approx(40, abs=0.1))]
    assert told(walk((0, 0), (0, 20), (5, 40))) == [Leg("start", pytest.approx(20 + 20.6, abs=0.1))]


def test_another_path_or_steps_are_told_though_one_goes_straight_on() -> None:
    way = walk((0, 0), (0, 20), (4, 40), (0, 60), names=("Camí principal", "Passeig", "Passeig"), steps=(2,))
    assert [(leg.turn, leg.name, leg.has_steps) for leg in told(way)] == [
        ("start", "Camí principal", False), ("straight", "Passeig", False), ("straight", "Passeig", True),
    ]  # fmt: skip


def test_who_is_there_already_is_told_nothing() -> None:
    assert told(walk((0, 0), (0, 0))) == []


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=2, max_size=9, unique=True))
def test_the_metres_add_up(spots: list[Spot]) -> None:
    way = walk(*spots)
    assert sum(leg.metres for leg in told(way)) == pytest.approx(way.metres)
    assert told(way)[0].turn == "start"
