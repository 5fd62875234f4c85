"""The county's page: free units of all towns on a map and in a table, and the figures of each town."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cementiris.accounts.access import for_the_county
from cementiris.county.forms import LookForm
from cementiris.county.pages import as_geojson, extent_of, totals, town_lines
from cementiris.county.queries import free_by_cemetery, kinds_of_the_county, towns
from cementiris.county.tasks import count_every_town


@for_the_county
def county(request: HttpRequest) -> HttpResponse:
    """Show where units are free, and how each town stands. Nothing here is read of a town: its own counts are shown."""
    form = LookForm(request.GET, kinds=kinds_of_the_county())
    found = free_by_cemetery(form.kind, form.name)
    lines = town_lines(list(towns()), request.GET.get("sort", ""))
    context = {
        "form": form,
        "found": found,
        "free_count": sum(one.free_count for one in found),
        "undrawn_count": sum(one.place is None for one in found),
        "extent": extent_of(found),
        "lines": lines,
        "totals": totals(lines),
    }
    return render(request, "county/county.html", context)


@for_the_county
def places(request: HttpRequest) -> HttpResponse:
    """Answer the map with the cemeteries that the table beside it lists."""
    form = LookForm(request.GET, kinds=kinds_of_the_county())
    text = as_geojson(free_by_cemetery(form.kind, form.name))
    return HttpResponse(text, content_type="application/geo+json", headers={"Cache-Control": "private, no-store"})


@for_the_county
@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """Have every town counted anew, in the background."""
    count_every_town()
    messages.success(request, _("Es tornen a comptar tots els municipis. Torneu a obrir la pàgina d’aquí a un moment."))
    return redirect("county:county")
