"""A clerk follows a caducity file from its opening to the day on which the niche is the town's again."""

from datetime import date

import pytest

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Concession
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_burial, make_concession, make_unit
from tests.journeys.screen import Screen
from tests.registry.files import a_picture

pytestmark = pytest.mark.browser


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """Niche 12, whose right ended with 2025 and where somebody rests."""
    with municipality(vilaclara.pk):
        unit = make_unit(number="12", section=make_block(name="Sant Josep"), floor=1, column=1)
        term = (date(2000, 1, 1), date(2026, 1, 1))
        make_concession(unit, term=term, granted_on="2000-01-01", expires_on="2025-12-31", term_years=25)
        make_burial(unit)
        return unit


def test_a_right_that_nobody_renews_lapses(ainas: Screen, niche: BurialUnit, vilaclara: Municipality) -> None:
    given_an_open_file(ainas, niche)
    when_nobody_is_at_home_twice(ainas)
    when_the_boe_and_the_term_have_passed(ainas)
    when_the_niche_is_photographed(ainas)
    when_the_caducity_is_declared_and_final(ainas)
    with municipality(vilaclara.pk):
        right = Concession.objects.get()
        assert (right.ended_reason, right.ended_on) == ("lapsed", date(2026, 6, 1))


def given_an_open_file(screen: Screen, unit: BurialUnit) -> None:
    screen.open(f"/vilaclara/sepultures/{unit.pk}/")
    screen.page.wait_for_load_state("networkidle")
    screen.follow("Obre l’expedient de caducitat")
    screen.page.get_by_label("Fi del termini sense pròrroga").check()
    screen.type("S’inicia el", "12/01/2026")
    screen.page.wait_for_load_state("networkidle")
    screen.look()
    screen.press("Obre l’expedient")
    screen.page.wait_for_url("**/actes/*/")
    screen.open("/vilaclara/caducitats/")
    screen.says("Notifiqueu-ho a l’interessat")
    screen.look()
    screen.page.get_by_role("link", name="Nínxol 12").first.click()
    screen.page.wait_for_url("**/caducitats/*/")
    screen.look()


def record(screen: Screen, step: str, day: str, outcome: str = "", hour: str = "") -> None:
    """Record one step and come back to the file."""
    screen.page.locator("aside").get_by_role("link", name=step).first.click()
    screen.page.wait_for_url("**/caducitats/*/*/")
    screen.type("Dia", day)
    if hour:
        screen.type("Hora", hour)
    if outcome:
        screen.page.get_by_label(outcome).check()
    save(screen)


def save(screen: Screen) -> None:
    screen.page.wait_for_load_state("networkidle")
    file = screen.page.url.rsplit("/", 2)[0]
    screen.press("Desa el tràmit")
    screen.page.wait_for_url(f"{file}/")


def when_nobody_is_at_home_twice(screen: Screen) -> None:
    record(screen, "Intent de notificació en paper", "20/01/2026", "Absent", "11.00")
    screen.says("Feu el segon intent, després de les 15 hores: 23/01/2026.")
    record(screen, "Intent de notificació en paper", "22/01/2026", "Absent", "17.00")
    screen.says("Anuncieu-ho al BOE.")


def when_the_boe_and_the_term_have_passed(screen: Screen) -> None:
    record(screen, "Anunci al BOE", "02/02/2026")
    screen.says("Fotografieu la sepultura.")
    screen.page.get_by_text("04/03/2026").wait_for()
    screen.look()


def when_the_niche_is_photographed(screen: Screen) -> None:
    screen.page.locator("aside").get_by_role("link", name="Fotografia de la sepultura").first.click()
    screen.page.wait_for_url("**/photograph/")
    screen.look()
    screen.type("Dia", "09/03/2026")
    picture = {"name": "ninxol.jpg", "mimeType": "image/jpeg", "buffer": a_picture(size=(40, 30))}
    screen.page.locator("[name=upload]").set_input_files(picture)  # type: ignore[arg-type]
    save(screen)
    screen.says("Declareu la caducitat.")


def when_the_caducity_is_declared_and_final(screen: Screen) -> None:
    record(screen, "Resolució de caducitat", "10/03/2026")
    record(screen, "Intent de notificació en paper", "16/03/2026", "Lliurada", "10.00")
    screen.says("La resolució ja és ferma: anoteu-ho i acabarà el dret: 19/05/2026.")
    record(screen, "La resolució és ferma", "01/06/2026")
    screen.says("Res: l’expedient és acabat.")
    screen.look()
