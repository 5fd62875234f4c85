"""From a fact of the register back to the rows that told it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.models import BurialUnit, Concession, Person
from imports.pages.sources import SourceLine, person_lines, right_lines, unit_lines


@requires(Permission.VIEW_PEOPLE)
@require_GET
def unit_sources(request: TownRequest, pk: int) -> HttpResponse:
    """Show the rows that told of a unit, as they were written."""
    unit = get_object_or_404(BurialUnit, pk=pk)
    return _show(request, "registry:unit", unit, unit_lines(unit))


@requires(Permission.VIEW_PEOPLE)
@require_GET
def right_sources(request: TownRequest, pk: int) -> HttpResponse:
    """Show the rows that told of a right, as they were written."""
    right = get_object_or_404(Concession.objects.select_related("unit"), pk=pk)
    return _show(request, "registry:unit", right.unit, right_lines(right))


@requires(Permission.VIEW_PEOPLE)
@require_GET
def person_sources(request: TownRequest, pk: int) -> HttpResponse:
    """Show the rows that told of a person's rights and burials, as they were written."""
    person = get_object_or_404(Person, pk=pk)
    return _show(request, "registry:person", person, person_lines(person))


def _show(request: TownRequest, page: str, subject: BurialUnit | Person, lines: list[SourceLine]) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx; a fragment belongs to a page that is recorded
        log_access(request.user, "import.read", subject)
    address = reverse(page, kwargs={"town": request.town.slug, "pk": subject.pk})
    return render(request, "imports/sources.html", {"subject": subject, "subject_url": address, "lines": lines})
