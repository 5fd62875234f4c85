"""Sheets of any size and the marks of a drawing on them: walls, plans, whatever is drawn to scale.

Pure: it knows no PDF library. Every position is in millimetres from the upper left corner of the sheet, every width of
a line and size of type in points, every grey from 0 (black) to 1 (white): a drawing must survive a black-and-white
printer.
"""

import math
from dataclasses import dataclass, field
from enum import StrEnum

from cementiris.documents.typesetting import SANS, Shield

Point = tuple[float, float]
Ring = tuple[Point, ...]
"""The corners of an outline, the first one not repeated."""


class Anchor(StrEnum):
    """Which part of a text stands at its position."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text; `y` is its baseline. `angle` turns it about its position, counterclockwise, in degrees."""

    x: float
    y: float
    text: str
    face: str = SANS
    size: float = 8.0
    grey: float = 0.0
    anchor: Anchor = Anchor.START
    angle: float = 0.0


@dataclass(frozen=True, slots=True)
class Shape:
    """An area with its holes: filled with `fill`, outlined in `edge`, or not where that is None."""

    rings: tuple[Ring, ...]
    fill: float | None = None
    edge: float | None = 0.0
    line_width: float = 0.5
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Hatch:
    """Parallel lines `spacing` millimetres apart over an area, at each of the `angles` (degrees, counterclockwise)."""

    rings: tuple[Ring, ...]
    angles: tuple[float, ...] = (45.0,)
    spacing: float = 1.2
    line_width: float = 0.4
    grey: float = 0.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: Ring
    line_width: float = 0.5
    grey: float = 0.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle about a point, outlined in black."""

    x: float
    y: float
    radius: float
    fill: float = 1.0
    line_width: float = 0.4


@dataclass(frozen=True, slots=True)
class Picture:
    """A raster picture (PNG or JPEG) as large as fits the box, in its middle."""

    x: float
    y: float
    width: float
    height: float
    content: bytes


LeafMark = Label | Shape | Hatch | Stroke | Disc | Picture | Shield


@dataclass
class Leaf:
    """One side of paper of `width` by `height` millimetres; marks are drawn in their order, later ones on top."""

    width: float
    height: float
    marks: list[LeafMark] = field(default_factory=list)


def box(x: float, y: float, width: float, height: float) -> Ring:
    """The corners of an upright rectangle, from the upper left clockwise."""
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))


def hatch_lines(rings: tuple[Ring, ...], angle: float, spacing: float) -> list[tuple[Point, Point]]:
    """The lines of a hatch over the box around an area; those of areas side by side run on into each other."""
    points = [point for ring in rings for point in ring]
    along = (math.cos(math.radians(angle)), -math.sin(math.radians(angle)))
    across = (-along[1], along[0])
    near, far = _reach(points, along)
    low, high = _reach(points, across)
    steps = range(math.ceil(low / spacing), math.floor(high / spacing) + 1)
    return [(_at(along, across, near, step * spacing), _at(along, across, far, step * spacing)) for step in steps]


def _reach(points: list[Point], direction: Point) -> tuple[float, float]:
    reached = [x * direction[0] + y * direction[1] for x, y in points]
    return min(reached), max(reached)


def _at(along: Point, across: Point, forward: float, aside: float) -> Point:
    return along[0] * forward + across[0] * aside, along[1] * forward + across[1] * aside
