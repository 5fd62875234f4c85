"""The register of burials, and the acts over who rests in a unit."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, localtime

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.dates import PartialDate
from cementiris.registry.facts import burial_facts, clearance_facts, exhumation_facts
from cementiris.registry.forms.burial_list import BurialListForm
from cementiris.registry.forms.burials import BurialForm
from cementiris.registry.forms.departures import ClearanceForm, ExhumationForm, ReductionForm, RelocationForm
from cementiris.registry.models import Act, ActKind, Movement
from cementiris.registry.names import search_key
from cementiris.registry.rules.burials import check_burial
from cementiris.registry.rules.clearances import check_clearance
from cementiris.registry.rules.exhumations import check_exhumation
from cementiris.registry.rules.findings import Finding
from cementiris.registry.rules.reductions import check_reduction
from cementiris.registry.services.burials import register_burial
from cementiris.registry.services.clearances import register_clearance
from cementiris.registry.services.departures import register_exhumation, register_reduction, register_relocation
from cementiris.registry.typed_dates import TypedMoment
from cementiris.registry.typed_keys import read_key
from cementiris.registry.unit_search import find_units
from cementiris.registry.views.acting import ActPageSpec

A_PAGE = 30
LATEST_FIRST = F("on_from").desc(nulls_last=True)
"""Of an old register, those of whom no day is known come last."""


@requires(Permission.VIEW_PEOPLE)
def burials(request: TownRequest) -> HttpResponse:
    """The latest burials and what followed, by year, kind and name, and the search for the unit of the next."""
    query = request.GET.get("sepultura", "").replace("\0", "").strip()
    found = find_units(query, localdate()) if query else []
    form = BurialListForm(request.GET)
    rows = _asked_for(form).order_by(LATEST_FIRST, "-pk")
    rows = rows.select_related(
        *("deceased", "to_unit__section", "to_unit__cemetery", "from_unit__section", "from_unit__cemetery"),
        *("cemetery", "act__document"),
    )
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    log_access(request.user, "burials.listed")
    context = {"query": query, "found": found, "rows": page, "form": form, "today": localdate(), "section": "burials"}
    return render(request, "registry/burial_list.html", context)


def _asked_for(form: BurialListForm) -> QuerySet[Movement]:
    form.is_valid()
    rows = Movement.objects.filter(annulled=False, **form.of_the_kind())
    if year := form.cleaned_data.get("year"):
        rows = rows.filter(on_from__year=year)
    return rows.filter(_named(form.cleaned_data.get("name", "")))


def _named(name: str) -> Q:
    """Every word of the name begins a word of the deceased's."""
    found = Q()
    for word in search_key(name).split():
        found &= Q(deceased__folded__contains=f" {word}")
    return found


def _judge_burial(form: BurialForm) -> tuple[Finding, ...]:
    return check_burial(burial_facts(form.unit, form.entry(), form.today))


def _judge_departure(form: ExhumationForm | RelocationForm) -> tuple[Finding, ...]:
    return check_exhumation(exhumation_facts(form.unit, form.entry(), form.today))


def _judge_reduction(form: ReductionForm) -> tuple[Finding, ...]:
    return check_reduction(exhumation_facts(form.unit, form.entry(), form.today))


def _judge_clearance(form: ClearanceForm) -> tuple[Finding, ...]:
    return check_clearance(clearance_facts(form.unit, form.entry(), form.today))


def _same_opening(request: TownRequest) -> dict[str, Any]:
    """Day, hour and undertaker of the burial after which somebody else is laid in the same opening."""
    key = read_key(request.GET.get("obertura", ""))
    act = Act.objects.filter(pk=key, kind=ActKind.BURIAL, annulled_at__isnull=True).first() if key else None
    movement = act.movements.first() if act else None
    if movement is None:
        return {}
    hour = localtime(movement.at).time() if movement.at else None
    return {
        "buried_at": str(TypedMoment(PartialDate.parse_edtf(movement.on), hour)),
        "funeral_company": movement.funeral_company,
        "is_charity": movement.is_charity,
    }


ACTS = (
    ActPageSpec("bury", "inhumar", BurialForm, _judge_burial, register_burial, "burial", _same_opening),
    ActPageSpec("exhume", "exhumar", ExhumationForm, _judge_departure, register_exhumation, "burial_exhumation"),
    ActPageSpec("relocate", "traslladar", RelocationForm, _judge_departure, register_relocation, "burial_relocation"),
    ActPageSpec("reduce", "reduir", ReductionForm, _judge_reduction, register_reduction, "burial_reduction"),
    ActPageSpec("clear", "buidar", ClearanceForm, _judge_clearance, register_clearance, "burial_clearance"),
)
