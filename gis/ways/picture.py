"""The plan of a cemetery as a small picture: paths, walls, tombs, and a dotted line from the gate to one place.

Pure: coordinates come in metres (EPSG:25831) and go out as SVG; north is up. Places only, never people.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import atan2, degrees

WIDTH = 336
MARGIN = 14
HIGHEST = 560
LABELLED = 60
HALO = 'stroke="var(--paper)" stroke-width="4" paint-order="stroke" stroke-linejoin="round"'
Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True)
class Shape:
    """The outline of something on the ground; `is_here` marks the place sought."""

    ring: Ring
    name: str = ""
    is_here: bool = False


@dataclass(frozen=True)
class GroundPlan:
    """Everything that is drawn; `outline` is the enclosure where it was surveyed, `areas` are fields of graves."""

    outline: Ring
    blocks: tuple[Shape, ...]
    tombs: tuple[Shape, ...]
    entrance: Point | None
    here: Point
    paths: tuple[Ring, ...] = ()
    areas: tuple[Ring, ...] = ()
    way: tuple[Point, ...] = ()


def draw_plan(plan: GroundPlan, title: str, words: tuple[str, str]) -> str:
    """The plan as SVG; `words` are those for the gate and for the north."""
    frame = _Frame(plan)
    parts = [_polygon(frame, plan.outline, "var(--paper)", "var(--ink)", 2.5)] if plan.outline else []
    parts += [_polygon(frame, area, "none", "var(--line)", 1.0) for area in plan.areas]
    parts += [_line(frame, path, 'stroke="var(--line)" stroke-width="7"') for path in plan.paths]
    parts += [_polygon(frame, tomb.ring, *_tomb_colours(tomb)) for tomb in plan.tombs]
    parts += [_polygon(frame, block.ring, *_block_colours(block)) for block in plan.blocks]
    parts += [_label(frame, block) for block in plan.blocks]
    parts += [_way(frame, plan, words[0]), _compass(frame, words[1])]
    return (
        f'<svg role="img" aria-label="{escape(title)}" viewBox="0 0 {WIDTH} {frame.height:.0f}" '
        f'width="{WIDTH}" height="{frame.height:.0f}">{"".join(parts)}</svg>'
    )


class _Frame:
    """Turns metres into pixels: the whole enclosure fits the width, or the height where it is long."""

    def __init__(self, plan: GroundPlan) -> None:
        points = list(_points(plan))
        self.left, self.top = min(x for x, _ in points), max(y for _, y in points)
        width = max(1.0, max(x for x, _ in points) - self.left)
        depth = max(1.0, self.top - min(y for _, y in points))
        self.scale = min((WIDTH - 2 * MARGIN) / width, (HIGHEST - 2 * MARGIN) / depth)
        self.indent = (WIDTH - width * self.scale) / 2
        self.height = depth * self.scale + 2 * MARGIN + 22

    def place(self, point: Point) -> Point:
        return self.indent + (point[0] - self.left) * self.scale, MARGIN + (self.top - point[1]) * self.scale


def _points(plan: GroundPlan) -> Iterable[Point]:
    yield plan.here
    yield from plan.outline
    if plan.entrance is not None:
        yield plan.entrance
    yield from plan.way
    for shape in (*plan.blocks, *plan.tombs):
        yield from shape.ring


def _tomb_colours(tomb: Shape) -> tuple[str, str, float]:
    return ("var(--accent)", "var(--accent-dark)", 1.0) if tomb.is_here else ("var(--sunk)", "var(--edge)", 0.5)


def _block_colours(block: Shape) -> tuple[str, str, float]:
    return ("var(--accent)", "var(--accent-dark)", 1.0) if block.is_here else ("var(--surface)", "var(--ink-2)", 1.0)


def _polygon(frame: _Frame, ring: Ring, fill: str, stroke: str, width: float) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(frame.place, ring))
    return f'<polygon points="{points}" fill="{fill}" stroke="{stroke}" stroke-width="{width:g}"/>'


def _label(frame: _Frame, block: Shape) -> str:
    """The name beside the wall, on the side that looks into the enclosure, turned along the wall."""
    corners = [frame.place(point) for point in block.ring]
    x, y = _middle(corners)
    (x1, y1), (x2, y2) = max(pairwise(corners), key=lambda side: _length(*side))
    length = _length((x1, y1), (x2, y2))
    if not block.name or length < LABELLED:
        return ""
    inward_x, inward_y = WIDTH / 2 - x, frame.height / 2 - y
    across_x, across_y = (y2 - y1) / length, (x1 - x2) / length
    side = 1 if across_x * inward_x + across_y * inward_y > 0 else -1
    x, y = x + side * across_x * 17, y + side * across_y * 17
    weight = 700 if block.is_here else 400
    return (
        f'<text text-anchor="middle" dominant-baseline="central" font-size="16" font-weight="{weight}" '
        f'fill="var(--ink)" {HALO} transform="translate({x:.1f} {y:.1f}) rotate({_tilt(x1 - x2, y1 - y2):.1f})">'
        f"{escape(block.name)}</text>"
    )


def _middle(corners: list[Point]) -> Point:
    ring = corners[:-1] if corners[0] == corners[-1] else corners
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def _length(one: Point, other: Point) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


def _tilt(dx: float, dy: float) -> float:
    """The slope of a wall in degrees, so that its name never stands on its head."""
    slope = degrees(atan2(dy, dx))
    return (slope + 90) % 180 - 90


def _line(frame: _Frame, spots: Ring, stroke: str) -> str:
    steps = "L".join(f"{x:.1f} {y:.1f}" for x, y in map(frame.place, spots))
    return f'<path d="M{steps}" {stroke} stroke-linecap="round" stroke-linejoin="round" fill="none"/>'


def _way(frame: _Frame, plan: GroundPlan, word: str) -> str:
    """The place; from the gate, where there is a way, a dotted line on a pale ground that shows it on any colour."""
    x, y = frame.place(plan.here)
    here = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="var(--accent)" stroke="var(--paper)" stroke-width="2"/>'
    walked = ""
    if plan.way:
        walked = _line(frame, plan.way, 'stroke="var(--paper)" stroke-width="7"')
        walked += _line(frame, plan.way, 'class="way" stroke="var(--accent)" stroke-width="4" stroke-dasharray="1 8"')
    return f"{walked}{here}{_gate(frame, plan.entrance, word) if plan.entrance else ''}"


def _gate(frame: _Frame, entrance: Point, word: str) -> str:
    x, y = frame.place(entrance)
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="var(--accent)"/>'
        f'<text x="{x + 12:.1f}" y="{y + 16:.1f}" font-size="16" fill="var(--ink)" {HALO}>{escape(word)}</text>'
    )


def _compass(frame: _Frame, word: str) -> str:
    bottom = frame.height - 8
    metres = next((length for length in (50, 20, 10, 5, 2, 1) if length * frame.scale <= 90), 1)
    bar = metres * frame.scale
    return (
        f'<path d="M20 {bottom:.0f}v-22l-6 8m6-8l6 8" stroke="var(--ink)" fill="none" stroke-width="1.5"/>'
        f'<text x="32" y="{bottom - 4:.0f}" font-size="16" fill="var(--ink)">{escape(word)}</text>'
        f'<path d="M56 {bottom - 6:.0f}v6h{bar:.0f}v-6" fill="none" stroke="var(--ink)"/>'
        f'<text x="{62 + bar:.0f}" y="{bottom:.0f}" font-size="16" fill="var(--ink)">{metres} m</text>'
    )
