"""What an import finds in the register or adds to it, as plain rows: a hundred thousand units make half a million.

A row without a key is new. The sums of what was written are taken of the same values, in the same order, here and
where they are read back from the tables (`imports.services.touched`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cementiris.registry.dates import UNKNOWN_DATE, PartialDate
from cementiris.registry.models import HoldingRole, PersonKind, Remains, Standing
from imports.services.sums import short_sum

Term = tuple[date | None, date | None]
"""First day and day after the last; none where it is open."""


@dataclass(slots=True, eq=False)
class SectionFact:
    """A named part of the cemetery."""

    name: str
    parent: SectionFact | None = None
    level_name: str = ""
    pk: int = 0


@dataclass(slots=True, eq=False)
class UnitFact:
    """A place of rest; `maker` is the row that told it first, `dead` are those whom the import lays there by name."""

    section: SectionFact | None
    kind: str
    number_key: str
    number: str = ""
    number_order: str = ""
    floor: int | None = None
    column: int | None = None
    stated_state: str = ""
    notes: str = ""
    pk: int = 0
    maker: int = -1
    dead: tuple[PersonFact, ...] = ()

    def sum(self) -> str:
        """Return the sum of what the import writes of it."""
        section = self.section.pk if self.section else None
        return short_sum(
            (section, self.kind, self.number, self.floor, self.column, self.stated_state, self.notes, None, None)
        )


@dataclass(slots=True, eq=False)
class PersonFact:
    """Somebody who is buried or holds a right; `is_estate` while only the heirs or the widow have been told of."""

    text: str = ""
    kind: str = PersonKind.NATURAL
    given_name: str = ""
    surname1: str = ""
    surname2: str = ""
    folded: str = ""
    national_id: str = ""
    sex: str = ""
    born_on: PartialDate = UNKNOWN_DATE
    died_on: PartialDate = UNKNOWN_DATE
    is_dead: bool = False
    address: str = ""
    postal_code: str = ""
    locality: str = ""
    phone: str = ""
    email: str = ""
    is_estate: bool = False
    pk: int = 0


@dataclass(slots=True, eq=False)
class MovementFact:
    """One line of the burial register: a burial or an exhumation. `sources` are the files that have told of it."""

    kind: str
    person: PersonFact
    from_unit: UnitFact | None = None
    to_unit: UnitFact | None = None
    on: PartialDate = UNKNOWN_DATE
    on_from: date | None = None
    on_until: date | None = None
    remains: str = Remains.BODY
    legacy_key: str = ""
    pk: int = 0
    maker: int = -1
    sources: tuple[str, ...] = ()

    def sum(self) -> str:
        """Return the sum of what the import writes of it."""
        places = (_key(self.from_unit), _key(self.to_unit))
        return short_sum((str(self.kind), self.person.pk, *places, self.on.edtf, str(self.remains), False, None))


@dataclass(slots=True, eq=False)
class HoldingFact:
    """What a person is to a right."""

    person: PersonFact
    role: str = HoldingRole.HOLDER
    text: str = ""
    is_estate: bool = False
    is_widow: bool = False
    position: int = 0

    def values(self) -> tuple[object, ...]:
        """Return what counts into the sum of the right."""
        return (self.person.pk, str(self.role), self.text, self.is_estate, self.is_widow, self.position, None)


@dataclass(slots=True, eq=False)
class RightFact:
    """A right over a unit, with its holders."""

    unit: UnitFact
    title_number: str
    granted_on: PartialDate
    holder: str
    term: Term = (None, None)
    expires_on: PartialDate = UNKNOWN_DATE
    term_years: int | None = None
    perpetual: bool = False
    price: Decimal | None = None
    standing: str = Standing.ACCEPTED
    holdings: tuple[HoldingFact, ...] = ()
    pk: int = 0
    maker: int = -1

    def sum(self) -> str:
        """Return the sum of what the import writes of it."""
        own = (self.unit.pk, self.title_number, self.granted_on.edtf, self.term_years, self.perpetual)
        holders = (value for holding in self.holdings for value in holding.values())
        return short_sum((*own, self.expires_on.edtf, None, str(self.standing), self.price, *holders))


Fact = UnitFact | MovementFact | RightFact


def _key(unit: UnitFact | None) -> int | None:
    return unit.pk if unit else None
