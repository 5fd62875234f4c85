"""What the rules of caducity look at."""

from datetime import date

from cementiris.registry.entries.endings import LapseStepEntry, OpenLapseEntry
from cementiris.registry.facts.endings import OPEN, live_right, open_files
from cementiris.registry.facts.rights import right_facts
from cementiris.registry.models import (
    Attachment,
    AttachmentKind,
    BurialUnit,
    Concession,
    EndReason,
    LapseCause,
    LapseFile,
    LapseStep,
    Standing,
)
from cementiris.registry.queries import ordinance_on, right_of, town_choices
from cementiris.registry.rules.facts import RightFacts, TownChoices
from cementiris.registry.rules.lapse_facts import Cause, ClearanceFacts, LapseFacts, OpenLapseFacts, Step, StepFacts


def open_lapse_facts(unit: BurialUnit, entry: OpenLapseEntry, today: date) -> OpenLapseFacts:
    """Gather what the rules of opening a file look at."""
    on = entry.on or today
    concession = right_of(unit, min(on, today))
    return OpenLapseFacts(
        today=today,
        on=on,
        cause=Cause(entry.cause) if entry.cause in LapseCause.values else None,
        right=live_right(concession, min(on, today)),
        town=town_choices(ordinance_on(on)),
        has_open_file=bool(concession and open_files([concession.pk])),
        is_reported=bool(entry.report.strip()),
    )


def lapse_facts(file: LapseFile, today: date, entry: LapseStepEntry | None = None) -> LapseFacts:
    """Gather what the rules of a step look at; without an entry, what tells the next one."""
    on = (entry.on if entry else None) or today
    steps = LapseStep.objects.filter(file=file, annulled=False)
    town = town_choices(ordinance_on(min(on, today)))
    return facts_of_file(file, list(steps), today, town=town, step=_typed_step(entry, on) if entry else None)


def facts_of_file(
    file: LapseFile, steps: list[LapseStep], today: date, *, town: TownChoices, step: StepFacts | None = None
) -> LapseFacts:
    """The file as rules see it, from rows that have been read."""
    return LapseFacts(
        today=today,
        cause=Cause(file.cause),
        opened_on=file.opened_on,
        right=_right_of(file.concession),
        right_is_over=file.concession.ended_on is not None and file.final_on is None,
        town=town,
        steps=tuple(_step(row) for row in steps if not row.annulled),
        step=step,
    )


def _right_of(concession: Concession) -> RightFacts:
    """Of the right of a file only its days matter; a list of files asks nothing more of the database."""
    return RightFacts(
        title_number=concession.title_number,
        granted_from=concession.granted_from,
        expires_on=concession.expires_until,
        perpetual=concession.perpetual,
    )


def _step(row: LapseStep) -> StepFacts:
    return StepFacts(
        kind=Step(row.kind), on=row.on, at=row.at, outcome=row.outcome, due_on=row.due_on, note=row.note,
        has_file=row.attachment_id is not None,
    )  # fmt: skip


def _typed_step(entry: LapseStepEntry, on: date) -> StepFacts:
    return StepFacts(
        kind=Step(entry.kind), on=on, at=entry.at, outcome=entry.outcome, due_on=entry.due_on, note=entry.note,
        has_file=bool(entry.attachment or entry.upload),
    )  # fmt: skip


def clearance_facts(unit: BurialUnit, on: date) -> ClearanceFacts:
    """What R36 and R39 look at when the town is about to empty the unit on the day."""
    right = right_of(unit, on)
    ended = _last_ended(unit, on)
    concession = right or ended
    file = _last_file(concession)
    return ClearanceFacts(
        on=on,
        right=right_facts(right, on) if right else None,
        has_open_file=bool(right and file and file.status in OPEN),
        has_lapsed=bool(right is None and ended and ended.ended_reason == EndReason.LAPSED),
        lapsed_on=ended.ended_on if ended and right is None else None,
        photographed_on=_photographed_on(unit, file),
    )


def _last_ended(unit: BurialUnit, on: date) -> Concession | None:
    rows = Concession.objects.filter(unit=unit, ended_on__isnull=False, ended_on__lte=on)
    return rows.exclude(standing=Standing.ANNULLED).order_by("-ended_on", "-pk").first()


def _last_file(concession: Concession | None) -> LapseFile | None:
    if concession is None:
        return None
    files = LapseFile.objects.filter(concession=concession, act__annulled_at__isnull=True)
    return files.order_by("-opened_on", "-pk").first()


def _photographed_on(unit: BurialUnit, file: LapseFile | None) -> date | None:
    """The day of the last photograph of the unit since its file was opened."""
    if file is None:
        return None
    pictures = Attachment.objects.filter(
        unit=unit, kind=AttachmentKind.PHOTOGRAPH, withdrawn_at__isnull=True, taken_on__gte=file.opened_on
    )
    return pictures.order_by("-taken_on").values_list("taken_on", flat=True).first()
