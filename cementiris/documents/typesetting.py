"""Marks at places on a sheet, and the breaking of text into lines.

Pure: it knows no PDF library, only how wide a word is. Every position is in millimetres from the upper left corner.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from cementiris.documents.wording import BOLD_MARK

SANS, BOLD, SERIF = "GCSans", "GCSans-Bold", "GCSerif-Bold"
MM_PER_POINT = 25.4 / 72
GREY = 0.33  # as dark as small print must be to survive a photocopier

TYPE_SIZE = 10.3  # points of running text
SMALL_SIZE = 8.4  # points of labels, feet and small print
LEADING = 4.75  # millimetres from one line of it to the next

Measure = Callable[[str, str], float]
"""Width of a text in a face at one point, in points."""


@dataclass(frozen=True, slots=True)
class Text:
    """A run of words in one face; `y` is its baseline."""

    x: float
    y: float
    text: str
    face: str = SANS
    size: float = TYPE_SIZE
    grey: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line, `width` in points."""

    x: float
    y: float
    to_x: float
    to_y: float
    width: float = 0.5
    grey: float = 0.0


@dataclass(frozen=True, slots=True)
class Square:
    """A box to tick."""

    x: float
    y: float
    side: float


@dataclass(frozen=True, slots=True)
class Barcode:
    """The letter's number for a reader, Code 128."""

    x: float
    y: float
    text: str
    height: float


@dataclass(frozen=True, slots=True)
class Shield:
    """The lozenge of a Catalan municipal coat of arms, with the town's initial in it."""

    x: float
    y: float
    initial: str


Mark = Text | Line | Square | Barcode | Shield


@dataclass
class Sheet:
    """One side of paper and how far down it is filled."""

    y: float
    marks: list[Mark] = field(default_factory=list)


Run = tuple[str, bool]
Word = tuple[Run, ...]


class Setter:
    """Sets text: knows the width of words and breaks lines with it."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure

    def width(self, text: str, *, face: str = SANS, size: float = TYPE_SIZE) -> float:
        """How wide a text is, in millimetres."""
        return self.measure(text, face) * size * MM_PER_POINT

    def lines(self, text: str, width: float, *, face: str = SANS, size: float = TYPE_SIZE) -> list[list[Run]]:
        """The text broken to a width in millimetres, each line as runs of plain and bold words."""
        room = width / (size * MM_PER_POINT)
        blank = self.measure(" ", face)
        broken: list[list[Word]] = []
        used = room  # full: the first word opens the first line
        for word, wide in self._words_that_fit(text, room, face):
            if used + blank + wide > room:
                broken.append([])
                used = -blank
            broken[-1].append(word)
            used += blank + wide
        return [_runs(line) for line in broken]

    def _words_that_fit(self, text: str, room: float, face: str) -> Iterator[tuple[Word, float]]:
        for word in _words(text):
            wide = self._word_width(word, face)
            if wide <= room:
                yield word, wide
            else:
                yield from self._cut(word, room, face)

    def _word_width(self, word: Word, face: str) -> float:
        return sum(self.measure(text, BOLD if is_bold else face) for text, is_bold in word)

    def _cut(self, word: Word, room: float, face: str) -> Iterator[tuple[Word, float]]:
        # A "word" wider than the column (an address typed without blanks) is cut rather than lost off the edge.
        for text, is_bold in word:
            start = 0
            for end in range(1, len(text) + 1):
                longer = ((text[start : end + 1], is_bold),)
                if end == len(text) or self._word_width(longer, face) > room:
                    piece: Word = ((text[start:end], is_bold),)
                    yield piece, self._word_width(piece, face)
                    start = end


def plain(text: str) -> str:
    """The text without its bold marks."""
    return text.replace(BOLD_MARK, "")


def _words(text: str) -> list[Word]:
    words: list[list[tuple[str, bool]]] = [[]]
    for turn, segment in enumerate(text.split(BOLD_MARK)):
        for place, part in enumerate(segment.split(" ")):
            if place:
                words.append([])
            if part:
                words[-1].append((part, turn % 2 == 1))
    return [tuple(word) for word in words if word]


def _runs(words: Sequence[Word]) -> list[tuple[str, bool]]:
    runs: list[tuple[str, bool]] = []
    for place, word in enumerate(words):
        for part, (text, bold) in enumerate(word):
            glue = " " if place and not part else ""
            if runs and runs[-1][1] == bold:
                runs[-1] = (runs[-1][0] + glue + text, bold)
            else:
                if glue and runs:
                    runs[-1] = (runs[-1][0] + glue, runs[-1][1])
                runs.append((text, bold))
    return runs
