"""What stands above every page of an import: its steps, and the work that goes on behind it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cementiris.jobs.models import Progress
from imports.models import BatchState, ImportBatch
from imports.tasks import READING, UNDOING, WORK

SURE, FAIRLY_SURE = 0.8, 0.6
"""From these confidences on a column is taken for what it is; below the second the clerk should look at it."""
SOONEST = 2
"""Seconds of work after which it can be told how long the rest takes."""
STEP_OF = {"row": "issues", "undo": "batch", "changes": "batch"}
"""The step that a page belongs to which is none itself."""


@dataclass(frozen=True)
class Frame:
    """An import and where the clerk is in it: `here` names the page that is open, `town` is the town's slug.

    `at` is the moment in which the page is asked for.
    """

    batch: ImportBatch
    here: str
    town: str
    at: datetime
    reading: Progress | None
    committing: Progress | None
    undoing: Progress | None
    question_count: int

    @property
    def phase(self) -> str:
        """Return what the import is doing, or waits for.

        It is reading, unread (the reading stopped), unreadable, checked, committing, stopped, committed, undoing or
        undone.
        """
        state = self.batch.state
        if state == BatchState.COMMITTED and _is_on(self.undoing):
            return "undoing"
        if state in {BatchState.COMMITTED, BatchState.UNDONE, BatchState.CHECKED}:
            return "committing" if state == BatchState.CHECKED and _is_on(self.committing) else str(state)
        if state == BatchState.STAGED:
            return "reading" if _is_on(self.reading) else "unread"
        if self.batch.failure:
            return "unreadable"
        return "unread" if self.reading is not None and self.reading.state == Progress.State.FAILED else "stopped"

    @property
    def is_open(self) -> bool:
        """Whether the clerk may still change how the files are read."""
        return self.phase in {"reading", "unread", "unreadable", "checked", "stopped"}

    @property
    def may_be_committed(self) -> bool:
        """Whether the import can be brought in now."""
        return self.phase in {"checked", "stopped"}

    @property
    def is_read(self) -> bool:
        """Whether there are rows to look at."""
        return bool(self.batch.counts)

    @property
    def is_running(self) -> bool:
        """Whether a worker has it, or is about to."""
        return self.phase in {"reading", "committing", "undoing"}

    @property
    def progress(self) -> Progress | None:
        """Return how far the work is that goes on now, or that stopped."""
        if self.phase in {"undoing", "committed"}:
            return self.undoing
        return self.committing if self.phase in {"committing", "stopped"} else self.reading

    @property
    def remaining(self) -> str:
        """Return in words how long the work still takes; nothing while that cannot be told."""
        work = self.progress
        if not self.is_running or work is None or not 0 < work.done_count <= work.total_count:
            return ""
        spent = (self.at - work.started_at).total_seconds()
        minutes = round(spent * (work.total_count - work.done_count) / work.done_count / 60)
        if spent < SOONEST:
            return ""
        if not minutes:
            return _("Falta menys d’un minut.")
        return ngettext("Falta un minut.", "Falten uns %(count)d minuts.", minutes) % {"count": minutes}

    @property
    def unsure_count(self) -> int:
        """Return how many columns are taken for something without being sure."""
        return sum(1 for column in self.batch.proposal.get("columns", []) if is_unsure(column))

    @property
    def steps(self) -> list[dict[str, str]]:
        """Return the five steps, each with what is left to do in it."""
        doubtful = self.batch.counts.get("warned", 0) + self.batch.counts.get("refused", 0)
        return [
            self._step("sheets", _("Fitxers i fulls"), str(self.batch), left=self.phase == "unreadable"),
            self._step("columns", _("Columnes"), _columns_note(self.unsure_count), left=self.unsure_count),
            self._step("words", _("Paraules"), _words_note(self.question_count), left=self.question_count),
            self._step("issues", _("Incidències"), _issues_note(doubtful), left=doubtful),
            self._step("batch", _("Incorporació"), self._end_note(), left=self.phase not in {"committed", "undone"}),
        ]

    def _step(self, page: str, title: str, note: str, *, left: object) -> dict[str, str]:
        if not self.is_read and page != "sheets":
            note, left = "", True
        state = "current" if page == STEP_OF.get(self.here, self.here) else "todo" if left else "done"
        is_there = self.is_read or page in {"batch", "sheets"}
        url = reverse(f"imports:{page}", kwargs={"town": self.town, "pk": self.batch.pk}) if is_there else ""
        return {"title": title, "note": note, "state": state, "url": url}

    def _end_note(self) -> str:
        return {
            "committed": _("Feta"),
            "undone": _("Desfeta"),
            "committing": _("En marxa"),
            "undoing": _("Es desfà"),
        }.get(self.phase, _("Cap canvi encara"))


def _is_on(progress: Progress | None) -> bool:
    return progress is not None and not progress.is_over


def frame_of(batch: ImportBatch, here: str, *, town: str, at: datetime, question_count: int) -> Frame:
    """Assemble what stands above a page of an import."""
    works = {
        progress.work: progress
        for progress in Progress.objects.filter(work__in=[READING, WORK, UNDOING], subject_id=batch.pk)
    }
    return Frame(batch, here, town, at, works.get(READING), works.get(WORK), works.get(UNDOING), question_count)


def is_unsure(column: dict[str, Any]) -> bool:
    """Whether the clerk should look at a column: it is taken for something, or for nothing, without being sure."""
    return bool(column["samples"]) and (not column["meaning"] or column["confidence"] < FAIRLY_SURE)


def _columns_note(unsure: int) -> str:
    if not unsure:
        return _("Totes enteses")
    return ngettext("%(count)d per mirar", "%(count)d per mirar", unsure) % {"count": unsure}


def _words_note(questions: int) -> str:
    if not questions:
        return _("Cap per preguntar")
    return ngettext("%(count)d per dir què vol dir", "%(count)d per dir què volen dir", questions) % {
        "count": questions
    }


def _issues_note(doubtful: int) -> str:
    return ngettext("%(count)d fila amb avís o refusada", "%(count)d files amb avís o refusades", doubtful) % {
        "count": doubtful
    }
