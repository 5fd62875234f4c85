"""The pages that grant and renew rights, as a clerk meets them."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Concession, Ordinance
from cementiris.tenancy.scope import municipality
from tests.factories import make_burial, make_concession, make_ordinance, make_unit

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))
TYPED = {"term": "50", "on": "23/11/2026", "given_name": "Mercè", "surnames": "Serra i Roca", "kind": "natural"}


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is opened on 23 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    with municipality(vilaclara.pk):
        make_ordinance(allowed_term_years=[5, 25, 50])
        return make_unit(number="287")


def grant(unit: BurialUnit) -> str:
    return f"/vilaclara/sepultures/{unit.pk}/concedir/"


def renew(unit: BurialUnit) -> str:
    return f"/vilaclara/sepultures/{unit.pk}/renovar/"


def test_a_clerk_grants_a_right_and_goes_on_to_the_burial(aina: Client, niche: BurialUnit) -> None:
    page = aina.post(grant(niche), TYPED, follow=True).content.decode()
    assert "Títol del dret funerari" in page
    assert f"/vilaclara/sepultures/{niche.pk}/inhumar/" in page


def test_the_terms_are_those_of_the_town(aina: Client, niche: BurialUnit) -> None:
    page = aina.get(grant(niche)).content.decode()
    assert "25 anys" in page
    assert "A perpetuïtat (dret antic)" in page
    assert "R1" not in page.split("Com va")[1].split("Què compleix")[0]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"surnames": "", "given_name": ""}, "Escriviu a nom de qui es concedeix el dret."),
        ({"surnames": ""}, "Escriviu-ne també els cognoms"),
        ({"beneficiary_given_name": "Pau"}, "Escriviu-ne també els cognoms"),
        ({"email": "laia"}, "No és una adreça electrònica. Escriviu-la com nom@exemple.cat"),
        ({"on": "24/11/2026"}, "encara no ha arribat"),
        ({"on": ""}, "Escriviu des de quin dia es concedeix el dret."),
        ({"term": "perpetual"}, "ja no es concedeixen drets a perpetuïtat"),
        ({"national_id": "1"}, "La lletra no correspon al número."),
        ({"postal_code": "82"}, "Són cinc xifres."),
    ],
)
def test_a_wrong_grant_is_said_and_not_written(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, changes: dict[str, str], sentence: str
) -> None:
    page = aina.post(grant(niche), TYPED | changes).content.decode()
    assert sentence in page
    with municipality(vilaclara.pk):
        assert not Concession.objects.exists()


def test_while_typing_a_grant_the_end_of_the_right_is_said(aina: Client, niche: BurialUnit) -> None:
    page = aina.post(f"{grant(niche)}comprova/", TYPED, headers={"HX-Request": "true"}).content.decode()
    assert "El dret arriba al 23/11/2076, dins el màxim de 50 anys." in page


def test_a_clerk_renews_a_right(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        make_concession(niche, term=(date(2002, 2, 14), date(2027, 2, 15)), expires_on="2027-02-14")
    assert (
        "R1" in aina.post(f"{renew(niche)}comprova/", {"term": "50"}, headers={"HX-Request": "true"}).content.decode()
    )
    answer = aina.post(renew(niche), {"term": "25", "on": "23/11/2026"}, follow=True)
    assert "14/02/2027 → 14/02/2052" in answer.content.decode()


def test_a_renewal_without_a_right_says_so(aina: Client, niche: BurialUnit) -> None:
    assert "La sepultura no té cap dret." in aina.get(renew(niche)).content.decode()


def test_all_who_are_typed_stand_on_the_title(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    others = {f"co{number}_given_name": f"Germana {number}" for number in range(1, 7)}
    surnames = {f"co{number}_surnames": "Serra i Roca" for number in range(1, 7)}
    follow = {"beneficiary_surnames": "Laia Comas", "substitute_surnames": "Pau Comas", "price": "1.896,35"}
    aina.post(grant(niche), TYPED | others | surnames | follow)
    with municipality(vilaclara.pk):
        right = Concession.objects.get()
        roles = [row.role for row in right.holdings.all()]
        assert roles == ["holder", *["co_holder"] * 6, "beneficiary", "substitute"]
        assert right.price == Decimal("1896.35")


def test_what_was_typed_of_many_co_holders_is_not_lost(aina: Client, niche: BurialUnit) -> None:
    page = aina.post(grant(niche), TYPED | {"term": "", "co5_surnames": "Serra i Pla"}).content.decode()
    assert '<details class="mt-3" open>' in page
    assert 'value="Serra i Pla"' in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"price": "-1"}, "no pot ser negatiu"),
        ({"price": "9" * 20}, "massa gran"),
        ({"price": "x"}, "no és un import"),
        ({"co2_national_id": "12345678A"}, "La lletra no correspon"),
        ({"beneficiary_surnames": "Serra i Roca", "beneficiary_given_name": "Mercè"}, "consta dues vegades"),
        ({"resident_since": "31/2/2020"}, "no és una data"),
        (
            {"national_id": "38412907D", "need_surnames": "Mercè Serra", "need_national_id": "38412907D"},
            "El titular té el mateix NIF que qui hi ha de reposar",
        ),
    ],
)
def test_what_is_wrong_with_who_stands_on_the_title_is_said(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, changes: dict[str, str], sentence: str
) -> None:
    assert sentence in aina.post(grant(niche), TYPED | changes).content.decode()
    with municipality(vilaclara.pk):
        assert not Concession.objects.exists()


def test_a_town_of_immediate_need_asks_who_will_rest(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        Ordinance.objects.update(immediate_need_only=True)
    assert "Escriviu qui hi ha de reposar" not in aina.get(grant(niche)).content.decode()
    assert "Escriviu qui hi ha de reposar" in aina.post(grant(niche), TYPED).content.decode()
    typed = TYPED | {"need_given_name": "Dolors", "need_surnames": "Costa i Mas", "need_remains": "body"}
    assert "Dolors Costa i Mas, cadàver" in aina.post(grant(niche), typed, follow=True).content.decode()


def test_the_terms_are_those_of_the_kind_of_unit(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        Ordinance.objects.update(terms_by_kind={"niche": [30]})
    page = aina.get(grant(niche)).content.decode()
    assert "30 anys" in page
    assert "25 anys" not in page


def test_the_terms_of_the_typed_day_are_offered_too(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        make_ordinance(valid_from=date(2020, 1, 1), allowed_term_years=[10])
    assert "25 anys" not in aina.get(grant(niche)).content.decode()
    aina.post(grant(niche), TYPED | {"term": "25", "on": "2/5/2019"})
    with municipality(vilaclara.pk):
        assert Concession.objects.get().expires_on == "2044-05-02"


def test_a_short_extension_is_a_choice_of_its_own(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        Ordinance.objects.update(short_extension_min_years=2, short_extension_max_years=5)
        make_concession(niche, term=(date(2002, 2, 14), date(2027, 2, 15)), expires_on="2027-02-14")
        make_burial(niche, on="2026-03-01")
    assert "Pròrroga curta de 2 anys" in aina.get(renew(niche)).content.decode()
    answer = aina.post(renew(niche), {"term": "short-2", "on": "23/11/2026"}, follow=True)
    assert "14/02/2027 → 14/02/2029" in answer.content.decode()


def test_where_short_rights_are_converted_the_page_leads_there(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        Ordinance.objects.update(conversion_from_years=5, conversion_to_years=50, conversion_only=True)
        make_concession(niche, term=(date(2022, 2, 14), date(2027, 2, 15)), expires_on="2027-02-14", term_years=5)
    page = aina.get(renew(niche)).content.decode()
    assert "Un dret de 5 anys no es prorroga" in page
    assert f"/vilaclara/sepultures/{niche.pk}/convertir/" in page


def test_a_reader_grants_nothing(bernat: Client, niche: BurialUnit) -> None:
    assert bernat.post(grant(niche), TYPED).status_code == 403
    assert bernat.get(renew(niche)).status_code == 403


def test_a_right_without_a_known_end_leads_to_a_new_grant(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        make_concession(niche, term=(None, None))
    page = aina.get(renew(niche)).content.decode()
    assert "No se sap quan acaba el dret" in page
    assert grant(niche) in page
