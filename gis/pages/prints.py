"""What goes on paper of a cemetery on a day: walls, the plan, and the sheet of those who are sent to some units."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import shapely
from django.conf import settings
from django.contrib.gis.geos import Polygon
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cementiris.accounts.models import Municipality
from cementiris.documents.leaves import Leaf
from cementiris.documents.print import draw_leaves
from cementiris.registry.models import BurialUnit, Cemetery, Section, UnitKind
from cementiris.registry.queries import units_on
from cementiris.registry.unit_states import DerivedState, derived_states
from gis.geometries import as_shape
from gis.models import Path
from gis.prints.furniture import Heading, number_pages
from gis.prints.measures import CellSize, cell_size
from gis.prints.plans import Extent, PlanPrint, PlanUnit, plan_leaf, with_air
from gis.prints.refusals import NotPrintable
from gis.prints.walls import LINE_CELL, CellFace, WallPrint, wall_leaves
from gis.queries import surnames
from gis.wall.elevation import Elevation
from gis.wall.looks import elevation_of
from gis.wording import state_letters

#: A plan of more units than this would take a minute and show nothing.
MOST_UNITS = 12_000


@dataclass(frozen=True)
class PrintQuestion:
    """What is asked for: of whom, of which day, on which paper, at which scale (None: as large as fits), with names."""

    town: Municipality
    cemetery: Cemetery
    on: date
    paper: str = "A4"
    scale: int | None = None
    with_names: bool = False
    arms: bytes = b""

    def heading(self, title: str, states: Iterable[DerivedState] = ()) -> Heading:
        """What stands above a sheet, and how many units its legend counts in each state."""
        found = list(states)
        counts = Counter(str(state.state) for state in found)
        counts["anomaly"] = sum(state.is_anomalous for state in found)
        return Heading(
            town=_("Ajuntament de %(town)s") % {"town": self.town.name},
            initial=self.town.name[:1],
            cemetery=str(self.cemetery),
            title=title,
            on=self.on,
            arms=self.arms,
            counts=dict(counts) if found else {},
        )


@dataclass(frozen=True)
class Known:
    """What is known of units on the day, by key: their states, and their names where they are asked for."""

    states: Mapping[int, DerivedState]
    names: Mapping[int, str]

    def of(self, units: Sequence[BurialUnit]) -> list[DerivedState]:
        """The states of some of them."""
        return [self.states[unit.pk] for unit in units]


def wall_pdf(question: PrintQuestion, section: Section | None) -> bytes:
    """A section and its parts, wall by wall, to scale; None is what lies in no section. Raises NotPrintable."""
    parts = [section, *(_inside(section) if section else ())]
    leaves = [leaf for part in parts for leaf in _part_leaves(question, part)]
    if not leaves:
        raise NotPrintable("no_units")
    title = str(section) if section else _("Fora dels blocs")
    return finished(leaves, f"{question.cemetery}. {title}")


def _inside(section: Section) -> Iterator[Section]:
    """The sections inside one, at any depth, in natural order: the walls of one building."""
    for part in Section.objects.filter(parent=section).order_by("name_order", "pk"):
        yield part
        yield from _inside(part)


def finished(leaves: list[Leaf], title: str) -> bytes:
    """The sheets with their pages numbered, as a file."""
    number_pages(leaves)
    return draw_leaves(leaves, title=title)


def _part_leaves(question: PrintQuestion, part: Section | None) -> list[Leaf]:
    there = units_on(question.on).filter(cemetery=question.cemetery, section=part)
    units = list(there.order_by("number_order", "pk"))
    known = _known_of(there, units, question)
    return [leaf for wall in _walls(question, part, units, known) for leaf in _leaves(wall, question)]


def _leaves(wall: WallPrint, question: PrintQuestion) -> list[Leaf]:
    scale = None if wall.elevation.is_field else question.scale
    return wall_leaves(wall, question.paper, scale)


def _known_of(there: QuerySet[BurialUnit], units: list[BurialUnit], question: PrintQuestion) -> Known:
    """States of the units that are there on the day, and names where they are asked for."""
    names = surnames([unit.pk for unit in units], question.on) if question.with_names else {}
    return Known(derived_states(there, question.on), names)


def _walls(question: PrintQuestion, section: Section | None, units: list[BurialUnit], known: Known) -> list[WallPrint]:
    """One wall, or one field for each kind where kinds share their numbers."""
    if not units:
        return []
    whole = elevation_of(section, units)
    if not whole.is_field:
        return [_wall(question, str(section), (whole, measured(section, units)), units, known)]
    kinds = sorted({unit.kind for unit in units}, key=UnitKind.values.index)
    found = []
    for kind in kinds:
        some = [unit for unit in units if unit.kind == kind]
        title = ". ".join(filter(None, (str(section) if section else "", str(UnitKind(kind).label))))
        found.append(_wall(question, title, (elevation_of(None, some), LINE_CELL), some, known))
    return found


def measured(section: Section | None, units: Iterable[BurialUnit]) -> CellSize:
    """How large the cells of a section are."""
    width, height = (section.cell_width, section.cell_height) if section else (None, None)
    return cell_size(width, height, (unit.kind for unit in units))


def _wall(
    question: PrintQuestion,
    title: str,
    laid: tuple[Elevation, CellSize],
    units: list[BurialUnit],
    known: Known,
) -> WallPrint:
    letters = state_letters()
    faces = {}
    for unit in units:
        state = known.states[unit.pk]
        key = (str(state.state), state.is_anomalous)
        faces[unit.pk] = CellFace(key[0], letters[key], state.is_anomalous, known.names.get(unit.pk, ""))
    heading = question.heading(title, known.of(units))
    return WallPrint(heading, laid[0], faces, laid[1], question.with_names)


def plan_pdf(question: PrintQuestion, part: Extent | None, name: str) -> bytes:
    """The plan of a cemetery, or of the part of it that goes by a name, to scale. Raises NotPrintable."""
    plan = plan_print(question, part, name)
    leaf = plan_leaf(plan, question.paper, question.scale)
    return finished([leaf], _("Plànol de %(cemetery)s") % {"cemetery": question.cemetery})


def plan_print(question: PrintQuestion, part: Extent | None, name: str) -> PlanPrint:
    """Everything of a cemetery that its plan shows. Raises NotPrintable for one that nobody has drawn."""
    cemetery = question.cemetery
    there = _drawn_within(question, part)
    units = list(there.only("number", "kind", "footprint", "point").order_by("pk")[: MOST_UNITS + 1])
    if len(units) > MOST_UNITS:
        raise NotPrintable("too_many_units", most=MOST_UNITS)
    known = _known_of(there, units, question)
    sections = Section.objects.filter(cemetery=cemetery, footprint__isnull=False)
    blocks = [(as_shape(section.footprint), section.name) for section in sections if section.footprint]
    enclosure = as_shape(cemetery.footprint) if cemetery.footprint else None
    drawn = [_plan_unit(unit, known) for unit in units]
    everything = [*(unit.shape for unit in drawn), *(shape for shape, _name in blocks), *filter(None, [enclosure])]
    if not everything:
        raise NotPrintable("nothing_drawn")
    return PlanPrint(
        heading=question.heading(". ".join(filter(None, (_("Plànol"), name))), known.of(units)),
        part=part or with_air(tuple(shapely.total_bounds(everything))),
        enclosure=enclosure,
        entrance=(cemetery.entrance.x, cemetery.entrance.y) if cemetery.entrance else None,
        paths=[(as_shape(path.line), path.has_steps) for path in Path.objects.filter(cemetery=cemetery)],
        blocks=blocks,
        units=drawn,
    )


def _drawn_within(question: PrintQuestion, part: Extent | None) -> QuerySet[BurialUnit]:
    """The units of the plan on the day that lie in the part, or all of them."""
    drawn = units_on(question.on).filter(cemetery=question.cemetery).exclude(footprint=None, point=None)
    if part is None:
        return drawn
    window = Polygon.from_bbox(part)
    window.srid = settings.STORAGE_SRID
    return drawn.filter(Q(footprint__bboverlaps=window) | Q(point__bboverlaps=window))


def _plan_unit(unit: BurialUnit, known: Known) -> PlanUnit:
    state = known.states[unit.pk]
    letter = state_letters()[str(state.state), state.is_anomalous]
    geometry = unit.footprint or unit.point
    assert geometry is not None
    name = known.names.get(unit.pk, "")
    return PlanUnit(as_shape(geometry), unit.number, str(state.state), letter, state.is_anomalous, name)
