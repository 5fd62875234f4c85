"""The surveyed plan of an invented cemetery as a GeoPackage in EPSG:25831.

It is drawn in metres from the gate and turned into place. Layers: `recinte` (the walls), `camins` (paths), `edificis`
(chapel), `blocs` (walls of niches), `tombes` (tombs, pantheons, common grave and ossuary by code), `arbres` (cypresses)
and `entrada` (the gate).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import geopandas
from shapely import affinity
from shapely.geometry import Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from demo.towns import Town

SRID = 25831
TOMB = (1.15, 2.4)
PANTHEON = (3.6, 4.2)


@dataclass(frozen=True)
class Feature:
    """One thing on the plan: its layer, its name or code, its class and its shape in metres."""

    layer: str
    code: str
    kind: str
    shape: BaseGeometry


@dataclass(frozen=True)
class Place:
    """Where the gate lies (EPSG:25831) and by how many degrees the ground plan is turned."""

    east: float
    north: float
    turn: float


PLACES = {"vilaclara": Place(398_640.0, 4_622_480.0, -13.0), "puigfosc": Place(412_315.0, 4_631_760.0, 21.0)}


def save_plan(town: Town, path: Path) -> None:
    """Write the survey of `town` to `path`, one layer after the other."""
    features = _vilaclara(town) if town.slug == "vilaclara" else _puigfosc(town)
    layers: dict[str, list[Feature]] = {}
    for feature in features:
        layers.setdefault(feature.layer, []).append(feature)
    path.unlink(missing_ok=True)
    for layer, rows in layers.items():
        _save_layer(path, layer, rows, PLACES[town.slug])


def _save_layer(path: Path, layer: str, rows: list[Feature], place: Place) -> None:
    frame = geopandas.GeoDataFrame(
        {"codi": [row.code for row in rows], "classe": [row.kind for row in rows]},
        geometry=[turned(row.shape, place) for row in rows],
        crs=SRID,
    )
    frame.to_file(path, layer=layer, driver="GPKG")


def turned(shape: BaseGeometry, place: Place) -> BaseGeometry:
    """A shape in metres from the gate, turned and moved to where the gate lies."""
    turned = affinity.rotate(shape, place.turn, origin=(0, 0))
    return affinity.translate(turned, place.east, place.north)


def _vilaclara(town: Town) -> Iterator[Feature]:
    """The gate is at (0, 0); the main path leads north to the chapel, the walls of niches line the enclosure."""
    wall = Polygon([(-46, 0), (46, 0), (46, 97), (38, 106), (-46, 106)])
    yield Feature("recinte", town.cemetery, "recinte", wall)
    yield Feature(
        "edificis", "Capella", "capella", Polygon([(-5, 90), (5, 90), (5, 98), (2, 102), (-2, 102), (-5, 98)])
    )
    yield Feature("edificis", "Dipòsit", "dipòsit", box(-14, 1, -7, 6))
    for shape in _vilaclara_paths():
        yield Feature("camins", "", "camí", shape)
    yield from _vilaclara_blocks()
    yield from _vilaclara_tombs()
    for y in range(6, 90, 7):
        for x in (-4.2, 4.2):
            if not 46 < y < 58:
                yield Feature("arbres", "", "xiprer", Point(x, y))
    yield Feature("entrada", "Entrada", "entrada", Point(0, 0))


def _vilaclara_paths() -> tuple[Polygon, ...]:
    return (
        box(-2.6, 0, 2.6, 90),
        box(-41.4, 50, 41.4, 54),
        box(-41.4, 7, -37.6, 98),
        box(37.6, 7, 41.4, 96),
        box(-37.6, 96, -6, 100),
        box(6, 96, 35, 100),
        box(-37.6, 7, 37.6, 10),
    )


def _vilaclara_blocks() -> Iterator[Feature]:
    shapes = {
        "Santa Llúcia": box(-45.2, 11, -42, 44.6),
        "Sant Martí": box(-45.2, 58, -42, 91.6),
        "Sant Pere": box(42, 9, 45.2, 45.8),
        "Sant Josep": box(42, 56, 45.2, 92.8),
        "Antic": Polygon([(-45.2, 94), (-42, 94), (-42, 101.4), (-28.6, 101.4), (-28.6, 104.6), (-45.2, 104.6)]),
        "Nord": box(7, 101.4, 36.5, 104.6),
        "Columbaris": box(24, 40.4, 33, 41.6),
    }
    for name, shape in shapes.items():
        yield Feature("blocs", name, "columbari" if name == "Columbaris" else "bloc", shape)


def _vilaclara_tombs() -> Iterator[Feature]:
    corners = [(side * x, y) for y in (20.0, 28.0, 62.0, 70.0) for side in (-1, 1) for x in _along(12.0, 8, 3.2)]
    for number, (x, y) in enumerate(corners, start=1):
        yield Feature("tombes", f"Tomba {number}", "tomba", _slab(x, y, *TOMB))
    spots = [(side * 7.6, y) for y in (60.6, 72.6, 84.6) for side in (-1, 1)]
    for number, (x, y) in enumerate(spots, start=1):
        yield Feature("tombes", f"Panteó {number}", "panteó", _slab(x, y, *PANTHEON))
    yield Feature("tombes", "Fossa comuna", "fossa comuna", box(-34, 38, -24, 45))
    yield Feature("tombes", "Ossera", "ossera", box(10, 89, 13.2, 92.2))


def _puigfosc(town: Town) -> Iterator[Feature]:
    """A small enclosure: one wall at the back, a younger one at the side, six tombs before the cross."""
    yield Feature("recinte", town.cemetery, "recinte", Polygon([(-13, 0), (13, 0), (13, 26), (-13, 26)]))
    yield Feature("camins", "", "camí", box(-1.5, 0, 1.5, 20))
    yield Feature("camins", "", "camí", box(-9, 18.5, 12, 21))
    yield Feature("camins", "", "camí", box(-9, 4, -7.4, 18.5))
    yield Feature("blocs", "A", "bloc", box(-7.2, 22, 7.2, 24.8))
    yield Feature("blocs", "B", "bloc", box(-12.4, 5, -9.6, 17))
    places = sorted(side * x for side in (-1, 1) for x in _along(3.4, 3, 2.0))
    for number, place in enumerate(places, start=1):
        yield Feature("tombes", f"Tomba {number}", "tomba", _slab(place, 12, *TOMB))
    yield Feature("tombes", "Ossera", "ossera", box(9, 2, 11.5, 4.5))
    for x, y in ((-3, 2.5), (3, 2.5), (-3, 17), (3, 17)):
        yield Feature("arbres", "", "xiprer", Point(x, y))
    yield Feature("entrada", "Entrada", "entrada", Point(0, 0))


def _along(start: float, count: int, step: float) -> list[float]:
    return [start + place * step for place in range(count)]


def _slab(x: float, y: float, width: float, length: float) -> Polygon:
    return box(x - width / 2, y - length / 2, x + width / 2, y + length / 2)
