"""Pictures that people bring: whether they can be read, a small one to show, and the day they say they were taken.

Pure: no Django. A picture may be made to eat memory: its size is read before anything of it is unpacked.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from threading import Lock

from PIL import ExifTags, Image, ImageFile, ImageOps, UnidentifiedImageError

MOST_POINTS = 120_000_000
"""A telephone's best picture has 108 million points; a page of A3 at 600 per inch has 70."""
MOST_POINTS_UNPACKED = 40_000_000
"""Beyond this only what can be read at a smaller scale (JPEG) gets a preview."""
PREVIEW_SIDE = 480
_ONE_AT_A_TIME = Lock()
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")
FAULTS = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, EOFError, OverflowError,
    MemoryError, struct.error, ZeroDivisionError, Warning,
)  # fmt: skip
"""All that Pillow is known to raise on a damaged picture."""


@dataclass(frozen=True)
class Picture:
    """What could be told of a picture: `damage` is "", "broken" or "huge", `preview` a small JPEG bare of details."""

    damage: str = ""
    preview: bytes = b""


def look_at(content: bytes) -> Picture:
    """Read the picture; the preview carries nothing of what cameras write beside it (position, owner, maker)."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            points = image.width * image.height
            if points > MOST_POINTS:
                return Picture("huge")
            if points > MOST_POINTS_UNPACKED and image.format != "JPEG":
                return Picture()
            with _strictly():
                return Picture(preview=_preview(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Picture("huge")
    except FAULTS:
        return Picture("broken")


@contextmanager
def _strictly() -> Iterator[None]:
    """One picture at a time, so that memory has a bound; none that breaks off, which WeasyPrint lets pass for all."""
    with _ONE_AT_A_TIME:
        lenient = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _preview(image: Image.Image) -> bytes:
    image.draft("RGB", (2 * PREVIEW_SIDE, 2 * PREVIEW_SIDE))
    small = ImageOps.exif_transpose(image)
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    flat = Image.new("RGB", small.size, "white")
    solid = small.convert("RGBA")
    flat.paste(solid, mask=solid.getchannel("A"))
    written = BytesIO()
    flat.save(written, "JPEG", quality=80)
    return written.getvalue()


def taken_on(content: bytes) -> date | None:
    """The day that the camera wrote into the picture; None where it says none. The beginning of the file is enough."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            details = image.getexif()
            camera = details.get_ifd(ExifTags.IFD.Exif)
            text = camera.get(ExifTags.Base.DateTimeOriginal) or details.get(ExifTags.Base.DateTime) or ""
            return datetime.strptime(str(text)[:10], "%Y:%m:%d").date()
    except (Image.DecompressionBombError, *FAULTS):
        return None
