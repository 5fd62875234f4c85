"""The codes by which several tables of one import speak of the same units, rights and people.

A code is known by its header and by its values together: numbers from one to three hundred stand in every table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from cementiris.registry.names import fold
from imports.cleaning.cells import as_text
from imports.header import Column
from imports.tables import Table
from imports.vocabulary import DECEASED_NAMES, HOLDER_NAMES, KEYS, OF_BURIALS, OF_RIGHTS, PLACE

_PARTS = re.compile(r"\d+|[^\W\d_]+")
_CONCEPTS = {
    "unit_key": re.compile(r"ninx|nin\b|ninol|nich|sepul|sep\b|unit|unid|ubic|tomb|plot|grave|parcel|niche"),
    "right_key": re.compile(r"conc|titol|titulo|title|tit\b|dret|derech|contr|exped|right"),
    "person_key": re.compile(
        r"titular|tit\b|prop|pers|tercer|contact|client|holder|owner|contrib|dif|defun|fallec|fina"
    ),
}
_OF_THE_DEAD = re.compile(r"dif|defun|fallec|fina[td]|mort|deceas|enterr|inhum")
_BARE = frozenset(
    {"id", "pk", "clau", "clave", "key", "num", "numero", "n", "no", "nro", "number", "ordre", "orden", "registre"}
)
_IDS = frozenset({"id", "pk", "clau", "clave", "key"})
_CODE_WORDS = frozenset({"codi", "codigo", "code", "cod", "ref", "referencia"})
_CANDIDATES = frozenset({"number", "legacy_key", "title_number", "national_id", "", *KEYS})
_FACTS = OF_RIGHTS - {"national_id", "address"}
_MOST_FAMILIES = 24
_LEAST_COVERED, _LEAST_ALIKE, _MOSTLY = 0.5, 0.5, 0.9


@dataclass(frozen=True, slots=True)
class Join:
    """The rows of one family of tables speak of what a row of another one is, through a code."""

    key: str
    child: Family
    child_at: int
    parent: Family
    parent_at: int
    is_number: bool = False
    of_the_dead: bool = False


def key_of(text: str) -> str:
    """The form under which two spellings of a code are one: leading zeros, blanks, strokes and capitals count not."""
    parts = _PARTS.findall(text.casefold())
    return "|".join(part.lstrip("0") or "0" if part.isdecimal() else part for part in parts)


class Family:
    """Tables with the same header: the sheets of one roll, one for each block."""

    def __init__(self, tables: list[Table], positions: list[int]) -> None:
        self.tables = tables
        self.positions = positions
        self.columns = tables[0].header.columns
        self.meanings = tables[0].header.meanings
        self.name = fold(tables[0].sheet.name)

    @cached_property
    def candidates(self) -> list[KeyColumn]:
        """The columns that may hold a code."""
        return [KeyColumn(self, column) for column in self.columns if column.meaning in _CANDIDATES]

    def has_place_beside(self, index: int) -> bool:
        """Whether a place can be read from other columns than this one."""
        return any(column.meaning in PLACE and column.indexes[0] != index for column in self.columns)

    @property
    def tells_rights(self) -> bool:
        """Whether the tables list rights."""
        return bool(self.meanings & (_FACTS | {"right_key"}) or _CONCEPTS["right_key"].search(self.name))

    def has_names(self, names: frozenset[str]) -> bool:
        """Whether people are named in some column."""
        return bool(self.meanings & names)

    def cells(self, index: int) -> Iterator[str]:
        """The texts of a column in all tables."""
        for table in self.tables:
            for cells in table.sheet.rows[table.header.last + 1 :]:
                yield as_text(cells[index]) if index < len(cells) else ""


class KeyColumn:
    """A column that may hold a code, with the distinct codes in it."""

    def __init__(self, family: Family, column: Column) -> None:
        self.family = family
        self.column = column
        self.at = column.indexes[0]
        self.header = fold(column.header)

    @property
    def is_of_right(self) -> bool:
        """Whether the header says that the code is a right's."""
        return self.column.meaning == "right_key" or bool(_CONCEPTS["right_key"].search(self.header))

    @property
    def is_of_person(self) -> bool:
        """Whether the header says that the code is a person's."""
        is_said = self.column.meaning in {"person_key", "national_id"}
        return is_said or bool(_CONCEPTS["person_key"].search(self.header))

    @cached_property
    def values(self) -> list[str]:
        return [key for text in self.family.cells(self.at) if (key := key_of(text))]

    @cached_property
    def distinct(self) -> frozenset[str]:
        return frozenset(self.values)

    @cached_property
    def is_unique(self) -> bool:
        """Whether nearly every row has a code of its own; one found twice is for the checks to tell."""
        return len(self.distinct) >= _MOSTLY * len(self.values) > 0

    @cached_property
    def is_strictly_unique(self) -> bool:
        """Whether every row has a code of its own."""
        return len(self.distinct) == len(self.values)

    @cached_property
    def is_numeric(self) -> bool:
        """Whether the codes are bare numbers, which are alike in all tables."""
        return sum(1 for value in self.distinct if value.isdecimal()) > len(self.distinct) / 2


def find_joins(tables: Sequence[Table]) -> list[Join]:
    """Find by which codes the tables belong together; none where all have the same header."""
    families = _families(tables)
    if not 2 <= len(families) <= _MOST_FAMILIES:
        return []
    found = sorted(_proposals(families), key=lambda pair: -pair[0])
    return list(_without_rivals(join for _, join in found))


