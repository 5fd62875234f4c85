"""Handing out papers."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.documents.models import Document
from cementiris.documents.services import draw


@requires(Permission.VIEW_PEOPLE)
def document(request: TownRequest, pk: int) -> HttpResponse:
    """The paper as PDF, drawn now if it never was; the reading is recorded (R71)."""
    paper = get_object_or_404(Document, pk=pk)
    content = draw(paper)
    log_access(request.user, "document.read", paper)
    return pdf_response(content, f"{paper.kind}-{paper.year}-{paper.number:04d}.pdf")


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """A PDF to look at, which no cache on the way may keep."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
