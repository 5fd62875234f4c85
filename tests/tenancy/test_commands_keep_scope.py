"""Commands work in the town that they are told, and leave none open."""

import sys
from collections.abc import Iterator
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection

from cementiris.accounts.models import Municipality
from cementiris.tenancy.scope import current_municipality_id, municipality
from tests.factories import make_burial, make_person, make_unit
from tests.tenancy.catalogue import OUR_APPS

MAKE_TOWNS = frozenset({"load_demo", "seed_scale"})
"""These open the towns that they make; every other command that opens one is told which by --municipality."""


def our_commands() -> dict[str, BaseCommand]:
    modules = {name: app for name, app in get_commands().items() if app.startswith(OUR_APPS)}
    return {name: import_module(f"{app}.management.commands.{name}").Command() for name, app in modules.items()}


def options_of(command: BaseCommand) -> dict[str, bool]:
    """Return each option of the command and whether it must be given."""
    parser = command.create_parser("manage.py", "x")
    return {action.dest: action.required for action in parser._actions}


@pytest.fixture(autouse=True)
def no_town_stays_open(db: None) -> Iterator[None]:
    """After a command no town is open, neither in Python nor in the connection."""
    yield
    assert current_municipality_id() is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.municipality')")
        assert cursor.fetchone() == ("no town is open",)


def opens_a_town(command: BaseCommand) -> bool:
    return hasattr(sys.modules[type(command).__module__], "municipality")


def told_its_town() -> list[str]:
    return [name for name, command in our_commands().items() if options_of(command).get("municipality") is True]


def test_every_command_that_opens_a_town_must_be_told_which() -> None:
    openers = {name for name, command in our_commands().items() if opens_a_town(command)}
    assert openers >= {"export_register", "import_register", "import_survey", "run_campaign"}
    assert openers - MAKE_TOWNS <= set(told_its_town())


@pytest.mark.parametrize("name", sorted(told_its_town()))
def test_a_town_that_is_not_open_is_said_in_a_sentence(name: str, vilaclara: Municipality, tmp_path: object) -> None:
    command = our_commands()[name]
    parser = command.create_parser("manage.py", name)
    arguments = [word for action in parser._actions for word in _given(action, str(tmp_path))]
    with pytest.raises(CommandError, match="08113"):
        call_command(name, *arguments)


def test_an_export_holds_the_rows_of_its_town_only(
    vilaclara: Municipality, puigfosc: Municipality, tmp_path: Path
) -> None:
    for town in (vilaclara, puigfosc):
        with municipality(town.pk):
            make_burial(make_unit(), deceased=make_person(text=f"Difunta de {town.name}", is_dead=True))
    target = tmp_path / "registre.jsonl"
    call_command("export_register", "--municipality", "99001", "--output", str(target), stdout=StringIO())
    text = target.read_text("utf-8")
    assert "Vilaclara" in text
    assert "Puigfosc" not in text


def _given(action: object, folder: str) -> list[str]:
    """Fill in what the command asks for, with a town that nobody has opened."""
    flags, required = getattr(action, "option_strings", []), getattr(action, "required", False)
    if not required:
        return []
    values = {"municipality": "08113", "output": f"{folder}/out", "on": "2026-11-23"}
    value = values.get(getattr(action, "dest", ""), "2026-01-01" if "expiring" in getattr(action, "dest", "") else "x")
    return [flags[-1], value] if flags else [value]
