"""Contradictions within a row, across rows and files, and between a row and what its block is said to hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from imports.checks.across import (
    check_documents,
    check_ranges,
    check_states,
    check_titles,
    check_two_places,
    check_units,
    note_dead_holders,
    note_similar,
)
from imports.checks.burials import unite_burials
from imports.checks.exhumations import taken_out
from imports.checks.likeness import are_same_person
from imports.checks.within import check_each
from imports.headings import NumberRange
from imports.rows import CleanRow

__all__ = ["are_same_person", "check_rows"]


def check_rows(rows: Sequence[CleanRow], ranges: Mapping[str, NumberRange], on: date | None = None) -> dict[int, int]:
    """Report on every row what contradicts itself, another row, its block's range, or the day `on` of reading.

    Returns for each row that takes somebody out the row that brought them in, both by index.
    """
    unite_burials(rows)
    check_each(rows, on)
    departures = taken_out(rows)
    check_states(rows, frozenset((laid.row, laid.at) for _out, laid in departures))
    told = [row for row in rows if not row.is_set_aside]
    check_ranges(told, ranges)
    note_dead_holders(told)
    check_units(told)
    check_titles(told)
    check_documents(told)
    note_similar(told)
    check_two_places(told)
    return {index: laid.row for index, laid in departures}
