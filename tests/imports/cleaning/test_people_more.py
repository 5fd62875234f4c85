"""Several people in one cell in every order, people without names, families, and names with what is no name."""

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.cleaning.dates import DEFAULT_RULES
from imports.cleaning.institutions import is_institution
from imports.cleaning.people import PersonReading, has_prefix, read_deceased, read_holders

TWO = [("Josep Puig", "1974-03-12"), ("Maria Coll", "1980")]


def told(text: str, surname_first: bool | None = None) -> list[tuple[str, str]]:
    return [(person.text, person.died_on.edtf) for person in read_deceased(text, DEFAULT_RULES, surname_first)]


def one(text: str) -> PersonReading:
    (person,) = read_deceased(text, DEFAULT_RULES)
    return person


def parts(person: PersonReading) -> tuple[str, str, str]:
    return person.parts.given_name, person.parts.surname1, person.parts.surname2


@pytest.mark.parametrize(
    "text",
    [
        "Josep Puig (12/3/1974), Maria Coll (1980)",
        "Josep Puig (12/3/1974) Maria Coll (1980)",
        "Josep Puig [12-3-74] / Maria Coll [1980]",
        "Josep Puig 12-3-74; Maria Coll 1980",
        "Josep Puig 12-3-74 Maria Coll 1980",
        "Josep Puig, 12/3/1974; Maria Coll, 1980",
        "Josep Puig †12/3/1974, Maria Coll †1980",
        "Josep Puig † 12.3.1974 Maria Coll † 1980",
        "Josep Puig + 12/3/1974 + Maria Coll + 1980",
        "Josep Puig, mort el 12 de març de 1974\nMaria Coll, morta el 1980",
        "Josep Puig\n12/3/1974\nMaria Coll\n1980",
        "1. Josep Puig, 12/3/1974. 2. Maria Coll, 1980",
        "1.- Josep Puig 12-III-74 2.- Maria Coll 1980",
        "a) Josep Puig (12/3/74) b) Maria Coll (1980)",
        "Josep Puig (12/3/1974) i Maria Coll (1980)",
        "Josep Puig i Maria Coll (12/3/1974) (1980)",
        "12-3-74 Josep Puig; 1980 Maria Coll",
        "12/03/1974 - Josep Puig\n1980 - Maria Coll",
        "12/03/1974 Josep Puig, 1980 Maria Coll",
        "12 de març de 1974: Josep Puig\n1980: Maria Coll",
        "1974-03-12 Josep Puig | 1980 Maria Coll",
    ],
)
def test_every_order_of_names_and_dates_gives_each_their_own(text: str) -> None:
    assert told(text) == TWO


def test_a_day_before_a_name_is_of_that_name_in_every_line() -> None:
    cell = (
        "10/10/1964 - FIGUERAS JIMENEZ CARMEN\n22-01-1968 - PEÑA SAN JUAN JOSE (CENIZAS)\n"
        "febrero de 1978 - ROMERO DE LA FUENTE JOAN\n1950? - DEL RIO CARMEN"
    )
    assert told(cell, True) == [
        ("FIGUERAS JIMENEZ CARMEN", "1964-10-10"),
        ("PEÑA SAN JUAN JOSE", "1968-01-22"),
        ("ROMERO DE LA FUENTE JOAN", "1978-02"),
        ("DEL RIO CARMEN", "1950?"),
    ]
    assert [person.kind for person in read_deceased(cell, DEFAULT_RULES, True)] == ["", "ashes", "", ""]


@pytest.mark.parametrize(
    "text",
    [
        "Puig Vila, Josep; Coll Pi, Maria",
        "Puig Vila, Josep / Coll Pi, Maria",
        "Puig Vila, Josep, Coll Pi, Maria",
        "Puig Vila, Josep - Coll Pi, Maria",
        "Puig Vila, Josep i Coll Pi, Maria",
        "Puig Vila, Josep (1974) Coll Pi, Maria (1980)",
        "Puig Vila Josep, Coll Pi Maria",
        "Puig Vila Josep - Coll Pi Maria",
        "Josep Puig Vila - Maria Coll Pi",
        "Josep Puig Vila y María Coll Pi",
    ],
)
def test_surnames_before_given_names_are_told_apart_too(text: str) -> None:
    people = read_deceased(text, DEFAULT_RULES)
    assert [(person.parts.surname1, person.parts.surname2) for person in people] == [("Puig", "Vila"), ("Coll", "Pi")]


