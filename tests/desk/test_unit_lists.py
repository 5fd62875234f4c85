"""The lists behind the figures: as many units as the figure says, and why."""

from datetime import date

import pytest
from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.audit.models import AccessLog
from cementiris.desk.pages import start_page
from cementiris.desk.unit_lists import LISTS, chosen_list, listed_units, reasons
from cementiris.registry.models import Standing
from cementiris.tenancy.scope import municipality
from tests.factories import make_concession, make_person, make_unit

TODAY = date(2026, 11, 23)


@pytest.fixture
def town(vilaclara: Municipality) -> Municipality:
    """Niche 1 free, niche 2 ending this winter, niche 3 held by somebody dead, niche 4 held by two who dispute it."""
    with municipality(vilaclara.pk):
        make_unit(number="1")
        make_concession(make_unit(number="2"), term=(date(1977, 1, 16), date(2027, 1, 16)), expires_on="2027-01-15")
        make_concession(make_unit(number="3"), holder=make_person(text="Joan Serra Puig", is_dead=True))
        disputed = make_unit(number="4")
        make_concession(disputed)
        make_concession(disputed, standing=Standing.DISPUTED)
    return vilaclara


def test_each_list_is_as_long_as_its_figure(town: Municipality) -> None:
    with municipality(town.pk):
        page = start_page(TODAY, with_people=True)
        lengths = {listed.state: listed_units(listed, TODAY).count() for listed in LISTS}
    assert lengths == {"free": page.free_count, "soon": page.expiring_count, "anomaly": page.anomaly_count}
    assert lengths == {"free": 1, "soon": 1, "anomaly": 2}


def test_every_anomaly_says_why(town: Municipality) -> None:
    with municipality(town.pk):
        units = {unit.number: unit.pk for unit in listed_units(chosen_list("anomaly"), TODAY)}
        why = reasons(list(units.values()), TODAY)
    assert "Joan Serra Puig" in " ".join(why[units["3"]])
    assert why[units["4"]] == ["Dos drets diuen que valen alhora."]


def test_an_unknown_list_is_the_first_one() -> None:
    assert chosen_list("qualsevol") is LISTS[0]


def test_who_may_not_see_people_reads_no_reason(town: Municipality, pau: Client, bernat: Client) -> None:
    address = "/vilaclara/sepultures/?estat=anomaly"
    assert "Joan Serra Puig" in bernat.get(address).content.decode()
    assert "Joan Serra Puig" not in pau.get(address).content.decode()
    with municipality(town.pk):
        assert AccessLog.objects.filter(action="anomalies.listed").count() == 1
