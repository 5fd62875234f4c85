"""Codes of units in all spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cementiris.registry.numbers import number_key
from imports.cleaning.codes import CodeReading, block_key, read_code, read_floor

BLOCKS = frozenset({"n", "s", "no", "t", "p"})


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("010-N", CodeReading("N", number="10")),
        ("163S", CodeReading("S", number="163")),
        ("37 NO", CodeReading("NO", number="37")),
        ("14bis N", CodeReading("N", number="14 bis")),
        ("T 2", CodeReading("T", number="2")),
        ("4P", CodeReading("P", number="4")),
        ("B-3 n.12", CodeReading("B", floor=3, number="12")),
        ("A-3-12", CodeReading("A", floor=3, number="12")),
        ("Bloc A, fila 3, núm. 12", CodeReading("A", floor=3, number="12")),
        ("TO0007", CodeReading("TO", number="7")),
        ("pati 5, 581", CodeReading("5", number="581")),
        ("FOSA COMUN", CodeReading(kind="common_grave")),
        ("nínxol 12", CodeReading(number="12", kind="niche")),
        ("12 bis", CodeReading(number="12 bis")),
        ("-", CodeReading()),
        ("s/n", CodeReading()),
    ],
)
def test_a_code_that_names_its_block_is_taken_apart(text: str, reading: CodeReading) -> None:
    assert read_code(text, has_block=False, blocks=BLOCKS) == reading


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12B", "12B"),
        ("17 bis", "17 bis"),
        ("A-12", "12"),
        ("0012", "12"),
        (12.0, "12"),
        ("núm. 12", "12"),
        ("12/13", "12-13"),
        ("3-12", "12"),
    ],
)
def test_under_a_known_block_a_letter_belongs_to_the_number(text: str, number: str) -> None:
    assert read_code(text, has_block=True, blocks=frozenset({"a"})).number == number


def test_two_spellings_of_one_number_or_block_share_a_key() -> None:
    assert number_key("012-Bis") == number_key("12 bis") == "12 bis"
    assert block_key("BLOC A") == block_key("a") == "a"
    assert block_key("Sector de Sant Josep") == block_key("sant josep")


@pytest.mark.parametrize(
    ("text", "floor"),
    [
        ("3", 3),
        (3.0, 3),
        ("3a fila", 3),
        ("1a", 1),
        ("5ª", 5),
        ("tercera", 3),
        ("Fila 2", 2),
        ("2n pis", 2),
        ("x", None),
        ("", None),
    ],
)
def test_floors_are_read_in_words_and_figures(text: str, floor: int | None) -> None:
    assert read_floor(text) == floor


@given(st.text(max_size=30), st.booleans())
def test_no_text_makes_it_fail_and_the_number_is_made_of_what_stands_there(text: str, has_block: bool) -> None:
    reading = read_code(text, has_block=has_block, blocks=BLOCKS)
    assert set(number_key(reading.number)) <= set(number_key(text)) | set("bister")
    read_floor(text)


@given(st.from_regex(r"[A-F]?-?[0-9]{1,4}( bis)?", fullmatch=True))
def test_reading_a_number_again_changes_nothing(text: str) -> None:
    number = read_code(text, has_block=True).number
    assert read_code(number, has_block=True).number == number
