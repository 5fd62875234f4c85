"""Keeping the files that people bring: as they came, told by their content, with a small picture to show."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import NotRequired, TypedDict, Unpack
from uuid import uuid4

from django.conf import settings
from django.contrib.gis.geos import Point
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cementiris.accounts.models import User
from cementiris.registry.entries import Submission
from cementiris.registry.entries.works import FilesEntry
from cementiris.registry.file_types import FileType, plain_name, type_of
from cementiris.registry.models import Act, ActKind, Attachment, AttachmentKind, BurialUnit, Concession, Section
from cementiris.registry.pictures import Picture, look_at
from cementiris.registry.recorded_values import raw_values
from cementiris.registry.rules.findings import Breach, breaches
from cementiris.registry.rules.works import FileFacts, check_file
from cementiris.registry.services.scanning import scan
from cementiris.registry.services.submission import RuleBroken, constraints_speak, lock, record, refuse_repeated

WITHDRAWAL = ("withdrawn_at", "withdrawn_reason")


class About(TypedDict):
    """What is said of a file. `taken_on` is asked of photographs (R39); with `today` it may not be a day to come."""

    kind: str
    act: NotRequired[Act | None]
    concession: NotRequired[Concession | None]
    taken_on: NotRequired[date | None]
    section: NotRequired[Section | None]
    point: NotRequired[Point | None]
    description: NotRequired[str]
    today: NotRequired[date]


def attach(file: File[bytes], *, unit: BurialUnit | None, actor: User | None, **about: Unpack[About]) -> Attachment:
    """Keep one file of the unit, or of a section, byte for byte; call it in the transaction of its act.

    Raises RuleBroken.

    The name is only shown, never believed; the file lies under the town's code with a name of ours.
    """
    today = about.pop("today", None)
    content = read_within_limit(file)
    kind = type_of(content)
    picture = look_at(content) if kind and kind.is_picture else Picture()
    facts = FileFacts(
        name=plain_name(file.name or "", kind),
        size=file.size or len(content),
        most_bytes=settings.ATTACHMENT_MAX_BYTES,
        media_type=kind.media_type if kind else "",
        damage=picture.damage,
        scan=scan(content) if kind else "",
        is_photograph=about["kind"] == AttachmentKind.PHOTOGRAPH,
        is_picture=bool(kind and kind.is_picture),
        taken_on=about.get("taken_on"),
        today=today,
    )
    found: tuple[Breach, ...] = breaches(check_file(facts))
    if found or kind is None:
        raise RuleBroken(found)
    attachment = Attachment(unit=unit, added_by=actor, name=facts.name, media_type=kind.media_type, **about)
    return _keep(attachment, content, picture, kind)


def read_within_limit(file: File[bytes]) -> bytes:
    """The content; of a file over the limit nothing is read, for nothing of it will be kept."""
    if (file.size or 0) > settings.ATTACHMENT_MAX_BYTES:
        return b""
    file.seek(0)
    content: bytes = file.read()
    return content


def _keep(attachment: Attachment, content: bytes, picture: Picture, kind: FileType) -> Attachment:
    """Write the row with its files; where the row cannot be written, the files go too."""
    attachment.size, attachment.sha256 = len(content), hashlib.sha256(content).hexdigest()
    stem = f"{attachment.municipality.code}/{uuid4().hex}"
    attachment.file.save(f"{stem}{kind.suffix}", ContentFile(content), save=False)
    if picture.preview:
        attachment.preview.save(f"{stem}-petita.jpg", ContentFile(picture.preview), save=False)
    try:
        with transaction.atomic():
            attachment.save()
    except Exception:
        _forget_files(attachment)
        raise
    return attachment


def _forget_files(attachment: Attachment) -> None:
    for field in (attachment.file, attachment.preview):
        if field.name:
            field.storage.delete(field.name)


def register_files(*, of: BurialUnit | Section, entry: FilesEntry, sent: Submission) -> Act:
    """Keep files of a unit or of a wall, all or none, and write down who brought them.

    They belong to `entry.act`, or to the act written now. Raises RuleBroken with what is wrong with each file,
    AlreadySent when the form comes twice.
    """
    kept: list[Attachment] = []
    try:
        with override("ca"), constraints_speak(sent.key), transaction.atomic():
            unit, section = _locked(of, sent)
            act = record(ActKind.ATTACHMENT, unit=unit, sent=sent, on=sent.today)
            _attach_all(act, section, entry, sent, kept)
            act.notes |= {"attachments": [attachment.pk for attachment in kept]}
            names = ", ".join(attachment.name for attachment in kept)
            act.detail = (f"{section}: {names}" if section else names)[:300]
            act.save(update_fields=["notes", "detail"])
            return act
    except Exception:
        for attachment in kept:
            _forget_files(attachment)
        raise


def _locked(of: BurialUnit | Section, sent: Submission) -> tuple[BurialUnit | None, Section | None]:
    """What the files are of, until the transaction ends: a unit or a section."""
    if isinstance(of, BurialUnit):
        return lock(of, sent, may_be_gone=True), None
    section = Section.objects.select_for_update().get(pk=of.pk)
    refuse_repeated(sent)
    return None, section


def _attach_all(act: Act, section: Section | None, entry: FilesEntry, sent: Submission, kept: list[Attachment]) -> None:
    broken: list[Breach] = []
    for file in entry.files:
        try:
            attachment = attach(
                file, unit=act.unit, section=section, actor=sent.actor, kind=entry.kind, act=entry.act or act,
                taken_on=entry.taken_on, point=entry.point, description=entry.description, today=sent.today,
            )  # fmt: skip
        except RuleBroken as reason:
            broken.extend(breach for breach in reason.breaches if breach not in broken)
        else:
            kept.append(attachment)
    if broken:
        raise RuleBroken(broken)


def withdraw(attachment: Attachment, *, reason: str, sent: Submission) -> None:
    """Withdraw a file by annotation (R76): it stays readable, marked, with the reason and who gave it.

    The act keeps what the row said before, as corrections do: annulled, it puts the file back.
    """
    with override("ca"), transaction.atomic():
        row = Attachment.objects.select_for_update().get(pk=attachment.pk)
        if row.withdrawn_at is not None:
            return
        was = raw_values(row, WITHDRAWAL)
        _mark_withdrawn(row, reason)
        rows = [{"table": "attachment", "pk": row.pk, "was": was, "is": raw_values(row, WITHDRAWAL)}]
        changes = [{"label": row.name, "before": "", "after": _("Retirat")}]
        own_act = row.act if row.act and row.act.kind == ActKind.ATTACHMENT else None
        record(
            ActKind.CORRECTION, unit=row.unit, sent=sent, on=sent.today, corrects=own_act,
            detail=f"{row.name}: {reason}"[:300], notes={"rows": rows, "changes": changes},
        )  # fmt: skip


def take_back_attachment(act: Act) -> None:
    """Withdraw the files that the annulled act brought; why it was annulled stands beside it in the journal."""
    for row in Attachment.objects.select_for_update().filter(pk__in=act.notes.get("attachments", [])):
        if row.withdrawn_at is None:
            _mark_withdrawn(row, _("S’ha anul·lat l’acte que el va adjuntar."))


def _mark_withdrawn(row: Attachment, reason: str) -> None:
    row.withdrawn_at, row.withdrawn_reason = timezone.now(), reason
    row.save(update_fields=WITHDRAWAL)
