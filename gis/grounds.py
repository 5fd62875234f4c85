"""The ground of a cemetery as one walks it, read from its plan: paths, walls, graves, enclosure, and where to stand."""

from collections.abc import Iterable
from datetime import date

import shapely
from django.conf import settings
from django.contrib.gis.db.models.functions import AsWKB
from django.contrib.gis.geos import LineString as GeosLine
from django.contrib.gis.geos import Polygon
from django.db.models import Exists, OuterRef, Q, QuerySet
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from cementiris.registry.models import BurialUnit, Cemetery, Section, UnitKind
from cementiris.registry.queries import section_units, units_on
from gis.geometries import as_shape
from gis.wall.looks import elevation_of
from gis.ways.finding import Ground
from gis.ways.free_ground import Spot
from gis.ways.network import WalkedPath
from gis.ways.standing import before_wall, beside_block

WALL_KINDS = (
    UnitKind.NICHE, UnitKind.DOUBLE_NICHE, UnitKind.REDUCED_NICHE, UnitKind.COLUMBARIUM, UnitKind.URN_SPACE,
)  # fmt: skip
#: In a larger cemetery that has paths only the graves near the gate and near the place are walked around.
MOST_GRAVES = 1500
NEAR_METRES = 40.0


def gate_of(cemetery: Cemetery) -> Spot | None:
    """Where the cemetery is entered, if the plan has it."""
    return (cemetery.entrance.x, cemetery.entrance.y) if cemetery.entrance else None


def ground_of(cemetery: Cemetery, on: date, ends: Iterable[Spot]) -> Ground:
    """What one walks on and around between the `ends`, as it is on the day. Five questions, however large it is."""
    paths = [WalkedPath(as_line(path.line), path.name, path.has_steps) for path in cemetery.paths.order_by("pk")]
    walls = walls_of(cemetery, on)
    graves = units_on(on).filter(cemetery=cemetery, footprint__isnull=False).order_by()
    graves = graves.exclude(section__in=[section.pk for section in walls])
    if paths and graves.count() > MOST_GRAVES:
        graves = graves.filter(_near(ends))
    loose_walls, tombs = graves.filter(kind__in=WALL_KINDS), graves.exclude(kind__in=WALL_KINDS)
    return Ground(
        tuple(paths),
        (*(as_shape(section.footprint) for section in walls if section.footprint), *_shapes(loose_walls)),
        _shapes(tombs),
        as_shape(cemetery.footprint) if cemetery.footprint else None,
    )


def walls_of(cemetery: Cemetery, on: date) -> list[Section]:
    """The sections on the plan that are masonry; the others are fields, which one walks into."""
    return [section for section, is_wall in drawn_sections(cemetery, on) if is_wall]


def drawn_sections(cemetery: Cemetery, on: date) -> list[tuple[Section, bool]]:
    """The sections on the plan, each with whether it is a wall."""
    niches = units_on(on).filter(section=OuterRef("pk"), kind__in=WALL_KINDS)
    drawn = Section.objects.filter(cemetery=cemetery, footprint__isnull=False).order_by("pk")
    rows = drawn.annotate(has_niches=Exists(niches))
    return [(section, section.has_niches or section.floors is not None) for section in rows]


def spots_before(unit: BurialUnit, on: date) -> list[Spot]:
    """Where one stands to see the unit; one of several where the front of its block was not drawn; [] if unknown."""
    section = unit.section
    own = unit.footprint or unit.point
    if section and section.front and unit.kind in WALL_KINDS:
        return [before_wall(as_line(section.front), *_column_of(unit, section, on))]
    if section and section.footprint and (unit.kind in WALL_KINDS or section.floors):
        block = as_shape(section.footprint)
        return beside_block(block, _middle(as_shape(own) if own else block))
    if own is None and section and section.footprint:
        return [_middle(as_shape(section.footprint))]
    return [_middle(as_shape(own))] if own else []


def as_line(geometry: GeosLine) -> LineString:
    """A line of the database as the pure geometry of `gis.ways` wants it."""
    return LineString(geometry.coords)


def _shapes(units: QuerySet[BurialUnit]) -> tuple[BaseGeometry, ...]:
    rows = units.values_list(AsWKB("footprint"), flat=True)
    return tuple(shapely.from_wkb([bytes(row) for row in rows]))


def _near(ends: Iterable[Spot]) -> Q:
    """Within some metres of any of the spots."""
    near = Q()
    for x, y in ends:
        box = Polygon.from_bbox((x - NEAR_METRES, y - NEAR_METRES, x + NEAR_METRES, y + NEAR_METRES))
        box.srid = settings.STORAGE_SRID
        near |= Q(footprint__bboverlaps=box)
    return near


def _middle(shape: BaseGeometry) -> Spot:
    middle = shape.representative_point()
    return round(middle.x, 3), round(middle.y, 3)


def _column_of(unit: BurialUnit, section: Section, on: date) -> tuple[float, int]:
    """The column in the middle of the unit, and how many columns its wall has; found by its number if need be."""
    if unit.column and section.columns:
        return unit.column + (unit.columns_wide - 1) / 2, section.columns
    whole = elevation_of(section, section_units(section, on))
    cell = whole.cell_of(unit.pk)
    columns = section.columns or whole.column_count
    return (cell.column + (cell.columns - 1) / 2, columns) if cell else (columns / 2, columns)
