"""An elevation as SVG: for the clerk a grid of links with states, for the citizen a picture with one cell marked.

Pure: every word comes in ready, translated, and is escaped here. Colours, patterns and type are the style sheet's
(docs/design.md has the contract). Lengths are CSS pixels.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from gis.elevation import Cell, Elevation, neighbours

CELL_HEIGHT = 42
GAP = 2
MARGIN_LEFT = 34
HEADER = 26
GROUND = 6
#: Texts of more signs than this are pressed together instead of widening the whole wall.
WIDEST_NUMBER = 7

PUBLIC_WIDTH = 350
PUBLIC_CELL = 14
PUBLIC_DETAIL_ROWS = 1
PUBLIC_DETAIL_WIDTH = 312
PUBLIC_DETAIL_HEIGHT = 50


@dataclass(frozen=True)
class Face:
    """What one cell shows: its state class, the letter of that state in print, what it says aloud and its link."""

    state: str
    letter: str
    label: str
    tip: str = ""
    href: str = ""
    is_anomalous: bool = False


@dataclass(frozen=True)
class Words:
    """The words around the cells: the name of the whole, and what floors and columns are called; `id` names the SVG."""

    title: str
    floor: str
    column: str
    id: str = ""


def draw(
    elevation: Elevation, faces: Mapping[int, Face], words: Words, *, marked: int | None = None, mini: bool = False
) -> str:
    """The elevation as a grid of links (ARIA grid), one `a` for each unit, `marked` being the one in question."""
    sheet = _Sheet(elevation, mini=mini)
    body = [] if mini or elevation.is_field else [_column_heads(sheet, words)]
    for floor, cells in elevation.rows():
        drawn = "".join(_cell(sheet, cell, faces[cell.pk], is_marked=cell.pk == marked) for cell in cells)
        if drawn or not elevation.is_field:
            body.append(f'<g role="row">{_floor_head(sheet, floor, words)}{drawn}</g>')
    return f"{_opening(sheet, words)}{''.join(body)}{_ground(sheet)}</svg>"


def draw_public(elevation: Elevation, title: str, *, marked: int) -> str:
    """The citizen's picture: the whole wall small, the marked cell and its neighbours' numbers below. No states."""
    overview, wall_height = _public_overview(elevation, marked)
    detail, height = _public_detail(neighbours(elevation, marked, reach=2), marked, wall_height + 24)
    return (
        f'<svg class="elevation plain" role="img" aria-label="{escape(title)}" '
        f'viewBox="0 0 {PUBLIC_WIDTH} {height:g}" width="{PUBLIC_WIDTH}" height="{height:g}">{overview}{detail}</svg>'
    )


class _Sheet:
    """The measures of one drawing: how wide a cell is, and where each cell lies."""

    def __init__(self, elevation: Elevation, *, mini: bool) -> None:
        self.elevation = elevation
        self.mini = mini
        lengths = [len(cell.number) for cell in elevation.cells if not cell.aside]
        self.cell_width = max(52 if mini else 31, 8 * min(max(lengths, default=3), WIDEST_NUMBER) + 7)
        self.top = GAP if mini or elevation.is_field else HEADER
        self.left = GAP if elevation.is_field else MARGIN_LEFT

    def x(self, column: int) -> float:
        return self.left + (column - self.elevation.leftmost) * (self.cell_width + GAP)

    def y(self, floor: int) -> float:
        return self.top + (self.elevation.highest - floor) * (CELL_HEIGHT + GAP)

    @property
    def width(self) -> float:
        return self.x(self.elevation.rightmost + 1)

    @property
    def height(self) -> float:
        return self.y(self.elevation.lowest - 1) + (0 if self.elevation.is_field else GROUND)


def _opening(sheet: _Sheet, words: Words) -> str:
    variant = " mini" if sheet.mini else ""
    named = f' id="{escape(words.id)}"' if words.id else ""
    selectable = "" if sheet.mini else ' aria-multiselectable="true"'
    width, height = f"{sheet.width:g}", f"{sheet.height:g}"
    return (
        f'<svg{named} class="elevation{variant}" role="grid" aria-label="{escape(words.title)}"{selectable} '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" data-elevation="">'
    )


def _column_heads(sheet: _Sheet, words: Words) -> str:
    columns = range(sheet.elevation.leftmost, sheet.elevation.rightmost + 1)
    y = HEADER / 2 - 1
    heads = "".join(
        f'<text class="head" role="columnheader" aria-label="{escape(words.column)} {column}" '
        f'x="{sheet.x(column) + sheet.cell_width / 2:g}" y="{y:g}">{column}</text>'
        for column in columns
    )
    corner = f'<text class="head" role="columnheader" x="{MARGIN_LEFT / 2:g}" y="{y:g}">{escape(words.floor)}</text>'
    return f'<g role="row">{corner}{heads}</g>'


def _floor_head(sheet: _Sheet, floor: int, words: Words) -> str:
    if sheet.elevation.is_field:
        return ""
    return (
        f'<text class="head" role="rowheader" aria-label="{escape(words.floor)} {floor}" '
        f'x="4" y="{sheet.y(floor) + CELL_HEIGHT / 2:g}">{floor}</text>'
    )


def _cell(sheet: _Sheet, cell: Cell, face: Face, *, is_marked: bool) -> str:
    x, y = sheet.x(cell.column), sheet.y(cell.floor)
    classes = f"cell st-{face.state}{' st-anomaly' if face.is_anomalous else ''}{' here' if is_marked else ''}"
    state = ' aria-current="true"' if is_marked else ""
    state += "" if sheet.mini else ' aria-selected="false"'
    ring = _box("ring", x + 2, y + 2, sheet.cell_width - 4, CELL_HEIGHT - 4) if face.is_anomalous else ""
    return (
        f'<a role="gridcell" class="{classes}" href="{escape(face.href)}" aria-label="{escape(face.label)}" '
        f'data-tip="{escape(face.tip)}" data-id="{cell.pk}" data-row="{cell.floor}" data-column="{cell.column}"{state}>'
        f"{_box('fill', x, y, sheet.cell_width, CELL_HEIGHT)}{ring}"
        f"{_texts(cell.number, face, x, y, sheet.cell_width)}</a>"
    )


def _box(style: str, x: float, y: float, width: float, height: float) -> str:
    """A rectangle drawn half a pixel inside its cell, so that its edge is sharp."""
    return f'<rect class="{style}" x="{x + 0.5:g}" y="{y + 0.5:g}" width="{width - 1:g}" height="{height - 1:g}"/>'


def _texts(number: str, face: Face, x: float, y: float, width: float) -> str:
    """The number, and below it the state's letter, which only paper shows."""
    middle = f"{x + width / 2:g}"
    return (
        f'<text class="n" x="{middle}" y="{y + CELL_HEIGHT / 2:g}"{_pressed(number, 8, width - 4)}>'
        f'{escape(number)}</text><text class="k" x="{middle}" y="{y + CELL_HEIGHT - 10:g}">{escape(face.letter)}</text>'
    )


