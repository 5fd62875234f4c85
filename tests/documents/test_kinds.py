"""Catalan of names and dates on papers."""

from datetime import date

import pytest

from cementiris.documents.kinds import long_date, of_name, of_town


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Manresa", "de Manresa"),
        ("Olot", "d’Olot"),
        ("Hostalric", "d’Hostalric"),
        ("el Bruc", "del Bruc"),
        ("Els Hostalets", "dels Hostalets"),
        ("la Seu d’Urgell", "de la Seu d’Urgell"),
        ("L’Estany", "de l’Estany"),
        ("les Masies", "de les Masies"),
        ("Òdena", "d’Òdena"),
    ],
)
def test_a_town_takes_its_article_and_apostrophe(name: str, words: str):
    assert of_town(name) == words


def test_a_person_called_as_an_article_begins_is_no_town():
    assert of_name("Iolanda") == "de Iolanda"
    assert of_name("Antoni") == "d’Antoni"


def test_a_day_in_words():
    assert long_date(date(2027, 4, 1)) == "1 d’abril de 2027"
    assert long_date(date(2026, 11, 22)) == "22 de novembre de 2026"
