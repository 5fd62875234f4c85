"""Choosing a town, and what a visitor reads when the machinery is at fault."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from cementiris.accounts.models import Municipality, User
from cementiris.accounts.permissions import Role
from cementiris.accounts.services import let_in


def test_whoever_works_in_one_town_is_led_there(aina: Client) -> None:
    assert aina.get("/")["Location"] == "/vilaclara/"


def test_whoever_works_in_two_towns_chooses(aina: Client, aina_user: User, puigfosc: Municipality) -> None:
    let_in(aina_user, puigfosc, Role.READER)
    page = aina.get("/").content.decode()
    assert "/vilaclara/" in page
    assert "/puigfosc/" in page


def test_the_county_technician_may_choose_any_town(
    tecla: Client, vilaclara: Municipality, puigfosc: Municipality
) -> None:
    page = tecla.get("/").content.decode()
    assert "/vilaclara/" in page
    assert "/puigfosc/" in page


def test_whoever_works_nowhere_reads_whom_to_ask(db: None, client: Client) -> None:
    client.force_login(User.objects.create_user("nova@example.org", "x", name="Nova"))
    response = client.get("/")
    assert response.status_code == 200
    assert "Encara no teniu cap ajuntament" in response.content.decode()


def test_robots_are_kept_out(client: Client) -> None:
    assert "Disallow: /" in client.get("/robots.txt").content.decode()


def test_the_language_can_be_chosen(db: None, client: Client) -> None:
    client.post("/idioma/", {"language": "en", "next": "/comptes/login/"})
    assert '<html lang="en">' in client.get("/comptes/login/").content.decode()


@pytest.fixture(params=[OperationalError, InterfaceError])
def stopped_database(db: None, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A database that answers nothing more, whoever asks."""

    def refuse(self: Any, *args: Any, **kwargs: Any) -> None:
        raise request.param("connection refused")

    connection.ensure_connection()
    with monkeypatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "ensure_connection", refuse)
        patch.setattr(BaseDatabaseWrapper, "_cursor", refuse)
        yield


@pytest.mark.parametrize("address", ["/", "/vilaclara/", "/vilaclara/sepultures/1/", "/consulta/vilaclara/?nom=puig"])
def test_a_stopped_database_is_said_in_a_sentence(address: str, aina: Client, stopped_database: None) -> None:
    aina.raise_request_exception = False
    response = aina.get(address)
    assert response.status_code == 503
    assert "La base de dades no respon" in response.content.decode()


def test_a_form_sent_to_a_stopped_database_gets_the_same_sentence(client: Client, stopped_database: None) -> None:
    client.raise_request_exception = False
    response = client.post("/comptes/login/", {"login": "aina@vilaclara.example", "password": "cementiri-demo"})
    assert response.status_code == 503


def test_a_fault_of_ours_is_told_from_a_stopped_database(aina: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cementiris.accounts.views.towns_of", lambda user: 1 / 0)
    aina.raise_request_exception = False
    response = aina.get("/")
    assert response.status_code == 500
    assert "Traceback" not in response.content.decode()


def test_a_citizen_without_a_town_is_asked_which_one(vilaclara: Municipality, client: Client) -> None:
    answer = client.get("/consulta/")
    assert answer.status_code == 200
    assert 'href="/consulta/vilaclara/"' in answer.content.decode()
