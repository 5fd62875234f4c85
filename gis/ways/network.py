"""The drawn paths of a cemetery as a net that one can walk: crossings joined, loose ends tied. Pure, EPSG:25831."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist

import numpy as np
import shapely
from shapely import LineString, Point, STRtree

from gis.ways.free_ground import Spot

#: Hands do not end a path exactly on another: what is nearer than this was meant to meet it.
MEETS_WITHIN = 1.5
#: Paths are joined on a grid of a centimetre.
GRID = 0.01
#: How far a piece may lie from the path it was cut from, by that grid.
ASTRAY = 0.05


@dataclass(frozen=True)
class WalkedPath:
    """A path as drawn; steps keep a wheelchair out."""

    line: LineString
    name: str = ""
    has_steps: bool = False


@dataclass(frozen=True)
class Stretch:
    """A straight piece between two spots; `is_path` when it lies on a drawn path."""

    start: Spot
    end: Spot
    name: str = ""
    has_steps: bool = False
    is_path: bool = False

    @property
    def metres(self) -> float:
        """Its length."""
        return dist(self.start, self.end)


class Network:
    """All drawn paths, cut into straight stretches between spots that they share."""

    def __init__(self, paths: Iterable[WalkedPath]) -> None:
        drawn = [path for path in paths if path.line.length > GRID]
        drawn += [WalkedPath(link) for link in _ties([path.line for path in drawn])]
        self.stretches = list(_cut(drawn)) if drawn else []
        self._lines = [LineString([one.start, one.end]) for one in self.stretches]

    def nearest_spots(self, place: Spot) -> list[tuple[int, Spot]]:
        """Where each stretch comes nearest to a place: its number and the spot on it."""
        if not self._lines:
            return []
        links = shapely.shortest_line(self._lines, Point(place))
        spots = shapely.get_coordinates(links)[::2]
        return [(index, (round(float(x), 3), round(float(y), 3))) for index, (x, y) in enumerate(spots)]

    def joined(self, accesses: Iterable[tuple[int, Spot]], *, avoid_steps: bool) -> dict[Spot, dict[Spot, Stretch]]:
        """From each spot the stretches that leave it; `accesses` are spots on stretches that are entered there."""
        entered: dict[int, set[Spot]] = defaultdict(set)
        for index, spot in accesses:
            entered[index].add(spot)
        leaving: dict[Spot, dict[Spot, Stretch]] = defaultdict(dict)
        for index, whole in enumerate(self.stretches):
            if avoid_steps and whole.has_steps:
                continue
            spots = {whole.start, whole.end, *entered[index]}
            for start, end in pairwise(sorted(spots, key=lambda spot: (dist(spot, whole.start), spot))):
                leaving[start][end] = Stretch(start, end, whole.name, whole.has_steps, is_path=True)
                leaving[end][start] = Stretch(end, start, whole.name, whole.has_steps, is_path=True)
        return leaving


def _ties(lines: Sequence[LineString]) -> Iterable[LineString]:
    """A short line from each loose end to the path that it was meant to meet."""
    tree = STRtree(lines)
    for index, line in enumerate(lines):
        for end in (Point(line.coords[0]), Point(line.coords[-1])):
            others = set(tree.query(end, predicate="dwithin", distance=MEETS_WITHIN).tolist()) - {index}
            links = [shapely.shortest_line(end, lines[other]) for other in sorted(others)]
            yield from (link for link in links if link.length > 0)


def _cut(paths: Sequence[WalkedPath]) -> Iterable[Stretch]:
    """The paths as straight stretches that share their crossings; each knows the path it was cut from."""
    noded = shapely.union_all([path.line for path in paths], grid_size=GRID)
    ends = np.concatenate([_sides(part) for part in shapely.get_parts(noded)])
    middles = shapely.points(ends.mean(axis=1))
    own: dict[int, list[WalkedPath]] = defaultdict(list)
    for piece, path in STRtree([path.line for path in paths]).query(middles, "dwithin", distance=ASTRAY).T.tolist():
        own[piece].append(paths[path])
    for piece, ((x1, y1), (x2, y2)) in enumerate(ends.tolist()):
        name = next((path.name for path in own[piece] if path.name), "")
        has_steps = bool(own[piece]) and all(path.has_steps for path in own[piece])
        yield Stretch((round(x1, 3), round(y1, 3)), (round(x2, 3), round(y2, 3)), name, has_steps, is_path=True)


def _sides(line: LineString) -> np.ndarray:
    spots = shapely.get_coordinates(line)
    return np.stack([spots[:-1], spots[1:]], axis=1)
