"""Drawing a block: its front and area on the plan, and the strip of each of its units. New ones the register makes."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from shapely import LineString, MultiPolygon

from cementiris.registry.entries import Submission
from cementiris.registry.entries.places import NewUnitsEntry, SectionEntry
from cementiris.registry.models import BurialUnit, Cemetery, Section, UnitKind
from cementiris.registry.numbering import Numbering, WallPlan, compact, planned_units
from cementiris.registry.queries import section_units
from cementiris.registry.services.places import create_units, describe_section
from gis.editing.refusals import NotDrawableError
from gis.editing.strips import WallArea, wall_along, wall_inside
from gis.models import PlanEdit
from gis.services.editing import Step, lock_places, record_edit
from gis.services.sketches import EXAMPLES, Piece, Remark, Sketch, remarks_on


@dataclass(frozen=True, kw_only=True)
class WallEntry:
    """A block as drawn: a front with its depth, or an outline of which one side is the front.

    `section` is the wall it is of; without one, `description` says what the register is to make of it. `kind` is what
    its new units are; empty makes none.
    """

    section: Section | None
    description: SectionEntry
    front: LineString | None = None
    depth: float = 0.0
    outline: MultiPolygon | None = None
    side: int = 1
    kind: str = ""

    @property
    def columns(self) -> int:
        """How many columns the wall has: as typed, else as the register knows it."""
        known = self.section.columns if self.section else None
        return self.description.columns or known or 0


def sketch_wall(cemetery: Cemetery, entry: WallEntry, on: date) -> Sketch:
    """What drawing the block would put on the plan. Raises NotDrawableError with the reason."""
    wall = _wall(entry)
    units = list(section_units(entry.section, on)) if entry.section else []
    spans = [(unit, _span(wall, unit)) for unit in units]
    pieces = [
        Piece(entry.section, "footprint", wall.footprint),
        Piece(entry.section, "front", wall.front),
        *(Piece(unit, "footprint", span) for unit, span in spans if span is not None),
    ]
    if not units:
        pieces += [Piece(None, "footprint", strip) for strip in wall.strips]
    homeless = [str(unit) for unit, span in spans if span is None]
    remarks = remarks_on(cemetery, [(entry.section, wall.footprint)], on)
    if homeless:
        remarks.append(Remark("homeless", {"count": len(homeless), "names": compact(homeless, EXAMPLES)}))
    return Sketch(tuple(pieces), tuple(remarks))


def _wall(entry: WallEntry) -> WallArea:
    if entry.columns < 1:
        raise NotDrawableError("no_columns", "columns")
    if entry.outline is not None:
        return wall_inside(entry.outline, side=entry.side, columns=entry.columns)
    if entry.front is None:
        raise NotDrawableError("no_front", "line")
    return wall_along(entry.front, depth=entry.depth, columns=entry.columns)


def _span(wall: WallArea, unit: BurialUnit) -> MultiPolygon | None:
    """The strip of a unit; none for one that stands beside the wall ("12 bis") or beyond it."""
    return wall.span(unit.column, unit.columns_wide) if unit.column else None


@transaction.atomic
def draw_wall(cemetery: Cemetery, entry: WallEntry, step: Step, sent: Submission) -> PlanEdit:
    """Draw the block; the register first makes it, or its units, where it has none and `kind` says what they are.

    Raises what `sketch_wall` and `record_edit` raise, and RuleBroken, AlreadySent of the register.
    """
    lock_places(cemetery, ())
    section = _section(cemetery, entry, sent)
    made = _units(cemetery, section, entry, sent)
    sketch = sketch_wall(cemetery, replace(entry, section=section), sent.today)
    pieces = [replace(piece, made=_is_made(piece, made)) for piece in sketch.pieces]
    return record_edit(cemetery, step, Sketch(tuple(pieces)).changes)


def _is_made(piece: Piece, made: set[int]) -> bool:
    return isinstance(piece.place, BurialUnit) and piece.place.pk in made


def _section(cemetery: Cemetery, entry: WallEntry, sent: Submission) -> Section:
    """The block as the register now describes it; described anew only where something else was typed."""
    typed = entry.description
    known = entry.section
    if known and (known.floors, known.columns) == (typed.floors or known.floors, typed.columns or known.columns):
        return known
    if known:
        typed = SectionEntry(
            name=known.name,
            level_name=known.level_name,
            parent=known.parent,
            floors=typed.floors or known.floors,
            columns=typed.columns or known.columns,
            numbering=known.numbering,
            first_number=known.first_number,
            cell_width=known.cell_width,
            cell_height=known.cell_height,
        )
    act = describe_section(cemetery=cemetery, section=known, entry=typed, sent=replace(sent, key=None))
    return Section.objects.get(pk=act.notes["section"])


def _units(cemetery: Cemetery, section: Section, entry: WallEntry, sent: Submission) -> set[int]:
    """Make the units of a wall that has none yet; return their keys."""
    if not entry.kind or not section.floors or not section.columns or section_units(section, sent.today).exists():
        return set()
    plan = WallPlan(
        floors=section.floors,
        columns=section.columns,
        numbering=Numbering(section.numbering),
        first_number=section.first_number,
    )
    units = NewUnitsEntry(cemetery=cemetery, section=section, kind=UnitKind(entry.kind), units=planned_units(plan))
    return set(create_units(entry=units, sent=sent).notes["units"])
