"""Writing tariffs: begun, published, succeeded. Published ones follow each other without overlap (X60)."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.forms.models import model_to_dict

from cementiris.fees.models import Adjustment, ConditionalLine, Rate, Tariff
from cementiris.fees.presets import Preset

ONE_DAY = timedelta(days=1)


class TariffIsUsed(Exception):
    """Acts have been charged by the tariff: it is succeeded by a new version, never rewritten (X63)."""


class TariffGone(Exception):
    """The draft was thrown away by somebody else while it was being edited."""


class TariffsOverlap(Exception):
    """Another published tariff covers some of the days (X60); `other` is that tariff."""

    def __init__(self, other: Tariff) -> None:
        self.other = other
        super().__init__(str(other))


@transaction.atomic
def begin_tariff(*, name: str, valid_from: date, preset: Preset | None = None, **head: Any) -> Tariff:
    """A draft, empty or with the lines of a published tariff."""
    source = preset.label if preset else ""
    tariff = Tariff.objects.create(name=name, valid_from=valid_from, source=source, **head)
    if preset:
        write_lines(tariff, preset.rates, preset.adjustments)
    return tariff


def write_lines(tariff: Tariff, rates: Iterable[Mapping[str, Any]], adjustments: Iterable[Mapping[str, Any]]) -> None:
    """Add lines, given as columns, after those that the tariff has."""
    start = tariff.rates.count() + tariff.adjustments.count()
    Rate.objects.bulk_create(
        Rate(tariff=tariff, position=position, **{**columns, "amount": Decimal(columns["amount"])})
        for position, columns in enumerate(rates, start + 1)
    )
    Adjustment.objects.bulk_create(
        Adjustment(tariff=tariff, position=position, **{**columns, "percent": Decimal(columns["percent"])})
        for position, columns in enumerate(adjustments, start + 1)
    )


@transaction.atomic
def replace_lines(tariff: Tariff, rates: Iterable[Mapping[str, Any]], adjustments: Iterable[Mapping[str, Any]]) -> None:
    """Put these lines in the place of all that the tariff had. Raises TariffIsUsed."""
    locked = lock_for_editing(tariff)
    locked.rates.all().delete()
    locked.adjustments.all().delete()
    write_lines(locked, rates, adjustments)


def lock_for_editing(tariff: Tariff) -> Tariff:
    """The tariff, locked until the end of the transaction, so that no act is charged by it meanwhile (X63).

    Raises TariffIsUsed, and TariffGone when a colleague has thrown the draft away since it was read.
    """
    locked = Tariff.objects.select_for_update().filter(pk=tariff.pk).first()
    if locked is None:
        raise TariffGone
    if not locked.can_be_edited:
        raise TariffIsUsed
    return locked


@transaction.atomic
def publish(tariff: Tariff) -> None:
    """Put a draft into force from its day; the one before it, when it has no end, ends the day before.

    Raises TariffsOverlap when another published tariff stands in its way, TariffGone when the draft is no more.
    """
    every = {row.pk: row for row in Tariff.objects.select_for_update().order_by("valid_from")}
    if (locked := every.get(tariff.pk)) is None:
        raise TariffGone
    for other in every.values():
        if other.is_published and other.pk != locked.pk:
            _make_room(locked, other)
    locked.is_published = True
    locked.save(update_fields=["is_published"])


def _make_room(tariff: Tariff, other: Tariff) -> None:
    begins_inside = other.valid_from < tariff.valid_from and other.valid_until is None
    if begins_inside:
        other.valid_until = tariff.valid_from - ONE_DAY
        other.save(update_fields=["valid_until"])
    elif _overlap(tariff, other):
        raise TariffsOverlap(other)


def _overlap(one: Tariff, other: Tariff) -> bool:
    ends = [tariff.valid_until or date.max for tariff in (one, other)]
    return max(one.valid_from, other.valid_from) <= min(ends)


@transaction.atomic
def succeed(tariff: Tariff, *, valid_from: date) -> Tariff:
    """A draft with the same lines, to be in force from another day on."""
    new = Tariff.objects.create(
        name=tariff.name, article=tariff.article, source=tariff.source, valid_from=valid_from
    )  # fmt: skip
    for rate in tariff.rates.all():
        Rate.objects.create(tariff=new, **model_to_dict(rate, exclude=["id", "tariff"]))
    for adjustment in tariff.adjustments.all():
        Adjustment.objects.create(tariff=new, **model_to_dict(adjustment, exclude=["id", "tariff"]))
    return new


@transaction.atomic
def discard(tariff: Tariff) -> None:
    """Throw a draft away; its former state stays in the history. Raises TariffIsUsed for any other."""
    locked = lock_for_editing(tariff)
    if locked.is_published:
        raise TariffIsUsed
    locked.delete()


def mark_used(pk: int) -> None:
    """Note that an act has been charged by the tariff."""
    Tariff.objects.filter(pk=pk, is_used=False).update(is_used=True)


@transaction.atomic
def save_line(tariff: Tariff, columns: Mapping[str, Any], *, line: ConditionalLine) -> None:
    """Add the line to the tariff, or change it when it is there already. Raises TariffIsUsed."""
    locked = lock_for_editing(tariff)
    line.tariff = locked  # type: ignore[attr-defined]  # every line that is stored has one
    if line.pk is None:
        line.position = locked.rates.count() + locked.adjustments.count() + 1
    for name, value in columns.items():
        setattr(line, name, value)
    line.save()


@transaction.atomic
def remove_line(line: Rate | Adjustment) -> None:
    """Take a line out of its tariff. Raises TariffIsUsed."""
    lock_for_editing(line.tariff)
    line.delete()


@transaction.atomic
def change_head(tariff: Tariff, columns: Mapping[str, Any]) -> None:
    """Change the name and days of a draft. Raises TariffIsUsed for a tariff that is published."""
    locked = lock_for_editing(tariff)
    if locked.is_published:
        raise TariffIsUsed
    for name, value in columns.items():
        setattr(locked, name, value)
    locked.save()
