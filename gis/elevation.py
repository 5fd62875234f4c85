"""Where each unit of a block stands in the wall, as seen by somebody standing in front of it.

Pure: no Django, no database. Floors count from 1 at the ground, columns from 1 at the left.
The promise: every unit gets exactly one cell, and no cell holds two units.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from cementiris.registry.numbering import Numbering, Position, position_of, runs_from_right
from cementiris.registry.numbers import natural_order

#: A wall higher or longer than this is a typing mistake; such a unit is placed by its number instead.
MOST_FLOORS = 30
MOST_COLUMNS = 400
#: Units of a field that has neither floors nor columns stand in lines of at most this many units and this many signs.
FIELD_COLUMNS = 20
FIELD_SIGNS = 84

_LAST_DIGITS = re.compile(r"^(?P<before>.*?)(?P<digits>\d+)(?P<after>\D*)$", re.DOTALL)


@dataclass(frozen=True)
class Block:
    """What the town says about a wall; None where it says nothing."""

    floors: int | None = None
    columns: int | None = None
    numbering: Numbering = Numbering.ROWS_RIGHTWARD
    first_number: int | None = None


@dataclass(frozen=True)
class Place:
    """One unit as the register knows it: its number as text, and its floor and column where recorded."""

    pk: int
    number: str
    floor: int | None = None
    column: int | None = None


@dataclass(frozen=True)
class Cell:
    """One unit drawn with its lower left corner at a floor and column, `columns` wide and `floors` high.

    `aside` when it has no place of its own in the numbering.
    """

    pk: int
    number: str
    floor: int
    column: int
    aside: bool = False
    columns: int = 1
    floors: int = 1


@dataclass(frozen=True)
class Elevation:
    """The cells of a block and the window of floors and columns that is shown, ends included.

    `is_field` marks units without floors (graves in earth): lines of cells in order of number, no ground line.
    """

    cells: tuple[Cell, ...]
    lowest: int = 1
    highest: int = 1
    leftmost: int = 1
    rightmost: int = 1
    is_field: bool = False

    @property
    def floor_count(self) -> int:
        """Number of floors shown."""
        return self.highest - self.lowest + 1

    @property
    def column_count(self) -> int:
        """Number of columns shown."""
        return self.rightmost - self.leftmost + 1

    def rows(self) -> list[tuple[int, list[Cell]]]:
        """The floors from the top down, each with its cells from left to right."""
        by_floor: dict[int, list[Cell]] = {floor: [] for floor in range(self.highest, self.lowest - 1, -1)}
        for cell in sorted(self.cells, key=lambda cell: cell.column):
            by_floor[cell.floor].append(cell)
        return list(by_floor.items())

    def cell_of(self, pk: int) -> Cell | None:
        """The cell of a unit, or None when the unit is not in this elevation."""
        return next((cell for cell in self.cells if cell.pk == pk), None)


def lay_out(block: Block, places: Iterable[Place]) -> Elevation:
    """Give every unit of a block its cell.

    A recorded floor and column win; a floor alone is filled by number order; a unit with neither stands where the
    block's numbering puts it; what is left ("12 bis", a number twice) gets a cell beside its base number.
    """
    ordered = sorted((_plausible(place) for place in places), key=lambda place: (natural_order(place.number), place.pk))
    if not ordered and not (block.floors and block.columns):
        return Elevation(())
    plain = _plain_numbers(ordered)
    described = _described(block, ordered, plain)
    if described is None:
        return _field(ordered)
    return _Wall(described, ordered, plain).built()


def neighbours(elevation: Elevation, pk: int, reach: int = 2) -> Elevation:
    """The window of (2 × reach + 1)² cells around one unit, pushed inwards at the edges of the wall."""
    centre = elevation.cell_of(pk)
    if centre is None:
        return replace(elevation, cells=())
    lowest, highest = _window(centre.floor, reach, elevation.lowest, elevation.highest)
    leftmost, rightmost = _window(centre.column, reach, elevation.leftmost, elevation.rightmost)
    inside = tuple(
        cell for cell in elevation.cells if lowest <= cell.floor <= highest and leftmost <= cell.column <= rightmost
    )
    return replace(elevation, cells=inside, lowest=lowest, highest=highest, leftmost=leftmost, rightmost=rightmost)


def _place_in(block: Block, index: int) -> Position | None:
    """The cell of the index-th number of a described block; None outside the wall."""
    return position_of(block.numbering, block.floors or 0, block.columns or 0, index)


def _window(centre: int, reach: int, first: int, last: int) -> Position:
    start = max(first, min(centre - reach, last - 2 * reach))
    return start, min(last, start + 2 * reach)


def _plausible(place: Place) -> Place:
    floor = place.floor if place.floor and 1 <= place.floor <= MOST_FLOORS else None
    column = place.column if place.column and 1 <= place.column <= MOST_COLUMNS else None
    return replace(place, floor=floor, column=column)


def _field(places: list[Place]) -> Elevation:
    longest = max(len(place.number) for place in places)
    columns = min(FIELD_COLUMNS, len(places), FIELD_SIGNS // max(1, min(longest, FIELD_SIGNS // 6)))
    floors = -(-len(places) // columns)
    cells = tuple(
        Cell(place.pk, place.number, floors - index // columns, index % columns + 1)
        for index, place in enumerate(places)
    )
    return Elevation(cells, highest=floors, rightmost=columns, is_field=True)


def _described(block: Block, places: list[Place], plain: dict[int, int]) -> Block | None:
    """The block with floors and columns filled in from what its units say; None when nobody says anything."""
    known_floors = [place.floor for place in places if place.floor]
    if not (block.floors or block.columns or known_floors):
        return None
    floors = max([_described_floors(block, len(places)), *known_floors])
    counted = [place for place in places if place.pk in plain] or places
    columns = max([block.columns or _counted_columns(counted, floors), *(place.column or 1 for place in places)])
    return replace(block, floors=floors, columns=min(columns, max(MOST_COLUMNS, len(places))))


def _described_floors(block: Block, place_count: int) -> int:
    floors = block.floors or (-(-place_count // block.columns) if block.columns else 1)
    return max(1, min(floors, MOST_FLOORS))


def _counted_columns(places: list[Place], floors: int) -> int:
    """The longest floor by count of units; with no floor recorded, the units spread evenly over the floors."""
    per_floor = Counter(place.floor for place in places if place.floor)
    return max(per_floor.values()) if per_floor else max(1, -(-len(places) // floors))


@dataclass
class _Wall:
    """The wall while it is being filled; each step takes what it can place and leaves the rest."""

    block: Block
    places: list[Place]
    plain: dict[int, int]
    taken: dict[Position, Cell] = field(default_factory=dict)
    waiting: list[Place] = field(default_factory=list)
    first_number: int = 1

    def built(self) -> Elevation:
        self.first_number = self._found_first_number()
        self.block = self._with_fitting_numbering()
        self.waiting = list(self.places)
        for step in (self._by_floor_and_column, self._by_floor, self._by_column, self._by_numbering):
            self.waiting = step(self.waiting)
        self._put_the_rest_aside()
        rightmost = max([self.columns, *(column for _, column in self.taken)])
        cells = tuple(sorted(self.taken.values(), key=lambda cell: (cell.floor, cell.column)))
        return Elevation(cells, highest=self.floors, rightmost=rightmost)

    @property
    def floors(self) -> int:
        return self.block.floors or 1

    @property
    def columns(self) -> int:
        return self.block.columns or 1

    def _put(self, place: Place, position: Position | None, *, aside: bool = False) -> bool:
        if position is None or position in self.taken:
            return False
        self.taken[position] = Cell(place.pk, place.number, *position, aside=aside)
        return True

    def _by_floor_and_column(self, places: list[Place]) -> list[Place]:
        return [
            place
            for place in places
            if not (place.floor and place.column and self._put(place, (place.floor, place.column)))
        ]

    def _by_floor(self, places: list[Place]) -> list[Place]:
        rest = [place for place in places if not place.floor or place.column]
        for floor in range(1, self.floors + 1):
            here = [place for place in places if place.floor == floor and not place.column]
            rest += self._fill(here, floor)
        return rest

    def _fill(self, here: list[Place], floor: int) -> list[Place]:
        expected = [self._numbered_position(place) for place in here if place.pk in self.plain]
        if expected and all(position and position[0] == floor for position in expected):
            return [place for place in here if not self._put(place, self._numbered_position(place))]
        columns = range(1, self.columns + 1)
        order = reversed(columns) if runs_from_right(self.block.numbering, floor) else columns
        free = [(floor, column) for column in order if (floor, column) not in self.taken]
        return self._pair(here, free)

    def _by_column(self, places: list[Place]) -> list[Place]:
        rest = [place for place in places if not place.column or place.floor]
        from_top = self.block.numbering is Numbering.COLUMNS_DOWNWARD
        order = range(self.floors, 0, -1) if from_top else range(1, self.floors + 1)
        for column in sorted({place.column for place in places if place.column and not place.floor}):
            here = [place for place in places if place.column == column and not place.floor]
            rest += self._pair(here, [(floor, column) for floor in order if (floor, column) not in self.taken])
        return rest

    def _by_numbering(self, places: list[Place]) -> list[Place]:
        return [
            place
            for place in places
            if place.floor or place.column or not self._put(place, self._numbered_position(place))
        ]

    def _pair(self, here: list[Place], free: list[Position]) -> list[Place]:
        for place, position in zip(here, free, strict=False):
            self._put(place, position)
        return here[len(free) :]

    def _numbered_position(self, place: Place) -> Position | None:
        number = self.plain.get(place.pk)
        return None if number is None else _place_in(self.block, number - self.first_number)

    def _found_first_number(self) -> int:
        """The block's first number, unless counting from the lowest one in use places more of its units."""
        numbers = list(self.plain.values())
        candidates = [min(numbers, default=1)]
        if self.block.first_number is not None:
            candidates.insert(0, self.block.first_number)
        size = self.floors * self.columns
        return max(candidates, key=lambda first: sum(1 for number in numbers if 0 <= number - first < size))

    def _with_fitting_numbering(self) -> Block:
        """The block with the numbering that agrees with most recorded floors; the stated one where it is as good."""
        known = [(self.plain[place.pk], place.floor) for place in self.places if place.floor and place.pk in self.plain]

        def agreeing(block: Block) -> int:
            positions = ((_place_in(block, number - self.first_number), floor) for number, floor in known)
            return sum(1 for position, floor in positions if position and position[0] == floor)

        candidates = [self.block, *(replace(self.block, numbering=numbering) for numbering in Numbering)]
        return max(candidates, key=agreeing)

    def _put_the_rest_aside(self) -> None:
        """A hole of its own floor where the register says which; else beside the wall, level with its base number."""
        for place in sorted(self.waiting, key=lambda place: (natural_order(place.number), place.pk)):
            floor = self._floor_aside(place)
            column = self._free_column(floor, 1 if place.floor else self.columns + 1)
            self._put(place, (floor, column), aside=column > self.columns)

    def _floor_aside(self, place: Place) -> int:
        base = self._base_cell(place)
        if place.floor or base:
            return place.floor or (base.floor if base else 1)
        return min(range(1, self.floors + 1), key=lambda floor: self._free_column(floor, self.columns + 1))

    def _base_cell(self, place: Place) -> Cell | None:
        """The cell of the unit a "12 bis" was split from: the plain unit with the same first number."""
        digits = re.search(r"\d+", place.number)
        wanted = int(digits.group()) if digits else None
        pks = {pk for pk, number in self.plain.items() if number == wanted and pk != place.pk}
        return next((cell for cell in self.taken.values() if cell.pk in pks), None)

    def _free_column(self, floor: int, first: int) -> int:
        column = first
        while (floor, column) in self.taken:
            column += 1
        return column


def _plain_numbers(places: list[Place]) -> dict[int, int]:
    """The number of each unit that is written in the block's usual way ("201", or "A201" where all have the A)."""
    found = {place.pk: match for place in places if (match := _LAST_DIGITS.match(place.number.strip()))}
    shapes = Counter((match["before"], match["after"]) for match in found.values())
    if not shapes:
        return {}
    usual = max(shapes, key=lambda shape: (shapes[shape], shape == ("", "")))
    return {pk: int(match["digits"]) for pk, match in found.items() if (match["before"], match["after"]) == usual}
