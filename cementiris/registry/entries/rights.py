"""Grants and extensions as typed."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cementiris.registry.entries.base import PersonEntry


class DuplicateCause(TextChoices):
    """Why a holder needs another copy of the title [S48]."""

    LOSS = "loss", _("Pèrdua")
    THEFT = "theft", _("Robatori")
    DAMAGE = "damage", _("Deteriorament")
    RETENTION = "retention", _("Algú el reté sense dret")


@dataclass(frozen=True, kw_only=True)
class NeedEntry:
    """The immediate need for a grant: who will rest there, and as what (a value of `Remains`)."""

    deceased: PersonEntry = field(default_factory=PersonEntry)
    remains: str = ""


@dataclass(frozen=True, kw_only=True)
class GrantEntry:
    """A right as typed. `resident_since` is the holder's day on the padró, `price` in euros."""

    on: date | None = None
    term_years: int | None = None
    perpetual: bool = False
    title_number: str = ""
    holder: PersonEntry = field(default_factory=PersonEntry)
    co_holders: tuple[PersonEntry, ...] = ()
    beneficiary: PersonEntry = field(default_factory=PersonEntry)
    substitute: PersonEntry = field(default_factory=PersonEntry)
    need: NeedEntry = field(default_factory=NeedEntry)
    resident_since: date | None = None
    price: Decimal | None = None

    @property
    def people(self) -> tuple[PersonEntry, ...]:
        """Everybody who is to stand on the title, as far as they are named."""
        everybody = (self.holder, *self.co_holders, self.beneficiary, self.substitute)
        return tuple(person for person in everybody if person.text)


@dataclass(frozen=True, kw_only=True)
class RenewalEntry:
    """An extension as typed; `short` where the holder will not renew and exhumation must wait (R11)."""

    on: date | None = None
    years: int = 0
    short: bool = False


@dataclass(frozen=True, kw_only=True)
class ConversionEntry:
    """The conversion of a short right into a long one, as typed."""

    on: date | None = None
    resident_since: date | None = None


@dataclass(frozen=True, kw_only=True)
class BeneficiaryEntry:
    """Who is named to follow the holder, as typed; nobody where both are blank."""

    on: date | None = None
    beneficiary: PersonEntry = field(default_factory=PersonEntry)
    substitute: PersonEntry = field(default_factory=PersonEntry)


@dataclass(frozen=True, kw_only=True)
class NameChangeEntry:
    """Another name for a holder, as typed; `holding` is the key of what the person is to the right."""

    on: date | None = None
    holding: int | None = None
    given_name: str = ""
    surnames: str = ""
    proof: str = ""

    @property
    def text(self) -> str:
        """The whole new name."""
        return f"{self.given_name} {self.surnames}".strip()


@dataclass(frozen=True, kw_only=True)
class DuplicateEntry:
    """A duplicate of the title as asked for: by whom (a holding's key), why, and where it was announced."""

    on: date | None = None
    holding: int | None = None
    cause: str = ""
    announced_in: str = ""


@dataclass(frozen=True, kw_only=True)
class FeesEntry:
    """The conservation fee as paid through a year, with the receipt that proves it."""

    on: date | None = None
    through: int | None = None
    receipt: str = ""
