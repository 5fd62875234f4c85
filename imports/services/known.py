"""What the register holds of a cemetery, as an import is held against it: plain rows, a few queries however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from cementiris.registry.models import BurialUnit, Cemetery, HoldingRole, Movement, MovementKind, Section, Standing
from cementiris.registry.names import search_key
from cementiris.registry.numbers import number_key
from cementiris.registry.queries import live_rights
from imports.checks.likeness import name_of, persons_of
from imports.models import SourceLink
from imports.rows import CleanHolder, CleanRow, CleanUnit
from imports.services.places import section_key, words_key

MOSTLY = 0.5
"""A block is on the plan when at least this share of its units is drawn or was made by hand."""
FULL_NAME = 3
"""Given name and two surnames: with fewer words two namesakes are too likely."""
_NumberKey = tuple[int | None, str]


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit of the register; `is_placed`: it is drawn on the plan, or a clerk made it by hand."""

    pk: int
    section: int | None
    number: str
    kind: str
    retired_on: date | None
    is_placed: bool


@dataclass(frozen=True, slots=True)
class KnownOwner:
    """Who holds a right: `names` are the search keys under which the register knows them."""

    text: str
    names: tuple[str, ...]
    national_id: str


@dataclass(slots=True)
class KnownRight:
    """A right in force."""

    unit: int
    title_number: str
    granted_from: date | None
    owners: list[KnownOwner] = field(default_factory=list)


