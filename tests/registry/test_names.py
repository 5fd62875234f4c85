"""Names are folded and cut, never changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cementiris.registry.names import NameParts, fold, is_surname_first, search_key, split_name


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Gal·la d'Òdena", "galla d odena"), ("  PUIG   i Vila ", "puig i vila"), ("Mª Àngels", "m angels"), ("†?", "")],
)
def test_folding_drops_accents_capitals_and_signs(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José Puch y Vila", "Josep Puig i Vila"),
        ("M. Dolores Viñals", "Maria Dolors Vinyals"),
        ("JOAN DE LA TORRE", "Juan Torre"),
        ("Fco. Javier Roig", "Francesc Xavier Roig"),
    ],
)
def test_equivalent_spellings_share_a_search_key(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


def test_a_search_key_begins_and_ends_with_a_blank_so_that_words_can_be_sought() -> None:
    assert search_key("Josep Puig") == " josep puig "
    assert search_key("...") == ""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Josep Puig i Vila", NameParts("Josep", "Puig", "Vila")),
        ("Josep Maria Puig", NameParts("Josep Maria", "Puig", "")),
        ("Maria Rosa Serra Coll", NameParts("Maria Rosa", "Serra", "Coll")),
        ("Maria del Carme Puig i Vila", NameParts("Maria del Carme", "Puig", "Vila")),
        ("Francesc Martí Vilà", NameParts("Francesc", "Martí", "Vilà")),
        ("Joan Vila Sant Joan", NameParts("Joan", "Vila", "Sant Joan")),
        ("Josep de la Torre Pi", NameParts("Josep", "de la Torre", "Pi")),
        ("PUIG VILA, JOSEP", NameParts("JOSEP", "PUIG", "VILA")),
        ("Dña. Eulàlia Puig Vila", NameParts("Eulàlia", "Puig", "Vila")),
        ("Mn. Josep Puig", NameParts("Josep", "Puig", "")),
        ("En Josep Puig", NameParts("Josep", "Puig", "")),
        ("Puig Vila, D. José", NameParts("José", "Puig", "Vila")),
        ("PUIG VILA, D", NameParts("D", "PUIG", "VILA")),
        ("Sor Vila, Pere", NameParts("Pere", "Sor", "Vila")),
        ("Sor Maria del Roser", NameParts("Maria del Roser", "", "")),
        ("Juan Bautista Roca", NameParts("Juan Bautista", "Roca", "")),
        ("ROCA JUAN BAUTISTA", NameParts("JUAN BAUTISTA", "ROCA", "")),
        ("Juan de Dios Roca", NameParts("Juan de Dios", "Roca", "")),
        ("Joan Bautista", NameParts("Joan", "Bautista", "")),
        ("Mª Teresa de Jesús Puig Vila", NameParts("Mª Teresa de Jesús", "Puig", "Vila")),
        ("Fco. Ruiz", NameParts("Fco.", "Ruiz", "")),
        ("Mohamed El Amrani", NameParts("Mohamed", "El Amrani", "")),
        ("Fatima Zahra El Amrani", NameParts("Fatima Zahra", "El Amrani", "")),
        ("Torre Vila, Josep de la", NameParts("Josep", "de la Torre", "Vila")),
        ("Carme Puig Vila de Coll", NameParts("Carme", "Puig", "Vila de Coll")),
        ("SERRA COLL MAGDALENA", NameParts("MAGDALENA", "SERRA", "COLL")),
        ("Lluïsa", NameParts("Lluïsa", "", "")),
        ("Vidal", NameParts("", "Vidal", "")),
        ("", NameParts("", "", "")),
    ],
)
def test_a_name_is_cut_into_its_parts(text: str, parts: NameParts) -> None:
    assert split_name(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("RIBAS MARTI JOSEP", NameParts("JOSEP", "RIBAS", "MARTI")),
        ("VILA MARIA ANTONI", NameParts("MARIA ANTONI", "VILA", "")),
        ("Serra i Puig Joan", NameParts("Joan", "Serra", "Puig")),
    ],
)
def test_a_known_order_is_followed(text: str, parts: NameParts) -> None:
    assert split_name(text, surname_first=True) == parts


def test_the_order_of_a_name_is_told_only_when_its_words_tell_it() -> None:
    assert is_surname_first("SERRA COLL MAGDALENA") is True
    assert is_surname_first("Magdalena Serra Coll") is False
    assert is_surname_first("Xyz Abc") is None


@given(st.text(max_size=60))
def test_folding_and_keys_never_fail_and_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    search_key(text)


@given(st.text(alphabet="abcdeJMPV àèçñ.,·'-iy", max_size=40), st.sampled_from([True, False, None]))
def test_cutting_a_name_never_fails_and_never_invents_a_letter(text: str, order: bool | None) -> None:
    parts = split_name(text, surname_first=order)
    letters = sorted(
        sign for part in (parts.given_name, parts.surname1, parts.surname2) for sign in part if sign.isalpha()
    )
    left = sorted(sign for sign in text if sign.isalpha())
    for letter in letters:
        left.remove(letter)
