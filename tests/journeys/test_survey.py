"""A clerk brings a surveyor's file in, from choosing it to taking it back."""

import pytest

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Cemetery
from cementiris.tenancy.scope import municipality
from tests import factories
from tests.gis.survey_files import geojson, grave
from tests.journeys.screen import Screen, let_the_worker_work

pytestmark = pytest.mark.browser
#: A code as a stranger's file may hold it: it is shown as it is written.
STRANGE = "<b>77</b>"


def test_a_clerk_brings_a_survey_in_and_takes_it_back(ainas: Screen, vilaclara: Municipality) -> None:
    cemetery = given_a_cemetery_that_is_on_no_plan(vilaclara)
    when_she_hands_the_survey_in(ainas, cemetery)
    then_she_sees_what_fits_before_anything_is_drawn(ainas, vilaclara)
    when_she_takes_it_into_the_plan(ainas)
    then_the_tombs_are_drawn(ainas, vilaclara)
    when_she_undoes_it(ainas)
    then_the_plan_is_as_it_was(ainas, vilaclara)


def given_a_cemetery_that_is_on_no_plan(town: Municipality) -> Cemetery:
    with municipality(town.pk):
        place = factories.make_cemetery()
        for number in ("1", "2", "3"):
            BurialUnit(cemetery=place, kind="tomb", number=number).save()
    return place


def when_she_hands_the_survey_in(screen: Screen, cemetery: Cemetery) -> None:
    rows = [({"fid": at, "num": code}, grave(at)) for at, code in enumerate(["1", "2", STRANGE])]
    file = {"name": "tombes.geojson", "mimeType": "application/geo+json", "buffer": geojson(rows)}
    screen.open(f"/vilaclara/cementiris/{cemetery.pk}/")
    screen.follow("Plànols aixecats")
    screen.follow("Porta un plànol")
    screen.look()
    screen.page.locator("[name=survey_files]").set_input_files(file)  # type: ignore[arg-type]
    screen.press("Llegeix el plànol")
    screen.page.wait_for_url("**/planols/*/")
    let_the_worker_work()


def then_she_sees_what_fits_before_anything_is_drawn(screen: Screen, town: Municipality) -> None:
    screen.says("Encara no s’ha tocat res.")
    assert screen.page.get_by_role("radio", name="num").is_checked()
    assert screen.page.get_by_role("radio", name="EPSG:25831, ETRS89 / UTM zone 31N", exact=True).is_checked()
    screen.page.wait_for_selector("#previ[data-drawn='3']")
    screen.look()
    screen.page.locator("#previ path.survey-unmatched").hover()
    assert screen.page.locator("#previ .leaflet-tooltip", has_text="77").inner_text() == STRANGE
    screen.follow("Sense parella al registre")
    screen.says(STRANGE)
    screen.look()
    screen.page.go_back()
    assert drawn(town) == []


def when_she_takes_it_into_the_plan(screen: Screen) -> None:
    screen.press("Incorpora’l al plànol")
    let_the_worker_work()
    screen.says("Què se n’ha fet")


def then_the_tombs_are_drawn(screen: Screen, town: Municipality) -> None:
    assert drawn(town) == ["1", "2"]
    screen.look()


def when_she_undoes_it(screen: Screen) -> None:
    screen.follow("Desfés-lo")
    screen.look()
    screen.press("Desfés-lo")
    let_the_worker_work()
    screen.says("2 contorns tornen a ser com eren")


def then_the_plan_is_as_it_was(screen: Screen, town: Municipality) -> None:
    assert drawn(town) == []
    assert screen.faults == []


def drawn(town: Municipality) -> list[str]:
    with municipality(town.pk):
        units = BurialUnit.objects.filter(footprint__isnull=False).order_by("number")
        return list(units.values_list("number", flat=True))
