"""An elevation as SVG: for the clerk a grid of links with states, for the citizen a picture with one cell marked.

Pure: every word comes in ready, translated, and is escaped here. Colours and patterns are the style sheet's.
Lengths are CSS pixels.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from gis.elevation import Cell, Elevation, neighbours

CELL_HEIGHT = 42
GAP = 2
MARGIN_LEFT = 34
HEADER = 26
GROUND = 5
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
    """The words around the cells: the name of the whole, and what floors and columns are called."""

    title: str
    floor: str
    column: str


def draw(
    elevation: Elevation, faces: Mapping[int, Face], words: Words, *, marked: int | None = None, mini: bool = False
) -> str:
    """The elevation as a grid of links (ARIA grid), one `a` for each unit, `marked` being the one in question."""
    sheet = _Sheet(elevation, mini=mini)
    body = [] if mini or elevation.is_field else [_column_heads(sheet, words)]
    for row_number, (floor, cells) in enumerate(elevation.rows(), start=1):
        drawn = "".join(_cell(sheet, cell, faces[cell.pk], is_marked=cell.pk == marked) for cell in cells)
        body.append(f'<g role="row" aria-rowindex="{row_number}">{_floor_head(sheet, floor, words)}{drawn}</g>')
    return f"{_opening(sheet, words)}{''.join(body)}{_ground(sheet)}</svg>"


def draw_public(elevation: Elevation, title: str, *, marked: int) -> str:
    """The citizen's picture: the whole wall small, the marked cell and its neighbours' numbers below. No states."""
    overview, wall_height = _public_overview(elevation, marked)
    around = neighbours(elevation, marked, reach=2)
    detail, height = _public_detail(around, marked, wall_height + 40)
    return (
        f'<svg class="elevation public" role="img" aria-label="{escape(title)}" '
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
    variant += " field" if sheet.elevation.is_field else ""
    width, height = f"{sheet.width:g}", f"{sheet.height:g}"
    selectable = "" if sheet.mini else ' aria-multiselectable="true"'
    return (
        f'<svg class="elevation{variant}" role="grid" aria-label="{escape(words.title)}"{selectable} '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" text-anchor="middle" font-size="16">'
    )


def _column_heads(sheet: _Sheet, words: Words) -> str:
    columns = range(sheet.elevation.leftmost, sheet.elevation.rightmost + 1)
    heads = "".join(
        f'<g role="columnheader" aria-label="{escape(words.column)} {column}">'
        f'<text class="axis" x="{sheet.x(column) + sheet.cell_width / 2:g}" y="{HEADER - 8}">{column}</text></g>'
        for column in columns
    )
    return f'<g role="row">{_axis("columnheader", words.floor, HEADER - 8)}{heads}</g>'


def _axis(role: str, text: str, y: float, label: str = "") -> str:
    named = f' aria-label="{escape(label)}"' if label else ""
    return f'<g role="{role}"{named}><text class="axis" x="2" y="{y:g}" text-anchor="start">{escape(text)}</text></g>'


def _floor_head(sheet: _Sheet, floor: int, words: Words) -> str:
    if sheet.elevation.is_field:
        return ""
    return _axis("rowheader", str(floor), sheet.y(floor) + CELL_HEIGHT / 2 + 6, f"{words.floor} {floor}")


def _cell(sheet: _Sheet, cell: Cell, face: Face, *, is_marked: bool) -> str:
    x, y = sheet.x(cell.column), sheet.y(cell.floor)
    inner = _box(f"st st-{face.state}{' st-anomaly' if face.is_anomalous else ''}", x, y, sheet.cell_width)
    inner += _mark(face.state, x, y, sheet.cell_width)
    inner += _number(cell.number, face, x + sheet.cell_width / 2, y + CELL_HEIGHT / 2 + 6, sheet.cell_width)
    current = ' aria-current="true"' if is_marked else ""
    selected = "" if sheet.mini else ' aria-selected="false"'
    return (
        f'<a role="gridcell" class="unit is-{face.state}{" here" if is_marked else ""}" href="{escape(face.href)}" '
        f'aria-colindex="{cell.column - sheet.elevation.leftmost + 1}" data-unit="{cell.pk}" '
        f'aria-label="{escape(face.label)}" data-tip="{escape(face.tip)}"{current}{selected}>{inner}</a>'
    )


def _box(classes: str, x: float, y: float, width: float, height: float = CELL_HEIGHT) -> str:
    return f'<rect class="{classes}" x="{x + 1:g}" y="{y + 1:g}" width="{width - 2:g}" height="{height - 2:g}"/>'


def _mark(state: str, x: float, y: float, width: float) -> str:
    """The sign that tells a state apart without its colour, where a pattern would not do."""
    if state == "soon":
        right = x + width - 1
        return f'<path class="mark" d="M{right - 11:g} {y + 1:g}h11v11z"/>'
    if state == "perpetual":
        return f'<circle class="mark" cx="{x + width / 2:g}" cy="{y + CELL_HEIGHT - 7:g}" r="3"/>'
    return ""


def _number(number: str, face: Face, x: float, y: float, width: float) -> str:
    """The number, on a white plate where the cell is hatched; the state's letter beside it shows in print only."""
    text_width = min(8.0 * len(number), width - 6)
    plate = ""
    if face.state in {"expired", "out"} and number:
        plate = _box("plate", x - text_width / 2 - 3, y - 16, text_width + 6, 23)
    pressed = ""
    if 8 * len(number) > width - 4:
        pressed = f' textLength="{width - 6:g}" lengthAdjust="spacingAndGlyphs"'
    letter = f'<text class="letter" x="{x:g}" y="{y - 13:g}" font-size="9">{escape(face.letter)}</text>'
    return f'{plate}<text class="number" x="{x:g}" y="{y:g}"{pressed}>{escape(number)}</text>{letter}'


