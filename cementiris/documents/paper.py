"""What a printed letter consists of, and the measures of the sheet it is printed on. Pure values, no library.

All measures are in millimetres from the upper left corner of an A4 sheet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cementiris.documents.wording import Piece, fill

SHEET_WIDTH_MM = 210.0
SHEET_HEIGHT_MM = 297.0
LEFT_MM = 25.0
RIGHT_MM = 190.0
TEXT_TOP_MM = 92.0
NEXT_TEXT_TOP_MM = 30.0
TEXT_BOTTOM_MM = 276.0
FOOT_MM = 285.0
FOLDS_MM = (99.0, 148.5, 198.0)  # in three for a DL envelope, in two for a C5


@dataclass(frozen=True)
class Window:
    """The part of the sheet that shows through the window of the envelope once folded."""

    left: float
    top: float
    width: float
    height: float


# Spanish "americano" (115 × 225 mm) and C5 envelopes have the window on the right, 100 × 45 mm, 20 mm from the edges;
# this area stays inside it wherever the sheet slips. A town with left-hand windows uses the other one.
RIGHT_WINDOW = Window(left=110.0, top=45.0, width=90.0, height=35.0)
LEFT_WINDOW = Window(left=20.0, top=45.0, width=90.0, height=35.0)


@dataclass(frozen=True)
class Sender:
    """The body that writes: its name and the lines under it."""

    name: str
    lines: tuple[str, ...] = ()
    initial: str = ""  # the letter in the lozenge that stands for the town's arms


@dataclass(frozen=True)
class Letter:
    """One letter, complete and ready to be laid out on its sheets."""

    number: str
    addressee: str
    sender: Sender
    recipient: tuple[str, ...]
    references: tuple[tuple[str, str], ...]
    pieces: tuple[Piece, ...]
    facts: tuple[tuple[str, str], ...] = ()
    signature: tuple[str, ...] = ()
    called: str = "Carta"


def letter_from_snapshot(body: str, snapshot: Mapping[str, Any]) -> Letter:
    """The letter that a template's text and a frozen snapshot make: the same two always make the same letter.

    Raises WordingFault when the text asks for something that the snapshot does not hold.
    """
    sender = snapshot["sender"]
    return Letter(
        number=snapshot["number"],
        addressee=snapshot["addressee"],
        sender=Sender(sender["name"], tuple(sender["lines"]), sender["initial"]),
        recipient=tuple(snapshot["recipient"]),
        references=_pairs(snapshot["references"]),
        pieces=fill(body, values=snapshot["values"], conditions=snapshot["conditions"]),
        facts=_pairs(snapshot["facts"]),
        signature=tuple(snapshot["signature"]),
    )


def _pairs(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, text) for label, text in rows)
