"""What stands around every drawing: the town's arms, titles, the legend, the scale bar, the north arrow, the pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from cementiris.design.states import STATES
from cementiris.documents.leaves import Anchor, Label, Leaf, LeafMark, Picture, Shape, Stroke, box
from cementiris.documents.print import measure
from cementiris.documents.typesetting import BOLD, GREY, MM_PER_POINT, SANS, SERIF, Shield
from gis.prints.papers import FOOT, HEAD, MARGIN, Paper, on_paper
from gis.prints.patterns import state_marks

ARMS_WIDTH = 16.0
ARMS_HEIGHT = 18.0
TITLE_SIZE = 15.0
LINE_SIZE = 8.6
#: A scale bar is at most this long on paper.
BAR_LENGTH = 60.0
BAR_PARTS = 4
NICE = (1, 2, 5)


@dataclass(frozen=True)
class Heading:
    """Whose paper it is, of what and of which day; `arms` is the town's crest as a picture where it has given one.

    Without one, the lozenge of its papers stands for it, with the `initial` of the town.
    """

    town: str
    initial: str
    cemetery: str
    title: str
    on: date
    arms: bytes = b""
    notes: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


def width_of(text: str, size: float, face: str = SANS) -> float:
    """Millimetres that a text takes."""
    return measure(text, face) * size * MM_PER_POINT


def shortened(text: str, room: float, size: float, face: str = SANS) -> str:
    """The text, or as much of its beginning as the room in millimetres holds."""
    if width_of(text, size, face) <= room:
        return text
    kept = text
    while kept and width_of(f"{kept}…", size, face) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…" if kept else ""


def head(paper: Paper, heading: Heading, lines: Iterable[str]) -> list[LeafMark]:
    """The top of a sheet: arms, town, title; on the right the lines that say scale, day and what is assumed."""
    left, right = MARGIN + ARMS_WIDTH + 3, paper.width - MARGIN
    said = list(lines)
    widest = max((width_of(line, LINE_SIZE) for line in said), default=0)
    room = right - left - widest - 6
    marks: list[LeafMark] = [
        _arms(heading),
        Label(left, MARGIN + 4.2, shortened(heading.town, room, 9.6, BOLD), BOLD, 9.6),
        Label(left, MARGIN + 11, shortened(heading.title, room, TITLE_SIZE, SERIF), SERIF, TITLE_SIZE),
        Label(left, MARGIN + 16, shortened(heading.cemetery, room, LINE_SIZE), SANS, LINE_SIZE, GREY),
        Stroke(((MARGIN, MARGIN + HEAD - 3), (right, MARGIN + HEAD - 3)), 0.8),
    ]
    for index, line in enumerate(said):
        marks.append(Label(right, MARGIN + 4.2 + 4.1 * index, line, SANS, LINE_SIZE, anchor=Anchor.END))
    return marks


def _arms(heading: Heading) -> LeafMark:
    if heading.arms:
        return Picture(MARGIN, MARGIN, ARMS_WIDTH, ARMS_HEIGHT, heading.arms)
    return Shield(MARGIN + 1, MARGIN, heading.initial)


def foot(paper: Paper, heading: Heading) -> list[LeafMark]:
    """The legend: each state with its pattern, its letter, its word and how many units are in it."""
    top = paper.height - MARGIN - FOOT + 12
    marks: list[LeafMark] = [Stroke(((MARGIN, top - 2), (paper.width - MARGIN, top - 2)), 0.4, GREY)]
    x, y = MARGIN, top
    for look in STATES:
        word = _counted(str(look.word), heading.counts.get(look.key, 0) if heading.counts else None)
        wide = 11 + width_of(word, LINE_SIZE) + 5
        if x + wide > paper.width - MARGIN and x > MARGIN:
            x, y = MARGIN, y + 6
        marks += _entry(x, y, look.key, look.letter)
        marks.append(Label(x + 10.5, y + 3.4, word, SANS, LINE_SIZE))
        x += wide
    return marks


def _counted(word: str, count: int | None) -> str:
    return word if count is None else f"{word} ({count})"


def _entry(x: float, y: float, state: str, letter: str) -> list[LeafMark]:
    is_anomaly = state == "anomaly"
    rings = (box(x, y, 9, 4.8),)
    marks = state_marks(rings, "" if is_anomaly else state, is_anomalous=is_anomaly)
    return [*marks, *on_white(x + 4.5, y + 3.4, letter, 7)]


def on_white(x: float, y: float, text: str, size: float, face: str = BOLD) -> list[LeafMark]:
    """A text about its middle on a white ground, so that no hatch runs through it."""
    wide = width_of(text, size, face) + 0.8
    tall = size * MM_PER_POINT * 0.78
    ground = Shape((box(x - wide / 2, y - tall, wide, tall + 0.35),), fill=1, edge=None)
    return [ground, Label(x, y, text, face, size, anchor=Anchor.MIDDLE)]


def scale_line(scale: int) -> str:
    """The scale in words."""
    return _("Escala 1:%(scale)s") % {"scale": scale}


def scale_bar(x: float, y: float, scale: int) -> list[LeafMark]:
    """A bar of alternating fields with its metres; `y` is its lower edge."""
    step = nice_step(BAR_LENGTH / BAR_PARTS * scale / 1000)
    wide = on_paper(step, scale)
    marks: list[LeafMark] = []
    for part in range(BAR_PARTS):
        ring = box(x + part * wide, y - 1.6, wide, 1.6)
        marks.append(Shape((ring,), fill=part % 2, edge=0, line_width=0.4))
    for part in range(BAR_PARTS + 1):
        unit = " m" if part == BAR_PARTS else ""
        text = f"{step * part:g}".replace(".", ",") + unit
        marks.append(Label(x + part * wide, y - 2.6, text, SANS, 6.6, anchor=Anchor.MIDDLE))
    return marks


def nice_step(most: float) -> float:
    """The largest of 1, 2, 5, 10, 20… (or 0.1, 0.2, 0.5…) that is not above `most`, in metres."""
    power = 0.01
    best = power
    while power <= most:
        best = max(factor * power for factor in NICE if factor * power <= most)
        power *= 10
    return round(best, 2)


def north_arrow(x: float, y: float) -> list[LeafMark]:
    """An arrow to the grid's north, which is up; `x` its middle, `y` its foot."""
    left = ((x, y - 13), (x, y - 3), (x - 3.4, y))
    right = ((x, y - 13), (x + 3.4, y), (x, y - 3))
    return [
        Shape((left,), fill=0),
        Shape((right,), fill=1),
        Label(x, y - 14, _("N"), BOLD, 9, anchor=Anchor.MIDDLE),
    ]


def number_pages(leaves: list[Leaf]) -> None:
    """Write on every sheet which it is, and of how many."""
    for index, leaf in enumerate(leaves, start=1):
        text = _("Full %(page)s de %(count)s") % {"page": index, "count": len(leaves)}
        x, y = leaf.width - MARGIN, leaf.height - MARGIN + 4
        leaf.marks.append(Label(x, y, text, SANS, LINE_SIZE, anchor=Anchor.END))
