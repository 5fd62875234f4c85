"""What a survey of the invented towns does not say: paths, on which side walls are read, and how large their cells are.

In metres from the gate, as in `demo.plan`; drawn through the same service as by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.contrib.gis.geos import GEOSGeometry
from django.contrib.gis.geos import LineString as GeosLine
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from cementiris.accounts.models import User
from cementiris.registry.models import Cemetery, Numbering, Section
from demo.plan import PLACES, SRID, turned
from demo.towns import Town
from gis.models import EditKind, Path
from gis.services.editing import Change, Step, record_edit

Line = tuple[tuple[float, float], ...]

FRONTS: dict[str, dict[str, Line]] = {
    "vilaclara": {
        "Antic": ((-42, 94), (-42, 101.4), (-28.6, 101.4)),
        "Sant Martí": ((-42, 58), (-42, 91.6)),
        "Santa Llúcia": ((-42, 11), (-42, 44.6)),
        "Sant Josep": ((42, 92.8), (42, 56)),
        "Sant Pere": ((42, 45.8), (42, 9)),
        "Nord": ((7, 101.4), (36.5, 101.4)),
        "Columbaris": ((33, 41.6), (24, 41.6)),
    },
    "puigfosc": {"A": ((-7.2, 22), (7.2, 22)), "B": ((-9.6, 5), (-9.6, 17))},
}
"""The foot of each wall from its first column to its last, as one stands before it; the oldest one turns a corner."""
NICHE, URN = (80, 75), (60, 45)
"""Width and height of a cell in centimetres."""
PATHS: dict[str, tuple[tuple[str, Line, bool], ...]] = {
    "vilaclara": (
        ("Camí principal", ((0, 0), (0, 77)), False),
        ("Escales de la capella", ((0, 77), (0, 88)), True),
        ("Rampa de la capella", ((0, 77), (3.2, 78), (3.2, 87), (0, 88)), False),
        ("Camí de l’entrada", ((-39.5, 8.5), (39.5, 8.5)), False),
        ("Camí del mig", ((-39.5, 52), (39.5, 52)), False),
        ("Camí de ponent", ((-39.5, 8.5), (-39.5, 98)), False),
        ("Camí de llevant", ((39.5, 8.5), (39.5, 96)), False),
        ("Camí del fons", ((-39.5, 98), (-8, 98), (-8, 88), (0, 88)), False),
        ("Camí del fons", ((0, 88), (8, 88), (8, 98), (35, 98), (39.5, 96)), False),
        ("", ((8, 92), (26, 92), (26, 76)), False),
    ),
    "puigfosc": (),
}
"""Name, line, and whether it has steps. In Puigfosc nobody drew any: one walks between its walls and tombs."""


def draw_ground(town: Town, actor: User, at: datetime) -> None:
    """Say how the walls are built and draw their fronts and the paths, each as one step of the plan."""
    cemetery = Cemetery.objects.get(name=town.cemetery)
    walls = _described(town, cemetery)
    fronts = [Change(wall, "front", placed(town, LineString(FRONTS[town.slug][name]))) for name, wall in walls.items()]
    record_edit(cemetery, Step(kind=EditKind.SHAPE, actor=actor, at=at), fronts)
    if PATHS[town.slug]:
        record_edit(cemetery, Step(kind=EditKind.PATH, actor=actor, at=at), list(_paths(town, cemetery)))


def placed(town: Town, shape: BaseGeometry) -> GEOSGeometry:
    """A shape in metres from the gate as it lies on earth (EPSG:25831)."""
    return GEOSGeometry(turned(shape, PLACES[town.slug]).wkt, srid=SRID)


def _described(town: Town, cemetery: Cemetery) -> dict[str, Section]:
    """The walls by name, now with their floors, columns, order of numbers and cells."""
    walls = {wall.name: wall for wall in Section.objects.filter(cemetery=cemetery)}
    for block in town.blocks:
        wall = walls[block.name]
        wall.floors, wall.columns = block.floors, block.columns
        upward = block.numbering == "by_column"
        wall.numbering = Numbering.COLUMNS_UPWARD if upward else Numbering.ROWS_RIGHTWARD
        wall.cell_width, wall.cell_height = URN if block.kind == "Columbari" else NICHE
        wall.save()
    return {block.name: walls[block.name] for block in town.blocks}


def _paths(town: Town, cemetery: Cemetery) -> Iterator[Change]:
    for name, line, has_steps in PATHS[town.slug]:
        drawn = placed(town, LineString(line))
        assert isinstance(drawn, GeosLine)
        path = Path.objects.create(cemetery=cemetery, name=name, line=drawn, has_steps=has_steps)
        yield Change(path, "line", drawn, made=True)
