"""Loading the two invented towns, through the services that real files pass."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Q
from django.test import Client

from cementiris.accounts.models import Municipality, User
from cementiris.desk.anomalies import counted_anomalies
from cementiris.documents.models import Document
from cementiris.registry.applications import FILTERS, applications
from cementiris.registry.models import (
    Act,
    ActKind,
    Attachment,
    BurialUnit,
    Cemetery,
    LapseFile,
    LapseStatus,
    Ordinance,
    Section,
    UnitKind,
    WorkOrder,
    WorksLicence,
)
from cementiris.tenancy.scope import municipality
from demo.loading import LOGINS, PASSWORD, NotOurDatabase, is_loaded, load
from demo.stories.stage import Stage, Story, play
from gis.pages.walks import walk_to

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)


KINDS = frozenset(ActKind) - {ActKind.CONVERSION, ActKind.SPLIT, ActKind.SURVEY, ActKind.DESCRIPTION,
                              ActKind.PERSON_MERGE, ActKind.CAMPAIGN, ActKind.HIDDEN}  # fmt: skip
"""What the demo shows done; the others wait for whoever tries it."""


@pytest.mark.django_db
def test_the_demo_is_what_an_import_yields_and_loads_once(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr("demo.loading.refresh_statistics", count_within_the_test)
    monkeypatch.setattr("demo.loading.play", play_also_on_other_days)
    load(tmp_path, AT)
    assert is_loaded()
    town = Municipality.objects.get(slug="vilaclara")
    with municipality(town.pk):
        assert BurialUnit.objects.filter(kind__in=(UnitKind.NICHE, UnitKind.DOUBLE_NICHE)).count() == 1201 + 36 + 28 + 2
        walls = Section.objects.filter(units__kind=UnitKind.NICHE).distinct()
        assert {str(wall) for wall in walls} == {
            "Bloc Antic", "Bloc Sant Martí", "Bloc Santa Llúcia", "Bloc Sant Josep", "Bloc Sant Pere", "Bloc Nord",
            "Mur Ponent", "Mur Llevant",
        }  # fmt: skip
        assert not walls.filter(Q(footprint=None) | Q(front=None)).exists()
        assert {walk_to(unit, AT.date()).missing for unit in BurialUnit.objects.order_by("section_id", "pk")[::60]} == {
            ""
        }
        assert Cemetery.objects.get().entrance is not None
        check_what_is_shown()
    before = counted()
    load(tmp_path, AT)
    assert counted() == before
    assert User.objects.count() == len(LOGINS)
    assert Client().login(username="aina@vilaclara.example", email="aina@vilaclara.example", password=PASSWORD)


def count_within_the_test() -> None:
    """Nobody else sees what the test has not committed, and so nobody else can count it; the owner alone may."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        cursor.execute("ANALYZE")
        cursor.execute("SET ROLE cem_app")


def check_what_is_shown() -> None:
    """Of Vilaclara."""
    today = AT.date()
    none_of = {one.anomaly.key for one in counted_anomalies(today) if not one.count}
    assert none_of == {"sense-lloc"}, "every unit of the demo stands in a block"
    told = set(Act.objects.values_list("kind", flat=True))
    assert told == KINDS - {ActKind.PROVISIONAL}
    assert Act.objects.filter(annulled_at__isnull=False).exclude(annulled_reason="").exists()
    assert all(applications(state, today).exists() for state in FILTERS)
    assert set(LapseFile.objects.values_list("status", flat=True)) == set(LapseStatus.values)
    assert set(WorkOrder.objects.filter(status="planned").values_list("on", flat=True)) >= {
        today, today + timedelta(days=1)
    }  # fmt: skip
    assert not WorkOrder.objects.filter(status="planned", on__lt=today).exists()
    assert WorksLicence.objects.filter(done_on=None, due_on__lt=today).exists()
    assert set(Attachment.objects.values_list("media_type", flat=True)) == {"image/jpeg", "application/pdf"}
    assert Ordinance.objects.count() == 2


def counted() -> list[tuple[int, int, int]]:
    """How many acts, papers and files each town has."""
    found = []
    for town in Municipality.objects.order_by("slug"):
        with municipality(town.pk):
            found.append((Act.objects.count(), Document.objects.count(), Attachment.objects.count()))
    return found


def play_also_on_other_days(stories: Sequence[Story], stage: Stage) -> None:
    """Nothing is refused, also when the demo is loaded in the closed season or at the end of a year.

    Rehearsed before the town has a past: who died in a story cannot be given a right in it once more.
    """
    for today in (date(2026, 12, 31), date(2027, 1, 6)):
        rehearsal = Stage(stage.actor, today)
        with transaction.atomic():
            play(stories, rehearsal)
            transaction.set_rollback(True)
        assert rehearsal.refused == []
    play(stories, stage)
    assert stage.refused == []


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
