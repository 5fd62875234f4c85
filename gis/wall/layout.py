"""Giving every unit of a block its cell, from what the register knows of it.

Pure: no Django, no database. The promise: every unit gets exactly one place, and no two places overlap, however large
the units are said to be.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from cementiris.registry.numbering import Numbering, Position, position_of, runs_from_right
from cementiris.registry.numbers import natural_order
from cementiris.registry.spans import MOST_COLUMNS, MOST_FLOORS, MOST_SPAN
from gis.wall.elevation import Block, Cell, Elevation, Place

#: Units of a field that has neither floors nor columns stand in lines of at most this many units and this many signs.
FIELD_COLUMNS = 20
FIELD_SIGNS = 84

_LAST_DIGITS = re.compile(r"^(?P<before>.*?)(?P<digits>\d+)(?P<after>\D*)$", re.DOTALL)
_Size = tuple[int, int]


def lay_out(block: Block, places: Iterable[Place]) -> Elevation:
    """Give every unit of a block its cell.

    A recorded floor and column win, and after them the recorded size; a floor alone is filled by number order; a unit
    with neither stands where the block's numbering puts it; what is left ("12 bis", a number twice) gets a cell beside
    its base number. Where a size has no room the unit is drawn as one cell.
    """
    ordered = sorted((_plausible(place) for place in places), key=lambda place: (natural_order(place.number), place.pk))
    if not ordered and not (block.floors and block.columns):
        return Elevation(())
    plain = _plain_numbers(ordered)
    described = _described(block, ordered, plain)
    if described is None:
        return _field(ordered)
    return _Wall(described, ordered, plain).built()


def _plausible(place: Place) -> Place:
    """The place without what is a typing mistake: such a unit is placed by its number, and drawn as one cell."""
    floor = place.floor if place.floor and 1 <= place.floor <= MOST_FLOORS else None
    column = place.column if place.column and 1 <= place.column <= MOST_COLUMNS else None
    columns = place.columns if 1 <= place.columns <= min(MOST_SPAN, MOST_COLUMNS + 1 - (column or 1)) else 1
    floors = place.floors if 1 <= place.floors <= min(MOST_SPAN, MOST_FLOORS + 1 - (floor or 1)) else 1
    return replace(place, floor=floor, column=column, columns=columns, floors=floors)


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
    known_floors = [place.floor + place.floors - 1 for place in places if place.floor]
    if not (block.floors or block.columns or known_floors):
        return None
    cell_count = sum(place.columns * place.floors for place in places)
    floors = max([_described_floors(block, cell_count), *known_floors])
    counted = [place for place in places if place.pk in plain] or places
    known_columns = (place.column + place.columns - 1 for place in places if place.column)
    columns = max([block.columns or _counted_columns(counted, floors), *known_columns])
    return replace(block, floors=floors, columns=min(columns, max(MOST_COLUMNS, len(places))))


def _described_floors(block: Block, cell_count: int) -> int:
    floors = block.floors or (-(-cell_count // block.columns) if block.columns else 1)
    return max(1, min(floors, MOST_FLOORS))


def _counted_columns(places: list[Place], floors: int) -> int:
    """The longest floor by count of cells; with no floor recorded, the cells spread evenly over the floors."""
    per_floor: Counter[int] = Counter()
    for place in places:
        for floor in range(place.floor or 0, (place.floor or 0) + place.floors if place.floor else 0):
            per_floor[floor] += place.columns
    if per_floor:
        return max(per_floor.values())
    return max(1, -(-sum(place.columns * place.floors for place in places) // floors))


@dataclass
class _Wall:
    """The wall while it is being filled; each step takes what it can place and leaves the rest."""

    block: Block
    places: list[Place]
    plain: dict[int, int]
    cells: dict[int, Cell] = field(default_factory=dict)
    taken: set[Position] = field(default_factory=set)
    edges: dict[int, int] = field(default_factory=dict)
    numbered: dict[int, Position] = field(default_factory=dict)
    first_number: int = 1

    def built(self) -> Elevation:
        if waiting := self._by_floor_and_column(self.places):
            self.first_number = self._found_first_number()
            self.block = self._with_fitting_numbering()
            self.numbered = dict(_numbered_positions(self.block, self.first_number, self.places, self.plain))
            for step in (self._by_floor, self._by_column, self._by_numbering):
                waiting = step(waiting)
            self._put_aside(waiting)
        cells = tuple(sorted(self.cells.values(), key=lambda cell: (cell.floor, cell.column)))
        rightmost = max([self.columns, *(cell.right for cell in cells)])
        return Elevation(cells, highest=self.floors, rightmost=rightmost, built=self.columns)

    @property
    def floors(self) -> int:
        return self.block.floors or 1

    @property
    def columns(self) -> int:
        return self.block.columns or 1

    def _put(self, place: Place, position: Position | None, size: _Size | None = None) -> bool:
        """Place a unit, as large as it is or as the room allows; False where its corner is taken."""
        if position is None or position in self.taken:
            return False
        columns, floors = size or ((place.columns, place.floors) if self._has_room(place, position) else (1, 1))
        aside = position[1] + columns - 1 > self.columns
        cell = Cell(place.pk, place.number, *position, aside=aside, columns=columns, floors=floors)
        self.cells[place.pk] = cell
        self.taken.update(cell.spots())
        for floor in range(cell.floor, cell.top + 1):
            self.edges[floor] = max(self.edges.get(floor, 0), cell.right)
        return True

    def _has_room(self, place: Place, position: Position) -> bool:
        if place.columns == place.floors == 1:
            return position not in self.taken
        cell = _large(place, position)
        inside = cell.top <= self.floors and cell.right <= self.columns
        return inside and self.taken.isdisjoint(cell.spots())

    def _by_floor_and_column(self, places: list[Place]) -> list[Place]:
        """Every recorded corner first, so that the size of one unit never drives another from its place."""
        corners: dict[Position, Place] = {}
        for place in places:
            if place.floor and place.column:
                corners.setdefault((place.floor, place.column), place)
        self.taken.update(corners)
        for position, place in corners.items():
            self.taken.discard(position)
            self._put(place, position)
        return [place for place in places if place.pk not in self.cells]

    def _by_floor(self, places: list[Place]) -> list[Place]:
        rest = [place for place in places if not place.floor or place.column]
        for floor in range(1, self.floors + 1):
            here = [place for place in places if place.floor == floor and not place.column]
            rest += self._fill(here, floor) if here else []
        return rest

    def _fill(self, here: list[Place], floor: int) -> list[Place]:
        expected = [self.numbered.get(place.pk) for place in here if place.pk in self.plain]
        if expected and all(position and position[0] == floor for position in expected):
            return [place for place in here if not self._put(place, self.numbered.get(place.pk))]
        columns = range(1, self.columns + 1)
        order = reversed(columns) if runs_from_right(self.block.numbering, floor) else columns
        return self._put_in_turn(here, [(floor, column) for column in order])

    def _by_column(self, places: list[Place]) -> list[Place]:
        rest = [place for place in places if not place.column or place.floor]
        from_top = self.block.numbering is Numbering.COLUMNS_DOWNWARD
        order = range(self.floors, 0, -1) if from_top else range(1, self.floors + 1)
        for column in sorted({place.column for place in places if place.column and not place.floor}):
            here = [place for place in places if place.column == column and not place.floor]
            rest += self._put_in_turn(here, [(floor, column) for floor in order])
        return rest

    def _by_numbering(self, places: list[Place]) -> list[Place]:
        return [
            place
            for place in places
            if place.floor or place.column or not self._put(place, self.numbered.get(place.pk))
        ]

    def _put_in_turn(self, here: list[Place], positions: list[Position]) -> list[Place]:
        """Each unit at the next of the positions that has room for it; those for which there is none are left."""
        spots, rest = deque(positions), []
        for place in here:
            while spots and spots[0] in self.taken:
                spots.popleft()
            corner = next((spot for spot in spots if self._has_room(place, spot)), None)
            if not self._put(place, corner):
                rest.append(place)
        return rest

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

    def _put_aside(self, places: list[Place]) -> None:
        """A hole of its own floor where the register says which; else beside the wall, level with its base number."""
        for place in sorted(places, key=lambda place: (natural_order(place.number), place.pk)):
            floor = self._floor_aside(place)
            size = place.columns, min(place.floors, self.floors - floor + 1)
            column = self._free_column(floor, 1 if place.floor else self.columns + 1, size)
            self._put(place, (floor, column), size)

    def _floor_aside(self, place: Place) -> int:
        base = self._base_cell(place)
        if place.floor or base:
            return place.floor or (base.floor if base else 1)
        return min(range(1, self.floors + 1), key=lambda floor: self._free_column(floor, self.columns + 1, (1, 1)))

    def _base_cell(self, place: Place) -> Cell | None:
        """The cell of the unit a "12 bis" was split from: the plain unit with the same first number."""
        digits = re.search(r"\d+", place.number)
        wanted = int(digits.group()) if digits else None
        pks = (pk for pk, number in self.plain.items() if number == wanted and pk != place.pk)
        return next((self.cells[pk] for pk in pks if pk in self.cells), None)

    def _free_column(self, floor: int, first: int, size: _Size) -> int:
        """The first column from `first` on with room in the wall, or the one behind everything on these floors."""
        for column in range(first, self.columns - size[0] + 2):
            if self.taken.isdisjoint(Cell(0, "", floor, column, columns=size[0], floors=size[1]).spots()):
                return column
        return max([self.columns, *(self.edges.get(each, 0) for each in range(floor, floor + size[1]))]) + 1


def _large(place: Place, position: Position) -> Cell:
    return Cell(place.pk, place.number, *position, columns=place.columns, floors=place.floors)


def _place_in(block: Block, index: int) -> Position | None:
    """The cell of the index-th number of a described block; None outside the wall."""
    return position_of(block.numbering, block.floors or 0, block.columns or 0, index)


def _numbered_positions(
    block: Block, first_number: int, places: list[Place], plain: dict[int, int]
) -> Iterator[tuple[int, Position]]:
    """Where the numbering puts each unit with a plain number, by key: one number, one cell.

    A large unit takes the cells of the numbers after it, which either do not exist (12 stands for 12 and 13) or go on
    behind it.
    """
    if all(place.columns == place.floors == 1 for place in places):
        found = ((pk, _place_in(block, number - first_number)) for pk, number in plain.items())
        yield from ((pk, position) for pk, position in found if position)
        return
    walked = _walked(block, first_number, {plain[place.pk]: place for place in reversed(places) if place.pk in plain})
    yield from ((pk, walked[number]) for pk, number in plain.items() if number in walked)


def _walked(block: Block, first_number: int, by_number: dict[int, Place]) -> dict[int, Position]:
    found: dict[int, Position] = {}
    covered: set[Position] = set()
    number, swallowed = first_number, 0
    for index in range((block.floors or 0) * (block.columns or 0)):
        position = _place_in(block, index)
        if position is None or position in covered:
            continue
        while swallowed and number not in by_number:
            number, swallowed = number + 1, swallowed - 1
        place = by_number.get(number)
        if place is not None:
            cell = _run_on(block, place, position, covered)
            found[number] = cell.floor, cell.column
            covered.update(cell.spots())
            swallowed = cell.columns * cell.floors - 1
        number += 1
    return found


def _run_on(block: Block, place: Place, position: Position, covered: set[Position]) -> Cell:
    """The cell of a large unit that the numbering reaches at a position: it goes on the way the numbers run."""
    floor, column = position
    if runs_from_right(block.numbering, floor):
        column -= place.columns - 1
    if block.numbering is Numbering.COLUMNS_DOWNWARD:
        floor -= place.floors - 1
    cell = _large(place, (floor, column))
    fits = floor >= 1 and column >= 1 and cell.top <= (block.floors or 0) and cell.right <= (block.columns or 0)
    return cell if fits and covered.isdisjoint(cell.spots()) else Cell(place.pk, place.number, *position)


def _plain_numbers(places: list[Place]) -> dict[int, int]:
    """The number of each unit that is written in the block's usual way ("201", or "A201" where all have the A)."""
    found = {place.pk: match for place in places if (match := _LAST_DIGITS.match(place.number.strip()))}
    shapes = Counter((match["before"], match["after"]) for match in found.values())
    if not shapes:
        return {}
    usual = max(shapes, key=lambda shape: (shapes[shape], shape == ("", "")))
    return {pk: int(match["digits"]) for pk, match in found.items() if (match["before"], match["after"]) == usual}
