"""Dates of old registers become EDTF, never finer than their source."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cementiris.registry.dates import PartialDate
from imports.cleaning.dates import DateRules, read_date, read_date_text
from imports.rows import Cell


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("12-3-74", "1974-03-12"),
        ("31.12.1999", "1999-12-31"),
        ("3 de maig de 1951", "1951-05-03"),
        ("24 d'octubre de 1971", "1971-10-24"),
        ("10 d’agost de 1916", "1916-08-10"),
        ("12 desembre del 1950", "1950-12-12"),
        ("16 de noviembre de 1980", "1980-11-16"),
        ("October 24, 1971", "1971-10-24"),
        ("5-XII-1909", "1909-12-05"),
        ("nov. 1974", "1974-11"),
        ("març 2017", "2017-03"),
        ("m. 10/1971", "1971-10"),
        ("†juny 1961", "1961-06"),
        ("1936?", "1936?"),
        ("1950 (?)", "1950?"),
        ("cap a 2002", "2002~"),
        ("hacia 1979", "1979~"),
        ("1950 aprox.", "1950~"),
        ("anys 40", "194X"),
        ("década de 1950", "195X"),
        ("segle XIX", "18XX"),
        ("entre 1936 i 1939", "1936/1939"),
        ("abans de 1950", "../1949"),
        ("19741103", "1974-11-03"),
        ("19741100", "1974-11"),
        ("19740000", "1974"),
        ("2021-03-04 00:00:00", "2021-03-04"),
    ],
)
def test_every_usual_way_of_writing_a_date_is_read(text: str, edtf: str) -> None:
    reading = read_date_text(text)
    assert (reading.value.edtf, reading.problem) == (edtf, "")


@pytest.mark.parametrize("text", ["", "s/d", "?", "desconeguda", "no consta", "—", "00000000", "m. ?"])
def test_unknown_is_no_problem(text: str) -> None:
    reading = read_date_text(text)
    assert (reading.value.edtf, reading.problem) == ("", "")


@pytest.mark.parametrize("text", ["31/02/1950", "13/13/1950", "1950-02-30", "19741332", "12 de març de 1066"])
def test_a_date_that_cannot_be_stays_unknown_and_says_so(text: str) -> None:
    reading = read_date_text(text)
    assert (reading.value.edtf, reading.problem) == ("", "impossible_date")


def test_what_is_not_understood_says_so() -> None:
    assert read_date_text("el dia de Sant Jordi").problem == "unreadable_date"
    assert read_date_text("25/09").problem == "unreadable_date"


@pytest.mark.parametrize(
    ("cell", "edtf"),
    [
        (date(1950, 1, 2), "1950-01-02"),
        (datetime(1950, 1, 2, 10), "1950-01-02"),
        (1943.0, "1943"),
        (3282.0, "1908-12-25"),
        (15819, "1943-04-23"),
        (0.0, ""),
        (None, ""),
    ],
)
def test_cells_that_are_no_text_are_read_too(cell: Cell, edtf: str) -> None:
    assert read_date(cell).value.edtf == edtf


def test_two_figures_of_a_year_follow_the_range_that_the_mapping_gives() -> None:
    rules = DateRules(order="mdy", first_year=1866, last_year=1921, is_ranged=True)
    assert read_date_text("2/4/21", rules).value.edtf == "1921-02-04"
    assert read_date_text("12/21/98", rules).value.edtf == "1898-12-21"
    assert read_date_text("11/7/61", rules).problem == "impossible_date"
    assert read_date_text("1758-04-01", rules).problem == "impossible_date"


@given(st.text(max_size=30))
def test_reading_never_fails_and_reading_the_result_again_changes_nothing(text: str) -> None:
    value = read_date_text(text).value
    assert PartialDate.parse_edtf(value.edtf) == value


@given(st.text(alphabet="0123456789/-.?† amdegnr", max_size=20))
def test_a_reading_has_no_figure_that_its_source_has_not(text: str) -> None:
    value = read_date_text(text).value
    if value.precision == "year" and "/" not in value.edtf:
        assert value.edtf[:4] in text or value.edtf[:2] in ("19",) or text.strip().isdigit()


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_no_number_makes_it_fail(number: float) -> None:
    read_date(number)
