"""An act, and how it is annulled."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.forms.records import AnnulmentForm, ReasonedForm
from cementiris.registry.messages import sentence
from cementiris.registry.models import Act
from cementiris.registry.pages.annulment import annulment_page
from cementiris.registry.pages.timeline import papers_of
from cementiris.registry.services.annulment import annul_act, annulment_findings
from cementiris.registry.services.journal import ECHO_OF
from cementiris.registry.services.reversals import can_be_taken_back
from cementiris.registry.services.submission import AlreadySent, RuleBroken

UNASKED = "–"
"""Stands for the reason while nobody has been asked for it yet."""


def act_of(pk: int) -> Act:
    """The act of the open town with all that its page names, or 404."""
    named = ("unit__section", "unit__cemetery", "document", "recorded_by", "annulled_by", "corrects__unit")
    return get_object_or_404(Act.objects.select_related(*named), pk=pk)


@requires(Permission.VIEW_PEOPLE)
def act(request: TownRequest, pk: int) -> HttpResponse:
    """One act of the journal, with its paper, what it says of others and what others say of it."""
    found = act_of(pk)
    log_access(request.user, "act.read", found)
    corrections = found.corrections.exclude(notes__has_key=ECHO_OF).select_related("recorded_by").order_by("pk")
    may_annul = found.annulled_at is None and can_be_taken_back(found)
    context: dict[str, Any] = {"act": found, "corrections": corrections, "may_annul": may_annul, "section": "burials"}
    context |= {"movement": found.movements.filter(annulled=False).first(), "right": found.concessions.first()}
    papers = papers_of(found, request.town.slug)
    return render(request, "registry/act.html", {**context, "papers": papers})


@requires(Permission.REGISTER_ACTS)
def annul(request: TownRequest, pk: int) -> HttpResponse:
    """Say what annulling the act would undo, and do it for a reason."""
    found = act_of(pk)
    form = AnnulmentForm(request.POST or None, today=localdate())
    if request.method == "POST" and form.is_valid() and (answer := _annul(request, found, form)):
        return answer
    log_access(request.user, "act.read", found)
    page = annulment_page(found, annulment_findings(found, UNASKED))
    return render(request, "registry/annul.html", {"page": page, "form": form, "section": "burials"})


def _annul(request: TownRequest, found: Act, form: AnnulmentForm) -> HttpResponse | None:
    try:
        annulment = annul_act(act=found, sent=form.submission(request.user))
    except RuleBroken as broken:
        say_what_stops(form, broken)
        return None
    except AlreadySent as repeated:
        messages.info(request, _("Aquest formulari ja s’havia enviat: només s’ha registrat una vegada."))
        annulment = repeated.act
    else:
        messages.success(request, _("S’ha anul·lat: %(act)s.") % {"act": str(found).lower()})
    return redirect("registry:act", town=request.town.slug, pk=annulment.corrects_id or annulment.pk)


def say_what_stops(form: ReasonedForm, broken: RuleBroken) -> None:
    """Put every reason why not at the head of the form."""
    for breach in broken.breaches:
        form.add_error(None, f"{breach.code}. {sentence(breach)}")
