"""Which part of a wall goes on which sheet, and at which scale the wall is best printed. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from gis.prints.measures import CellSize
from gis.prints.papers import PAPERS, WALL_SCALES, Paper, Room, on_paper, room_on
from gis.prints.refusals import NotPrintable
from gis.wall.elevation import Cell, Elevation

#: What floor numbers take at the left, column numbers and the ground below, marks of the seams above; millimetres.
FLOOR_HEADS = 8.0
COLUMN_HEADS = 7.0
SEAMS = 5.0
#: A cell smaller than this on paper has no room for its number and letter; with a name it has to be larger.
LEAST_CELL = (5.0, 4.6)
LEAST_NAMED_CELL = (13.0, 9.0)
MOST_SHEETS = 60


@dataclass(frozen=True)
class Tile:
    """The floors and columns of one sheet, ends included.

    The first column or floor of a later sheet repeats the last of the one before.
    """

    leftmost: int
    rightmost: int
    lowest: int
    highest: int
    goes_on_left: bool = False
    goes_on_right: bool = False
    goes_on_below: bool = False
    goes_on_above: bool = False

    def part_of(self, cell: Cell) -> "Tile | None":
        """What of a cell lies on this sheet; None where nothing does."""
        left, right = max(cell.column, self.leftmost), min(cell.right, self.rightmost)
        low, high = max(cell.floor, self.lowest), min(cell.top, self.highest)
        return Tile(left, right, low, high) if left <= right and low <= high else None

    def repeats(self, cell: Cell) -> bool:
        """Whether all that is seen of the cell was already on the sheet before, to be laid over it."""
        is_left = self.goes_on_left and cell.right <= self.leftmost
        return is_left or (self.goes_on_below and cell.top <= self.lowest)


@dataclass(frozen=True)
class Tiling:
    """A wall laid out on sheets of one size at one scale."""

    paper: Paper
    scale: int
    tiles: tuple[Tile, ...]


def drawing_room(paper: Paper) -> Room:
    """What of a sheet the cells themselves have."""
    room = room_on(paper)
    return Room(room.left + FLOOR_HEADS, room.top + SEAMS, room.width - FLOOR_HEADS, room.height - SEAMS - COLUMN_HEADS)


def tiling(elevation: Elevation, size: CellSize, paper: str, scale: int | None, *, with_names: bool) -> Tiling:
    """The wall on sheets of the paper named; without a scale, the largest at which it fits on one sheet.

    A wall that fits on none is printed as small as can still be read, over several sheets. Raises NotPrintable.
    """
    least = LEAST_NAMED_CELL if with_names else LEAST_CELL
    if scale is not None:
        _must_be_readable(size, scale, least)
        return _fewest(elevation, size, paper, scale)
    readable = [known for known in WALL_SCALES if _is_readable(size, known, least)] or [WALL_SCALES[0]]
    for known in readable:
        found = _turnings(elevation, size, paper, known)
        if single := [one for one in found if len(one.tiles) == 1]:
            return single[0]
    return _fewest(elevation, size, paper, readable[-1])


def _is_readable(size: CellSize, scale: int, least: tuple[float, float]) -> bool:
    return on_paper(size.width, scale) >= least[0] and on_paper(size.height, scale) >= least[1]


def _must_be_readable(size: CellSize, scale: int, least: tuple[float, float]) -> None:
    if not _is_readable(size, scale, least):
        readable = [known for known in WALL_SCALES if _is_readable(size, known, least)] or [WALL_SCALES[0]]
        raise NotPrintable("unreadable", scale=scale, readable=readable[-1])


def _fewest(elevation: Elevation, size: CellSize, paper: str, scale: int) -> Tiling:
    found = _turnings(elevation, size, paper, scale)
    if not found:
        raise NotPrintable("cell_too_large", scale=scale, paper=paper)
    best = min(found, key=lambda one: len(one.tiles))
    if len(best.tiles) > MOST_SHEETS:
        raise NotPrintable("too_many_sheets", scale=scale, paper=paper, count=len(best.tiles), most=MOST_SHEETS)
    return best


def _turnings(elevation: Elevation, size: CellSize, paper: str, scale: int) -> list[Tiling]:
    """The wall on the paper lying, then standing; without a way on which not even two cells fit side by side."""
    found = []
    for turned in (PAPERS[paper].turned(), PAPERS[paper]):
        room = drawing_room(turned)
        across = int(room.width / on_paper(size.width, scale) + 1e-6)
        up = int(room.height / on_paper(size.height, scale) + 1e-6)
        if _fits(elevation.column_count, across) and _fits(elevation.floor_count, up):
            found.append(Tiling(turned, scale, tuple(_tiles(elevation, across, up))))
    return found


def _fits(count: int, room: int) -> bool:
    return room >= min(count, 2)


def _tiles(elevation: Elevation, across: int, up: int) -> Iterator[Tile]:
    """From the upper left of the wall, floor band by floor band."""
    bands = list(_runs(elevation.lowest, elevation.highest, up))
    for low, high in reversed(bands):
        for left, right in _runs(elevation.leftmost, elevation.rightmost, across):
            yield Tile(
                left,
                right,
                low,
                high,
                goes_on_left=left > elevation.leftmost,
                goes_on_right=right < elevation.rightmost,
                goes_on_below=low > elevation.lowest,
                goes_on_above=high < elevation.highest,
            )


def _runs(first: int, last: int, room: int) -> Iterator[tuple[int, int]]:
    """Ranges of at most `room`, each beginning with the last of the one before."""
    start = first
    while True:
        end = min(last, start + room - 1)
        yield start, end
        if end == last:
            return
        start = end
