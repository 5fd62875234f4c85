"""Terms in all their words, kinds and states by their shortenings, and what a row of a book says happened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.cleaning.kinds import kind_of, state_by_sign, state_of
from imports.cleaning.movements import brings_in, form_of, letters_of_column, takes_out
from imports.cleaning.numerals import number_in_words, roman_number, with_figures
from imports.cleaning.terms import read_term


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("50", 50),
        ("50.0", 50),
        ("5a", 5),
        ("5 a.", 5),
        ("50a", 50),
        ("99 anys", 99),
        ("75 años", 75),
        ("a 50 años", 50),
        ("per 50 anys", 50),
        ("concessió 50 anys", 50),
        ("conc. 50", 50),
        ("C-50", 50),
        ("temp. 5", 5),
        ("10 (prorrogable)", 10),
        ("50 anys a comptar de 1974", 50),
        ("50 + 25", 75),
        ("5 anys + 5 anys", 10),
        ("cinquanta", 50),
        ("cinquanta anys", 50),
        ("vint-i-cinc", 25),
        ("vinti-cinc anys", 25),
        ("setanta-cinc", 75),
        ("treinta y cinco años", 35),
        ("veinticinco", 25),
        ("dos años", 2),
        ("un any", 1),
        ("quinquenni", 5),
        ("fifty years", 50),
    ],
)
def test_a_term_is_read_in_figures_and_words(text: str, years: int) -> None:
    reading = read_term(text)
    assert (reading.years, reading.perpetual, reading.problem) == (years, False, "")


@pytest.mark.parametrize("text", ["PERP.", "P", "a perpetuïtat", "Perpètua", "en propietat", "prop.", "indefinida"])
def test_a_right_for_ever_has_no_years(text: str) -> None:
    reading = read_term(text)
    assert (reading.years, reading.perpetual, reading.problem) == (None, True, "")


@pytest.mark.parametrize("text", ["", "s/d", "T", "temporal", "lloguer", "arrendament", "alquiler"])
def test_a_word_that_tells_no_years_is_no_problem(text: str) -> None:
    reading = read_term(text)
    assert (reading.years, reading.perpetual, reading.problem) == (None, False, "")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("500 anys", "implausible_term"),
        ("999", "implausible_term"),
        ("0", "implausible_term"),
        ("0 anys", "implausible_term"),
        ("1974", "unreadable_term"),
        ("12/3/1974", "unreadable_term"),
        ("25/50", "unreadable_term"),
        ("-5", "unreadable_term"),
        ("6 mesos", "unreadable_term"),
        ("mig any", "unreadable_term"),
        ("2 anys i mig", "unreadable_term"),
        ("vitalici", "unreadable_term"),
        ("segons conveni", "unreadable_term"),
        ("íd.", "ditto_mark"),
    ],
)
def test_a_term_that_cannot_be_or_is_not_understood_says_so(text: str, problem: str) -> None:
    reading = read_term(text)
    assert (reading.years, reading.perpetual, reading.problem) == (None, False, problem)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nínx.", "niche"),
        ("Nix", "niche"),
        ("NINXOL", "niche"),
        ("Nínxols dobles", "double_niche"),
        ("nicho doble", "double_niche"),
        ("Nínxol de pàrvuls", "reduced_niche"),
        ("Fossa", "grave_in_earth"),
        ("Fosa en tierra", "grave_in_earth"),
        ("Terra", "grave_in_earth"),
        ("Colum.", "columbarium"),
        ("Pant.", "pantheon"),
        ("Hip.", ""),
        ("Hipog.", "hypogeum"),
        ("Osser", "ossuary"),
        ("Fossa general", "common_grave"),
        ("T", ""),
        ("Garatge", ""),
    ],
)
def test_kinds_are_known_by_their_shortenings_and_the_rest_is_asked(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("LL", "free"),
        ("L", "free"),
        ("O", "occupied"),
        ("Ocup.", "occupied"),
        ("Cad.", "expired"),
        ("C", ""),
        ("V", ""),
        ("X", ""),
    ],
)
def test_a_shortened_state_counts_in_its_own_column_only(text: str, state: str) -> None:
    assert state_by_sign(text) == state
    assert state_of(text) == ""


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Restes", "remains"),
        ("Red.", "remains"),
        ("reducció de restes", "remains"),
        ("Cendres", "ashes"),
        ("URNA", "ashes"),
        ("incineració", "ashes"),
        ("Cadàver", "body"),
        ("cuerpo", "body"),
        ("fetus", "foetal"),
        ("Inhumació", ""),
        ("?", ""),
    ],
)
def test_the_form_is_read_from_its_words(text: str, form: str) -> None:
    assert form_of(text) == form


def test_the_letter_c_is_a_body_where_most_are_and_ashes_where_few_are() -> None:
    assert letters_of_column(["C", "C", "C", "R", ""]) == {"c": "body", "r": "remains"}
    assert letters_of_column(["B", "B", "B", "C"])["c"] == "ashes"
    assert letters_of_column(["C", "", "", ""]) == {"c": "ashes"}
    assert letters_of_column([]) == {}


@pytest.mark.parametrize(
    ("text", "brought", "taken"),
    [
        ("Inhumació", True, False),
        ("INH.", True, False),
        ("I", True, False),
        ("Exhumació", False, True),
        ("E", False, True),
        ("trasllat a Girona", False, True),
        ("trasllat de Girona", True, False),
        ("traslado desde Madrid", True, False),
        ("trasllat", False, False),
        ("obres", False, False),
    ],
)
def test_movements_go_in_or_out_or_are_asked(text: str, brought: bool, taken: bool) -> None:
    assert (brings_in(text), takes_out(text)) == (brought, taken)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("mil nou-cents setanta-quatre", 1974),
        ("mil novecientos treinta y seis", 1936),
        ("dos mil vint", 2020),
        ("vint-i-dos", 22),
        ("cent", 100),
        ("vint trenta", None),
        ("Puig", None),
        ("i", None),
        ("", None),
    ],
)
def test_numbers_are_read_in_words(text: str, number: int | None) -> None:
    assert number_in_words(text) == number


def test_roman_figures_are_read_when_they_are_well_formed() -> None:
    assert roman_number("XIV") == 14
    assert roman_number("MCMLXXIV") == 1974
    assert roman_number("IIX") is None
    assert roman_number("") is None


def test_only_years_in_words_become_figures() -> None:
    assert with_figures("dotze de marc de mil nou-cents dos") == "12 de marc de 1902"
    assert with_figures("maria dos") == "maria dos"


@given(st.integers(1, 99))
def test_a_term_in_figures_is_that_term(years: int) -> None:
    assert read_term(f"{years} anys").years == years
    assert read_term(str(years)).years == years


@given(st.text(max_size=60))
def test_no_text_makes_words_fail(text: str) -> None:
    reading = read_term(text)
    assert reading.years is None or 0 < reading.years <= 100
    number_in_words(text)
    with_figures(f"mil {text}")
    form_of(text)
    takes_out(text)
    brings_in(text)
    state_by_sign(text)
