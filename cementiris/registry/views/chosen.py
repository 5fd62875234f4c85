"""Acts over many units that were chosen on the wall: each unit is judged by itself, and has its sentence.

What the rules stop stays as it was and is told; the rest is registered as one act, all or none.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.entries import Submission
from cementiris.registry.facts.places import closing_facts_each
from cementiris.registry.forms.chosen import (
    MOST_CHOSEN,
    ChosenForm,
    CloseChosenForm,
    ReopenChosenForm,
    RetireChosenForm,
)
from cementiris.registry.messages import sentence
from cementiris.registry.models import Act, BurialUnit
from cementiris.registry.numbering import compact
from cementiris.registry.rules.findings import Breach, Finding, breaches
from cementiris.registry.rules.places import ClosingFacts, check_closing, check_reopening, check_retirement
from cementiris.registry.services.closures import close_units, reopen_units, retire_units
from cementiris.registry.services.submission import AlreadySent, RuleBroken, refuse_repeated


@dataclass(frozen=True)
class ChosenAct:
    """Something that can be done to many units at once: its page, and what judges and registers it."""

    name: str
    address: str
    form: type[ChosenForm]
    judge: Callable[[ClosingFacts], tuple[Finding, ...]]
    register: Callable[..., Act]


@dataclass(frozen=True)
class Verdict:
    """What the rules say of one of the units."""

    unit: BurialUnit
    findings: tuple[Finding, ...]

    @property
    def is_stopped(self) -> bool:
        """Whether this unit is left out."""
        return any(breach.is_stop for breach in breaches(self.findings))

    @property
    def said(self) -> list[tuple[str, str, str]]:
        """Every finding as level, sentence and code."""
        return [
            (str(each.severity) if isinstance(each, Breach) else "ok", sentence(each), each.code)
            for each in self.findings
        ]


ACTS = (
    ChosenAct("close_chosen", "fora-de-servei", CloseChosenForm, check_closing, close_units),
    ChosenAct("reopen_chosen", "tornar-al-servei", ReopenChosenForm, check_reopening, reopen_units),
    ChosenAct("retire_chosen", "donar-de-baixa", RetireChosenForm, check_retirement, retire_units),
)


def chosen_paths(act: ChosenAct) -> list[URLPattern]:
    """The address of an act over chosen units, and of its sister that only says what the rules find, for htmx."""

    @requires(Permission.REGISTER_ACTS)
    def view(request: TownRequest) -> HttpResponse:
        form = _form(request, act, is_sent=request.method == "POST")
        return _attempt(request, act, form) or render(request, "registry/chosen.html", _context(act, form))

    @requires(Permission.REGISTER_ACTS)
    def check(request: TownRequest) -> HttpResponse:
        form = _form(request, act, is_sent=True)
        form.is_valid()
        return render(request, "registry/_chosen_check.html", _context(act, form))

    address = f"sepultures/triades/{act.address}/"
    return [path(address, view, name=act.name), path(f"{address}comprova/", check, name=f"check_{act.name}")]


def _form(request: TownRequest, act: ChosenAct, *, is_sent: bool) -> ChosenForm:
    chosen = ",".join(request.GET.getlist("unit"))
    return act.form(request.POST if is_sent else None, chosen=chosen, today=localdate())


def _verdicts(act: ChosenAct, form: ChosenForm) -> list[Verdict]:
    facts = closing_facts_each(form.units, form.entry(form.keys), form.today)
    return [Verdict(unit, act.judge(facts[unit.pk])) for unit in form.units]


def _attempt(request: TownRequest, act: ChosenAct, form: ChosenForm) -> HttpResponse | None:
    if request.method != "POST" or not form.is_valid():
        return None
    sent = form.submission(request.user)
    try:
        refuse_repeated(sent)
        done = _registered(request, act, form, sent)
    except RuleBroken as broken:
        _say(form, broken)
        return None
    except AlreadySent as repeated:
        messages.info(request, _("Aquest formulari ja s’havia enviat: només s’ha registrat una vegada."))
        done = repeated.act
    if done is None:
        return None
    log_access(request.user, "places.changed", done)
    return redirect(_wall_of(request, form.units))


def _registered(request: TownRequest, act: ChosenAct, form: ChosenForm, sent: Submission) -> Act | None:
    """Register the act over those that no rule stops; None where there are none, which the form then says."""
    verdicts = _verdicts(act, form)
    allowed = [each.unit.pk for each in verdicts if not each.is_stopped]
    if form.are_too_many or not allowed:
        form.add_error(None, _why_none(form))
        return None
    done = act.register(unit=None, entry=form.entry(allowed), sent=sent)
    _tell(request, done, verdicts)
    return done


def _why_none(form: ChosenForm) -> str:
    if form.are_too_many:
        return _("Són massa: d’una vegada, com a molt %(most)s. Trieu-les per parts.") % {"most": MOST_CHOSEN}
    return _("No es pot fer amb cap de les triades: a sota hi ha per què.") if form.units else _("Trieu-ne alguna.")


def _say(form: ChosenForm, broken: RuleBroken) -> None:
    if broken.can_be_overruled:
        form.add_error("reason", _("Hi ha avisos. Escriviu per què es registra igualment, o corregiu-ho."))
        return
    for breach in broken.breaches:
        form.add_error(None, f"{breach.code}. {sentence(breach)}")


def _tell(request: TownRequest, done: Act, verdicts: Sequence[Verdict]) -> None:
    messages.success(request, _("S’ha registrat: %(act)s.") % {"act": f"{done.get_kind_display()}. {done.detail}"})
    if left := [str(each.unit) for each in verdicts if each.is_stopped]:
        messages.warning(request, _("Han quedat com estaven: %(units)s.") % {"units": compact(left)})


def _wall_of(request: TownRequest, units: Sequence[BurialUnit]) -> str:
    if not units:
        return reverse("gis:cemeteries", kwargs={"town": request.town.slug})
    address = reverse("gis:cemetery", kwargs={"town": request.town.slug, "pk": units[0].cemetery_id})
    return f"{address}?bloc={units[0].section_id or 0}"


def _context(act: ChosenAct, form: ChosenForm) -> dict[str, Any]:
    verdicts = _verdicts(act, form)
    stopped_count = sum(each.is_stopped for each in verdicts)
    return {
        "form": form,
        "verdicts": verdicts,
        "allowed_count": len(verdicts) - stopped_count,
        "stopped_count": stopped_count,
        "too_many": _why_none(form) if form.are_too_many else "",
        "check_page": f"registry:check_{act.name}",
        "section": "cemeteries",
    }
