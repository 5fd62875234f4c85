"""Partial dates: what is known, and the days it can mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cementiris.registry.dates import UNKNOWN_DATE, PartialDate, Precision


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "precision"),
    [
        ("1974-11-03", date(1974, 11, 3), date(1974, 11, 3), Precision.DAY),
        ("1974-02", date(1974, 2, 1), date(1974, 2, 28), Precision.MONTH),
        ("1936?", date(1936, 1, 1), date(1936, 12, 31), Precision.YEAR),
        ("195X", date(1950, 1, 1), date(1959, 12, 31), Precision.DECADE),
        ("18XX", date(1800, 1, 1), date(1899, 12, 31), Precision.CENTURY),
        ("1936/1939", date(1936, 1, 1), date(1939, 12, 31), Precision.INTERVAL),
        ("../1949", None, date(1949, 12, 31), Precision.INTERVAL),
        ("", None, None, Precision.UNKNOWN),
    ],
)
def test_a_date_knows_the_days_it_can_mean(
    edtf: str, earliest: date | None, latest: date | None, precision: Precision
) -> None:
    value = PartialDate.parse_edtf(edtf)
    assert (value.earliest, value.latest, value.precision) == (earliest, latest, precision)
    assert value.edtf == edtf == str(value)


@pytest.mark.parametrize(
    "text", ["1974-13", "1974-02-30", "74", "1974-11-03T10:00", "1939/1936", "/", "abans", "1974-11-3"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse_edtf(text)


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("1974-11-03", "03/11/1974"),
        ("1974-11", "11/1974"),
        ("1936?", "1936?"),
        ("1936~", "ca. 1936"),
        ("195X", "1950–1959"),
        ("1936/1939", "1936–1939"),
        ("../1949", "…–1949"),
        ("", ""),
    ],
)
def test_a_date_is_shown_without_words(edtf: str, shown: str) -> None:
    assert PartialDate.parse_edtf(edtf).display() == shown


def test_one_date_is_before_another_only_when_no_day_of_it_is_not() -> None:
    year, month = PartialDate.of(1950), PartialDate.of(1950, 3)
    assert not month.is_surely_before(year)
    assert month.is_surely_before(PartialDate.of(1950, 4, 1))
    assert not UNKNOWN_DATE.is_surely_before(year)
    assert not year.is_surely_before(UNKNOWN_DATE)


def test_doubt_and_approximation_are_kept_apart() -> None:
    assert PartialDate.of(1936, mark="?").is_doubtful
    assert PartialDate.of(1936, mark="~").is_approximate
    assert PartialDate.of(1936, mark="%").is_doubtful
    assert not PartialDate.of(1936).is_doubtful


def test_only_a_whole_day_without_doubt_is_exact() -> None:
    assert PartialDate.on(date(1974, 11, 3)).is_exact
    assert not PartialDate.parse_edtf("1974-11-03?").is_exact
    assert PartialDate.parse_edtf("1974-11").year == 1974
    assert PartialDate.parse_edtf("195X").year is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_survives_being_written_and_read(day: date) -> None:
    value = PartialDate.parse_edtf(PartialDate.on(day).edtf)
    assert value.earliest == value.latest == day


@given(st.text(max_size=12))
def test_reading_gives_a_date_or_a_value_error(text: str) -> None:
    try:
        value = PartialDate.parse_edtf(text)
    except ValueError:
        return
    assert PartialDate.parse_edtf(value.edtf) == value
