"""What was read of the files of an import, kept until it is brought in: whoever commits need not read them again.

Reading stays pure. What is kept stands under a digest of all that it depends on, and is left aside when that differs.
"""

import gzip
import hashlib
import io
import json
from datetime import date
from typing import IO, cast

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from imports.models import ImportBatch
from imports.pipeline import no_collector
from imports.rows import Fixes, ReadOutcome
from imports.stored import lines_of, outcome_of, version_of_reading

KEPT = "reading"
"""In the proposal of an import: the name under which its reading is kept."""
_FAST = 1
"""Level of compression."""


def keep_reading(batch: ImportBatch, outcome: ReadOutcome, fixes: Fixes, on: date) -> str:
    """Keep what was read with the mapping of the import, these corrections and this day; return under which name."""
    name = _name_of(batch, fixes, on)
    if not default_storage.exists(name):
        with io.BytesIO() as packed:
            with gzip.open(packed, "wt", compresslevel=_FAST, encoding="utf-8", newline="\n") as text:
                text.writelines(line + "\n" for line in lines_of(outcome))
            packed.seek(0)
            default_storage.save(name, File(packed))
    return name


@no_collector()
def kept_reading(batch: ImportBatch, fixes: Fixes, on: date) -> ReadOutcome | None:
    """Return what was read before of the same files in the same way by the same code, if it is still there."""
    name = batch.proposal.get(KEPT, "")
    if name != _name_of(batch, fixes, on):
        return None
    try:
        with default_storage.open(name) as packed, gzip.open(cast("IO[bytes]", packed), "rt", encoding="utf-8") as text:
            return outcome_of(text)
    except (OSError, EOFError, ValueError):  # it is gone, or was not written to its end
        return None


def forget_reading(name: str) -> None:
    """Throw away what was kept under a name, when the open transaction holds."""
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))


def _name_of(batch: ImportBatch, fixes: Fixes, on: date) -> str:
    files = [[file.name, file.sha256] for file in batch.files.order_by("pk")]
    texts = sorted([list(place), sorted(cells.items())] for place, cells in fixes.texts.items())
    said = [version_of_reading(), files, batch.mapping, texts, sorted(fixes.aside), on.isoformat()]
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    return f"imports/{batch.pk}-{digest[:32]}.read"
