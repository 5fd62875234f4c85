"""Survey files that a worker reads, brings in and takes back: each survives a closed browser and a killed worker."""

from django.utils import timezone
from django.utils.translation import gettext as _

from cementiris.accounts.models import User
from cementiris.jobs.models import Progress
from cementiris.jobs.services import finish, start_progress
from cementiris.jobs.town_tasks import TownTask, town_task
from gis.messages.surveys import refusal_sentence
from gis.models import SurveyFile, SurveyState
from gis.services.editing import PlanRefusedError
from gis.services.survey_files import commit_file, read_file, undo_file
from gis.surveys.refusals import SurveyRefusedError

READING = "survey_read"
COMMITTING = "survey_commit"
UNDOING = "survey_undo"


def begin_reading(kept: SurveyFile) -> Progress:
    """Queue the reading of a file, anew when it has been read before; asking twice queues it once."""
    progress = start_progress(READING, kept)
    read_kept_survey.defer_here(survey_id=kept.pk)
    return progress


@town_task()
def read_kept_survey(*, survey_id: int) -> None:
    """Read one file and join it; begun again after a kill it does the whole once."""
    progress = Progress.objects.get(work=READING, subject_id=survey_id)
    try:
        while (kept := SurveyFile.objects.get(pk=survey_id)).state == SurveyState.RECEIVED:
            read_file(kept)
    except Exception:
        finish(progress, _("La lectura s’ha aturat. Torneu-ho a provar."), failed=True)
        raise
    finish(progress, failed=kept.state == SurveyState.FAILED)


def begin_commit(kept: SurveyFile, actor: User) -> Progress:
    """Queue the commit of a checked file; asking twice queues it once."""
    return _begin(COMMITTING, commit_kept_survey, kept, actor)


@town_task()
def commit_kept_survey(*, survey_id: int, user_id: int) -> None:
    """Bring one file in; a failure is told on its page and nothing is half written."""
    kept, progress = _found(COMMITTING, survey_id)
    try:
        if kept.state == SurveyState.CHECKED:
            commit_file(kept, actor=User.objects.get(pk=user_id), at=timezone.now())
    except SurveyRefusedError as error:
        finish(progress, refusal_sentence(error), failed=True)
        return
    except PlanRefusedError:
        finish(progress, _("La base de dades no admet algun contorn. No s’ha escrit res."), failed=True)
        return
    except Exception:
        finish(progress, _("La incorporació s’ha aturat i no s’ha escrit res. Torneu-ho a provar."), failed=True)
        raise
    finish(progress)


def begin_undo(kept: SurveyFile, actor: User) -> Progress:
    """Queue the undoing of a file that was brought in; asking twice queues it once."""
    return _begin(UNDOING, undo_kept_survey, kept, actor)


@town_task()
def undo_kept_survey(*, survey_id: int, user_id: int) -> None:
    """Take one file back; a failure is told on its page and nothing is half undone."""
    kept, progress = _found(UNDOING, survey_id)
    try:
        undo_file(kept, actor=User.objects.get(pk=user_id), at=timezone.now())
    except Exception:
        finish(progress, _("El desfer s’ha aturat i el plànol és com era. Torneu-ho a provar."), failed=True)
        raise
    finish(progress)


def _begin(work: str, task: TownTask, kept: SurveyFile, actor: User) -> Progress:
    progress = Progress.objects.filter(work=work, subject_id=kept.pk).first()
    if progress is None or progress.is_over:
        progress = start_progress(work, kept)
    task.defer_here(survey_id=kept.pk, user_id=actor.pk)
    return progress


def _found(work: str, survey_id: int) -> tuple[SurveyFile, Progress]:
    progress = Progress.objects.get(work=work, subject_id=survey_id)
    return SurveyFile.objects.select_related("cemetery").get(pk=survey_id), progress
