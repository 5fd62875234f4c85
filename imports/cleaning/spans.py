"""Partial dates moved by whole years."""

from __future__ import annotations

from cementiris.registry.dates import UNKNOWN_DATE, PartialDate, Precision


def add_years(start: PartialDate, years: int | None) -> PartialDate:
    """The date so many years later, as finely known as the first; unknown when either is."""
    if years is None or not start.is_known or start.precision not in (Precision.DAY, Precision.MONTH, Precision.YEAR):
        return UNKNOWN_DATE
    head, tail = start.edtf[:4], start.edtf[4:]
    year = int(head) + years
    if year > 9999:
        return UNKNOWN_DATE
    if tail.startswith("-02-29") and (year % 4 or (year % 100 == 0 and year % 400)):
        tail = "-02-28" + tail[6:]
    return PartialDate.parse_edtf(f"{year:04d}{tail}")
