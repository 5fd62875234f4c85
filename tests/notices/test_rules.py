"""What to do next with a letter that came back."""

from datetime import date, datetime

import pytest

from cementiris.notices.messages import STEPS, say
from cementiris.notices.rules import NextStep, next_step

MORNING, EVENING = datetime(2026, 11, 20, 11, 20), datetime(2026, 11, 20, 17, 0)


@pytest.mark.parametrize(("at", "case"), [(MORNING, "second_after_15"), (EVENING, "second_before_15")])
def test_r57_the_second_attempt_is_within_three_days_on_the_other_side_of_15(at: datetime, case: str):
    assert next_step("absent", at, 1) == NextStep("R57", case, date(2026, 11, 23))


def test_r57_after_two_attempts_comes_the_edict():
    assert next_step("absent", MORNING, 2) == NextStep("R57", "edict")


@pytest.mark.parametrize("outcome", ["wrong_address", "unknown_person"])
def test_r38_a_wrong_address_is_looked_up_before_the_second_attempt(outcome: str):
    assert next_step(outcome, MORNING, 1) == NextStep("R38", "check_roll")


def test_r12_a_dead_holder_asks_for_the_transfer():
    assert next_step("dead_person", MORNING, 1) == NextStep("R12", "transfer")


@pytest.mark.parametrize("outcome", ["", "delivered", "answered", "refused"])
def test_what_needs_nothing_asks_for_nothing(outcome: str):
    assert next_step(outcome, MORNING, 1) is None


def test_every_step_has_its_sentence():
    assert say(NextStep("R57", "second_after_15", date(2026, 11, 23))) == (
        "Segon intent fins al 23/11/2026, després de les 15 h"
    )
    assert all(str(sentence) for sentence in STEPS.values())
