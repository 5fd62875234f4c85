"""The pages of what is done on a title, as a clerk meets them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.registry.models import Act, BurialUnit, Concession, Holding, HoldingRole
from cementiris.tenancy.scope import municipality
from tests.factories import make_concession, make_ordinance, make_person, make_unit

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))
TODAY = "23/11/2026"
PAGES = ("convertir", "beneficiari", "canviar-de-nom", "duplicat", "taxa-pagada")


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is opened on 23 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """A niche conceded for three years to Mercè, with Laia to follow her."""
    with municipality(vilaclara.pk):
        make_ordinance(
            allowed_term_years=[3, 49], max_term_years=49, conversion_from_years=3, conversion_to_years=49,
            resident_years_for_longest=3,
        )  # fmt: skip
        unit = make_unit(number="287")
        right = make_concession(
            unit, term=(date(2025, 2, 14), date(2028, 2, 15)), expires_on="2028-02-14", term_years=3
        )
        laia = make_person(text="Laia Comas i Serra", given_name="Laia")
        Holding.objects.create(concession=right, person=laia, text=laia.text, role=HoldingRole.BENEFICIARY, position=9)
        return unit


def page(unit: BurialUnit, verb: str) -> str:
    return f"/vilaclara/sepultures/{unit.pk}/{verb}/"


def holder(town: Municipality) -> int:
    with municipality(town.pk):
        return Holding.objects.get(role=HoldingRole.HOLDER).pk


def test_a_clerk_changes_who_is_to_follow(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    shown = aina.get(page(niche, "beneficiari")).content.decode()
    assert 'value="Laia"' in shown
    assert "Escriviu-hi el canvi" not in shown
    typed = {"on": TODAY, "beneficiary_given_name": "Pau", "beneficiary_surnames": "Comas i Serra"}
    answer = aina.post(page(niche, "beneficiari"), typed, follow=True).content.decode()
    assert "Fins ara: Laia Comas i Serra" in answer
    assert "Títol del dret funerari 2026/0001" in answer
    sheet = aina.get(f"/vilaclara/sepultures/{niche.pk}/").content.decode()
    assert ">Pau Comas i Serra<" in sheet


def test_while_typing_the_former_beneficiary_is_said(aina: Client, niche: BurialUnit) -> None:
    typed = {"on": TODAY, "beneficiary_given_name": "Pau", "beneficiary_surnames": "Comas i Serra"}
    answer = aina.post(f"{page(niche, 'beneficiari')}comprova/", typed, headers={"HX-Request": "true"})
    assert "La designació nova deixa sense efecte la de Laia Comas i Serra." in answer.content.decode()


def test_a_clerk_changes_a_name(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    typed = {"on": TODAY, "holding": holder(vilaclara), "given_name": "Maria Mercè", "surnames": "Serra i Roca"}
    answer = aina.post(page(niche, "canviar-de-nom"), typed, follow=True).content.decode()
    assert "Abans: Mercè Serra i Roca" in answer
    assert "Maria Mercè Serra i Roca" in aina.get(f"/vilaclara/sepultures/{niche.pk}/").content.decode()


def test_a_clerk_issues_a_duplicate(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    typed = {"on": TODAY, "holding": holder(vilaclara), "cause": "theft"}
    answer = aina.post(page(niche, "duplicat"), typed, follow=True).content.decode()
    assert "Duplicat del títol 2026/0001" in answer
    assert "Robatori" in answer


def test_a_clerk_notes_a_paid_fee_and_the_sheet_shows_it(aina: Client, niche: BurialUnit) -> None:
    aina.post(page(niche, "taxa-pagada"), {"on": TODAY, "through": "2026", "receipt": "77"})
    assert "Pagada fins al 2026" in aina.get(f"/vilaclara/sepultures/{niche.pk}/").content.decode()
    assert "Ara consta pagada fins al 2026." in aina.get(page(niche, "taxa-pagada")).content.decode()


def test_a_clerk_converts_a_short_right(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    sheet = aina.get(f"/vilaclara/sepultures/{niche.pk}/").content.decode()
    assert page(niche, "convertir") in sheet
    refused = aina.post(page(niche, "convertir"), {"on": TODAY}).content.decode()
    assert "Escriviu des de quin dia hi consta el titular" in refused
    typed = {"on": TODAY, "resident_since": "1/2/2003"}
    answer = aina.post(page(niche, "convertir"), typed, follow=True).content.decode()
    assert "14/02/2028 → 14/02/2074" in answer
    with municipality(vilaclara.pk):
        assert Concession.objects.get().term_years == 49


@pytest.mark.parametrize(
    ("verb", "typed", "sentence"),
    [
        ("beneficiari", {"beneficiary_surnames": "Mercè Serra i Roca"}, "consta dues vegades al títol"),
        ("beneficiari", {"beneficiary_surnames": "Pau", "beneficiary_national_id": "1"}, "La lletra no correspon"),
        ("beneficiari", {"substitute_surnames": "Pau"}, "Hi ha un substitut i cap beneficiari"),
        ("beneficiari", {"beneficiary_given_name": "Pau"}, "Escriviu-ne també els cognoms"),
        ("canviar-de-nom", {"surnames": "X"}, "obligatori"),
        ("canviar-de-nom", {"holding": "999999", "surnames": "X"}, "Esculliu una opció vàlida"),
        ("duplicat", {"holding": "x", "cause": "whim"}, "Esculliu una opció vàlida"),
        ("taxa-pagada", {"through": "9" * 40}, "menor o igual"),
        ("taxa-pagada", {"through": "2027"}, "encara no es pot haver pagat"),
        ("taxa-pagada", {"through": "2026", "on": "31/02/2026"}, "no és una data"),
        ("taxa-pagada", {"through": "2026", "on": "24/11/2026"}, "encara no ha arribat"),
        ("convertir", {"resident_since": "1/1/2200"}, "Es podrà fer a partir del"),
    ],
)
def test_what_is_wrong_is_said_and_not_written(
    aina: Client, niche: BurialUnit, verb: str, typed: dict[str, str], sentence: str
) -> None:
    answer = aina.post(page(niche, verb), {"on": TODAY} | typed)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    with municipality(niche.municipality_id):
        assert not Act.objects.exists()


@pytest.mark.parametrize("verb", PAGES)
def test_a_unit_without_a_right_says_so(aina: Client, vilaclara: Municipality, verb: str) -> None:
    with municipality(vilaclara.pk):
        free = make_unit(number="288")
    assert "La sepultura no té cap dret." in aina.get(page(free, verb)).content.decode()


@pytest.mark.parametrize("verb", PAGES)
def test_a_reader_changes_no_title(bernat: Client, niche: BurialUnit, verb: str) -> None:
    assert bernat.get(page(niche, verb)).status_code == 403
