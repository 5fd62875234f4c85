"""Giving rights back: renunciation, and retrocession with its refund."""

from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import override

from cementiris.documents.kinds import EndingPaper, RefundPart
from cementiris.documents.models import Document, DocumentKind
from cementiris.documents.services import issue
from cementiris.registry.entries import Submission
from cementiris.registry.entries.endings import EndingEntry
from cementiris.registry.facts.endings import ending_facts, ending_right, retrocession_facts
from cementiris.registry.models import Act, ActKind, BurialUnit, Concession, EndReason
from cementiris.registry.queries import owners
from cementiris.registry.rules.endings import (
    Basis,
    EndingFacts,
    Refund,
    check_renunciation,
    check_retrocession,
    refund_of,
)
from cementiris.registry.rules.findings import stop
from cementiris.registry.services.annulment_of_rights import reopen
from cementiris.registry.services.papers import day_text, euros, filled, resting_part, right_paper
from cementiris.registry.services.submission import RuleBroken, constraints_speak, decide, lock, record

RENOUNCED = "L’Ajuntament accepta la renúncia al dret funerari. La sepultura torna al municipi."
SILENT = (
    "S’entén que s’ha renunciat al dret funerari: el titular va morir i ningú no n’ha demanat la transmissió dins de "
    "termini. La sepultura torna al municipi."
)
RETROCEDED = "L’Ajuntament accepta la retrocessió del dret funerari. La sepultura torna al municipi."
BASES = {
    Basis.SHORT: "Part proporcional al temps que queda (dret curt)",
    Basis.LONG: "Part proporcional al temps que queda (dret llarg)",
    Basis.VALUATION: "Valoració de l’arquitecte municipal",
}


def renounce(*, unit: BurialUnit, entry: EndingEntry, sent: Submission) -> Act:
    """End the right over the unit because its owners give it up, with the decision that accepts it.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        locked = lock(unit, sent)
        facts = ending_facts(locked, entry, sent.today)
        overruled = decide(check_renunciation(facts), sent)
        return _give_back(ActKind.RENUNCIATION, locked, facts, sent, overruled=overruled, remarks=entry.remarks)


def retrocede(*, unit: BurialUnit, entry: EndingEntry, sent: Submission) -> Act:
    """End the right over the unit for a refund, whose reckoning stays in the act and on its paper.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        locked = lock(unit, sent)
        facts = retrocession_facts(locked, entry, sent.today)
        overruled = decide(check_retrocession(facts), sent)
        refund = refund_of(facts)
        assert refund is not None
        return _give_back(
            ActKind.RETROCESSION, locked, facts, sent, overruled=overruled, remarks=entry.remarks,
            refund=_reckoning(refund, facts.period_from),
        )  # fmt: skip


def _decided(kind: ActKind, facts: EndingFacts) -> str:
    if kind == ActKind.RETROCESSION:
        return RETROCEDED
    return SILENT if facts.heirs_asked_until else RENOUNCED


def _give_back(kind: ActKind, unit: BurialUnit, facts: EndingFacts, sent: Submission, **said: Any) -> Act:
    """`said` is what was overruled, the remarks and, of a retrocession, the refund."""
    concession = ending_right(unit, facts.on, sent.today)
    if concession is None:
        raise RuleBroken([stop("X31", "none")])
    refund: RefundPart | None = said.get("refund")
    holder = owners([concession.pk], facts.on).first()
    document = _decision(_decided(kind, facts), concession, facts.on, sent, **said)
    act = record(
        kind, unit=unit, sent=sent, on=facts.on, person_text=str(holder or ""), document=document,
        detail=f"Devolució: {refund['amount']}" if refund else concession.title_number,
        overruled=said["overruled"], notes=filled(refund=refund, remarks=said["remarks"]),
    )  # fmt: skip
    reason = EndReason.RETROCEDED if kind == ActKind.RETROCESSION else EndReason.RENOUNCED
    end_right(concession, on=facts.on, reason=reason, act=act)
    return act


def end_right(concession: Concession, *, on: date, reason: EndReason, act: Act) -> None:
    """End a right on a day, the first on which it is no more; its term is cut there, so that a new one may begin."""
    concession.ended_on, concession.ended_reason, concession.ended_by = on, reason, act
    if concession.term.upper is None or concession.term.upper > on:
        concession.term = DateRange(concession.term.lower, on, "[)")
    concession.save()


def _reckoning(refund: Refund, since: date | None) -> RefundPart:
    if not refund.is_due:
        return RefundPart(amount=euros(Decimal(0)), basis="Sense devolució")
    amount, basis = euros(refund.amount), BASES[refund.basis]
    if refund.basis is Basis.VALUATION:
        return RefundPart(amount=amount, basis=basis)
    price = euros(refund.price)
    reckoning = f"{price} × {refund.days_left} / {refund.day_count} dies"
    return RefundPart(amount=amount, basis=basis, price=price, since=day_text(since), reckoning=reckoning)


def _decision(decision: str, concession: Concession, on: date, sent: Submission, **said: Any) -> Document:
    more = filled(resting=resting_part(concession.unit, on), remarks=said["remarks"], refund=said.get("refund"))
    paper = right_paper(concession, on, said["overruled"], decision=decision, at=day_text(on), **more)
    return issue(DocumentKind.RENUNCIATION_DECISION, snapshot=cast(EndingPaper, paper), on=sent.today, actor=sent.actor)


def take_back_ending(act: Act) -> None:
    """The right that the act ended goes on as it was."""
    for concession in Concession.objects.select_for_update().filter(ended_by=act):
        reopen(concession)
