"""What a stranger handed in, laid out for reading: each file known by its content, unpacked under names of our own.

Pure. Nothing that a file says of itself becomes a path: a zip that names `../../etc/x` gets `3.geojson` like any other.
"""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cementiris.spreadsheets.archives import Archive, has_document_type
from cementiris.spreadsheets.errors import Unreadable
from cementiris.spreadsheets.limits import MEGABYTE, Limits
from gis.surveys.refusals import SurveyRefusedError

#: A plan of 50,000 graves has 20 MB; unpacked ten times as much.
LIMITS = Limits(file_bytes=50 * MEGABYTE, unpacked_bytes=200 * MEGABYTE, ratio=200)
SUFFIXES = frozenset({".shp", ".gpkg", ".geojson", ".json", ".kml", ".kmz", ".dxf", ".zip"})
PARTS_NEEDED = (".shx", ".dbf")
PARTS = frozenset({".shp", *PARTS_NEEDED, ".prj", ".cpg"})
#: What programs lay beside a shapefile and nobody needs.
PARTS_IGNORED = frozenset({".qix", ".sbn", ".sbx", ".xml", ".qmd", ".qpj", ".qml", ".fix", ".idx"})
#: A day that is always the same: the same parts give the same archive, and so the same fingerprint.
_ANY_DAY = (2000, 1, 1, 0, 0, 0)
_DXF = re.compile(rb"\A(\xef\xbb\xbf)?\s*(999[ \t]*\r?\n[^\n]*\n\s*)*0[ \t]*\r?\n[ \t]*SECTION")
_REFUSED_BY_UNREADABLE = {"bomb": "too_large", "protected": "locked"}


@dataclass(frozen=True)
class Handed:
    """One file as it was handed in: its name, which is only ever shown, and its bytes."""

    name: str
    content: bytes

    @property
    def suffix(self) -> str:
        """The end of its name, small."""
        return PurePosixPath(self.name.replace("\\", "/")).suffix.lower()

    @property
    def stem(self) -> str:
        """Its name without folders and end: what the parts of a shapefile share."""
        return PurePosixPath(self.name.replace("\\", "/")).stem


@dataclass(frozen=True)
class Laid:
    """One file laid out for reading: where it is, and what to call it before people."""

    path: Path
    name: str


def hand_in(files: Sequence[Handed]) -> Handed:
    """One file out of those handed in together: the parts of a shapefile become one archive, always the same.

    Raises SurveyRefusedError for what is no survey by its content, for files that do not belong together, and for
    a shapefile that lacks parts.
    """
    used = [file for file in files if file.suffix not in PARTS_IGNORED] or list(files)
    if not used:
        raise SurveyRefusedError("empty_file")
    if any(file.suffix == ".shp" for file in used):
        return _archive(used)
    if len(used) > 1:
        raise SurveyRefusedError("several_files", names=", ".join(file.name for file in used[:5]))
    refuse_unknown(used[0])
    return used[0]


def from_disk(path: Path) -> Handed:
    """A file on disk with, for a .shp, the parts beside it; SurveyRefusedError when it is not there or no survey."""
    if not path.is_file():
        raise SurveyRefusedError("no_such_file", path=str(path))
    beside = path.parent.iterdir() if path.suffix.lower() == ".shp" else [path]
    paths = sorted(part for part in beside if part.stem == path.stem and part.suffix.lower() in {*PARTS, path.suffix})
    return hand_in([Handed(part.name, part.read_bytes()) for part in paths if part.is_file()] if paths else [])


def refuse_unknown(file: Handed) -> str:
    """The format of a file by its content, as a suffix; SurveyRefusedError says why it is none that can be read."""
    if not file.content:
        raise SurveyRefusedError("empty_file")
    if len(file.content) > LIMITS.file_bytes:
        raise SurveyRefusedError("too_large")
    found = _format_of(file.content)
    if found == ".shp":
        raise SurveyRefusedError("missing_parts", missing=", ".join(PARTS_NEEDED))
    if not found:
        known = file.suffix in SUFFIXES
        raise SurveyRefusedError("unreadable" if known else "unknown_format", suffix=file.suffix or file.name)
    return found


