"""Searching everything."""

from django.http import HttpResponse
from django.shortcuts import render

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission


@requires(Permission.VIEW_PEOPLE)
def search(request: TownRequest) -> HttpResponse:
    """Find units, people, titles."""
    return render(request, "registry/search.html", {})
