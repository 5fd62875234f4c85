"""Amounts and spans as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cementiris.design.writing import amount_text
from cementiris.fees.typed import read_amount, read_span, write_span


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.896,35 €", "1896.35"),
        ("1896,35", "1896.35"),
        ("1896.35", "1896.35"),
        ("1,896.35", "1896.35"),
        ("12,5", "12.5"),
        ("320", "320"),
        ("1.896", "1896"),
        ("2 950,55 euros", "2950.55"),
        ("42.20EUR", "42.20"),
        ("−50 %", "-50"),
        ("-50", "-50"),
        ("1.234.567,89", "1234567.89"),
    ],
)
def test_an_amount_is_read_as_it_is_written_here(text: str, amount: str) -> None:
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["12,5O €", "", "€", "1.89,35", "1,234,56", "12,345", "٣", "²", "1e9", "nan", "9" * 40, "--5"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        read_amount(text)


@given(st.integers(0, 10**10).map(lambda cents: Decimal(cents) / 100))
def test_what_the_screen_writes_is_read_back(amount: Decimal) -> None:
    assert read_amount(amount_text(amount)) == amount


@given(st.text())
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (read_amount, read_span):
        try:
            read(text)
        except ValueError:
            continue


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("", (None, None)),
        ("1", (1, 1)),
        ("1 a 4", (1, 4)),
        ("1-4", (1, 4)),
        ("1 – 4", (1, 4)),
        ("Des de 1995", (1995, None)),
        ("a partir de 1995", (1995, None)),
        ("fins a 1994", (None, 1994)),
        ("hasta 1994", (None, 1994)),
        ("≤ 50", (None, 50)),
    ],
)
def test_a_span_is_read_in_words_and_figures(text: str, span: tuple[int | None, int | None]) -> None:
    assert read_span(text) == span


ENDS = st.none() | st.integers(0, 2999)


@given(ENDS, ENDS)
def test_a_span_is_read_back_as_written(first: int | None, last: int | None) -> None:
    assert read_span(write_span((first, last))) == (first, last)


@pytest.mark.parametrize("text", ["molts", "1,5", "-3", "12345", "1 a", "٣"])
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        read_span(text)
