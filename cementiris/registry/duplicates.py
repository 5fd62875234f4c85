"""Whether two entries may be one person: a score from 0 to 100, and what speaks for it. Pure: no database.

`candidates` finds the pairs that share something telling, however many entries there are; `likeness` looks at one
pair closely.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.fuzz import token_sort_ratio

NAMES_ALIKE = 88.0
"""How near (of 100) two names must be, as search keys, to be a slip of the pen; nearer ones weigh more."""
WORTH_ASKING = 40
MOST_OF_A_KEY = 12
"""A key that more entries share tells nothing: how many persons are called Josep Puig is no sign of duplicates."""
LONGEST_NAME = 6


class Evidence(StrEnum):
    """What speaks for two entries being one person."""

    NATIONAL_ID = "national_id"
    SAME_NAME = "same_name"
    CLOSE_NAME = "close_name"
    DEATH = "death"
    BIRTH = "birth"
    SAME_UNIT = "same_unit"
    ADDRESS = "address"


WEIGHTS = {
    Evidence.NATIONAL_ID: 60,
    Evidence.SAME_NAME: 40,
    Evidence.CLOSE_NAME: 25,
    Evidence.DEATH: 25,
    Evidence.BIRTH: 25,
    Evidence.SAME_UNIT: 15,
    Evidence.ADDRESS: 10,
}

Span = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is compared of an entry: `folded` is its search key, spans are the first and last day of partial dates."""

    key: int
    folded: str
    national_id: str = ""
    sex: str = ""
    born: Span = (None, None)
    died: Span = (None, None)
    address: str = ""
    units: frozenset[int] = frozenset()
    rights: frozenset[int] = frozenset()


class Named(NamedTuple):
    """What keys are made of: `folded` is the search key, `died_on` the death as it is written."""

    key: int
    folded: str
    national_id: str = ""
    died_on: str = ""


def candidates(people: Iterable[Named]) -> Iterator[tuple[int, int]]:
    """Yield, once each, the pairs that share a number, a death and a name, a name, or nearly a name, in this order.

    The time grows with the number of entries, not with its square: entries meet only in small groups with one key.
    """
    groups: dict[str, list[Named]] = defaultdict(list)
    for person in people:
        for key in _keys(person):
            groups[key].append(person)
    shared = [(key[0], group) for key, group in groups.items() if 2 <= len(group) <= MOST_OF_A_KEY]
    seen: set[tuple[int, int]] = set()
    for kind, group in sorted(shared, key=lambda found: found[0]):
        for one, other in combinations(group, 2):
            pair = (min(one.key, other.key), max(one.key, other.key))
            if pair not in seen and _may_be_one(one, other, by_part=kind == PART):
                seen.add(pair)
                yield pair


NUMBER, DEATH, NAME, PART = "1234"
"""Kinds of keys, the most telling first: the first sign of a key."""


def _keys(person: Named) -> Iterator[str]:
    """The number; the whole name, with the death where it is known and without; each two words of a longer name."""
    if person.national_id:
        yield f"{NUMBER}{person.national_id}"
    words: Collection[str] = sorted(set(person.folded.split()))
    if len(words) < 2:
        return
    whole = " ".join(words)
    yield f"{NAME}{whole}"
    if person.died_on:
        yield f"{DEATH}{person.died_on} {whole}"
    if 2 < len(words) <= LONGEST_NAME:
        for one, other in combinations(words, 2):
            yield f"{PART}{one} {other}"


def _may_be_one(one: Named, other: Named, *, by_part: bool) -> bool:
    if one.national_id and other.national_id and one.national_id != other.national_id:
        return False
    return not by_part or token_sort_ratio(one.folded, other.folded) >= NAMES_ALIKE


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two entries are one person, and why."""

    score: int
    evidence: tuple[Evidence, ...]


def likeness(one: Entry, other: Entry) -> Likeness | None:
    """Compare two entries; None where they contradict each other or nothing speaks for them being one."""
    if contradict(one, other):
        return None
    evidence = tuple(_evidence(one, other))
    named = {Evidence.SAME_NAME, Evidence.CLOSE_NAME, Evidence.NATIONAL_ID} & set(evidence)
    score = min(100, sum(WEIGHTS[found] for found in evidence))
    return Likeness(score, evidence) if named and score >= WORTH_ASKING else None


def contradict(one: Entry, other: Entry) -> bool:
    """Whether they cannot be one person: two numbers, deaths or births, or both named by one right."""
    if one.national_id and other.national_id and one.national_id != other.national_id:
        return True
    if one.sex and other.sex and one.sex != other.sex:
        return True
    if one.rights & other.rights:
        return True
    return _lie_apart(one.died, other.died) or _lie_apart(one.born, other.born) or _never_met(one, other)


def _lie_apart(one: Span, other: Span) -> bool:
    return _is_before(one[1], other[0]) or _is_before(other[1], one[0])


def _never_met(one: Entry, other: Entry) -> bool:
    """Whether one died before the other was born."""
    return _is_before(one.died[1], other.born[0]) or _is_before(other.died[1], one.born[0])


def _is_before(last: date | None, first: date | None) -> bool:
    return last is not None and first is not None and last < first


def _evidence(one: Entry, other: Entry) -> list[Evidence]:
    agreeing = {
        Evidence.NATIONAL_ID: bool(one.national_id) and one.national_id == other.national_id,
        Evidence.DEATH: _agree(one.died, other.died),
        Evidence.BIRTH: _agree(one.born, other.born),
        Evidence.SAME_UNIT: bool(one.units & other.units),
        Evidence.ADDRESS: bool(one.address) and one.address == other.address,
    }
    name = _name_evidence(one.folded, other.folded)
    return [*([name] if name else []), *(found for found, is_so in agreeing.items() if is_so)]


def _name_evidence(one: str, other: str) -> Evidence | None:
    if not one.strip() or not other.strip():
        return None
    if sorted(one.split()) == sorted(other.split()):
        return Evidence.SAME_NAME
    return Evidence.CLOSE_NAME if token_sort_ratio(one, other) >= NAMES_ALIKE else None


def _agree(one: Span, other: Span) -> bool:
    """Whether both are known to the year at least, and one lies within the other."""
    if None in one or None in other:
        return False
    return _is_narrow(one) and _is_narrow(other) and not _lie_apart(one, other)


def _is_narrow(span: Span) -> bool:
    first, last = span
    return first is not None and last is not None and (last - first).days < 367
