"""What the colours of a drawing mean, by its legend: a coloured cell beside a word, or the word itself coloured."""

from __future__ import annotations

from collections.abc import Callable

from cementiris.spreadsheets.drawings import Drawing, Place
from imports.cleaning.kinds import state_of

_LONGEST_WORD = 30
_NO_COLOUR = ""

Texts = Callable[[Place], str]
"""The text of a cell, or nothing beyond the sheet."""


def read_legend(
    drawing: Drawing, text_of: Texts, is_inside: Callable[[Place], bool]
) -> tuple[dict[str, str], set[int]]:
    """The word of each colour as it is written, and the rows of the legend; `is_inside`: a cell of the drawing itself.

    Where the words stand beside coloured cells, a word of a state beside a bare one tells what no colour means.
    """
    words: dict[str, str] = {}
    rows: set[int] = set()
    swatches: set[tuple[int, int]] = set()
    for place, colour in sorted(drawing.fills.items()):
        if is_inside(place):
            continue
        found = _word_of(place, text_of)
        if found is None or is_inside((place[0], place[1] + found[1])):
            continue
        words.setdefault(colour, found[0])
        rows.add(place[0])
        swatches.add((place[1], found[1]))
    for column, step in swatches:
        for row in sorted({row + down for row in rows for down in (-1, 1)} - rows):
            word = text_of((row, column + step))
            if (
                step
                and row >= 0
                and state_of(word)
                and not text_of((row, column))
                and (row, column) not in drawing.fills
            ):
                words.setdefault(_NO_COLOUR, word)
                rows.add(row)
    return words, rows


def _word_of(place: Place, text_of: Texts) -> tuple[str, int] | None:
    """The word that a coloured cell explains, and how many columns away it stands."""
    row, column = place
    own = text_of(place)
    if own:
        return (own, 0) if state_of(own) else None
    for step in (1, -1, 2):
        word = text_of((row, column + step)).strip(" :=-–")
        if word and len(word) <= _LONGEST_WORD and not word[:1].isdecimal():
            return word, step
    return None
