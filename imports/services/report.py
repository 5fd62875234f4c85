"""What an import did with every row, in the shape of docs/export-format.md."""

from typing import Any

from imports.models import ImportBatch, ImportRow, RowFate

REPORTED = (RowFate.WARNED, RowFate.REFUSED, RowFate.SKIPPED)


def report_of(batch: ImportBatch) -> dict[str, Any]:
    """Return counts, the fate of every row that was not simply accepted, and all issues."""
    fates: dict[str, list[list[Any]]] = {fate.value: [] for fate in REPORTED}
    issues: list[dict[str, Any]] = []
    for row in ImportRow.objects.filter(batch=batch).order_by("position").iterator(2000):
        if row.fate in fates:
            fates[row.fate].append([row.sheet, row.row, *([row.cell] if row.cell else [])])
        issues += [_issue(row, issue) for issue in row.issues]
    return {"rows": batch.counts, "fates": fates, "issues": issues, "result": batch.result}


def _issue(row: ImportRow, issue: dict[str, Any]) -> dict[str, Any]:
    cell = issue.get("cell") or row.cell
    told = {"sheet": row.sheet, "row": row.row, "code": issue["code"]}
    return told | ({"cell": cell} if cell else {})
