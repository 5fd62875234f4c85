"""A clerk registers a burial, opens the permit, and cannot register it twice."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from cementiris.accounts.models import Municipality
from cementiris.documents.models import Document
from cementiris.registry.models import Act, BurialUnit, Movement
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_burial, make_concession, make_person, make_unit
from tests.journeys.screen import Screen

pytestmark = pytest.mark.browser


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """Niche 287 of Sant Josep, held, with somebody at rest since long ago; niche 12 beside it, full since last year."""
    with municipality(vilaclara.pk):
        unit = make_unit(number="287", section=make_block(name="Sant Josep"), floor=2, column=3)
        make_concession(unit)
        make_burial(
            unit, deceased=make_person(text="Ramon Serra i Font", died_on="1991-02-03", is_dead=True), on="1991-02-04"
        )
        return unit


def test_a_clerk_registers_a_burial_and_opens_the_permit(ainas: Screen, niche: BurialUnit) -> None:
    given_the_clerk_looks_for_the_niche(ainas)
    when_she_fills_in_the_burial(ainas)
    then_the_rules_have_nothing_against_it(ainas)
    when_she_saves(ainas)
    then_the_act_has_a_numbered_permit(ainas)
    then_the_permit_is_a_paper_that_can_be_read(ainas)
    then_the_niche_tells_of_it(ainas, niche)


def given_the_clerk_looks_for_the_niche(screen: Screen) -> None:
    screen.open("/vilaclara/enterraments/")
    screen.look()
    screen.type("Sepultura: el codi, el titular o qui hi reposa", "287 sant josep")
    screen.press("Cerca la sepultura")
    screen.page.get_by_role("status").get_by_role("link").first.click()
    assert screen.heading() == "Registra una inhumació"
    screen.look()


def when_she_fills_in_the_burial(screen: Screen) -> None:
    screen.type("Nom", "Dolors")
    screen.type("Cognoms", "Vilaplana i Costa")
    screen.type("Dia i hora de la mort", "21/11/2026, 18.40")
    screen.type("Dia i hora de la inhumació", "23/11/2026, 10.00")
    screen.type("Número de la llicència d’enterrament", "412/2026")
    screen.type("Data de la llicència", "22/11/2026")


def then_the_rules_have_nothing_against_it(screen: Screen) -> None:
    screen.page.get_by_label("Funerària").click()
    screen.page.get_by_text("Res no ho atura.").wait_for()
    screen.look()


def when_she_saves(screen: Screen) -> None:
    screen.press("Registra la inhumació")
    screen.page.wait_for_url("**/actes/*/")


def then_the_act_has_a_numbered_permit(screen: Screen) -> None:
    screen.says("S’ha registrat")
    screen.says("2026/0001")
    screen.look()


def then_the_permit_is_a_paper_that_can_be_read(screen: Screen) -> None:
    address = screen.page.get_by_role("link", name="Obre el document").get_attribute("href")
    assert address
    kind, content = screen.fetch(address)
    assert kind == "application/pdf"
    text = PdfReader(BytesIO(content)).pages[0].extract_text()
    assert "Dolors Vilaplana i Costa" in text
    assert "2026/0001" in text


def then_the_niche_tells_of_it(screen: Screen, niche: BurialUnit) -> None:
    screen.open(f"/vilaclara/sepultures/{niche.pk}/")
    assert screen.page.get_by_role("rowheader", name="Dolors Vilaplana i Costa").is_visible()
    screen.page.wait_for_load_state("networkidle")
    screen.look()


def test_a_burial_against_the_rules_is_stopped_with_their_numbers(
    ainas: Screen, niche: BurialUnit, vilaclara: Municipality
) -> None:
    ainas.open(f"/vilaclara/sepultures/{niche.pk}/inhumar/")
    when_she_fills_in_the_burial(ainas)
    ainas.type("Dia i hora de la inhumació", "22/11/2026, 08.00")
    ainas.press("Registra la inhumació")
    ainas.page.wait_for_load_state()
    assert ainas.heading() == "Registra una inhumació"
    ainas.says("R42")
    assert ainas.page.get_by_label("Cognoms", exact=True).input_value() == "Vilaplana i Costa"
    ainas.look()
    with municipality(vilaclara.pk):
        assert (Movement.objects.count(), Document.objects.count()) == (1, 0)


def test_the_same_form_sent_twice_registers_one_burial(
    ainas: Screen, niche: BurialUnit, vilaclara: Municipality
) -> None:
    ainas.open(f"/vilaclara/sepultures/{niche.pk}/inhumar/")
    when_she_fills_in_the_burial(ainas)
    twin = ainas.page.evaluate("Object.fromEntries(new FormData(document.querySelector('form[hx-post]')))")
    when_she_saves(ainas)
    answer = ainas.page.request.post(
        f"/vilaclara/sepultures/{niche.pk}/inhumar/", form=twin, headers={"Referer": ainas.page.url}
    )
    assert answer.url == ainas.page.url
    assert "ja s’havia enviat" in answer.text()
    with municipality(vilaclara.pk):
        assert (Act.objects.count(), Document.objects.count()) == (1, 1)


def test_a_double_click_registers_one_burial(ainas: Screen, niche: BurialUnit, vilaclara: Municipality) -> None:
    ainas.open(f"/vilaclara/sepultures/{niche.pk}/inhumar/")
    when_she_fills_in_the_burial(ainas)
    ainas.page.get_by_role("button", name="Registra la inhumació").dblclick()
    ainas.page.wait_for_url("**/actes/*/")
    with municipality(vilaclara.pk):
        assert Act.objects.count() == 1


def test_a_burial_can_be_registered_without_the_mouse(ainas: Screen, niche: BurialUnit) -> None:
    ainas.open(f"/vilaclara/sepultures/{niche.pk}/inhumar/")
    typed = {
        "Nom": "Dolors",
        "Cognoms": "Vilaplana i Costa",
        "Dia i hora de la mort": "21/11/2026, 18.40",
        "Dia i hora de la inhumació": "23/11/2026, 10.00",
        "Número de la llicència d’enterrament": "412/2026",
        "Data de la llicència": "22/11/2026",
    }
    for label, text in typed.items():
        ainas.tab_to(ainas.page.get_by_label(label, exact=True))
        ainas.page.keyboard.type(text)
    ainas.tab_to(ainas.page.get_by_role("button", name="Registra la inhumació"))
    ainas.keys("Enter")
    ainas.page.wait_for_url("**/actes/*/")


def test_of_two_clerks_at_one_niche_the_second_reads_what_the_first_did(
    ainas: Screen, screens: Any, roser: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    rosers: Screen = screens(roser)
    for screen in (ainas, rosers):
        screen.open(f"/vilaclara/sepultures/{niche.pk}/inhumar/")
        when_she_fills_in_the_burial(screen)
    when_she_saves(ainas)
    rosers.type("Nom", "Ramona")
    rosers.press("Registra la inhumació")
    rosers.page.wait_for_load_state()
    rosers.says("Aina")
    assert rosers.heading() == "Registra una inhumació"
    assert rosers.page.get_by_label("Nom", exact=True).input_value() == "Ramona"
    rosers.look()
    with municipality(vilaclara.pk):
        assert Act.objects.count() == 1
