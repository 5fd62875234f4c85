"""Which place of the register a surveyed feature is: by number, by section and number, by kind and number. Pure.

A place answers to several names, all in the form of `number_key`: niche 12 of Bloc Sant Josep is "12", "sant josep 12",
"bloc sant josep 12" and "ninxol 12". A name that two places share finds neither, unless a fuller name tells them apart.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from cementiris.registry.numbers import number_key
from gis.surveys.reading import Feature
from gis.surveys.sources import SECTION_FIELDS

#: How people write the kinds of units on a plan, as keys; Catalan and Castilian, singular.
KIND_WORDS: Mapping[str, tuple[str, ...]] = {
    "niche": ("ninxol", "nicho", "nixol"),
    "double_niche": ("ninxol doble", "nicho doble", "ninxol"),
    "reduced_niche": ("ninxol reduit", "ninxol"),
    "columbarium": ("columbari", "columbario"),
    "urn_space": ("urna", "columbari"),
    "tomb": ("tomba", "tumba", "sepultura"),
    "grave_in_earth": ("fossa", "fosa", "sepultura", "tomba"),
    "pantheon": ("panteo", "panteon"),
    "hypogeum": ("hipogeu", "hipogeo"),
    "chapel": ("capella", "capilla"),
    "plot": ("parcel la", "parcela"),
    "ossuary": ("ossera", "ossari", "osario"),
    "common_grave": ("fossa comuna", "fosa comun"),
}
LEVEL_WORDS = (*SECTION_FIELDS, "carrer", "pati", "departament", "galeria", "grup", "ala")


@dataclass(frozen=True)
class KnownSection:
    """A section of the register: its own name as it is written, the word for its level, and what it is part of."""

    pk: int
    name: str
    level_name: str = ""
    parent_name: str = ""

    def names(self) -> set[str]:
        """The keys this section answers to: with and without the word for its level."""
        key = number_key(self.name)
        names = {key, number_key(f"{self.level_name} {self.name}")}
        first, _, rest = key.partition(" ")
        if rest and first in {*LEVEL_WORDS, number_key(self.level_name)}:
            names.add(rest)
        return names - {""}


@dataclass(frozen=True)
class KnownUnit:
    """A unit of the register: its number's key, its kind and its section, if it has one."""

    pk: int
    number_key: str
    kind: str
    section: KnownSection | None = None

    def names(self) -> set[str]:
        """The keys this unit answers to anywhere in the cemetery."""
        own = {self.number_key, *(f"{word} {self.number_key}".strip() for word in KIND_WORDS.get(self.kind, ()))}
        inside = self.section.names() if self.section else set()
        return (own | {f"{section} {name}".strip() for section in inside for name in own}) - {""}


@dataclass
class Register:
    """The names of everything in one cemetery, ready to be asked for."""

    cemetery_name: str
    units: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    sections: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, cemetery_name: str, units: Iterable[KnownUnit], sections: Iterable[KnownSection]) -> "Register":
        """The index of a cemetery's units and sections."""
        register = cls(cemetery_name)
        for unit in units:
            for name in unit.names():
                register.units[name].add(unit.pk)
        for section in sections:
            parent = number_key(section.parent_name)
            for name in section.names():
                register.sections[name].add(section.pk)
                register.sections[f"{parent} {name}".strip()].add(section.pk)
        return register

    def find_unit(self, feature: Feature) -> int | None:
        """The one unit a feature means; with a section that the register knows, only a unit of that section."""
        section, code = number_key(feature.section), number_key(feature.code)
        if section:
            found = self._one(self.units, f"{section} {code}")
            if found or section in self.sections:
                return found
        return self._one(self.units, code)

    def find_section(self, feature: Feature) -> int | None:
        """The one section with the feature's name; a feature that lies in a section is at most a part of it."""
        return self._one(self.sections, f"{number_key(feature.section)} {number_key(feature.code)}".strip())

    def is_cemetery(self, feature: Feature) -> bool:
        """Whether the feature bears the name of the whole cemetery."""
        return number_key(feature.code) == number_key(self.cemetery_name)

    @staticmethod
    def _one(index: Mapping[str, set[int]], name: str) -> int | None:
        found = index.get(name, set())
        return next(iter(found)) if len(found) == 1 else None


ENTRANCE_NAMES = frozenset({"entrada", "entrance", "acces", "porta", "puerta"})


@dataclass
class Matches:
    """Every feature with the place it is; what is in `unmatched` found none, or one already taken."""

    units: dict[int, Feature] = field(default_factory=dict)
    sections: dict[int, Feature] = field(default_factory=dict)
    outline: Feature | None = None
    entrance: Feature | None = None
    unmatched: list[Feature] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many features found their place."""
        return len(self.units) + len(self.sections) + (self.outline is not None) + (self.entrance is not None)


def match(features: Iterable[Feature], register: Register) -> Matches:
    """Join features and places: to units, else (areas) to sections, else to the cemetery itself.

    A file whose codes name more sections than units is read as a file of sections: block "1" is not grave 1.
    """
    rows = list(features)
    matches = Matches()
    sections_first = _count(rows, register.find_section) > _count(rows, register.find_unit)
    for feature in rows:
        if not _place(feature, register, matches, sections_first=sections_first):
            matches.unmatched.append(feature)
    return matches


def _count(rows: list[Feature], find: Callable[[Feature], int | None]) -> int:
    return len({found for feature in rows if (found := find(feature)) is not None})


def _place(feature: Feature, register: Register, matches: Matches, *, sections_first: bool) -> bool:
    unit, section = register.find_unit(feature), register.find_section(feature)
    is_area = feature.shape.geom_type != "Point"
    choices = [(matches.units, unit), (matches.sections, section if is_area else None)]
    for taken, pk in reversed(choices) if sections_first else choices:
        if pk is not None:
            return taken.setdefault(pk, feature) is feature
    return _place_cemetery(feature, register, matches, is_area=is_area)


def _place_cemetery(feature: Feature, register: Register, matches: Matches, *, is_area: bool) -> bool:
    if is_area and matches.outline is None and register.is_cemetery(feature):
        matches.outline = feature
        return True
    if not is_area and matches.entrance is None and number_key(feature.code) in ENTRANCE_NAMES:
        matches.entrance = feature
        return True
    return False
