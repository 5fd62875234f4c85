"""What a file is, by its content: never by its name alone."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from imports.errors import UnreadableFile
from imports.readers.extents import widest_sheet

MAX_FILE_BYTES = 50 * 1024 * 1024
MAX_UNPACKED_BYTES = 600 * 1024 * 1024
MAX_RATIO = 400
MAX_CELLS = 12_000_000
_MEGABYTE = 1024 * 1024
_CONTROLS = bytes(sign for sign in range(32) if sign not in b"\t\n\r\x0b\x0c\x1a")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"%PDF": "PDF", b"BM": "BMP", b"II*\0": "TIFF"}
_PICTURES |= {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gzip", b"MZ": "EXE", b"{\\rtf": "RTF"}


def detect_format(name: str, content: bytes) -> str:
    """Name the reader for a file: ``workbook`` or ``text``; raise UnreadableFile for what is neither."""
    if not content.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise UnreadableFile("empty_file", name=name)
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableFile("too_large", name=name, size=_megabytes(len(content)), limit=_megabytes(MAX_FILE_BYTES))
    if content.startswith(b"PK"):
        return _detect_zip(name, content)
    if content.startswith(_OLE):
        return _detect_ole(name, content)
    _refuse_other_binaries(name, content)
    return "text"


def _refuse_other_binaries(name: str, content: bytes) -> None:
    for mark, kind in _PICTURES.items():
        if content.startswith(mark) and (len(mark) > 2 or b"\0" in content[:64]):
            raise UnreadableFile("not_a_table", name=name, found=kind)
    head = content[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    if len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 50:
        raise UnreadableFile("not_a_table", name=name, found="binari")


def _detect_zip(name: str, content: bytes) -> str:
    """A workbook is a zip file; its directory tells the unpacked sizes before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise UnreadableFile("damaged", name=name) from error
    _refuse_bomb(name, members)
    names = {member.filename for member in members}
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile("protected", name=name)
    if not names & {"xl/workbook.xml", "content.xml"}:
        raise UnreadableFile("not_a_table", name=name, found="ZIP")
    _look_inside(name, content, members)
    return "workbook"


def _refuse_bomb(name: str, members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    # An honest sheet of half a million equal rows packs about a hundredfold.
    if unpacked > MAX_UNPACKED_BYTES or (unpacked > 100 * _MEGABYTE and unpacked / packed > MAX_RATIO):
        limit = _megabytes(MAX_UNPACKED_BYTES)
        raise UnreadableFile("bomb", name=name, size=_megabytes(unpacked), limit=limit)


def _look_inside(name: str, content: bytes, members: list[zipfile.ZipInfo]) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_entities(name, archive, members)
            sheet, count = widest_sheet(archive)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, ValueError, EOFError) as error:
        raise UnreadableFile("damaged", name=name) from error
    if count > MAX_CELLS:
        raise UnreadableFile("too_many_cells", name=name, sheet=sheet, count=count, limit=MAX_CELLS)


def _refuse_entities(name: str, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """A workbook's XML needs no document type; one that brings it means to make the reader expand entities."""
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as part:
                head = part.read(2048)
            if b"<!ENTITY" in head or b"<!DOCTYPE" in head:
                raise UnreadableFile("entities", name=name)


def _detect_ole(name: str, content: bytes) -> str:
    """An OLE container is an old .xls, or the envelope of a workbook locked with a password."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableFile("protected", name=name)
    if not any(stream.encode("utf-16-le") in content for stream in ("Workbook", "Book")):
        raise UnreadableFile("not_a_table", name=name, found="OLE")
    return "workbook"


def _megabytes(size: int) -> int:
    return max(1, round(size / _MEGABYTE))
