"""The sheet for who goes to some units: the list with what is due at each, and their walls with the units marked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import F
from django.utils.translation import gettext as _

from cementiris.design.writing import day_text
from cementiris.documents.leaves import Leaf
from cementiris.registry.models import BurialUnit, OrderStatus, Section, WorkOrder
from cementiris.registry.queries import section_units
from gis.grounds import gate_of, ground_of, spots_before
from gis.pages.prints import PrintQuestion, finished, measured
from gis.pages.walks import rounded
from gis.prints.refusals import NotPrintable
from gis.prints.walls import CellFace, WallPrint, marked_leaves
from gis.prints.work import WorkRow, work_leaves
from gis.wall.elevation import Cell, Elevation
from gis.wall.looks import elevation_of
from gis.ways.finding import shortest_of

#: Nobody goes to more units with one sheet in hand.
MOST_UNITS = 200
#: Walls and graves to which the way from the gate is looked for: each takes its moment.
MOST_WALKS = 12
_Walls = dict[int, Elevation]


def work_pdf(question: PrintQuestion, unit_pks: Sequence[int]) -> bytes:
    """The sheet as a PDF. Raises NotPrintable where no unit of the cemetery is chosen, or far too many are."""
    keys = set(unit_pks)
    if len(keys) > MOST_UNITS:
        raise NotPrintable("too_many_chosen", count=len(keys), most=MOST_UNITS)
    chosen = BurialUnit.objects.filter(pk__in=keys, cemetery=question.cemetery).select_related("section")
    units = list(chosen.order_by("section__name_order", "section", "number_order", "pk"))
    if not units:
        raise NotPrintable("none_chosen")
    return finished([*_leaves(question, units)], f"{_('Full de feina')}. {question.cemetery}")


def _leaves(question: PrintQuestion, units: list[BurialUnit]) -> Iterator[Leaf]:
    sections = {unit.section.pk: unit.section for unit in units if unit.section}
    neighbours = {key: list(section_units(section, question.on)) for key, section in sections.items()}
    walls = {key: elevation_of(section, neighbours[key]) for key, section in sections.items()}
    works = _works(units, with_names=question.with_names)
    ways = _ways(question, units)
    rows = [
        WorkRow(
            name=str(unit),
            where=(*_where(unit, walls), *ways.get(_place_key(unit), ())),
            works=tuple(works[unit.pk]) or (_("Cap feina prevista"),),
        )
        for unit in units
    ]
    yield from work_leaves(question.heading(_("Full de feina")), rows, question.paper)
    marked = {unit.pk for unit in units}
    for key, section in sections.items():
        if not walls[key].is_field:
            yield from _wall_leaves(question, section, (walls[key], neighbours[key]), marked)


def _place_key(unit: BurialUnit) -> tuple[int | None, int]:
    """What one walks to: the wall of a unit, or the unit itself where it stands in none."""
    return (unit.section_id, 0) if unit.section_id else (None, unit.pk)


def _ways(question: PrintQuestion, units: list[BurialUnit]) -> dict[tuple[int | None, int], tuple[str, ...]]:
    """How far it is on foot from the gate to the first places of the list, as far as the plan knows a way."""
    gate = gate_of(question.cemetery)
    firsts = {_place_key(unit): unit for unit in reversed(units)}
    spots = {key: spots_before(unit, question.on) for key, unit in list(firsts.items())[-MOST_WALKS:]}
    known = {key: found for key, found in spots.items() if found}
    if gate is None or not known:
        return {}
    ground = ground_of(question.cemetery, question.on, [gate, *(spot for found in known.values() for spot in found)])
    ways = {key: shortest_of(gate, found, ground) for key, found in known.items()}
    return {key: (_far(way.metres),) for key, way in ways.items() if way}


def _far(metres: float) -> str:
    return _("A %(metres)s m de l’entrada, a peu") % {"metres": rounded(metres)}


def _works(units: Iterable[BurialUnit], *, with_names: bool) -> dict[int, list[str]]:
    """What is planned at each unit, by day and hour; who is to be buried only where names are asked for."""
    orders = WorkOrder.objects.filter(unit__in=[unit.pk for unit in units], status=OrderStatus.PLANNED)
    lines: dict[int, list[str]] = defaultdict(list)
    for order in orders.select_related("movement__deceased").order_by("on", F("at").asc(nulls_last=True), "pk"):
        hour = f", {order.at.hour}.{order.at.minute:02d} h" if order.at else ""
        lines[order.unit_id].append(f"{order.get_kind_display()}: {day_text(order.on)}{hour}")
        if with_names and order.movement:
            lines[order.unit_id].append(str(order.movement.deceased))
        if order.instructions:
            lines[order.unit_id].append(order.instructions)
    return lines


def _where(unit: BurialUnit, walls: _Walls) -> Iterator[str]:
    """How to find the unit: its block, its floor from the ground, its column from the left."""
    if unit.section is None:
        yield _("Fora dels blocs")
        return
    yield str(unit.section)
    wall = walls[unit.section.pk]
    cell = wall.cell_of(unit.pk)
    if cell is not None and not wall.is_field:
        yield _in_wall(cell)


def _in_wall(cell: Cell) -> str:
    facts = {"floor": cell.floor, "column": cell.column}
    return _("Pis %(floor)s des de terra, columna %(column)s des de l’esquerra") % facts


def _wall_leaves(
    question: PrintQuestion, section: Section, laid: tuple[Elevation, list[BurialUnit]], marked: set[int]
) -> list[Leaf]:
    wall, units = laid
    faces = {unit.pk: CellFace(is_marked=unit.pk in marked) for unit in units}
    heading = question.heading(str(section))
    drawing = WallPrint(heading, wall, faces, measured(section, units), has_legend=False)
    return marked_leaves(drawing, question.paper)
