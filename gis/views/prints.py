"""Pages that answer with paper: a wall, the plan, the sheet for the gravedigger; and the form that asks for them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.design.writing import day_text
from cementiris.documents.views import pdf_response
from cementiris.registry.models import Cemetery
from cementiris.registry.services.arms import arms_of
from cementiris.registry.typed_dates import asked_day
from cementiris.registry.typed_keys import read_keys
from gis.forms.prints import PlanPrintForm, PrintForm, Reader, WallPrintForm
from gis.messages.prints import sentence_of
from gis.pages.prints import PrintQuestion, plan_pdf, wall_pdf
from gis.pages.work_sheet import MOST_UNITS, work_pdf
from gis.prints.refusals import NotPrintable

WALL_IDS, PLAN_IDS, WORK_IDS = "mur-%s", "planol-%s", "feina-%s"
MOST_FIELDS = 900


@requires(Permission.VIEW_PLACES)
@require_GET
def printing(request: TownRequest, pk: int) -> HttpResponse:
    """Ask what is to be printed, and how."""
    return _ask(request, _cemetery(pk))


@requires(Permission.VIEW_PLACES)
@require_GET
def wall(request: TownRequest, pk: int) -> HttpResponse:
    """The elevation of a section to scale."""
    cemetery = _cemetery(pk)
    form = WallPrintForm(request.GET, _reader(request, cemetery), auto_id=WALL_IDS)

    def draw(question: PrintQuestion) -> bytes:
        return wall_pdf(question, form.cleaned_data["bloc"])

    return _print(request, form, draw, name="alcat")


@requires(Permission.VIEW_PLACES)
@require_GET
def plan(request: TownRequest, pk: int) -> HttpResponse:
    """The plan of a cemetery, or a part of it, to scale."""
    cemetery = _cemetery(pk)
    form = PlanPrintForm(request.GET, _reader(request, cemetery), auto_id=PLAN_IDS)

    def draw(question: PrintQuestion) -> bytes:
        return plan_pdf(question, form.extent, form.part_name)

    return _print(request, form, draw, name="planol")


@requires(Permission.VIEW_PLACES)
@require_GET
def work(request: TownRequest, pk: int) -> HttpResponse:
    """The sheet for who goes to some units (`?unit=…`): the list of what is due, and the walls with them marked."""
    cemetery = _cemetery(pk)
    if request.META["QUERY_STRING"].count("unit=") > MOST_FIELDS:
        return _far_too_many(request, cemetery)
    form = PrintForm(request.GET, _reader(request, cemetery), auto_id=WORK_IDS)

    def draw(question: PrintQuestion) -> bytes:
        return work_pdf(question, read_keys(request.GET.getlist("unit")))

    return _print(request, form, draw, name="feina")


def _print(request: TownRequest, form: PrintForm, draw: Callable[[PrintQuestion], bytes], *, name: str) -> HttpResponse:
    """The paper; or the form again with what is wrong. Reading names is recorded (R71)."""
    if not form.is_valid():
        return _ask(request, form.cemetery, form)
    question = PrintQuestion(
        town=request.town,
        cemetery=form.cemetery,
        on=form.cleaned_data.get("dia") or form.today,
        paper=form.cleaned_data["full"],
        scale=form.cleaned_data.get("escala"),
        with_names=bool(form.cleaned_data.get("noms")),
        arms=arms_of(request.town),
    )
    try:
        content = draw(question)
    except NotPrintable as refusal:
        form.add_error(None, sentence_of(refusal))
        return _ask(request, form.cemetery, form)
    if question.with_names:
        log_access(request.user, "names.printed", form.cemetery)
    return pdf_response(content, f"{name}-{form.cemetery.pk}.pdf")


def _far_too_many(request: TownRequest, cemetery: Cemetery) -> HttpResponse:
    """An address of more fields than Django reads at all is answered before it is read."""
    facts = {"count": request.META["QUERY_STRING"].count("unit="), "most": MOST_UNITS}
    messages.error(request, sentence_of(NotPrintable("too_many_chosen", **facts)))
    return redirect("gis:printing", town=request.town.slug, pk=cemetery.pk)


def _ask(request: TownRequest, cemetery: Cemetery, refused: PrintForm | None = None) -> HttpResponse:
    """The page with the forms; `refused` is the one that came and cannot be printed."""
    reader = _reader(request, cemetery)
    day = day_text(asked_day(request.GET.get("dia", ""), today=reader.today))
    initial = {**request.GET.dict(), "dia": day}
    own = {type(refused): refused} if refused else {}
    context = {
        "cemetery": cemetery,
        "section": "cemeteries",
        "refused": refused,
        "wall_form": own.get(WallPrintForm) or WallPrintForm(None, reader, auto_id=WALL_IDS, initial=initial),
        "plan_form": own.get(PlanPrintForm) or PlanPrintForm(None, reader, auto_id=PLAN_IDS, initial=initial),
    }
    return render(request, "gis/printing.html", context)


def _cemetery(pk: int) -> Cemetery:
    return get_object_or_404(Cemetery, pk=pk)


def _reader(request: TownRequest, cemetery: Cemetery) -> Reader:
    return Reader(cemetery, localdate(), request.may(Permission.VIEW_PEOPLE))
