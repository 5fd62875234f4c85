"""What all screens of an import share: finding it, its frame, reading it anew."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cementiris.accounts.access import TownRequest
from cementiris.audit.services import log_access
from imports.models import ImportBatch
from imports.pages.frame import Frame, frame_of
from imports.services.words import question_count


def found_batch(pk: int) -> ImportBatch:
    """Return the import of the open town, or answer 404."""
    return get_object_or_404(ImportBatch.objects.prefetch_related("files"), pk=pk)


def framed(request: TownRequest, batch: ImportBatch, here: str) -> Frame:
    """Return what stands above the page `here` of an import."""
    return frame_of(batch, here, town=request.town.slug, at=timezone.now(), question_count=question_count(batch))


def show(request: TownRequest, frame: Frame, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Draw a page of an import by the name of its step; that it was read is recorded (R71)."""
    log_access(request.user, "import.read", frame.batch)
    whole = {"frame": frame, "batch": frame.batch, "section": "imports", **context}
    return render(request, f"imports/{frame.here}.html", whole, status=status)


def back_to(request: TownRequest, page: str, batch: ImportBatch, **keys: Any) -> HttpResponse:
    """Go to a page of an import."""
    response: HttpResponse = redirect(f"imports:{page}", town=request.town.slug, pk=batch.pk, **keys)
    return response


def refuse_closed(request: TownRequest, batch: ImportBatch) -> HttpResponse:
    """Say that an import that is being brought in, or was, is not changed any more."""
    messages.warning(
        request, _("Aquesta importació ja és feta o s’està fent: no s’hi pot canviar res. Si cal, desfeu-la.")
    )
    return back_to(request, "batch", batch)
