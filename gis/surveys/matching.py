"""Which place of the register a surveyed feature is: by number, by section and number, by kind and number. Pure.

A place answers to several names, all in the form of `number_key`: niche 12 of Bloc Sant Josep is "12", "sant josep 12",
"bloc sant josep 12" and "ninxol 12". A name that two places share finds neither, unless a fuller name tells them apart.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from cementiris.registry.numbers import number_key
from gis.surveys.reading import Feature
from gis.surveys.refusals import Issue
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

    def names_above(self) -> set[str]:
        """The keys of what this section is part of, alone and before its own: row 2 of section 1 is "1" and "1 2"."""
        parent = number_key(self.parent_name)
        return {parent, *(f"{parent} {name}" for name in self.names())} if parent else set()


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
        inside = self.section.names() | self.section.names_above() if self.section else set()
        return (own | {f"{section} {name}".strip() for section in inside for name in own}) - {""}


@dataclass
class Register:
    """The names of everything in one cemetery, ready to be asked for."""

    cemetery_name: str
    units: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    sections: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    tops: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, cemetery_name: str, units: Iterable[KnownUnit], sections: Iterable[KnownSection]) -> "Register":
        """The index of a cemetery's units and sections."""
        register = cls(cemetery_name)
        for unit in units:
            for name in unit.names():
                register.units[name].add(unit.pk)
        for section in sections:
            register.tops |= set() if section.parent_name else {section.pk}
            for name in section.names() | {name for name in section.names_above() if " " in name}:
                register.sections[name].add(section.pk)
        return register

    def find_unit(self, feature: Feature) -> int | None:
        """The one unit a feature means; with a section that the register knows, only a unit of that section."""
        return _only(self.units_like(feature))

    def units_like(self, feature: Feature) -> set[int]:
        """The units that a feature may mean: one, or several that its words do not tell apart."""
        section, row, code = (number_key(text) for text in (feature.section, feature.row, feature.code))
        within = [f"{section} {row} {code}", f"{section} {code}"] if section and row else [f"{section} {code}"]
        for name in within if section else []:
            found = self.units.get(name, set())
            if len(found) == 1:
                return found
        if section and (found or section in self.sections):
            return found
        return self.units.get(code, set())

    def find_section(self, feature: Feature) -> int | None:
        """The one section with the feature's name; a feature that lies in a section is at most a part of it."""
        return _only(self.sections_like(feature))

    def sections_like(self, feature: Feature) -> set[int]:
        """The sections that a feature may mean; one that is part of no other goes before parts of the same name."""
        found = self.sections.get(f"{number_key(feature.section)} {number_key(feature.code)}".strip(), set())
        on_top = found & self.tops
        return on_top if len(found) > 1 and len(on_top) == 1 else found

    def is_cemetery(self, feature: Feature) -> bool:
        """Whether the feature bears the name of the whole cemetery."""
        return number_key(feature.code) == number_key(self.cemetery_name)


def _only(found: set[int]) -> int | None:
    return next(iter(found)) if len(found) == 1 else None


#: Of the places that share a name, so many are told.
MOST_TOLD = 5
ENTRANCE_NAMES = frozenset({"entrada", "entrance", "acces", "porta", "puerta"})


def names_whole(feature: Feature, register: Register) -> bool:
    """Whether a feature bears the name of the cemetery, or of its gate."""
    return register.is_cemetery(feature) or number_key(feature.code) in ENTRANCE_NAMES


@dataclass
class Matches:
    """Every feature with the place it is; what is in `unmatched` found none, or one already taken.

    `doubts`: for those of the unmatched that may mean a place, by their number, why they are not joined to it.
    """

    units: dict[int, Feature] = field(default_factory=dict)
    sections: dict[int, Feature] = field(default_factory=dict)
    outline: Feature | None = None
    entrance: Feature | None = None
    unmatched: list[Feature] = field(default_factory=list)
    doubts: dict[int, Issue] = field(default_factory=dict)

    def doubt(self, feature: Feature, code: str, **facts: object) -> None:
        """Leave a feature without its place, and say why."""
        self.unmatched.append(feature)
        self.doubts[feature.number] = Issue(code, feature.number, feature.code, is_refusal=True, facts=facts)

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
            _leave(feature, register, matches)
    return matches


def _leave(feature: Feature, register: Register, matches: Matches) -> None:
    """Leave a feature without a place; when two places share its name, or another feature took it, in doubt."""
    alike = register.units_like(feature)
    if len(alike) > 1:
        matches.doubt(feature, "two_places", places=len(alike), pks=sorted(alike)[:MOST_TOLD])
    elif taken := matches.units.get(_only(alike) or 0):
        matches.doubt(feature, "taken", first=taken.number)
    else:
        matches.unmatched.append(feature)


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
