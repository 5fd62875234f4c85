"""Dates as clerks type them."""

from datetime import date, datetime, time

import pytest

from cementiris.registry.typed_dates import TypedMoment, read_date, read_moment


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("", ""),
        ("03/04/1938", "1938-04-03"),
        ("3-4-1938", "1938-04-03"),
        ("3.4.1938", "1938-04-03"),
        ("3 4 1938", "1938-04-03"),
        ("03/04/38", "1938-04-03"),
        ("03/04/26", "2026-04-03"),
        ("1938-04-03", "1938-04-03"),
        ("3 d’abril de 1938", "1938-04-03"),
        ("12 de març del 1984", "1984-03-12"),
        ("3 abril 1938", "1938-04-03"),
        ("15 ago. 1960".replace(".", ""), "1960-08-15"),
        ("abril de 1938", "1938-04"),
        ("4/1938", "1938-04"),
        ("1938", "1938"),
        ("1938?", "1938?"),
        ("cap a 1938", "1938~"),
        ("cap al 1938?", "1938%"),
        ("195X", "195X"),
        ("1936/1939", "1936/1939"),
    ],
)
def test_many_spellings_are_read(text: str, edtf: str) -> None:
    assert read_date(text, this_year=2026).edtf == edtf


@pytest.mark.parametrize("text", ["ahir", "31/02/2020", "13/13/2020", "38", "03/04/9999", "0012", "1/2/3/4", "ma 1938"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_date(text, this_year=2026)


@pytest.mark.parametrize(
    "text",
    [
        "22/11/2026, 18.40",
        "22/11/2026 18:40",
        "22-11-26 18h40",
        "22 de novembre de 2026, a les 18.40 h",
        "22/11/2026T18:40".replace("T", " "),
    ],
)
def test_a_day_may_have_its_hour(text: str) -> None:
    typed = read_moment(text, this_year=2026)
    assert (typed.day.edtf, typed.hour) == ("2026-11-22", time(18, 40))
    assert str(typed) == "22/11/2026, 18.40"


def test_an_hour_without_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="whole day"):
        read_moment("novembre de 2026, 18.40", this_year=2026)
    with pytest.raises(ValueError, match="hour"):
        read_moment("22/11/2026, 25.40", this_year=2026)


def test_what_is_known_becomes_bounds() -> None:
    exact = read_moment("22/11/2026, 18.40", this_year=2026).as_moment()
    assert exact is not None
    assert exact.earliest == exact.latest == datetime(2026, 11, 22, 18, 40)
    partly = read_moment("novembre de 1974", this_year=2026).as_moment()
    assert partly is not None
    assert (partly.first_day, partly.last_day) == (date(1974, 11, 1), date(1974, 11, 30))
    assert TypedMoment().as_moment() is None
