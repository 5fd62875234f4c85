"""Undoing an import: what it made is taken back, what it changed is restored, and what somebody touched since stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_noop

from cementiris.accounts.models import User
from cementiris.registry.models import Act, ActKind
from cementiris.tenancy.statistics import refresh_statistics
from imports.models import BatchState, ImportBatch, SourceLink
from imports.services.commit import IMPORT_NOTE, lock_cemetery
from imports.services.former import BURIAL, RIGHT, UNIT
from imports.services.kept import Kept, describe
from imports.services.restoring import restore_changed
from imports.services.taking_back import TakenBack, judge_facts
from imports.services.touched import history_of

MOST_LISTED = 1000
"""As many facts that stay are kept one by one with the import; of the others only the number is told."""
_COUNTED = {"units": UNIT, "concessions": RIGHT, "burials": BURIAL}
REASON = gettext_noop("Importació desfeta")


@dataclass(frozen=True)
class UndoOutcome:
    """How many facts were taken back and restored, by kind, and which stay."""

    removed: dict[str, int]
    restored: int
    kept: tuple[Kept, ...]

    @property
    def is_complete(self) -> bool:
        """Whether nothing of the import stays."""
        return not self.kept


NOTHING = UndoOutcome({}, 0, ())


def undo_plan(batch: ImportBatch) -> UndoOutcome:
    """Return what undoing the import now would take back and restore, and what would stay; nothing is written."""
    if batch.state != BatchState.COMMITTED:
        return NOTHING
    facts = judge_facts(batch)
    removed = {name: len(facts.removable(kind)) for name, kind in _COUNTED.items()}
    removed["people"] = len(facts.removable_people())
    return UndoOutcome(removed, len(facts.changed - facts.kept.keys()), describe(facts))


@transaction.atomic
def undo(batch: ImportBatch, *, actor: User | None, at: datetime) -> UndoOutcome:
    """Take back what the import made and restore what it changed, unless touched since; all of it or nothing.

    When all is gone the import is undone and its act annulled; else it stays as it is, with the list of what stays, and
    may be undone again later. Undoing twice does nothing the second time. Files, rows and report are never touched.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state != BatchState.COMMITTED:
        return NOTHING
    lock_cemetery(batch.cemetery_name)
    facts = judge_facts(batch)
    with history_of(batch, undone=True):
        people = facts.removable_people()  # before the titles and movements that name them are gone
        restored = restore_changed(batch, facts)
        removed = _remove(batch, facts, people)
    outcome = UndoOutcome(removed, restored, describe(facts))
    _note(batch, outcome, actor, at)
    transaction.on_commit(refresh_statistics)
    return outcome


def _remove(batch: ImportBatch, facts: TakenBack, people: set[int]) -> dict[str, int]:
    """Delete links first, so that nothing points at what goes; the history keeps each row as it was."""
    SourceLink.objects.filter(row__batch=batch).exclude(pk__in=facts.links_kept).delete()
    counts = {
        "concessions": _delete("registry_concession", facts.removable(RIGHT), holdings=True),
        "burials": _delete("registry_movement", facts.removable(BURIAL)),
        "people": _delete("registry_person", people),
        "units": _delete("registry_burialunit", facts.removable(UNIT)),
    }
    while empty := facts.empty_sections():
        _delete("registry_section", empty)
    return counts


def _delete(table: str, keys: Iterable[int], *, holdings: bool = False) -> int:
    wanted = sorted(keys)
    if not wanted:
        return 0
    with connection.cursor() as cursor:
        if holdings:
            cursor.execute("DELETE FROM registry_holding WHERE concession_id = ANY(%s)", [wanted])
        cursor.execute(f"DELETE FROM {table} WHERE id = ANY(%s)", [wanted])
    return len(wanted)


def _note(batch: ImportBatch, outcome: UndoOutcome, actor: User | None, at: datetime) -> None:
    kept = [asdict(one) for one in outcome.kept[:MOST_LISTED]]
    told: dict[str, Any] = {"removed": outcome.removed, "restored": outcome.restored, "kept": kept}
    batch.plan = {**batch.plan, "undone": told | {"kept_count": len(outcome.kept)}}
    if outcome.is_complete:
        batch.state, batch.undone_at, batch.undone_by = BatchState.UNDONE, at, actor
        _annul_act(batch, actor, at)
    batch.save(update_fields=["state", "undone_at", "undone_by", "plan"])


def _annul_act(batch: ImportBatch, actor: User | None, at: datetime) -> None:
    """The journal keeps both: that the files were brought in, and that it was undone."""
    act = Act.objects.filter(kind=ActKind.IMPORT, notes__contains={IMPORT_NOTE: batch.pk}).first()
    if act is not None:
        act.annulled_at, act.annulled_by, act.annulled_reason = at, actor, REASON
        act.save(update_fields=["annulled_at", "annulled_by", "annulled_reason"])
    notes = {IMPORT_NOTE: batch.pk}
    Act.objects.create(
        kind=ActKind.ANNULMENT, on=at.date(), detail=REASON, recorded_by=actor, corrects=act, notes=notes
    )
