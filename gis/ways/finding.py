"""The shortest sensible walk from the gate to a place: on drawn paths, then the last metres; or over open ground.

Pure, EPSG:25831. People keep to paths: a metre beside them counts as two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import ceil, dist, inf

import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from gis.ways.free_ground import FreeGround, Spot
from gis.ways.network import Network, Stretch, WalkedPath
from gis.ways.shortest import cheapest

BESIDE_PATHS = 2.0
#: Graves nearer to one another than this make one row: nobody squeezes through.
ROW_GAP = 1.2
#: Of more graves than this, those nearer than that make one field: one walks around it and goes in where it is nearest.
MANY_GRAVES, FIELD_GAP = 2000, 2.0
#: So many of the nearest spots of the net are tried from either end.
MOST_ACCESSES = 12
ACCESSES_AROUND = 3
#: So many metres more a wheelchair rolls beside the paths to avoid steps.
OVER_GRASS = 8.0
METRES_A_MINUTE = 60
#: Where a search in the net begins and ends: no place on earth.
_START, _GOAL = (-inf, 0.0), (inf, 0.0)


@dataclass(frozen=True)
class Way:
    """A walk, stretch after stretch; `steps_unavoidable` when steps were to be avoided and could not be."""

    stretches: tuple[Stretch, ...]
    steps_unavoidable: bool = False

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The corners of the walk, its two ends included."""
        return (self.stretches[0].start, *(stretch.end for stretch in self.stretches))

    @property
    def line(self) -> LineString:
        """The walk as a line."""
        return LineString(self.spots)

    @property
    def metres(self) -> float:
        """Its length."""
        return sum(stretch.metres for stretch in self.stretches)

    @property
    def minutes(self) -> int:
        """How long it takes without haste, rounded up."""
        return max(1, ceil(self.metres / METRES_A_MINUTE))

    @property
    def has_steps(self) -> bool:
        """Whether any of it climbs steps."""
        return any(stretch.has_steps for stretch in self.stretches)


@dataclass(frozen=True)
class Ground:
    """What there is to walk on and around: drawn paths, walls and buildings, graves, and the enclosure if surveyed."""

    paths: tuple[WalkedPath, ...] = ()
    walls: tuple[BaseGeometry, ...] = ()
    graves: tuple[BaseGeometry, ...] = ()
    enclosure: BaseGeometry | None = None

    @cached_property
    def rows(self) -> tuple[BaseGeometry, ...]:
        """The graves, those that stand close together as one outline; of very many, whole fields with their aisles."""
        if not self.graves:
            return ()
        reach = (ROW_GAP if len(self.graves) <= MANY_GRAVES else FIELD_GAP) / 2
        grown = shapely.buffer(self.graves, reach, quad_segs=1, join_style="mitre", mitre_limit=2.0)
        closed = shapely.unary_union(grown).buffer(-reach, join_style="mitre")
        return tuple(part.simplify(0.2) for part in shapely.get_parts(closed))

    @cached_property
    def network(self) -> Network:
        """The paths as a net."""
        return Network(self.paths)

    @cached_property
    def open_ground(self) -> FreeGround:
        """Where one walks with respect: around graves too."""
        return FreeGround([*self.walls, *self.rows], self._wall_around)

    @cached_property
    def ground_between_walls(self) -> FreeGround:
        """Where one can walk at all: between the graves of a crowded field."""
        return FreeGround(self.walls, self._wall_around)

    @property
    def _wall_around(self) -> BaseGeometry | None:
        """The enclosure; in a cemetery of several parts one goes from one to the other somehow."""
        return None if self.enclosure is None or len(shapely.get_parts(self.enclosure)) > 1 else self.enclosure


def find_way(entrance: Spot, goal: Spot, ground: Ground, *, avoid_steps: bool = False) -> Way | None:
    """The walk from one place to the other, the same in both directions; None where there is none."""
    along = _along_paths(entrance, goal, ground, avoid_steps=avoid_steps)
    if along is None and avoid_steps:
        along = _along_paths(entrance, goal, ground, avoid_steps=False)
        if along is not None:
            return Way(along.stretches, steps_unavoidable=along.has_steps)
    if along is not None and (avoid_steps or _effort(along) <= dist(entrance, goal) * BESIDE_PATHS):
        return along
    beside = _over(ground.open_ground, entrance, goal) or _over(ground.ground_between_walls, entrance, goal)
    return min((way for way in (along, beside) if way is not None), key=_effort, default=None)


