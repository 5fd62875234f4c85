"""Loading the two invented towns, through the services that real files pass."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cementiris.accounts.models import Municipality, User
from cementiris.registry.models import Act, ActKind, BurialUnit, Cemetery, Section, UnitKind
from cementiris.tenancy.scope import municipality
from demo.loading import LOGINS, PASSWORD, NotOurDatabase, is_loaded, load

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.django_db
def test_the_demo_is_what_an_import_yields_and_loads_once(tmp_path: Path) -> None:
    load(tmp_path, AT)
    assert is_loaded()
    town = Municipality.objects.get(slug="vilaclara")
    with municipality(town.pk):
        assert BurialUnit.objects.filter(kind=UnitKind.NICHE).count() == 1201
        assert set(Act.objects.values_list("kind", flat=True)) == {
            ActKind.IMPORT, ActKind.GRANT, ActKind.BURIAL, ActKind.RENEWAL,
        }  # fmt: skip
        walls = Section.objects.filter(units__kind=UnitKind.NICHE).distinct()
        assert {str(wall) for wall in walls} == {
            "Bloc Antic", "Bloc Sant Martí", "Bloc Santa Llúcia", "Bloc Sant Josep", "Bloc Sant Pere", "Bloc Nord",
        }  # fmt: skip
        assert not walls.filter(footprint=None).exists()
        assert Cemetery.objects.get().entrance is not None
        acts = Act.objects.count()
    load(tmp_path, AT)
    with municipality(town.pk):
        assert Act.objects.count() == acts
    assert User.objects.count() == len(LOGINS)
    assert Client().login(username="aina@vilaclara.example", email="aina@vilaclara.example", password=PASSWORD)


@pytest.mark.django_db
def test_the_demo_does_not_mix_with_another_town(tmp_path: Path) -> None:
    Municipality.objects.create(code="08113", name="Manresa", slug="manresa")
    with pytest.raises(NotOurDatabase):
        load(tmp_path, AT)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_the_demo_does_not_mix_with_other_people(tmp_path: Path, settings: Any) -> None:
    settings.STATE_DIR = tmp_path
    User.objects.create_user("somebody@manresa.example", "a long password", name="Somebody")
    with pytest.raises(CommandError, match="buida"):
        call_command("load_demo")
    assert not Municipality.objects.exists()
