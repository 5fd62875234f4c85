"""From frozen letters to one file to print: slice by slice, so that a stopped worker loses nothing."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO

import pikepdf
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from cementiris.documents.models import DocumentKind
from cementiris.documents.paper import Letter as PaperLetter
from cementiris.documents.paper import letter_from_snapshot
from cementiris.documents.print import draw_letter, draw_run
from cementiris.documents.services import current_template
from cementiris.jobs.models import Progress
from cementiris.jobs.services import advance, finish
from cementiris.notices.cover import cover_of
from cementiris.notices.models import Campaign, CampaignStatus, Letter, LetterStatus
from cementiris.notices.services.planning import CampaignRefusedError, content_for

PRODUCE = "notices.produce"
SLICE = 200
"""Letters drawn between two commits: about a second of work."""


def produce(campaign: Campaign, *, at: datetime, progress: Progress | None = None) -> Campaign:
    """Draw every frozen letter and join them into the print file, in postal order behind a cover.

    Idempotent: slices that are there are not drawn again, and a file that is there is left alone.
    Raises CampaignRefusedError for a draft.
    """
    if campaign.status == CampaignStatus.DRAFT:
        raise CampaignRefusedError(_("Primer cal congelar la campanya."))
    total = campaign.letters.filter(number__isnull=False).count()
    for first in range(1, total + 1, SLICE):
        if not has_print_file(campaign):
            _produce_slice(campaign, first)
        if progress:
            advance(progress, min(first + SLICE - 1, total), total)
    produced = _join(campaign, at=at)
    if progress:
        sentence = _("%(letters)s cartes, %(pages)s pàgines.")
        finish(progress, sentence % {"letters": total, "pages": produced.page_count})
    return produced


def print_file(campaign: Campaign, *, at: datetime) -> bytes:
    """The file to print; produced here and now when no worker has done it, so that no clerk waits for one."""
    produced = campaign if has_print_file(campaign) else produce(campaign, at=at)
    with produced.print_file.open("rb") as kept:
        content: bytes = kept.read()
    return content


def has_print_file(campaign: Campaign) -> bool:
    """Whether the print file is there."""
    name = campaign.print_file.name
    return bool(name) and default_storage.exists(str(name))


def draw_one(letter: Letter) -> bytes:
    """One letter as it was frozen; before that, as it would be today."""
    if letter.snapshot:
        return draw_letter(_on_paper(letter))
    body = _template_body(letter.campaign)
    return draw_letter(letter_from_snapshot(body, {**content_for(letter).snapshot, "number": letter.campaign.code}))


def draw_again(campaign: Campaign, letters: Iterable[Letter]) -> bytes:
    """Some letters of a campaign once more, for a second attempt."""
    return draw_run((_on_paper(letter) for letter in letters), title=f"Avisos {campaign.code}, segon intent")[0]


def _on_paper(letter: Letter) -> PaperLetter:
    return letter_from_snapshot(_template_body(letter.campaign), letter.snapshot)


def _template_body(campaign: Campaign) -> str:
    template = campaign.template or current_template(DocumentKind.EXPIRY_NOTICE)
    return template.body


@transaction.atomic
def _produce_slice(campaign: Campaign, first: int) -> None:
    locked = Campaign.objects.select_for_update(of=("self",)).select_related("template").get(pk=campaign.pk)
    name = _slice_name(locked, first)
    letters = locked.letters.filter(number__gte=first, number__lt=first + SLICE).order_by("number")
    if not default_storage.exists(name):
        body = _template_body(locked)
        papers = (letter_from_snapshot(body, letter.snapshot) for letter in letters)
        drawn, _count = draw_run(papers, title=f"Avisos {locked.code}")
        default_storage.save(name, ContentFile(drawn))
    letters.filter(status=LetterStatus.FROZEN).update(status=LetterStatus.PRODUCED)


@transaction.atomic
def _join(campaign: Campaign, *, at: datetime) -> Campaign:
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if has_print_file(locked):
        return locked
    names = list(_slice_names(locked))
    content, locked.page_count = _joined(locked, names)
    locked.print_sha256 = hashlib.sha256(content).hexdigest()
    locked.status, locked.produced_at = CampaignStatus.PRODUCED, locked.produced_at or at
    locked.print_file.save(f"{_folder(locked)}/cartes.pdf", ContentFile(content), save=False)
    locked.save(update_fields=["page_count", "print_sha256", "status", "produced_at", "print_file"])
    transaction.on_commit(lambda: _throw_away(names))
    return locked


def _joined(campaign: Campaign, names: Iterable[str]) -> tuple[bytes, int]:
    with pikepdf.new() as run:
        sources = []
        for name in names:
            with default_storage.open(name, "rb") as kept:
                sources.append(pikepdf.open(BytesIO(kept.read())))
            run.pages.extend(sources[-1].pages)
        cover, _count = draw_run([cover_of(campaign, page_count=len(run.pages))], title="Portada")
        sources.append(pikepdf.open(BytesIO(cover)))
        for place, page in enumerate(sources[-1].pages):
            run.pages.insert(place, page)
        run.docinfo["/Title"] = f"Avisos {campaign.code}"
        run.Root.Lang = pikepdf.String("ca")
        target = BytesIO()
        run.save(target, deterministic_id=True)
        return target.getvalue(), len(run.pages)


def _throw_away(names: Iterable[str]) -> None:
    for name in names:
        default_storage.delete(name)


def _slice_names(campaign: Campaign) -> Iterator[str]:
    total = campaign.letters.filter(number__isnull=False).count()
    return (_slice_name(campaign, first) for first in range(1, total + 1, SLICE))


def _slice_name(campaign: Campaign, first: int) -> str:
    return f"campaigns/{_folder(campaign)}/slice-{first:06d}.pdf"


def _folder(campaign: Campaign) -> str:
    # With the instant of freezing: slices that an earlier database left behind must never be taken for ours.
    assert campaign.frozen_at is not None
    return f"{campaign.municipality.code}/{campaign.year}-{campaign.number}-{campaign.frozen_at:%Y%m%d%H%M%S%f}"
