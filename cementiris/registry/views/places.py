"""The sheet of a burial unit."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.models import BurialUnit
from cementiris.registry.unit_actions import unit_actions
from cementiris.registry.unit_sheet import unit_sheet


@requires(Permission.VIEW_PLACES)
def unit(request: TownRequest, pk: int) -> HttpResponse:
    """Show a unit's sheet; reading its people is recorded (R71)."""
    found = get_object_or_404(BurialUnit.objects.select_related("section", "cemetery"), pk=pk)
    with_people = request.may(Permission.VIEW_PEOPLE)
    sheet = unit_sheet(found, localdate(), town=request.town.slug, with_people=with_people)
    if with_people:
        log_access(request.user, "unit.read", found)
    actions = unit_actions(sheet, town=request.town.slug) if request.may(Permission.REGISTER_ACTS) else []
    context = {"sheet": sheet, "unit": found, "actions": actions, "section": "cemeteries"}
    return render(request, "registry/unit.html", context)
