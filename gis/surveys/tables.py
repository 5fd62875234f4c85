"""The tables of a survey file: every layer with its geometries made sound and its attributes as text.

Pure, and meant to run in a process of its own (`child.py`): GDAL opens strangers' bytes here, and mending what crosses
itself may take any time. Coordinates are as in the file. Only the drivers of `DRIVERS` are let in.
"""

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from pyogrio import raw
from pyogrio.errors import CRSError, DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

from gis.surveys.drawings import drawn_tables
from gis.surveys.geometry import Cleaned, clean
from gis.surveys.layers import MOST_FEATURES, Table, as_text
from gis.surveys.packing import Laid
from gis.surveys.refusals import SurveyRefusedError

DRIVERS = frozenset({"ESRI Shapefile", "GPKG", "GeoJSON", "LIBKML", "DXF"})
#: Corners of all features together; a surveyed grave has five to ten.
MOST_POSITIONS = 2_000_000
MOST_LAYERS = 300
MOST_FIELDS = 60
#: What KML says of each feature besides what people wrote.
_KML_FIELDS = frozenset(
    {"id", "timestamp", "begin", "end", "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon"}
)
_UNREADABLE = (
    DataSourceError, DataLayerError, FeatureError, FieldError, GeometryError, CRSError,
    ValueError, OverflowError, shapely.errors.ShapelyError,
)  # fmt: skip


def read_tables(laid: Sequence[Laid]) -> list[Table]:
    """Every layer with geometry of files laid out for reading; raises SurveyRefusedError when one cannot be read."""
    try:
        with warnings.catch_warnings():  # GDAL's remarks on rings and encodings; what matters is judged later
            warnings.simplefilter("ignore", RuntimeWarning)
            warnings.simplefilter("ignore", UserWarning)
            tables = [table for file in laid for table in _tables_of(file)]
    except _UNREADABLE as error:
        raise SurveyRefusedError("unreadable") from error
    if not tables:
        raise SurveyRefusedError("no_layers")
    _refuse_many_layers(len(tables))
    return tables


def _refuse_many_layers(count: int) -> None:
    if count > MOST_LAYERS:
        raise SurveyRefusedError("too_many_layers", count=count, most=MOST_LAYERS)


def _tables_of(file: Laid) -> list[Table]:
    address = str(file.path)
    names = [str(name) for name, geometry in pyogrio.list_layers(address) if geometry is not None]
    _refuse_many_layers(len(names))
    is_drawing, is_kml = file.path.suffix == ".dxf", file.path.suffix == ".kml"
    found = []
    for name in names:
        told = name if len(names) > 1 and not is_drawing else file.name
        table = _table(address, name, told, is_kml=is_kml)
        found += drawn_tables(table) if is_drawing else [table] if table.count or not is_kml else []
    return found


def _table(address: str, layer: str, name: str, *, is_kml: bool) -> Table:
    facts = pyogrio.read_info(address, layer=layer, force_feature_count=True)
    count = int(facts["features"])
    table = Table(name, count, str(facts["crs"] or ""))
    if count > MOST_FEATURES:
        return table
    meta, geometries, columns = _rows(address, layer)
    _refuse_many_positions(geometries)
    cleaned = [_cleaned(geometry) for geometry in geometries]
    table.shapes = [shapely.to_wkb(one.shape) if one.shape is not None else None for one in cleaned]
    table.faults = [list(one.issues) for one in cleaned]
    table.values = {
        str(title): [as_text(value) for value in column]
        for title, column in list(zip(meta["fields"], columns, strict=True))[:MOST_FIELDS]
        if not (is_kml and title in _KML_FIELDS)
    }
    return table


def _rows(address: str, layer: str) -> tuple[dict[str, Any], NDArray[np.object_], list[Any]]:
    """Geometries as WKB and the columns; a table of a shapefile that lies about its encoding is read as Windows'."""
    try:
        meta, _, geometries, columns = raw.read(address, layer=layer)
    except UnicodeDecodeError:
        meta, _, geometries, columns = raw.read(address, layer=layer, encoding="cp1252")
    return meta, geometries, columns


def _refuse_many_positions(geometries: NDArray[np.object_]) -> None:
    positions = sum(len(geometry) for geometry in geometries if geometry is not None) // 16
    if positions > MOST_POSITIONS:
        raise SurveyRefusedError("too_many_positions", most=MOST_POSITIONS)


def _cleaned(geometry: bytes | None) -> Cleaned:
    """One geometry made sound; a ring that is none, or a kind that GEOS does not know, is no area."""
    if geometry is None:
        return clean(None)
    try:
        return clean(shapely.from_wkb(geometry))
    except shapely.errors.ShapelyError:
        return Cleaned(None, ("not_an_area",))
