"""An administrator begins the town's tariff from Castelldefels's; a clerk grants a niche and reads what it costs."""

import pytest

from cementiris.accounts.models import Municipality
from cementiris.fees.models import Tariff
from cementiris.registry.models import Act, BurialUnit
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_ordinance, make_unit
from tests.journeys.screen import Screen

pytestmark = pytest.mark.browser


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """Niche 12 of the first row."""
    with municipality(vilaclara.pk):
        make_ordinance(allowed_term_years=[5, 10])
        return make_unit(number="12", section=make_block(name="Sant Josep"), floor=1, column=1)


def test_a_tariff_is_written_and_charged(
    rosers: Screen, ainas: Screen, niche: BurialUnit, vilaclara: Municipality
) -> None:
    when_the_administrator_begins_from_a_published_tariff(rosers)
    and_changes_an_amount_and_publishes_it(rosers)
    then_the_counter_knows_what_a_niche_costs(ainas)
    and_the_grant_is_charged(ainas, niche)
    with municipality(vilaclara.pk):
        assert Tariff.objects.get().is_used
        assert Act.objects.get(kind="grant").notes["fee"]["sum"] == "432.00"


def when_the_administrator_begins_from_a_published_tariff(screen: Screen) -> None:
    screen.open("/vilaclara/taxes/")
    screen.look()
    screen.follow("Tarifa nova")
    screen.look()
    screen.type("Nom", "Ordenança fiscal 12")
    screen.page.get_by_label("Vigent des del").fill("01/01/2026")
    screen.page.get_by_label("Comença amb la tarifa de").select_option("castelldefels")
    screen.press("Comença l’esborrany")
    screen.says("Lloguer de 5 anys")
    screen.page.wait_for_load_state("networkidle")
    screen.says("la tarifa no en diu l’import")
    screen.look()


def and_changes_an_amount_and_publishes_it(screen: Screen) -> None:
    screen.page.get_by_role("row", name="Lloguer de 5 anys").get_by_role("link").click()
    screen.look()
    screen.type("Import, en euros", "36O")
    screen.press("Desa la línia")
    screen.says("«36O» no és un import")
    screen.look()
    screen.type("Import, en euros", "360")
    screen.press("Desa la línia")
    screen.says("360,00 €")
    screen.press("Publica la tarifa")
    screen.says("Publicada")


def then_the_counter_knows_what_a_niche_costs(screen: Screen) -> None:
    screen.open("/vilaclara/taxes/calcula/")
    screen.page.get_by_label("Classe de sepultura").select_option("niche")
    screen.type("Durada, en anys", "5")
    screen.type("Fila", "2")
    screen.press("Calcula")
    screen.says("360,00 €")
    screen.look()


def and_the_grant_is_charged(screen: Screen, niche: BurialUnit) -> None:
    screen.open(f"/vilaclara/sepultures/{niche.pk}/concedir/")
    screen.page.get_by_label("5 anys", exact=True).check()
    screen.says("432,00 €")
    screen.says("360,00 € + 20 % (Recàrrec de la primera fila)")
    screen.page.locator("[name=given_name]").fill("Montserrat")
    screen.page.locator("[name=surnames]").fill("Riera i Pons")
    screen.page.wait_for_load_state("networkidle")
    screen.look()
    screen.press("Concedeix el dret")
    screen.page.wait_for_url("**/actes/*/")
    screen.says("432,00 €")
    screen.look()
