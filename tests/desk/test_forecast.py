"""The projection: plain arithmetic, and never more certain than its numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cementiris.desk.charts import HEIGHT, WIDTH, chart_of
from cementiris.desk.forecast import YEARS_AHEAD, Assumptions, Outlook, Trend, forecast

trends = st.builds(
    Trend,
    free=st.integers(0, 5000),
    taken=st.lists(st.integers(0, 300), max_size=10).map(tuple),
    ending=st.dictionaries(st.integers(2027, 2051), st.integers(0, 300)),
)
assumptions = st.builds(Assumptions, growth=st.floats(-20, 20), returned=st.floats(0, 100))


def test_a_town_that_takes_four_a_year_and_has_thirty_lasts_seven_years() -> None:
    seen = forecast(Trend(free=30, taken=(4, 4, 4)), Assumptions(), first_year=2027)
    assert seen.at(7).expected == 2
    assert seen.runs_out_in == 2034
    assert (seen.outlook(10), seen.outlook(25)) == (Outlook.SHORT, Outlook.SHORT)


def test_what_comes_back_counts_from_the_year_in_which_the_right_ends() -> None:
    trend = Trend(free=10, taken=(1,), ending={2030: 40})
    seen = forecast(trend, Assumptions(returned=50), first_year=2027)
    assert [seen.at(years).expected for years in (3, 4)] == [7, 26]


def test_growth_adds_up_year_after_year() -> None:
    seen = forecast(Trend(free=100, taken=(10,)), Assumptions(growth=10), first_year=2027)
    assert seen.at(2).expected == pytest.approx(100 - 10 - 11)


def test_a_margin_that_chance_could_eat_is_said_to_be_tight() -> None:
    assert forecast(Trend(free=42, taken=(4,)), Assumptions(), first_year=2027).outlook(10) is Outlook.TIGHT
    assert forecast(Trend(free=80, taken=(4,)), Assumptions(), first_year=2027).outlook(10) is Outlook.ENOUGH


def test_a_hole_on_the_way_is_no_enough_even_if_units_come_back_later() -> None:
    trend = Trend(free=5, taken=(2,), ending={2035: 100})
    assert forecast(trend, Assumptions(returned=100), first_year=2027).outlook(10) is Outlook.SHORT


def test_a_town_where_nothing_happens_keeps_what_it_has() -> None:
    seen = forecast(Trend(free=3), Assumptions(), first_year=2027)
    assert {point.expected for point in seen.points} == {3}
    assert seen.runs_out_in is None


@given(trends, assumptions)
def test_the_band_holds_the_line_and_more_free_units_never_end_sooner(trend: Trend, assumed: Assumptions) -> None:
    seen = forecast(trend, assumed, first_year=2027)
    assert len(seen.points) == YEARS_AHEAD
    assert all(point.low <= point.expected <= point.high for point in seen.points)
    richer = forecast(Trend(trend.free + 1, trend.taken, trend.ending), assumed, first_year=2027)
    assert (richer.runs_out_in or 9999) >= (seen.runs_out_in or 9999)


@given(trends, assumptions)
def test_the_drawing_stays_inside_its_frame(trend: Trend, assumed: Assumptions) -> None:
    chart = chart_of(forecast(trend, assumed, first_year=2027), free=trend.free)
    points = [tuple(map(float, pair.split(","))) for pair in f"{chart.line} {chart.band}".split()]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)
    assert 1 <= len(chart.counts) <= 8
