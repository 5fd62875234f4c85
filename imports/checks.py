"""Contradictions within a row, across rows, and between a row and what its block is said to hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import lru_cache

from cementiris.registry.dates import UNKNOWN_DATE, PartialDate, Precision
from cementiris.registry.names import search_key
from imports.cleaning.codes import block_key
from imports.cleaning.spans import add_years
from imports.headings import NumberRange
from imports.rows import CleanBurial, CleanConcession, CleanHolder, CleanRow

_LEADING_NUMBER = re.compile(r"\d+")
_MANY, _SHARE = 5, 0.2
_ONE_DAY = timedelta(days=1)


def check_rows(rows: list[CleanRow], ranges: dict[str, NumberRange], on: date | None = None) -> None:
    """Report on every row what contradicts itself, another row, its block's range, or the day `on` of reading."""
    for row in rows:
        if on is not None:
            row.burials = tuple(_without_days_to_come(row, burial, on) for burial in row.burials)
        _check_right(row)
        _check_burials(row)
        _check_range(row, ranges)
        _check_state(row)
        _note_dead_holders(row)
    _check_units(rows)
    _check_titles(rows)


def are_same_person(one: CleanHolder, other: CleanHolder) -> bool:
    """Whether two holders may be one person, however spelled: same words, one name shortened, or a letter apart."""
    if one.national_id and one.national_id == other.national_id:
        return True
    return _may_be_same(_name_of(one), _name_of(other))


def _without_days_to_come(row: CleanRow, burial: CleanBurial, on: date) -> CleanBurial:
    """A death of 2062 is a slip of the pen, and would hide until then that somebody rests there."""

    def past(day: PartialDate) -> PartialDate:
        if day.earliest is None or day.earliest <= on:
            return day
        row.report("impossible_date", text=day.display())
        return UNKNOWN_DATE

    days = (burial.born_on, burial.died_on, burial.buried_on, burial.exhumed_on)
    born, died, buried, exhumed = map(past, days)
    if (born, died, buried, exhumed) == days:
        return burial
    return replace(burial, born_on=born, died_on=died, buried_on=buried, exhumed_on=exhumed)


def _check_right(row: CleanRow) -> None:
    right = row.concession
    if right is None or not right.expiry_is_written or not right.granted_on.is_known:
        return
    if right.expires_on.is_surely_before(right.granted_on):
        row.report("end_before_start")
    elif right.term_years is not None and not _ends_as_expected(right):
        row.report("expiry_mismatch", expected=add_years(right.granted_on, right.term_years).display())


def _ends_as_expected(right: CleanConcession) -> bool:
    expected = add_years(right.granted_on, right.term_years)
    ends = (expected.earliest, expected.latest, right.expires_on.earliest, right.expires_on.latest)
    if any(end is None for end in ends) or right.granted_on.precision not in (
        Precision.DAY,
        Precision.MONTH,
        Precision.YEAR,
    ):
        return True
    first, last, written_first, written_last = (end for end in ends if end is not None)
    # An end may be written as the last day of the term, the day before the anniversary.
    return written_first <= last + _ONE_DAY and written_last >= first - _ONE_DAY


def _check_burials(row: CleanRow) -> None:
    for burial in row.burials:
        last_known = burial.died_on if burial.died_on.is_known else burial.buried_on
        if last_known.is_surely_before(burial.born_on) or burial.buried_on.is_surely_before(burial.born_on):
            row.report("burial_before_birth")
        elif burial.buried_on.is_surely_before(burial.died_on):
            row.report("burial_before_death")
        start = burial.buried_on if burial.buried_on.is_known else burial.died_on
        if burial.exhumed_on.is_surely_before(start):
            row.report("exhumation_before_burial")


def _check_range(row: CleanRow, ranges: dict[str, NumberRange]) -> None:
    if row.unit is None or not row.unit.number:
        return
    allowed = ranges.get(block_key(row.unit.block))
    number = _LEADING_NUMBER.match(row.unit.number)
    if allowed and number and not allowed.first <= int(number[0]) <= allowed.last:
        row.report("number_outside_block", first=allowed.first, last=allowed.last)


def _check_state(row: CleanRow) -> None:
    if row.unit and row.unit.state == "free" and any(not burial.exhumed_on.is_known for burial in row.burials):
        row.report("free_but_occupied")


def _note_dead_holders(row: CleanRow) -> None:
    if row.concession is None or not row.burials:
        return
    dead = {search_key(burial.text) for burial in row.burials if burial.parts.surname1}
    for holder in row.concession.holders:
        if (
            holder.parts.surname1
            and not holder.is_estate
            and holder.role != "widow_of"
            and search_key(holder.text) in dead
        ):
            row.report("holder_deceased")


