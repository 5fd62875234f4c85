"""Outlines, the entrance, paths; and shapes that are moved, turned, split, joined or taken from the plan.

A shape is only a drawing: what a grave is, and whether it is one or two, the register's acts say.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from shapely import GeometryCollection, LineString, MultiPolygon, Point, get_coordinates

from cementiris.registry.models import BurialUnit, Cemetery, Section
from cementiris.registry.queries import section_units
from gis.editing.parts import centre_of, merged, moved, split_by_line, split_evenly
from gis.editing.refusals import NotDrawableError
from gis.editing.snapping import shift_onto
from gis.geometries import as_area, as_shape, stored
from gis.models import Path, PlanEdit
from gis.services.editing import Place, PlanRefusedError, Step, record_edit
from gis.services.sketches import Piece, Remark, Sketch, neighbours_in, remarks_on

FIELDS: dict[type[Place], tuple[str, ...]] = {
    Cemetery: ("footprint", "entrance"),
    Section: ("footprint", "front"),
    BurialUnit: ("footprint", "point"),
    Path: ("line",),
}
#: Metres. An entrance further from the enclosure than this is likely a slip.
FAR = 50.0
#: So many corners of what is moved are looked at for a neighbour: enough for a block, quick for a whole field.
MOST_CORNERS = 2000


@dataclass(frozen=True, kw_only=True)
class PathEntry:
    """A path as drawn: a new one, or one that is drawn or called otherwise; without a line it goes."""

    path: Path | None = None
    name: str = ""
    has_steps: bool = False
    line: LineString | None = None


@dataclass(frozen=True, kw_only=True)
class SplitEntry:
    """A shape to be split by a line, or in so many parts. The first part stays, the others go to `others` in order."""

    place: Place
    others: tuple[BurialUnit, ...] = ()
    line: LineString | None = None
    parts: int = 2


def sketch_outline(cemetery: Cemetery, place: Place, area: MultiPolygon, on: date) -> Sketch:
    """An outline for the cemetery, a section or a unit."""
    if not isinstance(place, Cemetery):
        return Sketch((Piece(place, "footprint", area),), tuple(remarks_on(cemetery, [(place, area)], on)))
    return Sketch((Piece(place, "footprint", area),), tuple(_left_out(cemetery, area)))


def _left_out(cemetery: Cemetery, area: MultiPolygon) -> list[Remark]:
    """The blocks that would lie outside a new outline of the cemetery."""
    shapes = cemetery.sections.filter(footprint__isnull=False)
    count = shapes.exclude(footprint__coveredby=stored(area)).count()
    return [Remark("left_out", {"count": count})] if count else []


def sketch_entrance(cemetery: Cemetery, point: Point) -> Sketch:
    """The entrance; told when it lies far from the enclosure."""
    is_far = cemetery.footprint is not None and as_shape(cemetery.footprint).distance(point) > FAR
    return Sketch((Piece(cemetery, "entrance", point),), (Remark("far_entrance"),) if is_far else ())


def sketch_path(cemetery: Cemetery, entry: PathEntry) -> Sketch:
    """A path; told when it leaves the enclosure. Raises NotDrawableError when the same is there already."""
    line = entry.line
    if line is None:
        return Sketch((Piece(entry.path, "line", None),) if entry.path else ())
    others = [path for path in cemetery.paths.all() if path != entry.path]
    if any(as_shape(path.line).equals(line) for path in others):
        raise NotDrawableError("path_again", "line")
    leaves = cemetery.footprint is not None and not as_shape(cemetery.footprint).buffer(2).covers(line)
    return Sketch((Piece(entry.path, "line", line),), (Remark("path_outside"),) if leaves else ())


@transaction.atomic
def draw_path(cemetery: Cemetery, entry: PathEntry, step: Step) -> PlanEdit:
    """Draw a path, or take it away. Raises what `sketch_path` and `record_edit` raise."""
    sketch = sketch_path(cemetery, entry)
    path = entry.path or _new_path(cemetery, entry)
    if entry.line is not None and (path.name, path.has_steps) != (entry.name, entry.has_steps):
        Path.objects.filter(pk=path.pk).update(name=entry.name, has_steps=entry.has_steps)
    pieces = (replace(piece, place=path, made=entry.path is None) for piece in sketch.pieces)
    return record_edit(cemetery, step, Sketch(tuple(pieces)).changes)


def _new_path(cemetery: Cemetery, entry: PathEntry) -> Path:
    if entry.line is None:
        raise NotDrawableError("too_few", "line", least=2)
    line: Any = stored(entry.line)
    return Path.objects.create(cemetery=cemetery, name=entry.name, has_steps=entry.has_steps, line=line)


@dataclass(frozen=True, kw_only=True)
class MoveEntry:
    """Places moved by metres to `east` and `north`, turned together by degrees about their middle.

    Where one of their corners comes nearer than `centimetres` to a neighbour, they all move on until it lies there.
    """

    places: tuple[Place, ...]
    east: float = 0.0
    north: float = 0.0
    angle: float = 0.0
    centimetres: int = 0


def sketch_move(cemetery: Cemetery, entry: MoveEntry, on: date) -> Sketch:
    """Places where they are to be; a block with its units.

    Raises NotDrawableError, PlanRefusedError (`not_drawn`) when none of them is on the plan.
    """
    drawn = [piece for place in _with_units(entry.places, on) for piece in _drawn(place)]
    if not drawn:
        raise PlanRefusedError("not_drawn")
    pieces = _moved(drawn, entry)
    east, north = _onto_neighbours(cemetery, pieces, entry.centimetres, on)
    if east or north:
        pieces = _moved(drawn, replace(entry, east=entry.east + east, north=entry.north + north))
    areas = [(piece.place, piece.shape) for piece in pieces if isinstance(piece.shape, MultiPolygon)]
    return Sketch(tuple(pieces), tuple(remarks_on(cemetery, areas, on)))


def _moved(drawn: Sequence[Piece], entry: MoveEntry) -> list[Piece]:
    shapes = [piece.shape for piece in drawn if piece.shape is not None]
    about = centre_of(shapes)
    return [
        replace(piece, shape=moved(shape, east=entry.east, north=entry.north, angle=entry.angle, about=about))
        for piece, shape in zip(drawn, shapes, strict=True)
    ]


def _onto_neighbours(cemetery: Cemetery, pieces: Sequence[Piece], centimetres: int, on: date) -> tuple[float, float]:
    if centimetres <= 0:
        return 0.0, 0.0
    whole = GeometryCollection([piece.shape for piece in pieces if piece.shape is not None])
    own = [piece.place for piece in pieces if piece.place is not None]
    neighbours = neighbours_in(cemetery, whole.buffer(centimetres / 100).bounds, on, own)
    corners = [(east, north) for east, north in get_coordinates(whole)[:MOST_CORNERS]]
    return shift_onto(corners, neighbours, centimetres / 100)


def _with_units(places: Sequence[Place], on: date) -> list[Place]:
    found: list[Place] = []
    for place in places:
        found += [place, *(section_units(place, on) if isinstance(place, Section) else ())]
    return found


def _drawn(place: Place) -> list[Piece]:
    """What of a place is on the plan now."""
    present = [(name, getattr(place, name)) for name in FIELDS[type(place)]]
    return [Piece(place, name, as_shape(shape)) for name, shape in present if shape is not None]


def _area(place: Place) -> MultiPolygon:
    shape = getattr(place, "footprint", None)
    if shape is None:
        raise PlanRefusedError("not_drawn")
    return as_area(shape)


def sketch_split(cemetery: Cemetery, entry: SplitEntry, on: date) -> Sketch:
    """A shape in parts: the place keeps the first, the others take one each.

    Raises NotDrawableError, and PlanRefusedError (`parts_without_unit`) where there are not as many places as parts.
    """
    area = _area(entry.place)
    parts = split_by_line(area, entry.line) if entry.line is not None else split_evenly(area, entry.parts)
    places = [entry.place, *entry.others]
    if len(parts) != len(places):
        raise PlanRefusedError("parts_without_unit", parts=len(parts), units=len(places))
    taken = [(place, part) for place, part in zip(places, parts, strict=True)]
    return Sketch(
        tuple(Piece(place, "footprint", part) for place, part in taken), tuple(remarks_on(cemetery, taken, on))
    )


def sketch_merge(places: Sequence[Place]) -> Sketch:
    """One shape of several neighbouring ones, for the first place; the others are taken from the plan, not retired.

    Raises NotDrawableError, PlanRefusedError (`not_drawn`).
    """
    whole = merged([_area(place) for place in places])
    return Sketch((Piece(places[0], "footprint", whole), *(Piece(place, "footprint", None) for place in places[1:])))


def sketch_erasure(places: Sequence[Place], on: date) -> Sketch:
    """Places taken from the plan, a block with its units; the register keeps them. Raises PlanRefusedError."""
    drawn = [piece for place in _with_units(places, on) for piece in _drawn(place)]
    if not drawn:
        raise PlanRefusedError("not_drawn")
    return Sketch(tuple(Piece(piece.place, piece.field, None) for piece in drawn))
