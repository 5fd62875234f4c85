"""The language of letters: what it accepts, what it refuses, what it makes."""

import pytest

from cementiris.documents.wording import BOLD_MARK, Kind, Piece, WordingFault, faults, fill


def test_lines_of_one_paragraph_are_joined_and_values_put_in():
    pieces = fill("Benvolgut {nom},\nus escrivim.\n\nSalut", values={"nom": "Pere"}, conditions={})
    assert pieces == (Piece(Kind.PARAGRAPH, "Benvolgut Pere, us escrivim."), Piece(Kind.PARAGRAPH, "Salut"))


def test_every_mark_makes_its_kind():
    body = "# T\n## H\n- i\n[ ] b\n_ a | b\n> n\n[dades]\n[signatura]\n[full]"
    kinds = [piece.kind for piece in fill(body, values={}, conditions={})]
    assert kinds == [
        *(Kind.TITLE, Kind.HEADING, Kind.ITEM, Kind.BOX, Kind.BLANKS, Kind.NOTE),
        *(Kind.FACTS, Kind.SIGNATURE, Kind.SHEET),
    ]


@pytest.mark.parametrize(("is_dead", "words"), [(True, "als hereus"), (False, "al titular")])
def test_a_condition_chooses_its_lines(is_dead: bool, words: str):
    body = "[si difunt]\nals hereus\n[fi]\n[si no difunt]\nal titular\n[fi]"
    assert [piece.text for piece in fill(body, values={}, conditions={"difunt": is_dead})] == [words]


def test_stars_of_a_value_are_not_bold_marks():
    (piece,) = fill("NIF **{nif}**", values={"nif": "***4567**"}, conditions={})
    assert piece.text == f"NIF {BOLD_MARK}***4567**{BOLD_MARK}"


def test_a_value_cannot_smuggle_in_another_placeholder():
    (piece,) = fill("{a}", values={"a": "{b}", "b": "secret"}, conditions={})
    assert piece.text == "{b}"


def test_an_unknown_placeholder_is_named_with_its_line():
    found = faults("Hola\n{titlar}", placeholders={"titular"}, conditions=set())
    assert found == ["Línia 2: no hi ha cap dada que es digui «titlar»."]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("[si mort]\nx\n[fi]", "Línia 1: no hi ha cap condició que es digui «mort»."),
        ("[si difunt]\nx", "Línia 1: falta el [fi] d’aquesta condició."),
        ("x\n[fi]", "Línia 2: [fi] sense cap [si …] abans."),
        ("[si difunt]\n[si difunt]\n[fi]", "Línia 2: cal tancar amb [fi] la condició de la línia 1."),
    ],
)
def test_a_broken_condition_is_told(body: str, sentence: str):
    assert faults(body, placeholders=set(), conditions={"difunt"}) == [sentence]


def test_a_text_with_faults_is_not_used():
    with pytest.raises(WordingFault, match="titlar"):
        fill("{titlar}", values={}, conditions={})
