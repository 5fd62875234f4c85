"""A new building of niches: two walls back to back, one with a doorway in it and double niches above."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from django.contrib.gis.geos import Point as GeosPoint
from django.utils.timezone import make_aware
from shapely.geometry import LineString, MultiPolygon, Point, box

from cementiris.registry.entries.places import NewUnitsEntry, SectionEntry
from cementiris.registry.entries.works import FilesEntry
from cementiris.registry.models import AttachmentKind, Cemetery, Section, UnitKind
from cementiris.registry.numbering import PlannedUnit
from cementiris.registry.services.attachments import register_files
from cementiris.registry.services.places import create_units, describe_section
from demo.ground import NICHE, placed
from demo.stories.pictures import wall_photograph
from demo.stories.stage import Stage
from demo.towns import VILACLARA
from gis.models import EditKind
from gis.services.editing import Change, Step, record_edit

BUILDING, FLOORS, COLUMNS = "Sant Jordi", 3, 12
OUTLINES = {"": (18, 78, 24, 88), "Ponent": (18, 78, 20.4, 88), "Llevant": (21.6, 78, 24, 88)}
FRONTS = {"Ponent": ((18, 88), (18, 78)), "Llevant": ((24, 78), (24, 88))}
DOORWAY = frozenset({(1, 6), (1, 7), (2, 6), (2, 7)})
"""Floors and columns of the eastern wall where one goes in: no cells are there."""
DOUBLES = ((3, 1), (3, 3))


def new_building(stage: Stage) -> Iterator[int]:
    """The town opens a building; before the first grant somebody draws it and photographs both its walls."""
    yield 30
    cemetery = Cemetery.objects.get(name=VILACLARA.cemetery)
    building = _section(stage, cemetery, SectionEntry(name=BUILDING, level_name="Edifici"))
    walls = {name: _wall(stage, cemetery, building, name) for name in FRONTS}
    _fill(stage, cemetery, walls)
    _draw(stage, cemetery, {"": building, **walls})
    yield 28
    for name, wall in walls.items():
        _photograph(stage, wall, name)


def _section(stage: Stage, cemetery: Cemetery, entry: SectionEntry) -> Section:
    act = describe_section(cemetery=cemetery, section=None, entry=entry, sent=stage.sent())
    return Section.objects.get(pk=act.notes["section"])


def _wall(stage: Stage, cemetery: Cemetery, building: Section, name: str) -> Section:
    width, height = NICHE
    entry = SectionEntry(
        name=name, level_name="Mur", parent=building, floors=FLOORS, columns=COLUMNS, cell_width=width,
        cell_height=height,
    )  # fmt: skip
    return _section(stage, cemetery, entry)


def _fill(stage: Stage, cemetery: Cemetery, walls: dict[str, Section]) -> None:
    """Single niches everywhere but in the doorway and where the double ones go."""
    taken = {(floor, column + more) for floor, column in DOUBLES for more in (0, 1)}
    for name, wall in walls.items():
        free = DOORWAY | taken if name == "Llevant" else frozenset()
        places = [(floor, column) for floor in range(1, FLOORS + 1) for column in range(1, COLUMNS + 1)]
        units = [_planned(*place) for place in places if place not in free]
        create_units(
            entry=NewUnitsEntry(cemetery=cemetery, section=wall, units=tuple(units), opened_on=stage.on),
            sent=stage.sent(),
        )
    doubles = NewUnitsEntry(
        cemetery=cemetery, section=walls["Llevant"], kind=UnitKind.DOUBLE_NICHE, opened_on=stage.on, columns_wide=2,
        units=tuple(_planned(*place) for place in DOUBLES),
    )  # fmt: skip
    create_units(entry=doubles, sent=stage.sent())


def _planned(floor: int, column: int) -> PlannedUnit:
    return PlannedUnit(number=str((floor - 1) * COLUMNS + column), floor=floor, column=column)


def _draw(stage: Stage, cemetery: Cemetery, sections: dict[str, Section]) -> None:
    shapes = {name: placed(VILACLARA, MultiPolygon([box(*OUTLINES[name])])) for name in sections}
    changes = [Change(section, "footprint", shapes[name]) for name, section in sections.items()]
    changes += [Change(sections[name], "front", placed(VILACLARA, LineString(line))) for name, line in FRONTS.items()]
    at = make_aware(datetime.combine(stage.on, time(10)))
    record_edit(cemetery, Step(kind=EditKind.BLOCK, actor=stage.actor, at=at), changes)


def _photograph(stage: Stage, wall: Section, name: str) -> None:
    (x1, y1), (_x2, y2) = FRONTS[name]
    before = placed(VILACLARA, Point(x1 + (6 if name == "Llevant" else -6), (y1 + y2) / 2))
    assert isinstance(before, GeosPoint)
    missing = DOORWAY if name == "Llevant" else frozenset()
    picture = wall_photograph((FLOORS, COLUMNS), missing, stage.on)
    entry = FilesEntry(
        files=(picture,), kind=AttachmentKind.PHOTOGRAPH, taken_on=stage.on, description="El mur nou, acabat de fer",
        point=before,
    )  # fmt: skip
    register_files(of=wall, entry=entry, sent=stage.sent())
