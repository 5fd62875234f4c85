"""What each of the citizens' pages shows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cementiris.lookup import wording
from cementiris.lookup.forms import SearchForm
from cementiris.lookup.keys import key_of
from cementiris.lookup.models import PublicEntry
from cementiris.lookup.queries import PAGE_SIZE, Found, find, in_order, years_until_public
from cementiris.registry.models import BurialUnit, Section
from cementiris.registry.queries import section_units, units_on
from gis.pages.walks import Walk, picture_of, walk_to
from gis.wall.elevation import Elevation
from gis.wall.looks import MOST_DRAWN, PLACED, elevation_of
from gis.wall.plain_drawing import PlainWall, draw_public


@dataclass(frozen=True)
class Line:
    """One person in the list of those found."""

    entry: PublicEntry
    url: str

    @property
    def text(self) -> str:
        """Year and place in one line."""
        return f"{wording.year_text(self.entry)}. {wording.unit_text(self.entry)}"


@dataclass(frozen=True)
class SearchPage:
    """The question and, once it is asked, who was found."""

    form: SearchForm
    is_asked: bool
    is_too_short: bool
    found: Found
    exact: list[Line]
    alike: list[Line]
    page: Page[int]
    hidden_years: int

    @property
    def title(self) -> str:
        """How many were found, as one would say it."""
        count = len(self.found.exact)
        if self.found.there_are_more:
            return _("Més de %(count)s persones") % {"count": count}
        if count == 1:
            return _("1 persona amb aquest nom")
        return _("%(count)s persones amb aquest nom") % {"count": count}


def search_page(form: SearchForm, town: str, number: str | None, on: date) -> SearchPage:
    """Answer the question in `form`; without one the page only asks."""
    question = form.question()
    found = find(question, on)
    page = Paginator(found.exact, PAGE_SIZE).get_page(number)
    rest = _rest_of_query(form)
    return SearchPage(
        form=form,
        is_asked=bool(question.name),
        is_too_short=question.is_too_short,
        found=found,
        exact=_lines(in_order(tuple(page.object_list), on), town, rest),
        alike=_lines(in_order(found.alike, on), town, rest),
        page=page,
        hidden_years=years_until_public(on),
    )


def _rest_of_query(form: SearchForm) -> str:
    asked = {name: form.data.get(name, "") for name in ("q", "year", "cemetery", "page")}
    return urlencode({name: value for name, value in asked.items() if value})


def _lines(entries: Iterable[PublicEntry], town: str, rest: str) -> list[Line]:
    return [Line(entry, f"{entry_url(entry, town)}{'?' if rest else ''}{rest}") for entry in entries]


def entry_url(entry: PublicEntry, town: str) -> str:
    """The address of a person's page."""
    return reverse("lookup:entry", kwargs={"town": town, "key": key_of(entry.pk)})


def as_json(entry: PublicEntry, url: str) -> dict[str, object]:
    """One person as the public interface hands it out; the point is [longitude, latitude]."""
    has_point = entry.lon is not None and entry.lat is not None
    return {
        "name": str(entry),
        "year_of_death": entry.year_of_death,
        "cemetery": entry.cemetery_name,
        "unit": wording.unit_text(entry),
        "url": url,
        "point": [round(entry.lon, 7), round(entry.lat, 7)] if has_point else None,  # type: ignore[arg-type]
    }


@dataclass(frozen=True)
class EntryPage:
    """One person: where they rest, said, drawn and shown on the plan."""

    entry: PublicEntry
    key: str
    year: str
    kind: str
    section: str
    position: str = ""
    wall: SafeString = field(default_factory=lambda: mark_safe(""))
    plan: SafeString = field(default_factory=lambda: mark_safe(""))
    walk: Walk = field(default_factory=Walk)
    distance: str = ""
    point: str = ""


def entry_page(entry: PublicEntry, on: date, *, avoid_steps: bool = False) -> EntryPage:
    """Everything that the public may see of one person's place, among the units that are there on the day."""
    building = _building(entry, on)
    unit = BurialUnit.objects.select_related("cemetery", "section").filter(pk=entry.unit_id or 0).first()
    walk = walk_to(unit, on, avoid_steps=avoid_steps) if unit else Walk()
    metres = entry.metres_from_entrance
    return EntryPage(
        entry=entry,
        key=key_of(entry.pk),
        year=wording.year_text(entry),
        kind=wording.kind_text(entry) or wording.unit_text(entry),
        section=wording.section_text(entry.section_level, entry.section_name),
        position=_position(entry, building),
        wall=_drawn_wall(entry, building),
        plan=_drawn_plan(entry, unit, walk, on),
        walk=walk,
        distance=wording.distance_text(metres) if metres is not None else "",
        point=f"{entry.lat:.6f},{entry.lon:.6f}" if entry.lat is not None and entry.lon is not None else "",
    )


@dataclass(frozen=True)
class Building:
    """The wall where somebody rests, and with it the other walls of its building."""

    home: Elevation
    walls: tuple[PlainWall, ...]


def _building(entry: PublicEntry, on: date) -> Building | None:
    if entry.section_id is None or entry.unit_id is None:
        return None
    section = Section.objects.defer("footprint").get(pk=entry.section_id)
    home = elevation_of(section, section_units(section, on).only(*PLACED))
    if home.is_field:
        return None
    return Building(home, tuple(_walls_beside(section, home, on)))


def _walls_beside(section: Section, home: Elevation, on: date) -> Iterable[PlainWall]:
    """Every wall of the building, each by its name; the wall alone where it is of no building, or of a large one."""
    parts = Section.objects.filter(parent__isnull=False, parent=section.parent_id).defer("footprint")
    units = list(units_on(on).filter(section__in=parts).order_by("number_order", "pk").only("section", *PLACED))
    sections = {part.pk: part for part in parts} if len(units) <= MOST_DRAWN else {}
    if len({unit.section_id for unit in units} & set(sections)) < 2:
        return [PlainWall(home)]
    laid = (
        (part, elevation_of(part, [unit for unit in units if unit.section_id == pk])) for pk, part in sections.items()
    )
    return [PlainWall(wall, str(part)) for part, wall in laid if wall.cells and not wall.is_field]


def _position(entry: PublicEntry, building: Building | None) -> str:
    cell = building.home.cell_of(entry.unit_id) if building and entry.unit_id else None
    return wording.position_text(cell.floor, cell.column) if cell else ""


def _drawn_wall(entry: PublicEntry, building: Building | None) -> SafeString:
    if building is None or entry.unit_id is None:
        return mark_safe("")
    title = _("Alçat: %(unit)s. %(position)s") % {
        "unit": wording.unit_text(entry),
        "position": _position(entry, building),
    }
    return mark_safe(draw_public(building.walls, title, marked=entry.unit_id))


def _drawn_plan(entry: PublicEntry, unit: BurialUnit | None, walk: Walk, on: date) -> SafeString:
    title = _("Plànol: de l’entrada fins a %(unit)s") % {"unit": wording.unit_text(entry)}
    return picture_of(walk, unit, on, title) if unit else mark_safe("")
