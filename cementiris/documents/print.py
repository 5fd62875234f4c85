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
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from cementiris.documents import paper
from cementiris.documents.faces import FACES, face_file
from cementiris.documents.leaves import (
    Anchor,
    Disc,
    Hatch,
    Label,
    Leaf,
    Picture,
    Point,
    Ring,
    Shape,
    Stroke,
    hatch_lines,
)
from cementiris.documents.paper import Letter, Window
from cementiris.documents.sheets import lay_out
from cementiris.documents.typesetting import SANS, SERIF, Barcode, Line, Mark, Shield, Square, Text

POINTS_PER_MM = 72 / 25.4
# Without it ReportLab names Helvetica in every file and does not embed it.
FIRST_FACE: dict[str, Any] = {"initialFontName": SANS}
EVEN_ODD = 0  # what an inner ring encloses is a hole
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


def draw_leaves(leaves: Iterable[Leaf], *, title: str) -> bytes:
    """Sheets of any size as a PDF, to be printed at their own size: what is drawn to scale stays to scale."""
    register_faces()
    target = BytesIO()
    canvas = Canvas(target, invariant=1, pageCompression=1, lang="ca", **FIRST_FACE)
    canvas.setTitle(title)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setViewerPreference("PrintScaling", "None")
    for leaf in leaves:
        canvas.setPageSize((leaf.width * POINTS_PER_MM, leaf.height * POINTS_PER_MM))
        canvas.translate(0, leaf.height * POINTS_PER_MM - TOP)  # marks count from the top, as if of an A4 sheet
        for mark in leaf.marks:
            LEAF_WAYS[type(mark)](canvas, mark)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@cache
def register_faces() -> None:
    """Make the faces known to ReportLab, once in a process."""
    rl_config.useA85 = 0  # binary streams: a third less time and a fifth less file than ReportLab's printable ones
    for face in FACES:
        pdfmetrics.registerFont(TTFont(face.name, str(face_file(face))))


@lru_cache(maxsize=50_000)
def measure(text: str, face: str) -> float:
    """Width of a text at one point. Letters of a run share most of their words, so it is remembered."""
    register_faces()
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


def _draw_label(canvas: Canvas, mark: Label) -> None:
    canvas.setFont(mark.face, mark.size)
    canvas.setFillGray(mark.grey)
    x, y = _point(mark.x, mark.y)
    if not mark.angle:
        _write(canvas, mark, x, y)
        return
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(mark.angle)
    _write(canvas, mark, 0, 0)
    canvas.restoreState()


def _write(canvas: Canvas, mark: Label, x: float, y: float) -> None:
    back = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[mark.anchor]
    canvas.drawString(x - back * mark.size * measure(mark.text, mark.face), y, mark.text)


def _draw_shape(canvas: Canvas, mark: Shape) -> None:
    if mark.fill is not None:
        canvas.setFillGray(mark.fill)
    _take_pen(canvas, mark.line_width, mark.edge or 0.0, mark.dash)
    path = _rings(canvas, mark.rings)
    canvas.drawPath(path, stroke=int(mark.edge is not None), fill=int(mark.fill is not None), fillMode=EVEN_ODD)


def _draw_hatch(canvas: Canvas, mark: Hatch) -> None:
    canvas.saveState()
    canvas.clipPath(_rings(canvas, mark.rings), stroke=0, fill=0, fillMode=EVEN_ODD)
    _take_pen(canvas, mark.line_width, mark.grey, ())
    for angle in mark.angles:
        lines = hatch_lines(mark.rings, angle, mark.spacing)
        canvas.lines([(*_point(*start), *_point(*end)) for start, end in lines])
    canvas.restoreState()


def _draw_stroke(canvas: Canvas, mark: Stroke) -> None:
    _take_pen(canvas, mark.line_width, mark.grey, mark.dash)
    path = canvas.beginPath()
    _trace(path, mark.points)
    canvas.drawPath(path)


def _draw_disc(canvas: Canvas, mark: Disc) -> None:
    _take_pen(canvas, mark.line_width, 0, ())
    canvas.setFillGray(mark.fill)
    canvas.circle(*_point(mark.x, mark.y), mark.radius * POINTS_PER_MM, fill=1)


def _draw_picture(canvas: Canvas, mark: Picture) -> None:
    x, y = _point(mark.x, mark.y + mark.height)
    size = mark.width * POINTS_PER_MM, mark.height * POINTS_PER_MM
    canvas.drawImage(ImageReader(BytesIO(mark.content)), x, y, *size, preserveAspectRatio=True, mask="auto")


def _take_pen(canvas: Canvas, width: float, grey: float, dash: tuple[float, ...]) -> None:
    canvas.setStrokeGray(grey)
    canvas.setLineWidth(width)
    canvas.setDash(list(dash))


def _rings(canvas: Canvas, rings: tuple[Ring, ...]) -> Any:
    path = canvas.beginPath()
    for ring in rings:
        _trace(path, ring)
        path.close()
    return path


def _trace(path: Any, points: tuple[Point, ...]) -> None:
    first, *rest = points
    path.moveTo(*_point(*first))
    for point in rest:
        path.lineTo(*_point(*point))


LEAF_WAYS: dict[type, Callable[[Canvas, Any], None]] = {
    Label: _draw_label,
    Shape: _draw_shape,
    Hatch: _draw_hatch,
    Stroke: _draw_stroke,
    Disc: _draw_disc,
    Picture: _draw_picture,
    Shield: _draw_shield,
}
WAYS: dict[type[Mark], Callable[[Canvas, Any], None]] = {
    Line: _draw_line,
    Square: _draw_square,
    Barcode: _draw_barcode,
    Shield: _draw_shield,
}
