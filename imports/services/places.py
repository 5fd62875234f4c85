"""Finding or making the places that imported rows speak of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from cementiris.registry.models import BurialUnit, Cemetery, FormerNumber, Section, UnitKind
from cementiris.registry.numbers import natural_order, number_key
from imports.rows import CleanUnit
from imports.services.facts import SectionFact, UnitFact
from imports.services.former import UNIT, Former
from imports.services.sums import unit_told

LEVELS = (
    "bloc",
    "bloque",
    "block",
    "sector",
    "seccio",
    "seccion",
    "section",
    "zona",
    "carrer",
    "calle",
    "pati",
    "illa",
)
_LEVEL = re.compile(rf"^({'|'.join(LEVELS)})\.?\s+(?=\S)", re.IGNORECASE)
_SHORT = 4
_LONGEST_NUMBER = 40
_LONGEST_NAME = 80
_PARTICLES = frozenset({"de", "del", "dels", "la", "las", "les", "los", "els", "el", "i", "y"})
_NumberKey = tuple[int, str]
"""The section (as the object that it is here, 0 for none) and the number's key."""


def words_key(text: str) -> str:
    """Return the key of a place described in words: the words themselves, capitals apart, shortened by their sum."""
    lowered = text.lower()
    if len(lowered) <= _LONGEST_NUMBER:
        return lowered
    return lowered[:27] + "#" + sha256(lowered.encode()).hexdigest()[:12]


def section_key(name: str) -> str:
    """Return the key under which a section is matched: "BLOC A", "Bloc a" and "A" are one."""
    return _LEVEL.sub("", number_key(name))


def section_title(name: str) -> tuple[str, str]:
    """Split a section's name as written into level and name for the screen: "BLOC A" is the Bloc named A."""
    match = _LEVEL.match(number_key(name))
    bare = name.strip()[len(match.group(0)) :].strip() if match else name.strip()
    bare = bare if len(bare) < _SHORT or not bare.isupper() else _in_small_letters(bare)
    level = match.group(1).capitalize() if match else ("Bloc" if len(bare) < _SHORT else "")
    return level, bare or name.strip()


def _in_small_letters(name: str) -> str:
    """A name written in capitals, as it would be painted: "PASSEIG DE LA FONT" is Passeig de la Font."""
    first, *others = (word.title() for word in name.split())
    return " ".join([first, *(word.lower() if word.lower() in _PARTICLES else word for word in others)])


