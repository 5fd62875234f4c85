"""The list for who goes to some units: where each is, what is to be done there, room for the hour and a signature."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from cementiris.design.writing import day_text
from cementiris.documents.leaves import Label, Leaf, LeafMark, Stroke
from cementiris.documents.typesetting import BOLD, GREY, SANS
from gis.prints.furniture import LINE_SIZE, Heading, head, shortened, width_of
from gis.prints.papers import FOOT, MARGIN, PAPERS, Paper, room_on

NAME_SIZE, TEXT_SIZE = 11.0, 9.6
LEADING = 4.6
#: Parts of the width that the columns begin at: the unit, its work, the hour and signature.
COLUMNS = (0.0, 0.36, 0.78)
LEAST_ROW = 16.0
HEAD_ROW = 7.0


@dataclass(frozen=True)
class WorkRow:
    """One unit of the list: its name, how to find it, and what is due there, line by line."""

    name: str
    where: tuple[str, ...]
    works: tuple[str, ...]


def work_leaves(heading: Heading, rows: Sequence[WorkRow], paper: str) -> list[Leaf]:
    """The sheets of the list, standing, unnumbered."""
    leaves: list[Leaf] = []
    sheet = PAPERS[paper]
    room = room_on(sheet)
    y = room.bottom + 1
    for row in rows:
        lines = _lines(row, room.width)
        tall = max(LEAST_ROW, 3 + LEADING * max(len(lines[0]) + 1, len(lines[1])))
        if y + tall > room.bottom + FOOT - 5:
            leaves.append(Leaf(sheet.width, sheet.height, [*_top(sheet, heading)]))
            y = room.top + HEAD_ROW
        leaves[-1].marks += _row(row, lines, y, room.width)
        y += tall
        leaves[-1].marks.append(Stroke(((MARGIN, y), (sheet.width - MARGIN, y)), 0.4, GREY))
    return leaves


def _top(sheet: Paper, heading: Heading) -> Iterator[LeafMark]:
    room = room_on(sheet)
    yield from head(sheet, heading, (day_text(heading.on), *heading.notes))
    for share, title in zip(COLUMNS, (_("Sepultura"), _("Feina"), _("Feta: hora i signatura")), strict=True):
        yield Label(MARGIN + share * room.width, room.top + 4, title, BOLD, LINE_SIZE, GREY)
    yield Stroke(((MARGIN, room.top + HEAD_ROW), (sheet.width - MARGIN, room.top + HEAD_ROW)), 0.8)


def _lines(row: WorkRow, width: float) -> tuple[list[str], list[str]]:
    """The texts of the first two columns, broken into lines."""
    rooms = [(after - before) * width - 4 for before, after in pairwise(COLUMNS)]
    return (
        [line for text in row.where for line in _broken(text, rooms[0])],
        [line for text in row.works for line in _broken(text, rooms[1])],
    )


def _broken(text: str, room: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, TEXT_SIZE) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return [shortened(line, room, TEXT_SIZE) for line in lines]


def _row(row: WorkRow, lines: tuple[list[str], list[str]], y: float, width: float) -> Iterator[LeafMark]:
    first, second = (MARGIN + share * width for share in COLUMNS[:2])
    name = shortened(row.name, second - first - 4, NAME_SIZE, BOLD)
    yield Label(first, y + 5, name, BOLD, NAME_SIZE)
    for index, line in enumerate(lines[0], start=1):
        yield Label(first, y + 5 + LEADING * index, line, SANS, TEXT_SIZE)
    for index, line in enumerate(lines[1]):
        yield Label(second, y + 5 + LEADING * index, line, SANS, TEXT_SIZE)
