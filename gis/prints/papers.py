"""The papers and the scales of what is drawn to scale, and which part of a sheet the drawing has."""

from dataclasses import dataclass

#: Denominators of the scales a person meets on a printed elevation and on a printed plan.
WALL_SCALES = (10, 20, 25, 50, 75, 100, 150, 200)
PLAN_SCALES = (100, 200, 250, 500, 750, 1000, 1500, 2000)

MARGIN = 10.0
HEAD = 23.0
FOOT = 27.0


@dataclass(frozen=True)
class Paper:
    """A sheet lying before the reader; millimetres."""

    name: str
    width: float
    height: float

    def turned(self) -> "Paper":
        """The same sheet, its other side down."""
        return Paper(self.name, self.height, self.width)


A4 = Paper("A4", 210.0, 297.0)
A3 = Paper("A3", 297.0, 420.0)
PAPERS = {paper.name: paper for paper in (A4, A3)}


@dataclass(frozen=True)
class Room:
    """The part of a sheet that a drawing has, in millimetres from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height


def room_on(paper: Paper) -> Room:
    """What head and foot leave of a sheet."""
    return Room(MARGIN, MARGIN + HEAD, paper.width - 2 * MARGIN, paper.height - 2 * MARGIN - HEAD - FOOT)


def on_paper(metres: float, scale: int) -> float:
    """Millimetres that a length has on paper."""
    return metres * 1000 / scale
