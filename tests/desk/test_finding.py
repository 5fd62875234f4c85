"""The search over everything: units however their number is written, people without accents or order."""

from datetime import date

import pytest
from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.audit.models import AccessLog
from cementiris.desk.finding import Found, find, find_units
from cementiris.registry.models import BurialUnit, Holding, UnitKind
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_burial, make_concession, make_person, make_unit

TODAY = date(2026, 11, 23)


@pytest.fixture
def niche(in_vilaclara: Municipality) -> BurialUnit:
    """Niche 12 bis of block B, with a holder and somebody at rest; niche 12 of block A beside it."""
    make_unit(section=make_block(name="A"), number="12")
    unit = make_unit(section=make_block(name="B"), number="12 bis")
    holder = make_person(text="Núria Güell i Puig", national_id="12345678Z")
    make_concession(unit, holder=holder, title_number="T-1977/14")
    make_burial(unit, deceased=make_person(text="Josep Farré Vila", is_dead=True))
    return unit


@pytest.mark.parametrize(
    "text", ["12 bis", "12BIS", "012-bis", "B 12 bis", "bloc B 12 bis", "b-12-bis", "Bloc b 12BIS"]
)
def test_a_unit_is_found_however_its_number_is_written(niche: BurialUnit, text: str) -> None:
    assert list(find_units(text, TODAY)) == [niche]


@pytest.mark.parametrize("text", ["Nínxol 12 bis", "nínxol 12 bis, bloc B", "12 bis, B"])
def test_a_unit_is_found_by_its_name_as_the_screen_writes_it(niche: BurialUnit, text: str) -> None:
    assert find(text, TODAY).units == [niche]


def test_a_number_alone_finds_it_in_every_block(niche: BurialUnit) -> None:
    make_unit(section=niche.section, number="12")
    assert [unit.section.name for unit in find_units("12", TODAY) if unit.section] == ["A", "B"]
    assert [unit.section.name for unit in find_units("A 12", TODAY) if unit.section] == ["A"]


@pytest.mark.parametrize("text", ["josep farre", "FARRÉ Josep", "vila jos", "José Farré"])
def test_somebody_at_rest_is_found_without_accents_order_or_language(niche: BurialUnit, text: str) -> None:
    assert [row.to_unit for row in find(text, TODAY).resting] == [niche]


@pytest.mark.parametrize("text", ["guell nuria", "12345678Z", "12345678-z", "5678"])
def test_a_holder_is_found_by_name_or_identity_number(niche: BurialUnit, text: str) -> None:
    assert [row.concession.unit for row in find(text, TODAY).holdings] == [niche]


def test_who_held_a_right_is_found_with_the_day_on_which_that_ended(niche: BurialUnit, aina: Client) -> None:
    Holding.objects.update(until=date(2026, 11, 20))
    make_concession(make_unit(number="77"), holder=make_person(text="Núria Güell i Mas"))
    page = aina.get("/vilaclara/cerca/", {"q": "Núria Güell"}, follow=True).content.decode()
    assert "fins al 20/11/2026" in page
    assert [str(holding) for holding in find("Núria Güell", TODAY).holdings] == [
        "Núria Güell i Mas",
        "Núria Güell i Puig",
    ]
    Holding.objects.update(since=date(2026, 11, 20))
    assert [str(holding) for holding in find("Núria Güell", TODAY).holdings] == ["Núria Güell i Mas"]


@pytest.mark.parametrize("page", ["/vilaclara/cerca/", "/vilaclara/cerca/suggeriments/"])
def test_who_was_shown_people_leaves_a_trace(
    niche: BurialUnit, aina: Client, vilaclara: Municipality, page: str
) -> None:
    aina.get(page, {"q": "Zebedeu"})
    aina.get(page, {"q": "T-1977/14"})
    with municipality(vilaclara.pk):
        assert not AccessLog.objects.filter(action="people.searched").exists()
    aina.get(page, {"q": "Núria Güell"})
    with municipality(vilaclara.pk):
        assert AccessLog.objects.filter(action="people.searched").count() == 1


def test_a_right_is_found_by_the_number_of_its_title(niche: BurialUnit) -> None:
    assert [right.unit for right in find("t-1977/14", TODAY).concessions] == [niche]


@pytest.mark.parametrize("text", ["", " ", "j", "%", "_", "'", "ningú d’aquí", "\x00", "a" * 500])
def test_a_search_that_means_nothing_finds_nothing_and_breaks_nothing(niche: BurialUnit, text: str) -> None:
    assert find(text, TODAY).count == 0


def test_a_character_that_no_name_can_hold_is_passed_over(niche: BurialUnit, aina: Client, pau: Client) -> None:
    assert [row.to_unit for row in find("far\x00ré", TODAY).resting] == [niche]
    for visitor in (aina, pau):
        assert visitor.get("/vilaclara/cerca/", {"q": "12\x00 bis"}).status_code in {200, 302}


def test_the_only_answer_is_opened_at_once(niche: BurialUnit) -> None:
    assert find("12 bis", TODAY).only_unit == niche
    assert find("josep farre", TODAY).only_unit == niche
    assert Found("x").only_unit is None
    make_unit(section=niche.section, number="12 bis", kind=UnitKind.TOMB)
    assert find("12 bis", TODAY).only_unit is None


def test_enter_leads_to_the_unit(niche: BurialUnit, aina: Client) -> None:
    assert aina.get("/vilaclara/cerca/", {"q": "B 12 bis"})["Location"] == f"/vilaclara/sepultures/{niche.pk}/"


def test_what_is_not_found_is_said(niche: BurialUnit, aina: Client) -> None:
    response = aina.get("/vilaclara/cerca/", {"q": "Zebedeu"})
    assert response.status_code == 200
    assert "Zebedeu" in response.content.decode()


def test_the_gravedigger_finds_places_and_no_people(niche: BurialUnit, pau: Client) -> None:
    assert pau.get("/vilaclara/cerca/", {"q": "B 12 bis"}).status_code == 302
    for address in ("/vilaclara/cerca/", "/vilaclara/cerca/suggeriments/"):
        for text in ("Farré", "Güell", "12345678Z", "T-1977/14"):
            page = pau.get(address, {"q": text}).content.decode()
            assert "Josep" not in page
            assert "Núria" not in page


def test_suggestions_are_few_and_escaped(niche: BurialUnit, aina: Client) -> None:
    make_burial(niche, deceased=make_person(text="Pere <script>alert(1)</script> Farré", is_dead=True))
    page = aina.get("/vilaclara/cerca/suggeriments/", {"q": "Farré"}).content.decode()
    assert "Josep Farré Vila" in page
    assert "<script>" not in page


def test_another_towns_people_and_places_are_not_found(niche: BurialUnit, carla: Client) -> None:
    for text in ("12 bis", "Farré", "12345678Z", "T-1977/14"):
        response = carla.get("/puigfosc/cerca/", {"q": text})
        assert response.status_code == 200
        assert "Josep" not in response.content.decode()
