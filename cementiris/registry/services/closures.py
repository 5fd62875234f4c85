"""Putting units out of service, bringing them back, and giving them up for good."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import override

from cementiris.registry.entries import Submission
from cementiris.registry.entries.places import ClosingEntry
from cementiris.registry.facts.places import closing_facts, same_block
from cementiris.registry.models import Act, ActKind, BurialUnit, Closure, ClosureReason
from cementiris.registry.numbering import compact
from cementiris.registry.rules.findings import stop
from cementiris.registry.rules.places import check_closing, check_reopening, check_retirement
from cementiris.registry.services.submission import (
    RuleBroken,
    constraints_speak,
    decide,
    lock,
    lock_units,
    record,
    refuse_repeated,
)


def close_units(*, unit: BurialUnit | None, entry: ClosingEntry, sent: Submission) -> Act:
    """Put units out of service from a day on. Who rests there stays. Raises RuleBroken, AlreadySent, UnitChanged."""
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        units = lock_chosen(entry.unit_ids, sent, unit=unit)
        overruled = decide(check_closing(closing_facts(units, entry, sent.today)), sent)
        reason = ". ".join(part for part in (str(ClosureReason(entry.reason).label), entry.note) if part)
        act = record(
            ActKind.OUT_OF_SERVICE, unit=_only(units), sent=sent, on=entry.on, overruled=overruled,
            detail=_told(reason, units),
        )  # fmt: skip
        period = DateRange(entry.on, entry.until, "[)")
        rows = [Closure(unit=each, reason=entry.reason, note=entry.note, period=period, act=act) for each in units]
        Closure.objects.bulk_create(rows, batch_size=500)
        return act


def reopen_units(*, unit: BurialUnit | None, entry: ClosingEntry, sent: Submission) -> Act:
    """Bring units back into service on a day. Raises RuleBroken, AlreadySent, UnitChanged."""
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        units = lock_chosen(entry.unit_ids, sent, unit=unit)
        overruled = decide(check_reopening(closing_facts(units, entry, sent.today)), sent)
        rows = [
            closure
            for closure in Closure.objects.filter(unit__in=units, annulled=False)
            if closure.period.upper is None or closure.period.upper > entry.on
        ]
        until = {str(row.pk): row.period.upper.isoformat() if row.period.upper else None for row in rows}
        act = record(
            ActKind.BACK_IN_SERVICE, unit=_only(units), sent=sent, on=entry.on, overruled=overruled,
            detail=_told("", units), notes={"until": until},
        )  # fmt: skip
        for row in rows:
            row.period, row.ended_by = DateRange(row.period.lower, entry.on, "[)"), act
        Closure.objects.bulk_update(rows, ["period", "ended_by"], batch_size=500)
        return act


def retire_unit(*, unit: BurialUnit, entry: ClosingEntry, sent: Submission) -> Act:
    """Give an empty unit up for good: from the day on it is no more. Raises RuleBroken, AlreadySent, UnitChanged."""
    return retire_units(unit=unit, entry=replace(entry, unit_ids=(unit.pk,)), sent=sent)


def retire_units(*, unit: BurialUnit | None, entry: ClosingEntry, sent: Submission) -> Act:
    """Give empty units up for good, all or none. Raises RuleBroken, AlreadySent, UnitChanged."""
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        units = lock_chosen(entry.unit_ids, sent, unit=unit)
        overruled = decide(check_retirement(closing_facts(units, entry, sent.today)), sent)
        keys = [each.pk for each in units]
        BurialUnit.objects.filter(pk__in=keys).update(retired_on=entry.on)
        reason = ". ".join(part for part in (_("Baixa definitiva"), entry.note) if part)
        return record(
            ActKind.OUT_OF_SERVICE, unit=_only(units), sent=sent, on=entry.on, overruled=overruled,
            detail=_told(reason, units), notes={"retired": keys},
        )  # fmt: skip


def lock_chosen(keys: Iterable[int], sent: Submission, *, unit: BurialUnit | None = None) -> list[BurialUnit]:
    """Lock the units chosen on a form; `unit` is the one whose form it was, None for the form of a block.

    Raises AlreadySent and UnitChanged.
    """
    units = lock_units(keys)
    if unit is None:
        refuse_repeated(sent)
    else:
        lock(unit, sent)
    return units


def _only(units: list[BurialUnit]) -> BurialUnit | None:
    return units[0] if len(units) == 1 else None


def _told(reason: str, units: list[BurialUnit]) -> str:
    where = str(units[0].section or units[0].cemetery)
    numbers = "" if len(units) == 1 else f"{compact((unit.number or '—' for unit in units), 8)}, {where}"
    return ". ".join(part for part in (reason, numbers) if part)[:300]


def take_back_out_of_service(act: Act) -> None:
    """The units were never closed, or never given up. Raises RuleBroken when they came back since."""
    closures = Closure.objects.select_for_update(of=("self",)).filter(act=act)
    reopened = [row for row in closures.select_related("unit") if row.ended_by_id]
    if reopened:
        raise RuleBroken([stop("X44", "used", units=compact(str(row.unit) for row in reopened))])
    closures.update(annulled=True)
    bring_back(act.notes.get("retired", []))


def bring_back(keys: Iterable[int]) -> None:
    """Units that were given up are there again. Raises RuleBroken when another bears the number by now."""
    for unit in lock_units(keys):
        if same_block(unit, unit.section).filter(kind=unit.kind, number_key=unit.number_key).exists():
            raise RuleBroken([stop("X44", "number_lost", number=unit.number)])
        unit.retired_on = None
        unit.save(update_fields=["retired_on"])


def take_back_back_in_service(act: Act) -> None:
    """The closures last again as long as they did."""
    until = act.notes.get("until", {})
    for closure in Closure.objects.select_for_update(of=("self",)).filter(ended_by=act):
        last = until.get(str(closure.pk))
        closure.period = DateRange(closure.period.lower, date.fromisoformat(last) if last else None, "[)")
        closure.ended_by = None
        closure.save(update_fields=["period", "ended_by"])
