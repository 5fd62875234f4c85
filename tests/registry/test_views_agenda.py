"""The agenda as the gravedigger and the clerk meet it."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.audit.models import AccessLog
from cementiris.registry.models import Act, BurialUnit, WorkOrder
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_burial, make_order, make_unit

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))
QUERIES = 9
"""Session, user, town, role, the scope opened and shut, the visitor's towns; then the week and what was left undone."""


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is opened on 23 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    with municipality(vilaclara.pk):
        return make_unit(number="287", section=make_block(name="Sant Josep"), floor=2)


@pytest.fixture
def order(niche: BurialUnit, vilaclara: Municipality) -> WorkOrder:
    with municipality(vilaclara.pk):
        return make_order(niche, movement=make_burial(niche, on="2026-11-24"), instructions="Porteu el muntacàrregues")


def page_of(order: WorkOrder, part: str = "") -> str:
    return f"/vilaclara/agenda/feines/{order.pk}/{part}"


def again(order: WorkOrder) -> WorkOrder:
    with municipality(order.municipality_id):
        return WorkOrder.objects.get(pk=order.pk)


@pytest.mark.parametrize("address", ["/vilaclara/agenda/", "/vilaclara/agenda/full/?dia=2026-11-24"])
def test_the_gravedigger_sees_place_hour_and_work_but_no_name(pau: Client, order: WorkOrder, address: str) -> None:
    page = pau.get(address).content.decode()
    for words in ("11.00", "Obrir i tancar per inhumar", "Nínxol 287", "pis 2", "Porteu el muntacàrregues"):
        assert words in page
    assert "Josep Puig" not in page
    assert "Josep Puig" not in pau.get(page_of(order)).content.decode()


@pytest.mark.parametrize("address", ["/vilaclara/agenda/", "/vilaclara/agenda/full/?dia=2026-11-24"])
def test_whoever_may_see_people_reads_the_name_and_it_is_recorded(
    bernat: Client, order: WorkOrder, address: str
) -> None:
    assert "Josep Puig i Ferrer" in bernat.get(address).content.decode()
    assert "Josep Puig i Ferrer" in bernat.get(page_of(order)).content.decode()
    with municipality(order.municipality_id):
        assert AccessLog.objects.filter(action="agenda.read").count() == 2


def test_the_agenda_is_in_the_navigation_of_everybody(pau: Client, vilaclara: Municipality) -> None:
    assert 'href="/vilaclara/agenda/"' in pau.get("/vilaclara/").content.decode()
    assert 'href="/vilaclara/agenda/" aria-current="page"' in pau.get("/vilaclara/agenda/").content.decode()


def test_the_gravedigger_notes_that_it_is_done(pau: Client, order: WorkOrder) -> None:
    assert "Apunta-la com a feta" in pau.get(page_of(order)).content.decode()
    answer = pau.post(page_of(order, "feta/"), {"note": "Sense cap problema"}, follow=True)
    assert "Apuntada com a feta." in answer.content.decode()
    assert answer.redirect_chain[0][0] == "/vilaclara/agenda/?dia=2026-11-24"
    done = again(order)
    assert (done.status, done.done_at, done.done_note) == ("done", NOW, "Sense cap problema")
    answer = pau.post(page_of(order, "feta/"), {"note": "Una altra vegada"}, follow=True)
    assert "ja estava feta" in answer.content.decode()
    assert "Apunta-la com a feta" not in answer.content.decode()
    with municipality(order.municipality_id):
        act = Act.objects.get(kind="work_done")
        assert act.recorded_by is not None
        assert act.recorded_by.name == "Pau"


def test_the_gravedigger_neither_moves_nor_calls_off_nor_orders(pau: Client, order: WorkOrder) -> None:
    page = pau.get(page_of(order)).content.decode()
    assert "Canvia el dia" not in page
    assert pau.post(page_of(order, "canvia/"), {"when": "25/11/2026"}).status_code == 403
    assert pau.post(page_of(order, "anulla/"), {"reason": "x"}).status_code == 403
    assert pau.get(f"/vilaclara/sepultures/{order.unit_id}/feina/").status_code == 403


