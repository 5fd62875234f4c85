"""Opening a survey file and choosing its layer. Pure; GDAL reads, this says in plain codes why it could not."""

import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
import pyogrio
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj import CRS
from pyproj.exceptions import CRSError

from gis.surveys.refusals import SurveyRefusedError

SUFFIXES = frozenset({".shp", ".gpkg", ".geojson", ".json"})
SHAPEFILE_PARTS = (".shx", ".dbf")
#: Bytes. A zip that unfolds to more than this is not a cemetery.
LARGEST_UNZIPPED = 1_000_000_000


@dataclass(frozen=True)
class Table:
    """The rows of a layer: one geometry each (None where the file has none), and its attributes by field."""

    geometries: NDArray[np.object_]
    values: dict[str, list[object]]


@dataclass(frozen=True)
class Layer:
    """One layer of a file, not yet read."""

    address: str
    name: str
    fields: tuple[str, ...]
    feature_count: int
    crs: CRS | None

    def read(self, fields: Sequence[str], *, at_most: int) -> Table:
        """Read geometry and the named fields; SurveyRefusedError when the layer is too long or broken."""
        if self.feature_count > at_most:
            raise SurveyRefusedError("too_many_features", count=self.feature_count, most=at_most)
        try:
            with warnings.catch_warnings():  # GDAL's remarks on rings and encodings; what matters is judged later
                warnings.simplefilter("ignore", RuntimeWarning)
                frame = pyogrio.read_dataframe(
                    self.address, layer=self.name, columns=list(dict.fromkeys(fields)), on_invalid="ignore"
                )
        except (DataSourceError, DataLayerError, ValueError, UnicodeError) as error:
            raise SurveyRefusedError("unreadable") from error
        geometries = np.array(frame.geometry.array, dtype=object)
        return Table(geometries, {name: list(frame[name]) for name in fields})


def open_layers(path: Path) -> list[Layer]:
    """All layers with geometry of a file; SurveyRefusedError says what is wrong with it otherwise."""
    if not path.is_file():
        raise SurveyRefusedError("no_such_file", path=str(path))
    if not path.stat().st_size:
        raise SurveyRefusedError("empty_file")
    try:
        layers = [
            _layer(address, name)
            for address in _addresses(path)
            for name, geometry_type in pyogrio.list_layers(address)
            if geometry_type is not None
        ]
    except (DataSourceError, DataLayerError, UnicodeError) as error:
        raise SurveyRefusedError("unreadable") from error
    if not layers:
        raise SurveyRefusedError("no_layers")
    return layers


def choose_layer(layers: list[Layer], *, wanted: str | None, code_field: str) -> Layer:
    """The layer asked for, or the only one that can be meant; otherwise SurveyRefusedError with their names."""
    names = ", ".join(layer.name for layer in layers)
    if wanted:
        for layer in layers:
            if layer.name == wanted:
                return layer
        raise SurveyRefusedError("no_such_layer", layer=wanted, layers=names)
    if len(layers) == 1:
        return layers[0]
    fitting = [layer for layer in layers if find_field(layer.fields, code_field)]
    if len(fitting) != 1:
        raise SurveyRefusedError("choose_layer", layers=names)
    return fitting[0]


def find_field(fields: Sequence[str], wanted: str) -> str | None:
    """The field of that name, capitals ignored."""
    if wanted in fields:
        return wanted
    return next((name for name in fields if name.casefold() == wanted.strip().casefold()), None)


def _layer(address: str, name: str) -> Layer:
    facts = pyogrio.read_info(address, layer=name, force_feature_count=True)
    fields = tuple(str(field) for field in facts["fields"])
    return Layer(address, name, fields, int(facts["features"]), _reference_system(facts["crs"]))


def _reference_system(text: str | None) -> CRS | None:
    try:
        return CRS.from_user_input(text) if text else None
    except CRSError:
        return None


def _addresses(path: Path) -> list[str]:
    if path.suffix.lower() == ".zip":
        return _zipped(path)
    if path.suffix.lower() not in SUFFIXES:
        raise SurveyRefusedError("unknown_format", suffix=path.suffix or path.name)
    if path.suffix.lower() == ".shp":
        _refuse_missing_parts([sibling.name for sibling in path.parent.iterdir()], path.name)
    return [str(path)]


def _zipped(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise SurveyRefusedError("unreadable") from error
    if size > LARGEST_UNZIPPED:
        raise SurveyRefusedError("too_large")
    inside = [name for name in names if PurePosixPath(name).suffix.lower() in SUFFIXES and "__MACOSX" not in name]
    if not inside:
        raise SurveyRefusedError("nothing_zipped")
    for name in inside:
        if name.lower().endswith(".shp"):
            _refuse_missing_parts(names, name)
    return [f"/vsizip/{path.resolve()}/{name}" for name in inside]


def _refuse_missing_parts(names: Sequence[str], shapefile: str) -> None:
    """A shapefile is several files; without its index or its table GDAL reads nothing useful."""
    present = {name.casefold() for name in names}
    missing = [part for part in SHAPEFILE_PARTS if shapefile[:-4].casefold() + part not in present]
    if missing:
        raise SurveyRefusedError("missing_parts", missing=", ".join(missing))
