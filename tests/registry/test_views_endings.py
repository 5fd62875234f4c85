"""The pages by which rights end, as a clerk meets them."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Concession, Holding, LapseFile
from cementiris.tenancy.scope import municipality
from tests.factories import make_burial, make_concession, make_lapse_file, make_ordinance, make_unit

LIST, CANDIDATES = "/vilaclara/caducitats/", "/vilaclara/caducitats/candidats/"
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is opened on 23 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """A niche with five years of right since 2024, for 500 euros."""
    with municipality(vilaclara.pk):
        unit = make_unit(number="287")
        make_concession(
            unit, term=(date(2024, 11, 23), date(2029, 11, 24)), granted_on="2024-11-23", expires_on="2029-11-23",
            term_years=5, price=Decimal("500.00"),
        )  # fmt: skip
        return unit


@pytest.fixture
def ended(vilaclara: Municipality) -> BurialUnit:
    """A niche whose right ended with 2025."""
    with municipality(vilaclara.pk):
        unit = make_unit(number="288")
        make_concession(
            unit, term=(date(2000, 1, 1), date(2026, 1, 1)), granted_on="2000-01-01", expires_on="2025-12-31"
        )
        return unit


@pytest.fixture
def file(vilaclara: Municipality) -> LapseFile:
    """A file opened on 3 March."""
    with municipality(vilaclara.pk):
        return make_lapse_file(make_unit(number="289"))


def of(unit: BurialUnit, verb: str) -> str:
    return f"/vilaclara/sepultures/{unit.pk}/{verb}/"


def signature(unit: BurialUnit, town: Municipality) -> str:
    with municipality(town.pk):
        return str(Holding.objects.get(concession__unit=unit).pk)


def test_a_clerk_notes_a_renunciation(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    typed = {"on": "23/11/2026", "signed": [signature(niche, vilaclara)]}
    page = aina.post(of(niche, "renunciar"), typed, follow=True).content.decode()
    assert "Resolució de renúncia o retrocessió" in page
    with municipality(vilaclara.pk):
        assert Concession.objects.get().ended_reason == "renounced"


def test_without_a_signature_nothing_is_renounced(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    page = aina.post(of(niche, "renunciar"), {"on": "23/11/2026"}).content.decode()
    assert "Falta la signatura de: Mercè Serra i Roca." in page
    with municipality(vilaclara.pk):
        assert Concession.objects.get().ended_on is None


def test_the_refund_is_reckoned_while_typing(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    opened = aina.get(of(niche, "retrocedir")).content.decode()
    assert "Es tornen 300,11 €" in opened
    assert "<h2>Retrocessió</h2>" in opened
    assert "<h2>Renúncia</h2>" not in opened
    typed = {"on": "23/11/2026", "price": "1.000", "signed": [signature(niche, vilaclara)]}
    live = aina.post(of(niche, "retrocedir/comprova"), typed, headers={"HX-Request": "true"}).content.decode()
    assert "Es tornen 600,22 €: 1.000,00 € × 1096 dies que queden, de 1826." in live
    page = aina.post(of(niche, "retrocedir"), typed, follow=True).content.decode()
    assert "Devolució: 600,22 €" in page


@pytest.mark.parametrize("price", ["-1", "abc", "9" * 30, "1e400", "٣"])
def test_an_odd_price_is_refused_in_a_sentence(aina: Client, niche: BurialUnit, price: str) -> None:
    response = aina.post(of(niche, "retrocedir"), {"on": "23/11/2026", "price": price})
    assert response.status_code == 200


def test_the_sheet_offers_what_ends_the_right(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    page = aina.get(f"/vilaclara/sepultures/{niche.pk}/").content.decode()
    for verb in ("renunciar", "retrocedir", "obrir-caducitat"):
        assert of(niche, verb) in page
    with municipality(vilaclara.pk):
        make_burial(niche, on="2026-05-01")
    page = aina.get(f"/vilaclara/sepultures/{niche.pk}/").content.decode()
    assert of(niche, "renunciar") not in page


def test_the_sheet_says_that_an_emptied_niche_must_be_given_back(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        make_ordinance(retrocession_when_emptied=True)
        burial = make_burial(niche)
        make_burial(niche, kind="exhumation", deceased=burial.deceased, from_unit=niche, to_unit=None, on="2026-11-01")
    assert "la sepultura ha quedat buida" in aina.get(f"/vilaclara/sepultures/{niche.pk}/").content.decode()
    candidates = aina.get("/vilaclara/caducitats/candidats/").content.decode()
    assert of(niche, "retrocedir") in candidates


def test_a_clerk_opens_a_file_and_finds_it_in_the_list(aina: Client, ended: BurialUnit) -> None:
    typed = {"cause": "end_of_term", "on": "23/11/2026"}
    page = aina.post(of(ended, "obrir-caducitat"), typed, follow=True).content.decode()
    assert "Notificació de l’expedient de caducitat" in page
    listed = aina.get("/vilaclara/caducitats/").content.decode()
    assert "Notifiqueu-ho a l’interessat" in listed
    assert "Segueix l’expedient de caducitat" in aina.get(f"/vilaclara/sepultures/{ended.pk}/").content.decode()
    assert "Vés a l’expedient de caducitat" in page
    assert "07/12/2026" in listed


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"cause": ""}, "Aquest camp és obligatori"),
        ({"cause": "ruin"}, "Escriviu què diu l’informe"),
        ({"cause": "abandonment"}, "No consta fins a quin any"),
        ({"on": "24/11/2026"}, "encara no ha arribat"),
    ],
)
def test_a_file_that_cannot_be_opened_says_why(
    aina: Client, ended: BurialUnit, changes: dict[str, str], sentence: str
) -> None:
    typed = {"cause": "end_of_term", "on": "23/11/2026", **changes}
    assert sentence in aina.post(of(ended, "obrir-caducitat"), typed).content.decode()


def test_a_file_says_what_was_done_and_what_is_next(aina: Client, file: LapseFile) -> None:
    address = f"/vilaclara/caducitats/{file.pk}/"
    typed = {"on": "10/03/2026", "at": "11.30", "outcome": "absent", "note": "Ningú a casa"}
    page = aina.post(f"{address}notice/", typed, follow=True).content.decode()
    assert "Absent. 11.30. Ningú a casa" in page
    assert "Feu el segon intent, després de les 15 hores: 13/03/2026." in page
    assert f"{address}notice/" in page
    assert f"{address}final/" not in page


@pytest.mark.parametrize("kind", [
    "report", "notice", "electronic_notice", "address_check", "announcement", "allegation", "allegation_answer",
    "payment", "works_term", "works_done", "photograph", "declaration", "final", "closing",
])  # fmt: skip
def test_each_kind_of_step_has_its_page(aina: Client, file: LapseFile, kind: str) -> None:
    address = f"/vilaclara/caducitats/{file.pk}/{kind}/"
    assert aina.get(address).status_code == 200
    assert aina.post(address, {"on": "31/02/2026", "at": "99", "outcome": "x\0"}).status_code == 200
    assert aina.post(f"{address}comprova/", {"on": "1/3/2026"}, headers={"HX-Request": "true"}).status_code == 200


def test_an_early_declaration_is_not_written(aina: Client, file: LapseFile, vilaclara: Municipality) -> None:
    page = aina.post(f"/vilaclara/caducitats/{file.pk}/declaration/", {"on": "10/03/2026"}).content.decode()
    assert "Encara no s’ha notificat" in page
    with municipality(vilaclara.pk):
        assert not file.steps.exists()


def test_a_photograph_without_its_file_is_asked_for(aina: Client, file: LapseFile) -> None:
    page = aina.post(f"/vilaclara/caducitats/{file.pk}/photograph/", {"on": "10/03/2026"}).content.decode()
    assert "Adjunteu la fotografia" in page


def test_several_files_are_opened_from_the_list(aina: Client, ended: BurialUnit, vilaclara: Municipality) -> None:
    page = aina.get("/vilaclara/caducitats/candidats/").content.decode()
    assert "31/12/2025" in page
    with municipality(vilaclara.pk):
        right = Concession.objects.get(unit=ended).pk
    typed = {"on": "23/11/2026", "right": [str(right), "9" * 40, "x", "²"]}
    answer = aina.post("/vilaclara/caducitats/candidats/", typed, follow=True).content.decode()
    assert "S’ha obert 1 expedient." in answer
    assert "No n’hi ha cap." in answer


def test_files_of_another_town_are_not_there(carla: Client, file: LapseFile, niche: BurialUnit) -> None:
    assert carla.get(f"/vilaclara/caducitats/{file.pk}/").status_code == 404
    assert carla.get(f"/puigfosc/caducitats/{file.pk}/").status_code == 404
    assert carla.post(f"/puigfosc/caducitats/{file.pk}/notice/", {}).status_code == 404


def test_a_reader_sees_the_files_and_records_nothing(bernat: Client, file: LapseFile, niche: BurialUnit) -> None:
    page = bernat.get(f"/vilaclara/caducitats/{file.pk}/").content.decode()
    assert "Anota un tràmit" not in page
    assert bernat.get("/vilaclara/caducitats/").status_code == 200
    assert bernat.get(f"/vilaclara/caducitats/{file.pk}/notice/").status_code == 403
    assert bernat.post(of(niche, "renunciar"), {}).status_code == 403


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("", True),
        ("?causa=ruin", False),
        ("?estat=closed", False),
        ("?estat=all&causa=end_of_term", True),
        ("?estat=%00", True),
    ],
)
def test_the_list_is_filtered(aina: Client, file: LapseFile, query: str, is_there: bool) -> None:
    page = aina.get(f"/vilaclara/caducitats/{query}").content.decode()
    assert (f"/vilaclara/caducitats/{file.pk}/" in page) is is_there


def _query_count(client: Client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get("/vilaclara/caducitats/").status_code == 200
    return len(captured)


def test_a_longer_list_asks_no_more_of_the_database(aina: Client, file: LapseFile, vilaclara: Municipality) -> None:
    _query_count(aina)
    one = _query_count(aina)
    with municipality(vilaclara.pk):
        for number in range(5):
            make_lapse_file(make_unit(number=f"3{number}"))
    assert _query_count(aina) == one
