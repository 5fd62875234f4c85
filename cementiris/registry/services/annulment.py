"""Annulling an act that should not have been registered: what it changed is taken back, and both stay readable."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import override

from cementiris.registry.entries import Submission
from cementiris.registry.facts.records import acts_built_on, units_of
from cementiris.registry.models import Act, ActKind, BurialUnit, OrderStatus, WorkOrder
from cementiris.registry.rules.findings import Finding
from cementiris.registry.rules.records import AnnulmentFacts, check_annulment
from cementiris.registry.services.reversals import REVERSALS, can_be_taken_back
from cementiris.registry.services.submission import AlreadySent, constraints_speak, decide

REASON_LENGTH = 300
ECHO_OF = "echo_of"
"""In the notes of an act: the act whose echo it is in the journal of another unit."""


def annulment_findings(act: Act, reason: str) -> tuple[Finding, ...]:
    """What the rules say to annulling the act now."""
    return check_annulment(annulment_facts(act, reason))


def annulment_facts(act: Act, reason: str = "") -> AnnulmentFacts:
    """Gather what the rules of an annulment look at."""
    return AnnulmentFacts(
        can_be_taken_back=can_be_taken_back(act.kind),
        is_annulled=act.annulled_at is not None,
        built_on=tuple(in_words(later) for later in acts_built_on(act)),
        reason=reason,
    )


def in_words(act: Act) -> str:
    """An act as one names it: its kind, day and person."""
    return " · ".join(part for part in (str(act), act.person_text) if part)


def annul_act(*, act: Act, sent: Submission) -> Act:
    """Take back what the act changed and mark it annulled, for the typed reason; return the act that says so.

    Papers that were issued keep their numbers and their text; work that is still to be done is called off.
    Raises RuleBroken with every reason, AlreadySent when the form comes twice.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        units = lock_units(units_of(act))
        locked = Act.objects.select_for_update(of=("self",)).get(pk=act.pk)
        refuse_repeated(sent)
        decide(annulment_findings(locked, sent.reason), sent)
        if take_back := REVERSALS.get(locked.kind):
            take_back(locked)
        _call_off_work(locked, sent)
        reason = sent.reason.strip()[:REASON_LENGTH]
        own_first = sorted(units, key=lambda unit: unit.pk != locked.unit_id)
        annulment = record_over(
            own_first, ActKind.ANNULMENT, sent=sent, corrects=locked, person_text=locked.person_text, detail=reason
        )
        _mark(locked, annulment, reason)
        return annulment


def lock_units(units: Sequence[BurialUnit]) -> list[BurialUnit]:
    """Lock units in the order of their keys, so that two clerks never wait for each other."""
    keys = [unit.pk for unit in units]
    return list(BurialUnit.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))


def refuse_repeated(sent: Submission) -> None:
    """Raise AlreadySent where the form has registered its act before."""
    if sent.key and (earlier := Act.objects.filter(submission_key=sent.key).first()):
        raise AlreadySent(earlier)


def record_over(units: Sequence[BurialUnit], kind: str, *, sent: Submission, **fields: Any) -> Act:
    """Write an act that concerns several units: one act, and an echo in the journal of each further unit.

    Every unit's sheet shows it, and every form that is open over one of them learns of it.
    """
    first = units[0] if units else None
    notes = fields.pop("notes", {})
    written = {"on": sent.today, "recorded_by": sent.actor, "kind": kind, **fields}
    act = Act.objects.create(unit=first, submission_key=sent.key, notes=notes, **written)
    for unit in units[1:]:
        Act.objects.create(unit=unit, notes={**notes, ECHO_OF: act.pk}, **written)
    return act


def _call_off_work(act: Act, sent: Submission) -> None:
    for order in WorkOrder.objects.select_for_update().filter(act=act, status=OrderStatus.PLANNED):
        order.status, order.done_note = OrderStatus.CANCELLED, sent.reason.strip()[:REASON_LENGTH]
        order.save(update_fields=["status", "done_note"])


def _mark(act: Act, annulment: Act, reason: str) -> None:
    act.annulled_at, act.annulled_by = annulment.recorded_at, annulment.recorded_by
    act.annulled_reason = reason
    act.save(update_fields=["annulled_at", "annulled_by", "annulled_reason"])
