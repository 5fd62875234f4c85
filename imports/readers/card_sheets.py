"""Cards on a sheet: small blocks of labels with their values at the right, repeated down the sheet or across it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cementiris.registry.names import fold
from cementiris.spreadsheets.cells import Cell, Cells
from cementiris.spreadsheets.drawings import Place, reference_to
from imports.cleaning.cells import as_text, one_line
from imports.readers.cards import tabulate
from imports.rows import RawSheet
from imports.vocabulary import meaning_of_header

_LABEL = re.compile(r"^\s*([^\W\d_][\w .'’ºª()/·-]{0,38}?)[ .·…_]*(:)?$")
_INLINE = re.compile(r"^\s*([^\W\d_][\w .'’ºª()/·-]{0,38}?)[ .·…_]*:\s*(\S.*)$", re.DOTALL)
_LARGEST_SHEET = 400_000
_LINES_LOOKED_AT = 120
_SHEETS_LOOKED_AT = 50
_LONGEST_CELL = 1_000
_LEAST_KEYS = 3
_LEAST_SHARE = 0.2
_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Label:
    """A cell that names what stands beside it, or in itself after a colon."""

    place: Place
    key: str
    written: str
    inline: str = ""
    has_colon: bool = True


@dataclass(slots=True)
class _Card:
    place: Place
    entries: list[tuple[str, Cell]] = field(default_factory=list)


def read_card_sheets(sheets: Sequence[RawSheet]) -> dict[str, RawSheet]:
    """The cards of those sheets that hold cards, by the sheet's name; each card a row at the place of its first label.

    A sheet may hold many cards, or each sheet of a workbook be one.
    """
    small = [sheet for sheet in sheets if sum(map(len, sheet.rows)) <= _LARGEST_SHEET]
    found = {sheet.name: sheet for sheet in small if _look_like_cards([sheet])}
    if not found and len(small) > 1 and _look_like_cards(small):
        found = {sheet.name: sheet for sheet in small}
    labels = _without_values({name: list(_labels(sheet.rows)) for name, sheet in found.items()})
    kept = _repeated(label for of_sheet in labels.values() for label in of_sheet)
    read = {name: _read(sheet, [label for label in labels[name] if label.key in kept]) for name, sheet in found.items()}
    return {name: cards for name, cards in read.items() if cards is not None}


def _without_values(labels: dict[str, list[Label]]) -> dict[str, list[Label]]:
    """The labels without the values that sound like some: where labels end in a colon, what has none is no label,
    and elsewhere what stands right beside one."""
    every = [label for of_sheet in labels.values() for label in of_sheet]
    if sum(1 for label in every if label.has_colon) > len(every) / 2:
        return {name: [label for label in of_sheet if label.has_colon] for name, of_sheet in labels.items()}
    return {name: list(_apart(of_sheet)) for name, of_sheet in labels.items()}


def _apart(labels: list[Label]) -> Iterator[Label]:
    before: Place | None = None
    for label in labels:
        row, column = label.place
        if before != (row, column - 1):
            before = label.place
            yield label


def _read(sheet: RawSheet, labels: list[Label]) -> RawSheet | None:
    if len({label.key for label in labels}) < _LEAST_KEYS:
        return None
    deck = _Deck(sheet.rows, labels)
    cards = deck.deal()
    keys = {label.key: label.written for label in reversed(labels)}
    names, rows = tabulate(keys, [card.entries for card in cards])
    is_across = len({card.place[1] for card in cards}) > 1
    return RawSheet(
        sheet.name,
        rows,
        [sheet.number_of(card.place[0]) for card in cards],
        sheet.file,
        names,
        [reference_to(card.place) for card in cards] if is_across else None,
        tuple(
            (sheet.number_of(at), "title" if any(map(as_text, row)) else "blank")
            for at, row in enumerate(sheet.rows)
            if at not in deck.used
        ),
    )


def _labels(rows: list[Cells]) -> Iterator[Label]:
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and cell and (label := _label((at, column), cell)):
                yield label


def _label(place: Place, text: str) -> Label | None:
    if len(text) > _LONGEST_CELL:
        return None
    if match := _INLINE.match(text):
        return Label(place, fold(match[1]), one_line(match[1]), match[2].strip())
    match = _LABEL.match(text.strip())
    if match and (match[2] or meaning_of_header(match[1])):
        return Label(place, fold(match[1]), one_line(match[1]), has_colon=bool(match[2]))
    return None


def _repeated(labels: Iterable[Label]) -> Counter[str]:
    counts = Counter(label.key for label in labels)
    return Counter({key: count for key, count in counts.items() if count > 1})


def _look_like_cards(sheets: Sequence[RawSheet]) -> bool:
    """Whether some labels come again about equally often, and do not stand three in a row as those of a table do."""
    looked_at = [sheet.rows[:_LINES_LOOKED_AT] for sheet in sheets[:_SHEETS_LOOKED_AT]]
    labels = [(number, label) for number, rows in enumerate(looked_at) for label in _labels(rows)]
    counts = _repeated(label for _, label in labels)
    most = max(counts.values(), default=0)
    if sum(1 for count in counts.values() if count >= _ALIKE * most) < _LEAST_KEYS or most < _ALIKE * len(looked_at):
        return False
    labels = [(number, label) for number, label in labels if label.key in counts]
    places = {(number, *label.place) for number, label in labels if not label.inline}
    beside = sum(
        1 for number, row, column in places if {(number, row, column + 1), (number, row, column + 2)} <= places
    )
    filled = sum(1 for rows in looked_at for row in rows for cell in row if as_text(cell))
    return beside <= (1 - _ALIKE) * len(labels) and len(labels) >= _LEAST_SHARE * filled


class _Deck:
    """Deals the labels of a sheet out to its cards."""

    def __init__(self, rows: list[Cells], labels: list[Label]) -> None:
        self.rows = rows
        self.labels = labels
        self.at = {label.place: label for label in labels}
        counts = Counter(label.key for label in labels)
        most = max(counts.values())
        first = next(label.key for label in labels if counts[label.key] >= _ALIKE * most)
        self.cards = [_Card(label.place) for label in labels if label.key == first]
        self.bands = sorted({card.place[1] for card in self.cards})
        self.used: set[int] = set()

    def deal(self) -> list[_Card]:
        """Every card with its entries, in the order of the sheet."""
        of_band = {band: [card for card in self.cards if card.place[1] == band] for band in self.bands}
        tops = {band: [card.place[0] for card in cards] for band, cards in of_band.items()}
        for label in self.labels:
            band = self.bands[max(0, bisect_right(self.bands, label.place[1]) - 1)]
            number = bisect_right(tops[band], label.place[0]) - 1
            if number >= 0:
                ends = (*tops[band], len(self.rows))[number + 1]
                of_band[band][number].entries.append((label.key, self._value(label, ends)))
        return self.cards

    def _value(self, label: Label, end: int) -> Cell:
        """What stands beside a label; further lines that stand under the value alone belong to it."""
        row, column = label.place
        self.used.add(row)
        if label.inline:
            return label.inline
        first = self._beside(row, column)
        lines = [_joined(first)]
        for below in range(row + 1, end):
            beside = self._beside(below, column)
            if self._text((below, column)) or not beside or not first:
                break
            self.used.add(below)
            lines.append(_joined(beside))
        return first[0] if len(first) == 1 and len(lines) == 1 else "\n".join(lines)

    def _beside(self, row: int, column: int) -> list[Cell]:
        """The filled cells at the right of a place, up to the next label or the next card."""
        following = bisect_right(self.bands, column)
        end = self.bands[following] if following < len(self.bands) else len(self.rows[row])
        found: list[Cell] = []
        for at in range(column + 1, min(end, len(self.rows[row]))):
            if (row, at) in self.at:
                break
            if self._text((row, at)):
                found.append(self.rows[row][at])
        return found

    def _text(self, place: Place) -> str:
        row, column = place
        return as_text(self.rows[row][column]) if column < len(self.rows[row]) else ""


def _joined(cells: list[Cell]) -> str:
    """Several values as one text, a day after a name in brackets as registers write it."""
    texts = [as_text(cell) for cell in cells]
    return " ".join([*texts[:1], *(f"({text})" if text[:1].isdecimal() else text for text in texts[1:])])
