"""Drawing a projection as a plain SVG: the expected line, the band around it, the zero line, years and numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from cementiris.desk.forecast import Forecast, Point

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 56, 12, 12, 32


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: where, in units of the drawing, and what is written there."""

    at: float
    label: str


@dataclass(frozen=True)
class Chart:
    """A projection in the coordinates of its drawing (0,0 is the upper left corner)."""

    line: str
    band: str
    zero: float
    years: list[Tick]
    counts: list[Tick]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    foot: int = HEIGHT - 10


def chart_of(projection: Forecast, *, free: int) -> Chart:
    """Lay the projection out; `free` is the number it begins from, one year before its first point."""
    first = projection.points[0].year - 1
    points = (Point(first, free, free, free), *projection.points)
    bottom, top = min(0.0, *(point.low for point in points)), max(1.0, *(point.high for point in points))

    def x(year: int) -> float:
        return round(LEFT + (year - first) * (WIDTH - LEFT - RIGHT) / (points[-1].year - first), 1)

    def y(count: float) -> float:
        return round(TOP + (top - count) * (HEIGHT - TOP - BOTTOM) / (top - bottom), 1)

    upper = [(x(point.year), y(point.high)) for point in points]
    lower = [(x(point.year), y(point.low)) for point in reversed(points)]
    return Chart(
        line=_path([(x(point.year), y(point.expected)) for point in points]),
        band=_path([*upper, *lower]),
        zero=y(0),
        years=[Tick(x(year), str(year)) for year in range(first, points[-1].year + 1, 5)],
        counts=[Tick(y(count), str(count)) for count in _round_numbers(bottom, top)],
    )


def _path(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


def _round_numbers(bottom: float, top: float) -> list[int]:
    """A few round numbers between the two, zero among them."""
    span = max(top - bottom, 1)
    step = next(size for size in _steps() if span / size <= 6)
    return [count for count in range(int(bottom // step) * step, int(top) + 1, step) if bottom <= count <= top]


def _steps() -> Sequence[int]:
    return [unit * 10**power for power in range(7) for unit in (1, 2, 5)]
