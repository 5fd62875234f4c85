"""Burials, exhumations, relocations, reductions and clearances as typed."""

from dataclasses import dataclass, field
from datetime import date

from cementiris.registry.entries.base import PersonEntry
from cementiris.registry.models import BurialUnit, HealthGroup
from cementiris.registry.rules.facts import (
    ClearanceBasis,
    Conservation,
    ExhumationPurpose,
    RemainsKind,
    SharedCoffin,
    TitleBasis,
)
from cementiris.registry.typed_dates import TypedMoment


@dataclass(frozen=True, kw_only=True)
class BurialEntry:
    """A burial as typed. `origin` is the cemetery or town outside from which somebody comes."""

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
    title_basis: TitleBasis = TitleBasis.SHOWN
    is_charity: bool = False
    fee_declared: bool = False
    origin: str = ""
    exhumed_on: date | None = None
    crosses_catalonia: bool = False
    annex_1_cause: bool = False
    health_authorisation: str = ""
    instructions: str = ""

    @property
    def is_clinical(self) -> bool:
        """Whether a hospital sends it: foetal remains, and what was cut from somebody who lives."""
        return self.remains in (RemainsKind.FOETAL, RemainsKind.SURGICAL)


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Who takes away what is handed over, and what they are to the deceased."""

    name: str = ""
    national_id: str = ""
    kinship: str = ""


@dataclass(frozen=True, kw_only=True)
class ExhumationEntry:
    """Somebody taken out of a unit; with a destination it is a relocation.

    `cremated` is said of who is burnt in between and arrives as ashes; `relative` of an applicant who is family (R23).
    """

    movement_id: int | None = None
    on: date | None = None
    purpose: ExhumationPurpose = ExhumationPurpose.SAME_CEMETERY
    destination: BurialUnit | None = None
    reburied_on: date | None = None
    elsewhere: str = ""
    judicial_authorisation: str = ""
    health_authorisation: str = ""
    crosses_catalonia: bool = False
    annex_1_cause: bool = False
    cremated: bool = False
    cremation_certificate: str = ""
    recipient: Recipient = field(default_factory=Recipient)
    relative: bool = False
    funeral_company: str = ""
    instructions: str = ""


@dataclass(frozen=True, kw_only=True)
class ClearanceEntry:
    """Some or all of those who rest in a unit, taken to an ossuary or to the common grave."""

    movement_ids: tuple[int, ...] = ()
    on: date | None = None
    basis: ClearanceBasis = ClearanceBasis.HOLDER
    destination: BurialUnit | None = None
    judicial_authorisation: str = ""
    instructions: str = ""
