"""A walk as one would tell it: how far, along which path, and where to turn. Pure; the words are said elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees
from typing import Literal

from shapely import LineString

from gis.ways.finding import Way
from gis.ways.free_ground import Spot
from gis.ways.network import Stretch

#: Swerves that stay nearer to the line than this are not told.
SWERVE = 1.0
#: A bend of fewer degrees than this is no turn, one of more is a turning back.
BEND, BACK = 35.0, 150.0

Turn = Literal["start", "straight", "left", "right", "back"]


@dataclass(frozen=True)
class Leg:
    """One thing to do: turn, then walk so far on the path of that name ("" has none)."""

    turn: Turn
    metres: float
    name: str = ""
    has_steps: bool = False


def told(way: Way) -> list[Leg]:
    """The legs of a walk in their order; a walk of no length has none."""
    if way.metres == 0:
        return []
    legs: list[Leg] = []
    before: tuple[Spot, Spot] | None = None
    for side, stretches in _sides(way):
        turn = _turn(before, side)
        own = Leg(turn, sum(one.metres for one in stretches), stretches[0].name, stretches[0].has_steps)
        legs = _with(legs, own)
        before = side
    return legs


def _with(legs: list[Leg], leg: Leg) -> list[Leg]:
    """Straight on along the same path is the same leg."""
    last = legs[-1] if legs else None
    if last is None or leg.turn != "straight" or (last.name, last.has_steps) != (leg.name, leg.has_steps):
        return [*legs, leg]
    return [*legs[:-1], Leg(last.turn, last.metres + leg.metres, last.name, last.has_steps)]


def _sides(way: Way) -> Iterator[tuple[tuple[Spot, Spot], list[Stretch]]]:
    """The straight sides of the walk, small swerves left out, each with the stretches of one path it stands for."""
    for run in _runs(way.stretches):
        corners = LineString([run[0].start, *(stretch.end for stretch in run)]).simplify(SWERVE).coords
        first = 0
        for start, end in pairwise((x, y) for x, y in corners):
            last = next(index for index in range(first, len(run)) if run[index].end == end)
            yield (start, end), run[first : last + 1]
            first = last + 1


def _runs(stretches: Sequence[Stretch]) -> list[list[Stretch]]:
    """The stretches in turn, those of one path together; a piece too short to be told goes with what is before it."""
    runs: list[list[Stretch]] = []
    for stretch in stretches:
        same = runs and (stretch.name, stretch.has_steps) == (runs[-1][0].name, runs[-1][0].has_steps)
        if same or (runs and stretch.metres < SWERVE and not stretch.has_steps):
            runs[-1].append(stretch)
        else:
            runs.append([stretch])
    return runs


def _turn(before: tuple[Spot, Spot] | None, after: tuple[Spot, Spot]) -> Turn:
    if before is None:
        return "start"
    bend = (_heading(after) - _heading(before) + 180) % 360 - 180
    if abs(bend) < BEND:
        return "straight"
    if abs(bend) > BACK:
        return "back"
    return "left" if bend > 0 else "right"


def _heading(side: tuple[Spot, Spot]) -> float:
    (x1, y1), (x2, y2) = side
    return degrees(atan2(y2 - y1, x2 - x1))
