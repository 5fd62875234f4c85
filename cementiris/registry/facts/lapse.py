"""What the rules of caducity look at."""

from datetime import date

from cementiris.registry.entries.endings import LapseStepEntry, OpenLapseEntry
from cementiris.registry.facts.endings import live_right, open_files
from cementiris.registry.facts.rights import standing_right
from cementiris.registry.models import (
    BurialUnit,
    Concession,
    LapseCause,
    LapseFile,
    LapseStep,
)
from cementiris.registry.queries import ordinance_on, town_choices
from cementiris.registry.rules.facts import RightFacts, TownChoices
from cementiris.registry.rules.lapse_facts import Cause, LapseFacts, OpenLapseFacts, Step, StepFacts


def open_lapse_facts(unit: BurialUnit, entry: OpenLapseEntry, today: date) -> OpenLapseFacts:
    """Gather what the rules of opening a file look at."""
    on = entry.on or today
    concession = standing_right(unit, on, today)
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
