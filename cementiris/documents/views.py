"""Handing out papers, and changing their words."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.documents import electronic
from cementiris.documents.forms import WordingForm
from cementiris.documents.models import Document, DocumentKind, DocumentTemplate
from cementiris.documents.paper_wording import SOURCES, paper_faults, shipped_wording
from cementiris.documents.samples import sample_document
from cementiris.documents.services import draw, latest_template, save_wording

LETTERS = frozenset({DocumentKind.EXPIRY_NOTICE})
"""Papers whose words the app that prints them checks and previews: they know other data."""


@requires(Permission.VIEW_PEOPLE)
def document(request: TownRequest, pk: int) -> HttpResponse:
    """The paper as PDF, drawn now if it never was; the reading is recorded (R71)."""
    paper = get_object_or_404(Document.objects.select_related("template"), pk=pk)
    content = draw(paper)
    log_access(request.user, "document.read", paper)
    return pdf_response(content, f"{paper.kind}-{paper.year}-{paper.number:04d}.pdf")


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """A PDF to look at, which no cache on the way may keep."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@dataclass(frozen=True)
class WordedKind:
    """A kind of paper in the list, with the version of its words."""

    kind: DocumentKind
    latest: DocumentTemplate | None

    @property
    def label(self) -> str | Promise:
        """Its name."""
        return self.kind.label

    @property
    def is_letter(self) -> bool:
        """Whether another page changes its words."""
        return self.kind in LETTERS

    @property
    def is_own(self) -> bool:
        """Whether the town has written words of its own."""
        return self.latest is not None and not self.latest.is_shipped


@requires(Permission.MANAGE_TOWN)
def wordings(request: TownRequest) -> HttpResponse:
    """Every kind of paper, with whether the town has given it words of its own."""
    versions = DocumentTemplate.objects.order_by("kind", "-version").distinct("kind")
    latest = {template.kind: template for template in versions}
    kinds = [WordedKind(kind, latest.get(kind)) for kind in DocumentKind]
    return render(request, "documents/wordings.html", {"kinds": kinds})


@requires(Permission.MANAGE_TOWN)
def wording(request: TownRequest, kind: str) -> HttpResponse:
    """The words of one kind of paper: read them, try them on an invented act, keep them as the next version."""
    if kind not in DocumentKind.values or kind in LETTERS:
        raise Http404

    def preview(body: str) -> bytes:
        return electronic.draw_pdf(sample_document(kind, body, town=request.town, on=localdate()))

    return edit_wording(request, kind, find_faults=paper_faults, preview=preview, data=tuple(SOURCES))


def edit_wording(
    request: TownRequest,
    kind: str,
    *,
    find_faults: Callable[[str], list[str]],
    preview: Callable[[str], bytes],
    data: tuple[str, ...],
) -> HttpResponse:
    """The page on which a town changes the words of a kind of paper or letter; `data` may be named between braces."""
    latest = latest_template(kind)
    body = latest.body if latest and not latest.is_shipped else shipped_wording(kind)
    form = WordingForm(request.POST or None, body=body, find_faults=find_faults)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("fes") == "mostra":
            return pdf_response(preview(form.cleaned_data["body"]), f"{kind}.pdf")
        return _kept(request, save_wording(kind, form.cleaned_data["body"]))
    context = {"form": form, "label": DocumentKind(kind).label, "latest": latest, "data": data}
    return render(request, "documents/wording.html", context)


def _kept(request: TownRequest, template: DocumentTemplate) -> HttpResponse:
    log_access(request.user, "wording.changed", template)
    messages.success(request, _("S’ha desat el text, versió %(number)s.") % {"number": template.version})
    return redirect("documents:wordings", town=request.town.slug)
