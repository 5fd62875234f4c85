"""What a clerk corrects in the cells of a file before it is brought in; the file itself stays as it came.

Whoever calls these reads the files anew afterwards (`stage.check_again`): many corrections need one reading only.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from cementiris.accounts.models import User
from imports.errors import ImportIsClosed
from imports.models import BatchState, ImportBatch, ImportFix, ImportRow, RowFate

CLOSED = frozenset({BatchState.COMMITTED, BatchState.UNDONE})
MOST_COLUMNS = 16_384
"""As many columns as a spreadsheet has."""
LONGEST_TEXT = 8_000
"""Longest text of a cell, in characters; what is longer is cut off when it is read."""


@transaction.atomic
def fix_row(batch: ImportBatch, row: ImportRow, texts: Mapping[int, str], actor: User | None) -> int:
    """Keep what the clerk corrected in cells of a row, by column from 0; return how many cells say something new.

    Raises ImportIsClosed when the import has been brought in.
    """
    _open(batch, row)
    changed = {column: _tidy(text) for column, text in texts.items() if _differs(row, column, text)}
    for column, text in changed.items():
        ImportFix.objects.update_or_create(
            batch=batch, **place_of(row), column=column, defaults={"text": text, "made_by": actor}
        )
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


@transaction.atomic
def unfix(batch: ImportBatch, row: ImportRow) -> int:
    """Let a row say again what stands in the file; return how many cells were corrected. Raises ImportIsClosed."""
    _open(batch, row)
    count, _ = ImportFix.objects.filter(batch=batch, **place_of(row), column__isnull=False).delete()
    return count


def place_of(row: ImportRow) -> dict[str, Any]:
    """Where a row stands, as corrections name it."""
    return {"file_name": row.file_name, "sheet": row.sheet, "row": row.row, "cell": row.cell}


def may_be_corrected(batch: ImportBatch) -> bool:
    """Whether the import has not been brought in yet."""
    return batch.state not in CLOSED


def _open(batch: ImportBatch, row: ImportRow) -> None:
    """Lock the import and see that it is still open and the row its own; a row without data cannot be corrected."""
    state = ImportBatch.objects.select_for_update().values_list("state", flat=True).get(pk=batch.pk)
    if state in CLOSED:
        raise ImportIsClosed
    if row.batch_id != batch.pk or row.fate == RowFate.SKIPPED:
        raise ValueError(row.pk)


def _tidy(text: str) -> str:
    return text.replace("\0", "")[:LONGEST_TEXT].strip()


def _differs(row: ImportRow, column: int, text: str) -> bool:
    if not 0 <= column < MOST_COLUMNS:
        return False
    now = str(row.raw[column]) if column < len(row.raw) else ""
    return _tidy(text) != now
