"""Bringing a survey into the register: geometry for its places, or a whole cemetery made from graves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median

import shapely
from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry
from django.contrib.gis.geos import MultiPolygon as StoredArea
from django.contrib.gis.geos import Point as StoredPoint
from django.db import transaction
from django.utils.translation import gettext as _

from cementiris.registry.models import BurialUnit, Cemetery, Section, UnitKind
from cementiris.registry.numbers import number_key
from gis.surveys.geometry import Shape
from gis.surveys.matching import KnownSection, KnownUnit, Matches, Register, match
from gis.surveys.reading import Feature, Survey
from gis.surveys.refusals import Issue, SurveyRefusedError

#: Square metres. Larger areas in a cemetery that has no units yet are its sections, not its graves.
LARGEST_GRAVE = 60.0
#: Metres. Two geometries nearer than this are the same: a second run changes nothing.
SAME_PLACE = 0.001
EXAMPLES = 5
LONGEST_NAME = 120


@dataclass
class SurveyReport:
    """What came of a survey; features read = accepted + warned + refused, and accepted + warned have their place."""

    survey: Survey
    matched_count: int = 0
    created_unit_count: int = 0
    created_section_count: int = 0
    changed_count: int = 0
    unmatched: list[Feature] = field(default_factory=list)
    units_without_feature: list[BurialUnit] = field(default_factory=list)
    sections_without_feature: list[Section] = field(default_factory=list)

    @property
    def issues(self) -> list[Issue]:
        """Every issue of the file, and one for each feature that found no place."""
        homeless = [Issue("unmatched", feature.number, feature.code, is_refusal=True) for feature in self.unmatched]
        return sorted([*self.survey.issues, *homeless], key=lambda issue: issue.feature or 0)

    @property
    def refused_count(self) -> int:
        """Features that were not used: faulty ones, and those that found no place."""
        return self.survey.refused_count + len(self.unmatched)

    @property
    def warned_count(self) -> int:
        """Features used although something about them is odd."""
        homeless = {feature.number for feature in self.unmatched}
        usable = {feature.number for feature in self.survey.features} - homeless
        return len({issue.feature for issue in self.survey.issues if issue.feature in usable})

    @property
    def accepted_count(self) -> int:
        """Features used without remark."""
        return self.survey.read_count - self.refused_count - self.warned_count


def import_survey(survey: Survey, *, cemetery_name: str, commit: bool) -> SurveyReport:
    """Give the places of a cemetery the geometry of a survey, in one transaction; without `commit` nothing stays.

    A cemetery without units gets them from the file. Raises SurveyRefusedError when not one feature finds its place.
    """
    with transaction.atomic():
        cemetery = _locked_cemetery(cemetery_name)
        present = cemetery.units.filter(retired_on__isnull=True)
        units = list(present.select_related("section").order_by("number_order", "pk"))
        sections = list(cemetery.sections.all())
        report = SurveyReport(survey)
        matches = match(survey.features, _register(cemetery, units, sections))
        if not matches.count and units:
            raise _nothing_matches(survey, units)
        if not matches.count and survey.features:
            _create_places(report, cemetery)
        else:
            _apply(report, matches, cemetery, units, sections)
        if not commit:
            transaction.set_rollback(True)
    return report


def _locked_cemetery(name: str) -> Cemetery:
    """The cemetery by its name in any spelling, locked so that two surveys follow each other; made when missing."""
    if not 1 <= len(name.strip()) <= LONGEST_NAME:
        raise SurveyRefusedError("bad_cemetery_name")
    wanted = number_key(name)
    for cemetery in Cemetery.objects.select_for_update():
        if number_key(cemetery.name) == wanted:
            return cemetery
    return Cemetery.objects.create(name=name.strip())


def _register(cemetery: Cemetery, units: list[BurialUnit], sections: list[Section]) -> Register:
    names = {section.pk: section.name for section in sections}
    known = {
        section.pk: KnownSection(section.pk, section.name, section.level_name, names.get(section.parent_id or 0, ""))
        for section in sections
    }
    return Register.of(
        cemetery.name,
        [KnownUnit(unit.pk, unit.number_key, unit.kind, known.get(unit.section_id or 0)) for unit in units],
        known.values(),
    )


def _nothing_matches(survey: Survey, units: list[BurialUnit]) -> SurveyRefusedError:
    codes = ", ".join(feature.code for feature in survey.features[:EXAMPLES])
    numbers = ", ".join(str(unit) for unit in units[:EXAMPLES])
    return SurveyRefusedError("nothing_matches", codes=codes or "—", numbers=numbers, units=len(units))


def _apply(
    report: SurveyReport, matches: Matches, cemetery: Cemetery, units: list[BurialUnit], sections: list[Section]
) -> None:
    report.matched_count, report.unmatched = matches.count, matches.unmatched
    changed_units = [unit for unit in units if unit.pk in matches.units and _move(unit, matches.units[unit.pk])]
    BurialUnit.objects.bulk_update(changed_units, ["footprint", "point"], batch_size=500)
    changed_sections = [
        section
        for section in sections
        if section.pk in matches.sections and _set(section, "footprint", matches.sections[section.pk].shape)
    ]
    Section.objects.bulk_update(changed_sections, ["footprint"], batch_size=500)
    changed_cemetery = _place_cemetery(cemetery, matches)
    report.changed_count = len(changed_units) + len(changed_sections) + changed_cemetery
    if matches.units:
        report.units_without_feature = [unit for unit in units if unit.pk not in matches.units]
    if matches.sections:
        report.sections_without_feature = [section for section in sections if section.pk not in matches.sections]


def _place_cemetery(cemetery: Cemetery, matches: Matches) -> int:
    fields = [
        name
        for name, feature in (("footprint", matches.outline), ("entrance", matches.entrance))
        if feature and _set(cemetery, name, feature.shape)
    ]
    if fields:
        cemetery.save(update_fields=fields)
    return len(fields)


def _move(unit: BurialUnit, feature: Feature) -> bool:
    return _set(unit, "point" if feature.shape.geom_type == "Point" else "footprint", feature.shape)


def _set(place: BurialUnit | Section | Cemetery, name: str, shape: Shape) -> bool:
    """Put a geometry on a place unless it is there already; say whether anything changed."""
    wanted, present = stored(shape), getattr(place, name)
    if present is not None and present.equals_exact(wanted, SAME_PLACE):
        return False
    setattr(place, name, wanted)
    return True


def stored(shape: Shape) -> StoredArea | StoredPoint:
    """A shape in EPSG:25831 as the database takes it."""
    if isinstance(shape, shapely.Point):
        return StoredPoint(shape.x, shape.y, srid=settings.STORAGE_SRID)
    geometry = GEOSGeometry(memoryview(shapely.to_wkb(shape)), srid=settings.STORAGE_SRID)
    assert isinstance(geometry, StoredArea)
    return geometry


def _create_places(report: SurveyReport, cemetery: Cemetery) -> None:
    """Make an undescribed cemetery out of a survey: its sections and graves, or only sections when areas are large."""
    survey = report.survey
    areas = [feature.shape.area for feature in survey.features if feature.shape.geom_type != "Point"]
    if areas and median(areas) > LARGEST_GRAVE:
        shapes = {feature.code: stored(feature.shape) for feature in survey.features}
        named = {code: shape for code, shape in shapes.items() if isinstance(shape, StoredArea)}
        report.created_section_count = len(_create_sections(cemetery, named, ""))
        return
    names: dict[str, StoredArea | None] = {feature.section: None for feature in survey.features if feature.section}
    sections = _create_sections(cemetery, names, survey.section_field)
    report.created_section_count = len(sections)
    report.created_unit_count = _create_units(cemetery, survey.features, sections)


def _create_sections(
    cemetery: Cemetery, footprints: Mapping[str, StoredArea | None], field_name: str
) -> dict[str, Section]:
    """Sections by name, those that the cemetery already has included."""
    present = {number_key(section.name): section for section in cemetery.sections.all()}
    found = {}
    for name, footprint in footprints.items():
        section = present.get(number_key(name))
        if section is None:
            section = Section(cemetery=cemetery, name=name, level_name=_level_name(field_name), footprint=footprint)
            section.save()
            present[number_key(name)] = section
        found[name] = section
    return found


def _level_name(field_name: str) -> str:
    words = {"bloc": _("Bloc"), "zona": _("Zona"), "illa": _("Illa"), "sector": _("Sector")}
    return str(words.get(number_key(field_name), _("Secció")))


def _create_units(cemetery: Cemetery, features: Iterable[Feature], sections: dict[str, Section]) -> int:
    units = [_new_unit(cemetery, feature, sections.get(feature.section)) for feature in features]
    return len(BurialUnit.objects.bulk_create(units, batch_size=1000))


def _new_unit(cemetery: Cemetery, feature: Feature, section: Section | None) -> BurialUnit:
    unit = BurialUnit(cemetery=cemetery, section=section, kind=UnitKind.GRAVE_IN_EARTH)
    unit.set_number(feature.code)
    _move(unit, feature)
    return unit
