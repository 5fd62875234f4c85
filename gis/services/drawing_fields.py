"""Drawing graves in a field: rows of new ones that the register makes, or of those it has, in the order of numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cementiris.registry.entries import Submission
from cementiris.registry.entries.places import NewUnitsEntry
from cementiris.registry.models import BurialUnit, Cemetery, Section, UnitKind
from cementiris.registry.numbering import PlannedUnit
from cementiris.registry.services.places import create_units
from gis.editing.grids import Grid, graves
from gis.editing.shapes import sound
from gis.models import PlanEdit
from gis.services.editing import Step, lock_places, record_edit
from gis.services.sketches import Piece, Remark, Sketch, remarks_on


@dataclass(frozen=True, kw_only=True)
class GridEntry:
    """Graves in rows: `units` are those of the register to be placed in order; with none, new ones are made.

    New graves are of a `kind`, numbered from `first_number` on, in a section or in none.
    """

    grid: Grid
    section: Section | None = None
    units: tuple[BurialUnit, ...] = ()
    kind: str = UnitKind.GRAVE_IN_EARTH
    first_number: int = 1


def sketch_grid(cemetery: Cemetery, entry: GridEntry, on: date) -> Sketch:
    """What the graves would be on the plan. Raises NotDrawableError with the reason."""
    shapes = [sound(grave, "corner") for grave in graves(entry.grid)]
    places: Sequence[BurialUnit | None] = entry.units or [None] * len(shapes)
    placed = list(zip(places, shapes, strict=False))
    remarks = remarks_on(cemetery, placed, on)
    if len(places) != len(shapes):
        remarks.append(Remark("uneven", {"units": len(places), "graves": len(shapes)}))
    return Sketch(tuple(Piece(place, "footprint", shape) for place, shape in placed), tuple(remarks))


@transaction.atomic
def draw_grid(cemetery: Cemetery, entry: GridEntry, step: Step, sent: Submission) -> PlanEdit:
    """Draw the graves, made by the register where they are new.

    Raises what `sketch_grid` and `record_edit` raise, and RuleBroken, AlreadySent of the register.
    """
    lock_places(cemetery, ())
    sketch = sketch_grid(cemetery, entry, sent.today)
    if entry.units:
        return record_edit(cemetery, step, sketch.changes)
    numbers = range(entry.first_number, entry.first_number + entry.grid.count)
    planned = tuple(PlannedUnit(str(number)) for number in numbers)
    units = NewUnitsEntry(cemetery=cemetery, section=entry.section, kind=UnitKind(entry.kind), units=planned)
    act = create_units(entry=units, sent=sent)
    made = {unit.number: unit for unit in BurialUnit.objects.filter(pk__in=act.notes["units"])}
    pieces = [
        Piece(made[unit.number], "footprint", piece.shape, made=True)
        for unit, piece in zip(planned, sketch.pieces, strict=True)
    ]
    return record_edit(cemetery, step, Sketch(tuple(pieces)).changes)
