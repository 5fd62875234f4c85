"""Issuing papers with numbers that never skip, and drawing each of them once."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from cementiris.accounts.models import User
from cementiris.documents import electronic
from cementiris.documents.models import Document, DocumentTemplate, NumberCounter
from cementiris.documents.paper_wording import shipped_wording


@transaction.atomic
def issue(kind: str, *, snapshot: Mapping[str, Any], on: date, actor: User | None) -> Document:
    """Issue a paper of `kind` that says `snapshot`, with the next number of its town and year.

    Call it in the transaction of the act that the paper proves: both are written or neither, and no number is lost.
    """
    return Document.objects.create(
        kind=kind,
        year=on.year,
        number=take_number(kind, year=on.year),
        template=current_template(kind),
        snapshot=dict(snapshot),
        issued_on=on,
        issued_by=actor,
    )


def take_number(kind: str, *, year: int) -> int:
    """The next number of a kind of paper in a year. Others who want one wait for the end of this transaction."""
    NumberCounter.objects.bulk_create([NumberCounter(kind=kind, year=year)], ignore_conflicts=True)
    counter = NumberCounter.objects.select_for_update().get(kind=kind, year=year)
    counter.last_number += 1
    counter.save(update_fields=["last_number"])
    return counter.last_number


@transaction.atomic
def draw(document: Document) -> bytes:
    """The paper's PDF: from its file, or drawn from the snapshot and kept on first use.

    Safe to repeat, and safe from two sides at once: the row is locked while the file is written.
    """
    row = Document.objects.select_for_update().get(pk=document.pk)
    if row.file.name and row.file.storage.exists(row.file.name):
        with row.file.open("rb") as kept:
            content: bytes = kept.read()
        return content
    drawn = electronic.draw_pdf(row)
    row.sha256 = hashlib.sha256(drawn).hexdigest()
    row.file.save(f"{row.municipality.code}/{row.year}/{row.kind}-{row.number:04d}.pdf", ContentFile(drawn), save=False)
    row.save(update_fields=["file", "sha256"])
    document.file, document.sha256 = row.file, row.sha256
    return drawn


@transaction.atomic
def current_template(kind: str) -> DocumentTemplate:
    """The town's wording of a kind of paper: its own, else the one that the product ships today, kept as a version."""
    latest = latest_template(kind)
    body = shipped_wording(kind)
    if latest is not None and (not latest.is_shipped or latest.body == body):
        return latest
    version = latest.version + 1 if latest else 1
    shipped = DocumentTemplate(kind=kind, version=version, body=body, is_shipped=True)
    DocumentTemplate.objects.bulk_create([shipped], ignore_conflicts=True)
    return DocumentTemplate.objects.get(kind=kind, version=version)


def latest_template(kind: str) -> DocumentTemplate | None:
    """The last version that the town has of the wording of a kind of paper."""
    return DocumentTemplate.objects.filter(kind=kind).order_by("-version").first()


@transaction.atomic
def save_wording(kind: str, body: str) -> DocumentTemplate:
    """Keep `body`, already found without faults, as the town's next version; papers issued before keep theirs."""
    latest = current_template(kind)
    if latest.body == body:
        return latest
    return DocumentTemplate.objects.create(kind=kind, version=latest.version + 1, body=body)