def shortest_of(entrance: Spot, goals: Iterable[Spot], ground: Ground, *, avoid_steps: bool = False) -> Way | None:
    """The way to whichever of several places costs least: the sides of a wall whose front is not known."""
    ways = (find_way(entrance, goal, ground, avoid_steps=avoid_steps) for goal in goals)
    return min((way for way in ways if way is not None), key=_effort, default=None)


def _effort(way: Way) -> float:
    return sum(stretch.metres * (1 if stretch.is_path else BESIDE_PATHS) for stretch in way.stretches)


def _over(ground: FreeGround, start: Spot, goal: Spot) -> Way | None:
    line = ground.way(start, goal)
    return Way(tuple(_beside(line))) if line else None


def _beside(line: Sequence[Spot]) -> list[Stretch]:
    return [Stretch(start, end) for start, end in pairwise(line)]


@dataclass(frozen=True)
class _Access:
    """How one comes from a place onto the net of paths: over which spots, and onto which stretch."""

    stretch: int
    line: tuple[Spot, ...]

    @property
    def spot(self) -> Spot:
        """Where the net is entered."""
        return self.line[-1]

    @property
    def effort(self) -> float:
        """What it costs to get there."""
        return BESIDE_PATHS * sum(dist(start, end) for start, end in pairwise(self.line))


def _along_paths(start: Spot, goal: Spot, ground: Ground, *, avoid_steps: bool) -> Way | None:
    begin, finish = list(_accesses(start, ground)), list(_accesses(goal, ground))
    if avoid_steps:
        begin, finish = _on_wheels(begin), _on_wheels(finish)
    leaving = ground.network.joined([(one.stretch, one.spot) for one in (*begin, *finish)], avoid_steps=avoid_steps)
    onto = {one.spot: one for one in reversed(begin) if one.spot in leaving}
    off = {one.spot: one for one in reversed(finish) if one.spot in leaving}

    def neighbours(spot: Spot) -> Iterable[tuple[Spot, float]]:
        if spot == _START:
            return [(entered, one.effort) for entered, one in onto.items()]
        ahead = [(end, stretch.metres) for end, stretch in leaving[spot].items()]
        return [*ahead, (_GOAL, off[spot].effort)] if spot in off else ahead

    found = cheapest(_START, _GOAL, neighbours, lambda _spot: 0.0)
    if found is None:
        return None
    spots = found[1:-1]
    middle = [leaving[one][other] for one, other in pairwise(spots)]
    pieces = [*_beside(onto[spots[0]].line), *middle, *_beside(off[spots[-1]].line[::-1])]
    return Way(tuple(piece for piece in pieces if piece.metres > 0) or (Stretch(start, goal),))


def _on_wheels(accesses: Sequence[_Access]) -> list[_Access]:
    """Those that roll hardly farther over the ground than the nearest: nobody rolls along the grass beside steps."""
    nearest = min((one.effort for one in accesses), default=0.0)
    return [one for one in accesses if one.effort <= nearest + BESIDE_PATHS * OVER_GRASS]


def _accesses(place: Spot, ground: Ground) -> Iterable[_Access]:
    """The nearest ways onto the net: straight ones, or where there is none, around what stands before it."""
    nearest = sorted(ground.network.nearest_spots(place), key=lambda found: (dist(found[1], place), found))
    if not nearest:
        return []
    out = ground.open_ground.way_out(place) or [place]
    hidden = ground.open_ground.blocked([LineString([out[-1], spot]) for _, spot in nearest])
    straight = [found for index, found in enumerate(nearest) if index not in hidden]
    if straight:
        return [_Access(index, (*out, spot)) for index, spot in straight[:MOST_ACCESSES]]
    return list(_accesses_around(place, nearest, ground))


def _accesses_around(place: Spot, nearest: Iterable[tuple[int, Spot]], ground: Ground) -> Iterable[_Access]:
    spots: dict[Spot, int] = {}
    for index, spot in nearest:
        spots.setdefault(spot, index)
    for spot in list(spots)[:ACCESSES_AROUND]:
        line = ground.open_ground.way(place, spot) or ground.ground_between_walls.way(place, spot)
        if line:
            yield _Access(spots[spot], tuple(line))
