"""A survey meets the register: matched, created, or refused, whole or not at all."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from shapely.geometry import MultiPolygon, Point, box

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Cemetery, Section, UnitKind
from gis.services.survey_plan import Bringing, SurveyReport, locked_cemetery, plan_survey, standing
from gis.services.survey_reports import report_as_json
from gis.services.survey_writing import write_survey
from gis.surveys.geometry import Shape
from gis.surveys.reading import Feature, Survey
from gis.surveys.refusals import SurveyRefusedError

pytestmark = pytest.mark.usefixtures("in_vilaclara")

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def grave(place: int = 0, size: float = 1.0) -> MultiPolygon:
    return MultiPolygon([box(450_000 + 3 * place, 4_616_000, 450_000 + 3 * place + size, 4_616_000 + 2 * size)])


def survey(*codes: str, section: str = "", shapes: tuple[Shape, ...] = (), section_field: str = "") -> Survey:
    features = tuple(
        Feature(place + 1, code, section, "", "", shapes[place] if shapes else grave(place))
        for place, code in enumerate(codes)
    )
    return Survey(features, (), len(features), 25831, section_field=section_field)


def bring(file: Survey, cemetery_name: str = "Cementiri vell") -> SurveyReport:
    wish = Bringing(cemetery_name=cemetery_name, at=AT)
    with transaction.atomic():
        place = standing(locked_cemetery(cemetery_name))
        report = plan_survey(file, place, wish)
        write_survey(report, place, wish)
    return report


def tomb(number: str, section: Section | None = None) -> BurialUnit:
    cemetery, _ = Cemetery.objects.get_or_create(name="Cementiri vell")
    unit = BurialUnit(cemetery=cemetery, section=section, kind=UnitKind.TOMB, number=number)
    unit.save()
    return unit


def test_a_cemetery_without_units_is_made_from_the_file() -> None:
    report = bring(survey("1", "2", section="3", section_field="Zona"))
    assert (report.created_unit_count, report.created_section_count) == (2, 1)
    unit = BurialUnit.objects.get(number="2")
    assert unit.section is not None
    assert (unit.kind, unit.section.name, unit.section.level_name) == (UnitKind.GRAVE_IN_EARTH, "3", "Zona")
    assert unit.footprint is not None
    assert (unit.footprint.srid, unit.footprint.area) == (25831, pytest.approx(2.0))


def test_a_second_run_changes_nothing() -> None:
    bring(survey("1", "2", section="3"))
    again = bring(survey("1", "2", section="3"))
    assert (again.matched_count, again.created_unit_count, again.changed_count) == (2, 0, 0)
    assert BurialUnit.objects.count() == 2


def test_what_does_not_match_is_reported_both_ways_and_never_created() -> None:
    tomb("1")
    tomb("2")
    report = bring(survey("2", "99"))
    assert [feature.code for feature in report.unmatched] == ["99"]
    assert [unit.number for unit in report.units_without_feature] == ["1"]
    assert BurialUnit.objects.count() == 2
    assert BurialUnit.objects.get(number="2").footprint is not None
    assert (report.accepted_count, report.refused_count) == (1, 1)


def test_a_file_that_fits_nothing_is_refused() -> None:
    tomb("1")
    with pytest.raises(SurveyRefusedError) as caught:
        bring(survey("A", "B"))
    assert caught.value.code == "nothing_matches"


def test_points_go_to_the_point_of_a_unit() -> None:
    unit = tomb("1")
    bring(survey("1", shapes=(Point(450_000, 4_616_000),)))
    unit.refresh_from_db()
    assert unit.point is not None
    assert unit.footprint is None


def test_large_areas_in_an_empty_cemetery_are_its_sections() -> None:
    report = bring(survey("1", "2", shapes=(grave(0, 30), grave(40, 30))))
    assert (report.created_unit_count, report.created_section_count) == (0, 2)
    assert bring(survey("7", section="2")).created_unit_count == 1
    assert Section.objects.filter(footprint__isnull=False).count() == 2


def test_the_report_in_json_adds_up() -> None:
    tomb("1")
    counts = report_as_json(bring(survey("1", "99")))
    features = counts["features"]
    assert features["read"] == features["accepted"] + features["warned"] + features["refused"]
    assert counts["issues"][0]["message"]
    assert set(counts) >= {"features", "matched", "created", "unmatched_features", "units_without_feature", "issues"}


def test_the_cemetery_is_found_in_any_spelling(in_vilaclara: Municipality, tmp_path: Path) -> None:
    tomb("1")
    bring(survey("1"), "CEMENTIRI  VELL")
    assert Cemetery.objects.count() == 1
