"""Bringing a survey into the register: geometry for its places, or a whole cemetery made from graves."""

from django.db import transaction

from cementiris.registry.models import Cemetery
from cementiris.registry.numbers import number_key
from gis.services.survey_plan import Bringing, SurveyReport, plan_survey, standing
from gis.services.survey_writing import write_survey
from gis.surveys.reading import Survey
from gis.surveys.refusals import SurveyRefusedError

LONGEST_NAME = 120


def import_survey(survey: Survey, wish: Bringing, *, commit: bool) -> SurveyReport:
    """Give the places of a cemetery the geometry of a survey, in one transaction; without `commit` nothing stays.

    A cemetery without units gets them from the file. Raises SurveyRefusedError when not one feature finds its place,
    PlanRefusedError when the database refuses a geometry.
    """
    with transaction.atomic():
        place = standing(locked_cemetery(wish.cemetery_name))
        report = plan_survey(survey, place, wish)
        write_survey(report, place, wish)
        if not commit:
            transaction.set_rollback(True)
    return report


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
