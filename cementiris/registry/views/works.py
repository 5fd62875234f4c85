"""Licences for headstones and works: granting, listing, and writing down that they are done."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.entries import Submission
from cementiris.registry.facts.works import licence_findings
from cementiris.registry.forms.works import FinishForm, LicenceForm
from cementiris.registry.models import WorksLicence
from cementiris.registry.pages.licences import HeadstoneTerms, open_licences
from cementiris.registry.rules.findings import Finding
from cementiris.registry.services.works import LicenceClosed, finish_licence, grant_licence
from cementiris.registry.views.acting import ActPageSpec

A_PAGE = 50
HEADSTONES = "lapides"


def _judge_licence(form: LicenceForm) -> tuple[Finding, ...]:
    return licence_findings(form.unit, form.entry(), form.today)


ACTS = (ActPageSpec("licence", "llicencia", LicenceForm, _judge_licence, grant_licence, "licence_grant"),)


@requires(Permission.VIEW_PEOPLE)
@require_GET
def licences(request: TownRequest) -> HttpResponse:
    """What was allowed and is not done; and with ?llista=lapides, the headstones that are awaited (R14)."""
    log_access(request.user, "licences.listed")
    listed = HEADSTONES if request.GET.get("llista") == HEADSTONES else ""
    rows, show = _headstones(request) if listed else _licences(request)
    context = {"page": rows, "rows": show, "listed": listed, "today": localdate(), "section": "register"}
    return render(request, "registry/licence_list.html", context)


def _licences(request: TownRequest) -> tuple[Any, list[Any]]:
    page = Paginator(open_licences(), A_PAGE).get_page(request.GET.get("page"))
    return page, list(page)


def _headstones(request: TownRequest) -> tuple[Any, list[Any]]:
    terms = HeadstoneTerms()
    page = Paginator(terms.awaited(), A_PAGE).get_page(request.GET.get("page"))
    return page, [terms.due(right) for right in page]


@requires(Permission.REGISTER_ACTS)
def finish(request: TownRequest, pk: int) -> HttpResponse:
    """Write down that what a licence allowed is done."""
    related = ("unit__cemetery", "unit__section", "document")
    licence, today = get_object_or_404(WorksLicence.objects.select_related(*related), pk=pk), localdate()
    form = FinishForm(request.POST or None, licence=licence, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            finish_licence(licence, on=form.cleaned_data["on"], sent=Submission(actor=request.user, today=today))
        except LicenceClosed:
            messages.warning(request, _("Aquesta llicència ja constava com a feta o anul·lada: no s’ha canviat res."))
        else:
            messages.success(request, _("S’ha apuntat que la feina de la llicència és feta."))
        return redirect("registry:licences", town=request.town.slug)
    log_access(request.user, "licence.read", licence)
    context = {"form": form, "licence": licence, "unit": licence.unit, "section": "register"}
    return render(request, "registry/licence_finish.html", context)
