"""The plan on paper to a true metric scale: enclosure, paths, blocks, units with their states, grid and north.

Everything comes in EPSG:25831, in metres; the sheet's up is the grid's north.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan2, ceil, cos, degrees, hypot, radians, sin

import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from cementiris.design.writing import day_text
from cementiris.documents.leaves import Anchor, Disc, Label, Leaf, LeafMark, Point, Ring, Shape, Stroke, box
from cementiris.documents.typesetting import BOLD, GREY, MM_PER_POINT, SANS
from gis.prints.furniture import (
    LINE_SIZE,
    Heading,
    foot,
    head,
    nice_step,
    north_arrow,
    on_white,
    scale_bar,
    scale_line,
    shortened,
    width_of,
)
from gis.prints.papers import FOOT, MARGIN, PAPERS, PLAN_SCALES, Paper, Room, on_paper, room_on
from gis.prints.patterns import HATCHES, state_marks
from gis.prints.refusals import NotPrintable

#: West, south, east, north in metres.
Extent = tuple[float, float, float, float]

#: Crosses of the grid stand at most so far apart on paper.
GRID = 60.0
CROSS = 2.0
FRAME_TEXT = 6.2
#: Air left around what is drawn.
AIR = 0.04
SMALLEST_TYPE, LARGEST_TYPE = 3.4, 7.0
POINT_RADIUS = 0.9
#: The outline of a unit in points; of a small one, this part of its breadth in millimetres, or all would be black.
EDGE, FINEST = 0.3, 0.12
#: How a path is drawn, and one with steps.
PATH_DASHES = {False: (6.0, 2.0), True: (1.0, 2.0)}


@dataclass(frozen=True)
class PlanUnit:
    """One unit: where it lies, and what is said of it; `letter` and `name` are written where they fit."""

    shape: BaseGeometry
    number: str
    state: str
    letter: str
    is_anomalous: bool = False
    name: str = ""


@dataclass(frozen=True)
class PlanPrint:
    """A plan to be printed: the part that is asked for, and all that may be seen there."""

    heading: Heading
    part: Extent
    enclosure: BaseGeometry | None = None
    entrance: Point | None = None
    paths: Sequence[tuple[BaseGeometry, bool]] = ()
    blocks: Sequence[tuple[BaseGeometry, str]] = ()
    units: Sequence[PlanUnit] = ()


def plan_leaf(plan: PlanPrint, paper: str, scale: int | None) -> Leaf:
    """The sheet of a plan; without a scale, at the largest at which the part fits. Raises NotPrintable."""
    turned, chosen = _chosen(plan.part, paper, scale)
    return _Drawing(plan, turned, chosen).drawn()


def frame_on(paper: Paper) -> Room:
    """The neat line: what of a sheet the map has, the coordinates standing outside it."""
    room = room_on(paper)
    return Room(room.left + 4, room.top + 2, room.width - 8, room.height - 4)


def _chosen(part: Extent, paper: str, scale: int | None) -> tuple[Paper, int]:
    """The paper lying or standing, and the scale at which the part fits on it."""
    ways = (PAPERS[paper].turned(), PAPERS[paper])
    for known in (scale,) if scale else PLAN_SCALES:
        if fitting := [way for way in ways if _fits(part, way, known)]:
            return fitting[0], known
    raise _too_large(part, ways, scale or PLAN_SCALES[-1])


def _too_large(part: Extent, ways: tuple[Paper, ...], scale: int) -> NotPrintable:
    fitting = [known for known in PLAN_SCALES if any(_fits(part, way, known) for way in ways)]
    wide, tall = (round(on_paper(side, scale) / 10) for side in (part[2] - part[0], part[3] - part[1]))
    facts = {"scale": scale, "paper": ways[0].name, "wide": wide, "tall": tall}
    return (
        NotPrintable("plan_fits_at", fitting=fitting[0], **facts)
        if fitting
        else NotPrintable("plan_too_large", **facts)
    )


def _fits(part: Extent, paper: Paper, scale: int) -> bool:
    frame = frame_on(paper)
    west, south, east, north = part
    return on_paper(east - west, scale) <= frame.width + 1e-6 and on_paper(north - south, scale) <= frame.height + 1e-6


def with_air(part: Extent) -> Extent:
    """The part with a little ground around it, and never a mere point."""
    west, south, east, north = part
    air = max(2.0, AIR * max(east - west, north - south))
    return west - air, south - air, east + air, north + air


class _Drawing:
    """One sheet while it is being drawn: from metres on the ground to millimetres on paper."""

    def __init__(self, plan: PlanPrint, paper: Paper, scale: int) -> None:
        self.plan, self.paper, self.scale = plan, paper, scale
        self.frame = frame_on(paper)
        west, south, east, north = plan.part
        self.west = (west + east) / 2 - self.frame.width * scale / 2000
        self.south = (south + north) / 2 - self.frame.height * scale / 2000
        self.east = self.west + self.frame.width * scale / 1000
        self.north = self.south + self.frame.height * scale / 1000

    def drawn(self) -> Leaf:
        frame, plan = self.frame, self.plan
        marks = head(self.paper, plan.heading, self._said())
        marks += [*self._enclosure(), *self._paths(), *self._blocks(), *self._units(), *self._names_of_blocks()]
        marks += [*self._grid(), *self._entrance()]
        marks.append(Shape((box(frame.left, frame.top, frame.width, frame.height),), line_width=0.8))
        y = self.paper.height - MARGIN - FOOT + 8.5
        marks += [*scale_bar(MARGIN + 6, y, self.scale), *self._signs(MARGIN + 76, y), *foot(self.paper, plan.heading)]
        marks += self._north()
        return Leaf(self.paper.width, self.paper.height, marks)

    def _said(self) -> Iterator[str]:
        yield _("Estat el %(day)s") % {"day": day_text(self.plan.heading.on)}
        yield f"{self.paper.name} · {scale_line(self.scale)}"
        yield "ETRS89 / UTM 31N (EPSG:25831)"
        yield from self.plan.heading.notes

    def _north(self) -> list[LeafMark]:
        x, y = self.frame.right - 7, self.frame.top + 22
        ground = Shape((box(x - 5, y - 19, 10, 21),), fill=1, edge=None)
        return [ground, *north_arrow(x, y)]

    def at(self, x: float, y: float) -> Point:
        """Where a point of the ground lies on the sheet."""
        return (
            self.frame.left + on_paper(x - self.west, self.scale),
            self.frame.bottom - on_paper(y - self.south, self.scale),
        )

    def _seen(self, shape: BaseGeometry) -> BaseGeometry:
        """What of a shape lies inside the frame."""
        return shapely.clip_by_rect(shape, self.west, self.south, self.east, self.north)

    def _areas(self, shape: BaseGeometry) -> Iterator[tuple[Ring, ...]]:
        """Each area of a shape inside the frame, as rings on the sheet."""
        for part in shapely.get_parts(self._seen(shape)):
            if part.geom_type == "Polygon" and not part.is_empty:
                yield tuple(self._ring(ring.coords[:-1]) for ring in (part.exterior, *part.interiors))

    def _ring(self, coordinates: Sequence[tuple[float, ...]]) -> Ring:
        return tuple(self.at(point[0], point[1]) for point in coordinates)

    def _lines(self, shape: BaseGeometry) -> Iterator[Ring]:
        for part in shapely.get_parts(self._seen(shape)):
            if part.geom_type == "LineString" and not part.is_empty:
                yield self._ring(part.coords)

    def _enclosure(self) -> Iterator[LeafMark]:
        if self.plan.enclosure is not None:
            for rings in self._areas(self.plan.enclosure):
                yield Shape(rings, edge=0, line_width=1.4)

    def _paths(self) -> Iterator[LeafMark]:
        for line, has_steps in self.plan.paths:
            for points in self._lines(line):
                yield Stroke(points, 1.0, GREY, PATH_DASHES[has_steps])

    def _blocks(self) -> Iterator[LeafMark]:
        for shape, _name in self.plan.blocks:
            for rings in self._areas(shape):
                yield Shape(rings, fill=0.97, edge=0, line_width=0.8)

    def _names_of_blocks(self) -> Iterator[LeafMark]:
        for shape, name in self.plan.blocks:
            seen = self._seen(shape)
            if not seen.is_empty:
                spot = seen.point_on_surface()
                x, y = self.at(spot.x, spot.y)
                yield from on_white(x, y + 1.0, name, 7.4)

    def _units(self) -> Iterator[LeafMark]:
        for unit in self.plan.units:
            if unit.shape.geom_type == "Point":
                yield from self._dotted(unit)
            else:
                yield from self._outlined(unit)

    def _dotted(self, unit: PlanUnit) -> Iterator[LeafMark]:
        """A unit of which only a point is known: a small circle with its number and letter beside it."""
        if self._seen(unit.shape).is_empty:
            return
        x, y = self.at(unit.shape.x, unit.shape.y)  # type: ignore[attr-defined]  # a Point has them
        yield Disc(x, y, POINT_RADIUS)
        text = f"{unit.number} {unit.letter}".strip()
        if on_paper(1.0, self.scale) >= 2:
            yield Label(x + POINT_RADIUS + 0.4, y + 0.7, text, SANS, 4.6)

    def _outlined(self, unit: PlanUnit) -> Iterator[LeafMark]:
        slot = self._slot(unit.shape)
        for rings in self._areas(unit.shape):
            yield from state_marks(
                rings, unit.state, is_anomalous=unit.is_anomalous, edge=min(EDGE, slot.breadth * FINEST)
            )
        if not self._seen(unit.shape).is_empty:
            yield from _fitted(slot, unit)

    def _slot(self, shape: BaseGeometry) -> "_Slot":
        """The room for texts along the longer side of a unit."""
        return _Slot.of(self._ring(shapely.get_coordinates(shapely.oriented_envelope(shape))[:-1].tolist()))

    def _grid(self) -> Iterator[LeafMark]:
        step = max(1.0, nice_step(GRID * self.scale / 1000))
        easts = [ceil(self.west / step) * step + step * index for index in range(int(self.frame.width) // 4)]
        norths = [ceil(self.south / step) * step + step * index for index in range(int(self.frame.height) // 4)]
        across = [east for east in easts if east < self.east]
        up = [north for north in norths if north < self.north]
        for east in across:
            x, _y = self.at(east, self.south)
            yield Label(x, self.frame.bottom + 2.6, f"{east:.0f}", SANS, FRAME_TEXT, GREY, Anchor.MIDDLE)
            yield Stroke(((x, self.frame.bottom), (x, self.frame.bottom - CROSS)), 0.5)
        for north in up:
            _x, y = self.at(self.west, north)
            yield Label(self.frame.left - 1, y, f"{north:.0f}", SANS, FRAME_TEXT, GREY, Anchor.MIDDLE, 90)
            yield Stroke(((self.frame.left, y), (self.frame.left + CROSS, y)), 0.5)
        for x, y in (self.at(east, north) for east in across for north in up):
            yield Stroke(((x - CROSS, y), (x + CROSS, y)), 0.4, GREY)
            yield Stroke(((x, y - CROSS), (x, y + CROSS)), 0.4, GREY)

    def _entrance(self) -> Iterator[LeafMark]:
        if self.plan.entrance is not None and not self._seen(shapely.Point(self.plan.entrance)).is_empty:
            x, y = self.at(*self.plan.entrance)
            yield Shape((((x, y), (x - 2.2, y + 3.8), (x + 2.2, y + 3.8)),), fill=0)
            yield from on_white(x, y + 7, _("Entrada"), 7)

    def _signs(self, x: float, y: float) -> Iterator[LeafMark]:
        """What the lines mean, as far as there are any."""
        kinds = {has_steps for _line, has_steps in self.plan.paths}
        for has_steps, text in ((False, _("Camí")), (True, _("Camí amb graons"))):
            if has_steps in kinds:
                yield Stroke(((x, y - 1), (x + 9, y - 1)), 1.0, GREY, PATH_DASHES[has_steps])
                yield Label(x + 10.5, y, text, SANS, LINE_SIZE)
                x += 15 + width_of(text, LINE_SIZE)


@dataclass(frozen=True)
class _Slot:
    """The upright room inside a unit for its texts: its middle, its longer and shorter side, and how it is turned."""

    x: float
    y: float
    length: float
    breadth: float
    angle: float

    @classmethod
    def of(cls, corners: Ring) -> "_Slot":
        (ax, ay), (bx, by), (cx, cy), _last = corners
        one, other = hypot(bx - ax, by - ay), hypot(cx - bx, cy - by)
        across = (bx - ax, by - ay) if one >= other else (cx - bx, cy - by)
        angle = -degrees(atan2(across[1], across[0]))
        upright = angle - 180 * round(angle / 180) if abs(angle) != 90 else 90.0
        middle_x, middle_y = (ax + cx) / 2, (ay + cy) / 2
        return cls(middle_x, middle_y, max(one, other), min(one, other), upright)

    def ground(self, wide: float, tall: float) -> Shape:
        """White ground for a text, turned with it, so that no hatch runs through it."""
        cosine, sine = cos(radians(self.angle)), sin(radians(self.angle))
        corners = ((-wide, -tall), (wide, -tall), (wide, tall), (-wide, tall))
        turned = tuple((self.x + (x * cosine + y * sine) / 2, self.y + (y * cosine - x * sine) / 2) for x, y in corners)
        return Shape((turned,), fill=1, edge=None)


def _fitted(slot: _Slot, unit: PlanUnit) -> Iterator[LeafMark]:
    lines = [f"{unit.number} {unit.letter}".strip(), *([unit.name] if unit.name else [])]
    size = min(LARGEST_TYPE, slot.breadth * 0.8 / len(lines) / MM_PER_POINT)
    if size < SMALLEST_TYPE and len(lines) > 1:
        lines, size = lines[:1], min(LARGEST_TYPE, slot.breadth * 0.8 / MM_PER_POINT)
    longest = width_of(lines[0], size, BOLD)
    size = min(size, size * slot.length * 0.9 / max(longest, 0.1))
    if size >= SMALLEST_TYPE:
        if unit.state in HATCHES:
            yield slot.ground(width_of(lines[0], size, BOLD) + 0.6, len(lines) * size * MM_PER_POINT)
        yield from _written(slot, [shortened(line, slot.length * 0.92, size) for line in lines], size)


def _written(slot: _Slot, lines: list[str], size: float) -> Iterator[LeafMark]:
    """Lines of text about the middle of a slot, turned with it."""
    turned = radians(slot.angle)
    for index, line in enumerate(lines):
        down = (index - (len(lines) - 1) / 2) * size * MM_PER_POINT * 1.05 + size * MM_PER_POINT * 0.34
        x, y = slot.x + down * sin(turned), slot.y + down * cos(turned)
        yield Label(x, y, line, BOLD if index == 0 else SANS, size, anchor=Anchor.MIDDLE, angle=slot.angle)