@dataclass
class Places:
    """The sections and units of one cemetery, as they are and as the import adds to them; nothing is written here.

    `past` are units under numbers that they bear no more: retired, or renumbered. `retold` are the units of the
    register of which a row says something that no import has said before.
    """

    former: Former
    sections: dict[tuple[int, str], SectionFact] = field(default_factory=dict)
    described: dict[str, SectionFact] = field(default_factory=dict)
    units: dict[_NumberKey, list[UnitFact]] = field(default_factory=lambda: defaultdict(list))
    by_pk: dict[int, UnitFact] = field(default_factory=dict)
    past: dict[_NumberKey, list[UnitFact]] = field(default_factory=lambda: defaultdict(list))
    named: set[int] = field(default_factory=set)
    new_sections: list[SectionFact] = field(default_factory=list)
    new_units: list[UnitFact] = field(default_factory=list)
    retold: list[tuple[UnitFact, CleanUnit, int]] = field(default_factory=list)
    _homes: dict[tuple[object, ...], SectionFact | None] = field(default_factory=dict)

    @classmethod
    def of(cls, cemetery: Cemetery | None, former: Former) -> Places:
        """Load what the cemetery has and had: three queries."""
        places = cls(former)
        if cemetery is not None:
            sections = places._load_sections(cemetery)
            places._load_units(cemetery, sections)
            places._load_former_numbers(cemetery, sections)
        return places

    def recall(self, told: Iterable[CleanUnit]) -> None:
        """Note which units of the register the file names: what is named is not taken for another one's correction."""
        for clean in told if self.by_pk else ():
            found = self._named(self.units.get(self._key(clean), []), clean)
            if found is not None:
                self.named.add(found.pk)

    def unit_for(self, clean: CleanUnit, row: int) -> UnitFact:
        """Return the unit that a row means, new when the cemetery has none such."""
        key = self._key(clean)
        candidates = self.units[key]
        found = self._named(candidates, clean) or self._corrected(candidates) or self._under_old_number(key, clean)
        if found is None:
            return self._new_unit(clean, key, row)
        if not found.pk:
            _complete(found, clean)
        elif not self.former.knows((UNIT, found.pk), unit_told(clean)):
            self.retold.append((found, clean, row))
        return found

    def _load_sections(self, cemetery: Cemetery) -> dict[int, SectionFact]:
        rows = Section.objects.filter(cemetery=cemetery).order_by("pk").values_list("pk", "parent_id", "name")
        found = {pk: SectionFact(name, pk=pk) for pk, _, name in rows}
        for pk, parent, name in rows:
            section = found[pk]
            section.parent = found[parent] if parent else None
            self.sections[_id(section.parent), section_key(name)] = section
            if parent is None:
                self.described[words_key(name)] = section
        return found

    def _load_units(self, cemetery: Cemetery, sections: dict[int, SectionFact]) -> None:
        rows = BurialUnit.objects.filter(cemetery=cemetery).order_by("pk")
        names = ("pk", "section_id", "kind", "number_key", "retired_on")
        for pk, section, kind, key, retired in rows.values_list(*names).iterator(20_000):
            unit = UnitFact(sections[section] if section else None, kind, key, pk=pk)
            (self.past if retired else self.units)[_id(unit.section), key].append(unit)
            self.by_pk[pk] = unit

    def _load_former_numbers(self, cemetery: Cemetery, sections: dict[int, SectionFact]) -> None:
        rows = FormerNumber.objects.filter(unit__cemetery=cemetery).order_by("-until", "-pk")
        for section, key, unit in rows.values_list("section_id", "number_key", "unit_id"):
            self.past[_id(sections[section] if section else None), key].append(self.by_pk[unit])

    def _key(self, clean: CleanUnit) -> _NumberKey:
        number = words_key(clean.number) if clean.as_written else number_key(clean.number)
        return _id(self._home(clean)), number

    def _named(self, candidates: list[UnitFact], clean: CleanUnit) -> UnitFact | None:
        return next((unit for unit in candidates if not clean.kind or unit.kind == clean.kind), None)

    def _corrected(self, candidates: list[UnitFact]) -> UnitFact | None:
        """The one unit of another kind that an earlier copy of the file gave this number and this one does not name."""
        free = [unit for unit in candidates if unit.pk not in self.named and (UNIT, unit.pk) in self.former.alike]
        if len(free) != 1:
            return None
        self.named.add(free[0].pk)
        return free[0]

    def _under_old_number(self, key: _NumberKey, clean: CleanUnit) -> UnitFact | None:
        """The unit that an import knew under this number: a clerk has renumbered or retired it since."""
        known = (unit for unit in self.past.get(key, ()) if (UNIT, unit.pk) in self.former.told)
        return next((unit for unit in known if not clean.kind or unit.kind == clean.kind), None)

    def _home(self, clean: CleanUnit) -> SectionFact | None:
        """The section of a unit; the same few names come again with every row."""
        key = (clean.as_written, clean.section_path, clean.block, clean.kind == UnitKind.NICHE)
        if key not in self._homes:
            self._homes[key] = self._described(clean.block) if clean.as_written else self._section_for(clean)
        return self._homes[key]

    def _described(self, name: str) -> SectionFact | None:
        """The section whose name is a description in the source."""
        short = name[:_LONGEST_NAME]
        key = words_key(short)
        if short and key not in self.described:
            self.described[key] = self._new_section(SectionFact(short))
        return self.described[key] if short else None

    def _section_for(self, clean: CleanUnit) -> SectionFact | None:
        section: SectionFact | None = None
        for name in (*clean.section_path, clean.block):
            if name.strip():
                section = self._section_named(name, section, kind=clean.kind)
        return section

    def _section_named(self, name: str, parent: SectionFact | None, *, kind: str) -> SectionFact:
        key = (_id(parent), section_key(name))
        if key not in self.sections:
            level, bare = section_title(name)
            level = level or ("Bloc" if kind == UnitKind.NICHE else "")  # a wall of niches is a block, however named
            self.sections[key] = self._new_section(SectionFact(bare[:_LONGEST_NAME], parent, level))
        return self.sections[key]

    def _new_section(self, section: SectionFact) -> SectionFact:
        self.new_sections.append(section)
        return section

    def _new_unit(self, clean: CleanUnit, key: _NumberKey, row: int) -> UnitFact:
        unit = UnitFact(
            section=self._home(clean),
            kind=clean.kind or UnitKind.NICHE,
            number_key=key[1],
            number=clean.number[:_LONGEST_NUMBER],
            number_order=natural_order(clean.number),
            floor=clean.floor,
            column=clean.column,
            stated_state=clean.state,
            notes=clean.number if len(clean.number) > _LONGEST_NUMBER else "",
            maker=row,
        )
        self.units[key].append(unit)
        self.new_units.append(unit)
        return unit


def _id(section: SectionFact | None) -> int:
    return id(section) if section is not None else 0


def _complete(unit: UnitFact, clean: CleanUnit) -> None:
    """A later row may say what an earlier one left out; it never changes what is known."""
    unit.floor = unit.floor or clean.floor
    unit.column = unit.column or clean.column
    unit.stated_state = unit.stated_state or clean.state
