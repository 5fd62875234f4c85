"""What a clerk is shown before choosing: the layers of a file, their fields, where each system would land. Pure."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import shapely
from shapely.geometry import Point

from cementiris.registry.numbers import number_key
from gis.surveys.coordinates import Landing, TownBox, landings, srid_of
from gis.surveys.layers import Table
from gis.surveys.matching import Register, names_whole
from gis.surveys.reading import Feature
from gis.surveys.sources import columns_of, plain, reference_of

SAMPLES = 4
#: Rows of a layer that are looked up in the register for each field; of more, so many are taken evenly.
MOST_LOOKED_UP, LEAST_LOOKED_UP = 4_000, 50
#: Rows that are looked up for all fields together.
MOST_LOOKUPS = 400_000
#: How people call the field that names a grave, the likeliest first.
CODE_NAMES = ("codi", "code", "codigo", "numero", "num", "number", "id", "nom", "name", "sepultura", "tomba", "ninxol")
#: What of a feature names it, in the order in which it holds them.
ROLES = ("code", "section", "row", "column")
#: A field of which less is different from feature to feature says where they lie, not what they are.
MOST_REPEATED = 0.5
_NOWHERE = Point()
#: How the WKB of a MultiPolygon begins, after the byte that says its order.
_AREA = struct.pack("<I", 6)


def describe(tables: Sequence[Table], register: Register, town: TownBox, home: TownBox | None) -> dict[str, Any]:
    """What a file holds, as plain values: each layer with its fields that say something, and its landings.

    Of each field: samples, and of so many `looked` up features how many are named (`filled`), named differently
    (`distinct`) and known to the register (`matches`). `home` is the rectangle, in degrees, of what is drawn already.
    """
    field_count = max(1, sum(len(table.fields) for table in tables))
    most = min(MOST_LOOKED_UP, max(LEAST_LOOKED_UP, MOST_LOOKUPS // field_count))
    return {"layers": [_layer(table, register, town, home, most) for table in tables]}


def propose(found: Mapping[str, Any]) -> dict[str, Any]:
    """Layer, field, SRID and turning that fit best; empty when no layer has a field at all."""
    options = [
        (_score(layer, place, field), layer, field)
        for layer in found["layers"]
        for place, field in enumerate(layer["fields"])
    ]
    if not options:
        return {}
    _, layer, field = max(options, key=lambda option: option[0])
    return {"layer": layer["name"], "field": field["name"], **system_of(layer)}


def system_of(layer: Mapping[str, Any]) -> dict[str, Any]:
    """The SRID and turning that fit a layer: what it says itself where that lands near, else what lands nearest."""
    told = layer["landings"]
    own = next((one for one in told if one["srid"] == layer["srid"] and not one["is_swapped"]), None)
    near = [one for one in told if one["km"] <= NEAR_KM]
    if (own and own["km"] <= NEAR_KM) or not near:
        return {"srid": layer["srid"], "is_swapped": False}
    best = min(near, key=lambda one: (one["is_swapped"], one["off"] if one["off"] is not None else 0))
    return {"srid": best["srid"], "is_swapped": best["is_swapped"]}


#: Kilometres within which a file is taken to lie in the town.
NEAR_KM = 10.0


def _score(layer: Mapping[str, Any], place: int, field: Mapping[str, Any]) -> tuple[float, ...]:
    name = plain(field["name"])
    named = next((len(CODE_NAMES) - at for at, word in enumerate(CODE_NAMES) if name == word), 0)
    starts = any(name.startswith(word) for word in CODE_NAMES)
    is_whole = field["distinct"] == field["looked"]
    matches = field["matches"] if field["distinct"] > MOST_REPEATED * field["looked"] else 0
    return (matches, layer["has_areas"], is_whole, named, starts, -place)


def _layer(table: Table, register: Register, town: TownBox, home: TownBox | None, most: int) -> dict[str, Any]:
    crs = reference_of(table)
    srid = srid_of(crs) if crs else None
    told = landings(_centres(table), srid, town) if any(table.shapes) else []
    return {
        "name": table.name,
        "count": table.count,
        "has_areas": any(shape[1:5] == _AREA for shape in table.shapes if shape),
        "srid": srid,
        "landings": [asdict(one) | {"off": _off(one, home)} for one in told],
        "fields": [_field(table, name, register, most) for name in table.fields if any(table.values[name])],
    }


def _off(landing: Landing, home: TownBox | None) -> float | None:
    """Kilometres from what is drawn of the cemetery already; nothing where nothing is."""
    if home is None:
        return None
    return round(float(home.distances_km(np.array([[landing.lon, landing.lat]]))[0]), 3)


def _centres(table: Table) -> Any:
    boxes = shapely.bounds(np.array([shapely.from_wkb(shape) for shape in table.shapes if shape], dtype=object))
    return np.column_stack([(boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2])


def _field(table: Table, name: str, register: Register, most: int) -> dict[str, Any]:
    features = _looked_up(table, name, most)
    named = [feature for feature in features if feature.code]
    units = {register.find_unit(feature) for feature in named} - {None}
    sections = {register.find_section(feature) for feature in named} - {None}
    whole = {feature.code for feature in named if names_whole(feature, register)}
    return {
        "name": name,
        "samples": list(dict.fromkeys(text for text in table.values[name] if text))[:SAMPLES],
        "looked": len(features),
        "filled": len(named),
        "distinct": len({(number_key(feature.section), number_key(feature.code)) for feature in named}),
        "matches": max(len(units), len(sections), len(whole)),
    }


def _looked_up(table: Table, name: str, most: int) -> list[Feature]:
    """The features of a layer, at most so many and evenly taken, as this field would name them."""
    columns = columns_of(table, name)
    found = []
    for row in range(0, len(table.faults), max(1, -(-len(table.faults) // most))):
        code, section, line, place = (table.values[field][row] if field else "" for field in map(columns.get, ROLES))
        found.append(Feature(row, code, section, line, place, _NOWHERE))
    return found
