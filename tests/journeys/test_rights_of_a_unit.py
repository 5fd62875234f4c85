"""A clerk grants a right to two, then changes who is to follow them, then gives them a duplicate of the title."""

import pytest

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Concession
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_unit
from tests.journeys.screen import Screen

pytestmark = pytest.mark.browser


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """Niche 14, free."""
    with municipality(vilaclara.pk):
        return make_unit(number="14", section=make_block(name="Sant Josep"), floor=1, column=3)


def test_the_rights_of_a_unit(ainas: Screen, niche: BurialUnit, vilaclara: Municipality) -> None:
    she_grants_it_to_two_with_somebody_to_follow(ainas, niche)
    she_names_somebody_else_to_follow(ainas, niche)
    she_gives_the_co_holder_a_duplicate(ainas, niche)
    with municipality(vilaclara.pk):
        right = Concession.objects.get(unit=niche)
        assert [(row.role, str(row), row.until is None) for row in right.holdings.all()] == [
            ("holder", "Montserrat Riera i Pons", True),
            ("co_holder", "Jaume Riera i Pons", True),
            ("beneficiary", "Núria Vila i Riera", False),
            ("beneficiary", "Oriol Vila i Riera", True),
        ]


def write(screen: Screen, **texts: str) -> None:
    for name, text in texts.items():
        screen.page.locator(f"[name={name}]").fill(text)


def begin(screen: Screen, niche: BurialUnit, act: str) -> None:
    screen.open(f"/vilaclara/sepultures/{niche.pk}/")
    screen.follow(act)
    screen.page.wait_for_load_state("networkidle")
    screen.look()


def finish(screen: Screen, button: str) -> None:
    screen.page.wait_for_load_state("networkidle")
    screen.look()
    screen.press(button)
    screen.page.wait_for_url("**/actes/*/")
    screen.look()


def she_grants_it_to_two_with_somebody_to_follow(screen: Screen, niche: BurialUnit) -> None:
    begin(screen, niche, "Concedeix")
    screen.page.get_by_label("25 anys").check()
    write(screen, given_name="Montserrat", surnames="Riera i Pons", co1_given_name="Jaume", co1_surnames="Riera i Pons")
    write(screen, beneficiary_given_name="Núria", beneficiary_surnames="Vila i Riera")
    screen.page.get_by_text("Més cotitulars").click()
    screen.page.locator("[name=co2_surnames]").wait_for(state="visible")
    finish(screen, "Concedeix el dret")
    screen.says("Resolució de concessió 2026/0001")


def she_names_somebody_else_to_follow(screen: Screen, niche: BurialUnit) -> None:
    begin(screen, niche, "Designa el beneficiari")
    assert screen.page.locator("[name=beneficiary_given_name]").input_value() == "Núria"
    write(screen, beneficiary_given_name="Oriol")
    screen.page.locator("[name=on]").click()
    screen.says("La designació nova deixa sense efecte la de Núria Vila i Riera.")
    finish(screen, "Desa la designació")
    screen.says("Fins ara: Núria Vila i Riera")


def she_gives_the_co_holder_a_duplicate(screen: Screen, niche: BurialUnit) -> None:
    begin(screen, niche, "Expedeix un duplicat")
    screen.page.get_by_label("Jaume Riera i Pons").check()
    screen.page.get_by_label("Pèrdua").check()
    finish(screen, "Expedeix el duplicat")
    kind, content = screen.fetch(str(screen.page.get_by_role("link", name="Obre el document").get_attribute("href")))
    assert (kind, content[:5]) == ("application/pdf", b"%PDF-")
