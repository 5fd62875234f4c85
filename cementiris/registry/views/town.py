"""The town's own pages: its details and the versions of its ordinance, for whoever administers it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.entries import Submission
from cementiris.registry.forms.ordinances import OrdinanceForm
from cementiris.registry.forms.town import ArmsForm, DetailsForm
from cementiris.registry.models import Ordinance
from cementiris.registry.presets import PRESETS
from cementiris.registry.queries import ordinance_on
from cementiris.registry.services.arms import NoPicture, arms_of, keep_arms, remove_arms
from cementiris.registry.services.ordinances import save_ordinance


@requires(Permission.MANAGE_TOWN)
def town(request: TownRequest) -> HttpResponse:
    """Show and change what letters carry, and lead to the versions of the ordinance."""
    details = DetailsForm(request.POST or None, instance=request.town)
    if request.method == "POST" and details.is_valid():
        details.save()
        return _changed(request)
    return _town_page(request, details, ArmsForm())


@requires(Permission.MANAGE_TOWN)
def arms(request: TownRequest) -> HttpResponse:
    """Show the town's arms, keep others, or take them away; who did it is recorded."""
    if request.method != "POST":
        picture = arms_of(request.town)
        return HttpResponse(picture, content_type="image/jpeg") if picture else _back(request)
    if "treu" in request.POST:
        remove_arms(request.town)
        return _changed(request)
    form = ArmsForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            keep_arms(request.town, form.cleaned_data["picture"])
            return _changed(request)
        except NoPicture as reason:
            form.refuse(reason.code)
    return _town_page(request, DetailsForm(instance=request.town), form)


def _changed(request: TownRequest) -> HttpResponse:
    log_access(request.user, "town.changed", request.town)
    messages.success(request, _("S’ha desat."))
    return _back(request)


def _back(request: TownRequest) -> HttpResponse:
    return redirect("registry:town", town=request.town.slug)


def _town_page(request: TownRequest, details: DetailsForm, arms_form: ArmsForm) -> HttpResponse:
    context = {
        "details": details,
        "arms_form": arms_form,
        "has_arms": bool(arms_of(request.town)),
        "versions": Ordinance.objects.order_by("-valid_from"),
        "presets": PRESETS,
    }
    return render(request, "registry/town.html", context)


@requires(Permission.MANAGE_TOWN)
def new_ordinance(request: TownRequest) -> HttpResponse:
    """A new version, begun from the one in force or from a published one (`?com=girona`)."""
    today = localdate()
    key = request.GET.get("com", "")
    preset = PRESETS.get(key)
    form = OrdinanceForm(
        request.POST or None,
        current=Ordinance(valid_from=today) if preset else ordinance_on(today),
        valid_from=today,
        values={**preset.values, "profile": key} if preset else {},
    )
    return _kept(request, form) or _page(request, form, preset=preset)


@requires(Permission.MANAGE_TOWN)
def ordinance(request: TownRequest, pk: int) -> HttpResponse:
    """One version, to read or to correct; with another day it becomes a version of that day."""
    found = get_object_or_404(Ordinance, pk=pk)
    form = OrdinanceForm(request.POST or None, current=found, valid_from=found.valid_from, values={})
    form.corrects = found.valid_from
    return _kept(request, form) or _page(request, form, version=found)


def _kept(request: TownRequest, form: OrdinanceForm) -> HttpResponse | None:
    if request.method != "POST" or not form.is_valid():
        return None
    kept = save_ordinance(form.values(), sent=Submission(actor=request.user, today=localdate()))
    log_access(request.user, "town.changed", kept)
    messages.success(
        request, _("S’ha desat l’ordenança vigent des del %(day)s.") % {"day": f"{kept.valid_from:%d/%m/%Y}"}
    )
    return redirect("registry:town", town=request.town.slug)


def _page(request: TownRequest, form: OrdinanceForm, **more: Any) -> HttpResponse:
    return render(request, "registry/ordinance.html", {"form": form, **more})
