"""Survey files on screen: taking one in, choosing how it is read, its report, bringing it in, taking it back."""

import json

from django.contrib import messages
from django.contrib.gis.db.models.functions import AsGeoJSON, Transform
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.models import Cemetery
from cementiris.spreadsheets.writing import SheetToWrite, write_workbook
from gis.forms.surveys import SurveyUploadForm
from gis.layers import Window
from gis.messages.surveys import refusal_sentence
from gis.models import SurveyFeature, SurveyFile, SurveyState
from gis.pages.surveys import LISTS, SurveyPage, list_lines, list_page, survey_page
from gis.services.survey_files import choose, handed_in, receive
from gis.surveys.refusals import SurveyRefusedError
from gis.tasks import begin_commit, begin_reading, begin_undo

FILES_ON_A_PAGE = 25
#: Features that one window of the preview holds.
MOST_DRAWN = 5_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Permission.IMPORT_DATA)
@require_GET
def surveys(request: TownRequest, pk: int) -> HttpResponse:
    """List the survey files of a cemetery, the latest first."""
    cemetery = get_object_or_404(Cemetery, pk=pk)
    files = SurveyFile.objects.filter(cemetery=cemetery).select_related("created_by").order_by("-created_at", "-pk")
    page = Paginator(files, FILES_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "gis/surveys.html", {"cemetery": cemetery, "page": page, "section": "cemeteries"})


@requires(Permission.IMPORT_DATA)
def new_survey(request: TownRequest, pk: int) -> HttpResponse:
    """Take a survey in; what is no survey is said at once and nothing is kept."""
    cemetery = get_object_or_404(Cemetery, pk=pk)
    is_sent = request.method == "POST"
    form = SurveyUploadForm(request.POST, request.FILES) if is_sent else SurveyUploadForm()
    if is_sent and form.is_valid():
        kept = _received(request, cemetery, form)
        if kept is not None:
            return _to(request, kept)
    context = {"cemetery": cemetery, "form": form, "section": "cemeteries"}
    return render(request, "gis/survey_upload.html", context)


def _received(request: TownRequest, cemetery: Cemetery, form: SurveyUploadForm) -> SurveyFile | None:
    """Keep the files and have them read behind the page; a file that was brought in before leads to its page."""
    try:
        kept = receive(handed_in(form.cleaned_data["survey_files"]), cemetery, actor=request.user)
    except SurveyRefusedError as error:
        form.add_error("survey_files", refusal_sentence(error))
        return None
    if kept.state == SurveyState.COMMITTED:
        messages.info(request, _("Aquest fitxer ja s’havia incorporat: aquest n’és el resultat."))
    elif kept.state == SurveyState.RECEIVED:
        begin_reading(kept)
    return kept


