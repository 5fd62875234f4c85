"""Making concessions out of imported rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from cementiris.registry.dates import PartialDate
from cementiris.registry.models import Cemetery, Concession, Holding, HoldingRole, Standing
from cementiris.registry.names import fold
from cementiris.registry.rules.calendar import ONE_DAY
from imports.cleaning.spans import add_years
from imports.rows import CleanConcession, CleanHolder
from imports.services.facts import HoldingFact, RightFact, Term, UnitFact
from imports.services.former import RIGHT, Former
from imports.services.likeness import is_same_right
from imports.services.people import People
from imports.services.sums import right_told

_Key = tuple[int, str, str, str]


def end_of(right: CleanConcession, perpetual_years: int) -> PartialDate:
    """Return the end as written or counted; an old perpetual right ends 99 years after its first title (R3)."""
    if right.expires_on.is_known:
        return right.expires_on
    years = perpetual_years if right.perpetual else right.term_years
    return add_years(right.granted_on, years)


def term_of(granted: PartialDate, expires: PartialDate) -> Term:
    """Return the half-open term: the printed end is its last day, a doubtful one the latest it can be.

    An end before the start leaves the start open: the row is reported and its right stands as disputed.
    """
    start, end = granted.earliest, expires.latest
    if start and end and end <= start:
        start = None
    return start, end + ONE_DAY if end and end < date.max else None


def overlaps(first: Term, second: Term) -> bool:
    """Whether two half-open terms share a day."""
    return (first[0] or date.min) < (second[1] or date.max) and (second[0] or date.min) < (first[1] or date.max)


def beside(term: Term, others: Iterable[Term]) -> Term:
    """A right granted on the very day on which the one before it ends begins the day after, and the other way round."""
    lower, upper = term
    for other in others:
        if lower and other[1] == lower + ONE_DAY:
            lower = other[1]
        if upper and other[0] and upper == other[0] + ONE_DAY:
            upper = other[0]
    return lower, upper


def settled(term: Term, granted: PartialDate, others: Iterable[Term]) -> tuple[Term, Standing]:
    """Return the term beside the others of the unit, and whether it holds: two rights on one day cannot both (X1)."""
    others = list(others)
    term = beside(term, others)
    is_backwards = granted.is_known and term[0] is None
    is_disputed = is_backwards or any(overlaps(term, other) for other in others)
    return term, Standing.DISPUTED if is_disputed else Standing.ACCEPTED


@dataclass
class Rights:
    """The rights of a cemetery's units, as they are and as the import adds to them; nothing is written here.

    `retold` are the rights of the register of which a row says something that no import has said before.
    """

    people: People
    former: Former
    perpetual_years: int
    known: dict[_Key, RightFact] = field(default_factory=dict)
    accepted: dict[int, list[Term]] = field(default_factory=lambda: defaultdict(list))
    by_pk: dict[int, RightFact] = field(default_factory=dict)
    alike: dict[int, list[RightFact]] = field(default_factory=lambda: defaultdict(list))
    new: list[RightFact] = field(default_factory=list)
    retold: list[tuple[RightFact, CleanConcession, int]] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def load(self, cemetery: Cemetery | None, units: dict[int, UnitFact]) -> None:
        """Load what the register holds already: one query for the rights, one for whom each names first."""
        if cemetery is None:
            return
        holders = _first_holders(cemetery)
        rows = Concession.objects.filter(unit__cemetery=cemetery).order_by("pk")
        names = ("pk", "unit_id", "title_number", "granted_on", "term", "standing")
        for pk, unit, title, granted, term, standing in rows.values_list(*names).iterator(20_000):
            day = PartialDate.parse_edtf(granted)
            right = RightFact(units[unit], title, day, holders.get(pk, ""), (term.lower, term.upper), pk=pk)
            self.by_pk[pk] = right
            self.known[_key(right)] = right
            if standing == Standing.ACCEPTED:
                self.accepted[id(right.unit)].append(right.term)
            if (RIGHT, pk) in self.former.alike:
                self.alike[id(right.unit)].append(right)

    def recall(self, unit: UnitFact, clean: CleanConcession) -> RightFact | None:
        """Return the right that a row tells and that the register or this import holds already."""
        found = self._told_before(unit, clean) or self.known.get(_key(self._built(unit, clean)))
        if found is not None:
            self.taken.add(id(found))
        return found

    def correct(self, unit: UnitFact, clean: CleanConcession) -> RightFact | None:
        """Return the right of the unit that the row corrects: told by an earlier copy of the file, not by this one."""
        holder = clean.holders[0].text if clean.holders else ""
        for right in self.alike[id(unit)]:
            if id(right) not in self.taken and is_same_right(
                titles=(right.title_number, clean.title_number),
                granted=(right.granted_on, clean.granted_on),
                holders=(right.holder, holder),
            ):
                self.taken.add(id(right))
                return right
        return None

    def make(self, unit: UnitFact, clean: CleanConcession, row: int) -> RightFact:
        """Make the right that a row tells: disputed where another holds on one of its days."""
        right = self._built(unit, clean)
        right.maker = row
        right.term, right.standing = settled(right.term, right.granted_on, self.accepted[id(unit)])
        if right.standing == Standing.ACCEPTED:
            self.accepted[id(unit)].append(right.term)
        right.holdings = tuple(self._holding(unit, holder, at) for at, holder in enumerate(clean.holders))
        self.known[_key(right)] = right
        self.new.append(right)
        return right

    def note(self, right: RightFact, clean: CleanConcession, row: int) -> None:
        """Keep what a row says of a right of the register, when no import has said it before."""
        if right.pk and not self.former.knows((RIGHT, right.pk), right_told(clean)):
            self.retold.append((right, clean, row))

    def _told_before(self, unit: UnitFact, clean: CleanConcession) -> RightFact | None:
        """Under a sum that an earlier import told: also what a clerk has corrected or annulled since."""
        if self.former.is_empty or not unit.pk:
            return None
        found = self.former.facts.get((RIGHT, unit.pk, right_told(clean)), [])
        return next((self.by_pk[pk] for pk in found if pk in self.by_pk), None)

    def _built(self, unit: UnitFact, clean: CleanConcession) -> RightFact:
        expires = end_of(clean, self.perpetual_years)
        return RightFact(
            unit,
            clean.title_number[:40],
            clean.granted_on,
            clean.holders[0].text[:200] if clean.holders else "",
            term=term_of(clean.granted_on, expires),
            expires_on=expires,
            term_years=clean.term_years,
            perpetual=clean.perpetual,
            price=clean.price,
        )

    def _holding(self, unit: UnitFact, clean: CleanHolder, position: int) -> HoldingFact:
        return HoldingFact(
            self.people.holder(unit, clean),
            role=role_of(clean, position),
            text=clean.text[:200],
            is_estate=clean.is_estate,
            is_widow=clean.role == "widow_of",
            position=position,
        )


def role_of(clean: CleanHolder, position: int) -> HoldingRole:
    """What the person of a row is to its right: who is named first holds, the others hold with them."""
    if clean.role == "beneficiary":
        return HoldingRole.BENEFICIARY
    return HoldingRole.HOLDER if position == 0 else HoldingRole.CO_HOLDER


def _key(right: RightFact) -> _Key:
    return id(right.unit), right.title_number, right.granted_on.edtf, fold(right.holder)


def _first_holders(cemetery: Cemetery) -> dict[int, str]:
    rows = Holding.objects.filter(concession__unit__cemetery=cemetery).order_by("-position", "-pk")
    return dict(rows.values_list("concession_id", "text"))
