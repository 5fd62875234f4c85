"""Burials, exhumations and relocations."""

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.facts import burial_facts, exhumation_facts
from cementiris.registry.forms.burials import BurialForm, ExhumationForm, RelocationForm
from cementiris.registry.models import Act, Movement, MovementKind
from cementiris.registry.rules.burials import check_burial
from cementiris.registry.rules.exhumations import check_exhumation
from cementiris.registry.rules.findings import Finding
from cementiris.registry.services.burials import register_burial, register_exhumation, register_relocation
from cementiris.registry.unit_search import find_units
from cementiris.registry.views.acting import attempt, show, unit_of

A_PAGE = 30
LATEST_FIRST = F("on_from").desc(nulls_last=True)
"""Of an old register, those of whom no day is known come last."""


@requires(Permission.VIEW_PEOPLE)
def burials(request: TownRequest) -> HttpResponse:
    """The latest burials, and the search for the unit of the next one."""
    query = request.GET.get("sepultura", "").strip()
    found = find_units(query, localdate()) if query else []
    rows = Movement.objects.filter(kind=MovementKind.BURIAL, annulled=False).order_by(LATEST_FIRST, "-pk")
    rows = rows.select_related("deceased", "to_unit__section", "to_unit__cemetery", "cemetery", "act__document")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    log_access(request.user, "burials.listed")
    context = {"query": query, "found": found, "rows": page, "section": "burials"}
    return render(request, "registry/burial_list.html", context)


@requires(Permission.VIEW_PEOPLE)
def act(request: TownRequest, pk: int) -> HttpResponse:
    """One act of the journal, with its paper."""
    acts = Act.objects.select_related("unit__section", "unit__cemetery", "document", "recorded_by")
    found = get_object_or_404(acts, pk=pk)
    log_access(request.user, "act.read", found)
    return render(request, "registry/burial_act.html", {"act": found, "section": "burials"})


def _judge_burial(form: BurialForm) -> tuple[Finding, ...]:
    return check_burial(burial_facts(form.unit, form.entry(), form.today))


@requires(Permission.REGISTER_ACTS)
def bury(request: TownRequest, pk: int) -> HttpResponse:
    """Register a burial in the unit."""
    form = BurialForm(request.POST or None, unit=unit_of(pk), today=localdate())
    return attempt(request, form, register_burial) or show(request, "burial", form, _judge_burial(form))


@requires(Permission.REGISTER_ACTS)
def check_bury(request: TownRequest, pk: int) -> HttpResponse:
    """What the rules find in a burial being typed; nothing is registered."""
    form = BurialForm(request.POST, unit=unit_of(pk), today=localdate())
    form.is_valid()
    return show(request, "burial", form, _judge_burial(form))


def _judge_departure(form: ExhumationForm | RelocationForm) -> tuple[Finding, ...]:
    return check_exhumation(exhumation_facts(form.unit, form.entry(), form.today))


@requires(Permission.REGISTER_ACTS)
def exhume(request: TownRequest, pk: int) -> HttpResponse:
    """Register that somebody leaves the unit for good."""
    form = ExhumationForm(request.POST or None, unit=unit_of(pk), today=localdate())
    answer = attempt(request, form, register_exhumation)
    return answer or show(request, "burial_exhumation", form, _judge_departure(form))


@requires(Permission.REGISTER_ACTS)
def check_exhume(request: TownRequest, pk: int) -> HttpResponse:
    """What the rules find in an exhumation being typed; nothing is registered."""
    form = ExhumationForm(request.POST, unit=unit_of(pk), today=localdate())
    form.is_valid()
    return show(request, "burial_exhumation", form, _judge_departure(form))


@requires(Permission.REGISTER_ACTS)
def relocate(request: TownRequest, pk: int) -> HttpResponse:
    """Register that somebody goes to another unit of the town."""
    form = RelocationForm(request.POST or None, unit=unit_of(pk), today=localdate())
    answer = attempt(request, form, register_relocation)
    return answer or show(request, "burial_relocation", form, _judge_departure(form))


@requires(Permission.REGISTER_ACTS)
def check_relocate(request: TownRequest, pk: int) -> HttpResponse:
    """What the rules find in a relocation being typed; nothing is registered."""
    form = RelocationForm(request.POST, unit=unit_of(pk), today=localdate())
    form.is_valid()
    return show(request, "burial_relocation", form, _judge_departure(form))
