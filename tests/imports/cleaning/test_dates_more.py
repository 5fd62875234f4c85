"""The rarer ways of writing a date: holes, slips of the pen, phrases, day counts and what two figures mean."""

from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cementiris.registry.dates import PartialDate, Precision
from imports.cleaning.dates import DateRules, is_clear_serial, read_date, read_date_text
from imports.rows import Cell

MORE = [
    ("1920 o 1921", "1920/1921"),
    ("1920 ó 1921", "1920/1921"),
    ("1921 o 1920", "1920/1921"),
    ("1920-21", "1920/1921"),
    ("1936/39", "1936/1939"),
    ("12/3/74 o 13/3/74", "1974-03-12/1974-03-13"),
    ("12 o 13 de març de 1974", "1974-03-12/1974-03-13"),
    ("gener-febrer 1940", "1940-01/1940-02"),
    ("entre març i juny de 1974", "1974-03/1974-06"),
    ("1911-12", "1911-12"),
    ("anys cinquanta", "195X"),
    ("años 50", "195X"),
    ("dècada dels 50", "195X"),
    ("195-", "195X"),
    ("195?", "195X"),
    ("195x", "195X"),
    ("c. 195-", "195X~"),
    ("19??", "19XX"),
    ("19--", "19XX"),
    ("19..", "19XX"),
    ("segle XIX", "18XX"),
    ("mitjans segle XIX", "18XX"),
    ("primavera de 1938", "1938-03/1938-06"),
    ("hivern de 1938", "1937-12/1939-03"),
    ("principis de 1938", "1938"),
    ("a finals de març de 1938", "1938-03"),
    ("1974-00-00", "1974"),
    ("1974-03-00", "1974-03"),
    ("00/03/1974", "1974-03"),
    ("0/0/1974", "1974"),
    ("--/03/1974", "1974-03"),
    ("??/??/1974", "1974"),
    ("xx/xx/1974", "1974"),
    ("12/00/1974", "1974"),
    ("  /03/1974", "1974-03"),
    ("20150000", "2015"),
    ("27100", "1974-03-12"),
    ("27100.0", "1974-03-12"),
    ("27100,00", "1974-03-12"),
    ("12031974", "1974-03-12"),
    ("120374", "1974-03-12"),
    ("3/74", "1974-03"),
    ("juliol-74", "1974-07"),
    ("jul 74", "1974-07"),
    ("III/1974", "1974-03"),
    ("12.III.1974", "1974-03-12"),
    ("12-x-1936", "1936-10-12"),
    ("8bre 1890", "1890-10"),
    ("5 Xbre 1890", "1890-12-05"),
    ("3 novienbre 1951", "1951-11-03"),
    ("3 de septembre de 1951", "1951-09-03"),
    ("die 3 maii 1751", "1751-05-03"),
    ("1974, març 12", "1974-03-12"),
    ("12 3 74", "1974-03-12"),
    ("1974--03--12", "1974-03-12"),
    ("l974", "1974"),
    ("I974", "1974"),
    ("12/3/197O", "1970-03-12"),
    ("1 974", "1974"),
    ("1.974", "1974"),
    ("MCMLXXIV", "1974"),
    ("dotze de març de mil nou-cents setanta-quatre", "1974-03-12"),
    ("doce de marzo de mil novecientos setenta y cuatro", "1974-03-12"),
    ("'74", "1974"),
    ("any 74", "1974"),
    ("l'any 1974", "1974"),
    ("l’any 74", "1974"),
    ("mort el 3-4-80", "1980-04-03"),
    ("va morir el 3 d'abril de 1980", "1980-04-03"),
    ("murió el 3 de abril de 1980", "1980-04-03"),
    ("† 3-4-80", "1980-04-03"),
    ("+ 1974", "1974"),
    ("dl. 3-4-80", "1980-04-03"),
    ("jueves, 3 de abril de 1980", "1980-04-03"),
    ("3-4-80 10:30", "1980-04-03"),
    ("3-4-80 a les 10 h", "1980-04-03"),
    ("12/3/1974 12:00:00 a. m.", "1974-03-12"),
    ("2024-03-12T00:00:00Z", "2024-03-12"),
    ("des de 1950", "1950/.."),
    ("fins 1950", "../1950"),
    ("<1950", "../1949"),
    ("c.1974?", "1974%"),
    ("sobre 1974", "1974~"),
    ("h. 1973", "1973~"),
    ("¿1936?", "1936?"),
    ("probablement 1974", "1974?"),
]


@pytest.mark.parametrize(("text", "edtf"), MORE)
def test_rarer_ways_of_writing_a_date_are_read(text: str, edtf: str) -> None:
    reading = read_date_text(text)
    assert (reading.value.edtf, reading.problem) == (edtf, "")


