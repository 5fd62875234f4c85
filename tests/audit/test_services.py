"""The log of readings."""

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client

from cementiris.accounts.models import Municipality, User
from cementiris.audit.models import AccessLog
from cementiris.audit.services import log_access
from cementiris.tenancy.scope import municipality
from tests.factories import make_unit


def test_a_reading_says_who_read_what(in_vilaclara: Municipality, aina_user: User) -> None:
    unit = make_unit()
    entry = log_access(aina_user, "unit.read", unit)
    assert (entry.user, entry.action, entry.subject_type) == (aina_user, "unit.read", "registry.burialunit")
    assert (entry.subject_id, entry.municipality) == (unit.pk, in_vilaclara)
    assert str(entry) == f"unit.read registry.burialunit {unit.pk}"


def test_the_log_can_be_neither_changed_nor_deleted(in_vilaclara: Municipality, aina_user: User) -> None:
    log_access(aina_user, "town.entered")
    for change in (lambda: AccessLog.objects.update(action="res"), lambda: AccessLog.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change()


def entries(town: Municipality, action: str) -> int:
    with municipality(town.pk):
        return AccessLog.objects.filter(action=action).count()


def test_the_county_technician_is_logged_once_a_session_on_entering_a_town(
    vilaclara: Municipality, puigfosc: Municipality, tecla: Client
) -> None:
    for _ in range(3):
        assert tecla.get("/vilaclara/").status_code == 200
    assert entries(vilaclara, "town.entered") == 1
    assert entries(puigfosc, "town.entered") == 0
    tecla.get("/puigfosc/")
    assert entries(puigfosc, "town.entered") == 1


def test_a_clerk_of_the_town_enters_it_without_a_note(vilaclara: Municipality, aina: Client) -> None:
    aina.get("/vilaclara/")
    assert entries(vilaclara, "town.entered") == 0


def test_a_county_technician_who_also_works_in_the_town_is_a_colleague_there(vilaclara: Municipality) -> None:
    from cementiris.accounts.permissions import ROLE_PERMISSIONS, Role
    from cementiris.accounts.queries import permissions_in
    from cementiris.accounts.services import let_in

    user = User.objects.create_user("tina@comarca.example", "x", name="Tina", is_county_technician=True)
    let_in(user, vilaclara, Role.CLERK)
    assert permissions_in(user, vilaclara) == ROLE_PERMISSIONS[Role.CLERK]
