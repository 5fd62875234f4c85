"""What a printed sheet shows, read back from its PDF: outlines in millimetres, texts, sizes."""

from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader

from gis.prints.furniture import Heading

MM = 25.4 / 72
HEADING = Heading("Ajuntament de Vilaclara", "V", "Cementiri vell", "Bloc Sant Josep", date(2026, 11, 22))


@dataclass
class _Pen:
    outlines: list[list[tuple[float, float]]] = field(default_factory=list)

    def take(self, operator: bytes, operands: list[Any], matrix: list[float], _text: list[float]) -> None:
        if operator not in (b"m", b"l"):
            return
        x, y = (float(value) for value in operands)
        point = (x * matrix[0] + matrix[4], y * matrix[3] + matrix[5])
        if operator == b"m":
            self.outlines.append([])
        self.outlines[-1].append(point)


def outlines_on(page: PageObject) -> list[list[tuple[float, float]]]:
    """The corners of everything drawn on a page, outline by outline, in millimetres from its lower left corner."""
    pen = _Pen()
    page.extract_text(visitor_operand_before=pen.take)
    return [[(x * MM, y * MM) for x, y in outline] for outline in pen.outlines]


def boxes_on(page: PageObject) -> set[tuple[float, float, float, float]]:
    """Left, bottom, width and height of every upright rectangle, in tenths of a millimetre."""
    found = set()
    for outline in outlines_on(page):
        across, up = {round(x, 1) for x, _ in outline}, {round(y, 1) for _, y in outline}
        if len(outline) == 4 and len(across) == len(up) == 2:
            found.add((min(across), min(up), round(max(across) - min(across), 1), round(max(up) - min(up), 1)))
    return found


def pages_of(content: bytes) -> list[PageObject]:
    """The pages of a PDF."""
    return list(PdfReader(BytesIO(content)).pages)


def size_of(page: PageObject) -> tuple[int, int]:
    """Width and height in whole millimetres."""
    return round(float(page.mediabox.width) * MM), round(float(page.mediabox.height) * MM)
