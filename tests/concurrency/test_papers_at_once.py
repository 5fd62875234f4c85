"""Two who want the same paper or the same campaign in the same moment."""

from datetime import date
from typing import Any

import pytest

from cementiris.accounts.models import Municipality
from cementiris.documents import electronic
from cementiris.documents.kinds import town_snapshot
from cementiris.documents.models import Document, DocumentKind
from cementiris.documents.services import draw, issue
from cementiris.notices.models import Campaign, Letter
from cementiris.notices.services.planning import plan_campaign
from cementiris.tenancy.scope import municipality
from tests.concurrency.conftest import AtOnce
from tests.notices.places import make_right

ON, LAST = date(2026, 11, 23), date(2027, 3, 31)


def test_a_paper_wanted_by_two_is_drawn_once(
    vilaclara: Municipality, at_once: AtOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    draw_pdf = electronic.draw_pdf
    monkeypatch.setattr(electronic, "draw_pdf", lambda paper: drawn.append(1) or draw_pdf(paper))
    with municipality(vilaclara.pk):
        snapshot: dict[str, Any] = {"town": town_snapshot(vilaclara), "unit": "nínxol 12", "deceased": "Mercè Serra"}
        paper = issue(DocumentKind.BURIAL_PERMIT, snapshot=snapshot, on=ON, actor=None)

    def fetch() -> bytes:
        return draw(Document.objects.get(pk=paper.pk))

    first, second = at_once(fetch, fetch)
    assert first == second
    assert drawn == [1]


def test_a_campaign_asked_for_by_two_is_one(vilaclara: Municipality, at_once: AtOnce) -> None:
    with municipality(vilaclara.pk):
        make_right("1", LAST)

    def plan() -> str:
        return plan_campaign(ends_from=LAST, ends_until=LAST, on=ON, actor=None).code

    assert at_once(plan, plan) == ["2026/1", "2026/1"]
    with municipality(vilaclara.pk):
        assert (Campaign.objects.count(), Letter.objects.count()) == (1, 1)
