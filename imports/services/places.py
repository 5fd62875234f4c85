"""Finding or making the places that imported rows speak of."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from cementiris.registry.models import BurialUnit, Cemetery, Section, UnitKind
from cementiris.registry.numbers import natural_order, number_key
from cementiris.tenancy.bulk import insert_many
from imports.rows import CleanUnit

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
_NumberKey = tuple[int | None, str]


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
    """The sections and units of one cemetery, as they are and as the import adds to them."""

    cemetery: Cemetery
    sections: dict[tuple[int | None, str], Section] = field(default_factory=dict)
    units: dict[_NumberKey, list[BurialUnit]] = field(default_factory=lambda: defaultdict(list))
    described: dict[str, Section] = field(default_factory=dict)
    new_units: list[BurialUnit] = field(default_factory=list)

    @classmethod
    def of(cls, cemetery: Cemetery) -> "Places":
        """Load what the cemetery has: two queries."""
        places = cls(cemetery)
        for section in Section.objects.filter(cemetery=cemetery):
            places.sections[section.parent_id, section_key(section.name)] = section
            if section.parent_id is None:
                places.described[words_key(section.name)] = section
        for unit in BurialUnit.objects.filter(cemetery=cemetery, retired_on=None).defer("footprint"):
            places.units[unit.section_id, unit.number_key].append(unit)
        return places

    def unit_for(self, clean: CleanUnit) -> BurialUnit:
        """Return the unit that the row means, new when the cemetery has none such."""
        section = self._section_for(clean)
        number = words_key(clean.number) if clean.as_written else number_key(clean.number)
        key = (section.pk if section else None, number)
        found = next((unit for unit in self.units[key] if not clean.kind or unit.kind == clean.kind), None)
        if found is None:
            return self._new_unit(clean, section, key)
        self._complete(found, clean)
        return found

    def write(self) -> None:
        """Insert the new units; they have their keys from here on."""
        insert_many(BurialUnit, self.new_units)

    def _section_for(self, clean: CleanUnit) -> Section | None:
        if clean.as_written:
            return self.described[words_key(clean.block[:_LONGEST_NAME])] if clean.block else None
        section: Section | None = None
        for name in (*clean.section_path, clean.block):
            if name.strip():
                section = self._section_named(name, section, kind=clean.kind)
        return section

    def open_described(self, units: Iterable[CleanUnit]) -> None:
        """Make the sections whose names are descriptions in the source, all at once: there may be thousands."""
        new: dict[str, Section] = {}
        for name in dict.fromkeys(unit.block[:_LONGEST_NAME] for unit in units if unit.as_written and unit.block):
            if (key := words_key(name)) not in self.described and key not in new:
                new[key] = Section(cemetery=self.cemetery, level_name="", name=name, name_order=natural_order(name))
        insert_many(Section, list(new.values()))
        self.described |= new

    def _section_named(self, name: str, parent: Section | None, *, kind: str) -> Section:
        key = (parent.pk if parent else None, section_key(name))
        if key not in self.sections:
            level, bare = section_title(name)
            level = level or ("Bloc" if kind == UnitKind.NICHE else "")  # a wall of niches is a block, however named
            self.sections[key] = Section.objects.create(
                cemetery=self.cemetery, parent=parent, level_name=level, name=bare[:_LONGEST_NAME]
            )
        return self.sections[key]

    def _new_unit(self, clean: CleanUnit, section: Section | None, key: _NumberKey) -> BurialUnit:
        unit = BurialUnit(
            cemetery=self.cemetery,
            section=section,
            kind=clean.kind or UnitKind.NICHE,
            floor=clean.floor,
            column=clean.column,
            stated_state=clean.state,
        )
        unit.number, unit.number_key, unit.number_order = clean.number[:40], key[1], natural_order(clean.number)
        unit.notes = clean.number if len(clean.number) > _LONGEST_NUMBER else ""
        self.units[key].append(unit)
        self.new_units.append(unit)
        return unit

    def _complete(self, unit: BurialUnit, clean: CleanUnit) -> None:
        """A later row may say what an earlier one left out; it never changes what is known."""
        for name, value in (("floor", clean.floor), ("column", clean.column), ("stated_state", clean.state)):
            if value and not getattr(unit, name):
                setattr(unit, name, value)
                if unit.pk:
                    unit.save(update_fields=[name])
