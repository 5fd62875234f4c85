"""Burials, exhumations and relocations as typed."""

from dataclasses import dataclass, field
from datetime import date

from cementiris.registry.entries.base import PersonEntry
from cementiris.registry.models import BurialUnit, HealthGroup
from cementiris.registry.rules.facts import Conservation, ExhumationPurpose, RemainsKind, SharedCoffin
from cementiris.registry.typed_dates import TypedMoment


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
