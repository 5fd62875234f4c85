"""How a town's files of one hand are read: remembered when a clerk says it, and offered to the next such file."""

from typing import Any

from cementiris.accounts.models import User
from imports.layouts import layout_of
from imports.models import BatchState, ImportBatch, SourceLayout
from imports.rows import RawSheet
from imports.services.stage import change_mapping

_SAID = ("tables", "columns", "combine", "header_row", "sheets")
"""What a mapping says of sheets and columns; the rest is of words and dates."""


def note_layout(batch: ImportBatch) -> None:
    """Keep by which headers the import's files are known again."""
    batch.layout = layout_of([_begun(head) for head in batch.proposal.get("sheets", [])])
    batch.save(update_fields=["layout"])


def _begun(head: dict[str, Any]) -> RawSheet:
    """A sheet as far as it was kept: how it begins."""
    rows = [list(cells) for _number, cells in head["first"]]
    return RawSheet(head["name"], rows, file=head["file"], labels=tuple(head.get("labels") or ()) or None)


def remember_layout(batch: ImportBatch, mapping: dict[str, Any], actor: User | None) -> None:
    """Remember for files with the same headers how the clerk has them read; what all sheets share holds for any."""
    if batch.layout:
        said = _of_any_sheet(mapping.get("tables", {}))
        SourceLayout.objects.update_or_create(layout=batch.layout, defaults={"mapping": said, "told_by": actor})


def _of_any_sheet(tables: dict[str, Any]) -> dict[str, Any]:
    rules = list(tables.values())
    if rules and not rules[0].get("skip") and all(rule == rules[0] for rule in rules):
        return dict(rules[0])
    return {"tables": tables} if tables else {}


def recall_layout(batch: ImportBatch) -> bool:
    """Have a file that was just read for the first time read as the town's files with these headers were before.

    Returns whether it is to be read anew; where the mapping itself says something of sheets or columns it holds.
    """
    if batch.state != BatchState.CHECKED or any(name in batch.mapping for name in _SAID):
        return False
    note_layout(batch)
    known = SourceLayout.objects.filter(layout=batch.layout).first() if batch.layout else None
    if known is None or not known.mapping:
        return False
    change_mapping(batch, {**batch.mapping, **known.mapping})
    return True
