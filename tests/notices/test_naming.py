"""Names and places as a letter writes them."""

import pytest

from cementiris.accounts.models import Municipality
from cementiris.notices.naming import addressee_of, and_list, short_place_of
from cementiris.registry.models import Holding, Person, Section, UnitKind
from cementiris.registry.place_in_words import place_of
from tests.factories import make_cemetery, make_unit

ANTONI = Person(text="PUIG FERRER, ANTONI", given_name="Antoni", surname1="Puig", surname2="Ferrer")


@pytest.mark.parametrize(
    ("holding", "name"),
    [
        (Holding(person=ANTONI), "Antoni Puig Ferrer"),
        (Holding(person=ANTONI, is_estate=True), "Hereus d’Antoni Puig Ferrer"),
        (Holding(person=Person(text="Hereus de Mercè Serra"), is_estate=True), "Hereus de Mercè Serra"),
        (Holding(person=Person(text="Hrus. d’Anna Serra"), is_estate=True), "Hereus d’Anna Serra"),
        (Holding(person=Person(text="Mercè Serra", is_dead=True)), "Hereus de Mercè Serra"),
        (Holding(person=ANTONI, is_widow=True), "Vídua d’Antoni Puig Ferrer"),
        (Holding(person=ANTONI, is_widow=True, text="Vda. de Puig"), "Vda. de Puig"),
    ],
)
def test_one_writes_to_the_holder_or_to_the_heirs(holding: Holding, name: str):
    assert addressee_of(holding) == name


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["Anna"], "Anna"), (["Anna", "Pere"], "Anna i Pere"), (list("abc"), "a, b i c")]
)
def test_lists_are_catalan(words: list[str], text: str):
    assert and_list(words) == text


def test_a_place_is_told_from_the_cemetery_down(in_vilaclara: Municipality):
    cemetery = make_cemetery(name="Cementiri Nou")
    zone = Section.objects.create(cemetery=cemetery, level_name="Zona", name="Llevant")
    block = Section.objects.create(cemetery=cemetery, parent=zone, name="A")
    niche = make_unit(section=block, number="12 bis", floor=3)
    assert place_of(niche) == "Cementiri Nou, zona Llevant, bloc A, fila 3, nínxol 12 bis"


@pytest.mark.parametrize(
    ("kind", "words"),
    [(UnitKind.TOMB, "la tomba 4"), (UnitKind.URN_SPACE, "l’urna cinerària 4"), (UnitKind.PANTHEON, "el panteó 4")],
)
def test_a_unit_takes_its_article(in_vilaclara: Municipality, kind: str, words: str):
    assert short_place_of(make_unit(kind=kind, number="4")) == words


def test_every_kind_of_unit_has_its_article(in_vilaclara: Municipality):
    assert all(short_place_of(make_unit(kind=kind, number="1")) for kind in UnitKind.values)
