"""Start page, search, inventory."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.desk.anomalies import chosen_anomaly, counted_anomalies, cures_of
from cementiris.desk.finding import Found, find, find_units
from cementiris.desk.forms import InventoryForm
from cementiris.desk.inventory import PAST_YEARS, inventory, observed_return, outlooks
from cementiris.desk.outlook_words import statement
from cementiris.desk.pages import shown_outlook, start_page
from cementiris.desk.services import print_inventory
from cementiris.desk.unit_lists import LISTS, ORDER, chosen_list, listed_units, reasons
from cementiris.documents.models import Document, DocumentKind
from cementiris.registry.rules.states import State

SUGGESTED = 6
UNITS_A_PAGE = 50
PRINTED_SHOWN = 10


@requires(Permission.VIEW_PLACES)
def start(request: TownRequest) -> HttpResponse:
    """Show the town at a glance."""
    page = start_page(localdate(), with_people=request.may(Permission.VIEW_PEOPLE))
    return render(request, "desk/start.html", {"page": page})


def _found(request: TownRequest, most: int) -> Found:
    """The gravedigger finds places, not people; whoever is shown people leaves a trace (R71)."""
    query = request.GET.get("q", "")
    on: date = localdate()
    if request.may(Permission.VIEW_PEOPLE):
        found = find(query, on, most=most)
        if found.names_people:
            log_access(request.user, "people.searched")
        return found
    return Found(query.strip(), units=list(find_units(query, on)[:most]))


@requires(Permission.VIEW_PLACES)
def units(request: TownRequest) -> HttpResponse:
    """List the units behind a figure of the start page; only who may see people is told why one is an anomaly."""
    on = localdate()
    listed = chosen_list(request.GET.get("estat", ""))
    page = Paginator(listed_units(listed, on), UNITS_A_PAGE).get_page(request.GET.get("page"))
    told = listed.state == "anomaly" and request.may(Permission.VIEW_PEOPLE)
    why = reasons([unit.pk for unit in page], on) if told else {}
    if told:
        log_access(request.user, "anomalies.listed")
    lines = [(unit, why.get(unit.pk, [])) for unit in page]
    context = {"units": page, "lines": lines, "state": listed.state, "title": listed.title, "on": on, "tabs": LISTS}
    return render(request, "desk/units.html", context)


@requires(Permission.VIEW_PLACES)
def search(request: TownRequest) -> HttpResponse:
    """Find a unit or a person; the only answer opens at once."""
    found = _found(request, 50)
    if found.only_unit is not None:
        return redirect("registry:unit", town=request.town.slug, pk=found.only_unit.pk)
    return render(request, "desk/search.html", {"found": found})


@requires(Permission.VIEW_PLACES)
def suggestions(request: TownRequest) -> HttpResponse:
    """Answer the search box while somebody types."""
    return render(request, "desk/_suggestions.html", {"found": _found(request, SUGGESTED)})


@requires(Permission.VIEW_PLACES)
def stock(request: TownRequest) -> HttpResponse:
    """The inventory of the town on a day, and how long its free units will last; who may act prints it."""
    today = localdate()
    form = InventoryForm(request.GET, today=today)
    assumed = form.assumptions(observed_return(form.on))
    if request.method == "POST" and request.may(Permission.REGISTER_ACTS):
        paper = print_inventory(request.town, on=form.on, assumed=assumed, today=today, actor=request.user)
        return redirect("documents:document", town=request.town.slug, pk=paper.pk)
    counted = inventory(form.on)
    context = {
        "section": "register",
        "form": form,
        "inventory": counted,
        "statement": statement(counted),
        "outlooks": [shown_outlook(outlook, assumed) for outlook in outlooks(form.on, assumed)],
        "assumed": assumed,
        "states": list(State),
        "past_years": PAST_YEARS,
        "printed": Document.objects.filter(kind=DocumentKind.INVENTORY).order_by("-pk")[:PRINTED_SHOWN],
    }
    return render(request, "desk/inventory.html", context)


@requires(Permission.VIEW_PEOPLE)
def anomalies(request: TownRequest) -> HttpResponse:
    """What contradicts itself or is left unsettled, by kind, each unit with the pages that put it right."""
    on = localdate()
    counted = counted_anomalies(on)
    chosen = chosen_anomaly(request.GET.get("quina", ""), counted)
    found = chosen.units(on).select_related("section", "cemetery").order_by(*ORDER)
    page = Paginator(found, UNITS_A_PAGE).get_page(request.GET.get("page"))
    may_act = request.may(Permission.REGISTER_ACTS)
    rights = chosen.rights(on, (unit.pk for unit in page))
    lines = [(unit, cures_of(chosen, unit, rights.get(unit.pk), request.town.slug) if may_act else []) for unit in page]
    context = {"counted": counted, "chosen": chosen, "units": page, "lines": lines, "on": on}
    return render(request, "desk/anomalies.html", {**context, "section": "register"})


@requires(Permission.VIEW_PLACES)
def register(request: TownRequest) -> HttpResponse:
    """Where everything of the register is that is not on the front page."""
    return render(request, "desk/register.html", {"section": "register"})
