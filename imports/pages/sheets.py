"""The sheets of an import over their real first rows: which one is the header, and why others hold no data."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from imports.models import ImportBatch, ImportRow, RowFate
from imports.services.choosing import sheet_key
from imports.wording import skipped_word

FIRST_ROWS = 12


@dataclass(frozen=True)
class FirstRow:
    """One of the first rows of a sheet: `look` is head, data or off, `word` says why it is no data."""

    number: int
    cells: list[str]
    look: str
    word: str


@dataclass(frozen=True)
class SheetView:
    """One sheet as it stands in its file, with what the clerk may say of it in the fields numbered `at`."""

    at: int
    key: str
    file: str
    name: str
    is_used: bool
    header_row: int | None
    row_count: int
    rows: list[FirstRow]
    labels: list[str]
    last_row: int


def sheet_views(batch: ImportBatch) -> list[SheetView]:
    """Return the sheets of the import with their first rows; while none could be read, all are offered."""
    sheets, fates = batch.proposal.get("sheets", []), _fates(batch)
    views = [
        _view(at, sheet_key(batch.proposal, sheet["file"], sheet["name"]), sheet, fates)
        for at, sheet in enumerate(sheets)
    ]
    return views if any(view.is_used for view in views) else [replace(view, is_used=True) for view in views]


_Place = tuple[str, str, int]


def _fates(batch: ImportBatch) -> dict[_Place, tuple[str, str]]:
    shown = {row[0] for sheet in batch.proposal.get("sheets", []) for row in sheet["first"]}
    rows = ImportRow.objects.filter(batch=batch, row__in=shown)
    return {
        (file, sheet, row): (fate, reason)
        for file, sheet, row, fate, reason in rows.values_list("file_name", "sheet", "row", "fate", "reason")
    }


def _view(at: int, key: str, sheet: Mapping[str, Any], fates: Mapping[_Place, tuple[str, str]]) -> SheetView:
    header = sheet["header_row"]
    rows = [
        _first_row(number, cells, header, fates.get((sheet["file"], sheet["name"], number)))
        for number, cells in sheet["first"][:FIRST_ROWS]
    ]
    width = max((len(row.cells) for row in rows), default=0)
    padded = [FirstRow(row.number, row.cells + [""] * (width - len(row.cells)), row.look, row.word) for row in rows]
    return SheetView(
        at,
        key,
        sheet["file"],
        sheet["name"],
        sheet["is_used"],
        header,
        sheet["row_count"],
        padded,
        sheet.get("labels") or [],
        sheet.get("last_row", 0),
    )


def _first_row(number: int, cells: list[str], header: int | None, fate: tuple[str, str] | None) -> FirstRow:
    if header and number == header:
        return FirstRow(number, cells, "head", skipped_word("header"))
    if fate is None or fate[0] == RowFate.SKIPPED:
        return FirstRow(number, cells, "off", skipped_word(fate[1]) if fate and fate[1] else "")
    return FirstRow(number, cells, "data", "")
