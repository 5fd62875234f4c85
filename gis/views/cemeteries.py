"""Pages of cemeteries, the layers of their plan, and the neighbours of a unit."""

from datetime import date

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import conditional_page

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.forms.blocks import WallForm
from cementiris.registry.models import BurialUnit, Cemetery, Section
from cementiris.registry.typed_dates import asked_day, is_past_day
from cementiris.registry.typed_keys import read_key, read_keys
from gis.layers import Window, plan_geojson
from gis.pages.cemetery import NO_SECTION, CemeteryQuestion, cemetery_page, neighbours_svg
from gis.pages.overview import overview
from gis.pages.plan import spot_of
from gis.views.compression import compressed
from gis.views.rendering import render_plan
from gis.wall.looks import planned_svg

_NO_WINDOW = _(
    "La finestra del plànol no es pot llegir: calen «bbox» amb oest, sud, est i nord en graus, i «zoom» entre 0 i 30."
)
_NO_DAY = _("El dia no es pot llegir o encara no ha arribat: escriviu-lo com 1985-12-31, fins avui.")


@requires(Permission.VIEW_PLACES)
def cemeteries(request: TownRequest) -> HttpResponse:
    """List the town's cemeteries, with their units by state."""
    context = {"lines": overview(localdate()), "section": "cemeteries"}
    return render(request, "gis/cemeteries.html", context)


@requires(Permission.VIEW_PLACES)
def cemetery(request: TownRequest, pk: int) -> HttpResponse:
    """Show plan and elevation, or the list of units, of a section on a day; reading surnames is recorded (R71)."""
    found = get_object_or_404(Cemetery, pk=pk)
    with_people = request.may(Permission.VIEW_PEOPLE)
    question = _question(request, pk)
    page = cemetery_page(found, question, town=request.town.slug, today=localdate(), with_people=with_people)
    if with_people and page.unit_count:
        log_access(request.user, "section.read", page.section or found)
    context = {"page": page, "cemetery": found, "section": "cemeteries"}
    marked = {"marked": question.marked, "spot": spot_of(question.marked)}
    return render_plan(request, "gis/cemetery.html", context | marked)


@requires(Permission.VIEW_PLACES)
@compressed
@conditional_page
def layers(request: TownRequest, pk: int) -> HttpResponse:
    """Answer the map with the features in its window; what cannot be read is answered with a sentence, as JSON."""
    found = get_object_or_404(Cemetery, pk=pk)
    window = Window.parse(request.GET.get("bbox", ""), request.GET.get("zoom", ""))
    if window is None:
        return JsonResponse({"error": "window", "message": _NO_WINDOW}, status=400)
    typed = request.GET.get("dia", "")
    if typed and not is_past_day(typed, today=localdate()):
        return JsonResponse({"error": "day", "message": _NO_DAY}, status=400)
    text = plan_geojson(found, window, _day(request), town=request.town.slug)
    return HttpResponse(text, content_type="application/geo+json", headers={"Cache-Control": "private, no-cache"})


@requires(Permission.VIEW_PLACES)
def neighbours(request: TownRequest, pk: int) -> HttpResponse:
    """Show a unit among its neighbours: a fragment for its sheet."""
    unit = get_object_or_404(BurialUnit.objects.select_related("section", "cemetery"), pk=pk)
    with_people = request.may(Permission.VIEW_PEOPLE)
    svg = neighbours_svg(unit, _day(request), town=request.town.slug, with_people=with_people)
    return render(request, "gis/_neighbours.html", {"unit": unit, "svg": svg})


@requires(Permission.REGISTER_ACTS)
def planned_wall(request: TownRequest, pk: int) -> HttpResponse:
    """Draw the wall that a form would make, while it is being filled in: a fragment for its page."""
    section = get_object_or_404(Section.objects.select_related("cemetery"), pk=pk)
    form = WallForm(request.POST, cemetery=section.cemetery, section=section, today=localdate())
    form.is_valid()
    plan = form.plan()
    svg = planned_svg(plan, str(section)) if plan else ""
    return render(request, "gis/_planned_wall.html", {"svg": svg, "is_large": bool(plan) and not svg})


def _question(request: TownRequest, pk: int) -> CemeteryQuestion:
    marked = read_key(request.GET.get("sepultura", ""))
    unit = BurialUnit.objects.filter(pk=marked, cemetery=pk).first() if marked else None
    return CemeteryQuestion(
        on=_day(request),
        section=(unit.section_id or NO_SECTION) if unit else read_key(request.GET.get("bloc", "")),
        as_list=request.GET.get("vista") == "llista",
        only_units=frozenset(read_keys(request.GET.getlist("unit"))),
        marked=unit,
        page=request.GET.get("page"),
    )


def _day(request: TownRequest) -> date:
    """The day asked for (31/12/1985 or 1985-12-31), never in the future; today when it cannot be read."""
    return asked_day(request.GET.get("dia", ""), today=localdate())