def lay_out(file: Handed, folder: Path) -> list[Laid]:
    """Write what can be read of a file into an empty folder; raises SurveyRefusedError, naming what is missing."""
    found = refuse_unknown(file)
    if found != ".zip":
        return [_lay(file, folder, 0)]
    inside = [member for member in _unpacked(file.content) if member.suffix in {*SUFFIXES, *PARTS} - {".zip", ".kmz"}]
    shapes: dict[str, list[Handed]] = defaultdict(list)
    for member in inside:
        if member.suffix in PARTS:
            shapes[str(PurePosixPath(member.name).with_suffix("")).casefold()].append(member)
    laid = [_lay_shapefile(parts, folder, at) for at, parts in enumerate(shapes.values()) if _has(parts, ".shp")]
    others = [member for member in inside if member.suffix not in PARTS]
    laid += [_lay(member, folder, len(shapes) + at) for at, member in enumerate(others)]
    if not laid:
        raise SurveyRefusedError("nothing_zipped")
    return laid


def _format_of(content: bytes) -> str:
    """The suffix that a file should have, judged by how it begins; nothing for what no survey begins with."""
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith(b"SQLite format 3\0"):
        if b"gpkg_contents" not in content:
            raise SurveyRefusedError("other_database")
        return ".gpkg"
    if content.startswith(b"AC10"):
        raise SurveyRefusedError("dwg")
    if content.startswith(b"AutoCAD Binary DXF"):
        raise SurveyRefusedError("binary_dxf")
    marks = ((b"PK\x03\x04", ".zip"), (b"PK\x05\x06", ".zip"), (b"\0\0\x27\x0a", ".shp"), (b"{", ".geojson"))
    found = next((suffix for mark, suffix in marks if start.startswith(mark)), "")
    if not found and _DXF.match(content[:65536]):
        return ".dxf"
    return found or (".kml" if _is_kml(content) else "")


def _is_kml(content: bytes) -> bool:
    """Whether it is KML, in whichever encoding; one that declares a document type means to have entities expanded."""
    if b"<kml" not in content[:8192].replace(b"\0", b""):
        return False
    if has_document_type(iter([content])):
        raise SurveyRefusedError("entities")
    return True


def _archive(files: Sequence[Handed]) -> Handed:
    strangers = [file.name for file in files if file.suffix not in PARTS]
    stems = {file.stem.casefold() for file in files}
    if strangers or len(stems) > 1:
        raise SurveyRefusedError("several_files", names=", ".join(strangers or sorted(stems)))
    _refuse_missing_parts(files)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(files, key=lambda file: file.suffix):
            archive.writestr(zipfile.ZipInfo(f"{file.stem}{file.suffix}", _ANY_DAY), file.content)
    shape = next(file for file in files if file.suffix == ".shp")
    return Handed(shape.name, target.getvalue())


def _unpacked(content: bytes) -> Iterator[Handed]:
    """The members of an archive, each unpacked once within its limits."""
    try:
        archive = Archive(content, LIMITS)
        for member in archive.members:
            wanted = PurePosixPath(member.filename).suffix.lower() in {*SUFFIXES, *PARTS}
            if wanted and not member.is_dir() and "__MACOSX" not in member.filename:
                yield Handed(member.filename.replace("\\", "/"), b"".join(archive.chunks(member)))
    except Unreadable as error:
        raise SurveyRefusedError(_REFUSED_BY_UNREADABLE.get(error.code, "unreadable")) from error


def _lay(file: Handed, folder: Path, at: int) -> Laid:
    path = folder / f"{at}{refuse_unknown(file)}"
    path.write_bytes(file.content)
    return Laid(path, file.stem)


def _lay_shapefile(parts: Sequence[Handed], folder: Path, at: int) -> Laid:
    _refuse_missing_parts(parts)
    for part in parts:
        (folder / f"{at}{part.suffix}").write_bytes(part.content)
    return Laid(folder / f"{at}.shp", parts[0].stem)


def _refuse_missing_parts(parts: Sequence[Handed]) -> None:
    """A shapefile is several files; without its index or its table GDAL reads nothing useful."""
    missing = [suffix for suffix in PARTS_NEEDED if not _has(parts, suffix)]
    if missing:
        raise SurveyRefusedError("missing_parts", missing=", ".join(missing))
    if any(not part.content for part in parts if part.suffix != ".prj"):
        raise SurveyRefusedError("empty_file")


def _has(parts: Sequence[Handed], suffix: str) -> bool:
    return any(part.suffix == suffix for part in parts)
