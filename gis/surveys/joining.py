"""A survey laid over what is there: doubts about the joins, what lies outside, what lies on something else. Pure.

Everything is in EPSG:25831. Nothing here is refused: a doubtful join is not made, the rest is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import shapely
from shapely.geometry import MultiPolygon

from gis.surveys.matching import Matches
from gis.surveys.reading import Feature
from gis.surveys.refusals import Issue

#: Metres that a surveyor, a drawn outline and a mended wall may differ.
BLOCK_TOLERANCE = 2.0
ENCLOSURE_TOLERANCE = 5.0
#: Two graves may share this much: a part of the smaller, or square metres.
SHARED_PART = 0.1
SHARED_AREA = 0.05
#: Two outlines may cross as often as their corners multiplied: of one pair, more would fill the memory; of all pairs
#: together, take hours. A plan has a few neighbours per grave, of five to ten corners.
MOST_CROSSINGS, MOST_CROSSINGS_TOGETHER = 250_000, 20_000_000


@dataclass
class Ground:
    """What the plan has already: the outline of each section and of the cemetery, and how units and sections hang.

    `section_of` a unit, `parent_of` a section; `stacked`: units that stand above each other in a wall.
    """

    outlines: Mapping[int, MultiPolygon] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    enclosure: MultiPolygon | None = None
    section_of: Mapping[int, int] = field(default_factory=dict)
    parent_of: Mapping[int, int] = field(default_factory=dict)
    stacked: frozenset[int] = frozenset()


def doubt_displaced(matches: Matches, ground: Ground) -> None:
    """Take back joins to units whose own block is drawn elsewhere while the feature lies in another one's outline."""
    blocks = list(ground.outlines)
    tree = shapely.STRtree([ground.outlines[pk] for pk in blocks])
    for unit, feature in list(matches.units.items()):
        own = ground.section_of.get(unit, 0)
        if own not in ground.outlines:
            continue
        middle = feature.shape.centroid
        if shapely.distance(ground.outlines[own], middle) <= BLOCK_TOLERANCE:
            continue
        around = [blocks[int(at)] for at in tree.query(middle, predicate="intersects")]
        other = next((pk for pk in around if not _is_kin(pk, own, ground.parent_of)), None)
        if other is not None:
            del matches.units[unit]
            matches.doubt(feature, "in_other_block", section=ground.names[own], other=ground.names[other])


def _is_kin(one: int, other: int, parent_of: Mapping[int, int]) -> bool:
    """Whether one section is, or is part of, the other."""
    return one in _line(other, parent_of) or other in _line(one, parent_of)


def _line(section: int, parent_of: Mapping[int, int]) -> list[int]:
    line = [section]
    while (parent := parent_of.get(line[-1])) and parent not in line:
        line.append(parent)
    return line


def outside(features: Iterable[Feature], enclosure: MultiPolygon | None) -> list[Issue]:
    """The features beyond the cemetery's outline, with how many metres off they lie."""
    if enclosure is None:
        return []
    rows = list(features)
    shapely.prepare(enclosure)
    near = shapely.dwithin(enclosure, [feature.shape for feature in rows], ENCLOSURE_TOLERANCE)
    far = [
        (feature, shapely.distance(enclosure, feature.shape))
        for feature, is_near in zip(rows, near, strict=True)
        if not is_near
    ]
    return [Issue("outside_cemetery", one.number, one.code, facts={"metres": round(metres)}) for one, metres in far]


def overlapping(features: Iterable[Feature], wall_of: Mapping[int, int]) -> list[Issue]:
    """Features that lie on each other by more than the tolerances, each told once with the one it shares most with.

    `wall_of`: the wall in which a feature (by number) is a niche; niches of one wall stand above each other.
    """
    areas = [feature for feature in features if feature.shape.geom_type != "Point"]
    tree = shapely.STRtree([feature.shape for feature in areas])
    corners = shapely.get_num_coordinates(tree.geometries).tolist()
    most: dict[int, tuple[float, Feature]] = defaultdict(lambda: (0.0, areas[0]))
    left, are_all = MOST_CROSSINGS_TOGETHER, True
    for at, other in _side_by_side(tree):
        crossings = corners[at] * corners[other]
        if crossings > MOST_CROSSINGS:
            are_all = False
            continue
        left -= crossings
        if left < 0:
            are_all = False
            break
        if not _share_wall(areas[at], areas[other], wall_of):
            _note(areas[at], areas[other], most)
    return [*_told(areas, most), *([] if are_all else [Issue("overlaps_uncounted")])]


def _side_by_side(tree: shapely.STRtree) -> Iterator[tuple[int, int]]:
    """Every pair of shapes whose boxes meet, once, by their places."""
    for at, shape in enumerate(tree.geometries):
        yield from ((at, other) for other in tree.query(shape).tolist() if other > at)


def _share_wall(one: Feature, other: Feature, wall_of: Mapping[int, int]) -> bool:
    wall = wall_of.get(one.number)
    return wall is not None and wall == wall_of.get(other.number)


def _note(one: Feature, other: Feature, most: dict[int, tuple[float, Feature]]) -> None:
    shared = shapely.intersection(one.shape, other.shape).area
    if shared <= max(SHARED_AREA, SHARED_PART * min(one.shape.area, other.shape.area)):
        return
    for feature, with_which in ((one, other), (other, one)):
        if shared > most[feature.number][0]:
            most[feature.number] = (shared, with_which)


def _told(areas: list[Feature], most: Mapping[int, tuple[float, Feature]]) -> list[Issue]:
    return [
        Issue("overlaps", feature.number, feature.code, facts={"other": other.code, "area": round(shared, 2)})
        for feature in areas
        if feature.number in most
        for shared, other in [most[feature.number]]
    ]
