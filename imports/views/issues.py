"""What is the matter with the rows, and correcting them: on screen, or in a workbook of the refused ones."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from imports.errors import ImportIsClosed, UnreadableFile
from imports.forms import WorkbookForm
from imports.models import ImportBatch, ImportRow, RowFate
from imports.pages.issues import Filter, RowLine, issues_page, lines_of, told_units
from imports.readers.detect import MAX_FILE_BYTES
from imports.services import refused as services
from imports.services.fixing import fix_row, set_aside
from imports.services.fixing import restore as take_in_again
from imports.services.refused import refused_workbook
from imports.tasks import begin_reading
from imports.views.parts import back_to, found_batch, framed, refuse_closed, show
from imports.wording import unreadable_sentence

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CELLS = "cel-"
"""What the fields of a row's cells are named by, before the number of the column."""


@requires(Permission.IMPORT_DATA)
@require_GET
def issues(request: TownRequest, pk: int) -> HttpResponse:
    """List the rows that have something the matter, or those that are asked for."""
    found = found_batch(pk)
    page = issues_page(found, Filter.asked(request.GET), request.GET.get("page", "1"))
    return show(request, framed(request, found, "issues"), {"page": page, "form": WorkbookForm()})


@requires(Permission.IMPORT_DATA)
def row(request: TownRequest, pk: int, position: int) -> HttpResponse:
    """Show one row with its cells to be corrected; in the list, in its place there."""
    found = found_batch(pk)
    line = _line(found, position)
    if request.method == "POST":
        return _leave(request, found) if _is_another(request, line) else _correct(request, found, line)
    is_editing = "mostra" not in request.GET
    return _show_row(request, found, line, is_editing=is_editing)


def _correct(request: TownRequest, batch: ImportBatch, line: RowLine) -> HttpResponse:
    texts = {
        cell.column: request.POST[f"{CELLS}{cell.column}"]
        for cell in line.cells
        if f"{CELLS}{cell.column}" in request.POST
    }
    try:
        count = fix_row(batch, line.row, texts, request.user)
        if count:
            begin_reading(batch)
    except ImportIsClosed:
        return refuse_closed(request, batch)
    return _after(request, batch, line, _corrected(count))


def _corrected(count: int) -> str:
    if not count:
        return _("No hi heu canviat res.")
    said = ngettext("%(count)d cel·la corregida.", "%(count)d cel·les corregides.", count) % {"count": count}
    return f"{said} {_('Es torna a comprovar tot.')}"


@requires(Permission.IMPORT_DATA)
@require_POST
def aside(request: TownRequest, pk: int, position: int) -> HttpResponse:
    """Leave a row out of the import."""
    found = found_batch(pk)
    line = _line(found, position)
    if _is_another(request, line):
        return _leave(request, found)
    try:
        set_aside(found, line.row, request.user)
        begin_reading(found)
    except ImportIsClosed:
        return refuse_closed(request, found)
    return _after(request, found, line, _("La fila queda fora de la importació."))


@requires(Permission.IMPORT_DATA)
@require_POST
def restore(request: TownRequest, pk: int, position: int) -> HttpResponse:
    """Take a row in again that was left out."""
    found = found_batch(pk)
    line = _line(found, position)
    if _is_another(request, line):
        return _leave(request, found)
    try:
        take_in_again(found, line.row)
        begin_reading(found)
    except ImportIsClosed:
        return refuse_closed(request, found)
    return _after(request, found, line, _("La fila torna a ser dins de la importació."))


def _line(batch: ImportBatch, position: int) -> RowLine:
    if position > 2_147_483_647:  # more than the column holds
        raise Http404
    found = get_object_or_404(ImportRow.objects.exclude(fate=RowFate.SKIPPED), batch=batch, position=position)
    return lines_of(batch, [found])[0]


def _is_another(request: TownRequest, line: RowLine) -> bool:
    """Whether another row stands in this position since the page was drawn: the files were read in another way."""
    return request.POST.get("lloc") != line.place


def _after(request: TownRequest, batch: ImportBatch, line: RowLine, said: str) -> HttpResponse:
    """Show the row as it is now, in its place in the list, or its page with what was done."""
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        messages.success(request, said)
        return back_to(request, "row", batch, position=line.row.position)
    return _show_row(request, batch, lines_of(batch, [line.row])[0], is_editing=False, said=said)


def _leave(request: TownRequest, batch: ImportBatch) -> HttpResponse:
    messages.warning(request, _("Els fitxers s’han tornat a llegir mentrestant. Torneu a triar la fila."))
    response = back_to(request, "issues", batch)
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        response = HttpResponse(headers={"HX-Redirect": response["Location"]})
    return response


def _show_row(
    request: TownRequest, batch: ImportBatch, line: RowLine, *, is_editing: bool, said: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {"line": line, "said": said}
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        context |= {"batch": batch, "frame": framed(request, batch, "issues")}
        return render(request, "imports/_row_edit.html" if is_editing else "imports/_row_answer.html", context)
    return show(request, framed(request, batch, "row"), context | {"units": told_units(line.row)})


@requires(Permission.IMPORT_DATA)
@require_GET
def refused(request: TownRequest, pk: int) -> HttpResponse:
    """Hand out the refused rows as a workbook to be corrected; that it was is recorded."""
    found = found_batch(pk)
    log_access(request.user, "import.refused", found)
    response = HttpResponse(refused_workbook(found), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="refusades-{found.pk}.xlsx"'
    return response


@requires(Permission.IMPORT_DATA)
def take_back(request: TownRequest, pk: int) -> HttpResponse:
    """Take the workbook of refused rows back and read everything anew with what was corrected in it."""
    found = found_batch(pk)
    if request.method != "POST":
        return back_to(request, "issues", found)
    form = WorkbookForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            return _took_back(request, found, _changed(request, found, form.cleaned_data["workbook"]))
        except ImportIsClosed:
            return refuse_closed(request, found)
        except UnreadableFile as error:
            form.add_error("workbook", unreadable_sentence(error))
    page = issues_page(found, Filter(), "1")
    return show(request, framed(request, found, "issues"), {"page": page, "form": form})


def _changed(request: TownRequest, batch: ImportBatch, file: UploadedFile[Any]) -> int:
    if (file.size or 0) > MAX_FILE_BYTES:
        raise UnreadableFile("too_large", name=file.name, size=(file.size or 0) >> 20, limit=MAX_FILE_BYTES >> 20)
    return services.take_back(batch, file.read(), request.user, name=file.name or "")


def _took_back(request: TownRequest, batch: ImportBatch, count: int) -> HttpResponse:
    if count:
        begin_reading(batch)
    messages.success(request, _corrected(count))
    return back_to(request, "issues", batch)
