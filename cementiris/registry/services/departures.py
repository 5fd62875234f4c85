"""Registering exhumations, relocations and reductions of remains."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import override

from cementiris.documents.models import Document, DocumentKind
from cementiris.documents.services import issue
from cementiris.registry.entries import ExhumationEntry, Submission
from cementiris.registry.facts import exhumation_facts, resting_movement
from cementiris.registry.models import Act, ActKind, BurialUnit, Movement, MovementKind, OrderKind
from cementiris.registry.rules.burial_facts import ExhumationFacts
from cementiris.registry.rules.exhumations import check_exhumation
from cementiris.registry.rules.findings import Finding
from cementiris.registry.rules.reductions import check_reduction
from cementiris.registry.services.burial_papers import departure_paper, receipt_paper
from cementiris.registry.services.statements import outdate_statement
from cementiris.registry.services.submission import constraints_speak, decide, lock, lock_units, record, refuse_gone
from cementiris.registry.services.work_orders import order_opening

PAPERS = {
    ActKind.EXHUMATION: DocumentKind.EXHUMATION_PERMIT,
    ActKind.RELOCATION: DocumentKind.RELOCATION_PERMIT,
    ActKind.REDUCTION: DocumentKind.EXHUMATION_PERMIT,
}


def register_exhumation(*, unit: BurialUnit, entry: ExhumationEntry, sent: Submission) -> Act:
    """Register that somebody is taken out of the unit for good, with the permit, and the receipt of who takes them.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    return _register(ActKind.EXHUMATION, unit=unit, entry=entry, sent=sent)


def register_relocation(*, unit: BurialUnit, entry: ExhumationEntry, sent: Submission) -> Act:
    """Register that somebody is moved to another unit of the town, with the permit. Raises as `register_exhumation`."""
    return _register(ActKind.RELOCATION, unit=unit, entry=entry, sent=sent)


def register_reduction(*, unit: BurialUnit, entry: ExhumationEntry, sent: Submission) -> Act:
    """Register that somebody's remains are gathered and stay in the unit. Raises as `register_exhumation`."""
    return _register(ActKind.REDUCTION, unit=unit, entry=replace(entry, destination=None), sent=sent)


def _register(kind: ActKind, *, unit: BurialUnit, entry: ExhumationEntry, sent: Submission) -> Act:
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        for place in lock_units(place.pk for place in (unit, entry.destination) if place):
            refuse_gone(place, sent)
        locked = lock(unit, sent)
        facts = exhumation_facts(locked, entry, sent.today)
        overruled = decide(_check(kind, facts), sent)
        movement = resting_movement(locked, entry, facts.on)
        assert movement is not None
        paper = departure_paper(kind, movement, entry, facts, overruled)
        document = issue(PAPERS[kind], snapshot=paper, on=sent.today, actor=sent.actor)
        act = record(
            kind, unit=locked, sent=sent, on=facts.on, person_text=str(movement.deceased), document=document,
            detail=paper.get("destination", "")[:300], overruled=overruled,
            papers=_receipts(movement, entry, facts, sent),
        )  # fmt: skip
        if entry.destination:
            outdate_statement(entry.destination, by=ActKind.BURIAL, on=facts.on)
        written = _write(movement, entry, act=act, facts=facts)
        order_opening(OrderKind(kind), movement=written, sent=sent, note=entry.instructions)
        return act


def _check(kind: ActKind, facts: ExhumationFacts) -> tuple[Finding, ...]:
    return check_reduction(facts) if kind == ActKind.REDUCTION else check_exhumation(facts)


def _receipts(movement: Movement, entry: ExhumationEntry, facts: ExhumationFacts, sent: Submission) -> list[Document]:
    """The receipt that somebody signs for what they take away, where they are named."""
    if not entry.recipient.name:
        return []
    paper = receipt_paper(movement, entry, facts)
    return [issue(DocumentKind.REMAINS_RECEIPT, snapshot=paper, on=sent.today, actor=sent.actor)]


def _write(movement: Movement, entry: ExhumationEntry, *, act: Act, facts: ExhumationFacts) -> Movement:
    stays = act.kind == ActKind.REDUCTION
    destination = movement.to_unit if stays else entry.destination
    return Movement.objects.create(
        kind=MovementKind(act.kind),
        deceased=movement.deceased,
        cemetery=destination.cemetery if destination else movement.cemetery,
        from_unit=movement.to_unit,
        to_unit=destination,
        on=act.on.isoformat(),
        remains=facts.arrives_as,
        purpose="" if stays or destination else entry.purpose,
        judicial_authorisation=entry.judicial_authorisation,
        health_authorisation=entry.health_authorisation,
        cremation_certificate=entry.cremation_certificate,
        funeral_company=entry.funeral_company,
        reburied_on=entry.reburied_on if destination and not stays else None,
        elsewhere=entry.elsewhere,
        act=act,
    )
