"""Drawings on sheets of any size: hatches that run on, faces embedded, the same bytes each time."""

from io import BytesIO
from math import cos, radians, sin

import pytest
from PIL import Image
from pypdf import PdfReader

from cementiris.documents.leaves import Anchor, Disc, Hatch, Label, Leaf, Picture, Shape, Stroke, box, hatch_lines
from cementiris.documents.print import draw_leaves


def picture() -> bytes:
    target = BytesIO()
    Image.new("RGB", (4, 8), "white").save(target, "PNG")
    return target.getvalue()


def sheet() -> Leaf:
    return Leaf(
        100,
        50,
        [
            Shape((box(10, 10, 20, 20), box(15, 15, 5, 5)), fill=0.8),
            Hatch((box(10, 10, 20, 20),)),
            Stroke(((0, 0), (100, 50)), dash=(2, 1)),
            Disc(50, 25, 2),
            Label(50, 25, "Nínxol l·l", anchor=Anchor.MIDDLE, angle=90),
            Picture(60, 10, 20, 20, picture()),
        ],
    )


def test_a_sheet_is_as_large_as_it_says_and_holds_its_texts() -> None:
    reader = PdfReader(BytesIO(draw_leaves([sheet(), Leaf(420, 297)], title="Prova")))
    sides = [(page.mediabox.width, page.mediabox.height) for page in reader.pages]
    assert [(round(wide / 72 * 25.4), round(tall / 72 * 25.4)) for wide, tall in sides] == [(100, 50), (420, 297)]
    assert "Nínxol l·l" in reader.pages[0].extract_text()
    assert len(reader.pages[0].images) == 1


def test_a_sheet_is_printed_at_its_own_size_by_default() -> None:
    reader = PdfReader(BytesIO(draw_leaves([sheet()], title="Prova")))
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/PrintScaling"] == "/None"


def test_the_same_sheet_always_makes_the_same_file() -> None:
    assert draw_leaves([sheet()], title="Prova") == draw_leaves([sheet()], title="Prova")


@pytest.mark.parametrize("angle", [0.0, 45.0, 90.0, 135.0])
def test_the_lines_of_a_hatch_cover_the_area_and_meet_those_next_to_it(angle: float) -> None:
    left, right, both = (hatch_lines((box(x, 5, wide, 10),), angle, 1.5) for x, wide in ((0, 10), (10, 10), (0, 20)))
    assert len(both) >= len(left) >= 6
    offsets = [[round(_offset(line, angle) / 1.5, 6) for line in lines] for lines in (left, right, both)]
    assert all(offset == int(offset) for lines in offsets for offset in lines)
    assert set(offsets[0]) | set(offsets[1]) == set(offsets[2])


def _offset(line: tuple[tuple[float, float], tuple[float, float]], angle: float) -> float:
    (x, y), _end = line
    return x * sin(radians(angle)) + y * cos(radians(angle))
