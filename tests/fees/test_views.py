"""The pages of the tariffs, as an administrator, a clerk and a hostile file meet them."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from cementiris.accounts.models import Municipality
from cementiris.fees.models import Adjustment, Rate, Tariff
from cementiris.fees.presets import load_preset
from cementiris.fees.services import TariffIsUsed, begin_tariff, change_head, mark_used, publish
from cementiris.tenancy.scope import municipality
from tests.factories import make_adjustment, make_block, make_ordinance, make_rate, make_tariff, make_unit

HOME = "/vilaclara/taxes/"
LINE = {"concept": "grant", "amount": "1.896,35 €", "per": "unit"}


@pytest.fixture
def draft(vilaclara: Municipality) -> Tariff:
    with municipality(vilaclara.pk):
        return make_tariff()


def page_of(client: Client, address: str, **data: str) -> str:
    response = client.post(address, data, follow=True) if data else client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_an_administrator_begins_from_a_published_tariff(roser: Client, vilaclara: Municipality) -> None:
    head = {"name": "Ordenança fiscal 12", "valid_from": "01/01/2026", "preset": "cunit"}
    page = page_of(roser, f"{HOME}nova/", **head)
    assert "1.896,35 €" in page
    assert "Cunit (2018)" in page
    with municipality(vilaclara.pk):
        tariff = Tariff.objects.get()
        assert (tariff.rates.count(), tariff.adjustments.count(), tariff.is_published) == (
            len(load_preset("cunit").rates),
            1,
            False,
        )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"valid_until": "31/12/2025"}, "acaba abans de començar"),
        ({"valid_from": "31/02/2026"}, 'name="valid_from" value="31/02/2026"'),
        ({"valid_from": "01/01/0001"}, 'name="valid_from" value="01/01/0001"'),
        ({"name": ""}, "error"),
    ],
)
def test_a_tariff_with_impossible_days_is_refused_and_nothing_typed_is_lost(
    roser: Client, vilaclara: Municipality, changes: dict[str, str], sentence: str
) -> None:
    typed = {"name": "Tarifa escrita", "valid_from": "01/01/2026", "valid_until": "", "preset": "", **changes}
    page = page_of(roser, f"{HOME}nova/", **typed)
    assert sentence in page
    assert typed["name"] in page
    with municipality(vilaclara.pk):
        assert not Tariff.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"amount": "12,5O €"}, "«12,5O €» no és un import"),
        ({"amount": "-3"}, "no pot ser negatiu"),
        ({"amount": "9" * 15}, "massa gran"),
        ({"floors": "4 a 1"}, "Comença després d’acabar"),
        ({"built": "antics"}, "«antics» no s’entén"),
        ({"floors": "1 a 400"}, "El número més gran"),
    ],
)
def test_a_line_that_cannot_be_is_refused_with_a_sentence(
    roser: Client, draft: Tariff, vilaclara: Municipality, changes: dict[str, str], sentence: str
) -> None:
    page = page_of(roser, f"{HOME}{draft.pk}/linies/nova/", **{**LINE, "label": "Nínxol gran", **changes})
    assert sentence in page
    assert "Nínxol gran" in page
    assert next(iter(changes.values())) in page
    with municipality(vilaclara.pk):
        assert not Rate.objects.exists()


@pytest.mark.parametrize(
    ("percent", "sentence"), [("120", "va de −100 a 100"), ("0", "no canvia res"), ("vint", "no és un percentatge")]
)
def test_a_surcharge_that_cannot_be_is_refused(roser: Client, draft: Tariff, percent: str, sentence: str) -> None:
    assert sentence in page_of(roser, f"{HOME}{draft.pk}/recarrecs/nou/", percent=percent)


def test_lines_are_added_changed_and_removed(roser: Client, draft: Tariff, vilaclara: Municipality) -> None:
    typed = {**LINE, "floors": "1 a 4", "terms": "fins a 50", "variant": "amb ossera", "resident": "1"}
    assert "1.896,35 €" in page_of(roser, f"{HOME}{draft.pk}/linies/nova/", **typed)
    with municipality(vilaclara.pk):
        rate = Rate.objects.get()
        assert (rate.floor_from, rate.floor_to, rate.term_from, rate.term_to) == (1, 4, None, 50)
    form = page_of(roser, f"{HOME}linies/{rate.pk}/")
    assert all(text in form for text in ("1896,35", "1 a 4", "fins a 50", "amb ossera"))
    page_of(roser, f"{HOME}linies/{rate.pk}/", **{**LINE, "amount": "2000"})
    with municipality(vilaclara.pk):
        changed = Rate.objects.get()
        assert (changed.amount, changed.floor_from, changed.resident) == (Decimal(2000), None, None)
    page_of(roser, f"{HOME}linies/{rate.pk}/", remove="1")
    page_of(roser, f"{HOME}{draft.pk}/recarrecs/nou/", percent="−50", label="La meitat", concepts="conversion")
    with municipality(vilaclara.pk):
        assert not Rate.objects.exists()
        assert (Adjustment.objects.get().percent, Adjustment.objects.get().concepts) == (Decimal(-50), ["conversion"])


def test_a_published_tariff_follows_the_one_before_it(roser: Client, draft: Tariff, vilaclara: Municipality) -> None:
    page_of(roser, f"{HOME}{draft.pk}/publica/", ok="1")
    page_of(roser, f"{HOME}{draft.pk}/versio/", valid_from="01/01/2027")
    with municipality(vilaclara.pk):
        newer = Tariff.objects.get(is_published=False)
    page_of(roser, f"{HOME}{newer.pk}/publica/", ok="1")
    with municipality(vilaclara.pk):
        draft.refresh_from_db()
        assert draft.valid_until == date(2026, 12, 31)


def test_a_tariff_over_the_days_of_another_is_not_published(
    roser: Client, draft: Tariff, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        publish(draft)
        earlier = make_tariff(name="Abans", valid_from=date(2025, 1, 1))
    assert "se solapen" in page_of(roser, f"{HOME}{earlier.pk}/publica/", ok="1")
    with municipality(vilaclara.pk):
        assert not Tariff.objects.get(pk=earlier.pk).is_published


def test_a_tariff_by_which_an_act_was_charged_is_succeeded_and_not_rewritten(
    roser: Client, draft: Tariff, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        rate = make_rate("10", "burial", tariff=draft)
        publish(draft)
        mark_used(draft.pk)
    address = f"{HOME}linies/{rate.pk}/"
    for sent in ({**LINE, "amount": "1"}, {"remove": "1"}):
        assert "no es reescriu" in page_of(roser, address, **sent)
    assert "no es reescriu" in page_of(roser, f"{HOME}{draft.pk}/linies/nova/", **LINE)
    page_of(roser, f"{HOME}{draft.pk}/descarta/", ok="1")
    with municipality(vilaclara.pk):
        assert Rate.objects.get().amount == 10
        with pytest.raises(TariffIsUsed):
            change_head(draft, {"name": "Una altra"})


def test_a_draft_is_thrown_away(roser: Client, draft: Tariff, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        make_rate(tariff=draft)
        make_adjustment(tariff=draft)
    page_of(roser, f"{HOME}{draft.pk}/descarta/", ok="1")
    with municipality(vilaclara.pk):
        assert not Tariff.objects.exists()


@pytest.mark.parametrize("page", ["publish", "discard", "head"])
def test_a_draft_that_a_colleague_threw_away_meanwhile_is_told(
    roser: Client, draft: Tariff, vilaclara: Municipality, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    with municipality(vilaclara.pk):
        stale = Tariff.objects.get(pk=draft.pk)
        Tariff.objects.filter(pk=draft.pk).delete()
    monkeypatch.setattr("cementiris.fees.views.get_object_or_404", lambda *_found, **_by: stale)
    typed = {"name": "Tarifa nova", "valid_from": "2030-01-01"}
    answer = roser.post(reverse(f"fees:{page}", args=[vilaclara.slug, stale.pk]), typed, follow=True)
    assert answer.status_code == 200
    assert "ha descartat l’esborrany" in answer.content.decode()


def test_lines_that_tie_are_shown_with_their_sentence(aina: Client, draft: Tariff, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        make_rate("100", kinds=["niche"], tariff=draft)
        make_rate("90", floor_from=1, floor_to=1, tariff=draft)
    page = page_of(aina, f"{HOME}{draft.pk}/")
    assert "valen per als mateixos casos" in page
    assert "linies/nova" not in page


def test_the_cases_of_the_town_without_an_amount_are_named(
    aina: Client, draft: Tariff, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        make_ordinance(allowed_term_years=[5, 50])
        block = make_block()
        make_unit(section=block, floor=1)
        make_unit(section=block, floor=5, number="13")
        make_rate("100", tariff=draft, term_from=5, term_to=5)
        make_rate("10", "burial", tariff=draft)
    page = page_of(aina, f"{HOME}{draft.pk}/cobertura/")
    assert "Concessió: la tarifa no en diu l’import" in page
    assert "Nínxol, fila 5, 50 anys" in page
    assert "Inhumació" not in page


def test_the_list_needs_no_more_questions_with_more_tariffs(
    aina: Client, vilaclara: Municipality, django_assert_max_num_queries: object
) -> None:
    with municipality(vilaclara.pk):
        for year in range(2000, 2020):
            make_tariff(valid_from=date(year, 1, 1))
    aina.get(HOME)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        aina.get(HOME)


CASTELLDEFELS = {"concept": "grant", "term_years": "5", "on": "01/03/2026"}


@pytest.fixture
def castelldefels(vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        publish(begin_tariff(name="Taxa", valid_from=date(2026, 1, 1), preset=load_preset("castelldefels")))


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"kind": "niche", "floor": "1"}, "425,88 €"),
        ({"kind": "niche", "floor": "2"}, "354,90 €"),
        ({"kind": "niche"}, "l’import depèn de saber la fila"),
        ({"kind": "niche", "floor": "2", "term_years": "7"}, "la tarifa no en diu l’import"),
        ({"on": "01/03/2020"}, "no hi ha cap tarifa vigent"),
    ],
)
@pytest.mark.usefixtures("castelldefels")
def test_the_counter_is_told_what_it_costs(aina: Client, asked: dict[str, str], answer: str) -> None:
    page = aina.get(f"{HOME}calcula/", {**CASTELLDEFELS, **asked}).content.decode()
    assert answer in page


def test_a_town_without_a_tariff_says_so_at_the_counter(aina: Client) -> None:
    assert "no hi ha cap tarifa vigent" in page_of(aina, f"{HOME}calcula/")


def test_days_between_two_tariffs_without_any_are_told(aina: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        publish(make_tariff(name="Vella", valid_from=date(2020, 1, 1), valid_until=date(2024, 12, 31)))
        publish(make_tariff(name="Nova", valid_from=date(2026, 1, 1)))
    assert "Del 01/01/2025 al 31/12/2025 no hi ha cap tarifa vigent" in page_of(aina, HOME)