@pytest.mark.parametrize(
    "text",
    [
        "19974",
        "25/09",
        "120304",
        "74",
        "3/4/??",
        "Junyent 1974",
        "Marcos 1974",
        "Julià 1974",
        "1974±1",
        "viu",
        "el dia de la festa major",
        "x" * 500,
    ],
)
def test_what_may_mean_two_things_or_none_is_not_guessed(text: str) -> None:
    reading = read_date_text(text)
    assert (reading.value.edtf, reading.problem) == ("", "unreadable_date")


@pytest.mark.parametrize("text", ["31/02/1980", "45/13/1999", "1974-13-00", "00/13/1974", "31-6-1980", "9/9/9999"])
def test_days_that_no_calendar_has_stay_unknown(text: str) -> None:
    reading = read_date_text(text)
    assert (reading.value.edtf, reading.problem) == ("", "impossible_date")


@pytest.mark.parametrize("text", ["/  /", "--/--/----", "00/00/0000", "0000-00-00", "0", "??/??/????"])
def test_a_mask_left_empty_is_no_date_and_no_problem(text: str) -> None:
    reading = read_date_text(text)
    assert (reading.value.edtf, reading.problem) == ("", "")


@pytest.mark.parametrize("text", ['"', "''", "íd.", "Ídem", "- íd. -", "”", "el mateix"])
def test_a_mark_of_repetition_is_said_to_be_one(text: str) -> None:
    reading = read_date_text(text)
    assert (reading.value.edtf, reading.problem) == ("", "ditto_mark")


@pytest.mark.parametrize("cell", [date(1899, 12, 30), datetime(1899, 12, 31)])
def test_the_zero_of_a_calendar_is_an_empty_cell(cell: Cell) -> None:
    assert read_date(cell).value.edtf == ""
    assert read_date(cell).problem == ""


def test_a_year_struck_twice_is_a_day_count_only_beside_others() -> None:
    assert is_clear_serial("27100")
    assert is_clear_serial(27100.0)
    assert not is_clear_serial("19974")
    rules = DateRules().beside([], has_serials=True)
    assert read_date_text("19974", rules).value.edtf == "1954-09-07"
    assert read_date_text("7311", rules).value.edtf == "1920-01-06"
    assert read_date_text("7311").problem == "impossible_date"
    in_column = DateRules().beside([], has_serials=False)
    assert read_date_text("7311", in_column).value.edtf == "1920-01-06"
    assert read_date_text("7974", in_column).problem == "impossible_date"


def test_two_figures_mean_this_century_in_a_column_of_recent_years() -> None:
    recent = DateRules().beside([1998, 2001, 2010, 2019, 2024], has_serials=False)
    assert read_date_text("12-3-21", recent).value.edtf == "2021-03-12"
    assert read_date_text("12-3-98", recent).value.edtf == "1998-03-12"
    old = DateRules().beside([1924, 1936, 1974, 2001, 2024], has_serials=False)
    assert read_date_text("12-3-21", old).value.edtf == "1921-03-12"
    few = DateRules().beside([2021], has_serials=False)
    assert read_date_text("12-3-21", few).value.edtf == "1921-03-12"


def test_two_figures_alone_are_a_year_in_a_column_of_dates() -> None:
    rules = DateRules().beside([], has_serials=False)
    assert read_date_text("74", rules).value.edtf == "1974"
    assert read_date(74.0, rules).value.edtf == "1974"
    assert read_date_text("12", rules).problem == "unreadable_date"


@given(st.dates(min_value=date(1700, 1, 1), max_value=date(2199, 12, 31)), st.sampled_from("-/. "))
def test_every_day_in_figures_is_that_day(day: date, sign: str) -> None:
    assert read_date_text(sign.join([str(day.day), str(day.month), f"{day.year:04d}"])).value == PartialDate.on(day)
    assert read_date_text(day.isoformat()).value == PartialDate.on(day)
    assert read_date_text(f"{day:%Y%m%d}").value == PartialDate.on(day)


@given(st.sampled_from([edtf for _, edtf in MORE]))
def test_a_date_already_in_canonical_form_stays_what_it_is(edtf: str) -> None:
    value = PartialDate.parse_edtf(edtf)
    if "X" not in edtf and "~" not in edtf and "%" not in edtf and ".." not in edtf:
        again = read_date_text(edtf).value
        assert again == value or value.precision is Precision.INTERVAL


@given(st.text(alphabet="0123456789/-.?†x_* amdegnrlIO'", max_size=24))
@example("19'974")
@example("1 974")
def test_a_day_needs_figures_for_a_day_a_month_and_a_year(text: str) -> None:
    value = read_date_text(text).value
    figures = sum(sign.isdecimal() or sign in "lIO" for sign in text)
    if value.precision is Precision.DAY:
        assert figures >= 4
    elif value.precision in (Precision.YEAR, Precision.MONTH):
        assert figures >= 2


@given(st.text(max_size=60))
def test_no_text_makes_it_fail(text: str) -> None:
    value = read_date_text(text, DateRules().beside([], has_serials=True)).value
    assert PartialDate.parse_edtf(value.edtf) == value
