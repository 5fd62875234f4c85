"""A clerk gives QGIS a key and takes it away; the county's technician looks for free columbaria across towns."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cementiris.accounts.models import Municipality
from cementiris.county.models import TownFigures
from cementiris.county.services import count_town
from cementiris.registry.models import UnitKind
from cementiris.tenancy.scope import municipality
from tests.factories import make_unit
from tests.gis.ground import at, make_ground
from tests.gis.keys import basic
from tests.journeys.conftest import NOON
from tests.journeys.screen import Screen, let_the_worker_work

pytestmark = pytest.mark.browser

LAYERS = "/vilaclara/wfs/?service=WFS&request=GetCapabilities"


def test_a_clerk_makes_a_key_for_qgis_and_revokes_it(ainas: Screen, vilaclara: Municipality, client: Client) -> None:
    secret = when_she_makes_a_key(ainas)
    then_it_opens_the_layers_as_the_page_says(ainas, secret, client)
    when_she_revokes_it(ainas)
    assert client.get(LAYERS, headers=basic(secret)).status_code == 401


def when_she_makes_a_key(screen: Screen) -> str:
    screen.open("/vilaclara/registre/")
    screen.follow("Dades per a un SIG")
    screen.look()
    screen.follow("Claus per a QGIS")
    screen.press("Fes la clau")
    screen.look()
    screen.type("Per a què és", "QGIS del taulell")
    screen.keys("Enter")
    screen.says("La clau «QGIS del taulell» és feta")
    screen.look()
    return screen.page.get_by_label("Clau", exact=True).input_value()


def then_it_opens_the_layers_as_the_page_says(screen: Screen, secret: str, client: Client) -> None:
    assert screen.page.locator("#adreca").inner_text().endswith("/vilaclara/wfs/")
    answer = client.get(LAYERS, headers=basic(secret))
    assert b"cementiris:units" in answer.content


def when_she_revokes_it(screen: Screen) -> None:
    screen.open("/vilaclara/dades/claus/")
    assert "cem_" not in screen.page.content()
    screen.press("Anul·la la clau QGIS del taulell")
    screen.says("ja no obre res")
    screen.look()


@pytest.fixture
def two_towns(vilaclara: Municipality, puigfosc: Municipality) -> None:
    """Puigfosc has two free columbaria, Vilaclara none; both lie on the map."""
    for town in (vilaclara, puigfosc):
        with municipality(town.pk):
            ground = make_ground()
            if town == puigfosc:
                ground.entrance, ground.footprint = at(4_000, 3_000), None
                ground.save()
                for number in ("1", "2"):
                    make_unit(cemetery=ground, kind=UnitKind.COLUMBARIUM, number=number)
            count_town(on=NOON.date(), at=NOON - timedelta(hours=9))


def test_the_technician_finds_the_free_columbaria(screens: Any, tecla: Client, two_towns: None) -> None:
    screen: Screen = screens(tecla)
    given_the_county_before_her(screen)
    when_she_looks_for_columbaria(screen)
    then_map_and_table_name_the_one_town(screen)
    before = set(TownFigures.objects.values_list("counted_at", flat=True))
    when_she_has_the_towns_counted_anew(screen)
    assert TownFigures.objects.filter(counted_at__in=before).count() == 0


def given_the_county_before_her(screen: Screen) -> None:
    screen.open("/")
    screen.follow("Vegeu les xifres i les sepultures lliures")
    screen.page.locator("#mapa .free").nth(1).wait_for()
    screen.look()


def when_she_looks_for_columbaria(screen: Screen) -> None:
    screen.page.get_by_label("Mena").select_option(label="Columbari")
    screen.press("Busca")
    screen.says("2 lliures en un cementiri.")


def then_map_and_table_name_the_one_town(screen: Screen) -> None:
    mark = screen.page.locator("#mapa .free")
    mark.wait_for()
    assert mark.get_attribute("title") == "Puigfosc, Cementiri de Sant Pere: 2 lliures"
    screen.tab_to(mark)
    screen.keys("Enter")
    row = screen.page.locator("tr.chosen")
    assert "Puigfosc: Cementiri de Sant Pere" in row.inner_text()
    assert row.evaluate("row => row === document.activeElement")


def when_she_has_the_towns_counted_anew(screen: Screen) -> None:
    screen.press("Torna-ho a comptar")
    screen.says("Es tornen a comptar tots els municipis")
    let_the_worker_work()
    assert screen.page.url.endswith(reverse("county:county"))
    screen.look()
