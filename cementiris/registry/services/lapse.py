"""Caducity files: opened, carried on step by step, ended by a final declaration or archived."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import override

from cementiris.documents.models import Document
from cementiris.registry.entries import Submission
from cementiris.registry.entries.endings import LapseStepEntry, OpenLapseEntry
from cementiris.registry.facts.lapse import lapse_facts, open_lapse_facts
from cementiris.registry.models import (
    Act,
    ActKind,
    Attachment,
    AttachmentKind,
    BurialUnit,
    Concession,
    EndReason,
    LapseFile,
    LapseStatus,
    LapseStep,
    LapseStepKind,
)
from cementiris.registry.queries import owners, right_of
from cementiris.registry.rules.findings import stop
from cementiris.registry.rules.lapse import check_step
from cementiris.registry.rules.lapse_facts import Step
from cementiris.registry.rules.lapse_opening import check_opening
from cementiris.registry.rules.lapse_terms import status_of
from cementiris.registry.services.annulment_of_rights import reopen
from cementiris.registry.services.attachments import attach
from cementiris.registry.services.endings import end_right
from cementiris.registry.services.lapse_papers import opening_notice, step_paper
from cementiris.registry.services.submission import RuleBroken, constraints_speak, decide, lock, record

ACT_KINDS = {LapseStepKind.DECLARATION: ActKind.LAPSE, LapseStepKind.FINAL: ActKind.REVERSION}
"""Steps that are acts of their own kind; the others are LAPSE_STEP."""


def open_lapse(*, unit: BurialUnit, entry: OpenLapseEntry, sent: Submission) -> Act:
    """Open the caducity file of the right over the unit, with the notice that lets its holder be heard.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        locked = lock(unit, sent)
        facts = open_lapse_facts(locked, entry, sent.today)
        overruled = decide(check_opening(facts), sent)
        concession = right_of(locked, facts.on)
        if concession is None:
            raise RuleBroken([stop("X34", "no_right")])
        file = LapseFile.objects.create(concession=concession, cause=entry.cause, opened_on=facts.on)
        document = opening_notice(file, sent, overruled, entry.report.strip())
        act = record(
            ActKind.LAPSE_OPENED, unit=locked, sent=sent, on=facts.on, person_text=_holder(concession, file),
            document=document, detail=str(file.get_cause_display()), overruled=overruled,
        )  # fmt: skip
        _number(file, act, entry.report.strip())
        return act


def _number(file: LapseFile, act: Act, report: str) -> None:
    file.act = act
    file.save(update_fields=["act"])
    if report:
        LapseStep.objects.create(file=file, kind=LapseStepKind.REPORT, on=file.opened_on, note=report, act=act)


def _holder(concession: Concession, file: LapseFile) -> str:
    return str(owners([concession.pk], file.opened_on).first() or "")


def open_lapse_files(
    units: Iterable[BurialUnit], entry: OpenLapseEntry, sent: Submission
) -> tuple[list[Act], list[tuple[BurialUnit, RuleBroken]]]:
    """Open a file for each unit, each with its own transaction: what was opened, and what was refused with its reasons.

    The form's key and version speak of one unit and are not used.
    """
    opened: list[Act] = []
    refused: list[tuple[BurialUnit, RuleBroken]] = []
    each = Submission(actor=sent.actor, today=sent.today, reason=sent.reason)
    for unit in units:
        try:
            opened.append(open_lapse(unit=unit, entry=entry, sent=each))
        except RuleBroken as broken:
            refused.append((unit, broken))
    return opened, refused


def record_step(*, unit: BurialUnit, entry: LapseStepEntry, sent: Submission, file: LapseFile) -> Act:
    """Record one step of the file, with its paper; the step that makes the declaration final ends the right.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        locked = lock(unit, sent)
        file = LapseFile.objects.select_for_update(of=("self",)).select_related("concession__unit").get(pk=file.pk)
        facts = lapse_facts(file, sent.today, entry)
        overruled = decide(check_step(facts), sent)
        step = LapseStep(
            file=file, kind=entry.kind, on=entry.on or sent.today, at=entry.at, outcome=entry.outcome,
            due_on=entry.due_on, note=entry.note, attachment=entry.attachment,
        )  # fmt: skip
        document = step_paper(file, step, sent, overruled)
        step.act = record(
            ACT_KINDS.get(LapseStepKind(entry.kind), ActKind.LAPSE_STEP), unit=locked, sent=sent, on=step.on,
            person_text=_holder(file.concession, file), document=document, detail=str(step.get_kind_display()),
            overruled=overruled,
        )  # fmt: skip
        _write_step(step, entry, document, sent)
        return step.act


def _write_step(step: LapseStep, entry: LapseStepEntry, document: Document | None, sent: Submission) -> None:
    assert step.act is not None
    step.document = document or _notified_paper(step)
    if entry.upload:
        step.attachment = _keep(step, entry, sent)
    step.save()
    if step.kind == LapseStepKind.FINAL:
        end_right(step.file.concession, on=step.on, reason=EndReason.LAPSED, act=step.act)
    _settle(step.file)


def _notified_paper(step: LapseStep) -> Document | None:
    """The paper that an attempt delivers: the last one of the file that was not an announcement."""
    if step.kind not in (LapseStepKind.NOTICE, LapseStepKind.ELECTRONIC_NOTICE):
        return None
    papers = step.file.steps.filter(annulled=False, document__isnull=False, kind__in=_ISSUING)
    last = papers.select_related("document").last()
    if last is not None:
        return last.document
    return step.file.act.document if step.file.act else None


_ISSUING = (LapseStepKind.ALLEGATION_ANSWER, LapseStepKind.WORKS_TERM, LapseStepKind.DECLARATION)


def _keep(step: LapseStep, entry: LapseStepEntry, sent: Submission) -> Attachment:
    assert entry.upload is not None
    assert step.act is not None
    is_photograph = step.kind == LapseStepKind.PHOTOGRAPH
    return attach(
        entry.upload, unit=step.file.concession.unit, actor=sent.actor, act=step.act, today=sent.today,
        kind=AttachmentKind.PHOTOGRAPH if is_photograph else AttachmentKind.OTHER,
        taken_on=step.on if is_photograph else None, description=str(step.get_kind_display()),
    )  # fmt: skip


def _settle(file: LapseFile) -> None:
    """Let the file stand where its steps have brought it."""
    steps = list(file.steps.filter(annulled=False))
    days = {step.kind: step.on for step in steps}
    file.status = status_of([Step(step.kind) for step in steps])
    file.declared_on = days.get(LapseStepKind.DECLARATION)
    file.final_on = days.get(LapseStepKind.FINAL)
    file.closed_on = days.get(LapseStepKind.CLOSING)
    file.save()


def take_back_opening(act: Act) -> None:
    """The file was never opened: it is closed on the day it was opened, and its report counts no more."""
    for file in LapseFile.objects.select_for_update().filter(act=act):
        file.steps.filter(act=act).update(annulled=True)
        file.status, file.closed_on = LapseStatus.CLOSED, file.opened_on
        file.save()


def take_back_step(act: Act) -> None:
    """The step counts no more and its file stands where it stood; a right that it had ended goes on."""
    for concession in Concession.objects.select_for_update().filter(ended_by=act):
        reopen(concession)
    for step in LapseStep.objects.filter(act=act).select_related("file"):
        LapseStep.objects.filter(pk=step.pk).update(annulled=True)
        _settle(LapseFile.objects.select_for_update().get(pk=step.file_id))
