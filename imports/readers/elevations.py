"""Drawn elevations: a sheet on which each cell is a niche, floors one above another, and colours tell states."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cementiris.spreadsheets.cells import Cells
from cementiris.spreadsheets.drawings import Drawing, Place, reference_to
from imports.cleaning.cells import as_text, one_line
from imports.cleaning.codes import read_floor
from imports.cleaning.kinds import NICHE_KINDS, kind_of, state_of
from imports.headings import Heading, read_heading, read_sheet_name
from imports.readers.grids import Grid, Niche, find_grids
from imports.readers.legends import read_legend
from imports.rows import RawSheet
from imports.vocabulary import meaning_of_header

LABELS = ("block", "floor", "column", "number", "kind", "state", "holder", "deceased")
_OF_HOLDERS = re.compile(r"titular|propiet|concess?ion|arrend|owner|holder", re.IGNORECASE)
_OF_THE_DEAD = re.compile(r"difun|ocupant|enterra|inhuma|sepulta|fallec|finat|finad|deceased|buried", re.IGNORECASE)
_OF_A_DEATH = re.compile(r"\b1[89]\d\d\b|\b20\d\d\b|†|\d[-/.]\d{1,2}[-/.]\d{2}")
_WORD = re.compile(r"[^\W\d_]+")
_WORDS_OF_A_NAME = re.compile(r"[^\W\d_]{2,}")
_AROUND_A_DAY = " ()[]†+"
_LINES_OF_A_TITLE = 12
_LONGEST_BLOCK = 40


def read_elevations(sheet: RawSheet, drawn: Callable[[], Drawing], *, is_one_of_many: bool = False) -> RawSheet | None:
    """The units drawn on a sheet, each a row with its cell; None when the sheet is no drawing.

    `drawn` gives the colours and merged cells; it is asked only when the sheet is one.
    """
    grids = find_grids(sheet.rows)
    return _Elevations(sheet, grids, drawn(), is_one_of_many=is_one_of_many).read() if grids else None


@dataclass(frozen=True, slots=True)
class _Wall:
    """A drawing with what its title says, the floor of each row and the column of each column of the sheet."""

    grid: Grid
    heading: Heading
    floors: dict[int, str]
    columns: dict[int, str]

    @property
    def columns_count(self) -> int:
        return max(map(int, self.columns.values()))

    def goes_on_in(self, other: Grid) -> bool:
        """Whether another drawing stands at the right of this one, floor by floor."""
        return other.rows == self.grid.rows and other.columns[0] > self.grid.columns[-1]


class _Elevations:
    """Reads the drawings of one sheet."""

    def __init__(self, sheet: RawSheet, grids: list[Grid], drawing: Drawing, *, is_one_of_many: bool) -> None:
        self.sheet = sheet
        self.grids = grids
        self.drawing = drawing
        self.of_sheet = read_sheet_name(sheet.name, is_one_of_many=is_one_of_many)
        self.states, self.legend = read_legend(drawing, self.text_of, self._is_inside)
        self.subject = self._subject()

    def text_of(self, place: Place) -> str:
        """The text of a cell, or nothing beyond the sheet."""
        row, column = place
        cells = self.sheet.rows[row] if 0 <= row < len(self.sheet.rows) else []
        return as_text(cells[column]) if 0 <= column < len(cells) else ""

    def _is_inside(self, place: Place) -> bool:
        return any(grid.holds(place) for grid in self.grids)

    def _subject(self) -> str:
        """Whose names stand in the cells: as a title says; else the dead where years stand beside most names."""
        outside = " ".join(
            as_text(cell)
            for row, cells in enumerate(self.sheet.rows)
            for column, cell in enumerate(cells)
            if isinstance(cell, str) and not self._is_inside((row, column))
        )
        if _OF_HOLDERS.search(outside):
            return "holder"
        if _OF_THE_DEAD.search(outside):
            return "deceased"
        texts = [text for grid in self.grids for niche in grid.niches.values() for text in self._texts(grid, niche)]
        return "deceased" if sum(1 for text in texts if _OF_A_DEATH.search(text)) > len(texts) / 3 else "holder"

    def read(self) -> RawSheet:
        """The units in the order of their cells; what belongs to no unit is skipped with its reason."""
        units = sorted((place, cells) for wall in self._walls() for place, cells in self._units(wall))
        taken = {row + down for grid in self.grids for row in grid.rows for down in range(grid.rows_each)}
        return RawSheet(
            self.sheet.name,
            [cells for _, cells in units],
            [self.sheet.number_of(place[0]) for place, _ in units],
            self.sheet.file,
            LABELS,
            [reference_to(place) for place, _ in units],
            tuple(
                (self.sheet.number_of(row), self._reason(row, cells))
                for row, cells in enumerate(self.sheet.rows)
                if row not in taken
            ),
        )

    def _reason(self, row: int, cells: Cells) -> str:
        if row in self.legend:
            return "legend"
        return "title" if any(map(as_text, cells)) else "blank"

    def _walls(self) -> list[_Wall]:
        """Each drawing with its title and labels; one beside another without a title of its own goes on with it."""
        walls: list[_Wall] = []
        for grid in self.grids:
            title = self._title(grid)
            left = next((wall for wall in reversed(walls) if not title.block and wall.goes_on_in(grid)), None)
            heading = left.heading if left else title.joined(self.of_sheet)
            before = left.columns_count if left else 0
            columns = {line: str(int(label) + before) for line, label in self._labels(grid, 1).items()}
            walls.append(_Wall(grid, heading, left.floors if left else self._labels(grid, 0), columns))
        return walls

    def _units(self, wall: _Wall) -> Iterator[tuple[Place, Cells]]:
        grid, heading = wall.grid, wall.heading
        of_kind = heading.kinds[0] if len(heading.kinds) == 1 else ""
        word = next((word for word in _WORD.findall(heading.text) if kind_of(word) == of_kind), "") if of_kind else ""
        is_wall = not of_kind or of_kind in NICHE_KINDS | {"columbarium", "urn_space"}
        block = heading.block or (heading.block_for(of_kind, word) if of_kind else "")
        for place, niche in grid.niches.items():
            texts = self._texts(grid, niche)
            names = "\n".join(_with_days([text for text in texts if not state_of(text)]))
            yield (
                place,
                [
                    block,
                    wall.floors.get(place[0], "") if is_wall else "",
                    wall.columns.get(place[1], ""),
                    niche.number,
                    self._kind(grid, place, word),
                    self._state(grid, place, texts),
                    names if self.subject == "holder" else "",
                    names if self.subject == "deceased" else "",
                ],
            )

    def _kind(self, grid: Grid, place: Place, word: str) -> str:
        """The kind in a word; a cell that takes the room of two is a double niche."""
        wide = self.drawing.spans.get(place, (1, 1))[1]
        if wide >= 2 * grid.columns_each and wide > 1 and (not word or kind_of(word) in NICHE_KINDS):
            return "nínxol doble"
        return word

    def _state(self, grid: Grid, place: Place, texts: list[str]) -> str:
        """The word of the state that the cell bears, or that the legend gives to its colour."""
        written = next((text for text in texts if state_of(text)), "")
        row, column = place
        room = ((row + down, column + right) for down in range(grid.rows_each) for right in range(grid.columns_each))
        colour = next((self.drawing.fills[cell] for cell in room if cell in self.drawing.fills), "")
        return written or self.states.get(colour, "")

    def _texts(self, grid: Grid, niche: Niche) -> list[str]:
        """What stands with a number: in its own cell, and in the cells of its room below and beside it."""
        row, column = niche.place
        room = [
            self.text_of((row + down, column + right))
            for down in range(grid.rows_each)
            for right in range(grid.columns_each)
            if down or right
        ]
        lines = [line.strip(" -–:;,") for text in (niche.rest, *room) for line in text.split("\n")]
        return [line for line in lines if line]

    def _labels(self, grid: Grid, axis: int) -> dict[int, str]:
        """The floor of each row (axis 0) or the column of each: as labelled at an edge, else counted."""
        lines = grid.rows if axis == 0 else grid.columns
        for edge in self._edges(grid, axis):
            places = {line: (line, edge) if axis == 0 else (edge, line) for line in lines}
            found = {line: self._label(axis, place) for line, place in places.items()}
            if all(found.values()) and len(set(found.values())) == len(lines):
                return found
        each = grid.rows_each if axis == 0 else grid.columns_each
        ends = (lines[-1], lines[0])
        return {line: str(abs(line - ends[axis]) // each + 1) for line in lines}

    def _edges(self, grid: Grid, axis: int) -> Iterator[int]:
        """The rows or columns just outside the drawing, where labels stand."""
        first, last = (grid.columns, grid.rows)[axis][0], (grid.columns, grid.rows)[axis][-1]
        each = (grid.columns_each, grid.rows_each)[axis]
        yield from (edge for edge in (first - 1, last + each, first - 2, last + each + 1) if edge >= 0)

    def _label(self, axis: int, place: Place) -> str:
        """The number that a label gives to a floor or a column."""
        text = "" if self._is_inside(place) else self.text_of(place)
        if axis == 0:
            return str(read_floor(text) or "")
        match = re.fullmatch(r"(?:col(?:umna)?\.?|c)?\s*(\d{1,3})(?:\.?[ªa])?", text.strip(), re.IGNORECASE)
        return match[1] if match else ""

    def _title(self, grid: Grid) -> Heading:
        """What the nearest title above a drawing says."""
        heading = Heading()
        for text in self._titles(grid):
            title = read_heading(text)
            heading = heading.joined(title if title.says_something else Heading())
            if heading.block:
                return heading
        name = next((text for text in self._titles(grid) if self._is_name(text)), "") if len(self.grids) > 1 else ""
        return Heading(block=name).joined(heading)

    def _is_name(self, text: str) -> bool:
        return len(text) <= _LONGEST_BLOCK and not meaning_of_header(text) and not read_floor(text)

    def _titles(self, grid: Grid) -> Iterator[str]:
        """The texts above a drawing, the nearest first, not beyond another drawing."""
        others = {row for other in self.grids if other is not grid for row in other.rows}
        left, right = grid.columns[0] - 2, grid.columns[-1] + grid.columns_each
        for row in range(grid.rows[0] - 1, max(-1, grid.rows[0] - 1 - _LINES_OF_A_TITLE), -1):
            if row in others and any(
                place[0] == row and left <= place[1] <= right for g in self.grids for place in g.niches
            ):
                return
            for column in sorted(range(max(0, left), right + 1), key=lambda at: not grid.columns[0] <= at <= right):
                text = self.text_of((row, column))
                if text and row not in self.legend and any(sign.isalpha() for sign in text):
                    yield one_line(text)


def _with_days(lines: list[str]) -> list[str]:
    """The lines of a niche, a day or a year that stands alone in brackets behind the name above it."""
    joined: list[str] = []
    for line in lines:
        if joined and _OF_A_DEATH.search(line) and not _WORDS_OF_A_NAME.search(line):
            joined[-1] += f" ({line.strip(_AROUND_A_DAY)})"
        else:
            joined.append(line)
    return joined
