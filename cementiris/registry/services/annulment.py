"""Annulling an act that should not have been registered: what it changed is taken back, and both stay readable."""

from django.db import transaction
from django.utils.translation import override

from cementiris.registry.entries import Submission
from cementiris.registry.facts.records import acts_built_on, touched_by
from cementiris.registry.models import Act, ActKind, OrderStatus, WorkOrder
from cementiris.registry.rules.findings import Finding
from cementiris.registry.rules.records import AnnulmentFacts, check_annulment
from cementiris.registry.services.applications import reopen_applications
from cementiris.registry.services.corrections import changed_since
from cementiris.registry.services.journal import REASON_LENGTH, record_over
from cementiris.registry.services.reversals import REVERSALS, can_be_taken_back
from cementiris.registry.services.statements import restore_statement
from cementiris.registry.services.submission import constraints_speak, decide, lock_units, refuse_repeated


def annulment_findings(act: Act, reason: str) -> tuple[Finding, ...]:
    """What the rules say to annulling the act now."""
    return check_annulment(annulment_facts(act, reason))


def annulment_facts(act: Act, reason: str = "") -> AnnulmentFacts:
    """Gather what the rules of an annulment look at."""
    return AnnulmentFacts(
        can_be_taken_back=can_be_taken_back(act),
        is_annulled=act.annulled_at is not None,
        built_on=tuple(in_words(later) for later in acts_built_on(act)),
        changed=changed_since(act),
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
        units = lock_units(touched_by(act).units)
        locked = Act.objects.select_for_update(of=("self",)).get(pk=act.pk)
        refuse_repeated(sent)
        decide(annulment_findings(locked, sent.reason), sent)
        own_first = sorted(units, key=lambda unit: unit.pk != locked.unit_id)
        annulment = record_over(
            own_first, ActKind.ANNULMENT, sent=sent, corrects=locked, person_text=locked.person_text
        )
        _mark(locked, annulment)
        if take_back := REVERSALS.get(locked.kind):
            take_back(locked)
        restore_statement(locked)
        reopen_applications(locked)
        _call_off_work(locked, annulment.detail)
        return annulment


def _mark(act: Act, annulment: Act) -> None:
    act.annulled_at, act.annulled_by = annulment.recorded_at, annulment.recorded_by
    act.annulled_reason = annulment.detail
    act.save(update_fields=["annulled_at", "annulled_by", "annulled_reason"])


def _call_off_work(act: Act, reason: str) -> None:
    for order in WorkOrder.objects.select_for_update().filter(act=act, status=OrderStatus.PLANNED):
        order.status, order.done_note = OrderStatus.CANCELLED, reason[:REASON_LENGTH]
        order.save(update_fields=["status", "done_note"])
