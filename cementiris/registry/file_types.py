"""What a file is, told by its first bytes and never by its name: nobody vouches for what people bring. Pure: no Django.

Only these kinds are kept. Pictures that browsers draw safely are shown; everything else is handed out as a download.
"""

import re
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

NAME_LENGTH = 120
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of signs that do not show: controls, marks that turn the direction of writing, halves of a sign."""
_MOST_MEMBERS = 5000


@dataclass(frozen=True)
class FileType:
    """A kind of file; `is_shown` when a browser may draw it, `is_picture` when a preview can be made of it."""

    media_type: str
    suffix: str
    is_picture: bool = False
    is_shown: bool = False


PDF = FileType("application/pdf", ".pdf")
JPEG = FileType("image/jpeg", ".jpg", is_picture=True, is_shown=True)
PNG = FileType("image/png", ".png", is_picture=True, is_shown=True)
WEBP = FileType("image/webp", ".webp", is_picture=True, is_shown=True)
TIFF = FileType("image/tiff", ".tif", is_picture=True)
ODT = FileType("application/vnd.oasis.opendocument.text", ".odt")
DOCX = FileType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
TYPES = (PDF, JPEG, PNG, WEBP, TIFF, ODT, DOCX)

_SIGNATURES = (
    (PDF, re.compile(rb"%PDF-[12]\.\d")),
    (JPEG, re.compile(rb"\xff\xd8\xff")),
    (PNG, re.compile(rb"\x89PNG\r\n\x1a\n")),
    (WEBP, re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    (TIFF, re.compile(rb"II\*\x00|MM\x00\*")),
)


def type_of(content: bytes) -> FileType | None:
    """The kind of file; None for what is not kept."""
    found = next((kind for kind, signature in _SIGNATURES if signature.match(content)), None)
    return found or (_inside_zip(content) if content.startswith(b"PK\x03\x04") else None)


def type_named(media_type: str) -> FileType | None:
    """The kind with this media type, as kept beside the file."""
    return next((kind for kind in TYPES if kind.media_type == media_type), None)


def _inside_zip(content: bytes) -> FileType | None:
    """Only the list of members is read, nothing is unpacked; a text with macros is no text."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist()) if len(archive.infolist()) <= _MOST_MEMBERS else set()
    except (BadZipFile, UnicodeDecodeError, NotImplementedError):
        # Damaged; names that are no UTF-8 though they say so; a version of ZIP that the library does not know.
        return None
    if any("vbaproject" in name.lower() or name.startswith(("Basic/", "Scripts/")) for name in names):
        return None
    if {"[Content_Types].xml", "word/document.xml"} <= names:
        return DOCX
    return ODT if content[30:77] == b"mimetypeapplication/vnd.oasis.opendocument.text" else None


def plain_name(name: str, kind: FileType | None) -> str:
    """The name that a file had where it came from, fit to be shown: no folders, nothing unseen, the true ending.

    A file of no known kind keeps the ending that it came with.
    """
    last = PurePosixPath(name.replace("\\", "/").replace("\0", "")).name
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in _UNSEEN)
    stem = " ".join(PurePosixPath(seen).stem.split()).strip(". ")[:NAME_LENGTH]
    suffix = kind.suffix if kind else PurePosixPath(seen).suffix[:10]
    return f"{stem or 'document'}{suffix}"
