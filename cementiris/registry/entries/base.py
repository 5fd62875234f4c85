"""What every form hands to its service: who sends it, and the persons typed in it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cementiris.accounts.models import User
from cementiris.registry.dates import UNKNOWN_DATE, PartialDate
from cementiris.registry.models import PersonKind


@dataclass(frozen=True, kw_only=True)
class Submission:
    """Who sends a form and when, its one-time key, the unit's version it was drawn from, and the typed reason."""

    actor: User
    today: date
    key: UUID | None = None
    version: str = ""
    reason: str = ""


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
