"""A holder has died: one of her two children succeeds her, the other has renounced."""

from datetime import date

import pytest

from cementiris.accounts.models import Municipality
from cementiris.registry.models import Application, BurialUnit, Holding, Successor
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_concession, make_ordinance, make_unit
from tests.journeys.screen import Screen

pytestmark = pytest.mark.browser


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """Niche 12, whose right Mercè Serra held; Laia has asked for it."""
    with municipality(vilaclara.pk):
        make_ordinance()
        unit = make_unit(number="12", section=make_block(name="Sant Josep"), floor=1, column=1)
        make_concession(unit, fees_paid_through=2026)
        Application.objects.create(
            kind="succession", unit=unit, applicant="Laia Comas i Serra", entered_on=date(2026, 10, 2),
            due_on=date(2027, 1, 2),
        )  # fmt: skip
        return unit


def test_a_clerk_writes_a_succession_with_a_renunciation(
    ainas: Screen, niche: BurialUnit, vilaclara: Municipality
) -> None:
    given_an_application(ainas)
    when_she_names_the_heir_and_forgets_the_renunciation(ainas)
    then_she_is_told_and_writes_it(ainas)
    with municipality(vilaclara.pk):
        assert Successor.objects.filter(becomes_holder=False).count() == 1
        assert str(Holding.objects.get(until=None)) == "Laia Comas i Serra"
        assert Application.objects.get().decision == "granted"


def given_an_application(screen: Screen) -> None:
    screen.open("/vilaclara/sollicituds/")
    screen.look()
    screen.follow("Laia Comas i Serra")
    screen.look()
    screen.follow("Registra l’acte")
    assert screen.heading() == "Transmet el dret per mort del titular"
    screen.page.wait_for_load_state("networkidle")
    screen.look()


def when_she_names_the_heir_and_forgets_the_renunciation(screen: Screen) -> None:
    screen.page.locator("[name=died_on]").fill("10/2/2026")
    screen.page.locator("[name=given_name]").fill("Laia")
    screen.page.locator("[name=surnames]").fill("Comas i Serra")
    screen.page.get_by_label("Hereu per testament").first.check()
    for label in ("El títol", "Certificat d’últimes voluntats", "Testament o declaració d’hereus"):
        screen.page.get_by_label(label, exact=True).check()
    screen.page.get_by_label("Certificat de defunció").check()
    screen.page.locator("[name=heir1_given_name]").fill("Pere")
    screen.page.locator("[name=heir1_surnames]").fill("Comas i Serra")
    screen.page.locator("[name=heir1_basis]").select_option("testament")
    screen.press("Transmet el dret")


def then_she_is_told_and_writes_it(screen: Screen) -> None:
    screen.says("Falta la renúncia, amb la data, de: Pere Comas i Serra.")
    screen.look()
    screen.page.locator("[name=heir1_renounced_on]").fill("4/5/2026")
    screen.press("Transmet el dret")
    screen.page.wait_for_url("**/actes/*/")
    screen.says("Resolució de transmissió")
    screen.look()
    kind, content = screen.fetch(str(screen.page.get_by_role("link", name="Obre el document").get_attribute("href")))
    assert (kind, content[:5]) == ("application/pdf", b"%PDF-")
    screen.open("/vilaclara/sollicituds/?estat=resoltes")
    screen.says("Estimada")
