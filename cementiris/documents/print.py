"""Papers for the printer: marks drawn with ReportLab. The only module that knows it.

Every face is embedded (a printer must never guess), and the same letters always make the same bytes.
"""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from cementiris.documents import paper
from cementiris.documents.faces import FACES, face_file
from cementiris.documents.paper import Letter, Window
from cementiris.documents.sheets import lay_out
from cementiris.documents.typesetting import SANS, SERIF, Barcode, Line, Mark, Shield, Square, Text

POINTS_PER_MM = 72 / 25.4
# Without it ReportLab names Helvetica in every file and does not embed it.
FIRST_FACE: dict[str, Any] = {"initialFontName": SANS}
TOP = paper.SHEET_HEIGHT_MM * POINTS_PER_MM


def draw_letter(letter: Letter, *, window: Window = paper.RIGHT_WINDOW) -> bytes:
    """One letter as a PDF."""
    return draw_run([letter], title=letter.number, window=window, sides=1)[0]


def draw_run(
    letters: Iterable[Letter], *, title: str, window: Window = paper.RIGHT_WINDOW, sides: int = 2
) -> tuple[bytes, int]:
    """Many letters as one file to print, and how many pages it has.

    With two `sides` each letter begins on a fresh leaf, so that a duplex printer never joins two people's letters.
    """
    register_faces()
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1, pageCompression=1, lang="ca", **FIRST_FACE)
    canvas.setTitle(title)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    page_count = 0
    for letter in letters:
        page_count += _draw(canvas, letter, window=window, sides=sides)
    canvas.save()
    return target.getvalue(), page_count


@cache
def register_faces() -> None:
    """Make the faces known to ReportLab, once in a process."""
    rl_config.useA85 = 0  # binary streams: a third less time and a fifth less file than ReportLab's printable ones
    for face in FACES:
        pdfmetrics.registerFont(TTFont(face.name, str(face_file(face))))


@lru_cache(maxsize=50_000)
def measure(text: str, face: str) -> float:
    """Width of a text at one point. Letters of a run share most of their words, so it is remembered."""
    return float(pdfmetrics.stringWidth(text, face, 1))


def _draw(canvas: Canvas, letter: Letter, *, window: Window, sides: int) -> int:
    sheets = lay_out(letter, measure=measure, window=window)
    canvas.bookmarkPage(letter.number)
    canvas.addOutlineEntry(f"{letter.number} {letter.addressee}", letter.number)
    for marks in sheets:
        draw_marks(canvas, marks)
        canvas.showPage()
    blank_count = -len(sheets) % sides
    for _ in range(blank_count):
        canvas.showPage()
    return len(sheets) + blank_count


def draw_marks(canvas: Canvas, marks: Iterable[Mark]) -> None:
    """Draw one sheet: its text in one go, which is twice as fast as run by run, then everything else."""
    texts: list[Text] = []
    for mark in marks:
        if isinstance(mark, Text):
            texts.append(mark)
        else:
            WAYS[type(mark)](canvas, mark)
    _draw_texts(canvas, texts)


def _draw_texts(canvas: Canvas, marks: Iterable[Text]) -> None:
    pen = canvas.beginText()
    look: tuple[str, float, float] | None = None
    for mark in marks:
        if (mark.face, mark.size, mark.grey) != look:
            look = (mark.face, mark.size, mark.grey)
            pen.setFont(mark.face, mark.size)
            pen.setFillGray(mark.grey)
        pen.setTextOrigin(*_point(mark.x, mark.y))
        pen.textLine(mark.text)  # textOut would measure it again, a seventh of all the time
    canvas.drawText(pen)


def _draw_line(canvas: Canvas, mark: Line) -> None:
    canvas.setStrokeGray(mark.grey)
    canvas.setLineWidth(mark.width)
    canvas.line(*_point(mark.x, mark.y), *_point(mark.to_x, mark.to_y))


def _draw_square(canvas: Canvas, mark: Square) -> None:
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.7)
    x, y = _point(mark.x, mark.y + mark.side)
    canvas.rect(x, y, mark.side * POINTS_PER_MM, mark.side * POINTS_PER_MM)


def _draw_barcode(canvas: Canvas, mark: Barcode) -> None:
    x, y = _point(mark.x, mark.y + mark.height)
    canvas.setFillGray(0)
    Code128(mark.text, barWidth=0.3 * POINTS_PER_MM, barHeight=mark.height * POINTS_PER_MM, quiet=0).drawOn(
        canvas, x, y
    )


def _draw_shield(canvas: Canvas, mark: Shield) -> None:
    """A lozenge under a mural crown, as the law of local heraldry gives Catalan municipalities."""
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.9)
    canvas.drawPath(_outline(canvas, mark, ((6.5, 4.5), (13, 11), (6.5, 17.5), (0, 11))))
    crown = (
        (2.5, 3.8),
        (2.5, 0),
        (4.1, 0),
        (4.1, 1.3),
        (5.7, 1.3),
        (5.7, 0),
        (7.3, 0),
        (7.3, 1.3),
        (8.9, 1.3),
        (8.9, 0),
    )
    canvas.drawPath(_outline(canvas, mark, (*crown, (10.5, 0), (10.5, 3.8))))
    canvas.setFillGray(0)
    canvas.setFont(SERIF, 15)
    x, y = _point(mark.x + 6.5, mark.y + 12.9)
    canvas.drawCentredString(x, y, mark.initial)


def _outline(canvas: Canvas, mark: Shield, corners: Iterable[tuple[float, float]]) -> Any:
    path = canvas.beginPath()
    first, *rest = [_point(mark.x + x, mark.y + y) for x, y in corners]
    path.moveTo(*first)
    for corner in rest:
        path.lineTo(*corner)
    path.close()
    return path


def _point(x: float, y: float) -> tuple[float, float]:
    return x * POINTS_PER_MM, TOP - y * POINTS_PER_MM


WAYS: dict[type[Mark], Callable[[Canvas, Any], None]] = {
    Line: _draw_line,
    Square: _draw_square,
    Barcode: _draw_barcode,
    Shield: _draw_shield,
}
