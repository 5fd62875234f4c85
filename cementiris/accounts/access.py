"""What a page asks of its visitor. Every view carries one of these; one without is refused (and fails a test)."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.http import HttpRequest, HttpResponseBase

from cementiris.accounts.models import Municipality, User
from cementiris.accounts.permissions import Permission

PUBLIC: Literal["public"] = "public"
SIGNED_IN: Literal["signed_in"] = "signed_in"
COUNTY: Literal["county"] = "county"
BY_KEY: Literal["by_key"] = "by_key"

View = Callable[..., HttpResponseBase]


class PublicTownRequest(HttpRequest):
    """A request to a town's public page: the town is open, nobody need be logged in."""

    town: Municipality
    permissions: frozenset[Permission]


class TownRequest(PublicTownRequest):
    """A request of somebody who works in the town and may see the page."""

    user: User

    may: Callable[[Permission], bool]


@dataclass(frozen=True)
class Key:
    """What a program shows in place of a login: whose it is, and the most that it opens."""

    owner: User
    permissions: frozenset[Permission]


KeyFinder = Callable[[str], Key | None]


def _without_town(view: View) -> View:
    @functools.wraps(view)
    def page(request: HttpRequest, *args: Any, town: str = "", **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return page


def requires(permission: Permission) -> Callable[[View], View]:
    """Ask for `permission` in the town of the address; the view gets a TownRequest and no `town` argument."""

    def decorate(view: View) -> View:
        page = _without_town(view)
        page.access = permission  # type: ignore[attr-defined]
        return page

    return decorate


def opened_by(find_key: KeyFinder) -> Callable[[View], View]:
    """Ask a program for a key of the town of the address, at every request; a login opens nothing here.

    `find_key` gets the secret with the town open. The view gets a TownRequest: its user is the key's owner, and it
    may what the key opens and its owner still may.
    """

    def decorate(view: View) -> View:
        page = _without_town(view)
        page.access, page.find_key = BY_KEY, find_key  # type: ignore[attr-defined]
        return page

    return decorate


def public(view: View) -> View:
    """Let anybody in; with a town in the address, that town is open while the page is made."""
    page = _without_town(view)
    page.access = PUBLIC  # type: ignore[attr-defined]
    return page


def signed_in(view: View) -> View:
    """Ask for a login and nothing more: pages above the towns."""
    page = _without_town(view)
    page.access = SIGNED_IN  # type: ignore[attr-defined]
    return page


def for_the_county(view: View) -> View:
    """Ask for a technician of the county: pages that look over all towns. Nobody else learns that they are there."""
    page = _without_town(view)
    page.access = COUNTY  # type: ignore[attr-defined]
    return page
