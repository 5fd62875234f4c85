"""Start page and unit sheet."""

from django.http import HttpResponse
from django.shortcuts import render

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission


@requires(Permission.VIEW_PLACES)
def start(request: TownRequest) -> HttpResponse:
    """Show the town's start page."""
    return render(request, "registry/start.html", {})


@requires(Permission.VIEW_PLACES)
def unit(request: TownRequest, pk: int) -> HttpResponse:
    """Show a unit's sheet."""
    return render(request, "registry/unit.html", {})
