"""An import on one page: what it read, what it would do or did, and what it came after."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cementiris.documents.models import Document
from imports.errors import UnreadableFile
from imports.models import BatchState, ImportBatch, ImportFile
from imports.pages.reconciliation import Reconciliation, reconciliation
from imports.pages.undoing import KeptLine, kept_sentence, undone_lines
from imports.services.signed_report import reports_of
from imports.wording import fact_word, unreadable_sentence

GONE_SHOWN = 50
KINDS = ("units", "people", "concessions", "burials")


@dataclass(frozen=True)
class PlanLine:
    """How many of one kind of thing an import makes and changes."""

    word: str
    created: int
    changed: int


@dataclass(frozen=True)
class Overview:
    """The plan of an import, or what it did, line by line, and the imports of the same cemetery before it."""

    lines: list[PlanLine]
    left: int
    gone: int
    gone_rows: list[dict[str, Any]]
    collisions: int
    failure: str
    files: list[ImportFile]
    former: ImportBatch | None
    plan: Reconciliation | None
    papers: list[Document]
    kept: list[KeptLine]
    kept_sentence: str

    @property
    def is_planned(self) -> bool:
        """Whether it is known what the import makes."""
        return bool(self.lines)


def overview(batch: ImportBatch, town: str) -> Overview:
    """Assemble the page of an import; `town` is the town's slug."""
    kept, kept_count = undone_lines(batch, town)
    told = batch.plan.get("counts", {})
    created, changed = told.get("created", {}), told.get("changed", {})
    lines = [PlanLine(fact_word(kind), created.get(kind, 0), changed.get(kind, 0)) for kind in KINDS] if told else []
    return Overview(
        lines,
        told.get("left", 0),
        told.get("gone", 0),
        batch.plan.get("gone", [])[:GONE_SHOWN],
        told.get("collisions", 0),
        failure_sentence(batch.failure),
        list(batch.files.all()),
        former_batch(batch),
        reconciliation(batch.proposal),
        list(reports_of(batch)) if batch.committed_at else [],
        kept,
        kept_sentence(kept_count),
    )


def failure_sentence(failure: Mapping[str, Any]) -> str:
    """Say why the files cannot be read; nothing when they can."""
    return unreadable_sentence(UnreadableFile(failure["code"], **failure.get("values", {}))) if failure else ""


def former_batch(batch: ImportBatch) -> ImportBatch | None:
    """Return the last import that the register of the same cemetery holds from before this one."""
    earlier = ImportBatch.objects.filter(cemetery_name=batch.cemetery_name, state=BatchState.COMMITTED, pk__lt=batch.pk)
    return earlier.prefetch_related("files").order_by("-pk").first()
