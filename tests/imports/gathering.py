"""A read outcome written as the export would show it, without a database in between."""

from __future__ import annotations

from typing import Any

from imports.rows import CleanBurial, CleanConcession, CleanHolder, CleanRow, CleanUnit, Fate, ReadOutcome

Line = dict[str, Any]
_KINDS = {
    "double_niche": "niche",
    "reduced_niche": "niche",
    "urn_space": "columbarium",
    "grave_in_earth": "tomb",
    "plot": "tomb",
    "hypogeum": "pantheon",
    "chapel": "pantheon",
}
"""Kinds that the export does not tell apart."""


def lines_of(outcome: ReadOutcome) -> list[Line]:
    """One line per unit, in the shape of the export."""
    units: dict[str, Line] = {}
    burial_of: dict[int, Line] = {}
    for index, row in enumerate(outcome.rows):
        if row.fate is Fate.REFUSED or row.unit is None:
            continue
        line = units.setdefault(row.unit.key, _new_line(row.unit))
        _add(line, row)
        for burial in row.burials:
            if not (burial.is_exhumation and index in outcome.exhumations):
                line["burials"].append(_burial(burial))
                burial_of[index] = line["burials"][-1]
    for index, burial_index in outcome.exhumations.items():
        burial_of[burial_index]["exhumed_on"] = outcome.rows[index].burials[0].exhumed_on.edtf or None
    return list(units.values())


def report_of(outcome: ReadOutcome) -> Line:
    """The report, in the shape of the documentation."""
    counts = {fate.value: outcome.count(fate) for fate in Fate}
    issues = [_place(row, issue.cell) | {"code": issue.code} for row in outcome.rows for issue in row.issues]
    rows = {"read": len(outcome.rows), **counts, "skipped": len(outcome.skipped)}
    fates = {
        fate.value: [tuple(_place(row).values()) for row in outcome.rows if row.fate is fate]
        for fate in (Fate.WARNED, Fate.REFUSED)
    }
    return {"rows": rows, "fates": fates, "issues": issues}


def _place(row: CleanRow, cell: str = "") -> Line:
    where: Line = {"sheet": row.sheet, "row": row.row}
    return where | {"cell": cell or row.cell} if cell or row.cell else where


def _new_line(unit: CleanUnit) -> Line:
    kind = _KINDS.get(unit.kind, unit.kind)
    place = {"block": unit.block or None, "row": unit.floor, "number": unit.number or None, "kind": kind}
    return {"unit": place, "code_as_written": [], "concessions": [], "burials": [], "source": []}


def _add(line: Line, row: CleanRow) -> None:
    assert row.unit is not None
    if row.unit.code_as_written not in line["code_as_written"]:
        line["code_as_written"].append(row.unit.code_as_written)
    line["unit"]["row"] = line["unit"]["row"] or row.unit.floor
    if row.unit.state:
        line["unit"]["state"] = row.unit.state
    line["source"].append(_place(row))
    if row.concession is not None and (right := _right(row.concession)) not in line["concessions"]:
        line["concessions"].append(right)


def _right(right: CleanConcession) -> Line:
    return {
        "title_number": right.title_number or None,
        "granted_on": right.granted_on.edtf or None,
        "term_years": right.term_years,
        "perpetual": right.perpetual,
        "expires_on": right.expires_on.edtf or None,
        "holders": [_holder(holder) for holder in right.holders if not holder.is_unknown],
    }


def _holder(holder: CleanHolder) -> Line:
    parts = holder.parts
    return {
        "given_name": parts.given_name or None,
        "surname1": parts.surname1 or None,
        "surname2": parts.surname2 or None,
        "text": holder.text,
        "national_id": holder.national_id or None,
        "role": holder.role,
        "is_estate": holder.is_estate,
    }


def _burial(burial: CleanBurial) -> Line:
    parts = burial.parts
    return {
        "given_name": parts.given_name or None,
        "surname1": parts.surname1 or None,
        "surname2": parts.surname2 or None,
        "text": burial.text,
        "died_on": burial.died_on.edtf or None,
        "buried_on": burial.buried_on.edtf or None,
        "exhumed_on": burial.exhumed_on.edtf or None,
        "kind": burial.kind,
    }
