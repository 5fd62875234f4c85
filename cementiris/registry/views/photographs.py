"""Photographs of units and walls: taken with a telephone or brought, and those of a wall shown."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.entries import Submission
from cementiris.registry.forms.photographs import PhotographForm
from cementiris.registry.messages import sentence
from cementiris.registry.models import Attachment, BurialUnit, Section
from cementiris.registry.services.attachments import register_files
from cementiris.registry.services.submission import AlreadySent, RuleBroken
from cementiris.registry.views.acting import unit_of
from cementiris.registry.views.attachments import list_files


@requires(Permission.DO_WORK)
def of_unit(request: TownRequest, pk: int) -> HttpResponse:
    """Add photographs of a unit."""
    unit = unit_of(pk)
    return _photograph(request, unit, {"unit": unit})


@requires(Permission.DO_WORK)
def of_section(request: TownRequest, pk: int) -> HttpResponse:
    """Add photographs of a wall."""
    wall = _section_of(pk)
    return _photograph(request, wall, {"wall": wall})


@requires(Permission.VIEW_PEOPLE)
@require_GET
def section_files(request: TownRequest, pk: int) -> HttpResponse:
    """The photographs of a wall, the newest first: a part of the cemetery's page, or a page by itself."""
    wall = _section_of(pk)
    log_access(request.user, "section.files", wall)
    return list_files(request, Attachment.objects.filter(section=wall), {"wall": wall})


def _section_of(pk: int) -> Section:
    return get_object_or_404(Section.objects.select_related("cemetery"), pk=pk)


def _photograph(request: TownRequest, of: BurialUnit | Section, context: dict[str, object]) -> HttpResponse:
    form = PhotographForm(request.POST or None, request.FILES or None, today=localdate())
    if request.method == "POST" and form.is_valid():
        sent = Submission(actor=request.user, today=localdate(), key=form.cleaned_data["key"])
        try:
            register_files(of=of, entry=form.entry(), sent=sent)
        except RuleBroken as broken:
            for breach in broken.breaches:
                is_of_day = breach.code == "X47" and breach.variant != "no_picture"
                form.add_error("taken_on" if is_of_day else "uploads", sentence(breach))
        except AlreadySent:
            return _back(request, of, _("Aquest formulari ja s’havia enviat: les fotografies hi són una vegada."))
        else:
            return _back(request, of, _("S’han desat les fotografies."))
    return render(request, "registry/photograph.html", {**context, "form": form, "of": of, "section": "cemeteries"})


def _back(request: TownRequest, of: BurialUnit | Section, words: str) -> HttpResponse:
    """To the unit, or to the wall in its cemetery."""
    messages.success(request, words)
    if isinstance(of, BurialUnit):
        return redirect("registry:unit", town=request.town.slug, pk=of.pk)
    answer = redirect("gis:cemetery", town=request.town.slug, pk=of.cemetery_id)
    answer["Location"] += f"?bloc={of.pk}"
    return answer
