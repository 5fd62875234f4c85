"""From the pieces of a letter to sheets: what stands where, what is kept together, where a new sheet begins."""

from collections.abc import Sequence

from cementiris.documents import paper
from cementiris.documents.paper import Letter, Window
from cementiris.documents.typesetting import (
    BOLD,
    GREY,
    LEADING,
    MM_PER_POINT,
    SANS,
    SERIF,
    SMALL_SIZE,
    TYPE_SIZE,
    Barcode,
    Line,
    Mark,
    Measure,
    Setter,
    Sheet,
    Shield,
    Square,
    Text,
    plain,
)
from cementiris.documents.wording import Kind, Piece

TEXT_WIDTH_MM = paper.RIGHT_MM - paper.LEFT_MM
LABEL_WIDTH_MM = 30.0
COLUMN_GAP_MM = 6.0
HALF_WIDTH_MM = (TEXT_WIDTH_MM - COLUMN_GAP_MM) / 2
ADDRESS_SIZES = (10.5, 9.5, 8.5, 7.5)
ADDRESS_LEADING = 1.22
ADDRESS_MARGIN_MM = 2.5
BARCODE_HEIGHT_MM = 4.5
BLANK_MM = 14.5  # room to write by hand
SIGNING_ROOM_MM = 11.0

# A letter that runs over by a few lines is set a little smaller before it is given another sheet.
SCALES = (1.0, 0.95, 0.9)


def lay_out(letter: Letter, *, measure: Measure, window: Window = paper.RIGHT_WINDOW) -> list[list[Mark]]:
    """The sheets of one letter, each a list of marks."""
    wanted_count = 1 + sum(piece.kind is Kind.SHEET for piece in letter.pieces)
    for scale in SCALES:
        sheets = LetterSheets(letter, setter=Setter(measure), window=window, scale=scale).set()
        if len(sheets) <= wanted_count:
            return sheets
    return LetterSheets(letter, setter=Setter(measure), window=window).set()


