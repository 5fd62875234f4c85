"""More spellings of codes, with and without a block told elsewhere, and which of them stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cementiris.registry.numbers import number_key
from imports.cleaning.codes import (
    CodeReading,
    are_bare_numbers,
    blocks_in_codes,
    lead_with_letters,
    read_code,
    read_floor,
)
from imports.cleaning.contacts import national_ids_in

NOWHERE = frozenset[str]()
WALLS = frozenset({"n", "s", "a", "b"})


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("10N", CodeReading("N", number="10")),
        ("N-10", CodeReading("N", number="10")),
        ("12-bis", CodeReading(number="12 bis")),
        ("12bis", CodeReading(number="12 bis")),
        ("12 bis A", CodeReading("A", number="12 bis")),
        ("12A", CodeReading("A", number="12")),
        ("A012B", CodeReading("A", number="12B")),
        ("Nínxol 12 fila 3", CodeReading(floor=3, number="12", kind="niche")),
        ("Nx 12", CodeReading(number="12", kind="niche")),
        ("Nínx. núm. 12", CodeReading(number="12", kind="niche")),
        ("BL. A - F. 2 - N. 14", CodeReading("A", floor=2, number="14")),
        ("A-F2-N14", CodeReading("A", floor=2, number="14")),
        ("F2 N14", CodeReading(floor=2, number="14")),
        ("A/2/14", CodeReading("A", floor=2, number="14")),
        ("A2-14", CodeReading("A", floor=2, number="14")),
        ("A.3.12", CodeReading("A", floor=3, number="12")),
        ("Secció 1ª fila 2ª núm. 15", CodeReading("1", floor=2, number="15")),
        ("Sector B, nínxol 15, 2n pis", CodeReading("B", floor=2, number="15", kind="niche")),
        ("1a fila 12", CodeReading(floor=1, number="12")),
        ("3r pis, 12", CodeReading(floor=3, number="12")),
        ("primera fila, 12", CodeReading(floor=1, number="12")),
        ("12, fila tercera", CodeReading(floor=3, number="12")),
        ("12 fila II", CodeReading(floor=2, number="12")),
        ("núm. 12 bloc C", CodeReading("C", number="12")),
        ("Sant Josep 14", CodeReading("Sant Josep", number="14")),
        ("Mare de Déu del Carme, 14", CodeReading("Mare de Déu del Carme", number="14")),
        ("Bloc Sant Pere nínxol 7", CodeReading("Sant Pere", number="7", kind="niche")),
        ("C/ Nou 4", CodeReading("Nou", number="4")),
        ("Mur B-12", CodeReading("B", number="12")),
        ("12 i 13", CodeReading(number="12-13")),
        ("12 y 13", CodeReading(number="12-13")),
        ("12 + 13", CodeReading(number="12-13")),
        ("12 a 14", CodeReading(number="12-14")),
        ("A-12 i 13", CodeReading("A", number="12-13")),
        ("nínxols 12-13", CodeReading(number="12-13", kind="niche")),
        ("Nínxol doble 12-13", CodeReading(number="12-13", kind="double_niche")),
        ("12 (doble)", CodeReading(number="12", kind="double_niche")),
        ("Illa 3 Nínxols 1-2 (doble)", CodeReading("3", number="1-2", kind="double_niche")),
        ("I.2 N.8 P.1", CodeReading("2", floor=1, number="8")),
        ("Bl. A - Fil. 2 - N. 014", CodeReading("A", floor=2, number="14")),
        ("B.C N.8 C.4", CodeReading("C", column=4, number="8")),
        ("12½", CodeReading(number="12½")),
        ("12 1/2", CodeReading(number="12½")),
        ("12è", CodeReading(number="12")),
        ("12º", CodeReading(number="12")),
        ("1-A-3", CodeReading("1-A", number="3")),
        ("Tomba 4", CodeReading(number="4", kind="tomb")),
        ("Terra 15", CodeReading(number="15", kind="grave_in_earth")),
        ("Col. 3", CodeReading(number="3", kind="columbarium")),
        ("fila 2 col. 3 núm. 14", CodeReading(floor=2, column=3, number="14")),
        ("P-4", CodeReading("P", number="4")),
        ("Panteó Família Roca", CodeReading(number="Família Roca", kind="pantheon")),
        ("Fossa comuna 2", CodeReading(number="2", kind="common_grave")),
        ("XII", CodeReading(number="XII")),
        ("XIV", CodeReading(number="XIV")),
        ("S/N", CodeReading()),
        ("sense número", CodeReading()),
        ("?", CodeReading()),
        ("A-20/21", CodeReading("A", number="20-21")),
        ("A-12, A-13", CodeReading(problem="unreadable_code")),
        ("B-4 i B-5", CodeReading(problem="unreadable_code")),
        ("A12/B13", CodeReading(problem="unreadable_code")),
        ("x1 " * 60, CodeReading(problem="unreadable_code")),
    ],
)
def test_a_code_is_taken_apart_by_what_its_parts_say(text: str, reading: CodeReading) -> None:
    assert read_code(text, has_block=False, blocks=NOWHERE) == reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("12A", CodeReading("A", number="12")),
        ("12C", CodeReading(number="12C")),
        ("12 C", CodeReading("C", number="12")),
        ("F-12", CodeReading("F", number="12")),
    ],
)
def test_a_letter_is_a_block_when_the_cemetery_has_one_of_that_name(text: str, reading: CodeReading) -> None:
    assert read_code(text, has_block=False, blocks=WALLS) == reading


@pytest.mark.parametrize(
    ("text", "number", "floor"),
    [
        ("12-13", "12-13", None),
        ("12/13", "12-13", None),
        ("12-13-14", "12-13-14", None),
        ("3-12", "12", 3),
        ("12, 13", "12-13", None),
        ("12, 15", "", None),
        ("20/35", "20-35", None),
        ("12C", "12C", None),
        ("12 C", "12C", None),
        ("12 vell", "12", None),
        ("F.2 N.14", "14", 2),
        ("1-C-3", "1-C-3", None),
    ],
)
def test_under_a_known_block_neighbours_are_one_double_unit(text: str, number: str, floor: int | None) -> None:
    reading = read_code(text, has_block=True, blocks=frozenset({"a"}))
    assert (reading.number, reading.floor) == (number, floor)


def test_n_is_a_block_where_other_codes_say_so_and_number_elsewhere() -> None:
    codes = ["N-12", "12 N", "012-N", "S-3", "N.12", "12"]
    blocks = blocks_in_codes(codes, NOWHERE)
    assert blocks == {"n", "s"}
    assert {read_code(code, has_block=False, blocks=blocks).block for code in ("N 012", "N.12", "N12")} == {"N"}
    assert read_code("N.12", has_block=False, blocks=blocks_in_codes(["A-1", "N.2"], NOWHERE)).block == ""
    assert read_code("S-3 N.12", has_block=False, blocks=blocks) == CodeReading("S", floor=3, number="12")


def test_letters_that_lead_and_name_no_block_belong_to_the_numbers() -> None:
    codes = ["A1", "A2", "B1", "B2", "C1"]
    assert lead_with_letters(codes, ["Nord", "Sud"])
    assert not lead_with_letters(codes, ["A", "B", "C"])
    assert not lead_with_letters(["A1", "A2", "A3"], ["Nord"])
    assert not lead_with_letters(["1", "2", "B3", "C4"], ["Nord"])


def test_pantheons_with_names_stay_apart() -> None:
    names = ["Panteó Família Roca", "Panteó família Soler", "PANTEÓ MAS-COLL"]
    readings = {read_code(name, has_block=False).number for name in names}
    assert readings == {"Família Roca", "família Soler", "MAS-COLL"}


def test_a_column_of_bare_numbers_is_known_by_most_of_them() -> None:
    assert are_bare_numbers(["1", "2", "3", "4", "4A", "5", "", "s/n"])
    assert not are_bare_numbers(["A1", "A2", "3", "B4", "5"])
    assert not are_bare_numbers(["1", "2"])


@pytest.mark.parametrize(
    ("text", "floor"),
    [
        ("II", 2),
        ("3a", 3),
        ("F.3", 3),
        ("pis 2n", 2),
        ("quarta", 4),
        ("tramada 2", 2),
        ("baixos", None),
        ("14-15", None),
    ],
)
def test_floors_are_read_in_roman_figures_and_words(text: str, floor: int | None) -> None:
    assert read_floor(text) == floor


@given(st.text(alphabet="0123456789ABNabin -./ºª½&+ifluemqtç,()", max_size=24), st.booleans(), st.booleans())
def test_a_code_never_gains_a_figure_and_never_fails(text: str, has_block: bool, knows: bool) -> None:
    reading = read_code(text, has_block=has_block, blocks=WALLS if knows else NOWHERE)
    parts = f"{reading.block} {reading.number} {reading.floor or ''} {reading.column or ''}"
    assert {sign for sign in number_key(parts) if sign.isdecimal()} <= {*number_key(text), *"0123456789"} & {
        *text.replace("½", "12"),
        *"123456789",
    }


@given(st.from_regex(r"[1-9][0-9]{0,3}( bis|[A-C])?(-[1-9][0-9]{0,3})?", fullmatch=True))
def test_a_number_already_read_is_read_again_as_itself(text: str) -> None:
    reading = read_code(text, has_block=True)
    again = read_code(reading.number, has_block=True)
    assert again.number == reading.number


def test_a_block_named_again_before_its_number_is_no_part_of_it() -> None:
    walls = frozenset({"90", "3"})
    assert read_code("90-1", has_block=True, blocks=walls) == CodeReading(number="1")
    assert read_code("3-1", has_block=True, blocks=walls) == CodeReading(floor=3, number="1")
    assert read_code("90-91", has_block=True, blocks=walls) == CodeReading(number="90-91")


def test_a_letter_that_no_document_has_is_seen_as_a_wrong_one() -> None:
    assert national_ids_in("25974668Ñ") == ("25974668Ñ",)
