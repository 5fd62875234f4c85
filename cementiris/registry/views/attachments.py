"""Files of units and acts: adding, showing, handing out and withdrawing them."""

from __future__ import annotations

from django.contrib import messages
from django.core.files import File
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.entries import Submission
from cementiris.registry.file_types import type_named
from cementiris.registry.forms.attachments import FilesForm, WithdrawalForm
from cementiris.registry.messages import sentence
from cementiris.registry.models import Act, Attachment
from cementiris.registry.pictures import taken_on
from cementiris.registry.rules.findings import Breach
from cementiris.registry.services.attachments import register_files, withdraw
from cementiris.registry.services.submission import AlreadySent, RuleBroken
from cementiris.registry.typed_keys import read_key
from cementiris.registry.views.acting import unit_of

A_PAGE = 24
BEGINNING_BYTES = 1024 * 1024
"""As much of a photograph as is looked at for its day."""
SEALED = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox"
"""What a file of unknown hands may do in a browser: be looked at, and nothing else."""


@requires(Permission.VIEW_PEOPLE)
@require_GET
def unit_files(request: TownRequest, pk: int) -> HttpResponse:
    """The files of a unit, the newest first: a part of its sheet, or a page by itself."""
    unit = unit_of(pk)
    log_access(request.user, "unit.files", unit)
    return _list(request, Attachment.objects.filter(unit=unit), {"unit": unit})


@requires(Permission.VIEW_PEOPLE)
@require_GET
def act_files(request: TownRequest, pk: int) -> HttpResponse:
    """The files of an act: a part of its page, or a page by itself."""
    act = get_object_or_404(Act.objects.select_related("unit"), pk=pk)
    log_access(request.user, "act.files", act)
    return _list(request, Attachment.objects.filter(act=act), {"unit": act.unit, "act": act})


def _list(request: TownRequest, files: QuerySet[Attachment], context: dict[str, object]) -> HttpResponse:
    rows = files.select_related("added_by").order_by("-pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "registry/attachment_list.html", {**context, "files": page, "section": "cemeteries"})


@requires(Permission.REGISTER_ACTS)
def attach(request: TownRequest, pk: int) -> HttpResponse:
    """Add files to a unit, or to one of its acts; what is wrong with any of them is said and none is kept."""
    unit, today = unit_of(pk), localdate()
    chosen = read_key(request.GET.get("acte", ""))
    initial = {"act": chosen} if chosen else {}
    form = FilesForm(request.POST or None, request.FILES or None, unit=unit, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        sent = Submission(actor=request.user, today=today, key=form.cleaned_data["key"])
        try:
            register_files(unit=unit, entry=form.entry(), sent=sent)
        except RuleBroken as broken:
            _say(form, broken)
        except AlreadySent:
            return _back(request, form, pk, _("Aquest formulari ja s’havia enviat: els fitxers hi són una vegada."))
        else:
            return _back(request, form, pk, _("S’han afegit els fitxers."))
    return render(request, "registry/attachment_add.html", {"form": form, "unit": unit, "section": "cemeteries"})


def _back(request: TownRequest, form: FilesForm, pk: int, words: str) -> HttpResponse:
    messages.success(request, words)
    act = form.cleaned_data["act"]
    name, key = ("registry:act", act.pk) if act else ("registry:unit", pk)
    return redirect(name, town=request.town.slug, pk=key)


def _say(form: FilesForm, broken: RuleBroken) -> None:
    first = form.cleaned_data["uploads"][0]
    for breach in broken.breaches:
        field = "taken_on" if breach.code == "X47" and breach.variant != "no_picture" else "uploads"
        form.add_error(field, f"{sentence(breach)}{_camera_says(first, breach)}")


def _camera_says(photograph: File[bytes], breach: Breach) -> str:
    """The day that the camera wrote is told, for the clerk to confirm by typing it."""
    if f"{breach.code}.{breach.variant}" != "X47.missing":
        return ""
    day = taken_on(_beginning(photograph))
    return " " + _("La càmera diu que és del %(day)s.") % {"day": f"{day:%d/%m/%Y}"} if day else ""


def _beginning(file: File[bytes]) -> bytes:
    file.seek(0)
    beginning: bytes = file.read(BEGINNING_BYTES)
    return beginning


@requires(Permission.REGISTER_ACTS)
@require_POST
def photo_day(request: TownRequest, pk: int) -> HttpResponse:
    """Tell the day that the camera wrote into the beginning of a photograph, which is not kept; "" without one."""
    unit_of(pk)
    beginning = request.FILES.get("beginning")
    day = taken_on(_beginning(beginning)) if beginning else None
    return JsonResponse({"taken_on": f"{day:%d/%m/%Y}" if day else ""})


@requires(Permission.VIEW_PEOPLE)
@require_GET
def attachment(request: TownRequest, pk: int) -> HttpResponse:
    """Hand out a file as it came; the reading is recorded (R71). Only pictures are drawn by the browser."""
    found = get_object_or_404(Attachment, pk=pk)
    log_access(request.user, "attachment.read", found)
    kind = type_named(found.media_type)
    return _sealed(found.file, found.name, kind.media_type if kind and kind.is_shown else "")


@requires(Permission.VIEW_PEOPLE)
@require_GET
def preview(request: TownRequest, pk: int) -> HttpResponse:
    """The small picture of a file; the reading is recorded, for a scanned card can be read from it."""
    found = get_object_or_404(Attachment.objects.exclude(preview=""), pk=pk)
    log_access(request.user, "attachment.preview", found)
    return _sealed(found.preview, "petita.jpg", "image/jpeg")


def _sealed(field: FieldFile, name: str, shown_as: str) -> HttpResponse:
    try:
        with field.open("rb") as file:
            content = file.read()
    except FileNotFoundError as lost:
        raise Http404 from lost
    response = HttpResponse(content, content_type=shown_as or "application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(not shown_as, name) or "attachment"
    response["Content-Security-Policy"] = SEALED
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@requires(Permission.REGISTER_ACTS)
def withdraw_attachment(request: TownRequest, pk: int) -> HttpResponse:
    """Withdraw a file with a reason; it stays in its place, marked."""
    found = get_object_or_404(Attachment.objects.select_related("unit"), pk=pk)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = Submission(actor=request.user, today=localdate())
        withdraw(found, reason=form.cleaned_data["reason"], sent=sent)
        messages.success(request, _("S’ha retirat el fitxer."))
        return redirect("registry:unit", town=request.town.slug, pk=found.unit_id)
    context = {"form": form, "file": found, "unit": found.unit, "section": "cemeteries"}
    return render(request, "registry/attachment_withdraw.html", context)
