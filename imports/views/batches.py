"""Taking files in, and the import as a whole: how it stands, bringing it in, its report."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from imports.errors import NotBroughtIn, UnreadableFile
from imports.forms import UploadForm
from imports.models import ImportBatch
from imports.pages.frame import frame_of
from imports.pages.overview import overview
from imports.services.report import report_of
from imports.services.signed_report import issue_report
from imports.services.stage import committed_twin, receive
from imports.tasks import begin_commit, begin_reading
from imports.views.parts import back_to, found_batch, framed, show
from imports.wording import unreadable_sentence

FILLED_IN = frozenset({"issues"})
"""Pages where the clerk may be typing when the work is over: they are not loaded anew by themselves."""


@requires(Permission.IMPORT_DATA)
@require_GET
def index(request: TownRequest) -> HttpResponse:
    """List the imports, the latest first."""
    found = ImportBatch.objects.select_related("created_by").prefetch_related("files").order_by("-created_at", "-pk")
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    return render(request, "imports/batches.html", {"page": page, "section": "imports"})


@requires(Permission.IMPORT_DATA)
def upload(request: TownRequest) -> HttpResponse:
    """Take files in; what cannot be read is said at once and nothing is kept."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        batch = _receive(request, form)
        if batch is not None:
            return back_to(request, "batch", batch)
    return render(request, "imports/upload.html", {"form": form, "section": "imports"})


def _receive(request: TownRequest, form: UploadForm) -> ImportBatch | None:
    """Keep the files and have them read behind the page; files that were brought in before lead to their import."""
    files, name = form.cleaned_data["register_files"], form.cleaned_data["cemetery"].strip()
    twin = committed_twin(files, name)
    if twin is not None:
        messages.info(request, _("Aquests fitxers ja s’havien incorporat: aquest n’és el resultat."))
        return twin
    try:
        batch = receive(files, cemetery_name=name, mapping={}, actor=request.user)
    except UnreadableFile as error:
        form.add_error("register_files", unreadable_sentence(error))
        return None
    begin_reading(batch)
    return batch


@requires(Permission.IMPORT_DATA)
@require_GET
def batch(request: TownRequest, pk: int) -> HttpResponse:
    """Show an import as a whole: how far it is, what it would do, or what it did."""
    found = found_batch(pk)
    return show(request, framed(request, found, "batch"), {"page": overview(found, request.town.slug)})


@requires(Permission.IMPORT_DATA)
@require_POST
def commit(request: TownRequest, pk: int) -> HttpResponse:
    """Hand a checked import to the worker; asked twice it is handed over once."""
    found = found_batch(pk)
    frame = framed(request, found, "batch")
    if frame.phase in {"checked", "stopped"}:
        begin_commit(found, request.user)
    return back_to(request, "batch", found)


@requires(Permission.IMPORT_DATA)
@require_GET
def progress(request: TownRequest, pk: int) -> HttpResponse:
    """Answer the page that asks how far the work is; when it is over, the page is loaded anew."""
    found, asking = found_batch(pk), request.GET.get("des", "")
    here = asking if asking in FILLED_IN else "batch"
    frame = frame_of(found, here, town=request.town.slug, at=timezone.now(), question_count=0)
    reload = reverse(f"imports:{frame.here}", kwargs={"town": request.town.slug, "pk": pk})
    response = render(request, "imports/_progress.html", {"frame": frame, "batch": found, "reload": reload})
    if not frame.is_running and frame.here not in FILLED_IN:
        response["HX-Refresh"] = "true"
    return response


@requires(Permission.IMPORT_DATA)
@require_GET
def report(request: TownRequest, pk: int) -> HttpResponse:
    """Hand out the report of an import as JSON; reading it is recorded."""
    found = found_batch(pk)
    log_access(request.user, "import.report", found)
    response = JsonResponse(report_of(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="importacio-{found.pk}.json"'
    return response


@requires(Permission.IMPORT_DATA)
@require_POST
def sign(request: TownRequest, pk: int) -> HttpResponse:
    """Issue the report of an import to be signed; the same report twice is one paper."""
    found = found_batch(pk)
    try:
        paper = issue_report(found, request.user, timezone.localdate())
    except NotBroughtIn:
        messages.warning(request, _("L’informe per signar es fa quan la importació és feta. Primer incorporeu-la."))
        return back_to(request, "batch", found)
    return redirect("documents:document", town=request.town.slug, pk=paper.pk)
