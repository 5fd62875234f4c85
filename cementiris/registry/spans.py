"""How much of a wall a unit takes: its lowest floor, its leftmost column, how many columns wide and floors high it is.

Pure: no Django, no database. Floors count from 1 at the ground, columns from 1 at the left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cementiris.registry.numbering import Position

MOST_FLOORS, MOST_COLUMNS = 30, 400
"""A wall higher or longer than this is a typing mistake."""
MOST_SPAN = 20
"""So is a unit of more columns or floors than this."""


@dataclass(frozen=True)
class Span:
    """A rectangle of cells."""

    floor: int
    column: int
    columns: int = 1
    floors: int = 1

    @property
    def is_large(self) -> bool:
        """Whether it is more than one cell."""
        return self.columns > 1 or self.floors > 1

    def spots(self) -> Iterator[Position]:
        """Every (floor, column) in it; of a size that nothing built has, the corner alone."""
        columns = self.columns if 1 <= self.columns <= MOST_SPAN else 1
        floors = self.floors if 1 <= self.floors <= MOST_SPAN else 1
        for floor in range(self.floor, self.floor + floors):
            for column in range(self.column, self.column + columns):
                yield floor, column


def joined(spans: Sequence[Span]) -> Span | None:
    """The rectangle that some make together; None where they leave a gap, overlap or make another shape."""
    spots = [spot for span in spans for spot in span.spots()]
    floor, column = min(floor for floor, _ in spots), min(column for _, column in spots)
    whole = Span(
        floor, column, max(column for _, column in spots) - column + 1, max(floor for floor, _ in spots) - floor + 1
    )
    fits = len(set(spots)) == len(spots) == whole.columns * whole.floors
    return whole if fits else None


def divided(span: Span, count: int) -> list[Span] | None:
    """So many equal parts of a rectangle, from its left or its foot; None where it cannot be divided so."""
    if span.columns % count == 0:
        width = span.columns // count
        return [Span(span.floor, span.column + part * width, width, span.floors) for part in range(count)]
    if span.floors % count == 0:
        height = span.floors // count
        return [Span(span.floor + part * height, span.column, span.columns, height) for part in range(count)]
    return [Span(*spot) for spot in span.spots()] if span.columns * span.floors == count else None


def are_connected(spots: set[Position]) -> bool:
    """Whether one can go from each cell to each other without leaving them."""
    reached, waiting = set(), list(spots)[:1]
    while waiting:
        floor, column = waiting.pop()
        reached.add((floor, column))
        beside = {(floor + 1, column), (floor - 1, column), (floor, column + 1), (floor, column - 1)}
        waiting += beside & spots - reached
    return reached == spots