def _ground(sheet: _Sheet) -> str:
    if sheet.elevation.is_field or sheet.elevation.lowest > 1:
        return ""
    y = sheet.height - GROUND / 2
    return f'<path class="ground" d="M{sheet.left - 2} {y:g}H{sheet.width:g}"/>'


def _public_overview(elevation: Elevation, marked: int) -> tuple[str, float]:
    step = min(PUBLIC_CELL, (PUBLIC_WIDTH - 16) / max(1, elevation.column_count))
    left = (PUBLIC_WIDTH - step * elevation.column_count) / 2
    boxes, rise = [], step * 8 / 7
    for cell in elevation.cells:
        x, y = left + (cell.column - elevation.leftmost) * step, 8 + (elevation.highest - cell.floor) * rise
        style = "cell here" if cell.pk == marked else "cell"
        boxes.append(f'<rect class="{style}" x="{x:g}" y="{y:g}" width="{step * 6 / 7:g}" height="{rise * 7 / 8:g}"/>')
    bottom = 8 + elevation.floor_count * rise + 2
    if not elevation.is_field:
        boxes.append(f'<path class="ground" d="M{left - 4:g} {bottom:g}H{PUBLIC_WIDTH - left + 4:g}"/>')
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
        _public_cell(
            cell,
            left + (cell.column - around.leftmost) * width,
            top + (high - cell.floor) * PUBLIC_DETAIL_HEIGHT,
            width,
            is_marked=cell.pk == marked,
        )
        for cell in around.cells
        if low <= cell.floor <= high
    )
    return f'<g text-anchor="middle" font-size="17">{drawn}</g>', top + (high - low + 1) * PUBLIC_DETAIL_HEIGHT + 4


def _public_cell(cell: Cell, x: float, y: float, width: float, *, is_marked: bool) -> str:
    pressed = ""
    if 9 * len(cell.number) > width - 10:
        pressed = f' textLength="{width - 12:g}" lengthAdjust="spacingAndGlyphs"'
    style = " here" if is_marked else ""
    return (
        f"{_box('cell near' + style, x, y, width - 2, PUBLIC_DETAIL_HEIGHT - 2)}"
        f'<text class="number{style}" x="{x + width / 2 - 1:g}" y="{y + PUBLIC_DETAIL_HEIGHT / 2 + 5:g}"{pressed}>'
        f"{escape(cell.number)}</text>"
    )
