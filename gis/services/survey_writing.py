"""Writing a survey into the register: geometries for its places, new sections and units, as one step of the plan."""

from collections.abc import Callable

from django.contrib.gis.geos import MultiPolygon as StoredArea
from django.utils.translation import gettext as _

from cementiris.registry.models import BurialUnit, Cemetery, Section
from cementiris.registry.numbers import number_key
from cementiris.tenancy.bulk import insert_many
from gis.geometries import stored
from gis.models import EditKind, PlanEdit
from gis.services.editing import Change, Step, constraints_speak, record_edit
from gis.services.survey_plan import SECTIONS, UNITS, Bringing, Standing, SurveyReport
from gis.surveys.geometry import Shape
from gis.surveys.reading import Feature

#: Metres. Two geometries nearer than this are the same: a second run changes nothing.
SAME_PLACE = 0.001
Place = BurialUnit | Section | Cemetery
#: What the words of a file's fields say a section is.
LEVELS = {"bloc": "Bloc", "zona": "Zona", "illa": "Illa", "sector": "Sector", "fila": "Fila", "row": "Fila"}


def write_survey(report: SurveyReport, place: Standing, wish: Bringing) -> PlanEdit | None:
    """Write what was planned, in the transaction that is open, and note in the report how much it was.

    Nothing is recorded, and None returned, when everything is there already.
    """
    changes = _changes(report, place)
    report.changed_count = len(changes)
    with constraints_speak():
        made = _Making(place.cemetery, place.sections, report, wish)
        changes += made.places()
    if not changes:
        return None
    step = Step(kind=EditKind.SURVEY, actor=wish.actor, at=wish.at, survey=wish.kept)
    return record_edit(place.cemetery, step, changes)


def _stored_area(shape: Shape) -> StoredArea:
    area = stored(shape)
    assert isinstance(area, StoredArea)  # no section is made from a point
    return area


def _changes(report: SurveyReport, place: Standing) -> list[Change]:
    """The geometries of places that were there, where they differ from what is drawn."""
    matches = report.matches
    wanted: list[tuple[Place, str, Feature | None]] = [
        *((unit, "", matches.units.get(unit.pk)) for unit in place.units),
        *((section, "footprint", matches.sections.get(section.pk)) for section in place.sections),
        (place.cemetery, "footprint", matches.outline),
        (place.cemetery, "entrance", matches.entrance),
    ]
    found = (_change(row, name or _field(feature), feature) for row, name, feature in wanted if feature)
    return [change for change in found if change]


def _change(place: Place, name: str, feature: Feature) -> Change | None:
    wanted, present = stored(feature.shape), getattr(place, name)
    is_there = present is not None and present.equals_exact(wanted, SAME_PLACE)
    return None if is_there else Change(place, name, wanted)


def _field(feature: Feature) -> str:
    return "point" if feature.shape.geom_type == "Point" else "footprint"


class _Making:
    """The places that a survey makes: sections, or units in the sections that the file names."""

    def __init__(self, cemetery: Cemetery, sections: list[Section], report: SurveyReport, wish: Bringing) -> None:
        self.cemetery = cemetery
        self.report = report
        self.kind = wish.kind
        self.made: list[Change] = []
        self.known = {(section.parent_id, number_key(section.name)): section for section in sections}
        self.level = _level_name(report.survey.section_field)

    def places(self) -> list[Change]:
        """Make them all and return the changes that record them."""
        makers: dict[str, Callable[[], None]] = {SECTIONS: self._sections, UNITS: self._units}
        if self.report.new:
            makers[self.report.makes]()
        return self.made

    def _sections(self) -> None:
        level = _level_name(self.report.survey.code_field) if self.report.survey.section_field else self.level
        for feature in self.report.new:
            above = self._section(feature.section) if feature.section else None
            key = (above.pk if above else None, number_key(feature.code))
            if key not in self.known:
                self._make(feature.code, level, above, _stored_area(feature.shape))

    def _section(self, name: str) -> Section:
        """The section of a name, one that is part of no other first; made where there is none."""
        key = number_key(name)
        found = self.known.get((None, key)) or next((row for (_, own), row in self.known.items() if own == key), None)
        return found or self._make(name, self.level, None, None)

    def _make(self, name: str, level: str, above: Section | None, shape: StoredArea | None) -> Section:
        section = Section(cemetery=self.cemetery, parent=above, name=name, level_name=level, footprint=shape)
        section.save()
        self.known[above.pk if above else None, number_key(name)] = section
        self.made.append(Change(section, "footprint", shape, made=True))
        self.report.created_section_count += 1
        return section

    def _units(self) -> None:
        units = [self._unit(feature) for feature in self.report.new]
        insert_many(BurialUnit, units)
        self.report.created_unit_count = len(units)
        for unit, feature in zip(units, self.report.new, strict=True):
            self.made.append(Change(unit, _field(feature), stored(feature.shape), made=True))

    def _unit(self, feature: Feature) -> BurialUnit:
        section = self._section(feature.section) if feature.section else None
        if section and feature.row:
            section = self.known.get((section.pk, number_key(feature.row)), section)
        unit = BurialUnit(cemetery=self.cemetery, section=section, kind=self.kind)
        unit.set_number(feature.code)
        setattr(unit, _field(feature), stored(feature.shape))
        return unit


def _level_name(field_name: str) -> str:
    return str(_(LEVELS.get(number_key(field_name), "Secció")))