def _check_units(rows: list[CleanRow]) -> None:
    by_unit: dict[str, list[CleanRow]] = defaultdict(list)
    for row in rows:
        if row.unit is not None and row.concession is not None and _persons(row.concession):
            by_unit[row.unit.key].append(row)
    for same in by_unit.values():
        if len(same) > 1:
            _compare(same, "duplicate_unit", "same_unit_again")


def _check_titles(rows: list[CleanRow]) -> None:
    by_title: dict[str, list[CleanRow]] = defaultdict(list)
    for row in rows:
        if row.concession is not None and row.concession.title_number and _persons(row.concession):
            by_title[search_key(row.concession.title_number)].append(row)
    shared = [same for same in by_title.values() if len({row.unit.key for row in same if row.unit}) > 1]
    if len(shared) > max(_MANY, _SHARE * len(by_title)):
        shared = _within_blocks(shared)
    for same in shared:
        _compare(same, "duplicate_title", "")


def _within_blocks(shared: list[list[CleanRow]]) -> list[list[CleanRow]]:
    """Where most titles come again, each block has numbers of its own, and only those of one block are compared."""
    by_block: dict[tuple[int, str], list[CleanRow]] = defaultdict(list)
    for title, rows in enumerate(shared):
        for row in rows:
            by_block[title, block_key(row.unit.block) if row.unit else ""].append(row)
    return [rows for rows in by_block.values() if len(rows) > 1]


def _compare(rows: list[CleanRow], contradiction: str, note: str) -> None:
    first = rows[0]
    for row in rows[1:]:
        if _share_a_holder(first.concession, row.concession):
            if note:
                row.report(note)
        else:
            first.report(contradiction)
            row.report(contradiction)


def _share_a_holder(one: CleanConcession | None, other: CleanConcession | None) -> bool:
    if one is None or other is None:
        return True
    return any(are_same_person(a, b) for a in _persons(one) for b in _persons(other))


def _persons(right: CleanConcession) -> list[CleanHolder]:
    return [holder for holder in right.holders if not holder.is_unknown and holder.role != "beneficiary"]


def _name_of(holder: CleanHolder) -> str:
    parts = holder.parts
    name = " ".join(part for part in (parts.given_name, parts.surname1, parts.surname2) if part)
    return search_key(name or holder.text)


@lru_cache(maxsize=65536)
def _may_be_same(one: str, other: str) -> bool:
    if one == other:
        return True
    words, others = one.split(), other.split()
    if set(words) <= set(others) or set(others) <= set(words):
        return min(len(words), len(others)) > 1
    return SequenceMatcher(None, one, other).ratio() >= 0.88


def join_exhumations(rows: Sequence[CleanRow]) -> dict[int, int]:
    """Find for each row that takes somebody out the row that brought them in, by unit and name; keys are row indexes.

    Contradicting days are reported on the row of the exhumation, a missing burial as a warning.
    """
    resting: dict[str, list[tuple[int, CleanBurial]]] = defaultdict(list)
    for index, unit, burial in _burials_in_units(rows):
        if not burial.is_exhumation and not burial.exhumed_on.is_known:
            resting[unit].append((index, burial))
    joined: dict[int, int] = {}
    for index, unit, burial in _burials_in_units(rows):
        if not burial.is_exhumation:
            continue
        if (found := _burial_before(resting[unit], burial)) is None:
            rows[index].report("exhumation_without_burial")
            continue
        joined[index] = found[0]
        start = found[1].buried_on if found[1].buried_on.is_known else found[1].died_on
        if burial.exhumed_on.is_surely_before(start):
            rows[index].report("exhumation_before_burial")
    return joined


def _burials_in_units(rows: Sequence[CleanRow]) -> Iterator[tuple[int, str, CleanBurial]]:
    for index, row in enumerate(rows):
        if row.unit is not None:
            for burial in row.burials:
                yield index, row.unit.key, burial


def _burial_before(resting: list[tuple[int, CleanBurial]], taken_out: CleanBurial) -> tuple[int, CleanBurial] | None:
    """Take the burial that an exhumation undoes from those of its unit: the same name, else one that may be the same.

    Of several it is the last one that is not after the exhumation.
    """
    name = search_key(taken_out.text)
    named = [pair for pair in resting if search_key(pair[1].text) == name]
    named = named or [pair for pair in resting if _may_be_same(search_key(pair[1].text), name)]
    if not named:
        return None
    fitting = [pair for pair in named if not taken_out.exhumed_on.is_surely_before(pair[1].buried_on)] or named
    resting.remove(fitting[-1])
    return fitting[-1]
