"""What a survey would do to a cemetery, by reading alone: which place each feature is, what is new, what is odd."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from statistics import median

from django.db.models import QuerySet
from shapely.geometry import MultiPolygon

from cementiris.accounts.models import User
from cementiris.registry.models import BurialUnit, Cemetery, Section, UnitKind
from cementiris.registry.numbers import number_key
from gis.geometries import as_area
from gis.models import Joined, SurveyFile
from gis.surveys.joining import Ground, doubt_displaced, outside, overlapping
from gis.surveys.matching import KnownSection, KnownUnit, Matches, Register, match
from gis.surveys.reading import Feature, Survey
from gis.surveys.refusals import Issue, SurveyRefusedError

#: Square metres. Larger areas in a cemetery that has no units yet are its sections, not its graves.
LARGEST_GRAVE = 60.0
EXAMPLES = 5
LONGEST_NAME = 120
#: Kinds that stand above each other in a wall, so that their places on the plan are the same.
STACKED = frozenset(
    {UnitKind.NICHE, UnitKind.DOUBLE_NICHE, UnitKind.REDUCED_NICHE, UnitKind.COLUMBARIUM, UnitKind.URN_SPACE}
)
NOTHING, UNITS, SECTIONS = "nothing", "units", "sections"
"""What is made of features that are no place yet."""


@dataclass(frozen=True, kw_only=True)
class Bringing:
    """Who brings a survey into which cemetery, when, and what becomes of features that are no place yet.

    `makes` is NOTHING, UNITS or SECTIONS; None judges: a cemetery without units gets them from the file. New units are
    of `kind`. `with_displaced`: joins count although the feature lies in another block's outline.
    """

    cemetery_name: str
    at: datetime
    actor: User | None = None
    kept: SurveyFile | None = None
    makes: str | None = None
    kind: str = UnitKind.GRAVE_IN_EARTH
    with_displaced: bool = False


@dataclass(frozen=True)
class Standing:
    """A cemetery as it stands: its units that are there now, and its sections."""

    cemetery: Cemetery
    units: list[BurialUnit]
    sections: list[Section]

    def register(self) -> Register:
        """The names that its places answer to."""
        names = {section.pk: section.name for section in self.sections}
        known = {
            section.pk: KnownSection(
                section.pk, section.name, section.level_name, names.get(section.parent_id or 0, "")
            )
            for section in self.sections
        }
        units = [KnownUnit(unit.pk, unit.number_key, unit.kind, known.get(unit.section_id or 0)) for unit in self.units]
        return Register.of(self.cemetery.name, units, known.values())

    def ground(self) -> Ground:
        """What is drawn of it already."""
        return Ground(
            outlines={section.pk: as_area(section.footprint) for section in self.sections if section.footprint},
            names={section.pk: str(section) for section in self.sections},
            enclosure=as_area(self.cemetery.footprint) if self.cemetery.footprint else None,
            section_of={unit.pk: unit.section_id for unit in self.units if unit.section_id},
            parent_of={section.pk: section.parent_id for section in self.sections if section.parent_id},
            stacked=frozenset(unit.pk for unit in self.units if unit.kind in STACKED),
        )


@dataclass
class SurveyReport:
    """What came of a survey; features read = accepted + warned + refused, and accepted + warned have their place.

    `matches` are the joins, `makes` what is made of `new` features; `oddities` are what the plan says against some.
    """

    survey: Survey
    matches: Matches = field(default_factory=Matches)
    makes: str = NOTHING
    new: list[Feature] = field(default_factory=list)
    created_unit_count: int = 0
    created_section_count: int = 0
    changed_count: int = 0
    oddities: list[Issue] = field(default_factory=list)
    units_without_feature: list[BurialUnit] = field(default_factory=list)
    sections_without_feature: list[Section] = field(default_factory=list)

    @property
    def matched_count(self) -> int:
        """Features joined to a place that was there."""
        return self.matches.count

    @property
    def unmatched(self) -> list[Feature]:
        """Features without a place, those in doubt included."""
        made = {feature.number for feature in self.new}
        return [feature for feature in self.matches.unmatched if feature.number not in made]

    @property
    def issues(self) -> list[Issue]:
        """Every issue of the file, what the plan says against it, and one for each feature that found no place."""
        homeless = [
            self.matches.doubts.get(feature.number) or Issue("unmatched", feature.number, feature.code, is_refusal=True)
            for feature in self.unmatched
        ]
        found = [*self.survey.issues, *self.oddities, *homeless]
        return sorted(found, key=lambda issue: issue.feature or 0)

    @property
    def refused_count(self) -> int:
        """Features that were not used: faulty ones, and those that found no place."""
        return self.survey.refused_count + len(self.unmatched)

    @property
    def warned_count(self) -> int:
        """Features used although something about them is odd."""
        homeless = {feature.number for feature in self.unmatched}
        usable = {feature.number for feature in self.survey.features} - homeless
        return len({issue.feature for issue in [*self.survey.issues, *self.oddities] if issue.feature in usable})

    @property
    def accepted_count(self) -> int:
        """Features used without remark."""
        return self.survey.read_count - self.refused_count - self.warned_count

    def joins(self) -> dict[int, tuple[str, int | None, int | None]]:
        """For each feature of the file, by its number, what it was joined to: a state, a unit's and a section's key."""
        found: dict[int, tuple[str, int | None, int | None]] = {
            issue.feature: (Joined.REFUSED, None, None) for issue in self.survey.issues if issue.feature
        }
        found |= {feature.number: (Joined.MATCHED, None, None) for feature in self.survey.features}
        found |= {feature.number: (Joined.MATCHED, pk, None) for pk, feature in self.matches.units.items()}
        found |= {feature.number: (Joined.MATCHED, None, pk) for pk, feature in self.matches.sections.items()}
        for feature in self.unmatched:
            is_doubtful = feature.number in self.matches.doubts
            found[feature.number] = (Joined.DOUBTFUL if is_doubtful else Joined.UNMATCHED, None, None)
        return found | {feature.number: (Joined.CREATED, None, None) for feature in self.new}


def locked_cemetery(name: str) -> Cemetery:
    """The cemetery by its name in any spelling, locked so that two surveys follow each other; made when missing.

    Raises SurveyRefusedError (bad_cemetery_name) for a name that none may have.
    """
    if not 1 <= len(name.strip()) <= LONGEST_NAME:
        raise SurveyRefusedError("bad_cemetery_name")
    wanted = number_key(name)
    for cemetery in Cemetery.objects.select_for_update():
        if number_key(cemetery.name) == wanted:
            return cemetery
    return Cemetery.objects.create(name=name.strip())


def standing(cemetery: Cemetery) -> Standing:
    """A cemetery with everything a survey may be joined to."""
    units = present_units(cemetery).select_related("section").order_by("number_order", "pk")
    return Standing(cemetery, list(units), list(cemetery.sections.all()))


def present_units(cemetery: Cemetery) -> QuerySet[BurialUnit]:
    """The units of a cemetery that are there now."""
    return cemetery.units.filter(retired_on__isnull=True)


def plan_survey(survey: Survey, place: Standing, wish: Bringing) -> SurveyReport:
    """What the survey would do, nothing written; raises SurveyRefusedError when not one feature finds its place."""
    matches = match(survey.features, place.register())
    ground = place.ground()
    if not wish.with_displaced:
        doubt_displaced(matches, ground)
    _name_places(matches, place.units)
    makes = wish.makes or _judged(survey, matches, place)
    report = SurveyReport(survey, matches, makes)
    if makes != NOTHING:
        report.new = [feature for feature in matches.unmatched if _may_be_made(feature, matches, makes)]
    if not (matches.count or matches.doubts or report.new) and survey.features:
        raise _nothing_matches(survey, place)
    _tell_oddities(report, ground)
    _tell_missing(report, place)
    return report


def _may_be_made(feature: Feature, matches: Matches, makes: str) -> bool:
    """Whether a feature without a place can become one: nothing in doubt, and no section without an area."""
    is_point = feature.shape.geom_type == "Point"
    return feature.number not in matches.doubts and not (is_point and makes == SECTIONS)


def _judged(survey: Survey, matches: Matches, place: Standing) -> str:
    """A cemetery without units, none of whose places the file names, is made from it; large areas are sections."""
    if matches.count or place.units or not survey.features:
        return NOTHING
    areas = [feature.shape.area for feature in survey.features if feature.shape.geom_type != "Point"]
    return SECTIONS if areas and median(areas) > LARGEST_GRAVE else UNITS


def _nothing_matches(survey: Survey, place: Standing) -> SurveyRefusedError:
    codes = ", ".join(feature.code for feature in survey.features[:EXAMPLES])
    numbers = ", ".join(str(unit) for unit in place.units[:EXAMPLES])
    return SurveyRefusedError("nothing_matches", codes=codes or "—", numbers=numbers or "—", units=len(place.units))


def _name_places(matches: Matches, units: Collection[BurialUnit]) -> None:
    """Say the places that share a name as people say them, with their blocks."""
    names = {unit.pk: f"{unit.section} {unit}" if unit.section else str(unit) for unit in units}
    for number, issue in matches.doubts.items():
        pks = issue.facts.get("pks")
        if isinstance(pks, list):
            told = ", ".join(names.get(pk, "") for pk in pks)
            matches.doubts[number] = replace(issue, facts={"places": told})


def _tell_oddities(report: SurveyReport, ground: Ground) -> None:
    enclosure = report.matches.outline.shape if report.matches.outline else ground.enclosure
    placed = [*report.matches.units.values(), *report.new]
    inside = [*placed, *report.matches.sections.values()]
    report.oddities = outside(inside, enclosure if isinstance(enclosure, MultiPolygon) else None)
    walls = {
        feature.number: ground.section_of[unit]
        for unit, feature in report.matches.units.items()
        if unit in ground.stacked and unit in ground.section_of
    }
    report.oddities += overlapping(placed, walls) if placed else []


def _tell_missing(report: SurveyReport, place: Standing) -> None:
    """What the register has and the file has not, when the file is about units, or about sections."""
    units, sections = report.matches.units, report.matches.sections
    if units:
        report.units_without_feature = [unit for unit in place.units if unit.pk not in units]
    if sections:
        report.sections_without_feature = [section for section in place.sections if section.pk not in sections]


def rows_of(report: SurveyReport) -> Iterable[tuple[int, Feature | None]]:
    """Every feature of the file in its order: its number, and what is left of it."""
    usable = {feature.number: feature for feature in report.survey.features}
    return ((number, usable.get(number)) for number in range(1, report.survey.read_count + 1))