@requires(Permission.IMPORT_DATA)
def survey(request: TownRequest, pk: int) -> HttpResponse:
    """Show a survey file: how it is read, over its map, and what it would do or did; posted, it is read otherwise."""
    kept = _kept(pk)
    page = survey_page(kept, request.town.slug, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not page.is_open or (page.form.is_valid() and not choose(kept, page.form.choices())):
            return _closed(request, kept)
        if page.form.is_valid():
            begin_reading(kept)
            return _to(request, kept)
    log_access(request.user, "survey.read", kept)
    return render(request, "gis/survey.html", _context(page))


@requires(Permission.IMPORT_DATA)
@require_POST
def read_survey_again(request: TownRequest, pk: int) -> HttpResponse:
    """Have a file read whose reading stopped."""
    kept = _kept(pk)
    if kept.state == SurveyState.RECEIVED:
        begin_reading(kept)
    return _to(request, kept)


@requires(Permission.IMPORT_DATA)
@require_GET
def survey_progress(request: TownRequest, pk: int) -> HttpResponse:
    """Answer the page that asks how far the work is; when it is over, the page is loaded anew."""
    page = survey_page(_kept(pk), request.town.slug)
    response = render(request, "gis/_survey_progress.html", _context(page))
    if not page.is_running:
        response["HX-Refresh"] = "true"
    return response


@requires(Permission.IMPORT_DATA)
@require_POST
def commit_survey(request: TownRequest, pk: int) -> HttpResponse:
    """Hand a checked file to the worker; asked twice it is handed over once."""
    kept = _kept(pk)
    if kept.state == SurveyState.CHECKED:
        begin_commit(kept, request.user)
    return _to(request, kept)


@requires(Permission.IMPORT_DATA)
def undo_survey(request: TownRequest, pk: int) -> HttpResponse:
    """Ask whether to take back what a file brought in; confirmed, a worker does it."""
    kept = _kept(pk)
    page = survey_page(kept, request.town.slug)
    if page.phase != "committed":
        messages.warning(request, _("No hi ha res per desfer: el plànol no té aquest fitxer."))
        return _to(request, kept)
    if request.method == "POST":
        begin_undo(kept, request.user)
        return _to(request, kept)
    return render(request, "gis/survey_undo.html", _context(page))


@requires(Permission.IMPORT_DATA)
@require_GET
def survey_list(request: TownRequest, pk: int, name: str) -> HttpResponse:
    """Show one list of the report of a file."""
    kept = _kept_with(pk, name)
    lines = list_page(kept, name, request.town.slug, request.GET.get("page"))
    context = {"kept": kept, "name": name, "title": LISTS[name], "page": lines, "section": "cemeteries"}
    return render(request, "gis/survey_list.html", context)


@requires(Permission.IMPORT_DATA)
@require_GET
def survey_workbook(request: TownRequest, pk: int, name: str) -> HttpResponse:
    """Hand out one list of the report as a workbook."""
    kept = _kept_with(pk, name)
    rows = (
        (line.number, line.code, line.section, line.place, " ".join(line.sentences))
        for line in list_lines(kept, name, request.town.slug)
    )
    columns = [(_("Element"), 9), (_("Codi"), 16), (_("Bloc"), 20), (_("Al registre"), 32), (_("Què passa"), 80)]
    title = str(LISTS[name])
    content = write_workbook([SheetToWrite(title, columns, rows, has_filters=True)], title=f"{kept.name}: {title}")
    disposition = f'attachment; filename="planol-{kept.pk}-{name}.xlsx"'
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})


@requires(Permission.IMPORT_DATA)
@require_GET
def survey_features(request: TownRequest, pk: int) -> HttpResponse:
    """Answer the preview with the features of a file in its window (`bbox`), so many at most."""
    kept = _kept(pk)
    window = Window.parse(request.GET.get("bbox", ""), request.GET.get("zoom", ""))
    if window is None:
        return HttpResponse(status=400)
    rows = SurveyFeature.objects.filter(survey=kept, shape__bboverlaps=window.as_polygon())
    return JsonResponse(_collection(rows), content_type="application/geo+json", headers={"Cache-Control": "no-store"})


def _collection(rows: QuerySet[SurveyFeature]) -> dict[str, object]:
    drawn = rows.annotate(drawn=AsGeoJSON(Transform("shape", 4326), precision=7)).order_by("number")[:MOST_DRAWN]
    features = [
        {
            "type": "Feature",
            "geometry": json.loads(row.drawn),
            "properties": {"number": row.number, "code": row.code, "joined": row.joined},
        }
        for row in drawn
    ]
    return {"type": "FeatureCollection", "features": features}


def _kept(pk: int) -> SurveyFile:
    return get_object_or_404(SurveyFile.objects.select_related("cemetery", "created_by"), pk=pk)


def _kept_with(pk: int, name: str) -> SurveyFile:
    if name not in LISTS:
        raise Http404
    return _kept(pk)


def _context(page: SurveyPage) -> dict[str, object]:
    return {"page": page, "kept": page.kept, "cemetery": page.kept.cemetery, "section": "cemeteries"}


def _to(request: TownRequest, kept: SurveyFile) -> HttpResponse:
    response: HttpResponse = redirect("gis:survey", town=request.town.slug, pk=kept.pk)
    return response


def _closed(request: TownRequest, kept: SurveyFile) -> HttpResponse:
    messages.warning(request, _("Aquest plànol ja és incorporat o s’hi està treballant: no s’hi pot canviar res."))
    return _to(request, kept)
