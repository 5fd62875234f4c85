"""A wall on paper: every cell to scale with number, state and, where asked for, name; continued over several sheets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cementiris.design.writing import day_text
from cementiris.documents.leaves import Anchor, Label, Leaf, LeafMark, Ring, Shape, Stroke, box
from cementiris.documents.typesetting import BOLD, GREY, MM_PER_POINT, SANS
from gis.prints.furniture import (
    LINE_SIZE,
    Heading,
    foot,
    head,
    on_white,
    scale_bar,
    scale_line,
    shortened,
    width_of,
)
from gis.prints.measures import CellSize
from gis.prints.papers import FOOT, MARGIN, Room, on_paper
from gis.prints.patterns import HATCHES, state_marks
from gis.prints.tiles import Tile, Tiling, drawing_room, tiling
from gis.wall.elevation import Cell, Elevation

#: Units without floors stand in lines by number; such a cell is as large as its texts need, and no scale is written.
LINE_CELL = CellSize(0.9, 0.66)
LARGEST_NUMBER, SMALLEST_TYPE = 11.0, 3.0
NAME_LINES = 2
PALE = 0.55


@dataclass(frozen=True)
class CellFace:
    """What one cell shows; with `is_marked` it is the one that somebody is sent to."""

    state: str = ""
    letter: str = ""
    is_anomalous: bool = False
    name: str = ""
    is_marked: bool = False


@dataclass(frozen=True)
class WallPrint:
    """One wall to be printed: its cells, what each shows, how large they are in truth."""

    heading: Heading
    elevation: Elevation
    faces: Mapping[int, CellFace]
    size: CellSize
    with_names: bool = False
    has_legend: bool = True


def wall_leaves(wall: WallPrint, paper: str, scale: int | None) -> list[Leaf]:
    """The sheets of a wall, unnumbered. Raises NotPrintable."""
    laid = tiling(wall.elevation, wall.size, paper, scale, with_names=wall.with_names)
    return [_Sheet(wall, laid, tile).drawn() for tile in laid.tiles]


def marked_leaves(wall: WallPrint, paper: str) -> list[Leaf]:
    """Only the sheets of a wall on which a marked cell is seen. Raises NotPrintable."""
    laid = tiling(wall.elevation, wall.size, paper, None, with_names=False)
    marked = [cell for cell in wall.elevation.cells if wall.faces[cell.pk].is_marked]
    wanted = [tile for tile in laid.tiles if any(tile.part_of(cell) and not tile.repeats(cell) for cell in marked)]
    return [_Sheet(wall, laid, tile).drawn() for tile in wanted]


class _Sheet:
    """One sheet while it is being drawn."""

    def __init__(self, wall: WallPrint, laid: Tiling, tile: Tile) -> None:
        self.wall, self.laid, self.tile = wall, laid, tile
        self.wide = on_paper(wall.size.width, laid.scale)
        self.tall = on_paper(wall.size.height, laid.scale)
        self.room = self._placed(drawing_room(laid.paper))

    def drawn(self) -> Leaf:
        paper = self.laid.paper
        marks: list[LeafMark] = head(paper, self.wall.heading, self._said())
        marks += self._masonry()
        for cell in self.wall.elevation.cells:
            marks += self._cell(cell)
        marks += [*self._heads(), *self._ground(), *self._corners(), *self._seams(), *self._below()]
        return Leaf(paper.width, paper.height, marks)

    def _placed(self, room: Room) -> Room:
        """The cells of the sheet in the middle of their room."""
        wide = self.wide * (self.tile.rightmost - self.tile.leftmost + 1)
        tall = self.tall * (self.tile.highest - self.tile.lowest + 1)
        left = room.left + (0 if self._is_continued else (room.width - wide) / 2)
        return Room(left, room.top + (room.height - tall) / 2, wide, tall)

    @property
    def _is_continued(self) -> bool:
        return len(self.laid.tiles) > 1

    def _said(self) -> Iterator[str]:
        yield _("Estat el %(day)s") % {"day": day_text(self.wall.heading.on)}
        if self.wall.elevation.is_field:
            yield _("Per ordre de número: no és a escala")
        else:
            yield f"{self.laid.paper.name} · {scale_line(self.laid.scale)}"
            if self.wall.size.is_assumed:
                yield _("Mides suposades: ningú no les ha pres")
        yield from self.wall.heading.notes

    def _ring(self, part: Tile) -> Ring:
        x = self.room.left + (part.leftmost - self.tile.leftmost) * self.wide
        y = self.room.top + (self.tile.highest - part.highest) * self.tall
        columns, floors = part.rightmost - part.leftmost + 1, part.highest - part.lowest + 1
        return box(x, y, columns * self.wide, floors * self.tall)

    def _masonry(self) -> Iterator[LeafMark]:
        """Bare wall where a built column has no unit."""
        elevation, tile = self.wall.elevation, self.tile
        taken = {spot for cell in elevation.cells for spot in cell.spots()}
        for floor in range(tile.lowest, tile.highest + 1):
            for column in range(tile.leftmost, min(tile.rightmost, elevation.built) + 1):
                if (floor, column) not in taken:
                    yield Shape((self._ring(Tile(column, column, floor, floor)),), edge=PALE, line_width=0.3)

    def _corners(self) -> Iterator[LeafMark]:
        """Where the wall turns: what is drawn flat stands at an angle there."""
        for column in self.wall.elevation.corners:
            if self.tile.leftmost <= column < self.tile.rightmost:
                x = self.room.left + (column - self.tile.leftmost + 1) * self.wide
                yield Stroke(((x, self.room.top - 3.5), (x, self.room.bottom + 2)), 2.0)
                yield Label(x + 1, self.room.top - 1.6, _("cantonada"), SANS, 6.6)

    def _cell(self, cell: Cell) -> list[LeafMark]:
        part = self.tile.part_of(cell)
        if part is None:
            return []
        ring, face = self._ring(part), self.wall.faces[cell.pk]
        if self.tile.repeats(cell):
            outline = Shape((ring,), edge=PALE, line_width=0.4, dash=(1.5, 1.5))
            return [outline, *_number(ring, cell.number, CellFace(), grey=PALE)]
        if face.is_marked:
            return [Shape((ring,), fill=0), *_number(ring, cell.number, face, grey=1)]
        marks = state_marks((ring,), face.state, is_anomalous=face.is_anomalous)
        return [*marks, *_number(ring, cell.number, face), *_name(ring, face), *_letter(ring, face)]

    def _heads(self) -> Iterator[LeafMark]:
        if self.wall.elevation.is_field:
            return
        tile, room = self.tile, self.room
        for floor in range(tile.lowest, tile.highest + 1):
            y = room.top + (tile.highest - floor + 0.5) * self.tall + 1.2
            yield Label(room.left - 2.5, y, str(floor), SANS, LINE_SIZE, GREY, Anchor.END)
        for column in range(tile.leftmost, tile.rightmost + 1):
            x = room.left + (column - tile.leftmost + 0.5) * self.wide
            yield Label(x, room.bottom + 5.4, str(column), SANS, min(LINE_SIZE, self.wide * 1.6), GREY, Anchor.MIDDLE)

    def _ground(self) -> Iterator[LeafMark]:
        if not (self.wall.elevation.is_field or self.tile.goes_on_below):
            y = self.room.bottom + 0.7
            yield Stroke(((self.room.left - 3, y), (self.room.right, y)), 3.0)

    def _seams(self) -> Iterator[LeafMark]:
        """Dashed lines where sheets are laid over each other, with a cross at both ends to lay them true."""
        room, tile = self.room, self.tile
        upright = [
            x
            for x, is_seam in (
                (room.left + self.wide, tile.goes_on_left),
                (room.right - self.wide, tile.goes_on_right),
            )
            if is_seam
        ]
        level = [
            y
            for y, is_seam in (
                (room.bottom - self.tall, tile.goes_on_below),
                (room.top + self.tall, tile.goes_on_above),
            )
            if is_seam
        ]
        for x in upright:
            yield from _seam((x, room.top - 3), (x, room.bottom + 3))
        for y in level:
            yield from _seam((room.left - 3, y), (room.right + 3, y))

    def _numbers(self) -> str:
        """The first and the last number of a sheet of units in lines."""
        cells = [cell for cell in self.wall.elevation.cells if self.tile.part_of(cell) and not self.tile.repeats(cell)]
        cells.sort(key=lambda cell: (-cell.floor, cell.column))
        return f"{cells[0].number}–{cells[-1].number}" if cells else ""

    def _below(self) -> Iterator[LeafMark]:
        paper, tile = self.laid.paper, self.tile
        y = paper.height - MARGIN - FOOT + 8.5
        if not self.wall.elevation.is_field:
            yield from scale_bar(MARGIN + 2, y, self.laid.scale)
        if self._is_continued:
            shown = self._numbers() if self.wall.elevation.is_field else _range(tile)
            yield Label(paper.width - MARGIN, y, shown, BOLD, LINE_SIZE, anchor=Anchor.END)
        if self.wall.has_legend:
            yield from foot(paper, self.wall.heading)


def _seam(start: tuple[float, float], end: tuple[float, float]) -> Iterator[LeafMark]:
    yield Stroke((start, end), 0.7, dash=(4, 2))
    for x, y in (start, end):
        yield Stroke(((x - 2, y), (x + 2, y)), 0.5)
        yield Stroke(((x, y - 2), (x, y + 2)), 0.5)


def _range(tile: Tile) -> str:
    """Which part of the wall a sheet shows, and where it goes on."""
    facts = {"left": tile.leftmost, "right": tile.rightmost, "low": tile.lowest, "high": tile.highest}
    text = _("Columnes %(left)s–%(right)s, pisos %(low)s–%(high)s") % facts
    before = "← " if tile.goes_on_left else ""
    return f"{before}{text}{' →' if tile.goes_on_right else ''}"


def _measures(ring: Ring) -> tuple[float, float, float, float]:
    """Left, top, width and height of an upright rectangle."""
    return ring[0][0], ring[0][1], ring[1][0] - ring[0][0], ring[2][1] - ring[1][1]


def _number(ring: Ring, text: str, face: CellFace, *, grey: float = 0) -> Iterator[LeafMark]:
    """The number, never left out: in the upper half, in the middle where nothing else stands in the cell."""
    x, y, wide, tall = _measures(ring)
    largest = 0.26 if face.name else (0.36 if face.letter else 0.5)
    size = min(LARGEST_NUMBER, tall * largest / MM_PER_POINT)
    size = max(SMALLEST_TYPE, min(size, size * wide * 0.86 / max(0.1, width_of(text, size, BOLD))))
    share = 0.26 if face.name else (0.44 if face.letter else 0.5)
    baseline = y + tall * share + size * MM_PER_POINT * 0.35
    if face.state in HATCHES and not face.is_marked:
        yield from on_white(x + wide / 2, baseline, text, size)
    else:
        yield Label(x + wide / 2, baseline, text, BOLD, size, grey, Anchor.MIDDLE)


def _letter(ring: Ring, face: CellFace) -> Iterator[LeafMark]:
    if face.letter:
        x, y, wide, tall = _measures(ring)
        size = max(SMALLEST_TYPE, min(8.0, tall * 0.26 / MM_PER_POINT))
        yield from on_white(x + wide / 2, y + tall * 0.93 - 0.2, face.letter, size)


def _name(ring: Ring, face: CellFace) -> Iterator[LeafMark]:
    """A name on one line or two below the number, cut where it is too long."""
    x, y, wide, tall = _measures(ring)
    size = max(SMALLEST_TYPE + 1, min(7.0, tall * 0.15 / MM_PER_POINT))
    for index, line in enumerate(_broken(face.name, wide * 0.92, size)):
        baseline = y + tall * 0.42 + (index + 0.9) * size * MM_PER_POINT * 1.1
        if face.state in HATCHES:
            yield from on_white(x + wide / 2, baseline, line, size, SANS)
        else:
            yield Label(x + wide / 2, baseline, line, SANS, size, anchor=Anchor.MIDDLE)


def _broken(name: str, room: float, size: float) -> list[str]:
    """The name in at most two lines, broken between words; none of nobody."""
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(lines) < NAME_LINES and lines[-1] and width_of(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return [shortened(line, room, size) for line in lines if line]
