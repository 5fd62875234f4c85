"""Amounts and spans as people type them. Pure: no Django."""

import re
from decimal import Decimal

from cementiris.fees.conditions import ANY, Span

_MONEY = re.compile(r"€|euros?\b|eur\b|%", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})*(,[0-9]{1,2})?")
_COMMA = re.compile(r"[+-]?[0-9]+(,[0-9]{1,2})?")
_POINT = re.compile(r"[+-]?[0-9]+(\.[0-9]{1,2})?")
_ENGLISH = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+\.[0-9]{1,2}")
_LONGEST = 20

_ONE = re.compile(r"([0-9]{1,4})")
_BETWEEN = re.compile(r"([0-9]{1,4})\s*(?:-|–|a|al|fins a|hasta)\s*([0-9]{1,4})")
_SINCE = re.compile(r"(?:des de|desde|a partir de|de|≥|>=)\s*([0-9]{1,4})")
_UNTIL = re.compile(r"(?:fins a|fins al|hasta|≤|<=)\s*([0-9]{1,4})")


def read_amount(text: str) -> Decimal:
    """Read 1.896,35 €, 12,5 or 12.50 with at most two decimals. Raises ValueError for anything else."""
    plain = _MONEY.sub("", text).replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace("−", "-")
    if len(plain) > _LONGEST:
        raise ValueError(text)
    if _GROUPED.fullmatch(plain) or _COMMA.fullmatch(plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    if _POINT.fullmatch(plain):
        return Decimal(plain)
    if _ENGLISH.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    raise ValueError(text)


def read_span(text: str) -> Span:
    """Read 3, 1 a 4, 1-4, des de 1995 or fins a 1994; both ends belong to it. Raises ValueError for anything else."""
    plain = " ".join(text.lower().split())
    if not plain:
        return ANY
    if found := _ONE.fullmatch(plain):
        return int(found[1]), int(found[1])
    if found := _BETWEEN.fullmatch(plain):
        return int(found[1]), int(found[2])
    if found := _SINCE.fullmatch(plain):
        return int(found[1]), None
    if found := _UNTIL.fullmatch(plain):
        return None, int(found[1])
    raise ValueError(text)


def write_span(span: Span) -> str:
    """Write a span as it is read: 3, 1 a 4, des de 1995, fins a 1994, or nothing."""
    first, last = span
    if first is None:
        return "" if last is None else f"fins a {last}"
    if last is None:
        return f"des de {first}"
    return str(first) if first == last else f"{first} a {last}"
