"""Taking files in and reading them: everything is kept as it came, nothing is written to the register yet."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import connection, transaction
from django.utils.timezone import localtime

from cementiris.accounts.models import User
from cementiris.tenancy.scope import current_municipality_id
from imports.errors import ImportIsClosed, UnreadableFile
from imports.heads import heads_of
from imports.mapping import Mapping, read_mapping
from imports.models import BatchState, ImportBatch, ImportFile, ImportRow, WordMeaning
from imports.pipeline import read_register
from imports.readers import read_files
from imports.readers.detect import MAX_FILE_BYTES, detect_format
from imports.rows import Advance, Fixes, RawSheet, ReadOutcome, RowPlace, SourceFile
from imports.services.against_register import check_against_register
from imports.services.keeping import keep_outcome
from imports.services.readings import KEPT, forget_reading, keep_reading, kept_reading
from imports.tables import Tables

CLOSED = frozenset({BatchState.COMMITTED, BatchState.UNDONE})
LONGEST_NAME = 200
"""Signs in the name of a file."""


def fingerprint(content: bytes) -> str:
    """Return the sha256 by which a file is known again."""
    return hashlib.sha256(content).hexdigest()


def committed_twin(files: Iterable[SourceFile | File[bytes]], cemetery_name: str) -> ImportBatch | None:
    """Return the import that brought exactly these files into this cemetery before, if any (R77).

    One that was taken back but for what somebody touched is none: its files may be brought in anew.
    """
    found = _latest_of(sorted(map(_sum_of, files)), cemetery_name, BatchState.COMMITTED)
    return None if found is not None and "undone" in found.plan else found


def _latest_of(sums: list[str], cemetery_name: str, *states: BatchState) -> ImportBatch | None:
    batches = ImportBatch.objects.filter(
        state__in=states, cemetery_name=cemetery_name.strip(), files__sha256=sums[0]
    ).order_by("-pk")
    for batch in batches.prefetch_related("files"):
        if sorted(file.sha256 for file in batch.files.all()) == sums:
            return batch
    return None


def receive(
    files: Sequence[File[bytes]], *, cemetery_name: str, mapping: dict[str, Any], actor: User | None
) -> ImportBatch:
    """Keep uploaded files privately, to be read by a worker; the town's remembered words go into the mapping.

    Files that wait already for the same cemetery are not kept twice: a form sent twice gives one import. Raises
    UnreadableFile, and keeps nothing, when a file is no register by its content or the mapping is not valid. One file
    at a time is in memory.
    """
    if not files:
        raise UnreadableFile("empty_file", name="")
    mapping_of(mapping)
    for file in files:
        _refuse_unreadable(file)
    sums = sorted(map(_sum_of, files))
    with _nothing_kept_on_error() as kept, transaction.atomic():
        _one_at_a_time(cemetery_name, sums)
        if twin := _latest_of(sums, cemetery_name, BatchState.STAGED, BatchState.CHECKED):
            return twin
        batch = _new_batch(cemetery_name, with_town_words(mapping), actor)
        for file, name in zip(files, _names([file.name or "" for file in files]), strict=True):
            kept.append(ImportFile(batch=batch, name=name, sha256=_sum_of(file)))
            _keep_file(kept[-1], file)
    return batch


def stage(
    files: Sequence[SourceFile],
    *,
    cemetery_name: str,
    mapping: dict[str, Any],
    actor: User | None,
    on: date | None = None,
) -> ImportBatch:
    """Read the files and keep them, all at once; raises UnreadableFile (keeps nothing) when they hold no table."""
    if not files:
        raise UnreadableFile("empty_file", name="")
    mapping = with_town_words(mapping)
    outcome = read_register(files, mapping_of(mapping), on=on)
    if on is not None:
        check_against_register(outcome.rows, cemetery_name.strip(), on)
    return keep(files, outcome, cemetery_name=cemetery_name, mapping=mapping, actor=actor)


def keep(
    files: Sequence[SourceFile],
    outcome: ReadOutcome,
    *,
    cemetery_name: str,
    mapping: dict[str, Any],
    actor: User | None,
) -> ImportBatch:
    """Keep files as they came, with what was read of them."""
    with _nothing_kept_on_error() as kept, transaction.atomic():
        batch = _new_batch(cemetery_name, mapping, actor)
        for file in files:
            kept.append(ImportFile(batch=batch, name=file.name[:LONGEST_NAME], sha256=fingerprint(file.content)))
            _keep_file(kept[-1], ContentFile(file.content))
        keep_outcome(batch, outcome, _day_of(batch))
    return batch


def read_batch(batch: ImportBatch, advance: Advance | None = None) -> bool:
    """Read the kept files and replace the rows of the import by what they say, all in one transaction.

    Returns False, changing nothing, when its mapping or corrections have changed meanwhile: what was read is no longer
    what is asked. Raises UnreadableFile.
    """
    fixes = fixes_of(batch)
    outcome = _read(batch, batch.mapping, fixes=fixes, advance=advance)
    name = keep_reading(batch, outcome, fixes, _day_of(batch))
    with transaction.atomic():
        now = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        is_current = now.state not in CLOSED and now.mapping == batch.mapping and fixes_of(now) == fixes
        if is_current:
            forget_reading(_other(now.proposal.get(KEPT, ""), name))
            _replace(batch, outcome, name)
        else:
            forget_reading(_other(name, now.proposal.get(KEPT, "")))
    return is_current


def _other(name: str, kept: str) -> str:
    return name if name != kept else ""


def _replace(batch: ImportBatch, outcome: ReadOutcome, reading: str = "") -> None:
    check_against_register(outcome.rows, batch.cemetery_name, _day_of(batch))
    ImportRow.objects.filter(batch=batch).delete()
    keep_outcome(batch, outcome, _day_of(batch), reading)


def change_mapping(batch: ImportBatch, mapping: dict[str, Any]) -> None:
    """Have the files read in another way; raises UnreadableFile when the mapping is not valid.

    Whoever calls this sees to the reading. Raises ImportIsClosed when the import has been brought in already.
    """
    mapping_of(mapping)
    with transaction.atomic():
        now = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if now.state in CLOSED:
            raise ImportIsClosed
        batch.mapping, batch.state = mapping, BatchState.STAGED
        batch.save(update_fields=["mapping", "state"])


def note_failure(batch: ImportBatch, error: UnreadableFile) -> None:
    """Keep why the files cannot be read as they were to be; rows of an earlier reading stay, to choose otherwise.

    Where no table was found, the clerk sees how the sheets begin, to say where its header is.
    """
    values = {key: str(value) for key, value in error.values.items()}
    proposal = batch.proposal
    if error.code == "no_table" and not proposal.get("sheets"):
        proposal = {**proposal, "sheets": [asdict(head) for head in heads_of(_sheets_of(batch), Tables())]}
    as_read = ImportBatch.objects.filter(pk=batch.pk, mapping=batch.mapping, state=BatchState.STAGED)
    as_read.update(state=BatchState.FAILED, failure={"code": error.code, "values": values}, proposal=proposal)


def _sheets_of(batch: ImportBatch) -> list[RawSheet]:
    try:
        return read_files(kept_files(batch))
    except UnreadableFile:  # a text without columns has no sheets at all
        return []


@transaction.atomic
def check_again(batch: ImportBatch, mapping: dict[str, Any]) -> ReadOutcome:
    """Read the kept files anew with another mapping; raises UnreadableFile, leaving the batch as it was."""
    outcome = _read(batch, mapping, fixes=fixes_of(batch))
    batch.mapping = mapping
    _replace(batch, outcome)
    return outcome


def mapping_of(raw: dict[str, Any]) -> Mapping:
    """Return the mapping as the reader wants it; raises UnreadableFile when it is not valid."""
    return read_mapping(json.dumps(raw)) if raw else Mapping()


def with_town_words(mapping: dict[str, Any]) -> dict[str, Any]:
    """Return the mapping with the words that the town has explained before; what it says itself goes first."""
    values: dict[str, dict[str, str]] = defaultdict(dict)
    for meaning, word, value in WordMeaning.objects.values_list("meaning", "word", "value"):
        values[meaning][word] = value
    for meaning, table in mapping.get("values", {}).items():
        values[meaning] |= table
    return {**mapping, "values": dict(values)} if values else mapping


def kept_files(batch: ImportBatch) -> list[SourceFile]:
    """Return the files of the import as they came."""
    return [SourceFile(kept.name, _content(kept)) for kept in batch.files.order_by("pk")]


def read_again(batch: ImportBatch, advance: Advance | None = None) -> ReadOutcome:
    """Read the kept files with the kept mapping and corrections as on their day: this gives what was shown.

    What a worker read before is taken as it was kept, when nothing that reading depends on has changed since.
    """
    fixes = fixes_of(batch)
    outcome = kept_reading(batch, fixes, _day_of(batch)) or _read(batch, batch.mapping, fixes=fixes, advance=advance)
    check_against_register(outcome.rows, batch.cemetery_name, _day_of(batch))
    return outcome


def _read(batch: ImportBatch, mapping: dict[str, Any], *, fixes: Fixes, advance: Advance | None = None) -> ReadOutcome:
    return read_register(kept_files(batch), mapping_of(mapping), on=_day_of(batch), fixes=fixes, advance=advance)


def _day_of(batch: ImportBatch) -> date:
    """The day on which the files came: nobody died later."""
    return localtime(batch.created_at).date()


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


def _refuse_unreadable(file: File[bytes]) -> None:
    if file.size > MAX_FILE_BYTES:  # before its bytes are in memory
        sizes = {"size": file.size >> 20, "limit": MAX_FILE_BYTES >> 20}
        raise UnreadableFile("too_large", name=file.name, **sizes)
    file.seek(0)
    detect_format(file.name or "", file.read())


def _sum_of(file: SourceFile | File[bytes]) -> str:
    if isinstance(file, SourceFile):
        return fingerprint(file.content)
    file.seek(0)
    sha256 = hashlib.sha256()
    for chunk in file.chunks():
        sha256.update(chunk)
    return sha256.hexdigest()


def _one_at_a_time(*words: object) -> None:
    """Let another request with the same words wait until this transaction is over."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{current_municipality_id()} {words}"]
        )


def _names(names: Sequence[str]) -> Iterator[str]:
    """Files of one name, from different folders, are told apart: a row is known by file, sheet and number."""
    seen: set[str] = set()
    for name in names:
        short, count = name[:LONGEST_NAME], 1
        while short in seen:
            count += 1
            short = f"{name[: LONGEST_NAME - 6]} ({count})"
        seen.add(short)
        yield short


def _new_batch(cemetery_name: str, mapping: dict[str, Any], actor: User | None) -> ImportBatch:
    return ImportBatch.objects.create(cemetery_name=cemetery_name.strip(), mapping=mapping, created_by=actor)


def _keep_file(kept: ImportFile, file: File[bytes]) -> None:
    kept.byte_count = file.size
    kept.file.save(f"{kept.batch_id}-{kept.sha256[:16]}", file)


@contextmanager
def _nothing_kept_on_error() -> Iterator[list[ImportFile]]:
    """Take away the files that were written when the database takes back that they were."""
    kept: list[ImportFile] = []
    try:
        yield kept
    except BaseException:
        for file in kept:
            file.file.delete(save=False)
        raise


def _content(kept: ImportFile) -> bytes:
    with kept.file.open("rb") as source:
        return bytes(source.read())
