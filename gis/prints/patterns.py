"""The states of units in black and white: an area with its grey, its pattern and, for an anomaly, its dashed ring.

The same signs as on screen (docs/design.md): a dark corner, a hatch, a dot, a cross-hatch; the letter stands beside.
"""

from math import hypot

from cementiris.documents.leaves import Disc, Hatch, LeafMark, Point, Ring, Shape

WHITE = 1.0
GREYS = {"conceded": 0.92, "occupied": 0.78, "perpetual": 0.78}
#: A dark corner takes this part of the shorter side; a dot stands this far from its corner towards the middle.
CORNER = 0.34
DOT_INWARDS = 0.34
DOT_RADIUS, LEAST_DOT = 0.16, 0.12
RING = 0.84
HATCHES = {"expired": ((45.0,), 1.1), "out": ((45.0, 135.0), 1.5)}


def state_marks(
    rings: tuple[Ring, ...], state: str, *, is_anomalous: bool = False, edge: float = 0.5
) -> list[LeafMark]:
    """The area of a unit as its state is drawn; `rings` as of a Shape, its outline first. An unknown state is white."""
    outline = rings[0]
    marks: list[LeafMark] = [Shape(rings, fill=GREYS.get(state, WHITE), edge=None)]
    if state in HATCHES:
        angles, spacing = HATCHES[state]
        marks.append(Hatch(rings, angles=angles, spacing=spacing))
    if state == "soon":
        marks.append(Shape((_corner(outline),), fill=0, edge=None))
    if state == "perpetual":
        marks.append(_dot(outline))
    if is_anomalous:
        marks.append(Shape((_inside(outline),), edge=0, line_width=0.8, dash=(2, 1.4)))
    marks.append(Shape(rings, edge=0, line_width=edge * 2 if state == "free" else edge))
    return marks


def middle(ring: Ring) -> Point:
    """The middle of an outline's box."""
    across, down = [x for x, _ in ring], [y for _, y in ring]
    return (min(across) + max(across)) / 2, (min(down) + max(down)) / 2


def _corner(ring: Ring) -> Ring:
    """A triangle in the outline's upper right corner, inside its two edges."""
    index = max(range(len(ring)), key=lambda at: ring[at][0] - ring[at][1])
    corner, before, after = ring[index], ring[index - 1], ring[(index + 1) % len(ring)]
    reach = CORNER * min(_distance(corner, before), _distance(corner, after))
    return (corner, _towards(corner, after, reach), _towards(corner, before, reach))


def _dot(ring: Ring) -> Disc:
    """A white dot near the outline's lower left corner."""
    corner = min(ring, key=lambda point: point[0] - point[1])
    centre = middle(ring)
    sides = [_distance(ring[at - 1], ring[at]) for at in range(len(ring))]
    x, y = _towards(corner, centre, DOT_INWARDS * _distance(corner, centre))
    return Disc(x, y, max(LEAST_DOT, min(0.9, DOT_RADIUS * min(sides))))


def _inside(ring: Ring) -> Ring:
    centre = middle(ring)
    return tuple(_towards(centre, point, RING * _distance(centre, point)) for point in ring)


def _distance(one: Point, other: Point) -> float:
    return hypot(other[0] - one[0], other[1] - one[1])


def _towards(start: Point, end: Point, reach: float) -> Point:
    whole = _distance(start, end) or 1.0
    return start[0] + (end[0] - start[0]) * reach / whole, start[1] + (end[1] - start[1]) * reach / whole
