"""Short sums by which an import knows again what a row told and what it wrote into the register."""

from collections.abc import Iterable
from hashlib import blake2b

from imports.rows import CleanBurial, CleanConcession, CleanHolder, CleanUnit

TOLD_LENGTH = 8
"""Signs of each of the two sums that a link keeps: of what the row told, and of what was written for it."""


def short_sum(values: Iterable[object]) -> str:
    """Return eight signs that change when one of the values does."""
    return blake2b("\x1f".join(map(str, values)).encode(), digest_size=4).hexdigest()


def unit_told(clean: CleanUnit) -> str:
    """Return the sum of what a row says of a unit; under which code it is found does not count."""
    return short_sum((clean.kind, clean.floor, clean.column, clean.state))


def right_told(clean: CleanConcession) -> str:
    """Return the sum of what a row says of a right and its holders."""
    end = clean.expires_on.edtf if clean.expiry_is_written else ""
    dates = (clean.title_number, clean.granted_on.edtf, clean.term_years, clean.perpetual, end, clean.price)
    return short_sum((*dates, *(value for holder in clean.holders for value in _holder(holder))))


def burial_told(clean: CleanBurial) -> str:
    """Return the sum of what a row says of somebody who was buried."""
    dates = (clean.died_on.edtf, clean.buried_on.edtf, clean.exhumed_on.edtf, clean.born_on.edtf)
    return short_sum((clean.text, *dates, clean.kind, clean.sex, clean.legacy_key, clean.is_exhumation))


def _holder(clean: CleanHolder) -> tuple[object, ...]:
    """Everything but the parts of the name, which follow from it."""
    at_home = (clean.address, clean.postal_code, clean.locality, clean.phone, clean.email)
    return (clean.text, clean.role, clean.is_estate, clean.national_id, *at_home)
