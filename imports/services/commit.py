"""Bringing a checked import into the register: one transaction, all or nothing."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from cementiris.accounts.models import User
from cementiris.registry.models import Act, ActKind, BurialUnit, Cemetery
from cementiris.tenancy.bulk import update_tuples
from cementiris.tenancy.statistics import refresh_statistics
from imports.models import BatchState, ImportBatch, ImportRow
from imports.rows import ReadOutcome
from imports.services.gone import listed
from imports.services.plan import PLAN_CODES, Plan, plan_import
from imports.services.writing import write_plan

DONE = frozenset({BatchState.COMMITTED, BatchState.UNDONE})
IMPORT_NOTE = "import"
"""In the notes of an act: the key of the import that it speaks of."""


@transaction.atomic
def commit(batch: ImportBatch, outcome: ReadOutcome, *, actor: User | None, at: datetime) -> ImportBatch:
    """Write what the accepted and warned rows say into the register; refused rows are left for the clerk.

    Committing twice does nothing the second time (R77), nor does committing what was undone: the file is brought in
    anew instead. Rows that contradict a right in force are kept as disputed. Raises RowsHaveChanged.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state in DONE:
        return batch
    cemetery = lock_cemetery(batch.cemetery_name)
    plan = plan_import(batch, outcome, on=at.date())
    made = write_plan(plan, cemetery, batch)
    _note_on_rows(batch, plan)
    batch.cemetery, batch.state, batch.committed_at = cemetery, BatchState.COMMITTED, at
    batch.result, batch.plan = result_of(plan), {**batch.plan, **summary_of(plan), "made": made}
    batch.save(update_fields=["cemetery", "state", "committed_at", "result", "plan"])
    names = ", ".join(file.name for file in batch.files.all())
    Act.objects.create(
        kind=ActKind.IMPORT, on=at.date(), detail=names[:300], recorded_by=actor, notes={IMPORT_NOTE: batch.pk}
    )
    transaction.on_commit(refresh_statistics)
    return batch


def summary_of(plan: Plan) -> dict[str, Any]:
    """Return the plan as the import keeps it: its counts, and what is gone from the file."""
    return {"counts": plan.counts(), "gone": listed(plan.gone)}


def result_of(plan: Plan) -> dict[str, Any]:
    """Return how much was made, changed and left, as the report tells it."""
    counts = plan.counts()
    found = sum(1 for item in plan.told if item.unit) - counts["created"]["units"]
    changed = sum(counts["changed"].values())
    more = {"changed": changed, "collisions": counts["collisions"], "gone": counts["gone"]}
    return {**counts["created"], "left": found, **{name: count for name, count in more.items() if count}}


def lock_cemetery(name: str) -> Cemetery:
    """Lock the cemetery against another import, and its units against clerks, until this one is through.

    Clerks lock units in the order of their keys too, and need the cemetery only as something to point at.
    """
    Cemetery.objects.get_or_create(name=name)
    cemetery = Cemetery.objects.select_for_update(no_key=True).get(name=name)
    units = BurialUnit.objects.select_for_update(no_key=True).filter(cemetery=cemetery).order_by("pk")
    for _ in units.values_list("pk").iterator(20_000):
        pass
    return cemetery


def _note_on_rows(batch: ImportBatch, plan: Plan) -> None:
    """Keep with each row what it changed and what it could not; what an earlier plan said of rows is outdated."""
    issues = plan.issues()
    if not issues and not batch.plan.get("notes"):
        return
    marked = ImportRow.objects.filter(batch=batch)
    rows = []
    for pk, position, kept in marked.values_list("pk", "position", "issues").iterator(20_000):
        told = [issue for issue in kept if issue["code"] not in PLAN_CODES]
        told += [{"code": one.code, "values": dict(one.values), "cell": one.cell} for one in issues.get(position, [])]
        if told != kept:
            codes = " ".join(sorted({issue["code"] for issue in told}))[:400]
            rows.append((pk, json.dumps(told, ensure_ascii=False), codes))
    update_tuples(ImportRow, ("issues", "issue_codes"), rows)
