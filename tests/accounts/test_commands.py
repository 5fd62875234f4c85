"""add_town and add_user as typed in a terminal."""

import getpass
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cementiris.accounts.models import Municipality, User
from cementiris.accounts.permissions import COUNTY_PERMISSIONS, ROLE_PERMISSIONS, Role
from cementiris.accounts.queries import permissions_in


def run(*arguments: str) -> str:
    output = StringIO()
    call_command(*arguments, stdout=output)
    return output.getvalue()


def test_add_town_opens_manresa_and_says_where(db: None) -> None:
    assert run("add_town", "08113") == "Manresa (08113): /manresa/ obert\n"
    assert "ja era obert" in run("add_town", "08113")


def test_add_town_says_what_is_wrong_with_the_code(db: None) -> None:
    with pytest.raises(CommandError, match="Cap municipi de Catalunya té el codi 99999"):
        run("add_town", "99999")


@pytest.fixture
def typed_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody types a good password."""
    monkeypatch.setattr(getpass, "getpass", lambda prompt: "una-bona-contrasenya")


def test_add_user_lets_a_clerk_into_a_town(vilaclara: Municipality, typed_password: None) -> None:
    run("add_user", "Marta@vilaclara.example", "--name", "Marta", "--municipality", "99001")
    user = User.objects.get(email="marta@vilaclara.example")
    assert user.check_password("una-bona-contrasenya")
    assert permissions_in(user, vilaclara) == ROLE_PERMISSIONS[Role.CLERK]


def test_add_user_again_changes_the_role_and_asks_no_password(
    vilaclara: Municipality, aina_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda prompt: pytest.fail("asked"))
    run("add_user", aina_user.email, "--name", "Aina", "--municipality", "vilaclara", "--role", "reader")
    assert permissions_in(aina_user, vilaclara) == ROLE_PERMISSIONS[Role.READER]


def test_add_user_opens_an_account_of_the_county(vilaclara: Municipality, typed_password: None) -> None:
    run("add_user", "teo@comarca.example", "--name", "Teo", "--county")
    assert permissions_in(User.objects.get(), vilaclara) == COUNTY_PERMISSIONS


def test_add_user_refuses_a_weak_password(vilaclara: Municipality, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda prompt: "curta")
    with pytest.raises(CommandError):
        run("add_user", "marta@vilaclara.example", "--name", "Marta", "--municipality", "99001")
    assert not User.objects.exists()


def test_add_user_wants_an_open_town_or_the_county(db: None, typed_password: None) -> None:
    for place in ([], ["--municipality", "08113"]):
        with pytest.raises(CommandError, match="add_town"):
            run("add_user", "marta@vilaclara.example", "--name", "Marta", *place)
    assert not User.objects.exists()
