"""An elevation as SVG for the clerk: a grid of links with states.

Pure: every word comes in ready, translated, and is escaped here. Colours, patterns and type are the style sheet's
(docs/design.md has the contract). Lengths are CSS pixels. What citizens see is drawn in `gis.wall.plain_drawing`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from gis.wall.elevation import Cell, Elevation

CELL_HEIGHT = 42
NARROWEST_CELL, NARROWEST_MINI = 31, 52
#: However unlike the measured cells of a building are, none is drawn larger than this.
LARGEST_CELL = 160
GAP = 2
#: Where a wall turns, its two faces stand so far apart.
CORNER_GAP = 14
MARGIN_LEFT = 34
HEADER = 26
GROUND = 6
#: Texts of more signs than this are pressed together instead of widening the whole wall.
WIDEST_NUMBER = 7
#: A wall of more cells has no letters for paper: it is printed to scale, and its page must stay light.
MOST_LETTERED = 2000


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
    """The words around the cells: the name of the whole, and what floors and columns are called; `id` names the SVG.

    `after_corner` follows the name of the first column behind a corner.
    """

    title: str
    floor: str
    column: str
    id: str = ""
    after_corner: str = ""


@dataclass(frozen=True)
class Manner:
    """How an elevation is drawn: small for a sheet, or at a scale in pixels to a centimetre (`shared_scale`)."""

    mini: bool = False
    scale: float = 0


def shared_scale(elevations: Iterable[Elevation], *, mini: bool = False) -> float:
    """Pixels to a centimetre at which the number of every measured cell of some walls can be read; 0 for none."""
    wanted = [
        max(_least_width(each, mini=mini) / each.cell_cm[0], CELL_HEIGHT / each.cell_cm[1])
        for each in elevations
        if each.cell_cm
    ]
    return max(wanted, default=0)


def _least_width(elevation: Elevation, *, mini: bool) -> float:
    lengths = [len(cell.number) for cell in elevation.cells if not cell.aside]
    longest = min(max(lengths, default=3), WIDEST_NUMBER)
    return max(NARROWEST_MINI if mini else NARROWEST_CELL, 8 * longest + 7)


def _cell_size(elevation: Elevation, manner: Manner) -> tuple[float, float]:
    least = _least_width(elevation, mini=manner.mini)
    if not elevation.cell_cm:
        return least, CELL_HEIGHT
    scale = max(manner.scale, shared_scale([elevation], mini=manner.mini))
    width, height = (round(min(side * scale, LARGEST_CELL)) for side in elevation.cell_cm)
    return max(width, least), max(height, CELL_HEIGHT)


def draw(
    elevation: Elevation,
    faces: Mapping[int, Face],
    words: Words,
    *,
    marked: int | None = None,
    manner: Manner = Manner(),
) -> str:
    """The elevation as a grid of links (ARIA grid), one `a` for each unit, `marked` being the one in question."""
    sheet = _Sheet(elevation, manner)
    body = [_masonry(sheet)]
    if sheet.has_head:
        body.append(_column_heads(sheet, words))
    for floor, cells in elevation.rows():
        drawn = "".join(_cell(sheet, cell, faces[cell.pk], is_marked=cell.pk == marked) for cell in cells)
        if drawn or not elevation.is_field:
            index = elevation.highest - floor + 1 + sheet.has_head
            body.append(f'<g role="row" aria-rowindex="{index}">{_floor_head(sheet, floor, words)}{drawn}</g>')
    return f"{_opening(sheet, words)}{''.join(body)}{_ground(sheet)}</svg>"


class _Sheet:
    """The measures of one drawing: how large a cell is, and where each cell lies."""

    def __init__(self, elevation: Elevation, manner: Manner) -> None:
        self.elevation = elevation
        self.mini = manner.mini
        self.has_head = not manner.mini and not elevation.is_field
        self.cell_width, self.cell_height = _cell_size(elevation, manner)
        self.top = HEADER if self.has_head else GAP
        self.left = GAP if elevation.is_field else MARGIN_LEFT
        self.is_large = len(elevation.cells) > MOST_LETTERED
        self.corners = [column for column in elevation.corners if column >= elevation.leftmost]

    def x(self, column: int) -> float:
        turns = bisect_left(self.corners, column)
        return self.left + (column - self.elevation.leftmost) * (self.cell_width + GAP) + turns * CORNER_GAP

    def y(self, floor: int) -> float:
        return self.top + (self.elevation.highest - floor) * (self.cell_height + GAP)

    def width_of(self, cell: Cell) -> float:
        return self.x(cell.right) + self.cell_width - self.x(cell.column)

    def height_of(self, cell: Cell) -> float:
        return self.y(cell.floor) + self.cell_height - self.y(cell.top)

    @property
    def width(self) -> float:
        return self.x(self.elevation.rightmost) + self.cell_width + GAP

    @property
    def height(self) -> float:
        return self.y(self.elevation.lowest - 1) + (0 if self.elevation.is_field else GROUND)

    @property
    def faces(self) -> list[tuple[int, int]]:
        """The straight stretches of masonry, each from its first column to its last."""
        last = min(self.elevation.built, self.elevation.rightmost)
        turns = [column for column in self.corners if column < last]
        starts = [self.elevation.leftmost, *(column + 1 for column in turns)]
        return [(first, end) for first, end in zip(starts, [*turns, last], strict=True) if first <= end]


def _opening(sheet: _Sheet, words: Words) -> str:
    variant = " mini" if sheet.mini else " large" if sheet.is_large else ""
    named = f' id="{escape(words.id)}"' if words.id else ""
    selectable = "" if sheet.mini else ' aria-multiselectable="true"'
    width, height = f"{sheet.width:g}", f"{sheet.height:g}"
    head = 0 if sheet.elevation.is_field else 1
    counts = (
        f'aria-rowcount="{sheet.elevation.floor_count + sheet.has_head}" '
        f'aria-colcount="{sheet.elevation.column_count + head}"'
    )
    return (
        f'<svg{named} class="elevation{variant}" role="grid" aria-label="{escape(words.title)}"{selectable} {counts} '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" data-elevation="" data-left="{sheet.left}">'
    )


def _masonry(sheet: _Sheet) -> str:
    """The wall itself: where it has no niche it is seen bare. A field has none."""
    if sheet.elevation.is_field:
        return ""
    top, bottom = sheet.y(sheet.elevation.highest) - GAP, sheet.y(sheet.elevation.lowest) + sheet.cell_height + GAP
    return "".join(
        f'<rect class="masonry" x="{sheet.x(first) - GAP:g}" y="{top:g}" '
        f'width="{sheet.x(last) + sheet.cell_width - sheet.x(first) + 2 * GAP:g}" height="{bottom - top:g}"/>'
        for first, last in sheet.faces
    )


def _column_heads(sheet: _Sheet, words: Words) -> str:
    columns = range(sheet.elevation.leftmost, sheet.elevation.rightmost + 1)
    y = HEADER / 2 - 1
    turned = {column + 1 for column in sheet.corners}
    column_word, after = escape(words.column), escape(words.after_corner)
    heads = "".join(
        f'<text class="head" role="columnheader" aria-colindex="{index}" aria-label="{column_word} {column}'
        f'{f", {after}" if column in turned and after else ""}" '
        f'x="{sheet.x(column) + sheet.cell_width / 2:g}" y="{y:g}">{column}</text>'
        for index, column in enumerate(columns, start=2)
    )
    corner = (
        f'<text class="head" role="columnheader" aria-colindex="1" x="{MARGIN_LEFT / 2:g}" y="{y:g}">'
        f"{escape(words.floor)}</text>"
    )
    return f'<g role="row" aria-rowindex="1">{corner}{heads}</g>'


def _floor_head(sheet: _Sheet, floor: int, words: Words) -> str:
    if sheet.elevation.is_field:
        return ""
    return (
        f'<text class="head" role="rowheader" aria-colindex="1" aria-label="{escape(words.floor)} {floor}" '
        f'x="4" y="{sheet.y(floor) + sheet.cell_height / 2:g}">{floor}</text>'
    )


def _cell(sheet: _Sheet, cell: Cell, face: Face, *, is_marked: bool) -> str:
    x, y = sheet.x(cell.column), sheet.y(cell.top)
    width, height = sheet.width_of(cell), sheet.height_of(cell)
    classes = f"cell st-{face.state}{' st-anomaly' if face.is_anomalous else ''}{' here' if is_marked else ''}"
    ring = box("ring", x + 2, y + 2, (width - 4, height - 4)) if face.is_anomalous else ""
    letter = "" if sheet.is_large else _letter(face.letter, (x, y), (width, height))
    return (
        f'<a role="gridcell" class="{classes}" href="{escape(face.href)}" aria-label="{escape(face.label)}" '
        f'data-tip="{escape(face.tip)}" data-id="{cell.pk}" data-row="{cell.floor}" data-column="{cell.column}"'
        f"{_told(sheet, cell, is_marked=is_marked)}>{box('fill', x, y, (width, height))}{ring}"
        f"{_number(cell.number, (x, y), (width, height))}{letter}</a>"
    )


def _told(sheet: _Sheet, cell: Cell, *, is_marked: bool) -> str:
    """What a screen reader and the script are told of a cell: where it stands in the grid, its size, its choice."""
    head = 1 if sheet.elevation.is_field else 2
    told = f' aria-colindex="{cell.column - sheet.elevation.leftmost + head}"'
    if cell.columns > 1:
        told += f' aria-colspan="{cell.columns}" data-columns="{cell.columns}"'
    if cell.floors > 1:
        told += f' aria-rowspan="{cell.floors}" data-floors="{cell.floors}"'
    told += ' aria-current="true"' if is_marked else ""
    return told if sheet.mini else f'{told} aria-selected="false"'


def box(style: str, x: float, y: float, size: tuple[float, float]) -> str:
    """A rectangle drawn half a pixel inside its place, so that its edge is sharp."""
    width, height = size
    return f'<rect class="{style}" x="{x + 0.5:g}" y="{y + 0.5:g}" width="{width - 1:g}" height="{height - 1:g}"/>'


def _number(number: str, corner: tuple[float, float], size: tuple[float, float]) -> str:
    (x, y), (width, height) = corner, size
    place = f'x="{x + width / 2:g}" y="{y + height / 2:g}"'
    return f'<text class="n" {place}{pressed(number, 8, width - 4)}>{escape(number)}</text>'


def _letter(letter: str, corner: tuple[float, float], size: tuple[float, float]) -> str:
    """The state's letter below the number, which only paper shows."""
    (x, y), (width, height) = corner, size
    return f'<text class="k" x="{x + width / 2:g}" y="{y + height / 2 + 11:g}">{escape(letter)}</text>'


def pressed(number: str, sign_width: float, room: float) -> str:
    """The attributes that press a number into its room, in pixels, where it is too long for it."""
    if sign_width * len(number) <= room:
        return ""
    return f' textLength="{room - 2:g}" lengthAdjust="spacingAndGlyphs"'


def _ground(sheet: _Sheet) -> str:
    """The ground under the wall, and its edge at each corner."""
    if sheet.elevation.is_field:
        return ""
    edges = "".join(
        f'<line class="corner" x1="{x:g}" y1="{sheet.top - GAP:g}" x2="{x:g}" y2="{sheet.height - GROUND:g}"/>'
        for column in sheet.corners
        if column < sheet.elevation.rightmost
        for x in [sheet.x(column + 1) - (CORNER_GAP + GAP) / 2]
    )
    if sheet.elevation.lowest > 1:
        return edges
    y = f"{sheet.height - GROUND / 2:g}"
    return f'{edges}<line class="ground" x1="{sheet.left - 4:g}" y1="{y}" x2="{sheet.width:g}" y2="{y}"/>'
