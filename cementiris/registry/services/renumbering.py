"""Giving units other numbers. The old ones are kept, so that old papers still lead to the unit."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import connection, transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import override

from cementiris.registry.entries import Submission
from cementiris.registry.entries.places import RenumberingEntry
from cementiris.registry.facts.places import renumbering_facts, same_block
from cementiris.registry.models import Act, ActKind, BurialUnit, FormerNumber, Section
from cementiris.registry.numbering import compact
from cementiris.registry.numbers import number_key
from cementiris.registry.rules.findings import stop
from cementiris.registry.rules.places import check_numbers
from cementiris.registry.services.places import lock_place
from cementiris.registry.services.submission import RuleBroken, constraints_speak, decide, lock, record, refuse_repeated

BATCH = 500
RENUMBER = """
UPDATE registry_burialunit unit
SET section_id = %s, number = new.number, number_key = new.number_key, number_order = new.number_order
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS new(id, number, number_key, number_order)
WHERE unit.id = new.id
"""


def renumber_unit(*, unit: BurialUnit, entry: RenumberingEntry, sent: Submission) -> Act:
    """Give one unit another number, or the same in another block. Raises RuleBroken, AlreadySent, UnitChanged."""
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        lock_place(unit.cemetery, entry.section)
        locked = lock(unit, sent)
        return _renumber([locked], entry, sent, unit=locked)


def renumber_block(*, section: Section, entry: RenumberingEntry, sent: Submission) -> Act:
    """Give the units of a block their new numbers at once, swaps included. Raises RuleBroken, AlreadySent."""
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        lock_place(section.cemetery, section)
        refuse_repeated(sent)
        rows = BurialUnit.objects.select_for_update(of=("self",)).filter(pk__in=entry.numbers, section=section)
        units = list(rows.select_related("cemetery", "section").defer("footprint", "point").order_by("pk"))
        return _renumber(units, entry, sent, unit=None)


def _renumber(
    units: Sequence[BurialUnit], entry: RenumberingEntry, sent: Submission, *, unit: BurialUnit | None
) -> Act:
    overruled = decide(check_numbers(renumbering_facts(entry, units, sent.today)), sent)
    told = compact((f"{each.number or '—'} → {entry.numbers[each.pk]}" for each in units), 6)
    detail = f"{told}. {entry.section or units[0].cemetery}"[:300]
    act = record(ActKind.RENUMBERING, unit=unit, sent=sent, on=entry.on, detail=detail, overruled=overruled)
    keep_former_numbers(units, entry.on, act)
    set_numbers(units, entry.numbers, entry.section)
    return act


def keep_former_numbers(units: Sequence[BurialUnit], until: date, act: Act, *, of: BurialUnit | None = None) -> None:
    """Keep the numbers that the units bear now; with `of`, as former numbers of the unit they become part of."""
    rows = [
        FormerNumber(
            unit=of or unit, section_id=unit.section_id, number=unit.number, number_key=unit.number_key, until=until,
            act=act,
        )
        for unit in units
    ]  # fmt: skip
    FormerNumber.objects.bulk_create(rows, batch_size=BATCH)


def take_over_former_numbers(parts: Sequence[BurialUnit], whole: BurialUnit, act: Act) -> None:
    """Let the numbers that the parts bore before lead to the unit that they become part of."""
    rows = [
        FormerNumber(
            unit=whole,
            section_id=row.section_id,
            number=row.number,
            number_key=row.number_key,
            until=row.until,
            act=act,
        )
        for row in FormerNumber.objects.filter(unit__in=parts, act__annulled_at__isnull=True)
    ]
    FormerNumber.objects.bulk_create(rows, batch_size=BATCH)


def set_numbers(units: Sequence[BurialUnit], numbers: Mapping[int, str], section: Section | None) -> None:
    """Write the numbers. Those that another of the batch is waiting for are parked first: no number is borne twice."""
    wanted = {(unit.kind, section.pk if section else None, number_key(numbers[unit.pk])): unit.pk for unit in units}
    parked = [
        unit.pk for unit in units if wanted.get((unit.kind, unit.section_id, unit.number_key), unit.pk) != unit.pk
    ]
    parking = Concat(Value("~"), Cast("pk", CharField()))  # no number is matched under such a key
    BurialUnit.objects.filter(pk__in=parked).update(number_key=parking)
    for unit in units:
        unit.set_number(numbers[unit.pk])
        unit.section = section
    _write_numbers(units, section)


def _write_numbers(units: Sequence[BurialUnit], section: Section | None) -> None:
    """One statement for all: for a block of thousands `bulk_update` would take many times as long."""
    columns = [(unit.pk, unit.number, unit.number_key, unit.number_order) for unit in units]
    with connection.cursor() as cursor:
        cursor.execute(
            RENUMBER, [section.pk if section else None, *(list(column) for column in zip(*columns, strict=True))]
        )


def take_back_renumbering(act: Act) -> None:
    """Give the units their numbers back. Raises RuleBroken when they changed again, or when others bear them now."""
    former = list(FormerNumber.objects.filter(act=act).select_related("section"))
    by_unit = {row.unit_id: row for row in former}
    rows = BurialUnit.objects.select_for_update(of=("self",)).filter(pk__in=by_unit).order_by("pk")
    units = list(rows.defer("footprint", "point"))
    _refuse_later_numbers(units, act)
    for section_id in {row.section_id for row in former}:
        group = [unit for unit in units if by_unit[unit.pk].section_id == section_id]
        section = next(row.section for row in former if row.section_id == section_id)
        _refuse_lost_numbers(group, by_unit, section)
        set_numbers(group, {unit.pk: by_unit[unit.pk].number for unit in group}, section)


def _refuse_later_numbers(units: Sequence[BurialUnit], act: Act) -> None:
    later = FormerNumber.objects.filter(unit__in=units, act__annulled_at__isnull=True, act__gt=act.pk)
    changed = set(later.values_list("unit", flat=True))
    if changed:
        names = compact(str(unit) for unit in units if unit.pk in changed)
        raise RuleBroken([stop("X44", "used", units=names)])


def _refuse_lost_numbers(
    units: Sequence[BurialUnit], former: Mapping[int, FormerNumber], section: Section | None
) -> None:
    others = same_block(units[0], section).exclude(pk__in=[unit.pk for unit in units])
    borne = set(others.values_list("kind", "number_key"))
    for unit in units:
        if (unit.kind, former[unit.pk].number_key) in borne:
            raise RuleBroken([stop("X44", "number_lost", number=former[unit.pk].number)])
