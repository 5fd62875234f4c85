"""The pages that grant and renew rights, as a clerk meets them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Concession
from cementiris.tenancy.scope import municipality
from tests.factories import make_concession, make_ordinance, make_unit

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
