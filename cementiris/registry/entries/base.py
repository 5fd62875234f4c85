"""What every form hands to its service: who sends it, and the persons typed in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from cementiris.accounts.models import User
from cementiris.registry.dates import UNKNOWN_DATE, PartialDate
from cementiris.registry.models import PersonKind


@dataclass(frozen=True, kw_only=True)
class Submission:
    """Who sends a form and when, its one-time key, the unit's version it was drawn from, and the typed reason.

    `fee` is the quote that the page showed (R64), as `quotes.frozen_fee` writes it; `record` keeps it with the act.
    """

    actor: User
    today: date
    key: UUID | None = None
    version: str = ""
    reason: str = ""
    fee: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PersonEntry:
    """A person as typed."""

    given_name: str = ""
    surnames: str = ""
    national_id: str = ""
    kind: str = PersonKind.NATURAL
    sex: str = ""
    born: PartialDate = UNKNOWN_DATE
    address: str = ""
    postal_code: str = ""
    locality: str = ""
    phone: str = ""
    email: str = ""

    @property
    def text(self) -> str:
        """The whole name as it is written in the register."""
        return f"{self.given_name} {self.surnames}".strip()
