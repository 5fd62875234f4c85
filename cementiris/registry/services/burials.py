"""Registering burials."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import get_current_timezone
from django.utils.translation import override

from cementiris.documents.models import DocumentKind
from cementiris.documents.services import issue
from cementiris.registry.entries import BurialEntry, Submission
from cementiris.registry.facts import burial_facts, deceased_among_owners
from cementiris.registry.models import Act, ActKind, BurialUnit, Movement, MovementKind, OrderKind
from cementiris.registry.rules.burials import check_burial
from cementiris.registry.services.burial_papers import burial_paper, deceased_text
from cementiris.registry.services.deceased import deceased_of
from cementiris.registry.services.submission import constraints_speak, decide, lock, record
from cementiris.registry.services.work_orders import order_opening
from cementiris.registry.typed_dates import TypedMoment


def register_burial(*, unit: BurialUnit, entry: BurialEntry, sent: Submission) -> Act:
    """Register one burial with its permit, or none of it; one of a coming day is planned and counts from that day on.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        locked = lock(unit, sent)
        overruled = decide(check_burial(burial_facts(locked, entry, sent.today)), sent)
        on = entry.buried.day.earliest
        assert on is not None
        paper = burial_paper(locked, entry, overruled)
        document = issue(DocumentKind.BURIAL_PERMIT, snapshot=paper, on=sent.today, actor=sent.actor)
        act = record(
            ActKind.BURIAL, unit=locked, sent=sent, on=on, person_text=deceased_text(entry), document=document,
            detail=entry.licence_number, overruled=overruled,
        )  # fmt: skip
        movement = _write_burial(locked, entry, act)
        order_opening(OrderKind.BURIAL, movement=movement, sent=sent, when=_wall_clock(entry), note=entry.instructions)
        return act


def _write_burial(unit: BurialUnit, entry: BurialEntry, act: Act) -> Movement:
    known = deceased_among_owners(unit, entry, act.on).person
    return Movement.objects.create(
        kind=MovementKind.BURIAL,
        deceased=deceased_of(entry, known),
        cemetery=unit.cemetery,
        to_unit=unit,
        on=entry.buried.day.edtf,
        at=_instant(entry.buried),
        died_at=None if entry.is_clinical else _instant(entry.died),
        remains=entry.remains,
        licence_number=entry.licence_number,
        licence_on=entry.licence_on,
        judicial_authorisation=entry.judicial_authorisation,
        health_authorisation=entry.health_authorisation,
        cremation_certificate=entry.cremation_certificate,
        conservation=entry.conservation,
        funeral_company=entry.funeral_company,
        elsewhere=entry.origin,
        is_charity=entry.is_charity,
        act=act,
    )


def _wall_clock(entry: BurialEntry) -> datetime | None:
    """The hour of the burial on the clock of the cemetery, where it was typed."""
    moment = entry.buried.as_moment()
    return moment.earliest if moment and entry.buried.hour is not None else None


def _instant(typed: TypedMoment) -> datetime | None:
    moment = typed.as_moment()
    return moment.earliest.replace(tzinfo=get_current_timezone()) if moment and typed.hour is not None else None
