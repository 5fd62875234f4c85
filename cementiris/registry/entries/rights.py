"""Grants and extensions as typed."""

from dataclasses import dataclass, field
from datetime import date

from cementiris.registry.entries.base import PersonEntry


@dataclass(frozen=True, kw_only=True)
class GrantEntry:
    """A right as typed."""

    on: date | None = None
    term_years: int | None = None
    perpetual: bool = False
    title_number: str = ""
    holder: PersonEntry = field(default_factory=PersonEntry)
    co_holder: PersonEntry = field(default_factory=PersonEntry)
    beneficiary: PersonEntry = field(default_factory=PersonEntry)


@dataclass(frozen=True, kw_only=True)
class RenewalEntry:
    """An extension as typed."""

    on: date | None = None
    years: int = 0
