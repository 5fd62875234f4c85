"""Letters: from frozen to the print file, beside a bare canvas that draws the same lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO

from django.db import transaction
from django.utils import timezone
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bench.installation import town_of
from bench.readings import Reading, seconds
from cementiris.documents import paper
from cementiris.documents.paper import letter_from_snapshot
from cementiris.documents.print import POINTS_PER_MM, measure, register_faces
from cementiris.documents.sheets import lay_out
from cementiris.documents.typesetting import Text
from cementiris.notices.models import Campaign
from cementiris.notices.services.planning import freeze, plan_campaign
from cementiris.notices.services.production import produce
from cementiris.tenancy.scope import municipality

ON = date(2026, 11, 23)
PERIOD = (date(2027, 1, 1), date(2027, 12, 31))


class _Undo(Exception):
    """Raised to take back what was measured."""


def run(size: int) -> Iterator[Reading]:
    """A year's letters of the town; what was written is taken back."""
    readings: list[Reading] = []
    with municipality(town_of(size).pk):
        try:
            with transaction.atomic():
                readings += _measured(size)
                raise _Undo
        except _Undo:
            yield from readings


def _measured(size: int) -> list[Reading]:
    campaign = plan_campaign(ends_from=PERIOD[0], ends_until=PERIOD[1], on=ON, actor=None)
    count = campaign.letters.count()
    plans = seconds(lambda: freeze(campaign, at=timezone.now(), actor=None))
    frozen = Campaign.objects.select_related("template").get(pk=campaign.pk)
    sheets = _sheets(frozen)
    prints = seconds(lambda: produce(frozen, at=timezone.now()))
    floor = seconds(lambda: _draw(sheets)) * 1000 / count
    return [
        Reading("letters", f"printed, each of {count}", prints * 1000 / count, "ms", floor, size),
        Reading("letters", f"frozen, each of {count}", plans * 1000 / count, "ms", floor, size),
    ]


def _sheets(campaign: Campaign) -> list[list[Text]]:
    register_faces()
    assert campaign.template is not None
    body, sheets = campaign.template.body, []
    for letter in campaign.letters.filter(number__isnull=False):
        drawn = letter_from_snapshot(body, letter.snapshot)
        for marks in lay_out(drawn, measure=measure, window=paper.RIGHT_WINDOW):
            sheets.append([mark for mark in marks if isinstance(mark, Text)])
    return sheets


def _draw(sheets: list[list[Text]]) -> bytes:
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, pageCompression=1)
    for texts in sheets:
        for text in texts:
            canvas.setFont(text.face, text.size)
            canvas.drawString(text.x * POINTS_PER_MM, A4[1] - text.y * POINTS_PER_MM, text.text)
        canvas.showPage()
    canvas.save()
    return target.getvalue()
