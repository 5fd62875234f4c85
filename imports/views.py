"""Bringing an old register in, on screen."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.models import BurialUnit
from imports.errors import UnreadableFile
from imports.forms import UploadForm
from imports.models import BatchState, ImportBatch, SourceLink
from imports.pages import batch_page, column_lines
from imports.rows import SourceFile
from imports.samples import meaning_labels
from imports.services.report import report_of
from imports.services.stage import check_again, committed_twin, stage
from imports.tasks import begin_commit
from imports.wording import unreadable_sentence


@requires(Permission.IMPORT_DATA)
@require_GET
def index(request: TownRequest) -> HttpResponse:
    """List the imports, the latest first."""
    found = ImportBatch.objects.select_related("created_by").prefetch_related("files").order_by("-created_at")
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    return render(request, "imports/batches.html", {"page": page, "section": "imports"})


@requires(Permission.IMPORT_DATA)
def upload(request: TownRequest) -> HttpResponse:
    """Take files in; what cannot be read is said at once and nothing is kept."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        batch = _stage(request, form)
        if batch is not None:
            return redirect("imports:batch", town=request.town.slug, pk=batch.pk)
    return render(request, "imports/upload.html", {"form": form, "section": "imports"})


def _stage(request: TownRequest, form: UploadForm) -> ImportBatch | None:
    files = [SourceFile(file.name or "", file.read()) for file in form.cleaned_data["register_files"]]
    name = form.cleaned_data["cemetery"].strip()
    twin = committed_twin(files, name)
    if twin is not None:
        messages.info(request, _("Aquests fitxers ja s’havien incorporat: aquest n’és el resultat."))
        return twin
    try:
        return stage(files, cemetery_name=name, mapping={}, actor=request.user, on=timezone.localdate())
    except UnreadableFile as error:
        form.add_error("register_files", unreadable_sentence(error))
        return None


@requires(Permission.IMPORT_DATA)
@require_GET
def batch(request: TownRequest, pk: int) -> HttpResponse:
    """Show an import: steps, columns, rows with issues."""
    found = get_object_or_404(ImportBatch, pk=pk)
    code, fate = (request.GET.get(name, "").replace("\0", "") for name in ("codi", "files"))
    page = batch_page(found, code=code, fate=fate, number=request.GET.get("page", "1"))
    context = {"page": page, "batch": found, "meanings": meaning_labels(), "section": "imports"}
    return render(request, "imports/batch.html", context)


@requires(Permission.IMPORT_DATA)
@require_POST
def columns(request: TownRequest, pk: int) -> HttpResponse:
    """Read the files anew with the columns as the clerk says; an unusable choice changes nothing."""
    found = get_object_or_404(ImportBatch, pk=pk)
    if found.state == BatchState.COMMITTED:
        messages.warning(request, _("Aquesta importació ja és feta; les columnes no es poden canviar."))
        return redirect("imports:batch", town=request.town.slug, pk=pk)
    try:
        check_again(found, _chosen_mapping(request, found))
    except UnreadableFile as error:
        messages.error(request, unreadable_sentence(error))
    else:
        messages.success(request, _("S’han tornat a llegir els fitxers amb les columnes triades."))
    return redirect("imports:batch", town=request.town.slug, pk=pk)


def _chosen_mapping(request: TownRequest, found: ImportBatch) -> dict[str, Any]:
    """Keep guessing while the clerk has changed nothing: then groups of columns stay as they were proposed."""
    lines = column_lines(found)
    chosen = {line.key: request.POST.get(f"meaning-{at}", line.meaning) for at, line in enumerate(lines)}
    if chosen == {line.key: line.meaning for line in lines}:
        return dict(found.mapping)
    return {**found.mapping, "columns": chosen}


@requires(Permission.IMPORT_DATA)
@require_POST
def commit(request: TownRequest, pk: int) -> HttpResponse:
    """Hand a checked import to the worker."""
    found = get_object_or_404(ImportBatch, pk=pk)
    if found.state != BatchState.COMMITTED:
        begin_commit(found, request.user)
    return redirect("imports:batch", town=request.town.slug, pk=pk)


@requires(Permission.IMPORT_DATA)
@require_GET
def progress(request: TownRequest, pk: int) -> HttpResponse:
    """Answer the page that asks how far the commit is; when it is over, the page is loaded anew."""
    found = get_object_or_404(ImportBatch, pk=pk)
    page = batch_page(found, code="", fate="", number="1")
    response = render(request, "imports/_progress.html", {"page": page, "batch": found})
    if not page.is_running:
        response["HX-Refresh"] = "true"
    return response


@requires(Permission.IMPORT_DATA)
@require_GET
def report(request: TownRequest, pk: int) -> HttpResponse:
    """Hand out the report of an import as JSON; reading it is recorded."""
    found = get_object_or_404(ImportBatch, pk=pk)
    log_access(request.user, "import.report", found)
    response = JsonResponse(report_of(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="importacio-{found.pk}.json"'
    return response


@requires(Permission.VIEW_PEOPLE)
@require_GET
def unit_sources(request: TownRequest, pk: int) -> HttpResponse:
    """Show the rows that told of a unit, as they were written."""
    unit = get_object_or_404(BurialUnit, pk=pk)
    links = SourceLink.objects.filter(unit=unit, movement__isnull=True).select_related("row__batch")
    return render(request, "imports/unit_sources.html", {"unit": unit, "links": links.order_by("pk")})