@dataclass(slots=True)
class Known:
    """A cemetery as the register has it on a day."""

    cemetery: Cemetery
    sections: dict[tuple[int | None, str], int] = field(default_factory=dict)
    described: dict[str, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    units: dict[int, KnownUnit] = field(default_factory=dict)
    by_number: dict[_NumberKey, list[KnownUnit]] = field(default_factory=lambda: defaultdict(list))
    rights: dict[int, KnownRight] = field(default_factory=dict)
    units_by_owner: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """The units of each owner in force, by document and by search key of the name."""
    planned: frozenset[int | None] = frozenset()

    @classmethod
    def of(cls, cemetery: Cemetery, on: date) -> Known:
        """Load the cemetery: five queries."""
        known = cls(cemetery)
        known._load_sections()
        known._load_units()
        known._load_rights(on)
        known.planned = frozenset(known._planned())
        return known

    def candidates(self, clean: CleanUnit) -> list[KnownUnit]:
        """Return every unit, of whatever kind and retired ones too, that bears the number where the row says."""
        found = self.section_of(clean)
        number = words_key(clean.number) if clean.as_written else number_key(clean.number)
        return self.by_number.get((found[0], number), []) if found else []

    def section_of(self, clean: CleanUnit) -> tuple[int | None] | None:
        """Return the part of the cemetery that a row names, (None,) for the cemetery itself; None if there is none."""
        if clean.as_written:
            key = self.described.get(words_key(clean.block)) if clean.block else None
            return (key,) if key or not clean.block else None
        section: int | None = None
        for name in (*clean.section_path, clean.block):
            if name.strip():
                section = self.sections.get((section, section_key(name)))
                if section is None:
                    return None
        return (section,)

    def owned_by(self, holders: Sequence[CleanHolder]) -> list[KnownUnit]:
        """Return the units that the register gives to one of the holders, by document or full name."""
        found: dict[int, None] = {}
        for holder in holders:
            name = name_of(holder)
            found |= dict.fromkeys(self.units_by_owner.get(holder.national_id, ()) if holder.national_id else ())
            if len(name.split()) >= FULL_NAME:
                found |= dict.fromkeys(self.units_by_owner.get(name, ()))
        return [self.units[unit] for unit in found]

    def moves_of(self, row: CleanRow) -> Iterator[int]:
        """Yield how many numbers further on than the register has them in the same block a row puts its holders."""
        here = self.candidates(row.unit) if row.unit else []
        for unit in self.owned_by(persons_of(row.concession)) if here and row.concession else ():
            if unit.section == here[0].section and unit.number.isdecimal() and here[0].number.isdecimal():
                yield int(here[0].number) - int(unit.number)

    def name_of(self, unit: KnownUnit) -> str:
        """Return how a unit is called for short: *Bloc A 12*."""
        return f"{self.names.get(unit.section or 0, '')} {unit.number or unit.kind}".strip()

    def _load_sections(self) -> None:
        for section in Section.objects.filter(cemetery=self.cemetery).defer("footprint"):
            self.sections[section.parent_id, section_key(section.name)] = section.pk
            self.names[section.pk] = str(section)
            if section.parent_id is None:
                self.described[words_key(section.name)] = section.pk

    def _load_units(self) -> None:
        told = set(SourceLink.objects.filter(unit__cemetery=self.cemetery).values_list("unit_id", flat=True).distinct())
        drawn = Q(footprint__isnull=False) | Q(point__isnull=False)
        units = BurialUnit.objects.filter(cemetery=self.cemetery).annotate(is_drawn=Q(drawn))
        names = ("pk", "section_id", "number", "number_key", "kind", "retired_on", "is_drawn")
        for pk, section, number, key, kind, retired_on, is_drawn in units.values_list(*names).iterator(20_000):
            unit = KnownUnit(pk, section, number, kind, retired_on, bool(is_drawn) or pk not in told)
            self.units[pk] = unit
            self.by_number[section, key].append(unit)

    def _load_rights(self, on: date) -> None:
        rights = live_rights(on).filter(unit__cemetery=self.cemetery, standing=Standing.ACCEPTED)
        rights = rights.filter(Q(expires_until__isnull=True) | Q(expires_until__gte=on))
        by_key: dict[int, KnownRight] = {}
        for pk, unit, title, granted in rights.values_list("pk", "unit_id", "title_number", "granted_from"):
            by_key[pk] = self.rights[unit] = KnownRight(unit, title, granted)
        holdings = rights.filter(
            Q(holdings__until__isnull=True) | Q(holdings__until__gt=on), holdings__role__in=HoldingRole.owners()
        )
        names = ("text", "national_id", "given_name", "surname1", "surname2")
        columns = ("pk", "holdings__text", *(f"holdings__person__{name}" for name in names))
        for pk, written, text, national_id, *parts in holdings.values_list(*columns):
            owner = _owner(written, text, national_id, parts)
            by_key[pk].owners.append(owner)
            for key in {*owner.names, owner.national_id} - {""}:
                self.units_by_owner[key].append(by_key[pk].unit)

    def _planned(self) -> Iterator[int | None]:
        counts: dict[int | None, list[bool]] = defaultdict(list)
        for unit in self.units.values():
            if unit.retired_on is None:
                counts[unit.section].append(unit.is_placed)
        for section, placed in counts.items():
            if sum(placed) >= MOSTLY * len(placed):
                yield section


def _owner(written: str, text: str, national_id: str, parts: Sequence[str]) -> KnownOwner:
    names = {search_key(name) for name in (written, text, " ".join(part for part in parts if part)) if name}
    return KnownOwner(written or text, tuple(sorted(names)), national_id)


@dataclass(frozen=True, slots=True)
class KnownBurial:
    """Somebody whom the register has buried: where, and when they died and were buried as written."""

    text: str
    unit: int | None
    died_on: str
    buried_on: str


def known_dead(names: Iterable[str]) -> dict[str, list[KnownBurial]]:
    """Return, by search key, the burials of the whole town of people with one of these names. One query."""
    wanted = set(names)
    found: dict[str, list[KnownBurial]] = defaultdict(list)
    burials = Movement.objects.filter(kind=MovementKind.BURIAL, annulled=False)
    columns = ("deceased__folded", "deceased__text", "to_unit_id", "deceased__died_on", "on")
    for folded, *rest in burials.values_list(*columns).iterator(20_000):
        if folded in wanted:
            found[folded].append(KnownBurial(*rest))
    return found
