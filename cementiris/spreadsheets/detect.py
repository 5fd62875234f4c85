"""What a file is, by its content: never by its name."""

from __future__ import annotations

from cementiris.spreadsheets.archives import Archive
from cementiris.spreadsheets.errors import Unreadable
from cementiris.spreadsheets.extents import widest_sheet
from cementiris.spreadsheets.limits import DEFAULT_LIMITS, Limits, megabytes

_CONTROLS = bytes(sign for sign in range(32) if sign not in b"\t\n\r\x0b\x0c\x1a")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_BEGINNING, _CIPHERED = b"\x09\x08", b"\x2f\x00"
_VERSIONS = (b"\x00\x05", b"\x00\x06")
_RECORDS_LOOKED_AT = 4
_OTHERS = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"%PDF": "PDF", b"BM": "BMP", b"II*\0": "TIFF"}
_OTHERS |= {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gzip", b"MZ": "EXE", b"{\\rtf": "RTF"}
_ACCESS = (b"\0\1\0\0Standard Jet DB\0", b"\0\1\0\0Standard ACE DB\0")
_DBF_VERSIONS = frozenset(b"\x02\x03\x04\x05\x30\x31\x32\x43\x63\x83\x8b\x8e\xcb\xf5\xfb")
_DBF_TYPES = frozenset(b"CNDLFMGBITYPVQWO@+0")


def detect(content: bytes, limits: Limits = DEFAULT_LIMITS) -> str:
    """Name what a file is: ``workbook``, ``dbf``, ``access`` or ``text``; raise Unreadable for what is none of these.

    A workbook that passes can be opened: it is no bomb, brings no entities and reaches no farther than the limits.
    """
    if not content.strip(b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty_file")
    if len(content) > limits.file_bytes:
        raise Unreadable("too_large", size=megabytes(len(content)), limit=megabytes(limits.file_bytes))
    if content.startswith(b"PK"):
        return _detect_zip(content, limits)
    if content.startswith(_OLE):
        return _detect_ole(content)
    if content.startswith(_ACCESS):
        return "access"
    if is_dbf(content):
        return "dbf"
    _refuse_other_binaries(content)
    return "text"


def is_dbf(content: bytes) -> bool:
    """Whether a file begins like a dBase table: a version, a day, and a first field with a name and a type."""
    if len(content) < 65 or content[0] not in _DBF_VERSIONS:
        return False
    header = int.from_bytes(content[8:10], "little")
    name = content[32:43].partition(b"\0")[0]
    is_named = bool(name) and all(sign > 32 for sign in name)
    return header >= 65 and content[2] <= 12 and content[3] <= 31 and is_named and content[43] in _DBF_TYPES


def _refuse_other_binaries(content: bytes) -> None:
    for mark, kind in _OTHERS.items():
        if content.startswith(mark) and (len(mark) > 2 or b"\0" in content[:64]):
            raise Unreadable("not_a_table", found=kind)
    head = content[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    if len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 50:
        raise Unreadable("not_a_table", found="binari")


def _detect_zip(content: bytes, limits: Limits) -> str:
    archive = Archive(content, limits)
    if "xl/workbook.bin" in archive.names:
        raise Unreadable("binary_workbook")
    if not archive.names & {"xl/workbook.xml", "content.xml"}:
        raise Unreadable("not_a_table", found="ZIP")
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Unreadable("protected")
    archive.refuse_entities()
    sheet, count = widest_sheet(archive, limits.cells)
    if count > limits.cells:
        raise Unreadable("too_many_cells", sheet=sheet, count=count, limit=limits.cells)
    return "workbook"


def _detect_ole(content: bytes) -> str:
    """An OLE container is an old .xls, or the envelope of a workbook locked with a password."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Unreadable("protected")
    if not any(stream.encode("utf-16-le") in content for stream in ("Workbook", "Book")):
        raise Unreadable("not_a_table", found="OLE")
    if any(_is_locked(content[at : at + _SECTOR]) for at in range(_SECTOR, len(content), _SECTOR)):
        raise Unreadable("protected")
    return "workbook"


def _is_locked(sector: bytes) -> bool:
    """Whether a sector begins a workbook of which the first records say that the rest is ciphered."""
    if sector[:2] != _BEGINNING or sector[4:6] not in _VERSIONS:
        return False
    at = 0
    for _ in range(_RECORDS_LOOKED_AT):
        if sector[at : at + 2] == _CIPHERED:
            return True
        at += 4 + int.from_bytes(sector[at + 2 : at + 4], "little")
    return False
