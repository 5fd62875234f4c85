"""The door that opens a town for a request, and closes it whatever happens."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.tenancy.scope import current_municipality_id, municipality
from tests.factories import make_cemetery

pytestmark = pytest.mark.urls("tests.tenancy.town_pages")


@pytest.fixture(autouse=True)
def nothing_stays_open(vilaclara: Municipality) -> Iterator[None]:
    """After each request here no town may be open, neither in Python nor in the connection."""
    with municipality(vilaclara.pk):
        make_cemetery()
    yield
    assert current_municipality_id() is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.municipality')")
        assert cursor.fetchone() == ("no town is open",)


def test_a_stream_reads_the_register_after_the_view_has_returned(aina: Client) -> None:
    response = aina.get("/vilaclara/flux/")
    assert response.getvalue() == b"start;Cementiri de Sant Pere;1"


def test_a_template_rendered_late_still_sees_the_town(client: Client) -> None:
    assert client.get("/vilaclara/tard/").content.decode() == "Cementiri de Sant Pere"


def test_a_page_that_breaks_closes_the_town(aina: Client) -> None:
    with pytest.raises(LookupError, match="1"):
        aina.get("/vilaclara/error/")


def test_a_page_that_says_nothing_of_who_may_come_is_refused_to_all(aina: Client, client: Client) -> None:
    assert aina.get("/vilaclara/oblit/").status_code == 403
    assert client.get("/vilaclara/oblit/").status_code == 403


def test_an_unknown_town_and_a_foreign_one_answer_alike(carla: Client) -> None:
    foreign, unknown = carla.get("/vilaclara/flux/"), carla.get("/vilanova/flux/")
    assert (foreign.status_code, unknown.status_code) == (404, 404)


def test_a_town_is_reached_by_its_slug_only(aina: Client) -> None:
    assert aina.get("/99001/flux/").status_code == 404


def test_an_address_of_nothing_is_not_found_whoever_asks(aina: Client, client: Client) -> None:
    for visitor in (aina, client):
        assert visitor.get("/vilaclara/res/de/res/").status_code == 404
