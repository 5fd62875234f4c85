"""The town's details and ordinance on screen."""

from datetime import date

from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.registry.models import Ordinance
from cementiris.tenancy.scope import municipality

PAGE = "/vilaclara/ajuntament/"
ORDINANCE = {
    "form": "ordinance",
    "valid_from": "01/01/2026",
    "regulation": "Ordenança 7",
    "max_term_years": "60",
    "allowed_term_years": "5, 30",
    "reopening_years": "3",
    "reopening_years_group_1": "5",
    "season_from_month": "7",
    "season_until_month": "9",
    "reminder_months": "6",
    "public_after_years": "1",
}


def _versions(town: Municipality) -> list[tuple[date, int, list[int], int]]:
    with municipality(town.pk):
        rows = Ordinance.objects.order_by("valid_from")
        return [(row.valid_from, row.max_term_years, row.allowed_term_years, row.mortis_causa_years) for row in rows]


def test_the_administrator_says_what_letters_carry(roser: Client, vilaclara: Municipality) -> None:
    answer = roser.post(
        PAGE, {"form": "details", "address": "Plaça Major, 1", "postal_code": "08241", "signer_name": "R."}
    )
    assert answer.status_code == 302
    vilaclara.refresh_from_db()
    assert (vilaclara.address, vilaclara.postal_code, vilaclara.signer_name) == ("Plaça Major, 1", "08241", "R.")


def test_a_new_version_of_the_ordinance_keeps_what_the_page_does_not_show(
    roser: Client, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        Ordinance.objects.create(valid_from=date(2020, 1, 1), mortis_causa_years=2)
    assert roser.post(PAGE, ORDINANCE).status_code == 302
    assert _versions(vilaclara)[-1] == (date(2026, 1, 1), 60, [5, 30], 2)


def test_the_same_day_corrects_its_version(roser: Client, vilaclara: Municipality) -> None:
    roser.post(PAGE, ORDINANCE)
    roser.post(PAGE, {**ORDINANCE, "max_term_years": "50"})
    assert [version[1] for version in _versions(vilaclara)] == [50]


def test_an_ordinance_above_the_law_is_refused_and_what_was_typed_stays(roser: Client, vilaclara: Municipality) -> None:
    answer = roser.post(PAGE, {**ORDINANCE, "max_term_years": "90", "reopening_years": "1", "season_until_month": "13"})
    assert answer.status_code == 200
    assert set(answer.context["ordinance"].errors) == {"max_term_years", "reopening_years", "season_until_month"}
    assert "Ordenança 7" in answer.content.decode()
    assert _versions(vilaclara) == []


def test_terms_are_whole_years_under_the_cap(roser: Client, vilaclara: Municipality) -> None:
    for terms in ("cinc", "5, 0", "", "5, 70", "9999"):
        answer = roser.post(PAGE, {**ORDINANCE, "allowed_term_years": terms})
        assert "allowed_term_years" in answer.context["ordinance"].errors


def test_a_clerk_does_not_change_the_town(aina: Client) -> None:
    assert aina.get(PAGE).status_code == 403
