"""The way to a unit for whoever works in the cemetery: a page to print, and a part of other pages."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.registry.models import BurialUnit
from gis.pages.walks import picture_of, walk_to


@requires(Permission.VIEW_PLACES)
@require_GET
def walk(request: TownRequest, pk: int) -> HttpResponse:
    """Show how one walks from the gate to a unit; `?curt=1` is one line of it, for a sheet with many."""
    unit = get_object_or_404(BurialUnit.objects.select_related("section", "cemetery"), pk=pk)
    today = localdate()
    found = walk_to(unit, today, avoid_steps=request.GET.get("graons") == "no")
    context = {"unit": unit, "walk": found, "section": "cemeteries"}
    if "curt" in request.GET:
        return render(request, "gis/_walk_line.html", context)
    title = _("Plànol: de l’entrada fins a %(unit)s") % {"unit": unit}
    return render(request, "gis/walk.html", context | {"plan": picture_of(found, unit, today, title)})
