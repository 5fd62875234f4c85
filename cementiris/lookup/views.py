"""The citizens' pages: whom do you seek, where do they rest, and what relatives may ask for."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found

from cementiris.accounts.access import PublicTownRequest, public
from cementiris.lookup.forms import ErasureForm, SearchForm
from cementiris.lookup.keys import pk_of
from cementiris.lookup.limits import REQUESTS_OF_RELATIVES, may_ask
from cementiris.lookup.models import PublicEntry
from cementiris.lookup.pages import as_json, entry_page, entry_url, search_page
from cementiris.lookup.queries import public_entries
from cementiris.lookup.services import receive_request

View = Callable[..., HttpResponse]
SEARCH_ADDRESS = "/consulta/"
"""Where the citizens' addresses begin, in every town; a wrong one names no view, so that only its beginning tells."""


def unlisted(view: View) -> View:
    """Keep search engines and shared caches away, and one visitor from asking all day."""

    @wraps(view)
    def page(request: PublicTownRequest, **kwargs: str) -> HttpResponse:
        response = view(request, **kwargs) if may_ask(request) else too_many(request)
        return _kept_private(response)

    return page


def _kept_private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Accept"])
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing at an address: the usual page, or JSON to a program that asks the citizens' search."""
    if not (request.path_info.startswith(SEARCH_ADDRESS) and _wants_json(request)):
        return page_not_found(request, exception)
    sentence = _("Aquí no hi ha res: reviseu l’adreça o torneu a fer la consulta.")
    return _kept_private(JsonResponse({"error": sentence}, status=404))


def too_many(request: HttpRequest) -> HttpResponse:
    """Ask a visitor who asks too often to wait."""
    if _wants_json(request):
        return JsonResponse({"results": [], "error": _("Massa consultes seguides. Espereu uns minuts.")}, status=429)
    return render(request, "lookup/too_many.html", status=429)


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


@public
@unlisted
def search(request: PublicTownRequest) -> HttpResponse:
    """Whom do you seek? The answer as a page or, when asked for, as JSON."""
    page = search_page(SearchForm(request.GET), request.town.slug, request.GET.get("page"), timezone.localdate())
    if _wants_json(request):
        lines = [*page.exact, *page.alike]
        return JsonResponse({"results": [_json(request, line.entry) for line in lines]})
    return render(request, "lookup/search.html", {"page": page})


def _json(request: PublicTownRequest, entry: PublicEntry) -> dict[str, object]:
    return as_json(entry, request.build_absolute_uri(entry_url(entry, request.town.slug)))


def _entry(key: str) -> PublicEntry:
    pk = pk_of(key)
    if pk is None:
        raise Http404
    return get_object_or_404(public_entries(timezone.localdate()), pk=pk)


@public
@unlisted
def entry(request: PublicTownRequest, key: str) -> HttpResponse:
    """Where one person rests."""
    found = _entry(key)
    if _wants_json(request):
        return JsonResponse(_json(request, found))
    page = search_page(SearchForm(request.GET), request.town.slug, request.GET.get("page"), timezone.localdate())
    here = entry_page(found, timezone.localdate(), avoid_steps=request.GET.get("graons") == "no")
    return render(request, "lookup/entry.html", {"page": page, "here": here})


@public
@unlisted
def request_change(request: PublicTownRequest, key: str) -> HttpResponse:
    """A relative asks for correction or removal; the person leaves the public search at once (R68)."""
    found = _entry(key)
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not may_ask(request, "relatives", REQUESTS_OF_RELATIVES):
            return too_many(request)
        receive_request(form.save(commit=False), found, timezone.localdate())
        return render(request, "lookup/request_received.html", {"name": str(found)})
    return render(request, "lookup/request.html", {"form": form, "here": entry_page(found, timezone.localdate())})
