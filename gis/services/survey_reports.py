"""The report of a survey import as plain values, for JSON and for the screen."""

from typing import Any

from cementiris.registry.models import BurialUnit
from gis.messages.surveys import issue_sentence
from gis.services.survey_plan import SurveyReport
from gis.surveys.reading import Feature


def report_as_json(report: SurveyReport) -> dict[str, Any]:
    """The report in the shape of docs/survey-files.md; counts of features, joins both ways, every issue."""
    return {
        "features": {
            "read": report.survey.read_count,
            "accepted": report.accepted_count,
            "warned": report.warned_count,
            "refused": report.refused_count,
        },
        "srid": report.survey.srid,
        "layer": report.survey.layer,
        "matched": report.matched_count,
        "created": report.created_unit_count,
        "created_sections": report.created_section_count,
        "changed": report.changed_count,
        "unmatched_features": [_feature(feature) for feature in report.unmatched],
        "units_without_feature": [_unit(unit) for unit in report.units_without_feature],
        "sections_without_feature": [section.name for section in report.sections_without_feature],
        "issues": [
            {
                "code": issue.code,
                "feature": issue.feature,
                "feature_code": issue.feature_code,
                "refused": issue.is_refusal,
                "message": issue_sentence(issue),
            }
            for issue in report.issues
        ],
    }


def _feature(feature: Feature) -> dict[str, Any]:
    return {"feature": feature.number, "code": feature.code, "section": feature.section}


def _unit(unit: BurialUnit) -> dict[str, Any]:
    return {"section": unit.section.name if unit.section else "", "kind": unit.kind, "number": unit.number}