def test_two_given_names_before_shared_surnames_are_two_people() -> None:
    assert [parts(person) for person in read_holders("Josep i Maria Puig Vila")] == [
        ("Josep", "Puig", "Vila"),
        ("Maria", "Puig", "Vila"),
    ]
    assert [holder.is_estate for holder in read_holders("Hereus de Josep i Maria Puig Vila")] == [True, True]
    assert [holder.text for holder in read_holders("Puig Vila, Josep i Maria")] == [
        "Puig Vila, Josep",
        "Puig Vila, Maria",
    ]
    assert [parts(person)[0] for person in read_holders("Joan, Pere i Maria Puig Vila")] == ["Joan", "Pere", "Maria"]
    assert len(read_holders("Josep Maria Puig i Vila")) == 1
    assert len(read_holders("Puig i Vila, Josep")) == 1


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Josep Puig i esposa", ("Josep", "Puig", "")),
        ("Josep Puig Vila i Sra.", ("Josep", "Puig", "Vila")),
        ("Josep Puig Vila y otros", ("Josep", "Puig", "Vila")),
        ("JOSEP PUIG VILA I ALTRES", ("JOSEP", "PUIG", "VILA")),
        ("Maria Coll, vda. de Puig", ("Maria", "Coll", "")),
        ("Maria Coll Pi, vídua de Josep Puig", ("Maria", "Coll", "Pi")),
        ("Josep Puig Vila àlies Pep", ("Josep", "Puig", "Vila")),
        ('Josep "Pep" Puig Vila', ("Josep", "Puig", "Vila")),
        ("Família Puig Vila", ("", "Puig", "Vila")),
        ("Els germans Puig Vila", ("", "Puig", "Vila")),
        ("Josep Puig Vila y Hnos.", ("Josep", "Puig", "Vila")),
        ("Josep Puig nº 12", ("Josep", "Puig", "")),
        ("Pere, fill de Josep Puig", ("Pere", "", "")),
        ("Germans Puig", ("", "Puig", "")),
        ("Hnos. Puig Vila", ("", "Puig", "Vila")),
        ("Hereus de la família Puig", ("", "Puig", "")),
        ("HEREU FIGUERAS MERCEDES", ("MERCEDES", "HEREU", "FIGUERAS")),
        ("Hereu Cendra, Llúcia", ("Llúcia", "Hereu", "Cendra")),
    ],
)
def test_what_stands_around_a_name_is_no_part_of_it(text: str, own: tuple[str, str, str]) -> None:
    (holder,) = read_holders(text)
    assert (parts(holder), holder.text, holder.role) == (own, text, "holder")


def test_an_estate_needs_its_plural_or_its_particle() -> None:
    assert read_holders("Hereu de Josep Puig")[0].is_estate
    assert read_holders("Hereus Joan Cano")[0].is_estate
    assert not read_holders("Hereu Cendra, Llúcia")[0].is_estate
    assert has_prefix("Hrus. Puig")
    assert not has_prefix("Hereu Puig, Pere")


@pytest.mark.parametrize(
    "text",
    [
        "NN",
        "N.N.",
        "N. N.",
        "XX",
        "Un desconocido",
        "Sin identificar",
        "desconegut",
        "desconegut 2",
        "home sense identificar",
        "Hombre desconocido",
        "soldat desconegut",
        "un nen",
        "una nena",
        "albat",
        "sense nom",
        "Albat de Pere Roca",
        "un fill de Maria Coll",
        "Varios",
        "3 desconeguts",
    ],
)
def test_people_without_a_name_stay_unknown_and_distinct(text: str) -> None:
    person = one(text)
    assert (person.is_unknown, person.text, parts(person)) == (True, text, ("", "", ""))


def test_remains_of_several_without_names_are_nobody_and_a_count_is_no_name() -> None:
    for text in ("restes de 3 persones", "Restes antigues sense identificar"):
        assert (one(text).is_unknown, one(text).kind, parts(one(text))) == (True, "remains", ("", "", ""))
    counted = read_deceased("2 urnes: Pere Puig (2001), Maria Coll (2003)", DEFAULT_RULES)
    assert [(person.text, person.kind) for person in counted] == [("Pere Puig", "ashes"), ("Maria Coll", "ashes")]
    three = read_deceased("Lluís Puig (1901), Josefa Coll (1920?), niño (s/f)", DEFAULT_RULES)
    assert [(person.text, person.is_unknown) for person in three][2] == ("niño", True)
    assert (one("Varios, 1936-39").died_on.edtf, one("Varios, 1936-39").is_unknown) == ("1936/1939", True)


def test_a_wife_named_beside_her_husband_is_somebody_of_her_own() -> None:
    assert told("Josep Puig Vila (12-3-74) i la seva esposa Maria Coll Pi (1980)") == [
        ("Josep Puig Vila", "1974-03-12"),
        ("Maria Coll Pi", "1980"),
    ]
    assert [holder.text for holder in read_holders("Josep Puig Vila y esposa María Coll")] == [
        "Josep Puig Vila",
        "María Coll",
    ]


def test_a_note_with_a_figure_is_no_unreadable_date_and_a_reduction_no_death() -> None:
    assert (one("Josep Puig (nínxol 12)").problem, one("Josep Puig (nínxol 12)").remark) == ("", "nínxol 12")
    assert one("Josep Puig (31/02/1974)").problem == "impossible_date"
    reduced = one("Josep Puig (red. 1990)")
    assert (reduced.kind, reduced.died_on.edtf) == ("remains", "")


def test_a_label_before_a_name_is_no_part_of_it() -> None:
    holders = read_holders("Josep Serra (mort) / actual: Pere Serra Roca")
    assert [holder.text for holder in holders] == ["Josep Serra", "Pere Serra Roca"]


