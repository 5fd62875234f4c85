"""Correcting what an entry says, with a reason; what was stays readable."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.documents.models import Document
from cementiris.registry.entries import Submission
from cementiris.registry.facts.records import row_version
from cementiris.registry.forms.corrections import (
    CorrectionForm,
    DisputeForm,
    MovementCorrectionForm,
    PersonCorrectionForm,
    RightCorrectionForm,
)
from cementiris.registry.forms.records import ReasonedForm
from cementiris.registry.messages import sentence
from cementiris.registry.models import Act, Concession, Movement, Person, Standing
from cementiris.registry.services.corrections import (
    EntryChanged,
    correct_movement,
    correct_person,
    correct_right,
    settle_dispute,
)
from cementiris.registry.services.submission import AlreadySent, RuleBroken
from cementiris.registry.views.records import say_what_stops


@requires(Permission.REGISTER_ACTS)
def person(request: TownRequest, pk: int) -> HttpResponse:
    """Correct somebody's data."""
    found = get_object_or_404(Person, pk=pk, merged_into__isnull=True)
    log_access(request.user, "person.read", found)
    form = _form(request, PersonCorrectionForm, found)

    def register(sent: Submission) -> Act:
        return correct_person(person=found, values=form.values(), sent=sent, read=form.read())

    back = reverse("registry:person", kwargs={"town": request.town.slug, "pk": pk})
    papers = Document.objects.filter(pk__in=Act.objects.filter(movements__deceased=found).values("document"))
    return _answer(request, form, register) or _show(request, form, title=str(found), back=back, papers=papers)


@requires(Permission.REGISTER_ACTS)
def movement(request: TownRequest, pk: int) -> HttpResponse:
    """Correct a line of the burial register."""
    rows = Movement.objects.select_related("deceased", "to_unit", "from_unit")
    found = get_object_or_404(rows, pk=pk, annulled=False)
    log_access(request.user, "person.read", found.deceased)
    form = _form(request, MovementCorrectionForm, found)

    def register(sent: Submission) -> Act:
        return correct_movement(movement=found, values=form.values(), sent=sent, read=form.read())

    back = reverse("registry:person", kwargs={"town": request.town.slug, "pk": found.deceased_id})
    papers = Document.objects.filter(pk__in=Act.objects.filter(movements=found).values("document"))
    title = f"{found.get_kind_display()}: {found.deceased}"
    return _answer(request, form, register) or _show(request, form, title=title, back=back, papers=papers)


@requires(Permission.REGISTER_ACTS)
def right(request: TownRequest, pk: int) -> HttpResponse:
    """Correct what a right says, or decide which of two contradicting rights counts."""
    found = get_object_or_404(Concession.objects.select_related("unit"), pk=pk)
    log_access(request.user, "unit.read", found.unit)
    form, dispute = _form(request, RightCorrectionForm, found), _dispute(request, found)

    def register(sent: Submission) -> Act:
        return correct_right(right=found, values=form.values(), sent=sent, read=form.read())

    answer = (_settle(request, dispute, found) if dispute else None) or _answer(request, form, register)
    back = reverse("registry:unit", kwargs={"town": request.town.slug, "pk": found.unit_id})
    papers = _papers_of(found)
    title = _("Dret %(number)s") % {"number": found}
    return answer or _show(request, form, title=title, back=back, papers=papers, dispute=dispute)


def _papers_of(found: Concession) -> QuerySet[Document]:
    """Every paper of the unit's acts that names the right: its titles and duplicates, and what was decided of it."""
    keys: set[int] = set()
    for document, notes in Act.objects.filter(unit=found.unit_id).values_list("document", "notes"):
        keys.update(paper["pk"] for paper in notes.get("papers", []))
        keys.add(document or 0)
    return Document.objects.filter(pk__in=keys, snapshot__title_number=found.title_number).order_by("pk")


def _dispute(request: TownRequest, found: Concession) -> DisputeForm | None:
    if found.standing != Standing.DISPUTED:
        return None
    sent = request.POST if request.POST.get("form") == "dispute" else None
    return DisputeForm(sent, today=localdate(), version=row_version(found), prefix="dispute")


def _settle(request: TownRequest, form: DisputeForm, found: Concession) -> HttpResponse | None:
    def register(sent: Submission) -> Act:
        return settle_dispute(right=found, holds=form.cleaned_data["holds"] == "yes", sent=sent)

    return _answer(request, form, register)


def _form(request: TownRequest, form: type[CorrectionForm], row: Any) -> CorrectionForm:
    own = request.POST if request.method == "POST" and request.POST.get("form", "") != "dispute" else None
    return form(own, row=row, today=localdate(), version=row_version(row))


def _answer(request: TownRequest, form: ReasonedForm, register: Callable[[Submission], Act]) -> HttpResponse | None:
    """Register what a valid form says and lead to the act; None when the form has to be shown again, saying why."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        act = register(form.submission(request.user))
    except RuleBroken as broken:
        _say(form, broken)
        return None
    except EntryChanged as changed:
        _tell_change(request, form, changed)
        return None
    except AlreadySent as repeated:
        messages.info(request, _("Aquest formulari ja s’havia enviat: només s’ha registrat una vegada."))
        act = repeated.act
    else:
        messages.success(request, _("S’ha corregit. El que deia abans continua a la fitxa."))
    return redirect("registry:act", town=request.town.slug, pk=act.pk)


def _say(form: ReasonedForm, broken: RuleBroken) -> None:
    """What stops it stands at the head of the form; of warnings alone the clerk is told, and may save knowing them."""
    if broken.can_be_overruled and isinstance(form, CorrectionForm):
        form.warn([(breach.code, sentence(breach)) for breach in broken.breaches])
    else:
        say_what_stops(form, broken)


def _tell_change(request: TownRequest, form: ReasonedForm, changed: EntryChanged) -> None:
    """Say what a colleague has corrected meanwhile; the next save counts as knowing it."""
    form.answer_with("version", form.drawn_at)
    what = "; ".join(str(change) for change in changed.changes) or _("n’ha canviat les dades")
    messages.warning(
        request,
        _("Mentre escrivíeu, algú ho ha corregit: %(what)s. No s’ha desat res ni s’ha perdut res del que heu escrit: "
          "reviseu-ho i torneu a desar.") % {"what": what},
    )  # fmt: skip


def _show(request: TownRequest, form: CorrectionForm, **context: Any) -> HttpResponse:
    return render(request, "registry/correct.html", {"form": form, "section": "burials", **context})
