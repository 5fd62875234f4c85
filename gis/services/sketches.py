"""What somebody is about to draw: geometries for places, and what is odd about them; shown first, then drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import shapely
from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry
from django.contrib.gis.geos import Polygon as StoredPolygon
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from cementiris.registry.models import BurialUnit, Cemetery, Section
from cementiris.registry.numbering import compact
from cementiris.registry.numbers import number_key
from cementiris.registry.queries import units_on
from gis.editing.shapes import Coordinates
from gis.editing.snapping import Neighbours, snap
from gis.geometries import as_shape, stored
from gis.models import Path
from gis.services.editing import Change, Place, PlanRefusedError

#: Square metres. Less than this is a joint between two graves, not one upon the other.
TOUCHING = 0.05
#: Metres by which a wall of the enclosure may be thinner than drawn.
EDGE = 0.3
EXAMPLES = 6


@dataclass(frozen=True)
class Piece:
    """One geometry to be drawn: `field` of a place; of none yet where the step makes it. Without shape it is erased."""

    place: Place | None
    field: str
    shape: BaseGeometry | None
    made: bool = False


@dataclass(frozen=True)
class Remark:
    """Something odd about a sketch, that may be right: `code` names the sentence, `facts` fill it in."""

    code: str
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Sketch:
    """What a step would draw."""

    pieces: tuple[Piece, ...]
    remarks: tuple[Remark, ...] = ()

    @property
    def changes(self) -> list[Change]:
        """The pieces that have a place, as a step takes them."""
        return [
            Change(piece.place, piece.field, stored(piece.shape) if piece.shape is not None else None, piece.made)
            for piece in self.pieces
            if piece.place is not None
        ]


def snapped(
    points: Sequence[Coordinates], cemetery: Cemetery, *, centimetres: int, on: date, apart_from: Iterable[Place] = ()
) -> list[Coordinates]:
    """Points drawn onto the corners and edges of what is on the plan nearby, the places being drawn left aside."""
    if centimetres <= 0 or not points:
        return list(points)
    window = shapely.MultiPoint(list(points)).buffer(centimetres / 100 + 0.01).bounds
    return snap(points, neighbours_in(cemetery, window, on, apart_from), centimetres / 100)


def neighbours_in(
    cemetery: Cemetery, window: tuple[float, float, float, float], on: date, apart_from: Iterable[Place]
) -> Neighbours:
    """What is on the plan in a window (west, south, east, north in metres), some places left aside."""
    own = {(type(place), place.pk) for place in apart_from}
    box = StoredPolygon.from_bbox(window)
    box.srid = settings.STORAGE_SRID
    return Neighbours([shape for key, shape in _drawn_near(cemetery, box, on) if key not in own])


def _drawn_near(cemetery: Cemetery, box: StoredPolygon, on: date) -> list[tuple[tuple[type[Place], int], BaseGeometry]]:
    units = units_on(on).filter(cemetery=cemetery, footprint__bboverlaps=box)
    sections = Section.objects.filter(cemetery=cemetery)
    rows: list[tuple[type[Place], Iterable[tuple[int, GEOSGeometry | None]]]] = [
        (BurialUnit, units.values_list("pk", "footprint")),
        (Section, sections.filter(footprint__bboverlaps=box).values_list("pk", "footprint")),
        (Section, sections.filter(front__bboverlaps=box).values_list("pk", "front")),
        (Path, Path.objects.filter(cemetery=cemetery, line__bboverlaps=box).values_list("pk", "line")),
        (Cemetery, Cemetery.objects.filter(pk=cemetery.pk, footprint__bboverlaps=box).values_list("pk", "footprint")),
    ]
    return [((model, pk), as_shape(shape)) for model, found in rows for pk, shape in found if shape]


def remarks_on(cemetery: Cemetery, areas: Sequence[tuple[Place | None, BaseGeometry]], on: date) -> list[Remark]:
    """What is odd about areas that are to be drawn: some outside the cemetery, some over a neighbour."""
    outside = _outside(cemetery, [area for _place, area in areas])
    return [*outside, *_over_neighbours(cemetery, areas, on), *_over_walls(cemetery, areas)]


def _outside(cemetery: Cemetery, areas: Sequence[BaseGeometry]) -> list[Remark]:
    if cemetery.footprint is None or not areas:
        return []
    enclosure = as_shape(cemetery.footprint).buffer(EDGE)
    count = sum(not enclosure.covers(area) for area in areas)
    return [Remark("outside", {"count": count})] if count else []


def _over_neighbours(cemetery: Cemetery, areas: Sequence[tuple[Place | None, BaseGeometry]], on: date) -> list[Remark]:
    """Names of units that lie under what is to be drawn; those that are drawn anew themselves left aside."""
    if not areas:
        return []
    own = {place.pk for place, _area in areas if isinstance(place, BurialUnit)}
    sections = {place.pk for place, _area in areas if isinstance(place, Section)}
    tree = STRtree([area for _place, area in areas])
    box = StoredPolygon.from_bbox(shapely.GeometryCollection([area for _place, area in areas]).bounds)
    box.srid = settings.STORAGE_SRID
    near = units_on(on).filter(cemetery=cemetery, footprint__bboverlaps=box).exclude(pk__in=own)
    near = near.exclude(section__in=sections).only("kind", "number", "footprint").order_by("number_order", "pk")
    under = [str(unit) for unit in near if unit.footprint and _lies_under(tree, as_shape(unit.footprint))]
    return [Remark("over", {"count": len(under), "names": compact(under, EXAMPLES)})] if under else []


def _over_walls(cemetery: Cemetery, areas: Sequence[tuple[Place | None, BaseGeometry]]) -> list[Remark]:
    """Names of walls on which something would stand that is not theirs; a zone may well hold a wall."""
    own = {place.section_id or 0 for place, _area in areas if isinstance(place, BurialUnit)}
    own |= {place.pk for place, _area in areas if isinstance(place, Section)}
    solid = [area for place, area in areas if not (isinstance(place, Section) and not place.floors)]
    walls = cemetery.sections.filter(floors__isnull=False, footprint__isnull=False).exclude(pk__in=own)
    if not solid:
        return []
    tree = STRtree(solid)
    under = [str(wall) for wall in walls if wall.footprint and _lies_under(tree, as_shape(wall.footprint))]
    return [Remark("over_walls", {"names": compact(under, EXAMPLES)})] if under else []


def _lies_under(tree: STRtree, shape: BaseGeometry) -> bool:
    found = tree.geometries.take(tree.query(shape, predicate="intersects"))
    return any(shape.intersection(area).area > TOUCHING for area in found)


def units_named(cemetery: Cemetery, section: Section | None, numbers: Sequence[str], on: date) -> list[BurialUnit]:
    """The units of a block, or of those in none, that bear the numbers, in the order in which they were typed.

    Raises PlanRefusedError (`no_such_unit`) with the numbers that nobody bears.
    """
    keys = {number_key(number): number for number in numbers}
    rows = units_on(on).filter(cemetery=cemetery, section=section, number_key__in=keys).order_by("pk")
    found: dict[str, BurialUnit] = {}
    for unit in rows.select_related("section"):
        found.setdefault(unit.number_key, unit)
    if missing := [number for key, number in keys.items() if key not in found]:
        raise PlanRefusedError("no_such_unit", numbers=compact(missing, EXAMPLES))
    return [found[key] for key in keys]
