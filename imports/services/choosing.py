"""What a clerk says of sheets and columns on screen, laid into the mapping with which the files are read."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class SheetChoice:
    """Whether a sheet is read, and the row of its header: 0 for none, None to have it looked for.

    `key` names the sheet in a mapping.
    """

    key: str
    is_used: bool
    header_row: int | None = None


@dataclass(frozen=True)
class ColumnChoice:
    """What one column means; `key` names it in a mapping, `rest` is what is said of it besides (its group)."""

    key: str
    meaning: str
    rest: Mapping[str, Any]


def sheet_key(proposal: Mapping[str, Any], file: str, name: str) -> str:
    """Name a sheet in a mapping: alone, or after its file where two files have a sheet of this name."""
    same = sum(1 for sheet in proposal.get("sheets", []) if sheet["name"] == name)
    return f"{file}/{name}" if same > 1 else name


def with_sheets(mapping: Mapping[str, Any], choices: Sequence[SheetChoice]) -> dict[str, Any]:
    """Return the mapping with these sheets and headers; columns told for another header are told no more."""
    full = {key: deepcopy(value) for key, value in mapping.items() if key != "sheets"}
    tables = dict(full.pop("tables", {}))
    for choice in choices:
        said = _sheet(tables.pop(choice.key, {}), choice)
        if said:
            tables[choice.key] = said
    return full | {"tables": tables}


def _sheet(before: Mapping[str, Any], choice: SheetChoice) -> dict[str, Any]:
    kept = {key: value for key, value in before.items() if key != "skip"}
    if not choice.is_used:
        return {**kept, "skip": True}
    if kept.get("header_row") == choice.header_row:
        return kept
    return {} if choice.header_row is None else {"header_row": choice.header_row}


def with_columns(
    mapping: Mapping[str, Any], chosen: Sequence[tuple[Sequence[str], Sequence[ColumnChoice]]]
) -> dict[str, Any]:
    """Return the mapping with the columns of these sheets as they are said; each goes with all sheets of its table."""
    full = deepcopy(dict(mapping))
    tables = full.setdefault("tables", {})
    for keys, choices in chosen:
        columns = {choice.key: {"meaning": choice.meaning or "ignore", **choice.rest} for choice in choices}
        for key in keys:
            tables[key] = {**tables.get(key, {}), "columns": columns}
    return full
