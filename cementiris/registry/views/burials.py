"""Burials, exhumations and relocations."""

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.facts import burial_facts, exhumation_facts
from cementiris.registry.forms.burials import BurialForm, ExhumationForm, RelocationForm
from cementiris.registry.models import Movement, MovementKind
from cementiris.registry.rules.burials import check_burial
from cementiris.registry.rules.exhumations import check_exhumation
from cementiris.registry.rules.findings import Finding
from cementiris.registry.services.burials import register_burial, register_exhumation, register_relocation
from cementiris.registry.unit_search import find_units
from cementiris.registry.views.acting import ActPageSpec

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


def _judge_burial(form: BurialForm) -> tuple[Finding, ...]:
    return check_burial(burial_facts(form.unit, form.entry(), form.today))


def _judge_departure(form: ExhumationForm | RelocationForm) -> tuple[Finding, ...]:
    return check_exhumation(exhumation_facts(form.unit, form.entry(), form.today))


ACTS = (
    ActPageSpec("bury", "inhumar", BurialForm, _judge_burial, register_burial, "burial"),
    ActPageSpec("exhume", "exhumar", ExhumationForm, _judge_departure, register_exhumation, "burial_exhumation"),
    ActPageSpec("relocate", "traslladar", RelocationForm, _judge_departure, register_relocation, "burial_relocation"),
)
