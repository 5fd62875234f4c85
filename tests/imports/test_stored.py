"""What was read comes back from its lines as it was, but for the words of the files themselves."""

from datetime import date

import pytest

from imports.pipeline import read_register
from imports.stored import lines_of, outcome_of
from tests.imports.hands import HANDS

SOME = ("roll_with_columns_per_deceased", "book_with_rows_that_take_out", "database_of_five_tables", "drawn_elevation")


@pytest.mark.parametrize("hand", [hand for hand in HANDS if hand in SOME])
def test_an_outcome_comes_back_whole(hand: str) -> None:
    outcome = read_register(HANDS[hand](7).files, on=date(2026, 11, 23))
    again = outcome_of(lines_of(outcome))
    for row in outcome.rows:
        row.raw = ()
    assert again == outcome
