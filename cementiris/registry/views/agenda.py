"""The gravedigger's agenda: a week, a day on paper, and every order with what becomes of it."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.entries import Submission
from cementiris.registry.forms.works import CallOffForm, DoneForm, OrderForm, WhenForm
from cementiris.registry.messages import sentence
from cementiris.registry.models import WorkOrder
from cementiris.registry.pages.agenda import chosen_day, days_of, week_of
from cementiris.registry.services.submission import RuleBroken
from cementiris.registry.services.work_orders import OrderClosed, call_off, mark_done, order_work, reschedule
from cementiris.registry.views.acting import unit_of

SECTION = "agenda"


@requires(Permission.VIEW_PLACES)
@require_GET
def agenda(request: TownRequest) -> HttpResponse:
    """A week of work; the names of the dead only for who may see people, and then the reading is recorded."""
    today = localdate()
    week = week_of(_asked_day(request, today), today)
    _note_reading(request)
    return render(request, "registry/agenda.html", {"week": week, "today": today, "section": SECTION})


@requires(Permission.VIEW_PLACES)
@require_GET
def agenda_day(request: TownRequest) -> HttpResponse:
    """The sheet of one day, to be taken along on paper."""
    today = localdate()
    sheet = days_of([_asked_day(request, today)])[0]
    _note_reading(request)
    return render(request, "registry/agenda_day.html", {"sheet": sheet, "today": today, "section": SECTION})


def _asked_day(request: TownRequest, today: date) -> date:
    return chosen_day(request.GET.get("dia", ""), today)


def _note_reading(request: TownRequest) -> None:
    if request.may(Permission.VIEW_PEOPLE):
        log_access(request.user, "agenda.read")


def _order(pk: int) -> WorkOrder:
    related = (
        "unit__cemetery",
        "unit__section",
        "movement__deceased",
        "movement__to_unit",
        "done_by",
        "act",
        "licence",
    )
    return get_object_or_404(WorkOrder.objects.select_related(*related), pk=pk)


@requires(Permission.VIEW_PLACES)
@require_GET
def work_order(request: TownRequest, pk: int) -> HttpResponse:
    """One order: what is to be done, where and when, and the buttons of whoever may press them."""
    _note_reading(request)
    return _show(request, _order(pk), {})


def _as_typed(order: WorkOrder) -> str:
    hour = f", {order.at.hour}.{order.at.minute:02d}" if order.at else ""
    return f"{order.on:%d/%m/%Y}{hour}"


def _show(request: TownRequest, order: WorkOrder, sent: dict[str, object]) -> HttpResponse:
    """The page of the order, with the form that was sent among the blank ones."""
    today = localdate()
    blank = {
        "done": DoneForm(),
        "moved": WhenForm(today=today, initial={"when": _as_typed(order)}),
        "off": CallOffForm(auto_id="off_%s"),
    }
    context = {"order": order, "today": today, "section": SECTION, **blank, **sent}
    return render(request, "registry/agenda_order.html", context)


@requires(Permission.DO_WORK)
@require_POST
def work_done(request: TownRequest, pk: int) -> HttpResponse:
    """Write down that the work is done, now and by who presses."""
    order, form = _order(pk), DoneForm(request.POST)
    if not form.is_valid():
        return _show(request, order, {"done": form})
    try:
        mark_done(order, at=timezone.now(), note=form.cleaned_data["note"], sent=_sent(request))
    except OrderClosed:
        return _closed(request, order)
    messages.success(request, _("Apuntada com a feta."))
    return _to_agenda(request, order.on)


@requires(Permission.REGISTER_ACTS)
@require_POST
def move_work(request: TownRequest, pk: int) -> HttpResponse:
    """Move the work to another day or hour."""
    order, form = _order(pk), WhenForm(request.POST, today=localdate())
    if not form.is_valid():
        return _show(request, order, {"moved": form})
    try:
        moved = reschedule(order, when=form.chosen, sent=_sent(request, form.cleaned_data["reason"]))
    except OrderClosed:
        return _closed(request, order)
    except RuleBroken as broken:
        _say(form, broken)
        return _show(request, order, {"moved": form})
    messages.success(request, _("S’ha canviat el dia o l’hora."))
    return _to_agenda(request, moved.on)


@requires(Permission.REGISTER_ACTS)
@require_POST
def call_off_work(request: TownRequest, pk: int) -> HttpResponse:
    """Call the work off, with a reason."""
    order, form = _order(pk), CallOffForm(request.POST, auto_id="off_%s")
    if not form.is_valid():
        return _show(request, order, {"off": form})
    try:
        call_off(order, reason=form.cleaned_data["reason"])
    except OrderClosed:
        return _closed(request, order)
    messages.success(request, _("S’ha anul·lat l’encàrrec."))
    return _to_agenda(request, order.on)


@requires(Permission.REGISTER_ACTS)
def new_work(request: TownRequest, pk: int) -> HttpResponse:
    """Order work at a unit by hand."""
    unit, today = unit_of(pk), localdate()
    form = OrderForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            order = order_work(unit=unit, entry=form.entry(), sent=_sent(request, form.cleaned_data["reason"]))
        except RuleBroken as broken:
            _say(form, broken)
        else:
            messages.success(request, _("S’ha encarregat la feina."))
            return _to_agenda(request, order.on)
    return render(request, "registry/agenda_new.html", {"form": form, "unit": unit, "section": SECTION})


def _sent(request: TownRequest, reason: str = "") -> Submission:
    return Submission(actor=request.user, today=localdate(), reason=reason)


def _say(form: WhenForm, broken: RuleBroken) -> None:
    for breach in broken.breaches:
        form.add_error("when" if breach.is_stop else "reason", sentence(breach))


def _closed(request: TownRequest, order: WorkOrder) -> HttpResponse:
    messages.warning(request, _("Aquesta feina ja estava feta o anul·lada: no s’ha canviat res."))
    return redirect("registry:work_order", town=request.town.slug, pk=order.pk)


def _to_agenda(request: TownRequest, day: date) -> HttpResponse:
    address = redirect("registry:agenda", town=request.town.slug)
    address["Location"] += f"?dia={day.isoformat()}"
    return address
