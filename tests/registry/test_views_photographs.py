"""Photographs of units and walls: dated, pinned, by whoever works there; shown to those who may see files."""

from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.registry.models import Act, Attachment, BurialUnit, Section
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_unit
from tests.registry.files import PDF, a_picture, sent_file

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))
TYPED = {"taken_on": "20/11/2026", "place": "41,74352 1,82410", "description": "Esquerdes a la coberta"}


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is opened on 23 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def wall(vilaclara: Municipality) -> Section:
    with municipality(vilaclara.pk):
        return make_block(name="Nord")


@pytest.fixture
def niche(vilaclara: Municipality, wall: Section) -> BurialUnit:
    with municipality(vilaclara.pk):
        return make_unit(section=wall, number="7")


def add(of: BurialUnit | Section) -> str:
    return f"/vilaclara/{'sepultures' if isinstance(of, BurialUnit) else 'blocs'}/{of.pk}/fotografia/"


def test_a_wall_is_photographed_dated_and_pinned(aina: Client, wall: Section, vilaclara: Municipality) -> None:
    page = aina.get(add(wall)).content.decode()
    assert 'capture="environment"' in page
    assert 'value="23/11/2026"' in page
    answer = aina.post(add(wall), {**TYPED, "uploads": sent_file(a_picture())}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/vilaclara/cementiris/{wall.cemetery_id}/?bloc={wall.pk}"
    with municipality(vilaclara.pk):
        kept, act = Attachment.objects.get(), Act.objects.get()
        assert (kept.section, kept.unit, kept.kind, str(kept.taken_on)) == (wall, None, "photograph", "2026-11-20")
        assert kept.point is not None
        assert (round(kept.point.x), round(kept.point.y)) == (402224, 4621968)
        assert act.detail == "Bloc Nord: foto.jpg"
    listed = aina.get(f"/vilaclara/blocs/{wall.pk}/fotografies/").content.decode()
    assert "Esquerdes a la coberta" in listed
    assert f'src="/vilaclara/adjunts/{kept.pk}/petita/"' in listed


def test_a_gravedigger_photographs_with_the_telephone_and_sees_no_files(
    pau: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    taken = {"taken_on": "23/11/2026", "camera": sent_file(a_picture())}
    assert pau.post(add(niche), taken)["Location"] == f"/vilaclara/sepultures/{niche.pk}/"
    with municipality(vilaclara.pk):
        assert Attachment.objects.get().unit == niche
    assert pau.get(f"/vilaclara/blocs/{niche.section_id}/fotografies/").status_code == 403


def test_a_reader_adds_none(bernat: Client, carla: Client, wall: Section) -> None:
    assert bernat.get(add(wall)).status_code == 403
    assert carla.get(add(wall)).status_code == 404


@pytest.mark.parametrize(
    ("changes", "content", "sentence"),
    [
        ({}, None, "Feu la fotografia o trieu-ne una."),
        ({}, b"", "és buit"),
        ({}, PDF, "no és una imatge"),
        ({}, b"MZ\x90", "no és un PDF, una imatge"),
        ({"taken_on": ""}, a_picture(), "Escriviu quin dia es va fer la fotografia."),
        ({"taken_on": "24/11/2026"}, a_picture(), "encara no ha arribat"),
        ({"place": "prop de la capella"}, a_picture(), "no és un lloc d’aquí"),
        ({"place": "1.8 41.7"}, a_picture(), "no és un lloc d’aquí"),
        ({"place": "9" * 80}, a_picture(), "no és un lloc d’aquí"),
    ],
)
def test_what_cannot_be_kept_is_said(
    aina: Client, wall: Section, changes: dict[str, str], content: bytes | None, sentence: str
) -> None:
    files = {} if content is None else {"uploads": sent_file(content)}
    answer = aina.post(add(wall), {**TYPED, **changes, **files})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    with municipality(wall.municipality_id):
        assert not Attachment.objects.exists()
        assert not Act.objects.exists()


def test_a_form_sent_twice_keeps_its_photograph_once(aina: Client, wall: Section) -> None:
    key = str(uuid4())
    for _ in range(2):
        answer = aina.post(add(wall), {**TYPED, "key": key, "uploads": sent_file(a_picture())}, follow=True)
    assert "hi són una vegada" in answer.content.decode()
    with municipality(wall.municipality_id):
        assert Attachment.objects.count() == 1


def test_who_looks_at_a_photograph_is_not_told_what_the_camera_wrote(
    aina: Client, bernat: Client, wall: Section, vilaclara: Municipality
) -> None:
    content = a_picture(taken="2026:11:20 10:00:00")
    aina.post(add(wall), {**TYPED, "uploads": sent_file(content)})
    with municipality(vilaclara.pk):
        address = f"/vilaclara/adjunts/{Attachment.objects.get().pk}/"
    assert b"2026:11:20" in content
    for answer in (bernat.get(address), bernat.get(f"{address}?original=1"), aina.get(address)):
        assert answer["Content-Type"] == "image/jpeg"
        assert b"2026:11:20" not in answer.content
    original = aina.get(f"{address}?original=1")
    assert original.content == content
    assert original["Content-Disposition"].startswith("attachment")


def test_a_photograph_that_browsers_do_not_draw_is_handed_out_small(
    aina: Client, wall: Section, vilaclara: Municipality
) -> None:
    aina.post(add(wall), {**TYPED, "uploads": sent_file(a_picture(format="TIFF"))})
    with municipality(vilaclara.pk):
        address = f"/vilaclara/adjunts/{Attachment.objects.get().pk}/"
    assert aina.get(address)["Content-Type"] == "image/jpeg"


def test_a_photograph_of_a_wall_is_withdrawn_as_any_file(aina: Client, wall: Section, vilaclara: Municipality) -> None:
    aina.post(add(wall), {**TYPED, "uploads": sent_file(a_picture())})
    with municipality(vilaclara.pk):
        kept = Attachment.objects.get()
    answer = aina.post(f"/vilaclara/adjunts/{kept.pk}/retira/", {"reason": "És d’un altre mur"}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == f"/vilaclara/blocs/{wall.pk}/fotografies/"
    assert "És d’un altre mur" in page
    assert "petita" not in page
