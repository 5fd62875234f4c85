"""Dates in words, in the language of the screen."""

from datetime import date

import pytest
from django.utils import translation

from cementiris.design.wording import day_in_words, edtf_in_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("1984-03-12", "12/03/1984"),
        ("1963-02", "febrer de 1963"),
        ("1962", "1962"),
        ("1971~", "cap al 1971"),
        ("1936?", "1936, dubtós"),
        ("1936%", "cap al 1936, dubtós"),
        ("195X", "entre 1950 i 1959"),
        ("19XX", "entre 1900 i 1999"),
        ("1936/1939", "entre 1936 i 1939"),
        ("/1940", "fins a 1940"),
        ("../1940", "fins a 1940"),
        ("1940/", "des de 1940"),
        ("de sempre", "de sempre"),
    ],
)
def test_a_partial_date_says_no_more_than_is_known(text: str, words: str) -> None:
    with translation.override("ca"):
        assert edtf_in_words(text) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 22), "diumenge, 22 de novembre de 2026"),
        (date(2027, 4, 1), "dijous, 1 d’abril de 2027"),
        (date(2026, 10, 5), "dilluns, 5 d’octubre de 2026"),
        (date(2026, 8, 31), "dilluns, 31 d’agost de 2026"),
    ],
)
def test_a_month_that_begins_with_a_vowel_is_elided_in_catalan(day: date, words: str) -> None:
    with translation.override("ca"):
        assert day_in_words(day).lower() == words
