"""The type faces of every paper: static instances cut from the variable Source faces that PyPI packages carry.

A PDF can hold only one weight of a variable font, and a paper needs two, so each face is instanced once with fontTools,
limited to the scripts of European names, and kept as a file beside the other private files of the installation.
"""

import os
import tempfile
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from django.conf import settings

# Latin with its extensions (Catalan l·l, Romanian, Polish, Vietnamese), Greek, Cyrillic, punctuation and signs.
COVERED_SIGNS = (
    *range(0x20, 0x250),
    *range(0x370, 0x530),
    *range(0x1E00, 0x1F00),
    *range(0x2010, 0x2040),
    *range(0x20A0, 0x20C0),
    *range(0x2100, 0x2200),
    *range(0x25A0, 0x2616),
)


@dataclass(frozen=True)
class Face:
    """One weight of one family, as the papers use it, and where it is cut from."""

    name: str
    package: str
    source: str
    axes: tuple[tuple[str, int], ...]


SANS = Face("GCSans", "fontpkg_source_sans_3", "SourceSans3[wght].ttf", (("wght", 400),))
SANS_BOLD = Face("GCSans-Bold", "fontpkg_source_sans_3", "SourceSans3[wght].ttf", (("wght", 600),))
SERIF_BOLD = Face(
    "GCSerif-Bold", "fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf", (("opsz", 14), ("wght", 600))
)
FACES = (SANS, SANS_BOLD, SERIF_BOLD)


def face_file(face: Face) -> Path:
    """The TrueType file of one face, cut on first use (a second or two) and found ready ever after."""
    path = Path(settings.STATE_DIR) / "faces" / f"{face.name}.ttf"
    if not path.exists():
        _cut(face, path)
    return path


def _cut(face: Face, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".ttf")
    os.close(handle)
    try:
        _write_instance(face, draft)
        os.replace(draft, path)  # two processes may cut the same face: the last one wins, with the same content
    except BaseException:
        os.unlink(draft)
        raise


def _write_instance(face: Face, target: str) -> None:
    # fontTools takes half a second to import and is wanted once in the life of an installation.
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    with as_file(files(face.package) / "files" / face.source) as source:
        font = TTFont(source, recalcTimestamp=False)
        subsetter = Subsetter(
            Options(layout_features=["kern", "mark", "lnum", "tnum"], name_IDs=["*"], notdef_outline=True)
        )
        subsetter.populate(unicodes=COVERED_SIGNS)
        subsetter.subset(font)
        instance = instancer.instantiateVariableFont(font, dict(face.axes))
        _rename(instance, face.name)
        instance.save(target)


def _rename(font: object, name: str) -> None:
    # The licence (OFL) asks for another name on a changed version, and print engines tell weights apart by it.
    for record in font["name"].names:  # type: ignore[index]  # fontTools tables are untyped
        if record.nameID in (1, 4, 6, 16):
            record.string = name
