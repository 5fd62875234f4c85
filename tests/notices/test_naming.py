"""Names and places as a letter writes them."""

import pytest

from cementiris.notices.naming import and_list, name_of
from cementiris.registry.models import Person, PersonKind


@pytest.mark.parametrize(
    ("person", "name"),
    [
        (Person(text="Josep Puig i Ferrer", given_name="Josep", surname1="Puig"), "Josep Puig i Ferrer"),
        (
            Person(text="PUIG FERRER, JOSEP", given_name="Josep", surname1="Puig", surname2="Ferrer"),
            "Josep Puig Ferrer",
        ),
        (Person(text="MERCÈ DE LA FONT I D’ABADAL", given_name="MERCÈ"), "Mercè de la Font i d’Abadal"),
        (Person(text="PARRÒQUIA DE SANT PERE", kind=PersonKind.INSTITUTION), "PARRÒQUIA DE SANT PERE"),
    ],
)
def test_a_name_is_written_as_one_writes_to_somebody(person: Person, name: str):
    assert name_of(person) == name


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["Anna"], "Anna"), (["Anna", "Pere"], "Anna i Pere"), (list("abc"), "a, b i c")]
)
def test_lists_are_catalan(words: list[str], text: str):
    assert and_list(words) == text
