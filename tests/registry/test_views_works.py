"""The pages of licences as a clerk meets them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.registry.models import Act, BurialUnit, WorkOrder, WorksLicence
from cementiris.tenancy.scope import municipality
from tests.factories import make_concession, make_licence, make_ordinance, make_unit

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))
TYPED = {"kind": "headstone", "on": "23/11/2026", "applicant": "Mercè Serra i Roca"}
LISTED = "/vilaclara/llicencies/"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is opened on 23 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """A right of fifty years granted in May, in a town that gives six months for its headstone."""
    with municipality(vilaclara.pk):
        make_ordinance(headstone_months=6)
        unit = make_unit(number="287")
        act = Act.objects.create(kind="grant", unit=unit, on="2026-05-20")
        term = (date(2026, 5, 20), date(2076, 5, 21))
        make_concession(unit, term=term, granted_on="2026-05-20", expires_on="2076-05-20", act=act)
        return unit


def grant(unit: BurialUnit) -> str:
    return f"/vilaclara/sepultures/{unit.pk}/llicencia/"


def test_r14_a_headstone_that_is_late_is_listed_until_its_licence_is_given(aina: Client, niche: BurialUnit) -> None:
    page = aina.get(f"{LISTED}?llista=lapides").content.decode()
    assert "20/11/2026 <strong>vençut</strong>" in page
    assert grant(niche) in page
    form = aina.get(grant(niche)).content.decode()
    assert 'name="applicant" value="Mercè Serra i Roca"' in form
    assert "La làpida s’havia de posar abans del 20/11/2026" in form
    assert "Escriviu qui demana la llicència" not in form
    refused = aina.post(grant(niche), TYPED).content.decode()
    assert "Escriviu per què es registra igualment" in refused
    given = aina.post(grant(niche), {**TYPED, "reason": "El marbrista té feina endarrerida"}, follow=True)
    assert "2026/0001" in given.content.decode()
    assert "No n’hi ha cap." in aina.get(f"{LISTED}?llista=lapides").content.decode()
    assert "Mercè Serra i Roca" in aina.get(LISTED).content.decode()


def test_a_licence_orders_the_work_and_is_finished(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    typed = {**TYPED, "due_on": "01/12/2026", "planned_at": "30/11/2026, 9.00", "reason": "Acordat"}
    aina.post(grant(niche), typed)
    with municipality(vilaclara.pk):
        licence = WorksLicence.objects.get()
        assert WorkOrder.objects.get().licence == licence
    done = f"{LISTED}{licence.pk}/feta/"
    assert done in aina.get(LISTED).content.decode()
    assert "encara no ha arribat" in aina.post(done, {"on": "24/11/2026"}).content.decode()
    assert "és posterior" in aina.post(done, {"on": "22/11/2026"}).content.decode()
    assert "S’ha apuntat" in aina.post(done, {"on": "23/11/2026"}, follow=True).content.decode()
    assert "ja constava" in aina.post(done, {"on": "23/11/2026"}, follow=True).content.decode()
    assert "No n’hi ha cap." in aina.get(LISTED).content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"applicant": ""}, "Escriviu qui demana la llicència."),
        ({"on": ""}, "Escriviu quin dia es concedeix la llicència."),
        ({"on": "24/11/2026"}, "El dia de la llicència encara no ha arribat."),
        ({"on": "abans"}, "no és una data"),
        ({"due_on": "20/11/2026"}, "acaba abans de la concessió"),
        ({"planned_at": "24/11/2026, 25.00"}, "no és un dia i una hora"),
        ({"planned_at": "01/11/2026"}, "ja ha passat"),
        ({"kind": "castell"}, "castell"),
        ({"applicant": "x" * 201}, "200"),
    ],
)
def test_a_wrong_licence_is_said_and_not_written(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, changes: dict[str, str], sentence: str
) -> None:
    page = aina.post(grant(niche), {**TYPED, "reason": "Acordat", **changes}).content.decode()
    assert sentence in page
    with municipality(vilaclara.pk):
        assert not WorksLicence.objects.exists()


def test_while_typing_the_term_is_said(aina: Client, niche: BurialUnit) -> None:
    typed = {**TYPED, "due_on": "01/06/2027"}
    page = aina.post(f"{grant(niche)}comprova/", typed, headers={"HX-Request": "true"}).content.decode()
    assert "com a molt tard el 20/11/2026" in page


def test_a_reader_sees_the_list_and_gives_nothing(bernat: Client, pau: Client, niche: BurialUnit) -> None:
    with municipality(niche.municipality_id):
        licence = make_licence(niche, due_on=date(2026, 11, 1))
    page = bernat.get(LISTED).content.decode()
    assert "vençut" in page
    assert "Apunta-la com a feta" not in page
    assert bernat.post(grant(niche), TYPED).status_code == 403
    assert bernat.post(f"{LISTED}{licence.pk}/feta/").status_code == 403
    assert pau.get(LISTED).status_code == 403


def test_the_unit_offers_what_can_be_done(aina: Client, niche: BurialUnit) -> None:
    page = aina.get(f"/vilaclara/sepultures/{niche.pk}/").content.decode()
    for address in ("llicencia/", "feina/", "documents/afegeix/"):
        assert f"/vilaclara/sepultures/{niche.pk}/{address}" in page
