"""What a clerk corrects in the cells of a file before it is brought in; the file itself stays as it came.

Whoever calls these reads the files anew afterwards (`stage.check_again`): many corrections need one reading only.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction

from cementiris.accounts.models import User
from cementiris.tenancy.bulk import insert_many
from imports.errors import ImportIsClosed
from imports.models import ImportBatch, ImportFix, ImportRow, RowFate
from imports.rows import RowPlace
from imports.services.stage import CLOSED

MOST_COLUMNS = 16_384
"""As many columns as a spreadsheet has."""
LONGEST_TEXT = 8_000
"""Longest text of a cell, in characters; what is longer is cut off when it is read."""


@transaction.atomic
def fix_row(batch: ImportBatch, row: ImportRow, texts: Mapping[int, str], actor: User | None) -> int:
    """Keep what the clerk corrected in cells of a row, by column from 0; return how many cells say something new.

    A cell that says again what the source says is corrected no more. Raises ImportIsClosed when the import has been
    brought in.
    """
    _open(batch, row)
    return correct(batch, [(row, texts)], actor)


def correct(batch: ImportBatch, wanted: Sequence[tuple[ImportRow, Mapping[int, str]]], actor: User | None) -> int:
    """Do what `fix_row` does, for many rows of a batch that is locked and open: as many queries as for one."""
    before = {(*_place(fix), fix.column): fix for fix in batch.fixes.exclude(column=None)}
    changed: list[ImportFix | None] = []
    new: list[ImportFix] = []
    for row, column, text in _told(wanted):
        fix, written = before.get((*_place(row), column)), source_text(row, column)
        if text == (fix.text if fix else written):
            continue
        changed.append(fix)
        if text != written:
            new.append(ImportFix(batch=batch, **place_of(row), column=column, text=text, made_by=actor))
    ImportFix.objects.filter(pk__in=[fix.pk for fix in changed if fix]).delete()
    insert_many(ImportFix, new)
    return len(changed)


@transaction.atomic
def set_aside(batch: ImportBatch, row: ImportRow, actor: User | None) -> None:
    """Leave a row out of the import. Safe to repeat. Raises ImportIsClosed when the import has been brought in."""
    _open(batch, row)
    ImportFix.objects.update_or_create(batch=batch, **place_of(row), column=None, defaults={"made_by": actor})


@transaction.atomic
def restore(batch: ImportBatch, row: ImportRow) -> None:
    """Take a row in again that was set aside; corrected cells stay. Raises ImportIsClosed."""
    _open(batch, row)
    ImportFix.objects.filter(batch=batch, **place_of(row), column=None).delete()


def place_of(row: ImportRow) -> dict[str, Any]:
    """Where a row stands, as corrections name it."""
    return {"file_name": row.file_name, "sheet": row.sheet, "row": row.row, "cell": row.cell}


def lock_open(batch: ImportBatch) -> None:
    """Lock the import until the end of the transaction. Raises ImportIsClosed when it has been brought in."""
    state = ImportBatch.objects.select_for_update().values_list("state", flat=True).get(pk=batch.pk)
    if state in CLOSED:
        raise ImportIsClosed


def _open(batch: ImportBatch, row: ImportRow) -> None:
    """Lock the import and see that it is still open and the row its own; a row without data cannot be corrected."""
    lock_open(batch)
    if row.batch_id != batch.pk or row.fate == RowFate.SKIPPED:
        raise ValueError(row.pk)


def source_text(row: ImportRow, column: int) -> str:
    """What the source itself says in a cell of a row."""
    return _tidy(str(row.raw[column])) if column < len(row.raw) else ""


def _told(wanted: Sequence[tuple[ImportRow, Mapping[int, str]]]) -> Iterator[tuple[ImportRow, int, str]]:
    for row, texts in wanted:
        for column, text in texts.items():
            if 0 <= column < MOST_COLUMNS:
                yield row, column, _tidy(text)


def _place(row: ImportRow | ImportFix) -> RowPlace:
    return row.file_name, row.sheet, row.row, row.cell


def _tidy(text: str) -> str:
    return text.replace("\0", "")[:LONGEST_TEXT].strip()
