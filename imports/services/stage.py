"""Taking files in and reading them: everything is kept as it came, nothing is written to the register yet."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localtime

from cementiris.accounts.models import User
from cementiris.tenancy.bulk import insert_in_slices
from imports.errors import UnreadableFile
from imports.mapping import Mapping, read_mapping
from imports.models import BatchState, ImportBatch, ImportFile, ImportRow, RowFate
from imports.pipeline import read_register
from imports.rows import CleanRow, Fate, Fixes, ReadOutcome, RowPlace, SkippedRow, SourceFile

FATES = {Fate.ACCEPTED: RowFate.ACCEPTED, Fate.WARNED: RowFate.WARNED, Fate.REFUSED: RowFate.REFUSED}


def fingerprint(content: bytes) -> str:
    """Return the sha256 by which a file is known again."""
    return hashlib.sha256(content).hexdigest()


def committed_twin(files: Sequence[SourceFile], cemetery_name: str) -> ImportBatch | None:
    """Return the import that brought exactly these files into this cemetery before, if any (R77)."""
    wanted = sorted(fingerprint(file.content) for file in files)
    batches = ImportBatch.objects.filter(
        state=BatchState.COMMITTED, cemetery_name=cemetery_name, files__sha256=wanted[0]
    )
    for batch in batches.prefetch_related("files"):
        if sorted(file.sha256 for file in batch.files.all()) == wanted:
            return batch
    return None


def stage(
    files: Sequence[SourceFile],
    *,
    cemetery_name: str,
    mapping: dict[str, Any],
    actor: User | None,
    on: date | None = None,
) -> ImportBatch:
    """Read the files and keep them; raises UnreadableFile (and keeps nothing) when they hold no table."""
    if not files:
        raise UnreadableFile("empty_file", name="")
    outcome = read_register(files, mapping_of(mapping), on=on)
    return keep(files, outcome, cemetery_name=cemetery_name, mapping=mapping, actor=actor)


@transaction.atomic
def keep(
    files: Sequence[SourceFile],
    outcome: ReadOutcome,
    *,
    cemetery_name: str,
    mapping: dict[str, Any],
    actor: User | None,
) -> ImportBatch:
    """Keep files as they came, with what was read of them."""
    batch = ImportBatch.objects.create(cemetery_name=cemetery_name.strip(), mapping=mapping, created_by=actor)
    for file in files:
        ImportFile.objects.create(
            batch=batch,
            name=file.name[:200],
            file=ContentFile(file.content, name=f"{batch.pk}-{fingerprint(file.content)[:16]}"),
            sha256=fingerprint(file.content),
            byte_count=len(file.content),
        )
    _keep(batch, outcome)
    return batch


@transaction.atomic
def check_again(batch: ImportBatch, mapping: dict[str, Any]) -> ReadOutcome:
    """Read the kept files anew with another mapping; raises UnreadableFile, leaving the batch as it was."""
    outcome = _read(batch, mapping)
    batch.mapping = mapping
    ImportRow.objects.filter(batch=batch).delete()
    _keep(batch, outcome)
    return outcome


def mapping_of(raw: dict[str, Any]) -> Mapping:
    """Return the mapping as the reader wants it; raises UnreadableFile when it is not valid."""
    return read_mapping(json.dumps(raw)) if raw else Mapping()


def kept_files(batch: ImportBatch) -> list[SourceFile]:
    """Return the files of the import as they came."""
    return [SourceFile(kept.name, _content(kept)) for kept in batch.files.order_by("pk")]


def read_again(batch: ImportBatch) -> ReadOutcome:
    """Read the kept files with the kept mapping and corrections as on their day: this gives what was shown."""
    return _read(batch, batch.mapping)


def _read(batch: ImportBatch, mapping: dict[str, Any]) -> ReadOutcome:
    day = localtime(batch.created_at).date()
    return read_register(kept_files(batch), mapping_of(mapping), on=day, fixes=fixes_of(batch))


def fixes_of(batch: ImportBatch) -> Fixes:
    """Return what the clerk corrected in the cells of this import."""
    texts: dict[RowPlace, dict[int, str]] = defaultdict(dict)
    aside = set()
    for fix in batch.fixes.all():
        place = (fix.file_name, fix.sheet, fix.row, fix.cell)
        if fix.column is None:
            aside.add(place)
        else:
            texts[place][fix.column] = fix.text
    return Fixes(texts, frozenset(aside))


def _content(kept: ImportFile) -> bytes:
    with kept.file.open("rb") as source:
        return bytes(source.read())


def _keep(batch: ImportBatch, outcome: ReadOutcome) -> None:
    insert_in_slices(ImportRow, (_row(batch, position, row) for position, row in enumerate(outcome.rows)))
    read = len(outcome.rows)
    insert_in_slices(ImportRow, (_skipped(batch, read + at, row) for at, row in enumerate(outcome.skipped)))
    batch.counts = counts_of(outcome)
    batch.proposal = {
        "columns": [asdict(column) for column in outcome.columns],
        "header_rows": outcome.header_rows,
    }
    batch.state = BatchState.CHECKED
    batch.save(update_fields=["mapping", "counts", "proposal", "state"])


def counts_of(outcome: ReadOutcome) -> dict[str, int]:
    """Return how many rows met which fate; read is always their sum."""
    counts = {fate.value: outcome.count(fate) for fate in Fate}
    return {"read": len(outcome.rows), **counts, "skipped": len(outcome.skipped)}


def _row(batch: ImportBatch, position: int, row: CleanRow) -> ImportRow:
    issues = [{"code": issue.code, "values": dict(issue.values), "cell": issue.cell} for issue in row.issues]
    return ImportRow(
        batch=batch,
        position=position,
        file_name=row.file[:200],
        sheet=row.sheet[:120],
        row=row.row,
        cell=row.cell,
        raw=list(row.raw),
        fate=FATES[row.fate],
        issues=issues,
        issue_codes=" ".join(sorted({issue.code for issue in row.issues}))[:400],
    )


def _skipped(batch: ImportBatch, position: int, row: SkippedRow) -> ImportRow:
    return ImportRow(
        batch=batch,
        position=position,
        file_name=row.file[:200],
        sheet=row.sheet[:120],
        row=row.row,
        fate=RowFate.SKIPPED,
        reason=row.reason[:40],
    )
