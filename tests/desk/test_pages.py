"""What the start page counts."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.desk.pages import month_bars, start_page
from cementiris.registry.models import Act
from tests.factories import make_burial, make_cemetery, make_concession, make_unit

TODAY = date(2026, 11, 23)


def right_until(number: str, last_day: str, upper: date) -> None:
    make_concession(make_unit(number=number), term=(date(1980, 1, 1), upper), expires_on=last_day)


def test_a_town_with_nothing_is_shown_how_to_begin(in_vilaclara: Municipality) -> None:
    page = start_page(TODAY, with_people=True)
    assert page.is_new
    assert (page.unit_count, page.expiring_count, page.anomaly_count, page.unanswered_count) == (0, 0, 0, 0)


def test_figures_count_what_their_links_lead_to(in_vilaclara: Municipality) -> None:
    right_until("1", "2026-12-31", date(2027, 1, 1))
    right_until("2", "2027-02-23", date(2027, 2, 24))
    right_until("3", "2027-02-24", date(2027, 2, 25))
    right_until("4", "2020-01-01", date(2020, 1, 2))
    make_unit(number="5")
    make_unit(number="6", stated_state="occupied")
    make_burial(make_unit(number="7", stated_state="free"))
    page = start_page(TODAY, with_people=True)
    assert not page.is_new
    assert (page.unit_count, page.free_count, page.anomaly_count) == (7, 1, 2)
    assert (page.expiring_count, page.expiring_before) == (2, date(2027, 2, 23))
    assert page.year_count == 3
    assert [cemetery.name for cemetery in page.cemeteries] == ["Cementiri de Sant Pere"]


def test_twelve_months_show_the_rights_that_end_in_each(in_vilaclara: Municipality) -> None:
    for number, day in enumerate((1, 15, 31)):
        right_until(str(number), f"2026-12-{day:02d}", date(2027, 1, 1))
    right_until("9", "2027-10-31", date(2027, 11, 1))
    right_until("10", "2027-11-01", date(2027, 11, 2))
    bars = month_bars(TODAY, date(2027, 2, 23))
    assert [bar.first_day for bar in bars][::11] == [date(2026, 11, 1), date(2027, 10, 1)]
    assert [bar.count for bar in bars] == [0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert [bar.is_soon for bar in bars].count(True) == 4
    assert (bars[1].height, bars[11].height, bars[0].height) == (11, 4, 0)


def test_the_latest_acts_come_first(in_vilaclara: Municipality) -> None:
    for day in (1, 2, 3):
        Act.objects.create(kind="burial", on=date(2026, 11, day), person_text=f"Persona {day}")
    assert [act.person_text for act in start_page(TODAY, with_people=True).acts] == [
        "Persona 3",
        "Persona 2",
        "Persona 1",
    ]


def test_the_start_page_costs_the_same_for_a_few_and_for_many(
    aina: Client,
    in_vilaclara: Municipality,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[None]],
) -> None:
    make_cemetery()
    for number in range(30):
        right_until(str(number), "2026-12-31", date(2027, 1, 1))
        Act.objects.create(kind="burial", on=TODAY)
    with django_assert_max_num_queries(25):
        assert aina.get("/vilaclara/").status_code == 200
