"""Changes of holder as tests type them, and what they look at afterwards."""

from dataclasses import replace
from datetime import date
from typing import Any

from cementiris.registry.dates import PartialDate
from cementiris.registry.entries import PersonEntry
from cementiris.registry.entries.transfers import HeirEntry, ProvisionalEntry, SuccessionEntry, TransferEntry
from cementiris.registry.models import (
    BurialUnit,
    Concession,
    Holding,
    Person,
    Standing,
)
from cementiris.registry.queries import owners, right_of
from cementiris.registry.rules.transfer_facts import Basis, Tie

LAIA = PersonEntry(given_name="Laia", surnames="Comas i Serra", national_id="12345678Z")
PERE = PersonEntry(given_name="Pere", surnames="Comas i Serra")
JORDI = PersonEntry(given_name="Jordi", surnames="Serra i Roca")
EVERYTHING = ("title", "last_wills", "will", "death")
DIED = PartialDate.on(date(2026, 2, 10))


def a_transfer(**changes: Any) -> TransferEntry:
    entry = TransferEntry(on=date(2026, 11, 20), recipient=LAIA, fees_checked=True, tie=Tie.BLOOD, degree=1)
    return replace(entry, **changes)


def a_succession(**changes: Any) -> SuccessionEntry:
    pere = HeirEntry(person=PERE, basis=Basis.LAW, renounced_on=date(2026, 5, 4))
    jordi = HeirEntry(person=JORDI, basis=Basis.BENEFICIARY, renounced_on=date(2026, 5, 5))
    entry = SuccessionEntry(
        on=date(2026, 11, 20), recipient=LAIA, fees_checked=True, died=DIED, basis=Basis.LAW, heirs=(pere, jordi),
        documents=EVERYTHING,
    )  # fmt: skip
    return replace(entry, **changes)


def held(unit: BurialUnit, on: date) -> list[str]:
    right = right_of(unit, on)
    return [f"{holding} ({holding.role})" for holding in owners([right.pk], on)] if right else []


def state() -> list[Any]:
    """What a transfer may change, as it stands."""
    rights = list(Concession.objects.exclude(standing=Standing.ANNULLED).values_list("pk", "term", "ended_on"))
    holdings = list(Holding.objects.order_by("pk").values_list("pk", "until", "ended_by"))
    return [rights, holdings, list(Person.objects.filter(is_dead=True).values_list("pk", flat=True))]


def a_provisional_title(movement: int, **changes: Any) -> ProvisionalEntry:
    entry = ProvisionalEntry(
        on=date(2026, 11, 20), recipient=LAIA, fees_checked=True, movement_id=movement, tie=Tie.BLOOD, degree=3,
        published_on=date(2026, 9, 1), published_in="BOPB",
    )  # fmt: skip
    return replace(entry, **changes)
