"""Walking where no path is drawn: around walls and rows of graves and inside the enclosure. Pure, EPSG:25831.

The line is the shortest there is: it is sought around the obstacles that it has met so far, and once more with those
that it then runs into, until it runs into none. So only what lies near the line costs time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import dist

import numpy as np
import numpy.typing as npt
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon, STRtree
from shapely.geometry.base import BaseGeometry

from gis.ways.shortest import cheapest

#: x, y.
Spot = tuple[float, float]
#: n by 2: differences of coordinates.
Flat = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]
Cores = npt.NDArray[np.object_]

#: Half of what somebody needs to pass between two things.
CLEARANCE = 0.3
#: Less than this counts as touching, not as running into.
TOUCH = 0.01
#: Corners nearer to the straight edge than this are none.
FINEST = 0.1
#: After so many looks from corner to corner the search gives up: nobody waits for a line through a thicket.
MOST_LOOKS = 100_000
NEAREST_EDGES = 40
#: A look goes so many metres at once: the box around a long line holds half a cemetery.
GLANCE = 8.0
#: A gate that was drawn in another county makes no more pieces than these.
MOST_PIECES = 1000
#: Farther than any coordinate of the plane.
WORLD = 1e8


class FreeGround:
    """Where one can walk: everywhere inside `enclosure` (None: everywhere) that is not within reach of an obstacle."""

    def __init__(self, obstacles: Iterable[BaseGeometry], enclosure: BaseGeometry | None = None) -> None:
        self.solids = [*_solid(obstacles), *_outside(enclosure)]
        self._cores = np.array([solid.buffer(-TOUCH) for solid in self.solids], dtype=object)
        self._tree = STRtree(self._cores)

    def blocked(self, lines: Sequence[LineString]) -> set[int]:
        """Which of the lines run into something, by their place in the list."""
        return set(self._tree.query(lines, predicate="intersects")[0].tolist())

    def way(self, start: Spot, goal: Spot) -> list[Spot] | None:
        """The shortest line between two places; None where there is none, or none within reason.

        A place inside an obstacle (a grave in its row, a gate in the wall) is left by the nearest side.
        """
        if start == goal:
            return [start, goal]
        out, into = self.way_out(start), self.way_out(goal)
        if out is None or into is None:
            return None
        inner = self._around(out[-1], into[-1])
        return None if inner is None else _without_repeats([*out[:-1], *inner, *into[-2::-1]])

    def way_out(self, place: Spot) -> list[Spot] | None:
        """The place itself, or the place and the nearest edge of what it lies in."""
        inside = self._tree.query(Point(place), predicate="intersects").tolist()
        if not inside:
            return [place]
        return next(([place, spot] for spot in self._edges_near(place, inside[0])), None)

    def _edges_near(self, place: Spot, own: int) -> Iterable[Spot]:
        """Where the obstacle may be left, the nearest first, straight and through nothing else."""
        solid = self.solids[own]
        rings = [ring.coords for ring in (solid.exterior, *solid.interiors)]
        sides = [LineString(side) for ring in rings for side in pairwise(ring) if side[0] != side[1]]
        nearest = shapely.get_coordinates(shapely.shortest_line(sides, Point(place)))[::2]
        for x, y in sorted(map(tuple, nearest), key=lambda spot: dist(spot, place))[:NEAREST_EDGES]:
            line = LineString([place, (x, y)])
            if not set(self._tree.query(line, predicate="intersects").tolist()) - {own}:
                yield float(x), float(y)

    def _around(self, start: Spot, goal: Spot) -> list[Spot] | None:
        known: set[int] = set()
        looks = MOST_LOOKS
        while looks > 0:
            sight = _Sight(start, goal, [self.solids[index] for index in sorted(known)], self._cores[sorted(known)])
            line = sight.shortest(looks)
            if line is None:
                return None
            met = self._met(line) - known
            if not met:
                return line
            known |= met
            looks -= sight.looks
        return None

    def _met(self, line: Sequence[Spot]) -> set[int]:
        """The obstacles that a line runs into."""
        whole = LineString(line)
        spots = shapely.get_coordinates(shapely.segmentize(whole, max(GLANCE, whole.length / MOST_PIECES)))
        pieces = shapely.linestrings(np.stack([spots[:-1], spots[1:]], axis=1))
        return set(self._tree.query(pieces, predicate="intersects")[1].tolist())


class _Sight:
    """Which corners can be seen from one another; number 0 is where the walk begins, number 1 where it ends."""

    def __init__(self, start: Spot, goal: Spot, solids: Sequence[Polygon], cores: Cores) -> None:
        corners = [corner for solid in solids for corner in _corners(solid)]
        self.spots = np.array([start, goal, *(here for _, here, _ in corners)])
        self._before = np.array([start, goal, *(before for before, _, _ in corners)]) - self.spots
        self._after = np.array([start, goal, *(after for _, _, after in corners)]) - self.spots
        self._to_goal: list[float] = np.hypot(*(self.spots - self.spots[1]).T).tolist()
        self._tree = STRtree(cores)
        self._most = 0
        self.looks = 0

    def shortest(self, most: int) -> list[Spot] | None:
        """The shortest line from corner to corner, as if only these obstacles stood there; after `most` looks none."""
        self._most = most
        found = cheapest(0, 1, self._seen_from, self._to_goal.__getitem__)
        return [(float(self.spots[index][0]), float(self.spots[index][1])) for index in found] if found else None

    def _seen_from(self, index: int) -> list[tuple[int, float]]:
        if self.looks > self._most:
            return []
        ahead = self.spots - self.spots[index]
        grazed = _grazes(ahead, self._before, self._after) & _grazes(ahead, self._before[index], self._after[index])
        others = np.flatnonzero(grazed & ahead.any(axis=1))
        self.looks += len(others)
        seen = self._unhidden(self.spots[index], others, ahead[others])
        lengths = np.hypot(*ahead[seen].T)
        return list(zip(seen.tolist(), lengths.tolist(), strict=True))

    def _unhidden(self, here: Flat, others: Numbers, ahead: Flat) -> Numbers:
        """Those of the corners that nothing hides; near obstacles are looked for first, for they hide most of them."""
        near = np.minimum(1.0, GLANCE / np.hypot(*ahead.T))
        shares = np.stack([0 * near, near, 1 - near, 1 + 0 * near])
        for begin, end in ((0, 1), (2, 3), (0, 3)):
            pieces = [here + shares[which][:, None] * ahead for which in (begin, end)]
            is_seen = np.ones(len(others), dtype=bool)
            is_seen[self._tree.query(shapely.linestrings(np.stack(pieces, axis=1)), "intersects")[0]] = False
            others, ahead, shares = others[is_seen], ahead[is_seen], shares[:, is_seen]
        return others


def _grazes(ahead: Flat, before: Flat, after: Flat) -> npt.NDArray[np.bool_]:
    """Whether a line leaves both sides of a corner on one hand; the shortest way turns at no other."""
    one = ahead[:, 0] * before[..., 1] - ahead[:, 1] * before[..., 0]
    other = ahead[:, 0] * after[..., 1] - ahead[:, 1] * after[..., 0]
    return np.asarray(one * other >= -TOUCH * TOUCH, dtype=np.bool_)


def _solid(obstacles: Iterable[BaseGeometry]) -> list[Polygon]:
    """The obstacles grown by what a person needs, those grown together as one, without needless corners."""
    shapes = [shape for shape in obstacles if not shape.is_empty]
    grown = shapely.buffer(shapes, CLEARANCE, quad_segs=1, join_style="mitre", mitre_limit=2.0)
    return _polygons(shapely.unary_union(grown).simplify(FINEST))


def _outside(enclosure: BaseGeometry | None) -> list[Polygon]:
    """What lies beyond the enclosure's wall, as an obstacle like the others."""
    if enclosure is None or enclosure.is_empty:
        return []
    return _polygons(shapely.box(-WORLD, -WORLD, WORLD, WORLD).difference(enclosure.simplify(FINEST)))


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    if isinstance(shape, MultiPolygon):
        return list(shape.geoms)
    return [shape] if isinstance(shape, Polygon) and not shape.is_empty else []


def _corners(solid: Polygon) -> Iterable[tuple[Spot, Spot, Spot]]:
    """The corners that one walks around, each between those beside it: such as stick out into the open or a yard."""
    for place, ring in enumerate((solid.exterior, *solid.interiors)):
        side = 1 if ring.is_ccw == (place == 0) else -1
        spots = [(float(x), float(y)) for x, y in ring.coords[:-1]]
        for before, here, after in zip([spots[-1], *spots[:-1]], spots, [*spots[1:], spots[0]], strict=True):
            turn = (here[0] - before[0]) * (after[1] - here[1]) - (here[1] - before[1]) * (after[0] - here[0])
            if turn * side > 0:
                yield before, here, after


def _without_repeats(line: list[Spot]) -> list[Spot]:
    return [line[0], *(spot for before, spot in pairwise(line) if spot != before)]
