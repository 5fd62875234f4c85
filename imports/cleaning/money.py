"""Amounts of money as registers write them, with the currency that stands beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from imports.cleaning.cells import as_text, is_unknown
from imports.rows import Cell

_EURO = re.compile(r"€|\b(?:eur|euros?)\b", re.IGNORECASE)
_PESETA = re.compile(r"₧|\b(?:pts?|ptes?|ptas?|pessetes|pesseta|pesetas?)\b\.?", re.IGNORECASE)
_BLANKS = re.compile(r"[\s\u00a0\u202f]+")
_FORMS = (
    (re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?"), "."),
    (re.compile(r"\d{1,3}(?:,\d{3})+\.\d{1,2}"), ","),
    (re.compile(r"\d+(?:,\d{1,2})?"), ""),
    (re.compile(r"\d+\.\d{1,2}"), ","),
)
"""How figures are written, and the sign that only groups their thousands."""
_CENT = Decimal("0.01")
_MOST = Decimal(10) ** 8
_LONGEST = 30
EURO, PESETA = "EUR", "ESP"
EUROS_SINCE = 2002
"""The first year whose amounts are euros where no currency is written: the peseta ended with 2001."""


@dataclass(frozen=True, slots=True)
class MoneyReading:
    """An amount with two decimals, and its currency where one is written; `problem` when it is not understood."""

    amount: Decimal | None = None
    currency: str = ""
    problem: str = ""


def read_money(cell: Cell) -> MoneyReading:
    """Read a cell as an amount of money; never raises. Words without figures (*exempt*, *gratuït*) are no amount."""
    return _read_text(as_text(cell)[:_LONGEST])


def euros_of(cell: Cell, *, header: str, year: int | None) -> Decimal | None:
    """The amount when it is surely one of euros: by its sign, by its header's, or because the euro had come by `year`.

    Pesetas are not converted: what was paid in them stays with the row as it was written.
    """
    reading = read_money(cell)
    currency = reading.currency or currency_in(header)
    is_euro = currency == EURO or (not currency and year is not None and year >= EUROS_SINCE)
    return reading.amount if is_euro else None


def currency_in(text: str) -> str:
    """The currency that a text names, or nothing."""
    return EURO if _EURO.search(text) else PESETA if _PESETA.search(text) else ""


@lru_cache(maxsize=4096)
def _read_text(text: str) -> MoneyReading:
    if is_unknown(text) or not any(sign.isdecimal() for sign in text):
        return MoneyReading()
    currency = currency_in(text)
    bare = _BLANKS.sub("", _PESETA.sub("", _EURO.sub("", text))).removesuffix(",-").removesuffix(".-")
    for form, grouping in _FORMS:
        if form.fullmatch(bare):
            plain = bare.replace(grouping, "") if grouping else bare
            amount = Decimal(plain.replace(",", ".")).quantize(_CENT)
            return MoneyReading(amount, currency) if amount < _MOST else MoneyReading(problem="unreadable_amount")
    return MoneyReading(problem="unreadable_amount")
