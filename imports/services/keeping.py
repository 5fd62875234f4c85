"""Keeping what was read with its import: rows with their fates, counts, columns, and what a commit would do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from itertools import count
from typing import Any

from cementiris.tenancy.bulk import insert_tuples, new_keys
from imports.models import BatchState, ImportBatch, ImportRow, RowFate
from imports.rows import CleanRow, Fate, ReadOutcome
from imports.services.commit import summary_of
from imports.services.plan import plan_import
from imports.services.readings import KEPT
from imports.services.reconciliation import reconcile

FATES = {Fate.ACCEPTED: RowFate.ACCEPTED, Fate.WARNED: RowFate.WARNED, Fate.REFUSED: RowFate.REFUSED}
_TOLD = ("raw", "fate", "reason", "issues", "issue_codes")
_FIELDS = ("id", "batch_id", "position", "file_name", "sheet", "row", "cell", *_TOLD)
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def keep_outcome(batch: ImportBatch, outcome: ReadOutcome, on: date, reading: str = "") -> None:
    """Keep the rows and what they would make of the register on a day; the import is checked then.

    `reading`: the name under which the reading itself is kept.
    """
    plan = plan_import(batch, outcome, on=on)
    notes = plan.issues()
    for at, issues in notes.items():
        outcome.rows[at].issues += issues
    insert_tuples(ImportRow, _FIELDS, _tuples(batch, outcome))
    batch.counts = counts_of(outcome)
    batch.plan = summary_of(plan) | {"notes": bool(notes)}
    batch.proposal = {
        "columns": [asdict(column) for column in outcome.columns],
        "header_rows": outcome.header_rows,
        "sheets": [asdict(head) for head in outcome.heads],
        "reconciliation": reconcile(outcome, batch.cemetery_name, on),
        KEPT: reading,
    }
    batch.state, batch.failure = BatchState.CHECKED, {}
    batch.save(update_fields=["mapping", "counts", "proposal", "plan", "state", "failure"])


def counts_of(outcome: ReadOutcome) -> dict[str, int]:
    """Return how many rows met which fate; read is always their sum."""
    counts = {fate.value: outcome.count(fate) for fate in Fate}
    return {"read": len(outcome.rows), **counts, "skipped": len(outcome.skipped)}


def _tuples(batch: ImportBatch, outcome: ReadOutcome) -> Iterator[tuple[Any, ...]]:
    keys = iter(new_keys(ImportRow, len(outcome.rows) + len(outcome.skipped)))
    places = count()
    for row in outcome.rows:
        yield (next(keys), batch.pk, next(places), row.file[:200], row.sheet[:120], row.row, row.cell, *_told_of(row))
    for skip in outcome.skipped:
        told = (_write(skip.raw), RowFate.SKIPPED.value, skip.reason[:40], "[]", "")
        yield (next(keys), batch.pk, next(places), skip.file[:200], skip.sheet[:120], skip.row, "", *told)


def _told_of(row: CleanRow) -> tuple[str, ...]:
    fate = FATES[row.fate].value
    if not row.issues:
        return _write(row.raw), fate, "", "[]", ""
    issues = [{"code": issue.code, "values": dict(issue.values), "cell": issue.cell} for issue in row.issues]
    codes = " ".join(sorted({issue.code for issue in row.issues}))[:400]
    return _write(row.raw), fate, "", _write(issues), codes
