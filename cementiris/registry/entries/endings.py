"""Rights given back, and what is done in caducity files, as typed."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from django.core.files import File

from cementiris.registry.models import Attachment


@dataclass(frozen=True, kw_only=True)
class EndingEntry:
    """A renunciation or retrocession as typed. `signed` are the keys of the holdings whose owners have signed.

    `price` and `valuation` are euros, of a retrocession only.
    """

    on: date | None = None
    signed: frozenset[int] = frozenset()
    price: Decimal | None = None
    valuation: Decimal | None = None
    remarks: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenLapseEntry:
    """The opening of a caducity file as typed; `report` says on what it rests."""

    on: date | None = None
    cause: str = ""
    report: str = ""


@dataclass(frozen=True, kw_only=True)
class LapseStepEntry:
    """A step of a caducity file as typed; its file is an attachment of the unit, or one brought now."""

    kind: str
    on: date | None = None
    at: time | None = None
    outcome: str = ""
    due_on: date | None = None
    note: str = ""
    attachment: Attachment | None = None
    upload: "File[bytes] | None" = None
