"""What an act costs: beside its form, kept with the act, on its paper, and in force on the day of the application."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.documents.electronic import draw_html
from cementiris.documents.models import Document
from cementiris.fees.models import Tariff
from cementiris.fees.presets import load_preset
from cementiris.fees.services import begin_tariff, publish
from cementiris.registry.models import Act, Application, BurialUnit
from cementiris.tenancy.scope import municipality
from tests.factories import make_concession, make_ordinance, make_rate, make_tariff, make_unit

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))
GRANT = {"term": "50", "on": "23/11/2026", "given_name": "Mercè", "surnames": "Serra i Roca", "kind": "natural"}
LIVE = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is opened on 23 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    with municipality(vilaclara.pk):
        make_ordinance(allowed_term_years=[5, 10, 50])
        return make_unit(number="287", floor=1)


def the_tariff_of(key: str, town: Municipality, *, since: date = date(2026, 1, 1)) -> Tariff:
    with municipality(town.pk):
        tariff = begin_tariff(name=f"Ordenança fiscal {since.year}", valid_from=since, preset=load_preset(key))
        publish(tariff)
        return tariff


def grant(unit: BurialUnit) -> str:
    return f"/vilaclara/sepultures/{unit.pk}/concedir/"


def live(client: Client, unit: BurialUnit, **typed: str) -> str:
    return str(client.post(f"{grant(unit)}comprova/", {**GRANT, **typed}, **LIVE).content.decode())  # type: ignore[arg-type]


def test_a_town_without_a_tariff_is_told_nothing_of_fees(aina: Client, niche: BurialUnit) -> None:
    assert "Què costa" not in aina.get(grant(niche)).content.decode()


def test_an_act_that_costs_nothing_says_nothing(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        publish(begin_tariff(name="Taxa", valid_from=date(2026, 1, 1)))
        make_concession(niche)
    page = aina.get(f"/vilaclara/sepultures/{niche.pk}/renunciar/")
    assert "Què costa" not in page.content.decode()


def test_r65_the_quote_follows_what_is_typed(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    the_tariff_of("castelldefels", vilaclara)
    page = live(aina, niche, term="5")
    assert 'id="taxa" hx-swap-oob="true"' in page
    assert "425,88 €" in page
    assert "354,90 € + 20 % (Recàrrec de la primera fila)" in page
    assert "703,80 €" in live(aina, niche, term="10")
    assert "la tarifa no en diu l’import" in live(aina, niche, term="50")


def test_only_what_decides_is_asked_for_beside_the_quote(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        make_ordinance(valid_from=date(2020, 1, 1), allowed_term_years=[3, 49], max_term_years=50)
    the_tariff_of("cunit", vilaclara)
    page = live(aina, niche, term="49")
    assert "l’import depèn de saber la modalitat" in page
    assert 'name="fee-variant"' in page
    assert 'name="fee-kinship"' not in page
    answered = live(aina, niche, term="49", **{"fee-variant": "amb ossera"})
    assert "1.896,35 €" in answered
    assert 'name="fee-variant"' in answered
    assert "1.938,54 €" in answered, "with the title"


@pytest.mark.parametrize("answers", [{"fee-variant": "inventada"}, {"fee-area": "molts"}, {"fee-kinship": "x"}])
def test_a_strange_answer_is_no_answer(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, answers: dict[str, str]
) -> None:
    the_tariff_of("cunit", vilaclara)
    assert "Què costa" in live(aina, niche, **answers)


def test_r64_the_act_keeps_its_fee_and_prints_it(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    tariff = the_tariff_of("castelldefels", vilaclara)
    page = aina.post(grant(niche), {**GRANT, "term": "10"}, follow=True).content.decode()
    assert "703,80 €" in page
    with municipality(vilaclara.pk):
        act = Act.objects.select_related("document").get(kind="grant")
        assert act.notes["fee"]["sum"] == "703.80"
        assert act.notes["fee"]["applied_on"] == "23/11/2026"
        assert act.document is not None
        paper = draw_html(act.document)
        assert "703,80 €" in paper
        assert "586,50 € + 20 %" in paper
        assert all(document.snapshot["fee"]["total"] == "703,80 €" for document in Document.objects.all())
        tariff.refresh_from_db()
        assert tariff.is_used
        tariff.rates.update(amount=1)
        assert Act.objects.get(kind="grant").notes["fee"]["total"] == "703,80 €"


def test_r64_a_fee_is_frozen_in_catalan_whoever_registers(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    the_tariff_of("castelldefels", vilaclara)
    aina.post(grant(niche), {**GRANT, "term": "10"}, HTTP_ACCEPT_LANGUAGE="en")
    with municipality(vilaclara.pk):
        assert Act.objects.get(kind="grant").notes["fee"]["lines"][0]["label"] == "Concessió: Lloguer de 10 anys"


def test_r64_the_tariff_is_that_of_the_application(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        for since, amount in ((date(2025, 1, 1), "100"), (date(2026, 1, 1), "200")):
            tariff = make_tariff(valid_from=since)
            make_rate(amount, tariff=tariff)
            publish(tariff)
    assert "200,00 €" in live(aina, niche)
    assert "100,00 €" in live(aina, niche, on="31/12/2025"), "the day of the act"
    with municipality(vilaclara.pk):
        days = {"entered_on": date(2025, 12, 20), "due_on": date(2026, 3, 20)}
        Application.objects.create(kind="grant", unit=niche, applicant="Mercè Serra i Roca", **days)
    assert "100,00 €" in live(aina, niche), "the application that waits for this act"


def test_r64_a_day_without_a_tariff_is_said(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    the_tariff_of("castelldefels", vilaclara)
    page = live(aina, niche, on="01/03/2020")
    assert "No hi ha cap tarifa vigent el 01/03/2020" in page
    aina.post(grant(niche), {**GRANT, "on": "01/03/2020"})
    with municipality(vilaclara.pk):
        assert "fee" not in Act.objects.get(kind="grant").notes


def test_a_gap_is_kept_with_the_act_and_no_total_is_printed(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    the_tariff_of("castelldefels", vilaclara)
    page = aina.post(grant(niche), GRANT, follow=True).content.decode()
    assert "la tarifa no en diu l’import" in page
    with municipality(vilaclara.pk):
        fee = Act.objects.get(kind="grant").notes["fee"]
        assert (fee["total"], fee["lines"]) == ("", [])
        assert not Tariff.objects.get().is_used
        assert "Taxa" not in render_to_string("documents/_fee.html", {"paper": {"fee": fee}})


def test_a_renewal_pays_for_each_year(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    the_tariff_of("rajadell", vilaclara)
    with municipality(vilaclara.pk):
        make_concession(niche, term=(date(2021, 11, 24), date(2026, 11, 24)), expires_on="2026-11-23", term_years=5)
    address = f"/vilaclara/sepultures/{niche.pk}/renovar/comprova/"
    page = aina.post(address, {"term": "5", "on": "23/11/2026"}, **LIVE).content.decode()  # type: ignore[arg-type]
    assert "480,00 €" in page
    assert "96,00 € × 5 anys" in page


def test_the_ordinances_part_of_the_rate_is_what_a_conversion_costs(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        options = {"conversion_from_years": 3, "conversion_to_years": 49, "conversion_rate_percent": 50}
        make_ordinance(valid_from=date(2020, 1, 1), allowed_term_years=[3, 49], **options)
        make_concession(niche, term=(date(2023, 11, 24), date(2026, 11, 24)), expires_on="2026-11-23", term_years=3)
        tariff = make_tariff()
        make_rate("1685.90", tariff=tariff, term_from=49, term_to=49)
        publish(tariff)
    address = f"/vilaclara/sepultures/{niche.pk}/convertir/comprova/"
    page = aina.post(address, {"on": "23/11/2026"}, **LIVE).content.decode()  # type: ignore[arg-type]
    assert "842,95 €" in page
    assert "el 50 % de la tarifa" in page


def test_the_price_of_the_right_is_offered_for_its_field(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    the_tariff_of("castelldefels", vilaclara)
    assert 'data-fill="id_price" data-value="425,88"' in live(aina, niche, term="5")


def test_a_late_entry_of_a_burial_costs_what_it_did_then(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        make_concession(niche)
        for since, amount in ((date(2025, 1, 1), "39.30"), (date(2026, 1, 1), "41")):
            tariff = make_tariff(valid_from=since)
            make_rate(amount, "burial", tariff=tariff, remains="body")
            publish(tariff)
    address = f"/vilaclara/sepultures/{niche.pk}/inhumar/comprova/"
    for day, amount in (("30/12/2025, 11.00", "39,30 €"), ("24/11/2026, 11.00", "41,00 €")):
        page = aina.post(address, {"buried_at": day, "remains": "body"}, **LIVE).content.decode()  # type: ignore[arg-type]
        assert amount in page


@pytest.mark.parametrize(
    ("kind", "amount"), [("headstone", "61,05 €"), ("construction", "la tarifa no en diu l’import")]
)
def test_a_headstone_is_charged_as_such(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, kind: str, amount: str
) -> None:
    the_tariff_of("cunit", vilaclara)
    address = reverse("registry:check_licence", kwargs={"town": "vilaclara", "pk": niche.pk})
    assert amount in aina.post(address, {"kind": kind}, **LIVE).content.decode()  # type: ignore[arg-type]
