"""Start page and search."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.desk.finding import Found, find, find_units
from cementiris.desk.pages import start_page

SUGGESTED = 6


@requires(Permission.VIEW_PLACES)
def start(request: TownRequest) -> HttpResponse:
    """Show the town at a glance."""
    return render(request, "desk/start.html", {"page": start_page(localdate())})


def _found(request: TownRequest, most: int) -> Found:
    """The gravedigger finds places, not people."""
    query = request.GET.get("q", "")
    on: date = localdate()
    if request.may(Permission.VIEW_PEOPLE):
        return find(query, on, most=most)
    return Found(query.strip(), units=list(find_units(query)[:most]))


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
