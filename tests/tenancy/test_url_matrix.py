"""Every address against every kind of visitor: a stranger learns nothing, a colleague no more than the role allows."""

import pytest
from django.core.cache import cache
from django.test import Client

from cementiris.accounts.access import BY_KEY, COUNTY, PUBLIC, SIGNED_IN
from cementiris.accounts.models import Municipality
from cementiris.accounts.permissions import COUNTY_PERMISSIONS, ROLE_PERMISSIONS, Permission, Role
from cementiris.tenancy.scope import municipality
from tests.pages import Page, all_pages, own_pages

THIRD_PARTY_PAGES = frozenset({"account", "mfa", "socialaccount", "usersessions", "set_language"})

VISITORS = {
    "aina": ROLE_PERMISSIONS[Role.CLERK],
    "bernat": ROLE_PERMISSIONS[Role.READER],
    "pau": ROLE_PERMISSIONS[Role.GRAVEDIGGER],
    "roser": ROLE_PERMISSIONS[Role.ADMINISTRATOR],
    "tecla": COUNTY_PERMISSIONS,
}

pages_of_a_town = pytest.mark.parametrize(
    "page", [page for page in own_pages() if page.is_of_a_town and page.access in set(Permission)], ids=str
)
pages_of_one_thing = pytest.mark.parametrize(
    "page", [page for page in own_pages() if page.keys > {"town"} and page.access in set(Permission)], ids=str
)
public_pages = pytest.mark.parametrize("page", [page for page in own_pages() if page.access == PUBLIC], ids=str)
pages_behind_a_login = pytest.mark.parametrize(
    "page", [page for page in own_pages() if page.access not in {PUBLIC, BY_KEY}], ids=str
)
pages_opened_by_a_key = pytest.mark.parametrize(
    "page", [page for page in own_pages() if page.access == BY_KEY], ids=str
)
LET_IN = {200, 302, 400, 405}
"""A page, the way to another, a question asked badly, a page that only takes forms: none is a refusal."""


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> None:
    """The limit of questions a minute is not what is tried here."""
    cache.clear()


def address_of(page: Page, town: Municipality) -> str:
    with municipality(town.pk):
        return page.address(town.slug)


def test_every_page_of_ours_declares_who_may_come() -> None:
    assert {page.name for page in own_pages() if page.access is None} == set()


def test_every_page_that_asks_for_a_permission_has_its_town_in_the_address() -> None:
    assert {page.name for page in own_pages() if page.access in set(Permission) and not page.is_of_a_town} == set()


def test_the_pages_of_libraries_are_those_we_know_of() -> None:
    names = {page.name for page in all_pages() if page.is_third_party}
    assert {name for name in names if not name.startswith(tuple(THIRD_PARTY_PAGES))} == set()


def test_what_a_role_may_do_is_pinned() -> None:
    everything = set(Permission)
    assert VISITORS["roser"] == everything
    assert VISITORS["aina"] == everything - {Permission.MANAGE_TOWN}
    assert VISITORS["bernat"] == {Permission.VIEW_PLACES, Permission.VIEW_PEOPLE}
    assert VISITORS["pau"] == {Permission.VIEW_PLACES, Permission.DO_WORK}
    assert VISITORS["tecla"] == everything - {Permission.REGISTER_ACTS, Permission.DO_WORK, Permission.SEND_NOTICES}


@pages_behind_a_login
def test_somebody_not_logged_in_is_led_to_the_login(page: Page, vilaclara: Municipality, client: Client) -> None:
    address = address_of(page, vilaclara)
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/comptes/login/?next=/")


@pages_of_a_town
def test_a_clerk_of_another_town_finds_nothing(page: Page, vilaclara: Municipality, carla: Client) -> None:
    address = address_of(page, vilaclara)
    assert carla.get(address).status_code == 404
    assert carla.post(address).status_code == 404


@pages_of_one_thing
def test_a_key_of_another_town_finds_nothing_in_ones_own(
    page: Page, vilaclara: Municipality, puigfosc: Municipality, carla: Client
) -> None:
    foreign = address_of(page, vilaclara).replace("/vilaclara/", "/puigfosc/", 1)
    assert carla.get(foreign).status_code in {403, 404, 405}


@pages_of_a_town
def test_a_colleague_is_let_in_as_far_as_the_role_goes(
    page: Page, vilaclara: Municipality, request: pytest.FixtureRequest
) -> None:
    address = address_of(page, vilaclara)
    statuses = {name: request.getfixturevalue(name).get(address).status_code for name in VISITORS}
    refused = {name for name, status in statuses.items() if status == 403}
    assert refused == {name for name, permissions in VISITORS.items() if page.access not in permissions}
    assert {status for name, status in statuses.items() if name not in refused} <= LET_IN, statuses


@public_pages
def test_anybody_may_open_a_public_page(page: Page, vilaclara: Municipality, client: Client) -> None:
    assert client.get(address_of(page, vilaclara)).status_code in LET_IN


@pytest.mark.parametrize("page", [page for page in own_pages() if page.access == SIGNED_IN], ids=str)
def test_whoever_is_logged_in_may_open_the_pages_above_the_towns(page: Page, aina: Client) -> None:
    assert aina.get(page.address("")).status_code in LET_IN


@pages_opened_by_a_key
def test_a_login_opens_nothing_that_asks_for_a_key(
    page: Page, vilaclara: Municipality, request: pytest.FixtureRequest
) -> None:
    address = address_of(page, vilaclara)
    for visitor in map(request.getfixturevalue, ("client", "carla", *VISITORS)):
        for response in (visitor.get(address), visitor.post(address)):
            assert response.status_code == 401
            assert response["WWW-Authenticate"].startswith("Basic ")


@pages_opened_by_a_key
def test_an_unknown_town_asks_for_a_key_like_any_other(page: Page, vilaclara: Municipality, client: Client) -> None:
    address = address_of(page, vilaclara).replace("/vilaclara/", "/vilanova/", 1)
    assert client.get(address).status_code == 401


@pytest.mark.parametrize("page", [page for page in own_pages() if page.access == COUNTY], ids=str)
def test_only_the_county_s_technician_learns_of_the_county_s_pages(page: Page, request: pytest.FixtureRequest) -> None:
    for name in VISITORS:
        statuses = {
            getattr(request.getfixturevalue(name), method)(page.address("")).status_code for method in ("get", "post")
        }
        assert statuses <= LET_IN if name == "tecla" else statuses == {404}, name
