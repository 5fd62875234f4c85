"""Making concessions out of imported rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from cementiris.registry.dates import PartialDate
from cementiris.registry.models import Concession, Holding, HoldingRole, Standing
from cementiris.registry.names import fold
from cementiris.registry.rules.calendar import ONE_DAY
from cementiris.tenancy.bulk import insert_many
from imports.cleaning.spans import add_years
from imports.rows import CleanConcession, CleanHolder
from imports.services.people import People

_Key = tuple[int, str, str, str]


def end_of(right: CleanConcession, perpetual_years: int) -> PartialDate:
    """Return the end as written or counted; an old perpetual right ends 99 years after its first title (R3)."""
    if right.expires_on.is_known:
        return right.expires_on
    years = perpetual_years if right.perpetual else right.term_years
    return add_years(right.granted_on, years)


def term_of(granted: PartialDate, expires: PartialDate) -> DateRange:
    """Return the half-open term: the printed end is its last day, a doubtful one the latest it can be.

    An end before the start leaves the start open: the row is reported and its right stands as disputed.
    """
    start, end = granted.earliest, expires.latest
    if start and end and end <= start:
        start = None
    return DateRange(start, end + ONE_DAY if end else None)


def overlaps(first: DateRange, second: DateRange) -> bool:
    """Whether two half-open ranges share a day."""
    return (first.lower or date.min) < (second.upper or date.max) and (second.lower or date.min) < (
        first.upper or date.max
    )


def _beside(term: DateRange, others: Iterable[DateRange]) -> DateRange:
    """A right granted on the very day on which the one before it ends begins the day after, and the other way round."""
    lower, upper = term.lower, term.upper
    for other in others:
        if lower and other.upper == lower + ONE_DAY:
            lower = other.upper
        if upper and other.lower and upper == other.lower + ONE_DAY:
            upper = other.lower
    return DateRange(lower, upper)


@dataclass
class Rights:
    """The rights of a cemetery's units, as they are and as the import adds to them."""

    people: People
    perpetual_years: int
    known: dict[_Key, Concession] = field(default_factory=dict)
    accepted: dict[int, list[DateRange]] = field(default_factory=lambda: defaultdict(list))
    new: list[Concession] = field(default_factory=list)
    holdings: list[Holding] = field(default_factory=list)

    def load(self, cemetery_id: int) -> None:
        """Load what the register holds already."""
        rows = Concession.objects.filter(unit__cemetery=cemetery_id).prefetch_related("holdings")
        for right in rows:
            first = next(iter(right.holdings.all()), None)
            self.known[self._key(right.unit_id, right, first.text if first else "")] = right
            if right.standing == Standing.ACCEPTED:
                self.accepted[right.unit_id].append(right.term)

    def add(self, unit_id: int, clean: CleanConcession) -> Concession:
        """Return the right that the row tells, new when the register does not hold it."""
        right = self._built(unit_id, clean)
        key = self._key(unit_id, right, clean.holders[0].text if clean.holders else "")
        if key in self.known:
            return self.known[key]
        self._settle(right)
        self.known[key] = right
        self.new.append(right)
        self.holdings += [self._holding(right, holder, at) for at, holder in enumerate(clean.holders)]
        return right

    def write(self) -> None:
        """Insert the new rights and their holders."""
        insert_many(Concession, self.new)
        for holding in self.holdings:
            # Assigned anew, so that their keys are taken over and they are not sought in the database one by one.
            holding.concession, holding.person = holding.concession, holding.person
        insert_many(Holding, self.holdings)

    def _key(self, unit_id: int, right: Concession, holder: str) -> _Key:
        return unit_id, right.title_number, right.granted_on, fold(holder)

    def _built(self, unit_id: int, clean: CleanConcession) -> Concession:
        expires = end_of(clean, self.perpetual_years)
        return Concession(
            unit_id=unit_id,
            title_number=clean.title_number[:40],
            granted_on=clean.granted_on.edtf,
            term_years=clean.term_years,
            perpetual=clean.perpetual,
            expires_on=expires.edtf,
            term=term_of(clean.granted_on, expires),
        )

    def _settle(self, right: Concession) -> None:
        """Two rights on one day cannot both hold: the later one found waits for a clerk (X1)."""
        right.term = _beside(right.term, self.accepted[right.unit_id])
        backwards = right.granted_on and right.term.lower is None
        if backwards or any(overlaps(right.term, term) for term in self.accepted[right.unit_id]):
            right.standing = Standing.DISPUTED
        else:
            self.accepted[right.unit_id].append(right.term)

    def _holding(self, right: Concession, clean: CleanHolder, position: int) -> Holding:
        person = self.people.holder(right.unit_id, clean)
        owner = HoldingRole.HOLDER if position == 0 else HoldingRole.CO_HOLDER
        return Holding(
            concession=right,
            person=person,
            role=HoldingRole.BENEFICIARY if clean.role == "beneficiary" else owner,
            text=clean.text[:200],
            is_estate=clean.is_estate,
            is_widow=clean.role == "widow_of",
            position=position,
        )
