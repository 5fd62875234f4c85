"""What the pages of a cemetery show: plan, elevation, legend and list on one day."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cementiris.registry.models import BurialUnit, Cemetery, Section
from cementiris.registry.queries import section_units
from cementiris.registry.unit_states import derived_states
from gis.layers import Box, extent
from gis.queries import first_year, sections_of, stand_as_then, surnames, units_of
from gis.wall.elevation import neighbours
from gis.wall.looks import MOST_DRAWN, PLACED, Look, Part, Wall, draw_units, elevation_of, walls, words_for

ROWS_ON_A_PAGE = 60
#: Columns of a unit that neither walls nor lists show: geometry is slow to read.
NOT_DRAWN = ("footprint", "point", "notes")
#: `?bloc=0` is what lies in no section: tombs and pantheons along the paths.
NO_SECTION = 0


@dataclass(frozen=True)
class SectionLine:
    """One section in the list beside the plan."""

    pk: int
    name: str
    unit_count: int
    url: str
    is_current: bool
    is_part: bool = False


@dataclass(frozen=True)
class UnitLine:
    """One unit in the list of a section."""

    unit: BurialUnit
    look: Look
    url: str


@dataclass(frozen=True)
class CemeteryQuestion:
    """What the address asks for: the section, the day, and whether as a list (of some units only)."""

    on: date
    section: int | None = None
    as_list: bool = False
    only_units: frozenset[int] = frozenset()
    marked: BurialUnit | None = None
    page: str | None = None


@dataclass(frozen=True)
class CemeteryPage:
    """A cemetery on a day: its sections, the walls or the list of the one chosen, and its units counted by state."""

    cemetery: Cemetery
    on: date
    today: date
    lines: list[SectionLine]
    section: Section | None
    summary: str
    walls: list[Wall] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    rows: Page[UnitLine] | None = None
    first_year: int = 0
    extent: Box | None = None
    marked: int | None = None
    unit_count: int = 0
    part_count: int = 0

    @property
    def section_pk(self) -> int:
        """The section shown, 0 for what is in none."""
        return self.section.pk if self.section else NO_SECTION

    @property
    def title(self) -> str:
        """The name of the section shown."""
        return str(self.section) if self.section else _("Fora dels blocs")

    @property
    def wall_ids(self) -> str:
        """The drawings that one bar makes larger and smaller."""
        return " ".join(wall.id for wall in self.walls)

    @property
    def plan_extent(self) -> str:
        """West, south, east, north in degrees, as the map reads it; empty when nothing is surveyed."""
        return ",".join(f"{side:.7f}" for side in self.extent or ())

    @property
    def years(self) -> list[int]:
        """Marks under the slider of years, from the first to this one."""
        span = self.today.year - self.first_year
        return sorted({self.first_year + span * step // 4 for step in range(4)} - {self.today.year})


def cemetery_page(
    cemetery: Cemetery, question: CemeteryQuestion, *, town: str, today: date, with_people: bool
) -> CemeteryPage:
    """Assemble the page; surnames only for readers who may see people."""
    sections = sections_of(cemetery, question.on)
    base = reverse("gis:cemetery", kwargs={"town": town, "pk": cemetery.pk})
    loose_count = units_of(cemetery, [None], question.on).count()
    section = _chosen(sections, question.section, loose_count)
    together = _together(section, sections)
    asked = units_of(cemetery, together, question.on)
    units = list(asked.defer(*NOT_DRAWN))
    if question.on < today:
        stand_as_then(units, question.on)
    marked = question.marked.pk if question.marked else None
    looks = _looks(asked, units, question.on, with_people=with_people)
    units = [unit for unit in units if unit.pk in looks]  # one may have been retired between two questions
    return CemeteryPage(
        cemetery=cemetery,
        on=question.on,
        today=today,
        lines=_lines(sections, loose_count, section, base, question.on),
        section=section,
        summary=_summary(section, units),
        walls=[] if question.as_list else walls(_parts(together, units), looks, of=section, town=town, marked=marked),
        part_count=sum(each.parent_id == section.pk for each in sections) if section else 0,
        counts=_counts(looks.values()),
        rows=_rows(units, looks, question, town) if question.as_list else None,
        first_year=first_year(cemetery, today),
        extent=extent(cemetery, question.on),
        marked=marked,
        unit_count=len(units),
    )


def neighbours_svg(unit: BurialUnit, on: date, *, town: str, with_people: bool) -> SafeString:
    """A unit and its neighbours, five by five, for its sheet; empty for a unit in no section."""
    if unit.section is None:
        return mark_safe("")
    around = neighbours(elevation_of(unit.section, section_units(unit.section, on).only(*PLACED)), unit.pk)
    shown = BurialUnit.objects.filter(pk__in=[cell.pk for cell in around.cells])
    looks = _looks(shown, list(shown.only("pk")), on, with_people=with_people)
    words = words_for(_("%(unit)s i les sepultures del costat") % {"unit": unit})
    return draw_units(around, looks, words, town=town, marked=unit.pk)


def _chosen(sections: list[Section], wanted: int | None, loose_count: int) -> Section | None:
    """The section asked for; otherwise the first that holds units."""
    if wanted == NO_SECTION and loose_count:
        return None
    asked = [section for section in sections if section.pk == wanted]
    filled = [section for section in sections if _own_count(section)]
    return next(iter([*asked, *filled, *(sections if not loose_count else [])]), None)


def _together(section: Section | None, sections: list[Section]) -> list[Section | None]:
    """What is shown with a section: its parts, as the walls of a building, unless they are too many to be one."""
    parts = [each for each in sections if section and each.parent_id == section.pk and _own_count(each)]
    count = sum(_own_count(each) for each in parts)
    return [section, *parts] if count <= MOST_DRAWN else [section]


def _parts(together: Sequence[Section | None], units: Iterable[BurialUnit]) -> list[Part]:
    """The units of each section shown; what holds none is not drawn, but for the only one."""
    by_section: dict[int | None, list[BurialUnit]] = {}
    for unit in units:
        by_section.setdefault(unit.section_id, []).append(unit)
    parts = [Part(section, by_section.get(section.pk if section else None, [])) for section in together]
    return [part for part in parts if part.units]


def _looks(asked: QuerySet[BurialUnit], units: list[BurialUnit], on: date, *, with_people: bool) -> dict[int, Look]:
    states = derived_states(asked, on)
    names = surnames([unit.pk for unit in units], on, asked=asked) if with_people else {}
    return {unit.pk: Look(states[unit.pk], names.get(unit.pk, "")) for unit in units if unit.pk in states}


def _lines(
    sections: list[Section], loose_count: int, current: Section | None, base: str, on: date
) -> list[SectionLine]:
    keys = {section.pk for section in sections}
    entries = [(section.pk, str(section), _count(section, sections), section.parent_id in keys) for section in sections]
    if loose_count:
        entries.append((NO_SECTION, _("Fora dels blocs"), loose_count, False))
    shown = current.pk if current else NO_SECTION
    return [
        SectionLine(pk, name, count, f"{base}?{urlencode({'bloc': pk, 'dia': on.isoformat()})}", pk == shown, is_part)
        for pk, name, count, is_part in entries
    ]


def _count(section: Section, sections: list[Section]) -> int:
    """The units of a section, or those of its parts where it has none itself: a building is as large as its walls."""
    return _own_count(section) or sum(_own_count(each) for each in sections if each.parent_id == section.pk)


def _own_count(section: Section) -> int:
    """The `unit_count` that the question for sections adds to each."""
    count: int = getattr(section, "unit_count", 0)
    return count


def _summary(section: Section | None, units: list[BurialUnit]) -> str:
    if not units:
        return _("Encara no hi ha cap sepultura.")
    count = ngettext("%(count)s sepultura", "%(count)s sepultures", len(units)) % {"count": len(units)}
    numbered = [unit.number for unit in units if unit.number]
    if section is None or len(numbered) < 2:
        return f"{count}."
    span = {"count": count, "first": numbered[0], "last": numbered[-1]}
    return _("%(count)s, de la %(first)s a la %(last)s.") % span


def _counts(looks: Iterable[Look]) -> dict[str, int]:
    found = list(looks)
    counts = Counter(str(look.state.state) for look in found)
    counts["anomaly"] = sum(look.state.is_anomalous for look in found)
    return dict(counts)


def _rows(units: list[BurialUnit], looks: Mapping[int, Look], question: CemeteryQuestion, town: str) -> Page[UnitLine]:
    wanted = [unit for unit in units if not question.only_units or unit.pk in question.only_units]
    lines = [
        UnitLine(unit, looks[unit.pk], reverse("registry:unit", kwargs={"town": town, "pk": unit.pk}))
        for unit in wanted
    ]
    return Paginator(lines, ROWS_ON_A_PAGE).get_page(question.page)
