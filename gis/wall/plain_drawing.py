"""An elevation as SVG for citizens: a picture with one niche marked, and nothing else told (R67).

Pure: every word comes in ready, translated, and is escaped here. Neither states nor names nor links are known here:
all that is drawn of the other units is that the wall has a place for them. Lengths are CSS pixels.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from gis.wall.drawing import box, pressed
from gis.wall.elevation import Cell, Elevation, neighbours

WIDTH = 350
MARGIN = 8
LARGEST_STEP = 14
#: Cells narrower than this run together into one line of the wall, and a pointer shows the one that is meant.
LEAST_STEP = 4
HEAD = 24
DETAIL_ROWS = 1
DETAIL_WIDTH = 312
DETAIL_HEIGHT = 50


@dataclass(frozen=True)
class PlainWall:
    """One wall of a building: its layout, and its name where there are several."""

    elevation: Elevation
    name: str = ""


def draw_public(walls: Sequence[PlainWall], title: str, *, marked: int) -> str:
    """The walls small, one below the other, and below them the marked cell and its neighbours' numbers."""
    drawn, top = [], 0.0
    for wall in walls:
        picture, top = _overview(wall, marked, top)
        drawn.append(picture)
    home = next((wall.elevation for wall in walls if wall.elevation.cell_of(marked)), None)
    if home is not None:
        picture, top = _detail(neighbours(home, marked, reach=2), marked, top + HEAD)
        drawn.append(picture)
    return (
        f'<svg class="elevation plain" role="img" aria-label="{escape(title)}" '
        f'viewBox="0 0 {WIDTH} {top:g}" width="{WIDTH}" height="{top:g}">{"".join(drawn)}</svg>'
    )


@dataclass(frozen=True)
class _Scale:
    """How far apart the columns and floors of a small wall stand, and where its first column and top floor begin."""

    step: float
    rise: float
    left: float
    top: float
    elevation: Elevation

    def box(self, cell: Cell) -> tuple[float, float, tuple[float, float]]:
        """The corner and the size of a cell."""
        x = self.left + (cell.column - self.elevation.leftmost) * self.step
        y = self.top + (self.elevation.highest - cell.top) * self.rise
        return x, y, (self.step * (cell.columns - 1 / 7), self.rise * (cell.floors - 1 / 8))


def _overview(wall: PlainWall, marked: int, top: float) -> tuple[str, float]:
    elevation = wall.elevation
    step = min(LARGEST_STEP, (WIDTH - 2 * MARGIN) / max(1, elevation.column_count))
    left = (WIDTH - step * elevation.column_count) / 2
    name = f'<text class="name" x="{WIDTH / 2:g}" y="{top + 14:g}">{escape(wall.name)}</text>' if wall.name else ""
    top += HEAD if wall.name else 0
    home = elevation.cell_of(marked)
    if step < LEAST_STEP and home:
        top += MARGIN
    scale = _Scale(step, step * _proportion(elevation), left, top + MARGIN, elevation)
    cells = list(_runs(elevation, marked) if step < LEAST_STEP else elevation.cells)
    boxes = [_plain_cell(*scale.box(cell), is_marked=cell.pk == marked) for cell in cells]
    if home and step < LEAST_STEP:
        boxes.append(_pointer(scale, home))
    bottom = scale.top + elevation.floor_count * scale.rise + 2
    return f"{name}{''.join(boxes)}{_lines(scale, bottom)}", bottom


def _proportion(elevation: Elevation) -> float:
    """How high a cell is for its width, within what can still be told apart."""
    if not elevation.cell_cm:
        return 8 / 7
    width, height = elevation.cell_cm
    return max(0.4, min(height / width, 2.5))


def _runs(elevation: Elevation, marked: int) -> Iterator[Cell]:
    """The cells of a very long wall: those side by side are one, but for the marked one, which comes last."""
    home = elevation.cell_of(marked)
    spots = {spot for cell in elevation.cells if cell.pk != marked for spot in cell.spots()}
    starts = sorted((floor, column) for floor, column in spots if (floor, column - 1) not in spots)
    for floor, column in starts:
        last = column
        while (floor, last + 1) in spots:
            last += 1
        yield Cell(0, "", floor, column, columns=last - column + 1)
    if home:
        yield home


def _pointer(scale: _Scale, cell: Cell) -> str:
    x, _y, (width, _height) = scale.box(cell)
    tip = f"{x + width / 2:g} {scale.top - 2:g}"
    return f'<path class="pointer" d="M{tip}l-5-9h10z"/>'


def _lines(scale: _Scale, bottom: float) -> str:
    """The ground, and where the wall turns."""
    elevation = scale.elevation
    if elevation.is_field:
        return ""
    turns = [column for column in elevation.corners if column < elevation.rightmost]
    xs = [scale.left + (column - elevation.leftmost + 1) * scale.step - scale.step / 14 for column in turns]
    corners = (f'<line class="corner" x1="{x:g}" y1="{scale.top - 4:g}" x2="{x:g}" y2="{bottom:g}"/>' for x in xs)
    right = WIDTH - scale.left + 4
    ground = f'<line class="ground" x1="{scale.left - 4:g}" y1="{bottom:g}" x2="{right:g}" y2="{bottom:g}"/>'
    return f"{''.join(corners)}{ground}"


def _detail(around: Elevation, marked: int, top: float) -> tuple[str, float]:
    """The cells around the marked one, at most three floors high, large enough to read their numbers."""
    centre = around.cell_of(marked)
    if centre is None:
        return "", top
    low = max(around.lowest, min(centre.floor - DETAIL_ROWS, around.highest - 2 * DETAIL_ROWS))
    high = min(around.highest, low + 2 * DETAIL_ROWS)
    width = DETAIL_WIDTH / max(5, around.column_count)
    left = (WIDTH - width * around.column_count) / 2
    drawn = []
    for cell in around.cells:
        first, last = max(cell.floor, low), min(cell.top, high)
        if first <= last:
            x, y = left + (cell.column - around.leftmost) * width, top + (high - last) * DETAIL_HEIGHT
            size = cell.columns * width - 2, (last - first + 1) * DETAIL_HEIGHT - 2
            drawn.append(_plain_cell(x, y, size, number=cell.number, is_marked=cell.pk == marked))
    return "".join(drawn), top + (high - low + 1) * DETAIL_HEIGHT + 4


def _plain_cell(x: float, y: float, size: tuple[float, float], *, is_marked: bool, number: str = "") -> str:
    width, height = max(size[0], 1.2), max(size[1], 1.2)
    text = ""
    if number:
        place = f'x="{x + width / 2:g}" y="{y + height / 2:g}"'
        text = f'<text class="n" {place}{pressed(number, 9, width - 8)}>{escape(number)}</text>'
    return f'<g class="cell{" here" if is_marked else ""}">{box("fill", x, y, (width, height))}{text}</g>'
