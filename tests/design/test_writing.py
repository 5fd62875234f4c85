"""Dates, amounts and sizes as they are written on screen."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from cementiris.design.writing import amount_text, day_text, moment_text, size_text, whole_text


def test_a_day_is_written_with_slashes() -> None:
    assert day_text(date(2026, 3, 4)) == "04/03/2026"


def test_an_hour_follows_its_day() -> None:
    assert moment_text(datetime(2026, 11, 22, 9, 5)) == "22/11/2026, 9.05"


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (999, "999"), (14208, "14.208"), (1234567, "1.234.567")])
def test_thousands_have_dots(number: int, text: str) -> None:
    assert whole_text(number) == text


@pytest.mark.parametrize(
    ("amount", "text"), [("1896.35", "1.896,35 €"), ("0", "0,00 €"), ("-15", "−15,00 €"), ("146.2", "146,20 €")]
)
def test_an_amount_has_two_decimals_and_its_sign(amount: str, text: str) -> None:
    assert amount_text(Decimal(amount)) == text


@pytest.mark.parametrize(("size", "text"), [(12, "12 B"), (84211, "84 kB"), (1_240_000, "1,2 MB")])
def test_a_file_size_takes_the_largest_unit(size: int, text: str) -> None:
    assert size_text(size) == text
