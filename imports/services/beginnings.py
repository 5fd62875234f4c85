"""How files begin in which no table was found, so that the clerk can say where the header is and what is below it."""

from dataclasses import asdict
from typing import Any

from imports.errors import UnreadableFile
from imports.heads import heads_of
from imports.models import ImportBatch
from imports.readers import read_files
from imports.services.choosing import sheet_key
from imports.services.stage import kept_files
from imports.tables import Tables

SAMPLES = 3


def keep_beginnings(batch: ImportBatch) -> None:
    """Keep the first rows of every sheet, and its columns without a meaning where the clerk said the header's row."""
    try:
        sheets = read_files(kept_files(batch))
    except UnreadableFile:  # it cannot even be opened: there is nothing to show
        return
    heads = [asdict(head) for head in heads_of(sheets, Tables())]
    told = batch.mapping.get("tables", {})
    columns: list[dict[str, Any]] = []
    for head in heads:
        row = told.get(sheet_key({"sheets": heads}, head["file"], head["name"]), {}).get("header_row")
        head["header_row"] = row or 0
        columns += _columns(head, row) if row else []
    batch.proposal = {**batch.proposal, "sheets": heads, "columns": columns}
    batch.save(update_fields=["proposal"])


def _columns(head: dict[str, Any], header_row: int) -> list[dict[str, Any]]:
    rows = dict(head["first"])
    below = [cells for number, cells in head["first"] if number > header_row]
    return [_column(head, at, str(header), below) for at, header in enumerate(rows.get(header_row, ())) if header]


def _column(head: dict[str, Any], at: int, header: str, below: list[Any]) -> dict[str, Any]:
    samples = [cells[at] for cells in below if at < len(cells) and cells[at]][:SAMPLES]
    place = {"file": head["file"], "sheet": head["name"], "column": at, "header": header}
    return {**place, "meaning": "", "confidence": 0.0, "samples": samples}
