"""Changes of holder and applications as typed."""

from dataclasses import dataclass, field
from datetime import date

from cementiris.registry.dates import UNKNOWN_DATE, PartialDate
from cementiris.registry.entries.base import PersonEntry
from cementiris.registry.rules.transfer_facts import Basis, Tie


@dataclass(frozen=True, kw_only=True)
class HandoverEntry:
    """What every change of holder tells. `term_years` is asked where a perpetual right takes a term (R5)."""

    on: date | None = None
    recipient: PersonEntry = field(default_factory=PersonEntry)
    beneficiary: PersonEntry = field(default_factory=PersonEntry)
    term_years: int | None = None
    fees_checked: bool = False


@dataclass(frozen=True, kw_only=True)
class TransferEntry(HandoverEntry):
    """A transfer between the living: of the whole right, of the part of `giver_id` (a holding), or joining them."""

    giver_id: int | None = None
    joins: bool = False
    co_holder: PersonEntry = field(default_factory=PersonEntry)
    tie: Tie = Tie.UNTOLD
    degree: int | None = None
    cohabited_since: date | None = None


@dataclass(frozen=True, kw_only=True)
class HeirEntry:
    """Somebody else called to succeed: renounced on a day, or dead."""

    person: PersonEntry
    basis: Basis
    renounced_on: date | None = None
    has_died: bool = False


@dataclass(frozen=True, kw_only=True)
class AfterDeathEntry(HandoverEntry):
    """The right of a holder who has died; `holder_id` is the holding, needed where there are several."""

    holder_id: int | None = None
    died: PartialDate = UNKNOWN_DATE


@dataclass(frozen=True, kw_only=True)
class SuccessionEntry(AfterDeathEntry):
    """A succession: who becomes holder by what, who stepped aside, and the documents that were handed in."""

    asked_on: date | None = None
    basis: Basis | None = None
    heirs: tuple[HeirEntry, ...] = ()
    later_will: bool = False
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProvisionalEntry(AfterDeathEntry):
    """A provisional title for a relative of somebody who rests in the unit (`movement_id`)."""

    movement_id: int | None = None
    tie: Tie = Tie.UNTOLD
    degree: int | None = None
    published_on: date | None = None
    published_in: str = ""


@dataclass(frozen=True, kw_only=True)
class ApplicationEntry:
    """A request as it came in."""

    kind: str = ""
    applicant: str = ""
    applicant_national_id: str = ""
    contact: str = ""
    entry_number: str = ""
    entered_on: date | None = None
    notes: str = ""


@dataclass(frozen=True, kw_only=True)
class DecisionEntry:
    """How a request ended without its act: refused, or withdrawn."""

    decision: str
    decided_on: date | None = None
    note: str = ""
