"""Amounts of money: figures as people group them, and which of them are euros."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.cleaning.money import euros_of, read_money


@pytest.mark.parametrize(
    ("cell", "amount", "currency"),
    [
        ("1.234,50 €", "1234.50", "EUR"),
        ("1.234 €", "1234.00", "EUR"),
        ("€ 300", "300.00", "EUR"),
        ("300,- EUR", "300.00", "EUR"),
        ("25.000 ptes.", "25000.00", "ESP"),
        ("25 000 Pts", "25000.00", "ESP"),
        ("1 pesseta", "1.00", "ESP"),
        ("1,234.50", "1234.50", ""),
        ("1234.5", "1234.50", ""),
        (1234.5, "1234.50", ""),
        (600, "600.00", ""),
        ("0", "0.00", ""),
    ],
)
def test_an_amount_is_read_with_its_currency(cell: str | float, amount: str, currency: str) -> None:
    reading = read_money(cell)
    assert (reading.amount, reading.currency, reading.problem) == (Decimal(amount), currency, "")


@pytest.mark.parametrize("cell", ["", "s/d", "exempt", "gratuït", "—"])
def test_what_holds_no_figures_is_no_amount_and_no_fault(cell: str) -> None:
    assert read_money(cell) == read_money("")


@pytest.mark.parametrize("cell", ["12,345", "300 i 200", "-50", "1.23.4", "12/3/74", "9" * 12, "1234,567 €"])
def test_what_may_be_two_amounts_or_none_is_reported(cell: str) -> None:
    assert read_money(cell).problem == "unreadable_amount"


@pytest.mark.parametrize(
    ("cell", "header", "year", "euros"),
    [
        ("300", "Preu", 2005, "300.00"),
        ("300", "Preu", 1999, None),
        ("300", "Preu", None, None),
        ("300", "Preu (€)", None, "300.00"),
        ("300 €", "Preu", 1974, "300.00"),
        ("50.000 ptes", "Preu en euros", 2005, None),
        ("50.000", "Preu (ptes)", 2005, None),
    ],
)
def test_only_what_is_surely_in_euros_is_taken_as_such(
    cell: str, header: str, year: int | None, euros: str | None
) -> None:
    assert euros_of(cell, header=header, year=year) == (Decimal(euros) if euros else None)


@given(st.text(max_size=60))
def test_no_text_makes_it_fail_and_no_amount_is_negative_or_finer_than_a_cent(text: str) -> None:
    amount = read_money(text).amount
    assert amount is None or (amount >= 0 and amount == amount.quantize(Decimal("0.01")))


@given(st.decimals(min_value=0, max_value=9_999_999, places=2))
def test_an_amount_written_as_the_screen_writes_it_is_read_back(amount: Decimal) -> None:
    written = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    assert read_money(f"{written} €").amount == amount
