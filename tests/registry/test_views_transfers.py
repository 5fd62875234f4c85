"""The pages on which rights change hands, as a clerk meets them."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.registry.forms.transfers import SuccessionForm, TransferForm
from cementiris.registry.models import BurialUnit, Holding, HoldingRole, Person, Successor
from cementiris.tenancy.scope import municipality
from tests.factories import make_burial, make_concession, make_ordinance, make_person, make_unit

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))
TRANSFER = {
    "scope": "whole", "on": "23/11/2026", "given_name": "Laia", "surnames": "Comas i Serra", "tie": "direct",
    "fees_checked": "on",
}  # fmt: skip
SUCCESSION = {
    "on": "23/11/2026", "given_name": "Laia", "surnames": "Comas i Serra", "died_on": "10/2/2026", "basis": "law",
    "fees_checked": "on", "documents": ["title", "last_wills", "will", "death"], "heir1_given_name": "Pere",
    "heir1_surnames": "Comas i Serra", "heir1_basis": "law", "heir1_renounced_on": "4 de maig de 2026",
}  # fmt: skip


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is opened on 23 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """Niche 287, whose right Mercè holds."""
    with municipality(vilaclara.pk):
        make_ordinance()
        unit = make_unit(number="287")
        make_concession(unit)
        return unit


def page_of(unit: BurialUnit, verb: str) -> str:
    return f"/vilaclara/sepultures/{unit.pk}/{verb}/"


def owners_of(town: Municipality) -> list[str]:
    with municipality(town.pk):
        return [str(row) for row in Holding.objects.filter(until=None, role__in=HoldingRole.owners())]


def holder_key(town: Municipality) -> str:
    with municipality(town.pk):
        return str(Holding.objects.get(role=HoldingRole.HOLDER).pk)


def test_a_clerk_passes_a_right_to_a_daughter(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    page = aina.post(page_of(niche, "transmetre"), TRANSFER, follow=True).content.decode()
    assert "Resolució de transmissió" in page
    assert owners_of(vilaclara) == ["Laia Comas i Serra"]


def test_a_page_just_opened_reproaches_nobody_with_being_empty(aina: Client, niche: BurialUnit) -> None:
    for verb in ("transmetre", "successio"):
        page = aina.get(page_of(niche, verb)).content.decode()
        for code in ("R19", "X28", "R13", "X56", "R18"):
            assert f">{code}<" not in page, (verb, code)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"tie": ""}, "Digueu què és del titular la persona que rep el dret."),
        ({"tie": "other"}, "només es pot transmetre al cònjuge o parella"),
        ({"tie": "blood"}, "Escriviu de quin grau és el parentiu."),
        ({"tie": "blood", "degree": "3"}, "fins al grau 2 de consanguinitat"),
        ({"tie": "blood", "degree": "99999999999999999999"}, "menor o igual que 20"),
        ({"tie": "cohabitant"}, "Escriviu des de quin dia conviuen."),
        ({"tie": "cohabitant", "cohabited_since": "31/2/2020"}, "no és una data"),
        ({"surnames": "", "given_name": ""}, "Escriviu a nom de qui es transmet el dret."),
        ({"on": "24/11/2026"}, "encara no ha arribat"),
        ({"on": ""}, "Escriviu quin dia es transmet el dret."),
        ({"given_name": "Mercè", "surnames": "Serra i Roca"}, "Mercè Serra i Roca ja és titular"),
        ({"co_given_name": "Laia", "co_surnames": "Comas i Serra"}, "Laia Comas i Serra hi surt dues vegades."),
        ({"fees_checked": ""}, "Hi ha avisos"),
        ({"scope": "12345"}, "scope"),
        ({"surnames": "Mas\x00"}, "surnames"),
    ],
)
def test_a_wrong_transfer_is_said_and_not_written(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, changes: dict[str, str], sentence: str
) -> None:
    page = aina.post(page_of(niche, "transmetre"), TRANSFER | changes).content.decode()
    assert sentence in page
    assert owners_of(vilaclara) == ["Mercè Serra i Roca"]


@pytest.mark.parametrize(
    "changes",
    [
        {"surnames": "x" * 110},
        {"surnames": "x " * 55, "given_name": "y" * 80},
        {"co_surnames": "x" * 110},
        {"beneficiary_surnames": "x" * 110},
    ],
)
def test_a_name_as_long_as_the_form_takes_it_is_kept(aina: Client, niche: BurialUnit, changes: dict[str, str]) -> None:
    assert aina.post(page_of(niche, "transmetre"), TRANSFER | changes).status_code == 302


def test_what_was_typed_is_not_lost_when_a_rule_stops_it(aina: Client, niche: BurialUnit) -> None:
    page = aina.post(page_of(niche, "transmetre"), TRANSFER | {"tie": "other", "address": "Carrer Nou, 7"})
    assert "Carrer Nou, 7" in page.content.decode()


def test_an_old_perpetual_right_asks_for_its_term(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        niche.concessions.update(perpetual=True, term_years=None)
    page = aina.get(page_of(niche, "transmetre")).content.decode()
    assert "És un dret antic a perpetuïtat." in page
    assert "25 anys" in page
    aina.post(page_of(niche, "transmetre"), TRANSFER | {"term": "25"})
    with municipality(vilaclara.pk):
        assert niche.concessions.get(perpetual=False).term_years == 25


def test_while_typing_a_transfer_the_rules_are_said(aina: Client, niche: BurialUnit) -> None:
    typed = TRANSFER | {"tie": "affinity", "degree": "4"}
    page = aina.post(f"{page_of(niche, 'transmetre')}comprova/", typed, headers={"HX-Request": "true"})
    assert "fins al grau 2 d’afinitat" in page.content.decode()


def test_a_clerk_writes_a_succession_with_one_who_renounces(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    typed = SUCCESSION | {"holder": holder_key(vilaclara)}
    page = aina.post(page_of(niche, "successio"), typed, follow=True).content.decode()
    assert "Transmissió per causa de mort" in page
    assert owners_of(vilaclara) == ["Laia Comas i Serra"]
    with municipality(vilaclara.pk):
        assert Successor.objects.get(becomes_holder=False).renounced_on == date(2026, 5, 4)
        assert Person.objects.get(given_name="Mercè").died_on == "2026-02-10"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"heir1_renounced_on": ""}, "Falta la renúncia, amb la data, de: Pere Comas i Serra."),
        ({"heir1_renounced_on": "24/11/2026"}, "no pot ser posterior a la transmissió"),
        ({"heir1_renounced_on": "9/2/2026"}, "no pot haver renunciat abans de la mort"),
        ({"heir1_renounced_on": "31/2/2026"}, "no és una data"),
        ({"heir1_given_name": "Laia"}, "Laia Comas i Serra hi surt dues vegades."),
        ({"heir8_surnames": "Mas"}, "Falta la renúncia, amb la data, de: Mas."),
        ({"died_on": "24/11/2026"}, "La data de la mort, 24/11/2026, encara no ha arribat."),
        ({"died_on": ""}, "No consta que Mercè Serra i Roca hagi mort."),
        ({"basis": ""}, "basis"),
        ({"documents": ["title"]}, "Hi ha avisos"),
        ({"documents": ["title", "a letter"]}, "documents"),
        ({"holder": "1"}, "holder"),
        ({"given_name": "Mercè", "surnames": "Serra i Roca"}, "ja és titular"),
        ({"asked_on": "1/1/2025"}, "Hi ha avisos"),
    ],
)
def test_a_wrong_succession_is_said_and_not_written(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, changes: dict[str, Any], sentence: str
) -> None:
    if "asked_on" in changes:
        changes = {"died_on": "1/1/2020"}
    page = aina.post(page_of(niche, "successio"), SUCCESSION | changes).content.decode()
    assert sentence in page
    assert owners_of(vilaclara) == ["Mercè Serra i Roca"]


def test_the_page_of_a_succession_begins_with_what_the_register_knows(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        laia = make_person(text="Laia Comas i Serra", given_name="Laia", surname1="Comas", surname2="Serra")
        right = niche.concessions.get()
        Holding.objects.create(concession=right, person=laia, role=HoldingRole.BENEFICIARY, text=laia.text)
        dead = make_person(text="Mercè Serra i Roca", given_name="Mercè", is_dead=True, died_on="2026-02-10")
        make_burial(niche, deceased=dead, on="2026-02-12")
    page = aina.get(page_of(niche, "successio")).content.decode()
    for value in ("10/02/2026", "Laia", "Comas Serra"):
        assert f'value="{value}"' in page


def test_a_provisional_title_is_seen_on_the_sheet(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        make_ordinance(valid_from=date(2010, 1, 1), provisional_titles=True)
        Person.objects.filter(given_name="Mercè").update(is_dead=True, died_on="2015-05-03", died_from="2015-05-03")
        movement = make_burial(niche, on="1999-05-03").pk
    assert "Dona un títol provisional" in aina.get(f"/vilaclara/sepultures/{niche.pk}/").content.decode()
    typed = {
        "on": "23/11/2026", "given_name": "Laia", "surnames": "Comas i Serra", "movement": str(movement),
        "tie": "blood", "degree": "3", "published_on": "1/9/2026", "published_in": "BOPB", "fees_checked": "on",
    }  # fmt: skip
    answer = aina.post(page_of(niche, "titol-provisional"), typed, follow=True)
    assert "Títol provisional" in answer.content.decode()
    sheet = aina.get(f"/vilaclara/sepultures/{niche.pk}/").content.decode()
    assert "fins al 23/11/2046" in sheet


def test_a_town_without_provisional_titles_says_so(aina: Client, niche: BurialUnit) -> None:
    page = aina.get(page_of(niche, "titol-provisional")).content.decode()
    assert "no preveu títols provisionals" in page


def test_without_a_right_the_page_leads_to_a_grant(aina: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        unit = make_unit(number="1")
    for verb in ("transmetre", "successio", "titol-provisional"):
        assert "La sepultura no té cap dret." in aina.get(page_of(unit, verb)).content.decode()


def test_a_reader_passes_nothing_on(bernat: Client, niche: BurialUnit) -> None:
    for verb in ("transmetre", "successio", "titol-provisional", "sollicitud"):
        assert bernat.post(page_of(niche, verb), TRANSFER).status_code == 403


def test_another_towns_unit_is_not_there(carla: Client, niche: BurialUnit) -> None:
    assert carla.get(f"/puigfosc/sepultures/{niche.pk}/transmetre/").status_code == 404


@pytest.mark.parametrize(
    ("tie", "kinship"), [("spouse", "direct"), ("direct", "direct"), ("sibling", "siblings"), ("blood", "other")]
)
def test_the_tariff_is_told_the_kinship_that_was_chosen(
    niche: BurialUnit, vilaclara: Municipality, tie: str, kinship: str
) -> None:
    with municipality(vilaclara.pk):
        form = TransferForm({**TRANSFER, "tie": tie}, unit=niche, today=NOW.date())
        form.is_valid()
        assert form.fee_details() == {"term_years": None, "kinship": kinship}
        assert "kinship" not in SuccessionForm({}, unit=niche, today=NOW.date()).fee_details()