def test_a_fetus_without_a_name_is_nobody_who_was_born() -> None:
    assert (one("fetus").kind, one("fetus").is_unknown) == ("foetal", True)
    assert parts(one("Nen Puig")) == ("", "Puig", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Josep Puig (1900-1974)", ("1974", "1900", "", "", "")),
        ("Josep Puig 1900 - 1974", ("1974", "1900", "", "", "")),
        ("Josep Puig (nascut 1900, mort 1974)", ("1974", "1900", "", "", "")),
        ("Josep Puig (1974, 72 anys)", ("1974", "", "", "72 anys", "")),
        ("Josep Puig (a 72 anys, 1974)", ("1974", "", "", "72 anys", "")),
        ("Josep Puig, 72 anys", ("", "", "", "72 anys", "")),
        ("Josep Puig (12/3/1974 restes)", ("1974-03-12", "", "", "", "remains")),
        ("Josep Puig (cendres, 1974)", ("1974", "", "", "", "ashes")),
        ("Josep Puig (exh. 1990)", ("", "", "1990", "", "")),
        ("Josep Puig 1974, exhumat 1990", ("1974", "", "1990", "", "")),
        ("Josep Puig s/d", ("", "", "", "", "")),
        ("Josep Puig ?", ("", "", "", "", "")),
        ("Josep Puig 12/3/1974 14/3/1974", ("1974-03-12", "", "", "", "")),
        ("Josep Puig (1936?)", ("1936?", "", "", "", "")),
        ("Josep Puig (cap a 1936)", ("1936~", "", "", "", "")),
    ],
)
def test_notes_say_of_a_person_what_they_say(text: str, said: tuple[str, ...]) -> None:
    person = one(text)
    assert person.text == "Josep Puig"
    dates = (person.died_on.edtf, person.born_on.edtf, person.exhumed_on.edtf)
    assert (*dates, person.age_text, person.kind) == said


@pytest.mark.parametrize(
    "text", ["Abril Puig, Josep", "Josep Abril Mayo", "Cendra Roca, Pere", "Joan Puig i Sant Joan", "Set Mar, Pere"]
)
def test_surnames_that_are_words_of_ours_stay_surnames(text: str) -> None:
    person = one(text)
    assert (person.text, person.kind, person.died_on.edtf) == (text, "", "")
    assert person.parts.surname1


def test_contacts_are_taken_out_of_a_holders_cell() -> None:
    (holder,) = read_holders("Josep Puig Vila (DNI 12.345.678-Z) tel. 600 00 00 00")
    assert (holder.text, holder.national_id, holder.phone) == ("Josep Puig Vila", "12345678Z", "600 00 00 00")
    (holder,) = read_holders("Josep Puig Vila, C/ Nou 12")
    assert (holder.text, holder.address) == ("Josep Puig Vila", "C/ Nou 12")


@pytest.mark.parametrize(
    ("text", "is_body"),
    [
        ("Ajuntament de Vilaclara", True),
        ("Construccions Puig, S.L.", True),
        ("Puig S.A.", True),
        ("Germanes Josefines", True),
        ("Col·legi de Metges", True),
        ("Caixa d'Estalvis", True),
        ("Germanes Puig", False),
        ("Rosa Residencia Puig", False),
        ("Miquel Hospital Roca", False),
        ("Hospital Roca, Miquel", False),
        ("Josep Sa Torre", False),
        ("ESCOLÀ PUIG JOSEP", False),
        ("Pares Vila, Josep", False),
        ("Residència Sant Josep", True),
        ("Club Natació", True),
        ("Iglesias Puig, Maria", False),
    ],
)
def test_bodies_are_told_from_people_with_such_surnames(text: str, is_body: bool) -> None:
    assert is_institution(text) is is_body


@given(st.text(alphabet="JosepMria PugV.,;/-()†+\n1974i y\"'0", max_size=60))
def test_every_name_stands_in_the_cell_word_by_word(text: str) -> None:
    words = set(text.replace("\n", " ").split())
    letters = {sign for sign in text if sign.isalpha()}
    for person in (*read_deceased(text, DEFAULT_RULES), *read_holders(text)):
        assert {sign for sign in person.text if sign.isalpha()} <= letters
        assert all(any(word in whole for whole in words) for word in person.text.split())


@given(st.sampled_from(["Josep Puig", "Maria Coll Pi", "Anna Roca i Mas"]), st.dates(min_value=date(1000, 1, 1)))
def test_a_name_and_a_day_come_out_as_they_went_in(name: str, day: date) -> None:
    written = f"{day:%d/%m/%Y}"
    for text in (f"{name} ({written})", f"{written} {name}", f"{name} {written}"):
        person = one(text)
        assert person.text == name
        assert person.died_on.edtf in (str(day), "")


@pytest.mark.parametrize("sign", ["†", "el ", '"', "(", "1 ", "Puig, Josep, ", "Josep Puig i ", "12/3/74 "])
def test_a_cell_full_of_one_sign_is_read_in_no_time(sign: str) -> None:
    cell = sign * (8000 // len(sign))
    begun = process_time()
    read_deceased(cell, DEFAULT_RULES)
    read_holders(cell)
    assert process_time() - begun < 3
