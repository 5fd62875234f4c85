"""What is asked of the plan itself: where a unit is, and which maps lie behind."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.registry.models import Cemetery
from gis.backgrounds import plan_settings
from gis.forms.backgrounds import BaseMapsForm
from gis.pages.plan import find_on_plan


@requires(Permission.VIEW_PLACES)
@require_GET
def find(request: TownRequest, pk: int) -> HttpResponse:
    """Find units of a cemetery by number: a fragment with links that mark them on the plan and in their wall."""
    cemetery = get_object_or_404(Cemetery, pk=pk)
    text = request.GET.get("q", "").strip()
    context = {"cemetery": cemetery, "query": text, "units": find_on_plan(cemetery, text, localdate())}
    return render(request, "gis/_found.html", context)


@requires(Permission.MANAGE_TOWN)
def backgrounds(request: TownRequest) -> HttpResponse:
    """Turn the maps behind the plan on or off for the whole town."""
    form = BaseMapsForm(request.POST if request.method == "POST" else None, instance=plan_settings())
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("S’han desat els mapes de fons."))
        return redirect("gis:backgrounds", town=request.town.slug)
    return render(request, "gis/backgrounds.html", {"form": form, "section": "cemeteries"})
