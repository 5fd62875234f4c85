"""Taking back what an import brought in."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from imports.pages.undoing import undo_page
from imports.tasks import begin_undo
from imports.views.parts import back_to, found_batch, framed, show


@requires(Permission.IMPORT_DATA)
def undo(request: TownRequest, pk: int) -> HttpResponse:
    """Show what undoing would take back and what stays; confirmed, a worker does it. Twice does nothing twice."""
    found = found_batch(pk)
    frame = framed(request, found, "undo")
    if frame.phase not in {"committed", "undoing"}:
        messages.warning(request, _("No hi ha res per desfer: el registre no té aquesta importació."))
        return back_to(request, "batch", found)
    if request.method == "POST":
        begin_undo(found, request.user)
        return back_to(request, "batch", found)
    return show(request, frame, {"page": undo_page(found, request.town.slug)})
