"""The print file: in postal order, the same each time, nothing lost when a worker is stopped."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from pypdf import PdfReader

from cementiris.accounts.models import Municipality
from cementiris.jobs.models import Progress
from cementiris.jobs.services import start_progress
from cementiris.notices.models import Campaign, CampaignStatus, LetterStatus
from cementiris.notices.services import production
from cementiris.notices.services.planning import CampaignRefusedError, freeze, plan_campaign
from cementiris.notices.services.production import draw_one, print_file, produce
from tests.notices.places import make_holder, make_right

LAST, ON = date(2027, 3, 31), date(2026, 11, 23)
AT = timezone.make_aware(datetime(2026, 11, 23, 10, 42))


@pytest.fixture
def draft(in_vilaclara: Municipality) -> Campaign:
    """Five rights, the last without an address."""
    for number in range(1, 5):
        make_right(str(number), LAST, holder=make_holder(f"Titular {number}", address=f"C. Major, {number}"))
    make_right("5", LAST, holder=make_holder("Pere Mas", address=""))
    return plan_campaign(ends_from=date(2027, 1, 1), ends_until=LAST, on=ON, actor=None)


@pytest.fixture
def frozen(draft: Campaign) -> Campaign:
    """The same, frozen."""
    return freeze(draft, at=timezone.now(), actor=None)


@pytest.fixture
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two letters to a slice."""
    monkeypatch.setattr(production, "SLICE", 2)


def test_the_file_is_a_cover_and_the_letters_in_postal_order(frozen: Campaign, small_slices: None):
    campaign = produce(frozen, at=AT)
    reader = PdfReader(BytesIO(print_file(campaign, at=AT)))
    assert campaign.page_count == len(reader.pages) == 2 + 5 * 2
    texts = [page.extract_text() for page in reader.pages]
    assert "no s’envia" in texts[0]
    for number, place in enumerate(range(2, 10, 2), start=1):
        assert f"C. Major, {number}" in texts[place]
    assert "Sense adreça coneguda" in texts[10]
    assert "2026/1-005" in texts[10]


def test_producing_twice_leaves_file_and_letters_as_they_are(frozen: Campaign):
    first = produce(frozen, at=AT)
    content = print_file(first, at=AT)
    second = produce(first, at=timezone.now())
    assert print_file(second, at=AT) == content
    assert (second.produced_at, second.print_sha256) == (AT, first.print_sha256)
    assert set(second.letters.values_list("status", flat=True)) == {LetterStatus.PRODUCED}


def test_a_worker_that_is_stopped_costs_one_slice_and_no_letter(
    frozen: Campaign, small_slices: None, monkeypatch: pytest.MonkeyPatch
):
    drawn: list[int] = []
    draw_run = production.draw_run

    def stopped_at_the_second(letters: Any, **rest: Any) -> Any:
        drawn.append(1)
        if len(drawn) == 2:
            raise KeyboardInterrupt
        return draw_run(letters, **rest)

    monkeypatch.setattr(production, "draw_run", stopped_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        produce(frozen, at=AT)
    assert frozen.letters.filter(status=LetterStatus.PRODUCED).count() == 2
    campaign = produce(frozen, at=AT)
    assert len(drawn) == 1 + 1 + 2 + 1  # the first slice, the stopped one, the two left, the cover
    assert campaign.page_count == 12


def test_a_lost_print_file_is_made_again(frozen: Campaign):
    campaign = produce(frozen, at=AT)
    before = print_file(campaign, at=AT)
    default_storage.delete(str(campaign.print_file.name))
    assert print_file(campaign, at=AT) == before


def test_no_clerk_waits_for_a_worker(frozen: Campaign):
    assert print_file(frozen, at=AT).startswith(b"%PDF")
    frozen.refresh_from_db()
    assert frozen.status == CampaignStatus.PRODUCED


def test_a_draft_is_not_printed(draft: Campaign):
    with pytest.raises(CampaignRefusedError):
        produce(draft, at=AT)


def test_progress_is_told(frozen: Campaign):
    produce(frozen, at=AT, progress=start_progress("notices.produce", frozen))
    progress = Progress.objects.get()
    assert (progress.state, progress.done_count, progress.total_count) == ("done", 5, 5)
    assert progress.message == "5 cartes, 12 pàgines."


def test_a_letter_can_be_looked_at_before_and_after_freezing(draft: Campaign):
    letter = draft.letters.select_related("campaign").order_by("postal_order").first()
    assert letter is not None
    assert "Titular 1" in PdfReader(BytesIO(draw_one(letter))).pages[0].extract_text()
    freeze(draft, at=AT, actor=None)
    letter.refresh_from_db()
    assert "2026/1-001" in PdfReader(BytesIO(draw_one(letter))).pages[0].extract_text()


@pytest.mark.parametrize(
    ("begins", "offered", "not_offered"),
    [
        (date(2002, 3, 31), "Renovar el dret", "Demanar una concessió nova"),
        (date(1977, 3, 31), "Demanar una concessió nova", "Renovar el dret"),
    ],
)
def test_the_reply_sheet_offers_what_the_letter_offers(
    in_vilaclara: Municipality, begins: date, offered: str, not_offered: str
):
    make_right("1", LAST, begins=begins)
    letter = plan_campaign(ends_from=LAST, ends_until=LAST, on=ON, actor=None).letters.get()
    pages = [page.extract_text() for page in PdfReader(BytesIO(draw_one(letter))).pages]
    assert len(pages) == 2
    for text in pages:
        assert offered in text
        assert not_offered not in text
