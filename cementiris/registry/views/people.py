"""Persons: what the register knows of somebody, entries that may be one person, and the journal of who did what."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.duplicate_pairs import likely_pairs, pairs_shown
from cementiris.registry.forms.matches import MatchForm
from cementiris.registry.models import Act, ActKind, Person
from cementiris.registry.pages.comparison import compare
from cementiris.registry.pages.journal import JournalQuestion, actors, journal
from cementiris.registry.pages.person import person_sheet
from cementiris.registry.services.matches import tell_apart, unite
from cementiris.registry.services.submission import AlreadySent, RuleBroken
from cementiris.registry.views.records import say_what_stops

PAIRS_A_PAGE = 25
ACTS_A_PAGE = 50


@requires(Permission.VIEW_PEOPLE)
def person(request: TownRequest, pk: int) -> HttpResponse:
    """What the register knows of somebody; an entry that was united with another leads to it."""
    found = get_object_or_404(Person, pk=pk)
    if found.merged_into_id:
        return redirect("registry:person", town=request.town.slug, pk=found.merged_into_id)
    log_access(request.user, "person.read", found)
    sheet = person_sheet(found, localdate())
    return render(request, "registry/person.html", {"sheet": sheet, "person": found, "section": "register"})


@requires(Permission.REGISTER_ACTS)
def duplicates(request: TownRequest) -> HttpResponse:
    """Entries that may be one person, the likeliest first."""
    page = Paginator(likely_pairs(), PAIRS_A_PAGE).get_page(request.GET.get("page"))
    log_access(request.user, "duplicates.listed")
    context = {"page": page, "pairs": pairs_shown(list(page)), "section": "register"}
    return render(request, "registry/duplicates.html", context)


@requires(Permission.REGISTER_ACTS)
def match(request: TownRequest, pk: int, other: int) -> HttpResponse:
    """Two entries side by side: unite them, choosing what to keep, or say that they are two persons."""
    one, two = (get_object_or_404(Person, pk=key) for key in (pk, other))
    for entry in (one, two):
        log_access(request.user, "person.read", entry)
    form = MatchForm(request.POST or None, today=localdate())
    if request.method == "POST" and form.is_valid() and (answer := _match(request, form, one, two)):
        return answer
    context = {"comparison": compare(one, two, localdate()), "form": form, "section": "register"}
    return render(request, "registry/person_match.html", context)


def _match(request: TownRequest, form: MatchForm, one: Person, two: Person) -> HttpResponse | None:
    sent = form.submission(request.user)
    try:
        if form.cleaned_data["verdict"] == "different":
            tell_apart(one=one, other=two, sent=sent)
            messages.success(request, _("Es recordarà que són persones diferents."))
            return redirect("registry:duplicates", town=request.town.slug)
        act = unite(kept=one, other=two, take=form.cleaned_data["take"], sent=sent)
    except RuleBroken as broken:
        say_what_stops(form, broken)
        return None
    except AlreadySent as repeated:
        messages.info(request, _("Aquest formulari ja s’havia enviat: només s’ha registrat una vegada."))
        act = repeated.act
    else:
        messages.success(request, _("S’han unificat. Es pot desfer des d’aquest acte, anul·lant-lo."))
    return _lead_to(request, act)


def _lead_to(request: TownRequest, act: Act) -> HttpResponse:
    return redirect("registry:act", town=request.town.slug, pk=act.pk)


@requires(Permission.VIEW_PEOPLE)
def acts(request: TownRequest) -> HttpResponse:
    """The journal of the town: who registered what, and when."""
    question = JournalQuestion.typed(request.GET.dict())
    page = Paginator(journal(question, localdate()), ACTS_A_PAGE).get_page(request.GET.get("page"))
    log_access(request.user, "acts.listed")
    context: dict[str, Any] = {"page": page, "question": question, "actors": actors(), "section": "register"}
    return render(request, "registry/journal.html", {**context, "kinds": ActKind.choices})
