"""Cemeteries and blocks: what there is, and everything that is done to many units at once.

Describing cemeteries and making units is the clerk's daily work and asks for the right to register acts: a town's
administrator chooses what the ordinance says, not which niches stand in a wall.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.entries import Submission
from cementiris.registry.facts.places import closing_facts, new_units_facts, renumbering_facts
from cementiris.registry.forms.block_changes import ChosenUnitsForm, CloseBlockForm, RenumberBlockForm, ReopenBlockForm
from cementiris.registry.forms.blocks import CemeteryForm, ListForm, PlaceForm, SectionForm, WallForm
from cementiris.registry.messages import sentence
from cementiris.registry.models import Act, Cemetery, Section
from cementiris.registry.pages.blocks import cemetery_lines, latest_changes
from cementiris.registry.queries import section_units
from cementiris.registry.rules.findings import Breach, Finding
from cementiris.registry.rules.places import check_closing, check_numbers, check_reopening
from cementiris.registry.services.closures import close_units, reopen_units
from cementiris.registry.services.places import create_units, describe_cemetery, describe_section
from cementiris.registry.services.renumbering import renumber_block
from cementiris.registry.services.submission import AlreadySent, RuleBroken
from cementiris.registry.typed_keys import read_keys

MOST_SHOWN = 200
"""So many changes of a number the page shows before they are made; the rest it counts."""


@dataclass(frozen=True)
class PlacePage:
    """One page about a cemetery or a block. `target` is what the key of its address is: "", "cemetery", "section"."""

    name: str
    address: str
    form: type[PlaceForm]
    register: Callable[[Any, Submission], Act]
    judge: Callable[[Any], tuple[Finding, ...]] = lambda form: ()
    target: str = "section"


@requires(Permission.VIEW_PLACES)
def blocks(request: TownRequest) -> HttpResponse:
    """List the cemeteries and their parts, with what can be done in each."""
    changes = latest_changes() if request.may(Permission.VIEW_PEOPLE) else []
    context = {"cemeteries": cemetery_lines(localdate()), "changes": changes, "section": "cemeteries"}
    return render(request, "registry/sections.html", context)


def place_paths(page: PlacePage) -> list[URLPattern]:
    """The address of a page and, where it judges, of its sister that only says what the rules find, for htmx."""

    @requires(Permission.REGISTER_ACTS)
    def view(request: TownRequest, **keys: int) -> HttpResponse:
        form = _form(request, page, keys.get("pk"))
        return _attempt(request, page, form) or _show(request, page, form)

    @requires(Permission.REGISTER_ACTS)
    def check(request: TownRequest, **keys: int) -> HttpResponse:
        form = _form(request, page, keys.get("pk"), is_check=True)
        form.is_valid()
        return render(request, "registry/_section_check.html", _context(page, form))

    paths = [path(page.address, view, name=page.name)]
    if page.form in JUDGED:
        paths.append(path(f"{page.address}comprova/", check, name=f"check_{page.name}"))
    return paths


def _form(request: TownRequest, page: PlacePage, pk: int | None, *, is_check: bool = False) -> Any:
    cemetery, section = None, None
    if page.target == "cemetery":
        cemetery = get_object_or_404(Cemetery, pk=pk)
    if page.target == "section":
        section = get_object_or_404(Section.objects.select_related("cemetery"), pk=pk)
        cemetery = section.cemetery
    data = request.POST if is_check or request.method == "POST" else None
    initial = {name: request.GET[name][:200] for name in ("parent", "block") if name in request.GET}
    if section and "unit" in request.GET:
        initial["numbers"] = _numbers_of(section, request.GET.getlist("unit"))
    return page.form(data, cemetery=cemetery, section=section, today=localdate(), initial=initial)


def _numbers_of(section: Section, keys: list[str]) -> str:
    """The numbers of the units that were chosen in the drawing of their block."""
    units = section_units(section, localdate()).filter(pk__in=read_keys(keys))
    return ", ".join(unit.number for unit in units.only("number") if unit.number)


def _attempt(request: TownRequest, page: PlacePage, form: Any) -> HttpResponse | None:
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        act = page.register(form, form.submission(request.user))
    except RuleBroken as broken:
        _say(form, broken)
        return None
    except AlreadySent as repeated:
        messages.info(request, _("Aquest formulari ja s’havia enviat: només s’ha registrat una vegada."))
        act = repeated.act
    else:
        messages.success(request, _("S’ha registrat: %(act)s.") % {"act": f"{act.get_kind_display()}. {act.detail}"})
    log_access(request.user, "places.changed", act)
    return redirect("registry:blocks", town=request.town.slug)


def _say(form: PlaceForm, broken: RuleBroken) -> None:
    if broken.can_be_overruled:
        form.add_error("reason", _("Hi ha avisos. Escriviu per què es registra igualment, o corregiu-ho."))
        return
    for breach in broken.breaches:
        if breach.is_stop:
            form.add_error(None, f"{breach.code}. {sentence(breach)}")


def _show(request: TownRequest, page: PlacePage, form: PlaceForm) -> HttpResponse:
    return render(request, "registry/section_form.html", _context(page, form))


def _context(page: PlacePage, form: PlaceForm) -> dict[str, Any]:
    findings = page.judge(form) if form.is_bound else ()
    said = [
        (str(finding.severity) if isinstance(finding, Breach) else "ok", sentence(finding), finding.code)
        for finding in findings
    ]
    changes = form.changes if isinstance(form, RenumberBlockForm) else []
    return {
        "form": form,
        "said": said,
        "check_page": f"registry:check_{page.name}",
        "judges": page.form in JUDGED,
        "draws": page.form is WallForm,
        "changes": changes[:MOST_SHOWN],
        "more_count": max(0, len(changes) - MOST_SHOWN),
        "section": "cemeteries",
    }


def _judge_new(form: WallForm | ListForm) -> tuple[Finding, ...]:
    return check_numbers(new_units_facts(form.entry(), form.today))


def _judge_numbers(form: RenumberBlockForm) -> tuple[Finding, ...]:
    entry = form.entry()
    units = [unit for unit in form.units if unit.pk in entry.numbers]
    return check_numbers(renumbering_facts(entry, units, form.today))


def _judge_closing(form: CloseBlockForm) -> tuple[Finding, ...]:
    return check_closing(closing_facts(_chosen(form), form.entry(), form.today))


def _judge_reopening(form: ReopenBlockForm) -> tuple[Finding, ...]:
    return check_reopening(closing_facts(_chosen(form), form.entry(), form.today))


def _chosen(form: ChosenUnitsForm) -> list[Any]:
    keys = set(form.entry().unit_ids)  # type: ignore[attr-defined]  # both forms that come here make a ClosingEntry
    return [unit for unit in form.units if unit.pk in keys]


def _describe_cemetery(form: CemeteryForm, sent: Submission) -> Act:
    return describe_cemetery(cemetery=form.cemetery, entry=form.entry(), sent=sent)


def _describe_section(form: SectionForm, sent: Submission) -> Act:
    assert form.cemetery is not None
    return describe_section(cemetery=form.cemetery, section=form.section, entry=form.entry(), sent=sent)


def _create(form: WallForm | ListForm, sent: Submission) -> Act:
    return create_units(entry=form.entry(), sent=sent)


def _renumber(form: RenumberBlockForm, sent: Submission) -> Act:
    assert form.section is not None
    return renumber_block(section=form.section, entry=form.entry(), sent=sent)


def _close(form: CloseBlockForm, sent: Submission) -> Act:
    return close_units(unit=None, entry=form.entry(), sent=sent)


def _reopen(form: ReopenBlockForm, sent: Submission) -> Act:
    return reopen_units(unit=None, entry=form.entry(), sent=sent)


JUDGED = (WallForm, ListForm, RenumberBlockForm, CloseBlockForm, ReopenBlockForm)
IN_CEMETERY, IN_SECTION = "cementiris/<int:pk>", "blocs/<int:pk>"
PAGES = (
    PlacePage("new_cemetery", "cementiris/nou/", CemeteryForm, _describe_cemetery, target=""),
    PlacePage("change_cemetery", f"{IN_CEMETERY}/canviar/", CemeteryForm, _describe_cemetery, target="cemetery"),
    PlacePage("new_section", f"{IN_CEMETERY}/bloc-nou/", SectionForm, _describe_section, target="cemetery"),
    PlacePage("new_units", f"{IN_CEMETERY}/sepultures-noves/", ListForm, _create, _judge_new, "cemetery"),
    PlacePage("change_section", f"{IN_SECTION}/canviar/", SectionForm, _describe_section),
    PlacePage("new_wall", f"{IN_SECTION}/sepultures-noves/", WallForm, _create, _judge_new),
    PlacePage("renumber_block", f"{IN_SECTION}/numerar/", RenumberBlockForm, _renumber, _judge_numbers),
    PlacePage("close_block", f"{IN_SECTION}/tancar/", CloseBlockForm, _close, _judge_closing),
    PlacePage("reopen_block", f"{IN_SECTION}/tornar-al-servei/", ReopenBlockForm, _reopen, _judge_reopening),
)
