"""Opens the town of the address for whoever may be there, for the whole response."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve

from cementiris.accounts import keys
from cementiris.accounts.access import BY_KEY, COUNTY, PUBLIC, SIGNED_IN, KeyFinder
from cementiris.accounts.models import Municipality, User
from cementiris.accounts.permissions import COUNTY_PERMISSIONS, Permission
from cementiris.accounts.queries import find_municipality, permissions_in
from cementiris.audit.services import log_access
from cementiris.tenancy.scope import keep_open, municipality

# Third-party pages that stand above the towns and guard themselves.
OPEN_MODULES = ("allauth.", "django.views.", "django.contrib.staticfiles.")


class TownMiddleware:
    """A stranger to the town gets 404 (no hint that the page exists), a colleague without the right 403."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Check the visitor against the page's declared access, then answer with the town open."""
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        access = getattr(match.func, "access", None)
        if access is None:
            return self._undeclared(request, match.func.__module__)
        if access == BY_KEY:
            return self._answer_program(match, request)
        if access != PUBLIC and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return self._answer_visitor(match, request, access)

    def _undeclared(self, request: HttpRequest, module: str) -> HttpResponseBase:
        if not module.startswith(OPEN_MODULES):
            raise PermissionDenied
        return self.get_response(request)

    def _answer_visitor(self, match: ResolverMatch, request: HttpRequest, access: str) -> HttpResponseBase:
        if access == COUNTY and not getattr(request.user, "is_county_technician", False):
            raise Http404
        if access in {SIGNED_IN, COUNTY} or "town" not in match.kwargs:
            return self.get_response(request)
        town = _town(match.kwargs["town"])
        if town is None:
            raise Http404
        return self._answer_in(town, request, access)

    def _answer_in(self, town: Municipality, request: HttpRequest, access: str) -> HttpResponseBase:
        permissions = self._permissions(request, town)
        if access != PUBLIC:
            self._check(permissions, access)
        _let_in(request, town, permissions)
        with municipality(town.pk):
            self._note_visit(request, town, permissions)
            response = self.get_response(request)
        return _kept_open(town, response)

    def _answer_program(self, match: ResolverMatch, request: HttpRequest) -> HttpResponseBase:
        """Let a program in by its key, as far as the key's owner may go today. An unknown town tells nothing either."""
        if keys.has_failed_often(request):
            return keys.ask_to_wait()
        town, secret = _town(match.kwargs["town"]), keys.secret_of(request)
        if town is None or not secret:
            return keys.refuse(request, secret)
        with municipality(town.pk):
            if not _try_key(match.func.find_key, secret, request, town):  # type: ignore[attr-defined]
                return keys.refuse(request, secret)
            response = self.get_response(request)
        return _kept_open(town, response)

    def _permissions(self, request: HttpRequest, town: Municipality) -> frozenset[Permission]:
        return permissions_in(request.user, town) if isinstance(request.user, User) else frozenset()

    def _check(self, permissions: frozenset[Permission], access: str) -> None:
        if not permissions:
            raise Http404
        if access not in permissions:
            raise PermissionDenied

    def _note_visit(self, request: HttpRequest, town: Municipality, permissions: frozenset[Permission]) -> None:
        """Somebody from outside who enters a town is recorded, once a session."""
        user = request.user
        key = f"entered-{town.pk}"
        if not isinstance(user, User) or permissions != COUNTY_PERMISSIONS or request.session.get(key):
            return
        log_access(user, "town.entered")
        request.session[key] = True


def _town(slug: str) -> Municipality | None:
    """The town at this address; its code is no address."""
    town = find_municipality(slug)
    return town if town is not None and town.slug == slug else None


def _let_in(request: HttpRequest, town: Municipality, permissions: frozenset[Permission]) -> None:
    request.town, request.permissions = town, permissions  # type: ignore[attr-defined]
    request.may = permissions.__contains__  # type: ignore[attr-defined]


def _try_key(find_key: KeyFinder, secret: str, request: HttpRequest, town: Municipality) -> bool:
    """Whether the secret opens the open town; the request is its owner's from then on."""
    key = find_key(secret)
    if key is None or not key.owner.is_active:
        return False
    permissions = key.permissions & permissions_in(key.owner, town)
    if permissions:
        request.user = key.owner
        _let_in(request, town, permissions)
    return bool(permissions)


def _kept_open(town: Municipality, response: HttpResponseBase) -> HttpResponseBase:
    """A stream is made after the middleware has left: each part of it opens the town again."""
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = keep_open(town.pk, response.streaming_content)  # type: ignore[arg-type]
    return response
