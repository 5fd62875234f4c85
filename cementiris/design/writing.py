"""Dates, amounts and sizes as they are written on screen. Pure: no Django."""

from datetime import date, datetime
from decimal import Decimal


def day_text(day: date) -> str:
    """A day as 22/11/2026."""
    return f"{day:%d/%m/%Y}"


def moment_text(moment: datetime) -> str:
    """A day and its hour as 22/11/2026, 9.12; the caller has brought it to local time."""
    return f"{moment:%d/%m/%Y}, {moment.hour}.{moment.minute:02d}"


def whole_text(number: int) -> str:
    """A count with dots: 14.208."""
    return f"{number:,}".replace(",", ".")


def amount_text(amount: Decimal) -> str:
    """An amount in euros: 1.896,35 €."""
    cents = f"{abs(amount):,.2f}".translate(str.maketrans(",.", ".,"))
    return f"{'−' if amount < 0 else ''}{cents} €"


def size_text(size: int) -> str:
    """The size of a file in the largest fitting unit: 84 kB, 1,2 MB."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{round(size / 1000)} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")
