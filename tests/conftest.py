"""The database as the product meets it, two towns, and the fixed cast: Aina, Bernat and Carla (and three more)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from cementiris.accounts.models import Municipality, User
from cementiris.accounts.permissions import Role
from cementiris.accounts.services import let_in
from cementiris.tenancy.scope import municipality

flush = DatabaseOperations.execute_sql_flush

# The same examples each time, and no deadline: a busy machine is no fault of the code.
hypothesis_settings.register_profile("suite", derandomize=True, deadline=None)
hypothesis_settings.load_profile("suite")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The owner has made the test database; from here on the tests are the application."""
    options = connection.settings_dict["OPTIONS"]
    start = options["options"]
    options["options"] = f"{start} -c role=cem_app"
    connection.close()
    DatabaseOperations.execute_sql_flush = lambda self, sql: flush(self, ["SET LOCAL ROLE cem_owner", *sql])  # type: ignore[method-assign]
    yield
    options["options"] = start
    connection.close()


@pytest.fixture(autouse=True)
def in_catalan() -> Iterator[None]:
    """A page asked for in another language leaves it behind in its thread: each test begins in Catalan."""
    with translation.override("ca"):
        yield


@pytest.fixture
def today() -> date:
    """The day on which every test takes place."""
    return date(2026, 11, 23)


@pytest.fixture
def vilaclara(db: None) -> Municipality:
    """The town of Aina and Bernat."""
    return Municipality.objects.create(code="99001", name="Vilaclara", slug="vilaclara", postal_code="08999")


@pytest.fixture
def puigfosc(db: None) -> Municipality:
    """The town of Carla, who must never see anything of Vilaclara."""
    return Municipality.objects.create(code="99002", name="Puigfosc", slug="puigfosc", postal_code="08998")


@pytest.fixture
def in_vilaclara(vilaclara: Municipality) -> Iterator[Municipality]:
    """Vilaclara, open for the whole test."""
    with municipality(vilaclara.pk):
        yield vilaclara


def _user(name: str, town: Municipality, role: str) -> User:
    user = User.objects.create_user(f"{name.lower()}@{town.slug}.example", "cementiri-demo", name=name)
    let_in(user, town, role)
    return user


@pytest.fixture
def aina_user(vilaclara: Municipality) -> User:
    """Aina herself, for services that want an actor."""
    return _user("Aina", vilaclara, Role.CLERK)


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def aina(aina_user: User) -> Client:
    """The clerk of Vilaclara, logged in."""
    return _client(aina_user)


@pytest.fixture
def bernat(vilaclara: Municipality) -> Client:
    """The reader of Vilaclara, logged in."""
    return _client(_user("Bernat", vilaclara, Role.READER))


@pytest.fixture
def carla(puigfosc: Municipality) -> Client:
    """The clerk of Puigfosc, logged in."""
    return _client(_user("Carla", puigfosc, Role.CLERK))


@pytest.fixture
def roser(vilaclara: Municipality) -> Client:
    """The administrator of Vilaclara, logged in."""
    return _client(_user("Roser", vilaclara, Role.ADMINISTRATOR))


@pytest.fixture
def pau(vilaclara: Municipality) -> Client:
    """The gravedigger of Vilaclara, logged in."""
    return _client(_user("Pau", vilaclara, Role.GRAVEDIGGER))


@pytest.fixture
def tecla(db: None) -> Client:
    """The county's technician, logged in."""
    user = User.objects.create_user("tecla@comarca.example", "cementiri-demo", name="Tecla", is_county_technician=True)
    return _client(user)