class LetterSheets:
    """The sheets of one letter while they are being filled from the top down."""

    def __init__(self, letter: Letter, *, setter: Setter, window: Window, scale: float = 1.0) -> None:
        self.letter = letter
        self.setter = setter
        self.window = window
        self.size = TYPE_SIZE * scale
        self.leading = LEADING * scale
        self.sheets = [Sheet(paper.TEXT_TOP_MM)]
        self.ways = {
            Kind.TITLE: self._title,
            Kind.HEADING: self._heading,
            Kind.PARAGRAPH: self._paragraph,
            Kind.NOTE: self._note,
            Kind.ITEM: self._item,
            Kind.BOX: self._box,
            Kind.BLANKS: self._blanks,
            Kind.FACTS: self._facts,
            Kind.SIGNATURE: self._signature,
            Kind.SHEET: self._next_sheet,
        }

    def set(self) -> list[list[Mark]]:
        """Set the whole letter."""
        self._letterhead()
        self._references()
        if self.letter.recipient:
            self._address()
            self._folds()
        for piece in self.letter.pieces:
            self.ways[piece.kind](piece)
        self._feet()
        return [sheet.marks for sheet in self.sheets]

    # ---- the first sheet's fixed places

    def _letterhead(self) -> None:
        sender = self.letter.sender
        self._put(Shield(paper.LEFT_MM, 13.0, sender.initial))
        self._put(Text(paper.LEFT_MM + 18, 20.5, sender.name, face=SERIF, size=15))
        for place, line in enumerate(sender.lines):
            self._put(Text(paper.LEFT_MM + 18, 25.6 + 3.9 * place, line, size=SMALL_SIZE, grey=GREY))

    def _references(self) -> None:
        """Number and date, on the side of the sheet that the window leaves free."""
        is_right = self.window.left > paper.SHEET_WIDTH_MM / 3
        x = paper.LEFT_MM if is_right else self.window.left + self.window.width + 5
        width = (self.window.left if is_right else paper.RIGHT_MM) - x - 2
        y = self.window.top + 5
        for label, text in self.letter.references:
            self._put(Text(x, y, label, size=SMALL_SIZE, grey=GREY))
            for line in self.setter.lines(plain(text), width):
                y += 4.3
                self._put(Text(x, y, line[0][0]))
            y += 5.1

    def _address(self) -> None:
        """The reader's code and the address, inside the window: a letter that comes back need not be opened."""
        window, number = self.window, self.letter.number
        x = window.left + ADDRESS_MARGIN_MM
        right = window.left + window.width - ADDRESS_MARGIN_MM
        self._put(Barcode(x, window.top + 1.5, number, BARCODE_HEIGHT_MM))
        self._put(Text(right - self.setter.width(number, size=7.5), window.top + 4.8, number, size=7.5))
        size, lines = self._address_lines()
        y = window.top + BARCODE_HEIGHT_MM + 6.2
        for line in lines:
            self._put(Text(x, y, line, size=size))
            y += size * MM_PER_POINT * ADDRESS_LEADING

    def _address_lines(self) -> tuple[float, list[str]]:
        """The address in the largest size in which every line of it shows through the window."""
        room = self.window.height - BARCODE_HEIGHT_MM - 4
        width = self.window.width - 2 * ADDRESS_MARGIN_MM
        for size in ADDRESS_SIZES:
            parts = [self.setter.lines(plain(part), width, size=size) for part in self.letter.recipient]
            lines = [line[0][0] for part in parts for line in part]
            if len(lines) * size * MM_PER_POINT * ADDRESS_LEADING <= room:
                break
        return size, lines

    def _folds(self) -> None:
        for y in paper.FOLDS_MM:
            self._put(Line(4, y, 8, y, width=0.3, grey=GREY))

    # ---- the running text

    def _title(self, piece: Piece) -> None:
        self._room(14)
        for line in self.setter.lines(plain(piece.text), TEXT_WIDTH_MM * 0.95, face=SERIF, size=14):
            self._put(Text(paper.LEFT_MM, self.y + 4, line[0][0], face=SERIF, size=14))
            self.y += 6.2
        self.y += 2.2

    def _heading(self, piece: Piece) -> None:
        self._room(3 * self.leading + 4)
        self.y += 1.4
        self._put(Text(paper.LEFT_MM, self.y + 3.6, plain(piece.text), face=BOLD, size=self.size))
        self.y += self.leading + 0.6

    def _paragraph(self, piece: Piece) -> None:
        self._running(piece.text, paper.LEFT_MM)
        self.y += 2.1

    def _note(self, piece: Piece) -> None:
        self.y += 2
        for line in self.setter.lines(plain(piece.text), TEXT_WIDTH_MM, size=SMALL_SIZE):
            self._room(4)
            self._put(Text(paper.LEFT_MM, self.y + 3.6, line[0][0], size=SMALL_SIZE, grey=GREY))
            self.y += 3.9

    def _item(self, piece: Piece) -> None:
        self._room(self.leading)
        self._put(Text(paper.LEFT_MM + 0.5, self.y + 3.6, "–", size=self.size))
        self._running(piece.text, paper.LEFT_MM + 4.5)
        self.y += 0.7

    def _box(self, piece: Piece) -> None:
        self._room(self.leading)
        self._put(Square(paper.LEFT_MM + 0.5, self.y + 0.6, 3.2))
        self._running(piece.text, paper.LEFT_MM + 6.5)
        self.y += 1.8

    def _blanks(self, piece: Piece) -> None:
        """Empty lines to write on, side by side, each with its name under it."""
        names = [plain(name).strip() for name in piece.text.split("|")]
        self._room(BLANK_MM)
        width = (TEXT_WIDTH_MM - COLUMN_GAP_MM * (len(names) - 1)) / len(names)
        for place, name in enumerate(names):
            x = paper.LEFT_MM + place * (width + COLUMN_GAP_MM)
            self._put(Line(x, self.y + 9, x + width, self.y + 9))
            self._put(Text(x, self.y + 12.6, name, size=SMALL_SIZE, grey=GREY))
        self.y += BLANK_MM

    def _facts(self, piece: Piece) -> None:
        """Label and value, two side by side where both are short."""
        facts = list(self.letter.facts)
        self._room(2 * self.leading)
        self._rule()
        while facts:
            pair = facts[:2] if all(self._is_short(fact) for fact in facts[:2]) else facts[:1]
            self._fact_row(pair, HALF_WIDTH_MM if len(pair) == 2 else TEXT_WIDTH_MM)
            del facts[: len(pair)]
        self.y += 1
        self._rule()
        self.y += 3

    def _is_short(self, fact: tuple[str, str]) -> bool:
        return self.setter.width(fact[1], size=self.size) <= HALF_WIDTH_MM - LABEL_WIDTH_MM

    def _fact_row(self, facts: Sequence[tuple[str, str]], width: float) -> None:
        self._room(self.leading + 1)
        top = lowest = self.y
        for place, (label, text) in enumerate(facts):
            self.y = top
            x = paper.LEFT_MM + place * (HALF_WIDTH_MM + COLUMN_GAP_MM)
            self._put(Text(x, self.y + 4.4, label, size=SMALL_SIZE + 0.6, grey=GREY))
            for line in self.setter.lines(plain(text), width - LABEL_WIDTH_MM, size=self.size):
                self._put(Text(x + LABEL_WIDTH_MM, self.y + 4.4, line[0][0], size=self.size))
                self.y += self.leading
            lowest = max(lowest, self.y)
        self.y = max(lowest, top + self.leading) + 0.35

    def _signature(self, piece: Piece) -> None:
        """Place and date, room to sign, the signer; never parted by the end of a sheet."""
        self._room(SIGNING_ROOM_MM + 1.5 + self.leading * len(self.letter.signature))
        self.y += 1.5
        for place, line in enumerate(self.letter.signature):
            self.y += SIGNING_ROOM_MM if place == 1 else 0
            self._running(plain(line), paper.LEFT_MM)
        self.y += 3

    def _next_sheet(self, piece: Piece) -> None:
        self.sheets.append(Sheet(paper.NEXT_TEXT_TOP_MM))
        self._put(Text(paper.LEFT_MM, 18, self.letter.sender.name, face=BOLD, size=SMALL_SIZE + 0.6))
        self._put_right(18, self.letter.number)
        self._put(Line(paper.LEFT_MM, 20.5, paper.RIGHT_MM, 20.5, width=0.4))

    def _feet(self) -> None:
        foot = f"{self.letter.called} {self.letter.number}"
        for number, sheet in enumerate(self.sheets, start=1):
            sheet.marks.append(Text(paper.LEFT_MM, paper.FOOT_MM, foot, size=SMALL_SIZE, grey=GREY))
            self._put_right(paper.FOOT_MM, f"Pàgina {number} de {len(self.sheets)}", sheet=sheet)

    # ---- the pen

    @property
    def y(self) -> float:
        """How far down the present sheet is filled."""
        return self.sheets[-1].y

    @y.setter
    def y(self, value: float) -> None:
        self.sheets[-1].y = value

    def _put(self, mark: Mark) -> None:
        self.sheets[-1].marks.append(mark)

    def _put_right(self, y: float, text: str, *, sheet: Sheet | None = None) -> None:
        x = paper.RIGHT_MM - self.setter.width(text, size=SMALL_SIZE)
        (sheet or self.sheets[-1]).marks.append(Text(x, y, text, size=SMALL_SIZE, grey=GREY))

    def _rule(self) -> None:
        self._put(Line(paper.LEFT_MM, self.y, paper.RIGHT_MM, self.y, width=0.4))

    def _room(self, needed: float) -> None:
        if self.y + needed > paper.TEXT_BOTTOM_MM:
            self._next_sheet(Piece(Kind.SHEET))

    def _running(self, text: str, x: float) -> None:
        for line in self.setter.lines(text, paper.RIGHT_MM - x, size=self.size):
            self._room(self.leading)
            at = x
            for run, is_bold in line:
                face = BOLD if is_bold else SANS
                self._put(Text(at, self.y + 3.6, run, face=face, size=self.size))
                at += self.setter.width(run, face=face, size=self.size)
            self.y += self.leading
