"""Every kind of anomaly is found, and leads to the page that puts it right."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.desk.anomalies import ANOMALIES, Anomaly, cures_of, overdue
from cementiris.registry.models import BurialUnit, Holding, LapseFile, LapseStatus, MovementKind, Standing, UnitKind
from cementiris.tenancy.scope import municipality
from tests.factories import make_burial, make_concession, make_lapse_file, make_ordinance, make_person, make_unit

ON = date(2026, 11, 23)
PAGE = "/vilaclara/anomalies/"


def _dead_holder() -> BurialUnit:
    unit = make_unit(number="90")
    make_concession(unit, holder=make_person(is_dead=True, died_on="2020-01-01"))
    return unit


def _undated_perpetual() -> BurialUnit:
    unit = make_unit(number="90")
    make_concession(unit, perpetual=True, term=(None, None), term_years=None)
    return unit


def _two_rights() -> BurialUnit:
    unit = make_unit(number="90")
    make_concession(unit)
    make_concession(unit, standing=Standing.DISPUTED)
    return unit


def _overdue() -> BurialUnit:
    unit = make_unit(number="90")
    make_concession(unit, term=(date(1970, 1, 1), date(2020, 1, 1)), expires_on="2019-12-31")
    return unit


def _without_holder() -> BurialUnit:
    unit = make_unit(number="90")
    Holding.objects.filter(concession=make_concession(unit)).update(until=date(2020, 1, 1))
    return unit


def _outside_a_right() -> BurialUnit:
    unit = make_unit(number="90")
    make_burial(unit)
    return unit


def _short_and_emptied() -> BurialUnit:
    make_ordinance(retrocession_when_emptied=True)
    unit, other = make_unit(number="90"), make_unit(number="91", kind=UnitKind.OSSUARY)
    make_concession(unit, term=(date(2024, 1, 1), date(2029, 1, 1)), term_years=5)
    person = make_burial(unit, on="2010-01-01").deceased
    make_burial(other, deceased=person, kind=MovementKind.RELOCATION, from_unit=unit, on="2026-01-01")
    return unit


def _too_full() -> BurialUnit:
    unit = make_unit(number="90")
    make_concession(unit)
    for _ in range(5):
        make_burial(unit, on="2000-01-01", remains="ashes")
    return unit


def _bodies_among_ashes() -> BurialUnit:
    unit = make_unit(number="90", kind=UnitKind.COLUMBARIUM)
    make_concession(unit)
    make_burial(unit, on="2025-01-01")
    return unit


def _against_the_source() -> BurialUnit:
    return make_unit(number="90", stated_state="occupied")


MAKERS = {
    "titular-difunt": _dead_holder,
    "perpetu-sense-data": _undated_perpetual,
    "dos-drets": _two_rights,
    "vencuts": _overdue,
    "sense-titular": _without_holder,
    "sense-dret": _outside_a_right,
    "curts-i-buits": _short_and_emptied,
    "massa-plenes": _too_full,
    "cadavers-en-columbari": _bodies_among_ashes,
    "font-antiga": _against_the_source,
    "sense-lloc": lambda: make_unit(number="90"),
}


def test_every_kind_has_its_example() -> None:
    assert set(MAKERS) == {anomaly.key for anomaly in ANOMALIES}


@pytest.mark.parametrize("anomaly", ANOMALIES, ids=lambda anomaly: anomaly.key)
@pytest.mark.usefixtures("in_vilaclara")
def test_each_kind_finds_its_unit_and_no_sound_one(anomaly: Anomaly) -> None:
    sound = make_unit(number="1", floor=1, column=1, point="SRID=25831;POINT(400000 4600000)")
    make_concession(sound)
    make_burial(sound, on="2020-01-01")
    unit = MAKERS[anomaly.key]()
    assert [found.pk for found in anomaly.units(ON)] == [unit.pk]


@pytest.mark.usefixtures("in_vilaclara")
def test_an_ended_right_whose_caducity_is_under_way_waits_for_nobody() -> None:
    file = make_lapse_file(make_unit(number="90"))
    assert list(overdue(ON)) == []
    LapseFile.objects.filter(pk=file.pk).update(status=LapseStatus.CLOSED)
    assert [right.pk for right in overdue(ON)] == [file.concession_id]


@pytest.mark.parametrize("anomaly", ANOMALIES, ids=lambda anomaly: anomaly.key)
def test_each_kind_leads_to_a_page_that_opens(aina: Client, vilaclara: Municipality, anomaly: Anomaly) -> None:
    with municipality(vilaclara.pk):
        MAKERS[anomaly.key]()
        unit = anomaly.units(ON).get()
        cures = cures_of(anomaly, unit, anomaly.rights(ON, [unit.pk]).get(unit.pk), vilaclara.slug)
    assert cures
    for cure in cures:
        assert cure.url in aina.get(f"{PAGE}?quina={anomaly.key}").content.decode()
        assert aina.get(cure.url).status_code == 200


def test_a_reader_sees_what_is_wrong_but_no_cure(bernat: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        unit = _outside_a_right()
    text = bernat.get(f"{PAGE}?quina=sense-dret").content.decode()
    assert f"/sepultures/{unit.pk}/" in text
    assert "/concedir/" not in text


def test_any_other_word_opens_the_first_kind_there_is(aina: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        _outside_a_right()
    assert aina.get(PAGE, {"quina": "\0"}).context["chosen"].key == "sense-dret"


def test_the_queries_do_not_grow_with_the_units(
    aina: Client, vilaclara: Municipality, django_assert_max_num_queries: Any
) -> None:
    with municipality(vilaclara.pk):
        for number in range(30):
            make_burial(make_unit(number=str(number)))
    with django_assert_max_num_queries(32):
        aina.get(PAGE)
