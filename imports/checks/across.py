"""What rows say against each other, in one sheet, in several, in several files."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from cementiris.registry.names import fold, search_key
from imports.checks.likeness import may_be_same, name_of, persons_of, share_a_holder
from imports.cleaning.codes import block_key
from imports.headings import NumberRange
from imports.rows import CleanBurial, CleanHolder, CleanRow, CleanUnit

_UnitKey: TypeAlias = tuple[str, str]
_LEADING_NUMBER = re.compile(r"\d+")
_MANY, _SHARE = 5, 0.2
_MOST_OUTSIDE = 1 / 3
_MOST_ALIKE = 6
"""A title or a document that stands at more is none, but what was typed where nobody knew it."""
_MOST_NAMESAKES = 12
"""A name that stands at more rights is no sign of duplicates."""
_FULL_NAME = 3
"""Given name and two surnames: with fewer words two namesakes are too likely."""


def check_ranges(rows: Iterable[CleanRow], ranges: Mapping[str, NumberRange]) -> None:
    """Report numbers that their block is not said to have; where very many are outside, the range speaks of others."""
    if not ranges:
        return
    by_block: dict[str, list[CleanRow]] = defaultdict(list)
    for row in rows:
        if row.unit is not None and row.unit.number and not row.unit.is_by_code:
            by_block[block_key(row.unit.block)].append(row)
    for key, found in by_block.items():
        if (allowed := ranges.get(key)) is not None:
            _check_block(found, allowed)


def _check_block(rows: list[CleanRow], allowed: NumberRange) -> None:
    outside = [row for row in rows if _is_outside(row, allowed)]
    units = {row.unit.key for row in rows if row.unit}
    strange = {row.unit.key for row in outside if row.unit}
    is_doubtful = len(strange) > max(_MANY, _MOST_OUTSIDE * len(units))
    for row in outside:
        code = "block_range_doubtful" if is_doubtful else "number_outside_block"
        row.report(code, first=allowed.first, last=allowed.last)


def _is_outside(row: CleanRow, allowed: NumberRange) -> bool:
    """Whether the number is none of the block's; a range of niches says nothing of its columbaria."""
    if row.unit is None or (allowed.kind and allowed.kind != row.unit.kind):
        return False
    number = _LEADING_NUMBER.match(row.unit.number)
    return number is not None and not allowed.first <= int(number[0]) <= allowed.last


def _key(unit: CleanUnit) -> _UnitKey:
    return unit.key, unit.kind


def check_units(rows: Iterable[CleanRow]) -> None:
    """Report a unit that stands twice with different holders, and note one that stands twice with the same.

    A block may number its niches and its columbaria alike: these are other units.
    """
    by_unit: dict[_UnitKey, list[CleanRow]] = defaultdict(list)
    for row in rows:
        if row.unit is not None and row.concession is not None and persons_of(row.concession):
            by_unit[_key(row.unit)].append(row)
    for same in by_unit.values():
        if len(same) > 1:
            _compare(same, "duplicate_unit", "same_unit_again")


def check_titles(rows: Iterable[CleanRow]) -> None:
    """Report a title that stands at several units with different holders.

    Where most titles come again each block has numbers of its own; where they do even then, they number no titles.
    """
    by_title: dict[str, list[CleanRow]] = defaultdict(list)
    for row in rows:
        if row.concession is not None and _is_number(row.concession.title_number) and persons_of(row.concession):
            by_title[search_key(row.concession.title_number)].append(row)
    shared = [same for same in by_title.values() if _unit_count(same) > 1]
    if _are_too_many(shared, len(by_title)):
        shared = list(_within_blocks(shared))
        if _are_too_many(shared, len(by_title)):
            return
    for same in shared:
        if _unit_count(same) <= _MOST_ALIKE:
            _compare(same, "duplicate_title", "")


def _are_too_many(shared: Sequence[object], count: int) -> bool:
    return len(shared) > max(_MANY, _SHARE * count)


def _within_blocks(shared: list[list[CleanRow]]) -> Iterator[list[CleanRow]]:
    """Only those titles of one block that stand at several of its units."""
    by_block: dict[tuple[int, str], list[CleanRow]] = defaultdict(list)
    for title, rows in enumerate(shared):
        for row in rows:
            by_block[title, block_key(row.unit.block) if row.unit else ""].append(row)
    for found in by_block.values():
        if _unit_count(found) > 1:
            yield found


def _unit_count(rows: Iterable[CleanRow]) -> int:
    return len({row.unit.key for row in rows if row.unit})


def _is_number(title: str) -> bool:
    """Whether a title is numbered at all: *pendent* and *000* stand where no title is."""
    return any(sign in "123456789" for sign in title)


def _compare(rows: list[CleanRow], contradiction: str, note: str) -> None:
    first = rows[0]
    is_shared: dict[int, bool] = {}
    for row in rows[1:]:
        if row.concession is first.concession:
            continue  # several rows of joined tables tell one right
        if id(row.concession) not in is_shared:
            is_shared[id(row.concession)] = share_a_holder(first.concession, row.concession)
        if is_shared[id(row.concession)]:
            if note:
                row.report(note)
        else:
            first.report(contradiction)
            row.report(contradiction)