def _families(tables: Sequence[Table]) -> list[Family]:
    alike: dict[tuple[object, ...], list[int]] = {}
    for position, table in enumerate(tables):
        # By the words alone: one sheet of a roll may have a column that its cells refute.
        key = tuple(sorted(fold(column.header) for column in table.header.columns if column.header))
        alike.setdefault(key or (position,), []).append(position)
    return [Family([tables[at] for at in positions], positions) for positions in alike.values()]


def _proposals(families: list[Family]) -> Iterator[tuple[float, Join]]:
    for child in families:
        for parent in families:
            if child is not parent:
                for own in child.candidates:
                    for other in parent.candidates:
                        yield from _between(own, other)


def _between(own: KeyColumn, other: KeyColumn) -> Iterator[tuple[float, Join]]:
    for key in _keys_possible(own, other):
        alike = _likeness(own, other, key)
        if alike < 0.3:
            continue
        if not other.is_unique or not own.distinct or _is_plain_number(own, other):
            continue
        covered = len(own.distinct & other.distinct) / len(own.distinct)
        alike += 0.2 if covered >= _MOSTLY else 0
        if covered >= _LEAST_COVERED and alike >= _LEAST_ALIKE:
            is_number = other.column.meaning == "number"
            dead = key == "person_key" and _is_of_the_dead(own)
            alike += 0.1 * other.is_strictly_unique
            yield alike + covered / 2, Join(key, own.family, own.at, other.family, other.at, is_number, dead)


def _is_plain_number(own: KeyColumn, other: KeyColumn) -> bool:
    """Whether a column only numbers units, as the second table's own numbers do: then both are read by themselves."""
    if own.column.meaning != "number" or not own.is_numeric:
        return False
    numbers = (column for column in other.family.candidates if column.column.meaning == "number")
    return any(len(own.distinct & number.distinct) >= _LEAST_COVERED * len(own.distinct) for number in numbers)


def _keys_possible(own: KeyColumn, other: KeyColumn) -> Iterator[str]:
    """What the second table can be to the first: the list of its units, its rights or its people."""
    child, parent = own.family, other.family
    if own.column.meaning in KEYS and other.column.meaning in KEYS and own.column.meaning != other.column.meaning:
        return
    is_title, is_identity = (other.column.meaning == name for name in ("title_number", "national_id"))
    has_place = parent.has_place_beside(other.at)
    if not child.has_place_beside(own.at) and own.column.meaning != "national_id":
        if has_place and not is_title:
            yield "unit_key"
        if parent.tells_rights and not is_identity and (own.is_of_right or own.column.meaning == "title_number"):
            yield "right_key"
    if not own.is_of_person:
        return
    names = DECEASED_NAMES if _is_of_the_dead(own) else HOLDER_NAMES
    if parent.has_names(DECEASED_NAMES | HOLDER_NAMES) and not (child.has_names(names) or has_place or is_title):
        yield "person_key"


def _is_of_the_dead(own: KeyColumn) -> bool:
    if _OF_THE_DEAD.search(own.header):
        return True
    meanings = own.family.meanings
    says_holder = re.search(r"titular|prop|tit\b|conc", own.header)
    return bool(not says_holder and meanings & OF_BURIALS and not meanings & _FACTS)


def _likeness(own: KeyColumn, other: KeyColumn, key: str) -> float:
    """How much two columns look like one code, by their headers and the kind of their values."""
    if own.column.meaning == other.column.meaning and own.column.meaning in KEYS:
        return 2.0
    if own.column.meaning == other.column.meaning == "national_id":
        return 1.0 if key == "person_key" else 0.0
    if own.column.meaning == other.column.meaning == "title_number":
        return 1.0 if key == "right_key" else 0.0
    by_words = _likeness_of_words(own, other, key)
    return max(by_words, 0.0 if own.is_numeric else 0.4) + (0.0 if own.is_numeric else 0.1)


def _likeness_of_words(own: KeyColumn, other: KeyColumn, key: str) -> float:
    concept = _CONCEPTS[key]
    same = own.header == other.header
    of_this = bool(concept.search(own.header))
    if same and own.header not in _BARE and own.header not in _CODE_WORDS:
        return 1.0 if of_this else 0.7
    if of_this and (other.header in _IDS | _CODE_WORDS or concept.search(other.header)):
        return 0.9
    if same:
        return 0.6 if own.header in _CODE_WORDS else 0.3
    return 0.5 if of_this and other.at == 0 else 0.0


def _without_rivals(joins: Iterator[Join]) -> Iterator[Join]:
    """Of two joins that say different things of the same tables or columns, the likelier one holds."""
    pairs: dict[frozenset[int], Family] = {}
    placed: set[int] = set()
    columns: set[tuple[int, int]] = set()
    for join in joins:
        pair = frozenset((id(join.child), id(join.parent)))
        column = (id(join.child), join.child_at)
        is_another_person = join.key == "person_key" and pairs.get(pair) is join.child
        if column in columns or (pair in pairs and not is_another_person):
            continue
        if join.key != "person_key" and id(join.child) in placed:
            continue
        if join.key != "person_key":
            placed.add(id(join.child))
        pairs[pair] = join.child
        columns.add(column)
        yield join
