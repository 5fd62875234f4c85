"""A town's layers as files: GeoPackage in EPSG:25831, GeoJSON in longitude and latitude (RFC 7946).

Rows are read and written some thousands at a time: a town of 100,000 units needs no more memory than a small one.
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.db.models.functions import AsGeoJSON, Transform
from django.db import models
from django.db.models import Func
from pyogrio import raw

from cementiris.registry.models import Cemetery
from gis.datasets.catalogue import DATASETS, Dataset, Fields
from gis.datasets.rows import LayerRows

ROWS_AT_ONCE = 5000
#: Decimals of a degree: 1e-7 is a centimetre.
PRECISION = 7
BYTES_AT_ONCE = 256 * 1024
#: Features that go out together in one piece of a stream.
FEATURES_AT_ONCE = 500
#: How a kind of value is written: the type in memory, and what stands for no value under its mask.
_KINDS: dict[type, tuple[str, Any]] = {
    models.IntegerField: ("int32", 0),
    models.BooleanField: ("bool", False),
    models.DateField: ("datetime64[D]", np.datetime64("NaT", "D")),
}


@dataclass(frozen=True)
class Extract:
    """What is taken out: the day, one cemetery or all of them, with people or without."""

    on: date
    cemetery: Cemetery | None = None
    people: bool = False

    def rows(self, dataset: Dataset) -> LayerRows:
        """The rows of a layer."""
        return dataset.read(self.on, cemetery=self.cemetery.pk if self.cemetery else None, people=self.people)

    def columns(self, dataset: Dataset) -> Fields:
        """The columns of a layer."""
        return dataset.columns_of(people=self.people)


def geopackage(extract: Extract) -> Iterator[bytes]:
    """Every layer in one GeoPackage, piece by piece: the file is made when the first is asked for, and gone after."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layers.gpkg"
        write_geopackage(path, extract)
        with path.open("rb") as file:
            yield from iter(partial(file.read, BYTES_AT_ONCE), b"")


def write_geopackage(path: Path, extract: Extract) -> None:
    """Write every layer of the open town into a new file; empty layers too, so that a style finds its columns."""
    for dataset in DATASETS:
        columns = extract.columns(dataset)
        shape = Func(dataset.shape, function="ST_AsBinary", output_field=models.BinaryField())
        rows = extract.rows(dataset).values_list("pk", *columns, shape).iterator(ROWS_AT_ONCE)
        is_begun = False
        while (part := list(islice(rows, ROWS_AT_ONCE))) or not is_begun:
            _write_part(path, dataset, columns, part, is_begun=is_begun)
            is_begun = True


def _write_part(path: Path, dataset: Dataset, columns: Fields, part: list[Sequence[Any]], *, is_begun: bool) -> None:
    kinds: Fields = {"id": models.IntegerField(), **columns}
    values = [_column([row[index] for row in part], field) for index, field in enumerate(kinds.values())]
    raw.write(
        path,
        geometry=np.array([bytes(row[-1]) if row[-1] else None for row in part], dtype=object),
        field_data=[column for column, _ in values],
        field_mask=[mask for _, mask in values],
        fields=list(kinds),
        layer=dataset.name,
        driver="GPKG",
        geometry_type=type(dataset.shape_field).__name__.removesuffix("Field"),
        crs=f"EPSG:{settings.STORAGE_SRID}",
        append=is_begun,
    )


def _column(values: list[Any], field: "models.Field[Any, Any]") -> tuple[Any, Any]:
    """The values of one column as an array, and where there are none."""
    missing = np.array([value is None for value in values], dtype=bool)
    kind, nothing = _KINDS.get(type(field), ("object", None))
    return np.array([nothing if value is None else value for value in values], dtype=kind), missing


def geojson(dataset: Dataset, extract: Extract) -> Iterator[str]:
    """One layer as a feature collection, piece by piece: rows are read while the answer is sent."""
    columns = extract.columns(dataset)
    rows = extract.rows(dataset).values_list("pk", *columns, _outward(dataset.shape)).iterator(ROWS_AT_ONCE)
    features = (_feature(dataset.name, tuple(columns), row) for row in rows)
    yield f'{{"type":"FeatureCollection","name":"{dataset.name}","features":['
    comma = ""
    while part := list(islice(features, FEATURES_AT_ONCE)):
        yield comma + ",\n".join(part)
        comma = ",\n"
    yield "]}\n"


def _outward(shape: str) -> AsGeoJSON:
    """The shape in degrees, with outer rings counterclockwise as RFC 7946 asks for."""
    degrees: GeometryField[Any, Any] = GeometryField(srid=settings.API_SRID)
    turned = Func(Transform(shape, settings.API_SRID), function="ST_ForcePolygonCCW", output_field=degrees)
    return AsGeoJSON(turned, precision=PRECISION)


def _feature(layer: str, names: tuple[str, ...], row: Sequence[Any]) -> str:
    key, *values, shape = row
    properties = json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False, default=str)
    head = f'{{"type":"Feature","id":"{layer}.{key}","geometry":{shape or "null"}'
    return f'{head},"properties":{properties}}}'
