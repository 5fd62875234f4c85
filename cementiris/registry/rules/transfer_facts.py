"""What the rules of transfers look at: who holds a right, who is to hold it, and why."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cementiris.registry.rules.facts import RightFacts, TownChoices, UnitFacts


class Tie(StrEnum):
    """What joins two persons, as the law of funeral rights asks."""

    UNTOLD = ""
    SPOUSE = "spouse"
    BLOOD = "blood"
    AFFINITY = "affinity"
    COHABITANT = "cohabitant"
    OTHER = "other"


class Basis(StrEnum):
    """By what somebody succeeds a dead holder, the stronger first (R17)."""

    BENEFICIARY = "beneficiary"
    TESTAMENT = "testament"
    LAW = "law"

    @property
    def rank(self) -> int:
        """0 for the strongest."""
        return list(Basis).index(self)


class Deed(StrEnum):
    """What a provisional holder may want to do and may not (R23)."""

    RENOUNCE = "renounce"
    RETROCEDE = "retrocede"
    EXHUME = "exhume"


@dataclass(frozen=True, kw_only=True)
class ProvisionalFacts:
    """Somebody wants to do something with a right on a day; until `provisional_until` its title may be contested.

    `is_relative` is only of an exhumation: whether who is to be taken out is family of the provisional holder.
    """

    on: date
    deed: Deed
    provisional_until: date | None = None
    is_relative: bool = False


@dataclass(frozen=True, kw_only=True)
class PartyFacts:
    """Somebody named in a transfer. `key` is the same for the same person; `registered_name` as in `GrantFacts`."""

    name: str = ""
    key: str = ""
    is_dead: bool = False
    is_owner: bool = False
    registered_name: str = ""


@dataclass(frozen=True, kw_only=True)
class HandoverFacts:
    """What every change of holder looks at; `on` is its day.

    `held_since` is the latest day on which one of those who leave became holder, `has_changed` tells that after the day
    the right was ended, or somebody came to it or left it; `fees_paid` is what is known of the yearly fee, None
    for nothing.
    """

    today: date
    on: date | None
    unit: UnitFacts
    town: TownChoices = field(default_factory=TownChoices)
    recipient: PartyFacts = field(default_factory=PartyFacts)
    term_years: int | None = None
    fees_paid: bool | None = None
    held_since: date | None = None
    has_changed: bool = False

    @property
    def right(self) -> RightFacts | None:
        """The right that changes hands."""
        return self.unit.right

    @property
    def day(self) -> date:
        """The day of the transfer, or today while none has been typed."""
        return self.on or self.today

    @property
    def registered_name(self) -> str:
        """The name that the register has under the identity number of who receives, where it is another."""
        return self.recipient.registered_name

    @property
    def takes_a_term(self) -> bool:
        """Whether the right is perpetual and the transfer ends that (R5)."""
        begins = self.town.regulation_from
        return bool(self.right and self.right.perpetual and (begins is None or self.day >= begins))


@dataclass(frozen=True, kw_only=True)
class TransferFacts(HandoverFacts):
    """A right goes from the living to the living. `dead_giver` names who of those who give has died."""

    dead_giver: str = ""
    tie: Tie = Tie.UNTOLD
    degree: int | None = None
    cohabited_since: date | None = None
    others: tuple[PartyFacts, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HeirFacts:
    """Somebody called to succeed who does not become holder: who has renounced, or has died before."""

    name: str
    key: str
    basis: Basis
    renounced_on: date | None = None
    has_died: bool = False

    @property
    def has_stepped_aside(self) -> bool:
        """Whether nothing of theirs stands in the way of the others."""
        return self.has_died or self.renounced_on is not None


@dataclass(frozen=True, kw_only=True)
class SuccessionFacts(HandoverFacts):
    """The right of a dead holder goes to one heir. `died` is the last day on which the death can have been.

    `designated` are the living persons named on the title to follow, the beneficiary before the substitute;
    `missing` the documents that have not been handed in, in words.
    """

    holder: PartyFacts = field(default_factory=PartyFacts)
    died: date | None = None
    asked_on: date | None = None
    basis: Basis | None = None
    heirs: tuple[HeirFacts, ...] = ()
    designated: tuple[PartyFacts, ...] = ()
    later_will: bool = False
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProvisionalTitleFacts(HandoverFacts):
    """A relative asks for the right of a dead holder without being able to prove it.

    `title_on` is the day of the previous title, `last_other_burial` the latest burial of anybody but that holder.
    """

    holder: PartyFacts = field(default_factory=PartyFacts)
    title_on: date | None = None
    last_other_burial: date | None = None
    relative: str = ""
    tie: Tie = Tie.UNTOLD
    degree: int | None = None
    published_on: date | None = None
    published_in: str = ""
