"""What cameras write beside a picture: where it was taken, and how to hand the picture out without any of it.

Pure: no Django. Nothing is unpacked: the picture's own bytes stay as they are, only the notes beside them go.
"""

import struct
from collections.abc import Iterator
from io import BytesIO

from PIL import ExifTags, Image

from cementiris.registry.pictures import FAULTS, FORMATS

#: Parts of a JPEG that its colours need: JFIF, the colour profile, Adobe's transform.
_KEPT_APPS = frozenset({0xE0, 0xE2, 0xEE})
_COMMENT, _SCAN, _END = 0xFE, 0xDA, 0xD9
_PNG_NOTES = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_WEBP_NOTES = frozenset({b"EXIF", b"XMP "})
#: Flags of a WebP's head that announce such notes.
_WEBP_FLAGS = 0b0000_1100


def taken_at(content: bytes) -> tuple[float, float] | None:
    """Latitude and longitude in degrees that the camera wrote down; None where it wrote none that can be."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            place = image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
            north = _degrees(place[ExifTags.GPS.GPSLatitude], place.get(ExifTags.GPS.GPSLatitudeRef, "N"), "S")
            east = _degrees(place[ExifTags.GPS.GPSLongitude], place.get(ExifTags.GPS.GPSLongitudeRef, "E"), "W")
    except (Image.DecompressionBombError, *FAULTS):
        return None
    return (round(north, 6), round(east, 6)) if abs(north) <= 90 and abs(east) <= 180 and (north or east) else None


def _degrees(parts: tuple[float, ...], side: object, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return (degrees + minutes / 60 + seconds / 3600) * (-1 if side == negative else 1)


def without_details(content: bytes) -> bytes | None:
    """The same picture without what the camera wrote beside it, but for which side is up; None where it is damaged."""
    try:
        if content.startswith(b"\xff\xd8"):
            return b"\xff\xd8" + _which_side_is_up(content) + b"".join(_jpeg_parts(content))
        if content.startswith(b"\x89PNG"):
            return content[:8] + b"".join(_png_chunks(content))
        body = b"".join(_webp_chunks(content))
        return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
    except (IndexError, ValueError, struct.error):
        return None


def _which_side_is_up(content: bytes) -> bytes:
    """The smallest note that keeps a picture from lying on its side; none where it stands."""
    try:
        with Image.open(BytesIO(content), formats=("JPEG",)) as image:
            side = image.getexif().get(ExifTags.Base.Orientation)
    except (Image.DecompressionBombError, *FAULTS):
        return b""
    if side not in range(2, 9):
        return b""
    note = Image.Exif()
    note[ExifTags.Base.Orientation] = side
    told = note.tobytes()
    return b"\xff\xe1" + struct.pack(">H", len(told) + 2) + told


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    """The parts after the first mark up to the picture's end; what hangs on behind it goes too."""
    place = 2
    while True:
        if content[place] != 0xFF:
            raise ValueError("no mark where one must be")
        mark = content[place + 1]
        if mark == _END:
            yield b"\xff\xd9"
            return
        if mark == 0xFF:
            place += 1
            continue
        end = place + 2 + struct.unpack_from(">H", content, place + 2)[0]
        if mark == _SCAN:
            end = _after_scan(content, end)
        if not _is_note(mark):
            yield content[place:end]
        place = end


def _is_note(mark: int) -> bool:
    return mark == _COMMENT or (0xE0 <= mark <= 0xEF and mark not in _KEPT_APPS)


def _after_scan(content: bytes, place: int) -> int:
    """Where the packed points end: at the next mark that is neither filling nor a restart."""
    while True:
        place = content.index(b"\xff", place)
        if content[place + 1] != 0 and not 0xD0 <= content[place + 1] <= 0xD7:
            return place
        place += 2


def _png_chunks(content: bytes) -> Iterator[bytes]:
    place = 8
    while place < len(content):
        length, kind = struct.unpack_from(">I4s", content, place)
        if kind not in _PNG_NOTES:
            yield content[place : place + length + 12]
        place += length + 12
        if kind == b"IEND":
            return


def _webp_chunks(content: bytes) -> Iterator[bytes]:
    place = 12
    while place < len(content):
        kind, length = struct.unpack_from("<4sI", content, place)
        end = place + 8 + length + length % 2
        if kind == b"VP8X":
            yield content[place : place + 8] + bytes([content[place + 8] & ~_WEBP_FLAGS]) + content[place + 9 : end]
        elif kind not in _WEBP_NOTES:
            yield content[place:end]
        place = end
