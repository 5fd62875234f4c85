"""The two faces as web fonts: the signs of Catalan, Spanish and English only, a fifteenth of the weight.

The result is a changed version of the originals, so it carries a name of its own, as their licence (SIL OFL 1.1) asks.
"""

import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SIGNS = (*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "‐‑–—‘’‚“”„•…′″€№←↑→↓−‹›✓"))
FEATURES = ["kern", "liga", "lnum", "tnum", "pnum", "locl", "mark", "mkmk", "ccmp", "calt"]
_NAMES_OF_A_FACE = (1, 3, 4, 6, 16)


@dataclass(frozen=True)
class Face:
    """One face: where it comes from, what it is called here, and the range of each axis that pages use."""

    file_name: str
    family: str
    package: str
    source: str
    axes: dict[str, tuple[float, float]]


FACES = (
    Face("gc-sans.woff2", "GC Sans", "fontpkg_source_sans_3", "SourceSans3[wght].ttf", {"wght": (400, 700)}),
    Face(
        "gc-serif.woff2",
        "GC Serif",
        "fontpkg_source_serif_4",
        "SourceSerif4[opsz,wght].ttf",
        {"wght": (400, 600), "opsz": (14, 60)},
    ),
)


def make_web_font(face: Face, target: Path) -> None:
    """Write `face` as WOFF2 to `target`; a reader never sees half a file. Raises OSError when it cannot be written.

    Two processes of the web server may do it at once: each writes a file of its own, and both write the same bytes,
    or one would announce the length of the other's.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(f".{os.getpid()}.part")
    with TTFont(_source_of(face), lazy=True, recalcTimestamp=False) as font:
        _cut_down(font, face)
        font.flavor = "woff2"
        font.save(unfinished)
    unfinished.replace(target)


def _cut_down(font: TTFont, face: Face) -> None:
    options = subset.Options(layout_features=FEATURES, hinting=False, notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=SIGNS)
    subsetter.subset(font)
    instancer.instantiateVariableFont(font, face.axes, inplace=True)
    for record in font["name"].names:
        if record.nameID in _NAMES_OF_A_FACE:
            record.string = face.family.replace(" ", "") if record.nameID == 6 else face.family


def _source_of(face: Face) -> Path:
    spec = find_spec(face.package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(face.package)
    return Path(spec.origin).parent / "files" / face.source