def check_states(rows: Sequence[CleanRow], departed: frozenset[tuple[int, int]]) -> None:
    """Report units marked as free in which somebody rests, by the same row or another; `departed` were taken out."""
    free: dict[_UnitKey, list[CleanRow]] = defaultdict(list)
    for row in rows:
        if row.unit is not None and _states_free(row):
            free[_key(row.unit)].append(row)
    if not free:
        return
    for index, row in enumerate(rows):
        if row.unit is not None and _key(row.unit) in free and _somebody_rests(index, row, departed):
            for stated in [row] if _states_free(row) else free.pop(_key(row.unit)):
                stated.report("free_but_occupied")


def _states_free(row: CleanRow) -> bool:
    """Whether the row itself says so, and not a row of another table that its code leads to."""
    is_free = row.unit is not None and row.unit.state == "free" and not row.unit.is_by_code
    return is_free and not row.is_set_aside


def _somebody_rests(index: int, row: CleanRow, departed: frozenset[tuple[int, int]]) -> bool:
    return not row.is_set_aside and any(
        not burial.is_exhumation and not burial.exhumed_on.is_known and (index, at) not in departed
        for at, burial in enumerate(row.burials)
    )


def _rights(rows: Iterable[CleanRow]) -> Iterator[tuple[CleanRow, list[CleanHolder]]]:
    """Every right once, at the row that tells it first, with its holders who are somebody in particular."""
    told: set[int] = set()
    for row in rows:
        if row.concession is not None and id(row.concession) not in told:
            told.add(id(row.concession))
            yield row, persons_of(row.concession)


def note_dead_holders(rows: Sequence[CleanRow]) -> None:
    """Note holders who rest in their own unit, whichever row says so."""
    dead: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.unit is not None:
            dead[row.unit.key].update(search_key(burial.text) for burial in row.burials if burial.parts.surname1)
    for row, holders in _rights(rows):
        here = dead.get(row.unit.key, set()) if row.unit else set()
        for holder in holders:
            is_named = bool(holder.parts.surname1) and not holder.is_estate and holder.role != "widow_of"
            if is_named and search_key(holder.text) in here:
                row.report("holder_deceased")


def check_documents(rows: Iterable[CleanRow]) -> None:
    """Report a holder's document that stands beside two names; an estate and a widow are named after others."""
    by_document: dict[str, list[tuple[CleanRow, CleanHolder]]] = defaultdict(list)
    for row, holders in _rights(rows):
        for holder in holders:
            if holder.national_id and not holder.is_estate and holder.role not in ("widow_of", "institution"):
                by_document[holder.national_id].append((row, holder))
    for document, found in by_document.items():
        if len(found) > 1:
            named = {name_of(holder): row for row, holder in reversed(found)}
            if 1 < len(named) <= _MOST_ALIKE:
                _compare_names(document, list(reversed(named.items())))


def _compare_names(document: str, named: Sequence[tuple[str, CleanRow]]) -> None:
    name, first = named[0]
    for other, row in named[1:]:
        if not (may_be_same(name, other) or _names(first, other) or _names(row, name)):
            row.report("document_of_two", document=document, row=first.row, sheet=first.sheet)
            first.report("document_of_two", document=document, row=row.row, sheet=row.sheet)


def _names(row: CleanRow, name: str) -> bool:
    """Whether one of the row's holders may bear the name: of a couple, the document may stand beside either."""
    return row.concession is not None and any(may_be_same(name_of(one), name) for one in persons_of(row.concession))


def note_similar(rows: Iterable[CleanRow]) -> None:
    """Note holders who may be one person spelled in two ways (*Josep Puig*, *José Puch*): proposed, never united."""
    by_name: dict[str, list[tuple[CleanRow, CleanHolder]]] = defaultdict(list)
    for row, holders in _rights(rows):
        for holder in holders:
            name = name_of(holder)
            if len(name.split()) >= _FULL_NAME and holder.role != "institution" and not holder.is_estate:
                by_name[name].append((row, holder))
    for same in by_name.values():
        if 2 <= len(same) <= _MOST_NAMESAKES:
            _note_spellings(same)


def _note_spellings(same: Sequence[tuple[CleanRow, CleanHolder]]) -> None:
    _first, told = same[0]
    for row, holder in same[1:]:
        is_apart = told.national_id and holder.national_id and told.national_id != holder.national_id
        if not is_apart and fold(told.text) != fold(holder.text):
            row.report("similar_person", name=told.text)


def check_two_places(rows: Sequence[CleanRow]) -> None:
    """Report somebody who is said to be buried on one day in two units. Names and days must be whole to be sure."""
    laid: dict[tuple[str, str, str], CleanRow] = {}
    for row in rows:
        for burial in row.burials if row.unit else ():
            if not _is_somebody(burial):
                continue
            key = (search_key(burial.text), burial.died_on.edtf, burial.buried_on.edtf)
            former = laid.setdefault(key, row)
            if former.unit and row.unit and former.unit.key != row.unit.key:
                row.report("buried_twice", row=former.row, sheet=former.sheet)
                former.report("buried_twice", row=row.row, sheet=row.sheet)


def _is_somebody(burial: CleanBurial) -> bool:
    is_dated = burial.buried_on.is_exact and not burial.exhumed_on.is_known
    return is_dated and not burial.is_exhumation and len(search_key(burial.text).split()) >= _FULL_NAME
