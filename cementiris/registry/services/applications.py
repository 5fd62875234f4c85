"""Requests for acts: written down with the day on which a decision is due, and how they end (R25)."""

from datetime import date

from django.db import transaction
from django.utils.translation import override

from cementiris.registry.applications import asked_through
from cementiris.registry.entries import Submission
from cementiris.registry.entries.transfers import ApplicationEntry, DecisionEntry
from cementiris.registry.models import Act, ActKind, Application, BurialUnit, Decision
from cementiris.registry.queries import ordinance_on, town_choices
from cementiris.registry.rules.applications import (
    ApplicationFacts,
    DecisionFacts,
    check_application,
    check_decision,
    decision_due_on,
)
from cementiris.registry.services.submission import constraints_speak, decide, lock, record


def application_facts(entry: ApplicationEntry, today: date) -> ApplicationFacts:
    """What the rules of an application look at: the ordinance is that of the day on which it came in."""
    town = town_choices(ordinance_on(entry.entered_on or today))
    return ApplicationFacts(today=today, entered_on=entry.entered_on, applicant=entry.applicant, town=town)


def register_application(*, unit: BurialUnit, entry: ApplicationEntry, sent: Submission) -> Act:
    """Write down a request for an act over the unit, with the day on which its decision is due.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        locked = lock(unit, sent)
        facts = application_facts(entry, sent.today)
        overruled = decide(check_application(facts), sent)
        assert entry.entered_on is not None
        kind = ActKind(entry.kind)
        act = record(
            ActKind.APPLICATION, unit=locked, sent=sent, on=entry.entered_on, person_text=entry.applicant,
            detail=" · ".join(part for part in (str(kind.label), entry.entry_number) if part), overruled=overruled,
        )  # fmt: skip
        Application.objects.create(
            kind=kind, unit=locked, applicant=entry.applicant, applicant_national_id=entry.applicant_national_id,
            contact=entry.contact, entry_number=entry.entry_number, entered_on=entry.entered_on,
            due_on=decision_due_on(entry.entered_on, facts.town), notes=entry.notes, act=act,
        )  # fmt: skip
        return act


def decide_application(*, application: Application, entry: DecisionEntry, sent: Submission) -> Act:
    """Refuse a request, or write down that it was withdrawn; granting is the act itself that was asked for.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        unit = lock(application.unit, sent, may_be_gone=True)
        row = Application.objects.select_for_update().get(pk=application.pk)
        facts = DecisionFacts(
            today=sent.today, entered_on=row.entered_on, decided_on=entry.decided_on, previous=row.decision
        )
        overruled = decide(check_decision(facts), sent)
        assert entry.decided_on is not None
        decision = Decision(entry.decision)
        detail = " · ".join(part for part in (str(decision.label), row.get_kind_display(), entry.note) if part)
        act = record(
            ActKind.APPLICATION, unit=unit, sent=sent, on=entry.decided_on, person_text=row.applicant,
            detail=detail[:300], overruled=overruled,
        )  # fmt: skip
        _end(row, decision, entry.decided_on, act)
        return act


def grant_application(key: str, act: Act) -> None:
    """The act that was asked for is done: the request ends granted by it. A key of any other request is passed over."""
    asked = asked_through(key)
    waiting = Application.objects.select_for_update().filter(decision="", kind=act.kind, unit=act.unit_id)
    if asked and (row := waiting.filter(pk=asked.pk).first()):
        _end(row, Decision.GRANTED, max(act.on, row.entered_on), act)


def _end(row: Application, decision: Decision, on: date, act: Act) -> None:
    row.decision, row.decided_on, row.decided_act = decision, on, act
    row.save(update_fields=["decision", "decided_on", "decided_act"])


def reopen_applications(act: Act) -> None:
    """What the act decided waits again, once the act is taken back, of whatever kind it was.

    A request that was wrongly written down is no longer listed, as its act tells.
    """
    Application.objects.filter(decided_act=act).update(decision="", decided_on=None, decided_act=None)