def test_a_reader_only_looks(bernat: Client, order: WorkOrder) -> None:
    assert "Apunta-la" not in bernat.get(page_of(order)).content.decode()
    assert bernat.post(page_of(order, "feta/")).status_code == 403


@pytest.mark.parametrize("part", ["", "feta/", "canvia/", "anulla/"])
def test_another_town_finds_no_order(carla: Client, order: WorkOrder, part: str) -> None:
    for town in ("vilaclara", "puigfosc"):
        address = page_of(order, part).replace("vilaclara", town)
        assert carla.post(address).status_code in ({404} if part else {404, 405})
        assert carla.get(address).status_code in {404, 405}


def test_a_clerk_moves_and_calls_off(aina: Client, order: WorkOrder) -> None:
    answer = aina.post(page_of(order, "canvia/"), {"when": "25/11/2026, 16.30"}, follow=True)
    assert "S’ha canviat el dia o l’hora." in answer.content.decode()
    assert (again(order).on, again(order).at) == (date(2026, 11, 25), time(16, 30))
    assert "Escriviu per què no es farà." in aina.post(page_of(order, "anulla/"), {"reason": ""}).content.decode()
    aina.post(page_of(order, "anulla/"), {"reason": "La família ho ajorna"})
    assert (again(order).status, again(order).done_note) == ("cancelled", "La família ho ajorna")
    assert (
        "ja estava feta o anul·lada"
        in aina.post(page_of(order, "canvia/"), {"when": "26/11/2026"}, follow=True).content.decode()
    )


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ("24/11/2026, 25.00", "no és un dia i una hora"),
        ("31/11/2026", "no és un dia i una hora"),
        ("11/2026", "Cal el dia sencer"),
        ("22/11/2026", "ja ha passat"),
        ("", "Aquest camp"),
        ("x" * 500, "no és un dia i una hora"),
        ("24/11/9999", "no és un dia i una hora"),
    ],
)
def test_an_hour_that_is_none_is_said(aina: Client, order: WorkOrder, when: str, sentence: str) -> None:
    for address in (page_of(order, "canvia/"), f"/vilaclara/sepultures/{order.unit_id}/feina/"):
        answer = aina.post(address, {"when": when, "kind": "other"})
        assert answer.status_code == 200
        assert sentence in answer.content.decode()
    assert (again(order).on, again(order).at) == (date(2026, 11, 24), time(11))


def test_two_openings_at_one_hour_are_asked_about_and_shown(aina: Client, order: WorkOrder) -> None:
    with municipality(order.municipality_id):
        other = make_unit(number="1", section=order.unit.section)
    address = f"/vilaclara/sepultures/{other.pk}/feina/"
    typed = {"kind": "exhumation", "when": "24/11/2026, 11.00"}
    assert "A les 11.00 ja s’obre Nínxol 287" in aina.post(address, typed).content.decode()
    answer = aina.post(address, {**typed, "reason": "Hi haurà dues brigades"}, follow=True)
    assert answer.content.decode().count("Coincideix amb una altra obertura") == 2
    assert "Hi haurà dues brigades" in answer.content.decode()


def test_what_was_left_undone_stands_first_on_any_week(aina: Client, order: WorkOrder) -> None:
    with municipality(order.municipality_id):
        WorkOrder.objects.update(on=date(2026, 11, 20))
    page = aina.get("/vilaclara/agenda/?dia=2027-01-15").content.decode()
    assert "Hi ha una feina de dies passats que no consta feta." in page
    assert "20/11/2026" in page
    assert "no consta feta" in aina.get(page_of(order)).content.decode()


def test_the_agenda_asks_the_same_few_questions_however_much_there_is(
    pau: Client, niche: BurialUnit, vilaclara: Municipality, django_assert_max_num_queries: Any
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(99) as asked:
            pau.get("/vilaclara/agenda/")
        return len(asked)

    before = queries()
    with municipality(vilaclara.pk):
        for hour in range(7, 20):
            make_order(niche, at=time(hour), movement=make_burial(niche))
            make_order(niche, at=time(hour), on=date(2026, 11, 1))
    assert queries() == before == QUERIES
