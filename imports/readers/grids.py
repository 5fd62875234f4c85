"""Finding drawings in a sheet: grids of cells that each bear the number of one unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from cementiris.spreadsheets.cells import Cell, Cells
from cementiris.spreadsheets.drawings import Place
from imports.cleaning.cells import as_text, one_line
from imports.vocabulary import meaning_of_header

_UNIT = re.compile(
    r"^\s*(?:n[uú]m\.?|n[ºo°]\.?|n\.)?\s*"
    r"((?:[A-Z]{1,2}[-. ]?)?(\d{1,5})(?:[ -]?(?:bis|ter|[A-Za-z](?![^\W\d_])))?(?:\s?[-/+]\s?\d{1,5}(?!\d|[-/.]))?)"
    r"(?:\s*$|\s*\n\s*|\s*[-–:.,;]\s+|\s+(?=[^\W\d_(†+«\"]))(.*)$",
    re.DOTALL | re.IGNORECASE,
)
_PLAIN = re.compile(r"\d{1,2}\s?(?:a|r|n|t|e|o)?|[FPCfpc]\.?\s?\d{1,2}")
_LONGEST_CELL = 300
_LARGEST_SHEET = 60_000
_LEAST_UNITS = 6
_EVEN = 0.6
_UNLIKE = 0.9
_HEADER_WORDS = 3
_FARTHEST_STEP = 3


@dataclass(frozen=True, slots=True)
class Niche:
    """A cell that bears a number: the number as drawn, its figures, and what else stands in the cell."""

    place: Place
    number: str
    figures: int
    rest: str


@dataclass(slots=True)
class Grid:
    """A drawing: its niches by their cells, and how many rows and columns of the sheet one niche takes."""

    niches: dict[Place, Niche] = field(default_factory=dict)
    rows_each: int = 1
    columns_each: int = 1

    @property
    def rows(self) -> list[int]:
        """The rows of the sheet in which numbers stand, from the top."""
        return sorted({row for row, _ in self.niches})

    @property
    def columns(self) -> list[int]:
        """The columns of the sheet in which numbers stand, from the left."""
        return sorted({column for _, column in self.niches})

    def holds(self, place: Place) -> bool:
        """Whether a cell is the number or belongs to the room below or beside a number."""
        row, column = place
        return any(
            (row - down, column - right) in self.niches
            for down in range(self.rows_each)
            for right in range(self.columns_each)
        )


def find_grids(rows: list[Cells]) -> list[Grid]:
    """The drawings of a sheet, from top to bottom; none when the sheet is a table or holds something else."""
    if sum(map(len, rows)) > _LARGEST_SHEET or _is_table(rows):
        return []
    niches = {niche.place: niche for niche in _numbered(rows)}
    steps = (_step(niches, 0), _step(niches, 1))
    grids = [Grid({place: niches[place] for place in group}, *steps) for group in _groups(niches, steps)]
    grids = [without_labels(grid) for grid in grids]
    if not any(len(grid.niches) >= _LEAST_UNITS and is_drawn(grid) for grid in grids):
        return []
    drawn = [grid for grid in grids if is_drawn(grid) and not _heads_columns(grid, rows)]
    return sorted(drawn, key=lambda grid: (grid.rows[0], grid.columns[0]))


def _heads_columns(grid: Grid, rows: list[Cells]) -> bool:
    """Whether a lone row of numbers stands over several rows of texts: then it counts columns, and numbers no unit."""
    if len(grid.rows) > 1:
        return False
    below = rows[grid.rows[0] + 1 : grid.rows[0] + 5]
    filled = [sum(1 for at in grid.columns if at < len(row) and as_text(row[at])) for row in below]
    return sum(1 for count in filled if count >= len(grid.columns) / 2) > 1


def _is_table(rows: list[Cells]) -> bool:
    return any(
        len({meaning for cell in row if isinstance(cell, str) and (meaning := meaning_of_header(one_line(cell)))})
        >= _HEADER_WORDS
        for row in rows[:80]
    )


def _numbered(rows: list[Cells]) -> Iterator[Niche]:
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if (read := read_niche(cell)) is not None:
                yield Niche((at, column), *read)


def read_niche(cell: Cell) -> tuple[str, int, str] | None:
    """The number that a cell begins with, its figures, and the rest of its text; None when it begins with none."""
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        return None
    return _read(as_text(cell)) if cell != "" else None


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[str, int, str] | None:
    match = _UNIT.match(text) if len(text) <= _LONGEST_CELL else None
    return (match[1].strip(), int(match[2]), match[3].strip()) if match else None


def _step(niches: Iterable[Place], axis: int) -> int:
    """How far apart neighbours stand in one direction: 0 down the rows, 1 along the columns."""
    lines: dict[int, list[int]] = {}
    for place in niches:
        lines.setdefault(place[1 - axis], []).append(place[axis])
    gaps = Counter(
        after - before
        for line in lines.values()
        for before, after in zip(sorted(line), sorted(line)[1:], strict=False)
        if after - before <= _FARTHEST_STEP
    )
    return min(gaps, key=lambda gap: (-gaps[gap], gap)) if gaps else 1


def _groups(niches: dict[Place, Niche], steps: tuple[int, int]) -> Iterator[set[Place]]:
    """Cells that hang together, each a step from another."""
    left = set(niches)
    while left:
        group, waiting = set[Place](), [left.pop()]
        while waiting:
            row, column = waiting.pop()
            group.add((row, column))
            near = {(row + down, column) for down in (-steps[0], steps[0])}
            near |= {(row, column + right) for right in (-steps[1], steps[1])}
            waiting += left & near
            left -= near
        yield group


def is_drawn(grid: Grid) -> bool:
    """Whether the numbers go up evenly along rows or columns and hardly one comes twice, as in no table."""
    if len(grid.niches) < 3 or len(grid.columns) < 2:
        return False
    numbers = Counter(niche.number for niche in grid.niches.values())
    if len(numbers) < _UNLIKE * len(grid.niches):
        return False
    return max(_evenness(grid, 0), _evenness(grid, 1)) >= _EVEN


def _evenness(grid: Grid, axis: int) -> float:
    """The share of rows or columns in which most neighbours differ by what neighbours differ by in most of them."""
    lines: dict[int, list[int]] = {}
    for (row, column), niche in grid.niches.items():
        beside = (row + grid.rows_each, column) if axis == 0 else (row, column + grid.columns_each)
        if other := grid.niches.get(beside):
            lines.setdefault((column, row)[axis], []).append(abs(niche.figures - other.figures))
    usual = Counter(difference for line in lines.values() for difference in line if difference)
    most = max(usual, key=usual.__getitem__, default=0)
    even = sum(1 for line in lines.values() if most and line.count(most) >= _EVEN * len(line))
    return even / max(1, len(lines))


def without_labels(grid: Grid) -> Grid:
    """The drawing without the numbers at its edges that count its floors and columns."""
    for axis in (1, 0):
        for last in (False, True):
            lines = (grid.rows, grid.columns)[axis]
            if len(lines) > 1 and _is_label(grid, axis, lines[-1 if last else 0]):
                edge = lines[-1 if last else 0]
                kept = {place: niche for place, niche in grid.niches.items() if place[axis] != edge}
                grid = Grid(kept, grid.rows_each, grid.columns_each)
    return grid


def _is_label(grid: Grid, axis: int, edge: int) -> bool:
    """Whether a line at the edge counts from one, up or down, and is not of the drawing; its corner may be bare."""
    there = [grid.niches[place] for place in sorted(grid.niches) if place[axis] == edge]
    figures = [niche.figures for niche in there if not niche.rest and _PLAIN.fullmatch(niche.number)]
    is_run = figures in (list(range(1, len(figures) + 1)), list(range(len(figures), 0, -1)))
    if not is_run or not len(figures) == len(there) >= max(2, len((grid.columns, grid.rows)[axis]) - 1):
        return False
    inside = [niche for place, niche in grid.niches.items() if place[axis] != edge]
    is_ordinal = not any(niche.number.isdecimal() for niche in there) and any(n.number.isdecimal() for n in inside)
    lines = (grid.rows, grid.columns)[axis]
    within = (niche for niche in inside if niche.place[axis] not in (lines[0], lines[-1]))
    again = {niche.figures for niche in within} & set(figures)
    return is_ordinal or len(again) >= len(figures) / 2 or _is_apart(grid, axis, edge)


def _is_apart(grid: Grid, axis: int, edge: int) -> bool:
    """Whether no number of an edge differs from its neighbour as any two neighbours inside differ."""
    differences: tuple[set[int], set[int]] = (set(), set())
    for (row, column), niche in grid.niches.items():
        beside = (row, column + grid.columns_each) if axis == 1 else (row + grid.rows_each, column)
        if other := grid.niches.get(beside):
            differences[edge in ((row, column)[axis], beside[axis])].add(abs(niche.figures - other.figures))
    inside, outside = differences
    return bool(inside and outside) and not inside & outside
