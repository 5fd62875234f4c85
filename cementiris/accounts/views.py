"""The pages above the towns: choosing one, and what every footer links to."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cementiris.accounts.access import public, signed_in
from cementiris.accounts.models import Municipality, User
from cementiris.accounts.queries import towns_of


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Lead a user to the town; whoever works in several (or in the county) chooses one."""
    assert isinstance(request.user, User)
    towns = list(towns_of(request.user))
    if len(towns) == 1:
        return redirect("desk:start", town=towns[0].slug)
    return render(request, "accounts/home.html", {"towns": towns})


@public
def citizens(request: HttpRequest) -> HttpResponse:
    """Lead a citizen who came without a town's address to the search of the right one."""
    return render(request, "accounts/citizens.html", {"towns": Municipality.objects.all()})


@public
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Show one of the standing pages that each footer links to (RD 1112/2018 art. 15 asks for the first)."""
    return render(request, f"accounts/{name}.html")


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines to stay out: people's names are looked up here, not harvested."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


def server_error(request: HttpRequest) -> HttpResponse:
    """Say what happened without a traceback; a stopped database is told from a fault of ours."""
    outage = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    return render(request, "503.html" if outage else "500.html", status=503 if outage else 500)
