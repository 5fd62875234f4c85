"""The pages of files: who may add, see and withdraw them, and what a browser may do with them."""

import re
import struct
import zlib
from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.audit.models import AccessLog
from cementiris.registry.models import Act, Attachment, BurialUnit
from cementiris.tenancy.scope import municipality
from tests.factories import make_attachment, make_unit
from tests.registry.files import PDF, a_picture, sent_file

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))
TYPED = {"kind": "photograph", "taken_on": "20/11/2026", "description": "El nínxol abans de buidar-lo"}


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is opened on 23 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    with municipality(vilaclara.pk):
        return make_unit(number="287")


def add(unit: BurialUnit) -> str:
    return f"/vilaclara/sepultures/{unit.pk}/documents/afegeix/"


def listed(unit: BurialUnit) -> str:
    return f"/vilaclara/sepultures/{unit.pk}/documents/"


def kept(town: Municipality) -> list[Attachment]:
    with municipality(town.pk):
        return list(Attachment.objects.order_by("pk"))


def test_a_clerk_adds_a_photograph_and_sees_it_on_the_unit(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    answer = aina.post(add(niche), {**TYPED, "uploads": sent_file(a_picture())}, follow=True)
    assert "S’han afegit els fitxers." in answer.content.decode()
    assert listed(niche) in answer.content.decode()
    page = aina.get(listed(niche)).content.decode()
    photograph = kept(vilaclara)[0]
    assert f'src="/vilaclara/adjunts/{photograph.pk}/petita/"' in page
    assert "20/11/2026" in page
    assert "El nínxol abans de buidar-lo" in page


def test_several_files_come_at_once_and_belong_to_their_act(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        burial = Act.objects.create(kind="burial", unit=niche, on="2026-11-23")
    page = aina.get(f"{add(niche)}?acte={burial.pk}").content.decode()
    assert f'value="{burial.pk}" selected' in page
    files = [sent_file(PDF, "llicència.pdf"), sent_file(a_picture(), "foto.jpg")]
    answer = aina.post(add(niche), {"kind": "burial_licence", "act": burial.pk, "uploads": files})
    assert answer["Location"] == f"/vilaclara/actes/{burial.pk}/"
    assert len(kept(vilaclara)) == 2
    part = aina.get(f"/vilaclara/actes/{burial.pk}/documents/", headers={"HX-Request": "true"}).content.decode()
    assert "llicència.pdf" in part
    assert "<html" not in part


@pytest.mark.parametrize(
    ("changes", "files", "sentence"),
    [
        ({}, [], "Trieu el fitxer."),
        ({}, [b""], "és buit"),
        ({}, [b"MZ\x90"], "no és un PDF, una imatge"),
        ({}, [a_picture()[:500]], "està malmesa"),
        ({"taken_on": ""}, [a_picture()], "Escriviu quin dia es va fer la fotografia."),
        ({"taken_on": ""}, [a_picture(taken="2026:11:19 10:00:00")], "La càmera diu que és del 19/11/2026."),
        ({"taken_on": "24/11/2026"}, [a_picture()], "encara no ha arribat"),
        ({"taken_on": "31/02/2026"}, [a_picture()], "no és una data"),
        ({"taken_on": "11/2026"}, [a_picture()], "Cal el dia sencer"),
        ({"kind": "x"}, [a_picture()], "x"),
        ({"act": "999999"}, [a_picture()], "De quin acte"),
        ({}, [PDF], "no és una imatge"),
        ({}, [a_picture(size=(8, 8))] * 11, "com a molt 10"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is(
    aina: Client, niche: BurialUnit, changes: dict[str, str], files: list[bytes], sentence: str
) -> None:
    answer = aina.post(add(niche), {**TYPED, **changes, "uploads": [sent_file(content) for content in files]})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    with municipality(niche.municipality_id):
        assert not Attachment.objects.exists()
        assert not Act.objects.exists()


def test_a_hundred_files_are_too_many(aina: Client, niche: BurialUnit) -> None:
    files = [sent_file(b"x", f"{number}.jpg") for number in range(101)]
    assert aina.post(add(niche), {**TYPED, "uploads": files}).status_code == 400


def test_a_form_sent_twice_keeps_its_files_once(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    key = str(uuid4())
    for _ in range(2):
        answer = aina.post(add(niche), {**TYPED, "key": key, "uploads": sent_file(a_picture())}, follow=True)
    assert "hi són una vegada" in answer.content.decode()
    assert len(kept(vilaclara)) == 1


def test_the_act_of_another_unit_cannot_be_chosen(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        other = Act.objects.create(kind="burial", unit=make_unit(number="1"), on="2026-11-23")
    answer = aina.post(add(niche), {**TYPED, "act": other.pk, "uploads": sent_file(a_picture())})
    assert answer.status_code == 200
    assert kept(vilaclara) == []


def test_the_camera_tells_its_day_from_the_beginning_of_the_file(aina: Client, vilaclara: Municipality) -> None:
    address = "/vilaclara/fotografies/camera/"
    beginning = sent_file(a_picture(taken="2026:11:20 10:00:00")[:2048], "beginning")
    assert aina.post(address, {"beginning": beginning}).json() == {"taken_on": "20/11/2026", "place": ""}
    assert aina.post(address, {"beginning": sent_file(b"\x00" * 100)}).json() == {"taken_on": "", "place": ""}
    assert aina.post(address).json() == {"taken_on": "", "place": ""}


def test_a_picture_is_shown_and_all_else_is_a_download(aina: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        unit = make_unit()
    for content, name in ((a_picture(), "foto.jpg"), (PDF, "títol «1».pdf")):
        aina.post(add(unit), {"kind": "title", "uploads": sent_file(content, name)})
    shown, downloaded = [aina.get(f"/vilaclara/adjunts/{row.pk}/") for row in kept(vilaclara)]
    assert (shown["Content-Type"], shown["Content-Disposition"]) == ("image/jpeg", 'inline; filename="foto.jpg"')
    assert downloaded["Content-Type"] == "application/octet-stream"
    assert downloaded["Content-Disposition"].startswith("attachment; filename*=utf-8''t%C3%ADtol")
    assert downloaded.content == PDF
    for answer in (shown, downloaded):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert answer["Cache-Control"] == "private, no-store"


def test_every_reading_of_a_file_is_recorded(aina: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        file = make_attachment(make_unit())
    aina.get(f"/vilaclara/adjunts/{file.pk}/")
    aina.get(f"/vilaclara/adjunts/{file.pk}/petita/")
    with municipality(vilaclara.pk):
        read = list(AccessLog.objects.filter(subject_id=file.pk).order_by("pk").values_list("action", flat=True))
    assert read == ["attachment.read", "attachment.preview"]


@pytest.mark.parametrize("part", ["", "petita/", "retira/"])
def test_nobody_of_another_town_nor_the_gravedigger_gets_a_file(
    carla: Client, pau: Client, client: Client, vilaclara: Municipality, part: str
) -> None:
    with municipality(vilaclara.pk):
        file = make_attachment(make_unit())
    address = f"/vilaclara/adjunts/{file.pk}/{part}"
    assert carla.get(address).status_code == 404
    assert carla.get(address.replace("vilaclara", "puigfosc")).status_code == 404
    assert pau.get(address).status_code == 403
    assert client.get(address).status_code == 302


def test_a_reader_sees_files_and_neither_adds_nor_withdraws_any(
    bernat: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        file = make_attachment(niche)
    assert bernat.get(f"/vilaclara/adjunts/{file.pk}/").status_code == 200
    page = bernat.get(listed(niche)).content.decode()
    assert "Retira’l" not in page
    assert "Afegeix" not in page
    assert bernat.post(add(niche), {**TYPED, "uploads": sent_file(a_picture())}).status_code == 403
    assert bernat.post(f"/vilaclara/adjunts/{file.pk}/retira/", {"reason": "x"}).status_code == 403


def test_a_lost_file_is_not_found(aina: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        file = make_attachment(make_unit())
    default_storage.delete(file.file.name)
    assert aina.get(f"/vilaclara/adjunts/{file.pk}/").status_code == 404


def test_a_file_is_withdrawn_with_its_reason_and_stays_readable(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        file = make_attachment(niche)
    address = f"/vilaclara/adjunts/{file.pk}/retira/"
    assert "Escriviu per què es retira." in aina.post(address, {"reason": " "}).content.decode()
    aina.post(address, {"reason": "Era d’una altra sepultura"})
    page = aina.get(listed(niche)).content.decode()
    assert "Era d’una altra sepultura" in page
    assert "petita" not in page
    assert aina.get(f"/vilaclara/adjunts/{file.pk}/").status_code == 200
    assert "ja és retirat" in aina.get(address).content.decode()


def test_many_files_come_in_pages_with_the_same_few_queries(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, django_assert_num_queries: Any
) -> None:
    with municipality(vilaclara.pk):
        for _ in range(26):
            make_attachment(niche)
    aina.get(listed(niche))
    with django_assert_num_queries(QUERIES):
        page = aina.get(listed(niche), headers={"HX-Request": "true"}).content.decode()
    assert len(re.findall("<figure", page)) == 24
    assert len(re.findall("<figure", aina.get(f"{listed(niche)}?page=2").content.decode())) == 2


QUERIES = 10
"""Session, user, town, role, scope twice, unit, files counted and read, the reading written."""


def test_a_picture_made_to_eat_memory_is_refused_in_words(aina: Client, niche: BurialUnit) -> None:
    size = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", size), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    page = aina.post(add(niche), {"kind": "photograph", "uploads": SimpleUploadedFile("b.png", bomb)})
    assert page.status_code == 200
    assert "té massa punts" in page.content.decode()
    assert "Escriviu quin dia es va fer la fotografia." in page.content.decode()
    told = aina.post("/vilaclara/fotografies/camera/", {"beginning": SimpleUploadedFile("b", bomb)})
    assert told.json() == {"taken_on": "", "place": ""}
