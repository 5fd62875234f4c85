"""How every act is sent: once, judged, and answered with its result or with everything that is wrong."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.entries import Submission
from cementiris.registry.forms.acts import ActForm
from cementiris.registry.messages import sentence
from cementiris.registry.models import Act, BurialUnit
from cementiris.registry.pages.acts import act_page
from cementiris.registry.quotes import fee_of, frozen_fee
from cementiris.registry.rules.findings import Finding
from cementiris.registry.services.applications import grant_application
from cementiris.registry.services.submission import AlreadySent, RuleBroken, UnitChanged


@dataclass(frozen=True)
class ActPageSpec:
    """One act over one unit: the page that registers it, and its sister that only judges what is being typed.

    `judge` takes the form, half filled or not; `register` is the service; `verb` is the last part of the address;
    `begin` gives what a page that is opened shows as typed already.
    """

    name: str
    verb: str
    form: type[ActForm]
    judge: Callable[[Any], tuple[Finding, ...]]
    register: Callable[..., Act]
    template: str
    begin: Callable[[TownRequest], dict[str, Any]] = lambda request: {}


_PAGES: dict[str, str] = {}
"""The name of the page that registers each kind of act, as its addresses are made."""


def page_of(kind: str, *, town: str, unit: int) -> str:
    """The address of the page that registers an act of the kind over the unit; "" where there is none."""
    name = _PAGES.get(kind)
    return reverse(f"registry:{name}", kwargs={"town": town, "pk": unit}) if name else ""


def act_paths(spec: ActPageSpec) -> list[URLPattern]:
    """The two addresses of an act: `registry:<name>` and, for htmx, `registry:check_<name>`."""

    @requires(Permission.REGISTER_ACTS)
    def page(request: TownRequest, pk: int) -> HttpResponse:
        form = spec.form(request.POST or None, unit=unit_of(pk), today=localdate(), initial=spec.begin(request))
        return attempt(request, form, spec.register) or show(request, spec.template, form, spec.judge(form))

    @requires(Permission.REGISTER_ACTS)
    def check(request: TownRequest, pk: int) -> HttpResponse:
        form = spec.form(request.POST, unit=unit_of(pk), today=localdate())
        form.is_valid()
        return show(request, spec.template, form, spec.judge(form))

    _PAGES.setdefault(str(spec.form.act_kind), spec.name)
    address = f"sepultures/<int:pk>/{spec.verb}/"
    return [path(address, page, name=spec.name), path(f"{address}comprova/", check, name=f"check_{spec.name}")]


def unit_of(pk: int) -> BurialUnit:
    """The unit of the open town, or 404."""
    units = BurialUnit.objects.select_related("cemetery", "section")
    return get_object_or_404(units, pk=pk)


def attempt(request: TownRequest, form: Any, register: Callable[..., Act]) -> HttpResponse | None:
    """Register what a valid form says and lead to the act; None when the form has to be shown again, saying why."""
    if request.method != "POST" or not form.is_valid():
        return None
    sent: Submission = replace(form.submission(request.user), fee=frozen_fee(form))
    try:
        with transaction.atomic():
            act = register(unit=form.unit, entry=form.entry(), sent=sent)
            grant_application(request.GET.get("sollicitud", ""), act)
    except RuleBroken as broken:
        _ask_for_reason(form, broken)
        return None
    except UnitChanged as changed:
        tell_change(request, form, changed)
        return None
    except AlreadySent as repeated:
        messages.info(request, _("Aquest formulari ja s’havia enviat: només s’ha registrat una vegada."))
        act = repeated.act
    else:
        messages.success(request, _("S’ha registrat: %(act)s.") % {"act": act.get_kind_display().lower()})
    return redirect("registry:act", town=request.town.slug, pk=act.pk)


def _ask_for_reason(form: ActForm, broken: RuleBroken) -> None:
    if broken.can_be_overruled:
        form.add_error("reason", _("Hi ha avisos. Escriviu per què es registra igualment, o corregiu-ho."))
    else:
        for breach in broken.breaches:
            if breach.is_stop:
                form.add_error(None, f"{breach.code}. {sentence(breach)}")


def tell_change(request: TownRequest, form: ActForm, changed: UnitChanged) -> None:
    """Say what a colleague has registered meanwhile; the next save counts as knowing it."""
    form.refresh_version()
    acts = "; ".join(_describe(act) for act in changed.acts) or _("n’ha canviat les dades")
    messages.warning(
        request,
        _("Mentre escrivíeu, algú ha canviat la sepultura: %(acts)s. No s’ha desat res ni s’ha perdut res del que heu "
          "escrit: reviseu-ho i torneu a desar.") % {"acts": acts},
    )  # fmt: skip


def _describe(act: Act) -> str:
    who = act.recorded_by.name if act.recorded_by else ""
    hour = f"{localtime(act.recorded_at):%H.%M}"
    return " · ".join(part for part in (act.get_kind_display(), act.person_text, who, hour) if part)


def show(request: TownRequest, name: str, form: ActForm, findings: tuple[Finding, ...]) -> HttpResponse:
    """The page of the act; asked by htmx while somebody types, only what the rules find."""
    is_live: bool = bool(request.htmx)  # type: ignore[attr-defined]  # set by django-htmx
    if not is_live:
        log_access(request.user, "unit.read", form.unit)
    page = act_page(form, findings, town=request.town.slug, is_live=is_live)
    template = "registry/_rules_update.html" if is_live else f"registry/{name}.html"
    return render(request, template, {"page": page, "form": form, "fee": fee_of(form), "section": "burials"})
