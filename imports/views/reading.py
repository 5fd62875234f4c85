"""How the files are to be read: which sheets, which columns, which words; each as the clerk says."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from imports.errors import ImportIsClosed, UnreadableFile
from imports.forms import SheetsForm
from imports.models import ImportBatch
from imports.pages.columns import ColumnTable, column_tables
from imports.pages.sheets import sheet_views
from imports.samples import meaning_labels
from imports.services.choosing import ColumnChoice, with_columns, with_sheets
from imports.services.layouts import remember_layout
from imports.services.words import Question, answer, questions
from imports.tasks import begin_reading
from imports.views.parts import back_to, found_batch, framed, refuse_closed, show
from imports.wording import unreadable_sentence


@requires(Permission.IMPORT_DATA)
def sheets(request: TownRequest, pk: int) -> HttpResponse:
    """Show the sheets over their first rows; take which of them are read, and where their headers are."""
    found = found_batch(pk)
    frame = framed(request, found, "sheets")
    told = found.mapping.get("tables", {})
    form = SheetsForm(sheet_views(found), told, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not form.has_changed():
            return back_to(request, "columns" if frame.is_read else "batch", found)
        mapping = with_sheets(found.mapping, form.choices())
        return _read_anew(request, found, mapping, "sheets")
    return show(request, frame, {"form": form})


@requires(Permission.IMPORT_DATA)
def columns(request: TownRequest, pk: int) -> HttpResponse:
    """Show what each column is taken for; read the files anew with what the clerk says instead."""
    found = found_batch(pk)
    tables = column_tables(found)
    if request.method == "POST":
        chosen = [(table.keys, _chosen(request, table)) for table in tables]
        if not any(
            line.meaning != choice.meaning
            for (_, choices), table in zip(chosen, tables, strict=True)
            for line, choice in zip(table.lines, choices, strict=True)
        ):
            return back_to(request, "words", found)
        return _read_anew(request, found, with_columns(found.mapping, chosen), "columns")
    return show(request, framed(request, found, "columns"), {"tables": tables, "meanings": meaning_labels()})


def _chosen(request: TownRequest, table: ColumnTable) -> list[ColumnChoice]:
    return [ColumnChoice(line.key, request.POST.get(line.field, line.meaning), line.rest) for line in table.lines]


@requires(Permission.IMPORT_DATA)
def words(request: TownRequest, pk: int) -> HttpResponse:
    """Ask once what each unknown word stands for; the town remembers the answers."""
    found = found_batch(pk)
    asked = questions(found)
    if request.method == "POST":
        answers = {question.key: request.POST.get(f"word-{at}", "") for at, question in enumerate(asked)}
        try:
            mapping = answer(found, answers, request.user)
        except ImportIsClosed:
            return refuse_closed(request, found)
        if mapping == found.mapping:
            return back_to(request, "issues", found)
        return _read_anew(request, found, mapping, "words")
    return show(request, framed(request, found, "words"), {"questions": _named(asked)})


def _named(asked: list[Question]) -> list[tuple[Question, str]]:
    """Return each question with the word for its column."""
    labels = meaning_labels()
    return [(question, str(labels[question.meaning])) for question in asked]


@requires(Permission.IMPORT_DATA)
@require_POST
def reread(request: TownRequest, pk: int) -> HttpResponse:
    """Read the files once more where the reading stopped."""
    found = found_batch(pk)
    return _read_anew(request, found, found.mapping, "batch")


def _read_anew(request: TownRequest, batch: ImportBatch, mapping: dict[str, Any], page: str) -> HttpResponse:
    """Queue the reading with another mapping, and go to a page that waits for it."""
    try:
        begin_reading(batch, mapping)
    except ImportIsClosed:
        return refuse_closed(request, batch)
    except UnreadableFile as error:
        messages.error(request, unreadable_sentence(error))
    else:
        if "tables" in mapping:
            remember_layout(batch, mapping, request.user)
        messages.info(request, _("Desat. Es tornen a llegir els fitxers."))
    return back_to(request, page, batch)
