"""Every page there is, taken from the resolver, looked at on a desk and on a telephone."""

from typing import Any

import pytest
from django.test import Client

from cementiris.accounts.access import COUNTY
from cementiris.accounts.models import Municipality, User
from cementiris.accounts.permissions import Role
from cementiris.accounts.services import let_in
from cementiris.tenancy.scope import municipality
from tests.journeys.screen import Screen
from tests.pages import Page, own_pages

pytestmark = pytest.mark.browser

FILES = {
    *("documents:document", "notices:letters", "notices:list", "notices:second_attempt", "notices:letter"),
    *("imports:report", "imports:refused", "gis:layers", "fees:export", "robots", "county:places"),
    *("registry:attachment", "registry:attachment_preview", "gis:photograph_pins"),
    *("gis:geopackage", "gis:geojson", "gis:wfs", "gis:survey_features", "gis:survey_workbook"),
}
FORMS_ONLY = {
    *("notices:choose", "notices:freeze", "notices:post", "notices:outcome", "notices:undo"),
    *("imports:commit", "imports:reread", "imports:aside", "imports:restore", "imports:sign"),
    *("registry:photo_day", "registry:work_done", "registry:move_work", "registry:call_off_work"),
    *("registry:freeze_book", "fees:publish", "fees:version", "fees:discard", "county:count"),
    *("gis:revoke_key", "gis:undo_edit", "gis:commit_survey", "gis:read_survey_again"),
}
FRAGMENTS = {
    *("desk:suggestions", "gis:neighbours", "imports:unit_sources", "imports:progress", "notices:progress"),
    *("notices:unit_letters", "registry:tariff_coverage", "gis:planned_wall", "gis:sketch"),
    *("gis:find", "gis:survey_progress"),
}
"""Pieces that other pages load; they are looked at there."""

PAGES_A_VISIT = 8
OF_LIBRARIES = [
    *("/comptes/login/", "/comptes/logout/", "/comptes/password/reset/", "/comptes/password/change/"),
    *("/comptes/2fa/", "/comptes/2fa/totp/activate/", "/comptes/signup/", "/comptes/reauthenticate/"),
]


def pages() -> list[Page]:
    pieces = FILES | FORMS_ONLY | FRAGMENTS
    ours = [page for page in own_pages() if page.access != COUNTY]  # the county's are looked at in its own journey
    return [page for page in ours if page.name not in pieces and ":check_" not in page.name]


def visits() -> list[list[Page]]:
    """Pages that are looked at one after another in one browser: to empty the database takes longer than to look."""
    found = pages()
    return [found[start : start + PAGES_A_VISIT] for start in range(0, len(found), PAGES_A_VISIT)]


@pytest.mark.parametrize("visit", visits(), ids=lambda visit: f"{visit[0]}..{visit[-1]}")
def test_nobody_is_shut_out_of_a_page(visit: list[Page], rosers: Screen) -> None:
    roser = User.objects.get(name="Roser")
    faults = [fault for number, page in enumerate(visit) if (fault := fault_of(page, rosers, own_town(roser, number)))]
    assert not faults, "\n".join(faults)


def own_town(user: User, number: int) -> Municipality:
    """A town for one page alone, so that the samples of two pages never meet."""
    town = Municipality.objects.create(code=f"98{number:03}", name=f"Vila {number}", slug=f"vila-{number}")
    let_in(user, town, Role.ADMINISTRATOR)
    return town


def fault_of(page: Page, screen: Screen, town: Municipality) -> str:
    """Open a sample of the page and look at it; return what is wrong with it, or nothing."""
    with municipality(town.pk):
        address = page.address(town.slug)
    response = screen.open(address)
    if response.status != 200 or not response.headers["content-type"].startswith("text/html"):
        return f"{page}: {response.status} {response.headers['content-type']}"
    screen.page.locator(".htmx-request").first.wait_for(state="detached")
    try:
        screen.look()
    except AssertionError as error:
        return f"{page}: {error}"
    return ""


@pytest.mark.parametrize("address", OF_LIBRARIES)
def test_nobody_is_shut_out_of_the_pages_of_ones_account(address: str, rosers: Screen, nobody: Screen) -> None:
    screen = nobody if address in {"/comptes/login/", "/comptes/password/reset/", "/comptes/signup/"} else rosers
    assert screen.open(address).status in {200, 403}
    screen.look()


def test_the_choice_among_towns_shuts_nobody_out(screens: Any, tecla: Client, puigfosc: Municipality) -> None:
    screen: Screen = screens(tecla)
    screen.open("/")
    screen.look()


def test_what_is_no_page_of_its_own_is_still_there() -> None:
    assert {page.name for page in own_pages()} >= FILES | FORMS_ONLY | FRAGMENTS
