"""The gravedigger reads the agenda on a telephone and notes what is done; a clerk adds a photograph to a unit."""

from datetime import time
from pathlib import Path

import pytest
from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.registry.models import Attachment, BurialUnit, WorkOrder
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_burial, make_order, make_unit
from tests.journeys.screen import PHONE, Screen
from tests.registry.files import a_picture

pytestmark = pytest.mark.browser
FINGER = 44
"""Pixels that a finger needs."""


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """Niche 12, where somebody is to be buried tomorrow at eleven, and two at once on Wednesday."""
    with municipality(vilaclara.pk):
        unit = make_unit(section=make_block(name="Sant Josep"), floor=1, column=1)
        make_order(unit, movement=make_burial(unit, on="2026-11-24"), instructions="Porteu el muntacàrregues")
        for number, at in (("13", time(11)), ("14", time(11)), ("15", None)):
            make_order(make_unit(number=number, section=unit.section), on="2026-11-25", at=at)
        make_order(unit, on="2026-11-20", kind="headstone")
        return unit


def test_the_gravedigger_notes_on_a_telephone_what_is_done(
    screens: object, pau: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    screen: Screen = screens(pau)  # type: ignore[operator]
    screen.open("/vilaclara/agenda/")
    screen.look()
    screen.says("Hi ha una feina de dies passats que no consta feta.")
    screen.page.set_viewport_size(PHONE)
    screen.page.locator("#dia-2026-11-24").locator("xpath=ancestor::section").get_by_role(
        "link", name="Obrir i tancar per inhumar"
    ).click()
    screen.look()
    screen.page.set_viewport_size(PHONE)
    assert "Josep Puig" not in screen.page.content()
    button = screen.page.get_by_role("button", name="Apunta-la com a feta")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= FINGER
    assert box["width"] > PHONE["width"] * 0.8
    screen.type("Observacions", "Cap problema")
    button.click()
    screen.says("Apuntada com a feta.")
    with municipality(vilaclara.pk):
        done = WorkOrder.objects.get(status="done")
        assert done.done_by is not None
        assert (done.done_by.name, done.done_note) == ("Pau", "Cap problema")


def test_the_sheet_of_a_day_is_made_for_paper(ainas: Screen, niche: BurialUnit) -> None:
    ainas.open("/vilaclara/agenda/full/?dia=2026-11-25")
    ainas.look()
    ainas.says("Coincideix amb una altra obertura")
    blank = ainas.page.locator("td.to-sign").first
    assert not blank.is_visible()
    ainas.page.emulate_media(media="print")
    assert blank.is_visible()
    assert not ainas.page.get_by_role("button", name="Imprimeix el full").is_visible()


def test_a_clerk_adds_a_photograph_and_its_day_is_proposed(
    ainas: Screen, niche: BurialUnit, vilaclara: Municipality, tmp_path: Path
) -> None:
    photograph = tmp_path / "IMG_0412.JPG"
    photograph.write_bytes(a_picture(taken="2026:11:20 10:31:00", here=True))
    ainas.open(f"/vilaclara/sepultures/{niche.pk}/")
    ainas.page.wait_for_load_state("networkidle")
    ainas.page.locator("#h-fitxers + div").get_by_role("link", name="Afegeix un document o una fotografia").click()
    ainas.look()
    ainas.page.locator("#id_uploads").set_input_files(photograph)
    ainas.says("És el dia que diu la càmera.")
    assert ainas.page.get_by_label("Dia de la fotografia").input_value() == "20/11/2026"
    assert ainas.page.get_by_label("Què és", exact=True).input_value() == "photograph"
    ainas.look()
    ainas.press("Desa els fitxers")
    ainas.says("S’han afegit els fitxers.")
    picture = ainas.page.locator("figure.plate img").first
    picture.scroll_into_view_if_needed()
    ainas.page.wait_for_load_state("networkidle")
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 480
    ainas.look()
    with municipality(vilaclara.pk):
        kept = Attachment.objects.get()
        assert (str(kept.taken_on), kept.name) == ("2026-11-20", "IMG_0412.jpg")
    ainas.open(f"/vilaclara/sepultures/{niche.pk}/documents/")
    ainas.look()
    kind, content = ainas.fetch(f"/vilaclara/adjunts/{kept.pk}/")
    assert kind == "image/jpeg"
    assert b"2026:11:20" not in content
    assert ainas.fetch(f"/vilaclara/adjunts/{kept.pk}/?original=1")[1] == photograph.read_bytes()


def test_a_clerk_gives_leave_for_a_headstone(ainas: Screen, niche: BurialUnit) -> None:
    ainas.open(f"/vilaclara/sepultures/{niche.pk}/llicencia/")
    ainas.look()
    ainas.type("Qui la demana", "Mercè Serra i Roca")
    ainas.page.locator("[name=planned_at]").fill("26/11/2026, 9.00")
    ainas.page.locator("[name=reason]").fill("Acordat amb la família")
    ainas.press("Dona la llicència")
    ainas.page.wait_for_url("**/actes/*/")
    ainas.says("2026/0001")
    ainas.look()
    ainas.open("/vilaclara/llicencies/")
    ainas.look()
    ainas.open("/vilaclara/agenda/")
    ainas.follow("Treure o posar la làpida")
    ainas.look()
