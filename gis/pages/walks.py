"""The way to a place as people read it: how far, how long, and where to turn; or why nobody can say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import shapely
from django.contrib.gis.geos import MultiPolygon
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from cementiris.registry.models import BurialUnit
from gis.grounds import drawn_sections, gate_of, ground_of, spots_before
from gis.ways.finding import Ground, Way, shortest_of
from gis.ways.free_ground import Spot
from gis.ways.picture import GroundPlan, Ring, Shape, draw_plan
from gis.ways.telling import Leg, told

#: More graves than this are drawn as rows: each by itself would be a speck.
MOST_DRAWN = 2000
#: The last step to a place that one has beside one is not told as a leg.
AT_HAND = 2.5


@dataclass(frozen=True)
class Walk:
    """The way to a unit with its words; without a way `missing` says why. `ground` is what was walked on."""

    way: Way | None = None
    missing: str = ""
    legs: tuple[str, ...] = ()
    ground: Ground | None = None
    here: Spot | None = None

    @property
    def length(self) -> str:
        """How far and how long: "120 metres a peu des de l’entrada, uns 2 minuts"."""
        if self.way is None:
            return ""
        metres, minutes = rounded(self.way.metres), self.way.minutes
        words = ngettext(
            "%(metres)s metres a peu des de l’entrada, cosa d’%(minutes)s minut.",
            "%(metres)s metres a peu des de l’entrada, uns %(minutes)s minuts.",
            minutes,
        )
        return words % {"metres": metres, "minutes": minutes}

    @property
    def warning(self) -> str:
        """That there are steps on the way, for whoever cannot climb them."""
        if self.way is None or not self.way.has_steps:
            return ""
        if self.way.steps_unavoidable:
            return _("Al plànol no hi ha cap camí sense graons fins aquí.")
        return _("Hi ha graons pel camí.")


def walk_to(unit: BurialUnit, on: date, *, avoid_steps: bool = False) -> Walk:
    """The way from the gate to the unit as the plan is on the day; `unit` with its section and cemetery."""
    gate, spots = gate_of(unit.cemetery), spots_before(unit, on)
    if not spots:
        return Walk(missing=_("Aquesta sepultura encara no és al plànol: no es pot dir per on s’hi va."))
    ground = ground_of(unit.cemetery, on, [*([gate] if gate else []), *spots])
    if gate is None:
        return Walk(missing=_("Al plànol encara no hi ha l’entrada del cementiri."), ground=ground, here=spots[0])
    way = shortest_of(gate, spots, ground, avoid_steps=avoid_steps)
    if way is None:
        return Walk(missing=_("Segons el plànol no hi ha cap pas a peu fins aquí."), ground=ground, here=spots[0])
    return Walk(way, legs=_told(way, unit), ground=ground, here=way.spots[-1])


def picture_of(walk: Walk, unit: BurialUnit, on: date, title: str) -> SafeString:
    """The plan with the way drawn on it: places only, nobody's name; empty where the unit is not on the plan."""
    if walk.ground is None or walk.here is None:
        return mark_safe("")
    sections = drawn_sections(unit.cemetery, on)
    walls = [section for section, is_wall in sections if is_wall]
    graves = walk.ground.graves if len(walk.ground.graves) <= MOST_DRAWN else walk.ground.rows
    own = (Shape(_ring(unit.footprint), is_here=True),) if unit.footprint and unit.section not in walls else ()
    plan = GroundPlan(
        outline=_ring(unit.cemetery.footprint),
        areas=tuple(_ring(section.footprint) for section, is_wall in sections if not is_wall),
        blocks=tuple(Shape(_ring(wall.footprint), wall.name, wall.pk == unit.section_id) for wall in walls),
        tombs=(*(Shape(ring) for ring in _rings(graves)), *own),
        paths=tuple(_spots(path.line) for path in walk.ground.paths),
        entrance=gate_of(unit.cemetery),
        here=walk.here,
        way=walk.way.spots if walk.way else (),
    )
    return mark_safe(draw_plan(plan, title, (_("Entrada"), _("N"))))


def _ring(footprint: MultiPolygon | None) -> Ring:
    """The outer ring of the first part: enough for a picture."""
    return tuple((point[0], point[1]) for point in footprint[0][0]) if footprint else ()


def _rings(shapes: Iterable[BaseGeometry]) -> Iterator[Ring]:
    for part in shapely.get_parts(list(shapes)):
        yield _spots(part.exterior)


def _spots(line: LineString) -> Ring:
    return tuple((x, y) for x, y, *_height in line.coords)


def rounded(metres: float) -> int:
    """A length as people say it: by fives, short ones by the metre."""
    return max(1, round(metres)) if metres < 12.5 else round(metres / 5) * 5


def _told(way: Way, unit: BurialUnit) -> tuple[str, ...]:
    legs = told(way)
    last = legs[-1] if len(legs) > 1 else None
    is_beside = last is not None and last.metres < AT_HAND and last.turn in ("left", "right")
    place = f"{unit}, {unit.section}" if unit.section else str(unit)
    arrival = _("Sou davant de %(place)s.")
    if last and is_beside:
        arrival = _("A l’esquerra hi teniu %(place)s.") if last.turn == "left" else _("A la dreta hi teniu %(place)s.")
    walked = legs[:-1] if is_beside else legs
    return (*(_sentence(leg) for leg in walked), arrival % {"place": place})


def _sentence(leg: Leg) -> str:
    facts = {"metres": rounded(leg.metres), "name": leg.name}
    words = {
        "start": (_("Des de l’entrada, camineu %(metres)s m"), _("Des de l’entrada, seguiu «%(name)s» %(metres)s m")),
        "straight": (_("Seguiu recte %(metres)s m"), _("Seguiu recte per «%(name)s» %(metres)s m")),
        "left": (
            _("Gireu a l’esquerra i camineu %(metres)s m"), _("Gireu a l’esquerra i seguiu «%(name)s» %(metres)s m"),
        ),
        "right": (_("Gireu a la dreta i camineu %(metres)s m"), _("Gireu a la dreta i seguiu «%(name)s» %(metres)s m")),
        "back": (_("Tireu enrere i camineu %(metres)s m"), _("Tireu enrere per «%(name)s» %(metres)s m")),
    }  # fmt: skip
    sentence = words[leg.turn][bool(leg.name)] % facts
    return _("%(leg)s (hi ha graons).") % {"leg": sentence} if leg.has_steps else f"{sentence}."