def _pressed(number: str, sign_width: float, room: float) -> str:
    if sign_width * len(number) <= room:
        return ""
    return f' textLength="{room - 2:g}" lengthAdjust="spacingAndGlyphs"'


def _ground(sheet: _Sheet) -> str:
    if sheet.elevation.is_field or sheet.elevation.lowest > 1:
        return ""
    y = f"{sheet.height - GROUND / 2:g}"
    return f'<line class="ground" x1="{sheet.left - 4:g}" y1="{y}" x2="{sheet.width:g}" y2="{y}"/>'


def _public_overview(elevation: Elevation, marked: int) -> tuple[str, float]:
    step = min(PUBLIC_CELL, (PUBLIC_WIDTH - 16) / max(1, elevation.column_count))
    left = (PUBLIC_WIDTH - step * elevation.column_count) / 2
    rise = step * 8 / 7
    boxes = [
        _plain_cell(
            left + (cell.column - elevation.leftmost) * step,
            8 + (elevation.highest - cell.floor) * rise,
            (step * 6 / 7, rise * 7 / 8),
            is_marked=cell.pk == marked,
        )
        for cell in elevation.cells
    ]
    bottom = 8 + elevation.floor_count * rise + 2
    if not elevation.is_field:
        right = PUBLIC_WIDTH - left + 4
        boxes.append(f'<line class="ground" x1="{left - 4:g}" y1="{bottom:g}" x2="{right:g}" y2="{bottom:g}"/>')
    return "".join(boxes), bottom


def _public_detail(around: Elevation, marked: int, top: float) -> tuple[str, float]:
    """The cells around the marked one, at most three floors high, large enough to read their numbers."""
    centre = around.cell_of(marked)
    if centre is None:
        return "", top
    low = max(around.lowest, min(centre.floor - PUBLIC_DETAIL_ROWS, around.highest - 2 * PUBLIC_DETAIL_ROWS))
    high = min(around.highest, low + 2 * PUBLIC_DETAIL_ROWS)
    width = PUBLIC_DETAIL_WIDTH / max(5, around.column_count)
    left = (PUBLIC_WIDTH - width * around.column_count) / 2
    drawn = "".join(
        _plain_cell(
            left + (cell.column - around.leftmost) * width,
            top + (high - cell.floor) * PUBLIC_DETAIL_HEIGHT,
            (width - 2, PUBLIC_DETAIL_HEIGHT - 2),
            number=cell.number,
            is_marked=cell.pk == marked,
        )
        for cell in around.cells
        if low <= cell.floor <= high
    )
    return drawn, top + (high - low + 1) * PUBLIC_DETAIL_HEIGHT + 4


def _plain_cell(x: float, y: float, size: tuple[float, float], *, is_marked: bool, number: str = "") -> str:
    width, height = size
    text = ""
    if number:
        place = f'x="{x + width / 2:g}" y="{y + height / 2:g}"'
        text = f'<text class="n" {place}{_pressed(number, 9, width - 8)}>{escape(number)}</text>'
    return f'<g class="cell{" here" if is_marked else ""}">{_box("fill", x, y, width, height)}{text}</g>'
