"""Applications: the list, one of them with its decision, and the page that writes one down."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.applications import FILTERS, PENDING, applications, line_of
from cementiris.registry.forms.applications import ApplicationForm, DecisionForm
from cementiris.registry.messages import sentence
from cementiris.registry.models import Application
from cementiris.registry.rules.applications import check_application
from cementiris.registry.rules.findings import Finding
from cementiris.registry.services.applications import application_facts, decide_application, register_application
from cementiris.registry.services.submission import AlreadySent, RuleBroken, UnitChanged
from cementiris.registry.views.acting import ActPageSpec, page_of, tell_change

A_PAGE = 30


@requires(Permission.VIEW_PEOPLE)
def list_applications(request: TownRequest) -> HttpResponse:
    """The applications that wait, those that silence has refused, or those decided."""
    asked, today = request.GET.get("estat", ""), localdate()
    state = asked if asked in FILTERS else PENDING
    page = Paginator(applications(state, today), A_PAGE).get_page(request.GET.get("page"))
    lines = [line_of(row, today) for row in page]
    log_access(request.user, "applications.listed")
    context = {"page": page, "lines": lines, "state": state, "filters": FILTERS, "section": "register"}
    return render(request, "registry/application_list.html", context)


def _application(pk: int) -> Application:
    rows = Application.objects.select_related("unit__section", "unit__cemetery", "decided_act", "act")
    return get_object_or_404(rows, pk=pk)


@requires(Permission.VIEW_PEOPLE)
def application(request: TownRequest, pk: int) -> HttpResponse:
    """One application, and where it is decided."""
    found = _application(pk)
    return _show(request, found, DecisionForm(unit=found.unit, today=localdate()))


@requires(Permission.REGISTER_ACTS)
def decide_one(request: TownRequest, pk: int) -> HttpResponse:
    """Refuse an application, or write down that it was withdrawn."""
    found = _application(pk)
    form = DecisionForm(request.POST or None, unit=found.unit, today=localdate())
    if request.method != "POST" or not form.is_valid():
        return _show(request, found, form)
    try:
        decide_application(application=found, entry=form.entry(), sent=form.submission(request.user))
    except RuleBroken as broken:
        for breach in broken.breaches:
            form.add_error("decided_on", f"{breach.code}. {sentence(breach)}")
        return _show(request, _application(pk), form)
    except UnitChanged as changed:
        tell_change(request, form, changed)
        return _show(request, _application(pk), form)
    except AlreadySent:
        pass
    return redirect("registry:application", town=request.town.slug, pk=pk)


def _show(request: TownRequest, found: Application, form: DecisionForm) -> HttpResponse:
    log_access(request.user, "application.read", found)
    context = {
        "line": line_of(found, localdate()), "application": found, "form": form, "section": "register",
        "act_page": page_of(found.kind, town=request.town.slug, unit=found.unit_id), "states": FILTERS,
        "act_label": _("Registra l’acte: %(kind)s") % {"kind": found.get_kind_display().lower()},
        "is_annulled": bool(found.act and found.act.annulled_at),
    }  # fmt: skip
    return render(request, "registry/application.html", context)


def _judge(form: ApplicationForm) -> tuple[Finding, ...]:
    return check_application(application_facts(form.entry(), form.today))


ACTS = (ActPageSpec("apply", "sollicitud", ApplicationForm, _judge, register_application, "application_new"),)
