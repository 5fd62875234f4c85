"""Units of the register as walls: laid out, each cell with its state, its words and its link."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cementiris.registry.models import BurialUnit, Section, UnitKind
from cementiris.registry.numbering import Numbering, WallPlan, planned_units
from cementiris.registry.rules.states import UnitState
from cementiris.registry.unit_states import DerivedState
from gis.wall.drawing import Face, Manner, Words, draw, shared_scale
from gis.wall.elevation import Block, Cell, Elevation, Place, corners_of
from gis.wall.layout import lay_out
from gis.wording import state_letters, state_words

#: What a cell says where a unit has no number of its own (a common grave).
NO_NUMBER = "—"
#: A planned wall of more cells than this is not drawn at every stroke.
MOST_DRAWN = 1500
#: The columns of a unit from which it gets its place in the wall.
PLACED = ("number", "floor", "column", "columns_wide", "floors_high")


@dataclass(frozen=True)
class Look:
    """What is known of a unit on the day shown: its derived state, and the surname when the reader may see it."""

    state: UnitState | DerivedState
    surname: str = ""


@dataclass(frozen=True)
class Wall:
    """One drawing on the page; `id` ties it to the bar of what is selected in it."""

    id: str
    title: str
    svg: SafeString
    unit_count: int
    hint: str = ""
    is_field: bool = False


@dataclass(frozen=True)
class Part:
    """What is drawn as one wall: a section, or the units in none, with its units of the day."""

    section: Section | None
    units: Sequence[BurialUnit]

    @property
    def suffix(self) -> str:
        """What sets the drawings of one part apart from those of the others on the page."""
        return f"-{self.section.pk}" if self.section else ""


def elevation_of(section: Section | None, units: Iterable[BurialUnit]) -> Elevation:
    """The layout of a section's units; units outside any section have no wall and stand in lines."""
    if section is None:
        return lay_out(Block(), map(_place_of, units))
    block = Block(section.floors, section.columns, Numbering(section.numbering), section.first_number)
    wall = lay_out(block, map(_place_of, units))
    if wall.is_field:
        return wall
    front = [(x, y) for x, y in section.front] if section.front else []
    width, height = section.cell_width, section.cell_height
    return replace(wall, corners=corners_of(front, wall.built), cell_cm=(width, height) if width and height else None)


def _place_of(unit: BurialUnit) -> Place:
    return Place(unit.pk, unit.number or NO_NUMBER, unit.floor, unit.column, unit.columns_wide, unit.floors_high)


def draw_units(
    elevation: Elevation,
    looks: Mapping[int, Look],
    words: Words,
    *,
    town: str,
    marked: int | None = None,
) -> SafeString:
    """The small picture of a unit, `marked`, and its neighbours, with their states."""
    return mark_safe(draw(elevation, _faces(elevation, looks, town), words, marked=marked, manner=Manner(mini=True)))


def _faces(elevation: Elevation, looks: Mapping[int, Look], town: str) -> dict[int, Face]:
    faces = _Faces(elevation, town)
    return {cell.pk: faces.of(cell, looks[cell.pk]) for cell in elevation.cells}


def words_for(title: str, svg_id: str = "") -> Words:
    """The words around a drawing, in the reader's language."""
    return Words(title=title, floor=_("Pis"), column=_("Columna"), id=svg_id, after_corner=_("després de la cantonada"))


def walls(
    parts: Sequence[Part],
    looks: Mapping[int, Look],
    *,
    of: Section | None,
    town: str,
    marked: int | None = None,
) -> list[Wall]:
    """The drawings of some parts of a cemetery, all to one scale; those that are not `of` the section bear their name.

    Each is one wall, or one field for each kind where kinds share their numbers.
    """
    drawn = [each for part in parts for each in _drawings(part, named=part.section != of)]
    scale = shared_scale(elevation for _wall, elevation, _words in drawn)
    return [
        replace(
            wall,
            svg=mark_safe(
                draw(elevation, _faces(elevation, looks, town), words, marked=marked, manner=Manner(scale=scale))
            ),
        )
        for wall, elevation, words in drawn
    ]


def _drawings(part: Part, *, named: bool) -> list[tuple[Wall, Elevation, Words]]:
    """What is to be drawn of a part, each with its words; the pictures themselves are not there yet."""
    whole = elevation_of(part.section, part.units)
    suffix = part.suffix if named else ""
    name = str(part.section) if named else ""
    if not whole.is_field:
        wall = Wall(f"alcat-mur{suffix}", name, mark_safe(""), len(whole.cells), _("Vist de cara"))
        return [(wall, whole, words_for(_wall_title(part.section, whole), wall.id))]
    found = []
    for kind in sorted({unit.kind for unit in part.units}, key=UnitKind.values.index):
        elevation = elevation_of(None, [unit for unit in part.units if unit.kind == kind])
        title = ". ".join(text for text in (name, str(UnitKind(kind).label)) if text)
        wall = Wall(f"alcat-{kind}{suffix}", title, mark_safe(""), len(elevation.cells), is_field=True)
        found.append((wall, elevation, words_for(title, wall.id)))
    return found


def _wall_title(section: Section | None, wall: Elevation) -> str:
    facts = {"section": section or "", "floors": wall.floor_count, "columns": wall.column_count}
    return _("Alçat de %(section)s: %(floors)s pisos i %(columns)s columnes") % facts


def planned_svg(plan: WallPlan, title: str) -> SafeString:
    """A wall that is only planned, every cell free; empty where it is too large to be looked at while it is typed."""
    units = planned_units(plan)
    if not 0 < len(units) <= MOST_DRAWN:
        return mark_safe("")
    places = [Place(index, unit.number, unit.floor, unit.column) for index, unit in enumerate(units, start=1)]
    elevation = lay_out(Block(plan.floors, plan.columns, plan.numbering, plan.first_number), places)
    place = _("%(number)s, pis %(floor)s, columna %(column)s")
    faces = {cell.pk: _planned_face(cell, place) for cell in elevation.cells}
    return mark_safe(draw(elevation, faces, words_for(_("Com quedarà: %(title)s") % {"title": title}, "alcat-previst")))


def _planned_face(cell: Cell, place: str) -> Face:
    label = place % {"number": cell.number, "floor": cell.floor, "column": cell.column}
    return Face(state="free", letter="", label=label, tip=label, href="#alcat-previst")


class _Faces:
    """Makes the face of each cell; words, letters and the address are looked up once for the whole drawing."""

    def __init__(self, elevation: Elevation, town: str) -> None:
        self.is_field = elevation.is_field
        self.words, self.letters = state_words(), state_letters()
        self.address = reverse("registry:unit", kwargs={"town": town, "pk": 0})
        self.place = _("%(number)s, pis %(floor)s, columna %(column)s")

    def of(self, cell: Cell, look: Look) -> Face:
        """The face of one cell."""
        state = (str(look.state.state), look.state.is_anomalous)
        word = self.words[state]
        return Face(
            state=state[0],
            letter=self.letters[state],
            label=f"{self._place(cell)}: {word}{', ' if look.surname else ''}{look.surname}",
            tip=look.surname or word[:1].upper() + word[1:],
            href=self.address.replace("/0/", f"/{cell.pk}/"),
            is_anomalous=look.state.is_anomalous,
        )

    def _place(self, cell: Cell) -> str:
        if self.is_field:
            return cell.number
        return self.place % {"number": cell.number, "floor": cell.floor, "column": cell.column}
