"""The town's own page: its details and its ordinance, for whoever administers it."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.forms.town import DetailsForm, OrdinanceForm
from cementiris.registry.models import Ordinance
from cementiris.registry.queries import ordinance_on


@requires(Permission.MANAGE_TOWN)
def town(request: TownRequest) -> HttpResponse:
    """Show and change what letters carry and what the ordinance chooses."""
    today = localdate()
    details = DetailsForm(_sent(request, "details"), instance=request.town)
    ordinance = OrdinanceForm(_sent(request, "ordinance"), current=ordinance_on(today), today=today)
    for form in (details, ordinance):
        if form.is_bound and form.is_valid():
            log_access(request.user, "town.changed", form.save())
            messages.success(request, _("S’ha desat."))
            return redirect("registry:town", town=request.town.slug)
    versions = Ordinance.objects.order_by("-valid_from")
    return render(request, "registry/town.html", {"details": details, "ordinance": ordinance, "versions": versions})


def _sent(request: TownRequest, name: str) -> QueryDict | None:
    """The page has two forms; only the one that was sent is read."""
    return request.POST if request.method == "POST" and request.POST.get("form") == name else None
