"""Small survey files for tests, and reading them in the process of the test itself."""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from gis.surveys.layers import Table
from gis.surveys.packing import Handed, lay_out
from gis.surveys.tables import read_tables

#: A corner of an invented cemetery in EPSG:25831.
EAST, NORTH = 450_000.0, 4_616_000.0


def here(file: Handed) -> list[Table]:
    """Read in the process of the test: the same tables, without waiting for a process of their own."""
    with TemporaryDirectory() as folder:
        return read_tables(lay_out(file, Path(folder)))


def grave(place: int = 0, north: float = 0.0) -> BaseGeometry:
    return box(EAST + 3 * place, NORTH + north, EAST + 3 * place + 1, NORTH + north + 2)


def geojson(rows: Sequence[tuple[dict[str, Any], BaseGeometry]], srid: int = 25831) -> bytes:
    """A GeoJSON file of features with their properties, in any system."""
    features = [
        {"type": "Feature", "properties": values, "geometry": shapely.geometry.mapping(shape)} for values, shape in rows
    ]
    crs = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{srid}"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}).encode()


def graves(*codes: str, field: str = "codi", srid: int = 25831) -> Handed:
    """A survey of graves side by side."""
    rows = [({field: code, "obs": "x"}, grave(place)) for place, code in enumerate(codes)]
    return Handed("tombes.geojson", geojson(rows, srid))


def uploaded(file: Handed) -> io.BytesIO:
    """A file as a browser sends it."""
    content = io.BytesIO(file.content)
    content.name = file.name
    return content


def drawing(*entities: str) -> bytes:
    """A DXF with these entities, each as its codes and values with spaces between."""
    lines = [
        "0 SECTION",
        "2 ENTITIES",
        *(line for entity in entities for line in entity.split("\n")),
        "0 ENDSEC",
        "0 EOF",
    ]
    return "\n".join(part for line in lines for part in line.split(" ", 1)).encode()


def outline(layer: str, east: float, north: float, width: float = 1.0, height: float = 2.0) -> str:
    corners = [(east, north), (east + width, north), (east + width, north + height), (east, north + height)]
    points = "\n".join(f"10 {x}\n20 {y}" for x, y in corners)
    return f"0 LWPOLYLINE\n8 {layer}\n90 4\n70 1\n{points}"


def text(layer: str, east: float, north: float, words: str) -> str:
    return f"0 TEXT\n8 {layer}\n10 {east}\n20 {north}\n40 0.2\n1 {words}"
