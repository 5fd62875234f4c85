"""Zip archives of strangers: every member is unpacked once, chunk by chunk, before any library may unpack it whole."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from cementiris.spreadsheets.errors import Unreadable
from cementiris.spreadsheets.limits import MEGABYTE, Limits, megabytes

CHUNK = MEGABYTE
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_SWOLLEN = 100 * MEGABYTE
_MEMBERS = 20_000
_MARKUP = (".xml", ".rels", ".vml")


class Archive:
    """A zip file whose directory has been read and found honest."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        """Read the directory; raise Unreadable for what is damaged, locked, or would swell beyond the limits."""
        self._content = content
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                self.members = archive.infolist()
        # BadZipFile for most damage; ValueError for names that are no UTF-8 though they say so and for a directory
        # said to begin before the file; NotImplementedError for a version of ZIP that the library does not know.
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Unreadable("damaged") from error
        self.names = frozenset(member.filename for member in self.members)
        self._refuse_bomb(limits)
        if any(member.flag_bits & 1 for member in self.members):
            raise Unreadable("protected")

    def _refuse_bomb(self, limits: Limits) -> None:
        unpacked = sum(member.file_size for member in self.members)
        packed = max(1, len(self._content))
        is_swollen = unpacked > _SWOLLEN and unpacked / packed > limits.ratio
        if unpacked > limits.unpacked_bytes or is_swollen or len(self.members) > _MEMBERS:
            raise Unreadable("bomb", size=megabytes(unpacked), limit=megabytes(limits.unpacked_bytes))

    def read(self, name: str) -> bytes:
        """The whole of one member, or nothing where there is none of that name; raise Unreadable as `chunks` does."""
        found = next((member for member in self.members if member.filename == name), None)
        return b"".join(self.chunks(found)) if found else b""

    def chunks(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """The member, unpacked chunk by chunk; raise Unreadable when it is not as large as said, or broken."""
        left = member.file_size
        try:
            for chunk in self._unpacked(member):
                left -= len(chunk)
                if left < 0:
                    raise Unreadable("damaged")
                yield chunk
        # zlib.error for broken data, struct.error for a local header that lies beyond the end of the file.
        except (zlib.error, struct.error) as error:
            raise Unreadable("damaged") from error
        if left:
            raise Unreadable("damaged")

    def _unpacked(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        header = _LOCAL_HEADER.unpack_from(self._content, member.header_offset)
        start = member.header_offset + _LOCAL_HEADER.size + header[9] + header[10]
        packed = memoryview(self._content)[start : start + member.compress_size]
        if member.compress_type == zipfile.ZIP_STORED:
            for at in range(0, len(packed), CHUNK):
                yield bytes(packed[at : at + CHUNK])
            return
        if member.compress_type != zipfile.ZIP_DEFLATED:
            raise Unreadable("damaged")
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        waiting: bytes | memoryview = packed
        while waiting and not inflater.eof:
            yield inflater.decompress(waiting, CHUNK)
            waiting = inflater.unconsumed_tail

    def refuse_entities(self) -> None:
        """A workbook needs no document type; one that brings it means to make its reader expand entities."""
        for member in self.members:
            if member.filename.endswith(_MARKUP) and has_document_type(self.chunks(member)):
                raise Unreadable("entities")


def has_document_type(chunks: Iterator[bytes]) -> bool:
    """Whether an XML text declares a document type before its first element."""
    seen: list[bool] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: seen.append(True)
    parser.StartElementHandler = lambda *_: seen.append(False)
    try:
        for chunk in chunks:
            for at in range(0, len(chunk), 2048):
                parser.Parse(chunk[at : at + 2048], False)
                if seen:
                    return seen[0]
    except expat.ExpatError:
        return bool(seen and seen[0])  # what is no XML at all expands nothing; whoever reads it calls it damaged
    return False
