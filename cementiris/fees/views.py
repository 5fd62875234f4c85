"""The tariffs of a town, on screen: read by everybody who works there, changed by whoever administers the town."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.fees import messages as sentences
from cementiris.fees import services
from cementiris.fees.forms import (
    AdjustmentForm,
    BeginForm,
    HeadForm,
    LineForm,
    RateForm,
    UploadForm,
    VersionForm,
    line_values,
)
from cementiris.fees.importing import TariffSheet, read_kept, read_sheet
from cementiris.fees.models import Adjustment, Rate, Tariff
from cementiris.fees.pages import calculation, tariff_list, tariff_page
from cementiris.fees.sheets import UnreadableSheet
from cementiris.fees.workbook import tariff_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Permission.VIEW_PLACES)
@require_GET
def index(request: TownRequest) -> HttpResponse:
    """List the tariffs, the latest first."""
    return render(request, "fees/index.html", {"page": tariff_list(localdate())})


@requires(Permission.VIEW_PLACES)
@require_GET
def calculator(request: TownRequest) -> HttpResponse:
    """Answer what something costs."""
    return render(request, "fees/calculator.html", {"page": calculation(request.GET, today=localdate())})


@requires(Permission.VIEW_PLACES)
@require_GET
def tariff(request: TownRequest, pk: int) -> HttpResponse:
    """Show a tariff with its lines and its faults."""
    found = get_object_or_404(Tariff, pk=pk)
    context = {"page": tariff_page(found), "version": VersionForm(initial={"valid_from": localdate()})}
    return render(request, "fees/tariff.html", context)


@requires(Permission.VIEW_PLACES)
@require_GET
def export(request: TownRequest, pk: int) -> HttpResponse:
    """Hand the tariff out as a spreadsheet that can be brought in again."""
    found = get_object_or_404(Tariff, pk=pk)
    response = HttpResponse(tariff_workbook(found), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="tarifa-{found.valid_from:%Y-%m-%d}.xlsx"'
    return response


@requires(Permission.MANAGE_TOWN)
def begin(request: TownRequest) -> HttpResponse:
    """Begin a draft, empty or with the lines of a published tariff."""
    form = BeginForm(request.POST or None, initial={"valid_from": localdate()})
    if request.method == "POST" and form.is_valid():
        typed = {name: form.cleaned_data[name] for name in HeadForm.base_fields}
        found = services.begin_tariff(**typed, preset=form.chosen_preset())
        return _done(request, found, _("S’ha començat l’esborrany. Reviseu-ne les línies i publiqueu-lo."))
    return render(request, "fees/begin.html", {"form": form})


@requires(Permission.MANAGE_TOWN)
def head(request: TownRequest, pk: int) -> HttpResponse:
    """Change the name and the days of a draft."""
    found = get_object_or_404(Tariff, pk=pk, is_published=False)
    initial = {name: getattr(found, name) for name in HeadForm.base_fields}
    form = HeadForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _attempt(request, found, lambda: services.change_head(found, form.cleaned_data))
    return render(request, "fees/head.html", {"form": form, "tariff": found})


@requires(Permission.MANAGE_TOWN)
def new_rate(request: TownRequest, pk: int) -> HttpResponse:
    """Add an amount to a tariff."""
    return _edit_line(request, Rate(tariff=get_object_or_404(Tariff, pk=pk)), RateForm)


@requires(Permission.MANAGE_TOWN)
def new_adjustment(request: TownRequest, pk: int) -> HttpResponse:
    """Add a surcharge or a reduction to a tariff."""
    return _edit_line(request, Adjustment(tariff=get_object_or_404(Tariff, pk=pk)), AdjustmentForm)


@requires(Permission.MANAGE_TOWN)
def rate(request: TownRequest, pk: int) -> HttpResponse:
    """Change or remove an amount."""
    return _edit_line(request, get_object_or_404(Rate.objects.select_related("tariff"), pk=pk), RateForm)


@requires(Permission.MANAGE_TOWN)
def adjustment(request: TownRequest, pk: int) -> HttpResponse:
    """Change or remove a surcharge or a reduction."""
    found = get_object_or_404(Adjustment.objects.select_related("tariff"), pk=pk)
    return _edit_line(request, found, AdjustmentForm)


def _edit_line(request: TownRequest, line: Rate | Adjustment, form_class: type[LineForm]) -> HttpResponse:
    found = line.tariff
    if request.method == "POST" and "remove" in request.POST and line.pk:
        return _attempt(request, found, lambda: services.remove_line(line))
    form = form_class(request.POST or None, initial=line_values(line) if line.pk else {})
    if request.method == "POST" and form.is_valid():
        return _attempt(request, found, lambda: services.save_line(found, form.columns(), line=line))
    if not found.can_be_edited:
        messages.warning(request, str(sentences.USED))
    return render(request, "fees/line.html", {"form": form, "tariff": found, "line": line})


@requires(Permission.MANAGE_TOWN)
@require_POST
def publish(request: TownRequest, pk: int) -> HttpResponse:
    """Put a draft into force from its day on."""
    found = get_object_or_404(Tariff, pk=pk)
    return _attempt(request, found, lambda: services.publish(found))


@requires(Permission.MANAGE_TOWN)
@require_POST
def version(request: TownRequest, pk: int) -> HttpResponse:
    """Begin a new version, from a day on, with the lines of this one."""
    found = get_object_or_404(Tariff, pk=pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return render(request, "fees/tariff.html", {"page": tariff_page(found), "version": form})
    new = services.succeed(found, valid_from=form.cleaned_data["valid_from"])
    return _done(
        request, new, _("S’ha fet un esborrany amb les mateixes línies. Canvieu-ne el que calgui i publiqueu-lo.")
    )


@requires(Permission.MANAGE_TOWN)
@require_POST
def discard(request: TownRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    found = get_object_or_404(Tariff, pk=pk)
    try:
        services.discard(found)
    except services.TariffGone:
        return _gone(request)
    except services.TariffIsUsed:
        messages.error(request, _("Una tarifa publicada no es descarta: feu-ne una versió nova."))
        return redirect("fees:tariff", town=request.town.slug, pk=pk)
    messages.success(request, _("S’ha descartat l’esborrany."))
    return redirect("fees:index", town=request.town.slug)


@requires(Permission.MANAGE_TOWN)
def bring(request: TownRequest, pk: int) -> HttpResponse:
    """Read a spreadsheet, show what each row says, and put its lines in the place of the tariff's when confirmed."""
    found = get_object_or_404(Tariff, pk=pk)
    form = UploadForm(request.POST or None, request.FILES or None)
    sheet: TariffSheet | None = None
    try:
        if "kept" in request.POST:
            lines = read_kept(request.POST["kept"]).columns()
            return _attempt(request, found, lambda: services.replace_lines(found, *lines))
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            sheet = read_sheet(file.read())
    except UnreadableSheet as error:
        form.add_error("file", str(error))
    return render(request, "fees/bring.html", {"form": form, "tariff": found, "sheet": sheet})


def _attempt(request: TownRequest, found: Tariff, act: Callable[[], Any]) -> HttpResponse:
    """Do it and go back to the tariff, with what was done or with the sentence that says why not."""
    try:
        act()
    except services.TariffGone:
        return _gone(request)
    except services.TariffIsUsed:
        messages.error(request, str(sentences.USED))
    except services.TariffsOverlap as overlap:
        messages.error(request, f"{sentences.OVERLAP} ({overlap.other})")
    else:
        log_access(request.user, "tariff.changed", found)
        messages.success(request, _("S’ha desat."))
    return redirect("fees:tariff", town=request.town.slug, pk=found.pk)


def _gone(request: TownRequest) -> HttpResponse:
    messages.error(request, _("Mentrestant algú ha descartat l’esborrany: no s’ha desat res."))
    return redirect("fees:index", town=request.town.slug)


def _done(request: TownRequest, found: Tariff, text: str) -> HttpResponse:
    log_access(request.user, "tariff.changed", found)
    messages.success(request, text)
    return redirect("fees:tariff", town=request.town.slug, pk=found.pk)
