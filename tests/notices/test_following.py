"""What may happen to a letter, what may not, and taking it back."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.notices.models import Campaign, Letter, LetterEvent, LetterStatus, Outcome
from cementiris.notices.pages import LetterRow
from cementiris.notices.queries import find_letter, letters_of, unanswered_letters
from cementiris.notices.services.following import (
    STATUS_AFTER,
    TRANSITIONS,
    StepRefusedError,
    post_letters,
    record_outcome,
    undo_outcome,
)
from cementiris.notices.services.planning import freeze, plan_campaign
from cementiris.notices.services.production import produce
from cementiris.registry.models import Concession
from tests.notices.places import make_holder, make_right

LAST, ON = date(2027, 3, 31), date(2026, 11, 23)
AT = timezone.make_aware(datetime(2026, 11, 23, 10, 42))


@pytest.fixture
def printed(in_vilaclara: Municipality) -> Campaign:
    """Two printed letters, one of them without an address."""
    make_right("1", LAST)
    make_right("2", LAST, holder=make_holder("Pere Mas", address=""))
    campaign = plan_campaign(ends_from=LAST, ends_until=LAST, on=ON, actor=None)
    return produce(freeze(campaign, at=AT, actor=None), at=AT)


@pytest.fixture
def letter(printed: Campaign) -> Letter:
    """The one that can be posted, posted."""
    post_letters(printed, at=AT, actor=None)
    return printed.letters.get(number=1)


def test_posting_takes_the_letters_with_an_address_once(printed: Campaign):
    assert post_letters(printed, at=AT, actor=None) == 1
    assert post_letters(printed, at=AT, actor=None) == 0
    assert dict(printed.letters.values_list("number", "status")) == {1: LetterStatus.POSTED, 2: LetterStatus.PRODUCED}


def test_a_returned_letter_keeps_what_happened_when_and_how_often(letter: Letter):
    returned = record_outcome(letter, Outcome.ABSENT, at=AT, actor=None)
    assert (returned.status, returned.outcome, returned.outcome_at) == (LetterStatus.RETURNED, "absent", AT)
    assert record_outcome(returned, Outcome.ABSENT, at=AT, actor=None).attempt_count == 2


def test_every_outcome_leads_to_a_status_that_a_posted_letter_may_take():
    assert set(STATUS_AFTER) == set(Outcome.values)
    assert set(STATUS_AFTER.values()) == TRANSITIONS[LetterStatus.POSTED]
    assert set(TRANSITIONS) == set(LetterStatus.values)


def test_an_answered_letter_is_not_returned_any_more(letter: Letter):
    record_outcome(letter, Outcome.ANSWERED, at=AT, actor=None)
    with pytest.raises(StepRefusedError, match=r"2026/1-001 consta com a «Contestada»"):
        record_outcome(letter, Outcome.ABSENT, at=AT, actor=None)


def test_nothing_happened_to_a_letter_before_there_was_one(letter: Letter):
    Campaign.objects.update(frozen_at=AT + timedelta(seconds=30))  # the clerk, who writes minutes, means the same one
    with pytest.raises(StepRefusedError, match=r"es van fer el 23/11/2026, 10\.42: abans .* un moment posterior"):
        record_outcome(letter, Outcome.ABSENT, at=AT - timedelta(minutes=1), actor=None)
    assert record_outcome(letter, Outcome.ABSENT, at=AT, actor=None).attempt_count == 1


def test_a_step_is_taken_back_and_both_stay_in_the_history(letter: Letter):
    record_outcome(letter, Outcome.REFUSED, at=AT, actor=None)
    undone = undo_outcome(letter, at=AT, actor=None)
    assert (undone.status, undone.outcome, undone.outcome_at, undone.attempt_count) == ("posted", "", None, 0)
    assert list(LetterEvent.objects.order_by("pk").values_list("status", "is_undo"))[-2:] == [
        ("returned", False),
        ("posted", True),
    ]
    with pytest.raises(StepRefusedError, match="res per desfer"):
        undo_outcome(letter, at=AT, actor=None)


def test_letters_without_an_answer_are_counted_from_the_oldest(printed: Campaign, letter: Letter):
    assert (unanswered_letters().count, unanswered_letters().oldest_on) == (2, ON)
    record_outcome(letter, Outcome.DELIVERED, at=AT, actor=None)
    assert unanswered_letters().count == 1


def test_a_letter_about_a_right_renewed_since_waits_for_nothing(letter: Letter):
    Concession.objects.filter(pk=letter.concession_id).update(expires_until=date(2052, 3, 31))
    assert unanswered_letters().count == 1  # only the one without an address


def test_a_letter_about_a_right_annulled_since_waits_for_nothing(letter: Letter):
    Concession.objects.filter(pk=letter.concession_id).update(standing="annulled")
    assert unanswered_letters().count == 1  # only the one without an address
    letter.concession.refresh_from_db()
    assert LetterRow(letter).is_settled


@pytest.mark.parametrize("code", ["2026/1-001", " 2026/1-1 ", "2026-1-001"])
def test_a_letter_is_found_by_its_number_however_typed(letter: Letter, code: str):
    assert find_letter(code) == letter


@pytest.mark.parametrize("code", ["", "2026/1", "2026/9-001", "abc", "2026/1-0000000000000", "٣/١-١"])
def test_what_is_no_letter_s_number_finds_nothing(letter: Letter, code: str):
    assert find_letter(code) is None


def test_a_unit_knows_its_letters(letter: Letter):
    assert list(letters_of(letter.concession.unit)) == [letter]
