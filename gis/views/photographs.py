"""Photographs on the plan and beside the wall; whoever may see files of units sees them, and the look is recorded."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.models import Cemetery, Section
from cementiris.registry.typed_keys import read_key
from gis.photographs import photographs_of, pins, subject

A_PAGE = 24
A_STRIP = 6
"""Beside the wall only the newest are shown."""


@requires(Permission.VIEW_PEOPLE)
@require_GET
def photographs(request: TownRequest, pk: int) -> HttpResponse:
    """The photographs of a cemetery, or of the section asked for by `?bloc=`: a strip beside the wall, or a page."""
    cemetery = get_object_or_404(Cemetery, pk=pk)
    section = Section.objects.filter(pk=read_key(request.GET.get("bloc", "")) or 0, cemetery=cemetery).first()
    log_access(request.user, "cemetery.photographs", section or cemetery)
    found = photographs_of(cemetery, section)
    most = A_STRIP if request.htmx else A_PAGE  # type: ignore[attr-defined]  # set by django-htmx
    page = Paginator(found, most).get_page(request.GET.get("page"))
    shown = [(photograph, subject(photograph)) for photograph in page]
    context = {"cemetery": cemetery, "wall": section, "page": page, "shown": shown, "section": "cemeteries"}
    return render(request, "gis/photographs.html", context)


@requires(Permission.VIEW_PEOPLE)
@require_GET
def photograph_pins(request: TownRequest, pk: int) -> HttpResponse:
    """The photographs as points for the plan."""
    cemetery = get_object_or_404(Cemetery, pk=pk)
    log_access(request.user, "cemetery.photographs", cemetery)
    text = pins(cemetery, town=request.town.slug)
    return HttpResponse(text, content_type="application/geo+json", headers={"Cache-Control": "private, no-store"})
