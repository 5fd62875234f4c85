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
from cementiris.registry.models import Act, Attachment, AttachmentKind
from cementiris.registry.picture_details import taken_at, without_details
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
    return list_files(request, Attachment.objects.filter(unit=unit), {"unit": unit})


@requires(Permission.VIEW_PEOPLE)
@require_GET
def act_files(request: TownRequest, pk: int) -> HttpResponse:
    """The files of an act: a part of its page, or a page by itself."""
    act = get_object_or_404(Act.objects.select_related("unit"), pk=pk)
    log_access(request.user, "act.files", act)
    return list_files(request, Attachment.objects.filter(act=act), {"unit": act.unit, "act": act})


def list_files(request: TownRequest, files: QuerySet[Attachment], context: dict[str, object]) -> HttpResponse:
    """A page of files, the newest first, each with its small picture; `context` says what they are of."""
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
            register_files(of=unit, entry=form.entry(), sent=sent)
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


@requires(Permission.DO_WORK)
@require_POST
def photo_day(request: TownRequest) -> HttpResponse:
    """Tell the day and place that the camera wrote into the beginning of a photograph, which is not kept."""
    beginning = request.FILES.get("beginning")
    seen = _beginning(beginning) if beginning else b""
    day, place = taken_on(seen), taken_at(seen)
    said = {"taken_on": f"{day:%d/%m/%Y}" if day else "", "place": "{:.6f} {:.6f}".format(*place) if place else ""}
    return JsonResponse(said)


@requires(Permission.VIEW_PEOPLE)
@require_GET
def attachment(request: TownRequest, pk: int) -> HttpResponse:
    """Hand out a file as it came; the reading is recorded (R71). Only pictures are drawn by the browser.

    A photograph goes out without what the camera wrote beside it; `?original=1` is for who keeps the register.
    """
    found = get_object_or_404(Attachment, pk=pk)
    log_access(request.user, "attachment.read", found)
    if "original" in request.GET and request.may(Permission.REGISTER_ACTS):
        return _sealed(_content(found.file), found.name, "")
    if found.kind == AttachmentKind.PHOTOGRAPH:
        return _bare(found)
    return _sealed(_content(found.file), found.name, found.media_type if _is_shown(found) else "")


def _bare(photograph: Attachment) -> HttpResponse:
    """The photograph alone; of one that cannot be stripped (TIFF, damaged) the small picture, which is bare."""
    bare = without_details(_content(photograph.file)) if _is_shown(photograph) else None
    if bare is None:
        return _sealed(_content(photograph.preview), "petita.jpg", "image/jpeg")
    return _sealed(bare, photograph.name, photograph.media_type)


def _is_shown(file: Attachment) -> bool:
    """Whether a browser may draw it."""
    kind = type_named(file.media_type)
    return kind is not None and kind.is_shown


@requires(Permission.VIEW_PEOPLE)
@require_GET
def preview(request: TownRequest, pk: int) -> HttpResponse:
    """The small picture of a file; the reading is recorded, for a scanned card can be read from it."""
    found = get_object_or_404(Attachment.objects.exclude(preview=""), pk=pk)
    log_access(request.user, "attachment.preview", found)
    return _sealed(_content(found.preview), "petita.jpg", "image/jpeg")


def _content(field: FieldFile) -> bytes:
    """The bytes of a kept file; 404 where it was lost."""
    try:
        with field.open("rb") as file:
            content: bytes = file.read()
    except (FileNotFoundError, ValueError) as lost:
        # A row without a preview names no file: Django says so by a ValueError.
        raise Http404 from lost
    return content


def _sealed(content: bytes, name: str, shown_as: str) -> HttpResponse:
    response = HttpResponse(content, content_type=shown_as or "application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(not shown_as, name) or "attachment"
    response["Content-Security-Policy"] = SEALED
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@requires(Permission.REGISTER_ACTS)
def withdraw_attachment(request: TownRequest, pk: int) -> HttpResponse:
    """Withdraw a file with a reason; it stays in its place, marked."""
    found = get_object_or_404(Attachment.objects.select_related("unit", "section"), pk=pk)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = Submission(actor=request.user, today=localdate())
        withdraw(found, reason=form.cleaned_data["reason"], sent=sent)
        messages.success(request, _("S’ha retirat el fitxer."))
        name, key = ("registry:unit", found.unit_id) if found.unit_id else ("registry:section_files", found.section_id)
        return redirect(name, town=request.town.slug, pk=key)
    context = {"form": form, "file": found, "unit": found.unit, "wall": found.section, "section": "cemeteries"}
    return render(request, "registry/attachment_withdraw.html", context)
