"""What a file is, by its content; its name as it may be shown; pictures that were made to do harm."""

import struct
import zlib
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageFile

from cementiris.registry.file_types import DOCX, JPEG, ODT, PDF, PNG, TIFF, WEBP, plain_name, type_named, type_of
from cementiris.registry.pictures import PREVIEW_SIDE, Picture, look_at, taken_on
from tests.registry import files

WORD = files.a_zip(**{"[Content_Types]__xml": b"<x/>", "word_0_document__xml": b"<x/>"})
OPEN_TEXT = files.a_zip(mimetype=b"application/vnd.oasis.opendocument.text", content__xml=b"<x/>")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.PDF, PDF),
        (files.a_picture(), JPEG),
        (files.a_picture(format="PNG"), PNG),
        (files.a_picture(format="WEBP"), WEBP),
        (files.a_picture(format="TIFF"), TIFF),
        (WORD, DOCX),
        (OPEN_TEXT, ODT),
    ],
)
def test_a_file_is_known_by_its_content(content: bytes, kind: object) -> None:
    assert type_of(content) is kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html>%PDF-1.7",
        b"MZ\x90\x00",
        b"PK\x03\x04 broken",
        files.a_zip(a__txt=b"x"),
        files.a_zip(**{"[Content_Types]__xml": b"", "word_0_document__xml": b"", "word_0_vbaProject__bin": b""}),
        files.a_zip(mimetype=b"application/vnd.oasis.opendocument.text", Basic_0_x=b""),
        b"GIF89a",
    ],
)
def test_what_is_none_of_these_is_not_kept(content: bytes) -> None:
    assert type_of(content) is None


@given(st.binary(max_size=200))
def test_no_bytes_break_the_telling(content: bytes) -> None:
    type_of(b"PK\x03\x04" + content)
    look_at(b"\xff\xd8\xff" + content)
    look_at(b"II*\x00" + content)
    assert taken_on(content) is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("foto.pdf", "foto.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\aina\\làpida 12.JPG", "làpida 12.jpg"),
        ("a\x00b\r\nSet-Cookie: x.jpg", "abSet-Cookie x.jpg".replace("Cookie x", "Cookie: x")),
        ("gpj\u202egpj.exe", "gpjgpj.jpg"),
        ("", "document.jpg"),
        ("...", "document.jpg"),
        ("x" * 500 + ".jpg", "x" * 120 + ".jpg"),
        ("\ud800.jpg", "jpg.jpg"),
    ],
)
def test_a_name_is_made_fit_to_be_shown(name: str, shown: str) -> None:
    assert plain_name(name, JPEG) == shown


@given(st.text())
def test_no_name_keeps_folders_or_unseen_signs(name: str) -> None:
    shown = plain_name(name, PDF)
    assert shown.endswith(".pdf")
    assert shown.isprintable()
    assert "/" not in shown
    assert len(shown) <= 124


def test_a_media_type_leads_back_to_its_kind() -> None:
    assert type_named("image/png") is PNG
    assert type_named("text/html") is None


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_preview_is_small_and_says_nothing_else(format: str) -> None:
    content = files.a_picture(format=format, taken="2026:11:20 10:00:00", here=True)
    with Image.open(BytesIO(look_at(content).preview)) as small:
        assert (small.format, max(small.size)) == ("JPEG", PREVIEW_SIDE)
        assert not dict(small.getexif())
        assert "exif" not in small.info


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "1", "I;16"])
def test_any_manner_of_colour_gets_a_preview(mode: str) -> None:
    assert look_at(files.a_picture(format="PNG", mode=mode)).preview


def test_a_picture_taken_lying_stands_in_its_preview() -> None:
    image, details, written = Image.new("RGB", (800, 400)), Image.Exif(), BytesIO()
    details[ExifTags.Base.Orientation] = 6
    image.save(written, "JPEG", exif=details)
    with Image.open(BytesIO(look_at(written.getvalue()).preview)) as small:
        assert small.size == (240, 480)


def _png_that_says(width: int, height: int) -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


@pytest.mark.parametrize("side", [11_000, 30_000, 2_000_000])
def test_a_picture_made_to_eat_memory_is_refused_unopened(side: int) -> None:
    assert look_at(_png_that_says(side, side)).damage == "huge"


def test_a_large_picture_that_cannot_be_read_small_gets_no_preview() -> None:
    assert look_at(_png_that_says(8_000, 8_000)) == Picture()


def test_a_picture_that_breaks_off_is_damaged_whatever_others_let_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    for format in ("JPEG", "PNG", "TIFF", "WEBP"):
        content = files.a_picture(format=format)
        assert look_at(content[: len(content) * 2 // 3]).damage == "broken", format
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


@pytest.mark.parametrize(
    "content", [files.a_picture()[:300], b"\xff\xd8\xff", _png_that_says(10, 10), _png_that_says(0, 9)]
)
def test_a_damaged_picture_is_said_to_be(content: bytes) -> None:
    assert look_at(content).damage == "broken"


def test_the_day_of_a_picture_is_read_from_its_beginning() -> None:
    content = files.a_picture(taken="2026:11:20 10:00:00")
    assert taken_on(content[:4096]) == date(2026, 11, 20)
    assert taken_on(files.a_picture()) is None
    assert taken_on(files.a_picture(taken="0000:00:00 00:00:00")) is None
