"""Caducity files: the list, each file, each of its steps, and opening several at once."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.entries import Submission
from cementiris.registry.entries.endings import OpenLapseEntry
from cementiris.registry.facts.lapse import lapse_facts
from cementiris.registry.forms.lapse import LapseStepForm, ManyLapsesForm
from cementiris.registry.lapse_queries import UNDER_WAY, emptied_short_rights, expired_without_file, lapse_files
from cementiris.registry.models import BurialUnit, LapseCause, LapseFile, LapseStatus, LapseStepKind
from cementiris.registry.pages.lapse import file_page, file_rows
from cementiris.registry.rules.findings import Finding
from cementiris.registry.rules.lapse import check_step
from cementiris.registry.rules.lapse_facts import Step
from cementiris.registry.services.lapse import open_lapse_files, record_step
from cementiris.registry.typed_keys import read_keys
from cementiris.registry.views.acting import attempt, show

A_PAGE = 30
MOST_AT_ONCE = 100
UNDER_WAY_ONLY = "under_way"


@requires(Permission.VIEW_PEOPLE)
def lapses(request: TownRequest) -> HttpResponse:
    """The caducity files, those under way unless another status is asked for, with what is next in each."""
    today = localdate()
    cause, status = request.GET.get("causa", ""), request.GET.get("estat", UNDER_WAY_ONLY)
    files = lapse_files()
    if cause in LapseCause.values:
        files = files.filter(cause=cause)
    files = files.filter(**_standing(status))
    page = Paginator(files, A_PAGE).get_page(request.GET.get("page"))
    log_access(request.user, "lapses.listed")
    context = {
        "page": page,
        "rows": file_rows(page.object_list, today),
        "causes": LapseCause.choices,
        "statuses": [(UNDER_WAY_ONLY, _("En tràmit i per ser fermes")), *LapseStatus.choices, ("all", _("Tots"))],
        "cause": cause,
        "status": status,
        "candidate_count": expired_without_file(today).count(),
    }
    return render(request, "registry/lapse_list.html", {**context, "section": "register"})


def _standing(status: str) -> dict[str, object]:
    """What of the files is asked for: a status, all of them, or those in which something is still to be done."""
    if status == "all":
        return {}
    if status in LapseStatus.values:
        return {"status": status}
    return {"status__in": [*UNDER_WAY, LapseStatus.DECLARED], "final_on__isnull": True}


@requires(Permission.VIEW_PEOPLE)
def lapse_file(request: TownRequest, pk: int) -> HttpResponse:
    """One file: what has been done, what is next and until when."""
    file = _file(pk)
    log_access(request.user, "lapse.read", file.concession.unit)
    page = file_page(file, localdate(), town=request.town.slug)
    return render(request, "registry/lapse_file.html", {"page": page, "file": file, "section": "register"})


@requires(Permission.REGISTER_ACTS)
def lapse_step(request: TownRequest, pk: int, kind: str) -> HttpResponse:
    """Record one step of a file, and go back to the file."""
    form = _step_form(request, pk, kind)
    done = attempt(request, form, partial(record_step, file=form.file))
    if done is not None:
        return redirect("registry:lapse_file", town=request.town.slug, pk=pk)
    return show(request, "lapse_step", form, _judge_step(form))


@requires(Permission.REGISTER_ACTS)
def check_lapse_step(request: TownRequest, pk: int, kind: str) -> HttpResponse:
    """What the rules find in a step while it is being typed."""
    form = _step_form(request, pk, kind)
    form.is_valid()
    return show(request, "lapse_step", form, _judge_step(form))


def _step_form(request: TownRequest, pk: int, kind: str) -> LapseStepForm:
    if kind not in LapseStepKind.values:
        raise Http404
    file = _file(pk)
    return LapseStepForm(
        request.POST or None, request.FILES or None, unit=file.concession.unit, today=localdate(), file=file,
        kind=Step(kind),
    )  # fmt: skip


def _judge_step(form: LapseStepForm) -> tuple[Finding, ...]:
    return check_step(lapse_facts(form.file, form.today, form.entry()))


def _file(pk: int) -> LapseFile:
    return get_object_or_404(lapse_files(), pk=pk)


@requires(Permission.REGISTER_ACTS)
def lapse_candidates(request: TownRequest) -> HttpResponse:
    """Rights that ended and have no file: several are opened at once. Beside them, empty short rights (R30)."""
    today = localdate()
    form = ManyLapsesForm(request.POST or None, initial={"on": f"{today:%d/%m/%Y}"})
    form.fields["on"].this_year = today.year  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        _open_chosen(request, form)
        return redirect("registry:lapse_candidates", town=request.town.slug)
    rights = expired_without_file(today)
    if chosen := read_keys(request.GET.getlist("unit")):
        rights = rights.filter(unit__in=chosen)
    page = Paginator(rights, A_PAGE).get_page(request.GET.get("page"))
    log_access(request.user, "lapses.listed")
    emptied = emptied_short_rights(today)[:MOST_AT_ONCE]
    context = {"form": form, "page": page, "emptied": emptied, "are_chosen": bool(chosen), "section": "register"}
    return render(request, "registry/lapse_candidates.html", context)


def _open_chosen(request: TownRequest, form: ManyLapsesForm) -> None:
    keys = read_keys(request.POST.getlist("right"))
    wanted = expired_without_file(localdate()).filter(pk__in=keys[:MOST_AT_ONCE]).values("unit")
    units = BurialUnit.objects.filter(pk__in=wanted).select_related("cemetery", "section")
    entry = OpenLapseEntry(on=form.cleaned_data["on"], cause=LapseCause.END_OF_TERM)
    sent = Submission(actor=request.user, today=localdate(), reason=form.cleaned_data["reason"])
    opened, refused = open_lapse_files(units, entry, sent)
    words = ngettext("S’ha obert %(count)s expedient.", "S’han obert %(count)s expedients.", len(opened))
    messages.success(request, words % {"count": len(opened)})
    for unit, broken in refused:
        messages.warning(request, _("%(unit)s: no s’ha obert. %(why)s") % {"unit": unit, "why": broken})
