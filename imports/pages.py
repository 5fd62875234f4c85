"""What the import's pages show."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cementiris.jobs.models import Progress
from imports.models import BatchState, ImportBatch, ImportRow, RowFate
from imports.samples import understood
from imports.services.stage import mapping_of
from imports.tasks import WORK
from imports.wording import issue_sentence, skipped_word

ROWS_A_PAGE = 25
FIRST_ROWS = 8


@dataclass(frozen=True)
class ColumnLine:
    """One column: its header, what it is taken for, and samples of what that makes of it."""

    key: str
    header: str
    meaning: str
    confidence: int
    samples: list[tuple[str, str]]


@dataclass(frozen=True)
class RowLine:
    """One row of the list of issues, as it was and what is said about it."""

    row: ImportRow
    sentences: list[str]

    @property
    def said(self) -> str:
        """Return the row as written, shortened for the list."""
        return " · ".join(str(cell) for cell in self.row.raw if str(cell).strip())[:160]


@dataclass(frozen=True)
class BatchPage:
    """An import on one page: how far it is, its columns, and its rows by fate and by what is the matter."""

    batch: ImportBatch
    columns: list[ColumnLine]
    sheet_head: list[ImportRow]
    lines: Page[Any]
    codes: list[tuple[str, str, int]]
    code: str
    fate: str
    progress: Progress | None

    @property
    def steps(self) -> list[dict[str, str]]:
        """Return the four steps with where this import stands."""
        counts = self.batch.counts
        doubtful = counts["warned"] + counts["refused"]
        is_done = self.batch.state == BatchState.COMMITTED
        here, after = ("done", "done") if is_done else ("current", "todo")
        return [
            {"title": _("Fitxer"), "note": str(self.batch), "state": "done", "url": ""},
            {"title": _("Columnes"), "note": _("Què vol dir cadascuna"), "state": "done", "url": "#h-col"},
            {
                "title": _("Incidències"),
                "note": ngettext("%(count)d fila amb avís o refusada", "%(count)d files amb avís o refusades", doubtful)
                % {"count": doubtful},
                "state": here,
                "url": "#h-inc",
            },
            {
                "title": _("Incorporació"),
                "note": _("Feta") if is_done else _("Cap canvi encara"),
                "state": after,
                "url": "#h-fi",
            },
        ]

    @property
    def is_committed(self) -> bool:
        """Whether the register holds what the import says."""
        return self.batch.state == BatchState.COMMITTED

    @property
    def is_running(self) -> bool:
        """Whether a worker has it, or is about to."""
        return self.progress is not None and not self.progress.is_over and not self.is_committed


def batch_page(batch: ImportBatch, *, code: str, fate: str, number: str) -> BatchPage:
    """Assemble the page of an import; the list shows rows of one fate, or with one code, or all with an issue."""
    rows = _rows_shown(batch, code, fate)
    page = Paginator(rows, ROWS_A_PAGE).get_page(number)
    page.object_list = [line_of(row) for row in page.object_list]
    return BatchPage(
        batch=batch,
        columns=column_lines(batch),
        sheet_head=list(
            ImportRow.objects.filter(batch=batch).exclude(fate=RowFate.SKIPPED).order_by("position")[:FIRST_ROWS]
        ),
        lines=page,
        codes=_codes(batch),
        code=code,
        fate=fate,
        progress=Progress.objects.filter(work=WORK, subject_id=batch.pk).first(),
    )


def _rows_shown(batch: ImportBatch, code: str, fate: str) -> Any:
    rows = ImportRow.objects.filter(batch=batch).order_by("position")
    if fate in RowFate.values:
        return rows.filter(fate=fate)
    return rows.filter(issue_codes__contains=code) if code else rows.exclude(issue_codes="")


def line_of(row: ImportRow) -> RowLine:
    """Return the row with its sentences."""
    sentences = [issue_sentence(issue["code"], issue["values"]) for issue in row.issues]
    return RowLine(row, sentences or ([skipped_word(row.reason)] if row.reason else []))


def _codes(batch: ImportBatch) -> list[tuple[str, str, int]]:
    """Return every code found, its sentence without values, and in how many rows, the commonest first."""
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    rows = ImportRow.objects.filter(batch=batch).exclude(issue_codes="").values_list("issues", flat=True)
    for issues in rows.iterator(2000):
        for code in {issue["code"] for issue in issues}:
            counts[code] += 1
        for issue in issues:
            examples.setdefault(issue["code"], issue_sentence(issue["code"], issue["values"]))
    return [(code, examples[code], count) for code, count in counts.most_common()]


def column_lines(batch: ImportBatch) -> list[ColumnLine]:
    """Return each differently named column once: the sheets of a roll repeat their header."""
    mapping = mapping_of(batch.mapping)
    seen: dict[str, ColumnLine] = {}
    for column in batch.proposal.get("columns", []):
        key = column["header"] or f"#{column['column'] + 1}"
        if key not in seen:
            samples = [(text, understood(column["meaning"], text, mapping)) for text in column["samples"]]
            seen[key] = ColumnLine(key, column["header"], column["meaning"], round(100 * column["confidence"]), samples)
    return list(seen.values())
