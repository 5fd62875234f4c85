"""Cards as a sheet: a card a row, its keys the labels, in an order like that of the cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from cementiris.spreadsheets.cells import Cell, Cells
from imports.cleaning.cells import as_text

Entries = Sequence[tuple[str, Cell]]
"""Keys, folded, with their values, in the order of the card."""


def tabulate(keys: dict[str, str], cards: Sequence[Entries]) -> tuple[tuple[str, ...], list[Cells]]:
    """Labels and rows of cards whose keys are written as `keys` says.

    A key that comes several times in a card gives one cell with a line for each; where several keys come again
    together (`Difunt`, `Data`, `Difunt`, `Data`), each round has columns of its own: `Difunt 2`, `Data 2`.
    """
    order = _order(cards)
    again = _repeated(cards)
    rounds = [_rounds(card, again) for card in cards]
    count = max((number for card in rounds for number, _ in card), default=1)
    columns = [(1, key) for key in order]
    columns += [(number, key) for number in range(2, count + 1) for key in order if key in again]
    labels = tuple(keys[key] if number == 1 else f"{keys[key]} {number}" for number, key in columns)
    return labels, [[card.get(place, "") for place in columns] for card in rounds]


def _order(cards: Sequence[Entries]) -> list[str]:
    """The keys in the order of the first card, each that comes only later behind the one it follows there."""
    order: list[str] = []
    for card in cards:
        after = -1
        for key, _ in card:
            if key not in order:
                order.insert(after + 1, key)
            after = order.index(key)
    return order


def _repeated(cards: Iterable[Entries]) -> frozenset[str]:
    """The keys that come again together with others; one that comes again alone is a list of its own."""
    again: set[str] = set()
    for card in cards:
        repeated = {key for key, count in Counter(key for key, _ in card).items() if count > 1}
        if len(repeated) > 1:
            again |= repeated
    return frozenset(again)


def _rounds(card: Entries, again: frozenset[str]) -> dict[tuple[int, str], Cell]:
    """The values of a card by round and key; a round begins when one of its keys comes again."""
    cells: dict[tuple[int, str], Cell] = {}
    number, seen = 1, set[str]()
    for key, value in card:
        if key not in again:
            before = cells.get((1, key), "")
            cells[(1, key)] = f"{as_text(before)}\n{as_text(value)}".strip() if before else value
            continue
        if key in seen:
            number, seen = number + 1, set()
        seen.add(key)
        cells[(number, key)] = value
    return cells
