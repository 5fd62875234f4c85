"""One burial that two tables tell: the dead of a roll stand in the burial book too, and rest there once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cementiris.registry.dates import PartialDate, Precision
from cementiris.registry.names import search_key
from imports.rows import CleanBurial, CleanRow

_FULL_NAME = 3
"""Given name and two surnames: with fewer words two namesakes are too likely, unless a date agrees."""
_DATES = ("born_on", "died_on", "buried_on", "exhumed_on")
_FINENESS = {Precision.DAY: 3, Precision.MONTH: 2, Precision.YEAR: 1}


@dataclass(frozen=True, slots=True)
class _Told:
    row: CleanRow
    burial: CleanBurial

    @property
    def table(self) -> tuple[str, str]:
        return self.row.file, self.row.sheet


def unite_burials(rows: Sequence[CleanRow]) -> None:
    """Leave a burial that several tables tell at its first row, with the finest dates; the others say so in a note.

    It must be one name in one unit, once in each table, and no date may contradict another: within one table the same
    name twice is two people.
    """
    for named in _by_name(rows).values():
        tables = [told.table for told in named]
        if len(named) > 1 and len(set(tables)) == len(tables):
            for other in named[1:]:
                _unite(named, other)


def _by_name(rows: Sequence[CleanRow]) -> dict[tuple[str, str, str], list[_Told]]:
    by_name: dict[tuple[str, str, str], list[_Told]] = defaultdict(list)
    shared = _told_by_several(rows)
    for row in rows:
        if row.unit is None or row.unit.key not in shared or row.is_set_aside:
            continue
        for burial in row.burials:
            if (name := _name(burial)) and not burial.is_exhumation:
                by_name[row.unit.key, row.unit.kind, name].append(_Told(row, burial))
    return by_name


def _told_by_several(rows: Iterable[CleanRow]) -> frozenset[str]:
    """The units of whose dead several tables tell."""
    tables: dict[str, tuple[str, str]] = {}
    told = [(row.unit.key, (row.file, row.sheet)) for row in rows if row.unit is not None and row.burials]
    return frozenset(key for key, table in told if tables.setdefault(key, table) != table)


def _name(burial: CleanBurial) -> str:
    """The name whichever way round it is written; nothing for who is not known."""
    parts = burial.parts
    if burial.is_unknown or not (parts.given_name and parts.surname1):
        return ""
    return search_key(" ".join(part for part in (parts.given_name, parts.surname1, parts.surname2) if part))


def _unite(named: list[_Told], other: _Told) -> None:
    first = named[0]
    if not _may_be_one(first.burial, other.burial, _name(other.burial)):
        return
    named[0] = _Told(first.row, _finest(first.burial, other.burial))
    first.row.burials = tuple(named[0].burial if one is first.burial else one for one in first.row.burials)
    other.row.burials = tuple(one for one in other.row.burials if one is not other.burial)
    other.row.report("same_burial", row=first.row.row, sheet=first.row.sheet)


def _may_be_one(one: CleanBurial, other: CleanBurial, name: str) -> bool:
    pairs = [(getattr(one, date), getattr(other, date)) for date in _DATES]
    known = [(first, second) for first, second in pairs if first.is_known and second.is_known]
    if any(_lie_apart(first, second) for first, second in known):
        return False
    if one.kind != other.kind and not known:
        return False
    return bool(known) or len(name.split()) >= _FULL_NAME


def _lie_apart(one: PartialDate, other: PartialDate) -> bool:
    return one.is_surely_before(other) or other.is_surely_before(one)


def _finest(one: CleanBurial, other: CleanBurial) -> CleanBurial:
    """What both say together: of two dates the finer one, and what only one says."""
    return replace(
        one,
        born_on=_finer(one.born_on, other.born_on),
        died_on=_finer(one.died_on, other.died_on),
        buried_on=_finer(one.buried_on, other.buried_on),
        exhumed_on=_finer(one.exhumed_on, other.exhumed_on),
        kind=other.kind if one.kind == "body" else one.kind,
        sex=one.sex or other.sex,
        age_text=one.age_text or other.age_text,
        legacy_key=one.legacy_key or other.legacy_key,
    )


def _finer(one: PartialDate, other: PartialDate) -> PartialDate:
    if not one.is_known or not other.is_known:
        return one if one.is_known else other
    finer = _FINENESS.get(other.precision, 0) > _FINENESS.get(one.precision, 0) and not other.is_doubtful
    return other if finer else one
