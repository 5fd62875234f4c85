"""What a form hands to a service: one frozen value per act, free of widgets and of database rows."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from cementiris.accounts.models import User
from cementiris.registry.dates import UNKNOWN_DATE, PartialDate
from cementiris.registry.models import BurialUnit, HealthGroup, PersonKind
from cementiris.registry.rules.facts import Conservation, ExhumationPurpose, RemainsKind, SharedCoffin
from cementiris.registry.typed_dates import TypedMoment


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


@dataclass(frozen=True, kw_only=True)
class BurialEntry:
    """A burial as typed."""

    deceased: PersonEntry = field(default_factory=PersonEntry)
    health_group: str = HealthGroup.GROUP_2
    remains: RemainsKind = RemainsKind.BODY
    died: TypedMoment = field(default_factory=TypedMoment)
    buried: TypedMoment = field(default_factory=TypedMoment)
    conservation: Conservation = Conservation.NONE
    early_burial_authorised: bool = False
    natural_death: bool = True
    licence_number: str = ""
    licence_on: date | None = None
    judicial_authorisation: str = ""
    cremation_certificate: str = ""
    bodies_in_coffin: int = 1
    shared_coffin: SharedCoffin = SharedCoffin.NO_REASON
    funeral_company: str = ""


@dataclass(frozen=True, kw_only=True)
class ExhumationEntry:
    """Somebody taken out of a unit; with a destination it is a relocation."""

    movement_id: int | None = None
    on: date | None = None
    purpose: ExhumationPurpose = ExhumationPurpose.SAME_CEMETERY
    destination: BurialUnit | None = None
    reburied_on: date | None = None
    elsewhere: str = ""
    judicial_authorisation: str = ""
    health_authorisation: str = ""


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
