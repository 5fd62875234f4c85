"""People in cells: how many, who, and what else is said of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.cleaning.dates import DEFAULT_RULES
from imports.cleaning.people import is_institution, read_deceased, read_holders


def names(text: str) -> list[str]:
    return [person.text for person in read_deceased(text, DEFAULT_RULES)]


@pytest.mark.parametrize(
    "text",
    [
        "Pere Mas i Coll (1950); Anna Roca (1960)",
        "Pere Mas i Coll (1950) / Anna Roca (1960)",
        "Pere Mas i Coll (1950)\nAnna Roca (1960)",
        "Pere Mas i Coll (1950) i Anna Roca (1960)",
        "Pere Mas i Coll (1950), Anna Roca (1960)",
        "1. Pere Mas i Coll (1950) 2. Anna Roca (1960)",
        "1) Pere Mas i Coll (1950)\n2) Anna Roca (1960)",
        "Pere Mas i Coll 1950 - Anna Roca 1960",
    ],
)
def test_several_dead_in_one_cell_are_told_apart(text: str) -> None:
    people = read_deceased(text, DEFAULT_RULES)
    assert [person.text for person in people] == ["Pere Mas i Coll", "Anna Roca"]
    assert [person.died_on.edtf for person in people] == ["1950", "1960"]


def test_the_particle_between_two_surnames_joins_no_two_people() -> None:
    assert names("Josep Serra i Cuadras") == ["Josep Serra i Cuadras"]
    assert names("Joan Puig i Sant Joan") == ["Joan Puig i Sant Joan"]
    assert names("Josep Puig i Maria Coll") == ["Josep Puig", "Maria Coll"]


def test_a_comma_parts_whole_names_and_else_surname_from_given_name() -> None:
    assert names("Josep Puig Vila, Maria Coll Pi") == ["Josep Puig Vila", "Maria Coll Pi"]
    assert names("PUIG VILA, JOSEP MARIA") == ["PUIG VILA, JOSEP MARIA"]


@pytest.mark.parametrize(
    ("text", "born", "died"),
    [
        ("Pere Mas (1874-1961)", "1874", "1961"),
        ("Pere Mas (1874 – 1961)", "1874", "1961"),
        ("Pere Mas (n. 1874; m. 1961)", "1874", "1961"),
        ("Pere Mas (†30/11/1957)", "", "1957-11-30"),
        ("Pere Mas (m. 7-11-43)", "", "1943-11-07"),
        ("Pere Mas (n. 1901, m. 12/1960)", "1901", "1960-12"),
        ("Pere Mas † 12/3/1974", "", "1974-03-12"),
        ("Pere Mas 1974", "", "1974"),
        ("Pere Mas (desconeguda)", "", ""),
        ("Pere Mas (?)", "", ""),
        ("Pere Mas (1936?)", "", "1936?"),
    ],
)
def test_the_dates_beside_a_name_are_its_birth_and_death(text: str, born: str, died: str) -> None:
    (person,) = read_deceased(text, DEFAULT_RULES)
    assert (person.text, person.born_on.edtf, person.died_on.edtf) == ("Pere Mas", born, died)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("cendres d'Anna Mas", "ashes"),
        ("restes de l'Anna Mas", "remains"),
        ("Anna Mas", ""),
        ("Anna Mas (restes)", "remains"),
    ],
)
def test_what_rests_is_said_by_a_word_before_or_after_the_name(text: str, kind: str) -> None:
    (person,) = read_deceased(text, DEFAULT_RULES)
    assert person.kind == kind
    assert "Anna Mas" in person.text


def test_an_initial_after_a_comma_is_no_date() -> None:
    (person,) = read_deceased("COSTA, M. ANGELES", DEFAULT_RULES)
    assert (person.parts.given_name, person.parts.surname1) == ("M. ANGELES", "COSTA")


@pytest.mark.parametrize(
    ("text", "role", "is_estate", "surname"),
    [
        ("Hereus de Joan Cano i Roig", "holder", True, "Cano"),
        ("Hrus. de Ricard Mas", "holder", True, "Mas"),
        ("Herederos de MAS COLL, RICARDO", "holder", True, "MAS"),
        ("Vda. de Rafel Mateu", "widow_of", False, "Mateu"),
        ("Vídua d'Anna Torrent", "widow_of", False, "Torrent"),
        ("Puig Vila, Josep (hereus)", "holder", True, "Puig"),
        ("PARRÒQUIA", "institution", False, ""),
        ("Congregació de Germanes Josefines", "institution", False, ""),
    ],
)
def test_estates_widows_and_institutions_are_known(text: str, role: str, is_estate: bool, surname: str) -> None:
    (holder,) = read_holders(text)
    assert (holder.role, holder.is_estate, holder.parts.surname1, holder.text) == (role, is_estate, surname, text)


def test_the_second_of_two_holders_is_a_co_holder() -> None:
    holders = read_holders("Anna Mas Coll i Pere Mas Coll")
    assert [(holder.text, holder.role) for holder in holders] == [
        ("Anna Mas Coll", "holder"),
        ("Pere Mas Coll", "co_holder"),
    ]


def test_an_unknown_holder_is_somebody_without_a_name() -> None:
    (holder,) = read_holders("DESCONEGUT")
    assert holder.is_unknown
    assert not holder.parts.surname1


def test_a_surname_does_not_make_an_institution() -> None:
    assert not is_institution("Maria Convent Sala")


@given(st.text(max_size=80))
def test_no_text_makes_it_fail_and_nobody_is_invented(text: str) -> None:
    for person in (*read_deceased(text, DEFAULT_RULES), *read_holders(text)):
        assert set(person.text) <= set(text) | {" "}
