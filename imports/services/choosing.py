"""What a clerk says of sheets and columns on screen, laid into the mapping with which the files are read."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class SheetChoice:
    """Whether a sheet is read, and the row of its header: 0 for none, None to have it looked for."""

    name: str
    is_used: bool
    header_row: int | None = None


@dataclass(frozen=True)
class ColumnChoice:
    """What one column means; `key` names it in a mapping, `rest` is what is said of it besides (its group)."""

    key: str
    meaning: str
    rest: Mapping[str, Any]


def with_sheets(mapping: Mapping[str, Any], choices: Sequence[SheetChoice]) -> dict[str, Any]:
    """Return the mapping with these sheets and headers; columns told for another header are told no more."""
    full = deepcopy(dict(mapping))
    used = [choice.name for choice in choices if choice.is_used]
    full.pop("sheets", None)
    if len(used) < len(choices):
        full["sheets"] = used
    full.pop("header_row", None)
    told = full.setdefault("by_sheet", {})
    for choice in choices:
        before = told.pop(choice.name, {})
        if choice.header_row is not None:
            same = before.get("header_row") == choice.header_row
            told[choice.name] = {**(before if same else {}), "header_row": choice.header_row}
        elif "columns" in before and "header_row" not in before:
            told[choice.name] = before
    return _without_nothing(full)


def with_columns(
    mapping: Mapping[str, Any], chosen: Sequence[tuple[Sequence[str], Sequence[ColumnChoice]]]
) -> dict[str, Any]:
    """Return the mapping with the columns of these sheets as they are said; each goes with all sheets of its table."""
    full = deepcopy(dict(mapping))
    told = full.setdefault("by_sheet", {})
    for sheets, choices in chosen:
        columns = {choice.key: {"meaning": choice.meaning or "ignore", **choice.rest} for choice in choices}
        for sheet in sheets:
            told[sheet] = {**told.get(sheet, {}), "columns": columns}
    return _without_nothing(full)


def _without_nothing(mapping: dict[str, Any]) -> dict[str, Any]:
    if not mapping.get("by_sheet"):
        mapping.pop("by_sheet", None)
    return mapping
