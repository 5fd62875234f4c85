"""Registering that a unit is cleared into an ossuary or the common grave: one act, a line of the ledger for each."""

from django.db import transaction
from django.utils.translation import override

from cementiris.documents.models import DocumentKind
from cementiris.documents.services import issue
from cementiris.registry.entries import ClearanceEntry, Submission
from cementiris.registry.facts import chosen_movements, clearance_facts, form_of
from cementiris.registry.models import Act, ActKind, BurialUnit, Movement, MovementKind, OrderKind
from cementiris.registry.rules.clearances import check_clearance
from cementiris.registry.services.burial_papers import clearance_paper, names_text
from cementiris.registry.services.submission import constraints_speak, decide, lock, lock_units, record, refuse_gone
from cementiris.registry.services.work_orders import order_opening


def register_clearance(*, unit: BurialUnit, entry: ClearanceEntry, sent: Submission) -> Act:
    """Register that those chosen go to a common place, with one permit that names them all.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        for place in lock_units(place.pk for place in (unit, entry.destination) if place):
            refuse_gone(place, sent)
        locked = lock(unit, sent)
        facts = clearance_facts(locked, entry, sent.today)
        overruled = decide(check_clearance(facts), sent)
        rows = chosen_movements(locked, entry, facts.on)
        paper = clearance_paper(locked, rows, entry, overruled)
        document = issue(DocumentKind.RELOCATION_PERMIT, snapshot=paper, on=sent.today, actor=sent.actor)
        act = record(
            ActKind.CLEARANCE, unit=locked, sent=sent, on=facts.on, person_text=names_text(rows), document=document,
            detail=paper["destination"][:300], overruled=overruled,
        )  # fmt: skip
        written = [_write(row, entry, act) for row in rows]
        order_opening(OrderKind.CLEARANCE, movement=written[0], sent=sent, note=entry.instructions)
        return act


def _write(row: Movement, entry: ClearanceEntry, act: Act) -> Movement:
    place = entry.destination
    assert place is not None
    return Movement.objects.create(
        kind=MovementKind.RELOCATION,
        deceased=row.deceased,
        cemetery=place.cemetery,
        from_unit=row.to_unit,
        to_unit=place,
        on=act.on.isoformat(),
        remains=form_of(row, act.on),
        judicial_authorisation=entry.judicial_authorisation,
        act=act,
    )
