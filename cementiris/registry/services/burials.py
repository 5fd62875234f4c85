"""Registering burials, exhumations and relocations."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import get_current_timezone
from django.utils.translation import override

from cementiris.documents.models import DocumentKind
from cementiris.documents.services import issue
from cementiris.registry.entries import BurialEntry, ExhumationEntry, Submission
from cementiris.registry.facts import burial_facts, exhumation_facts, remains_after, resting_movement
from cementiris.registry.models import Act, ActKind, BurialUnit, Movement, MovementKind
from cementiris.registry.rules.burials import check_burial
from cementiris.registry.rules.exhumations import check_exhumation
from cementiris.registry.services.papers import burial_paper, departure_paper
from cementiris.registry.services.people import deceased_of
from cementiris.registry.services.submission import constraints_speak, decide, lock, record
from cementiris.registry.typed_dates import TypedMoment


def register_burial(*, unit: BurialUnit, entry: BurialEntry, sent: Submission) -> Act:
    """Register one burial with its permit, or none of it.

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
            ActKind.BURIAL, unit=locked, sent=sent, on=on, person_text=entry.deceased.text, document=document,
            detail=entry.licence_number, overruled=overruled,
        )  # fmt: skip
        _write_burial(locked, entry, act)
        return act


def _write_burial(unit: BurialUnit, entry: BurialEntry, act: Act) -> Movement:
    return Movement.objects.create(
        kind=MovementKind.BURIAL,
        deceased=deceased_of(entry),
        cemetery=unit.cemetery,
        to_unit=unit,
        on=entry.buried.day.edtf,
        at=_instant(entry.buried),
        died_at=_instant(entry.died),
        remains=entry.remains,
        licence_number=entry.licence_number,
        licence_on=entry.licence_on,
        judicial_authorisation=entry.judicial_authorisation,
        cremation_certificate=entry.cremation_certificate,
        conservation=entry.conservation,
        funeral_company=entry.funeral_company,
        act=act,
    )


def _instant(typed: TypedMoment) -> datetime | None:
    moment = typed.as_moment()
    return moment.earliest.replace(tzinfo=get_current_timezone()) if moment and typed.hour is not None else None


def register_exhumation(*, unit: BurialUnit, entry: ExhumationEntry, sent: Submission) -> Act:
    """Register that somebody was taken out of the unit for good, with the permit. Raises as `register_burial`."""
    return _register_departure(ActKind.EXHUMATION, unit=unit, entry=entry, sent=sent)


def register_relocation(*, unit: BurialUnit, entry: ExhumationEntry, sent: Submission) -> Act:
    """Register that somebody was moved to another unit of the town, with the permit. Raises as `register_burial`."""
    return _register_departure(ActKind.RELOCATION, unit=unit, entry=entry, sent=sent)


def _register_departure(kind: str, *, unit: BurialUnit, entry: ExhumationEntry, sent: Submission) -> Act:
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        _lock_in_order(unit, entry.destination)
        locked = lock(unit, sent)
        facts = exhumation_facts(locked, entry, sent.today)
        overruled = decide(check_exhumation(facts), sent)
        movement = resting_movement(locked, entry, facts.on)
        assert movement is not None
        paper = departure_paper(locked, movement, entry, overruled)
        document = issue(f"{kind}_permit", snapshot=paper, on=sent.today, actor=sent.actor)
        act = record(
            kind, unit=locked, sent=sent, on=facts.on, person_text=str(movement.deceased), document=document,
            detail=paper.get("destination", ""), overruled=overruled,
        )  # fmt: skip
        _write_departure(movement, entry, act=act, remains=remains_after(facts))
        return act


def _lock_in_order(*units: BurialUnit | None) -> None:
    """Two relocations in opposite directions must not wait for each other: units are locked by key."""
    keys = sorted(unit.pk for unit in units if unit is not None)
    list(BurialUnit.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))


def _write_departure(movement: Movement, entry: ExhumationEntry, *, act: Act, remains: str) -> Movement:
    destination = entry.destination
    return Movement.objects.create(
        kind=act.kind,
        deceased=movement.deceased,
        cemetery=destination.cemetery if destination else movement.cemetery,
        from_unit=movement.to_unit,
        to_unit=destination,
        on=act.on.isoformat(),
        remains=remains,
        judicial_authorisation=entry.judicial_authorisation,
        licence_number=entry.health_authorisation,
        elsewhere=entry.elsewhere,
        act=act,
    )
