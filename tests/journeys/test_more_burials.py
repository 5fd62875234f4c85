"""A clerk lays two urns in one opening, and clears a niche into the ossuary."""

import pytest

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Movement, WorkOrder
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_burial, make_concession, make_person, make_unit
from tests.journeys.screen import Screen

pytestmark = pytest.mark.browser


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """Niche 287 of Sant Josep, held, with somebody at rest since long ago; an ossuary in the same cemetery."""
    with municipality(vilaclara.pk):
        unit = make_unit(number="287", section=make_block(name="Sant Josep"), floor=2, column=3)
        make_concession(unit)
        dead = make_person(text="Ramon Serra i Font", died_on="1991-02-03", is_dead=True)
        make_burial(unit, deceased=dead, on="1991-02-04")
        make_unit(number="", kind="ossuary")
        return unit


def given_an_urn(screen: Screen, name: str) -> None:
    screen.page.get_by_label("Cendres", exact=True).check()
    screen.type("Nom", name)
    screen.type("Cognoms", "Vilaplana i Costa")
    screen.type("Certificat de cremació, si són cendres", f"C-{len(name)}")


def test_a_clerk_lays_two_urns_in_one_opening(ainas: Screen, niche: BurialUnit, vilaclara: Municipality) -> None:
    ainas.open(f"/vilaclara/sepultures/{niche.pk}/inhumar/")
    ainas.look()
    given_an_urn(ainas, "Dolors")
    ainas.type("Dia i hora de la inhumació", "23/11/2026, 10.00")
    ainas.press("Registra la inhumació")
    ainas.page.wait_for_url("**/actes/*/")
    ainas.follow("Una altra persona en la mateixa obertura")
    assert ainas.page.get_by_label("Dia i hora de la inhumació").input_value() == "23/11/2026, 10.00"
    given_an_urn(ainas, "Mercè")
    ainas.press("Registra la inhumació")
    ainas.page.wait_for_url("**/actes/*/")
    with municipality(vilaclara.pk):
        assert Movement.objects.filter(remains="ashes", to_unit=niche).count() == 2


def test_a_clerk_clears_a_niche_into_the_ossuary(ainas: Screen, niche: BurialUnit, vilaclara: Municipality) -> None:
    ainas.open(f"/vilaclara/sepultures/{niche.pk}/buidar/")
    ainas.look()
    ainas.type("Dia", "23/11/2026")
    ainas.press("Registra el trasllat")
    ainas.page.wait_for_url("**/actes/*/")
    ainas.says("Ramon Serra i Font")
    ainas.look()
    with municipality(vilaclara.pk):
        ossuary = BurialUnit.objects.get(kind="ossuary")
        assert WorkOrder.objects.count() == 2
    ainas.open(f"/vilaclara/sepultures/{ossuary.pk}/")
    ainas.says("De Nínxol 287")
