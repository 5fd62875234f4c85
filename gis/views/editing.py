"""Drawing on the plan: one page with its tools, the sketch while one draws, and undoing a step."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.entries import Submission
from cementiris.registry.messages import sentence
from cementiris.registry.models import Cemetery
from cementiris.registry.services.submission import AlreadySent, RuleBroken
from gis.editing.refusals import NotDrawableError
from gis.forms.editing import EditForm
from gis.forms.editing_tools import TOOLS
from gis.layers import extent
from gis.messages.editing import refusal
from gis.models import PlanEdit
from gis.pages.editing import (
    conflict_sentence,
    lines_json,
    path_lines,
    remark_sentences,
    sketch_json,
    steps,
    tool_lines,
    undone_sentence,
)
from gis.services.editing import PlanChangedError, PlanRefusedError, Step, plan_version
from gis.services.sketches import Sketch
from gis.services.undoing import undo_edit
from gis.surveys.towns import box_of
from gis.views.rendering import render_plan

FIRST_TOOL = "bloc"


@requires(Permission.REGISTER_ACTS)
def editor(request: TownRequest, pk: int) -> HttpResponse:
    """Show the plan with a tool; draw what its form says, unless something about it is odd that nobody confirmed."""
    cemetery = get_object_or_404(Cemetery, pk=pk)
    form = _form(request, cemetery)
    sketch = _sketch(form)
    if sketch is not None and (form.cleaned_data["sure"] or not sketch.remarks):
        edit = _draw(request, form)
        if edit is not None:
            log_access(request.user, "plan.drawn", edit)
            _tell(request, edit)
            return redirect(f"{_address(request, cemetery)}?eina={_tool(request)}")
    elif sketch is not None:
        messages.warning(
            request, _("Encara no s’ha desat res: mireu què en diu «Com quedarà» i, si està bé, confirmeu-ho.")
        )
    return render_plan(request, "gis/editor.html", _context(request, cemetery, form, sketch))


@requires(Permission.REGISTER_ACTS)
def sketch(request: TownRequest, pk: int) -> HttpResponse:
    """Say what the form would draw, while it is being filled in: a fragment with its shapes for the map."""
    cemetery = get_object_or_404(Cemetery, pk=pk)
    form = _form(request, cemetery)
    found = _sketch(form)
    return render(request, "gis/_sketch.html", _told(form, found))


@requires(Permission.REGISTER_ACTS)
@require_POST
def undo(request: TownRequest, pk: int) -> HttpResponse:
    """Take a step back, and say what stays."""
    edit = get_object_or_404(PlanEdit.objects.select_related("cemetery"), pk=pk, survey__isnull=True)
    try:
        outcome = undo_edit(edit, actor=request.user, at=timezone.now())
    except PlanRefusedError as error:
        messages.warning(request, refusal(error.code, error.facts))
    else:
        log_access(request.user, "plan.undone", edit)
        messages.success(request, undone_sentence(outcome))
    return redirect(_address(request, edit.cemetery))


def _tell(request: TownRequest, edit: PlanEdit) -> None:
    """Say what was drawn; a step that left everything where it was is no step in the list."""
    if edit.changes.exists():
        messages.success(request, _("S’ha desat al plànol: %(what)s.") % {"what": edit.get_kind_display()})
    else:
        messages.info(request, _("El plànol ja era així: no s’ha canviat res."))


def _address(request: TownRequest, cemetery: Cemetery) -> str:
    return reverse("gis:editor", kwargs={"town": request.town.slug, "pk": cemetery.pk})


def _tool(request: TownRequest) -> str:
    asked = request.GET.get("eina", "")
    return asked if asked in TOOLS else FIRST_TOOL


def _form(request: TownRequest, cemetery: Cemetery) -> EditForm:
    """The form of the tool; the plan's version is asked for before anything of the plan is read."""
    data = request.POST if request.method == "POST" else None
    initial = {"path": request.GET["path"][:20]} if "path" in request.GET else {}
    return TOOLS[_tool(request)](
        data, cemetery=cemetery, today=localdate(), seen=plan_version(cemetery), initial=initial
    )


def _sketch(form: EditForm) -> Sketch | None:
    """What the form would draw; None where it was not sent or something is wrong, which the form then says."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return form.sketch()
    except (NotDrawableError, PlanRefusedError) as error:
        _say(form, error)
        return None


def _say(form: EditForm, error: NotDrawableError | PlanRefusedError) -> None:
    named = getattr(error, "field", "")
    form.add_error(named if named in form.fields else None, refusal(error.code, error.facts))


def _draw(request: TownRequest, form: EditForm) -> PlanEdit | None:
    """Draw what the form says; None where something stops it, which the form or a message then says."""
    typed = form.cleaned_data
    step = Step(kind=form.kind, actor=request.user, at=timezone.now(), seen=typed["seen"])
    sent = Submission(actor=request.user, today=form.today, key=typed["key"])
    try:
        return form.draw(step, sent)
    except (NotDrawableError, PlanRefusedError) as error:
        _say(form, error)
    except PlanChangedError as changed:
        form.add_error(None, conflict_sentence(changed))
        form.data = {**form.data, "seen": plan_version(form.cemetery)}
    except RuleBroken as broken:
        for breach in broken.breaches:
            form.add_error(None, f"{breach.code}. {sentence(breach)}")
    except AlreadySent:
        form.add_error(None, _("Aquest formulari ja s’havia enviat: només s’ha dibuixat una vegada."))
    return None


def _offered(form: EditForm) -> dict[str, Any]:
    """What can be begun from: the points that what is chosen has now, and the register's act over the unit itself."""
    if not form.is_bound:
        return {}
    try:
        return {"present": form.present(), "act_unit": form.act_unit()}
    except PlanRefusedError:
        return {}


def _told(form: EditForm, found: Sketch | None) -> dict[str, Any]:
    return {
        **_offered(form),
        "form": form,
        "drawn": sketch_json(found) if found else "",
        "remarks": remark_sentences(found) if found else [],
        "sketch": found,
    }


def _context(request: TownRequest, cemetery: Cemetery, form: EditForm, found: Sketch | None) -> dict[str, Any]:
    tool, town = _tool(request), request.town
    box = extent(cemetery, form.today)
    around = box_of(town.code)
    return {
        **_told(form, found),
        "cemetery": cemetery,
        "tool": tool,
        "tools": tool_lines(cemetery, tool, town=town.slug),
        "steps": steps(cemetery, request.GET.get("page")),
        "lines": lines_json(cemetery),
        "paths": path_lines(cemetery, form, town=town.slug),
        "extent": ",".join(
            f"{side:.7f}" for side in box or (around.min_lon, around.min_lat, around.max_lon, around.max_lat)
        ),
        "section": "cemeteries",
    }
