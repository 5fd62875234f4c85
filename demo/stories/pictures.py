"""Pictures and papers made on the spot, of niches that do not exist: the same for the same words and day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

SKY, GRAVEL = "#b9cfdf", "#b8ab94"
STONE, SHADE, SLAB, INK = "#c9bfae", "#8d8373", "#efeae1", "#2f2b26"
PHOTOGRAPH_SIZE, PAGE_SIZE, PAGE_DPI = (900, 700), (827, 1169), 100


def photograph(words: str, on: date) -> ContentFile[bytes]:
    """A wall of six niches, one of them with a slab that bears the words and the year."""
    picture = Image.new("RGB", PHOTOGRAPH_SIZE, STONE)
    pen = ImageDraw.Draw(picture)
    for place in range(6):
        left, top = 40 + place % 3 * 285, 50 + place // 3 * 320
        pen.rectangle((left, top, left + 255, top + 280), fill=SLAB if place == 1 else SHADE, outline=INK, width=4)
    pen.line((452, 80, 452, 180), fill=INK, width=8)
    pen.line((417, 112, 487, 112), fill=INK, width=8)
    pen.text((452, 230), words, fill=INK, font=ImageFont.load_default(26), anchor="mm")
    pen.text((452, 285), str(on.year - 30), fill=INK, font=ImageFont.load_default(30), anchor="mm")
    return _saved(picture, f"fotografia-{on:%Y%m%d}.jpg", "JPEG", quality=80)


def wall_photograph(size: tuple[int, int], missing: Collection[tuple[int, int]], on: date) -> ContentFile[bytes]:
    """A whole wall of so many floors and columns against the sky, as the camera sees it that stands before it."""
    floors, columns = size
    picture = Image.new("RGB", PHOTOGRAPH_SIZE, SKY)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((30, 160, 870, 600), fill=STONE, outline=INK, width=3)
    pen.rectangle((0, 600, 900, 700), fill=GRAVEL)
    wide, high = 810 / columns, 420 / floors
    for floor in range(1, floors + 1):
        for column in range(1, columns + 1):
            left, bottom = 45 + (column - 1) * wide, 592 - (floor - 1) * high
            fill = INK if (floor, column) in missing else SLAB
            pen.rectangle((left, bottom - high + 8, left + wide - 8, bottom), fill=fill, outline=SHADE, width=3)
    return _saved(picture, f"mur-{on:%Y%m%d}.jpg", "JPEG", quality=80)


def scanned_title(lines: tuple[str, ...], on: date) -> ContentFile[bytes]:
    """An old title on paper, as a scanner makes it: a PDF with one picture."""
    page = Image.new("L", PAGE_SIZE, 246)
    pen = ImageDraw.Draw(page)
    pen.rectangle((60, 60, PAGE_SIZE[0] - 60, PAGE_SIZE[1] - 60), outline=90, width=3)
    for row, line in enumerate(("TÍTOL DE DRET FUNERARI", *lines)):
        font = ImageFont.load_default(34 if row == 0 else 24)
        pen.text((PAGE_SIZE[0] / 2, 200 + row * 70), line, fill=40, font=font, anchor="mm")
    made = on.timetuple()
    return _saved(page, "titol-antic.pdf", "PDF", resolution=PAGE_DPI, creationDate=made, modDate=made)


def _saved(picture: Image.Image, name: str, form: str, **options: object) -> ContentFile[bytes]:
    buffer = BytesIO()
    picture.save(buffer, form, **options)
    return ContentFile(buffer.getvalue(), name=name)
