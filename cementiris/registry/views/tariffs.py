"""What a tariff leaves unsaid of the units and terms that the town has; the tariff's page loads it as a fragment."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.fees.models import Tariff
from cementiris.registry.quotes import coverage_sentences


@requires(Permission.VIEW_PLACES)
@require_GET
def coverage(request: TownRequest, pk: int) -> HttpResponse:
    """Say which cases of the town have no rate, and which have two."""
    found = get_object_or_404(Tariff, pk=pk)
    gaps = coverage_sentences(found, today=localdate())
    return render(request, "registry/_tariff_coverage.html", {"gaps": gaps})
