"""Where things stand on the sheets of a letter: inside the window, inside the margins, kept together."""

from typing import Any

import pytest

from cementiris.documents import paper
from cementiris.documents.paper import LEFT_WINDOW, RIGHT_WINDOW, Window, letter_from_snapshot
from cementiris.documents.sheets import LetterSheets, lay_out
from cementiris.documents.typesetting import MM_PER_POINT, Barcode, Mark, Setter, Text
from tests.documents.letters import BODY, letter_snapshot

LONG = (
    "Hereus de Maria Immaculada Concepció Col·lell de Puigdellívol i Sant-Güell, Marquesa de Çaçarrera",
    "Urbanització Les Planes de l’Àngel Guàrdia, carrer de Mossèn Jacint Verdaguer, 145-147, escala B dreta, 4t 2a",
    "08999 Sant Martí de Vilaclara i la Muntanya de l’Obac",
)


def alike(text: str, face: str) -> float:
    """A face in which every sign is equally wide, about as running text is on average."""
    return len(text) * 0.45


def sheets_of(window: Window = RIGHT_WINDOW, **changes: Any) -> list[list[Mark]]:
    """The sheets of the letter to Rosa Prat, changed."""
    return lay_out(letter_from_snapshot(BODY, letter_snapshot(**changes)), measure=alike, window=window)


def texts(sheet: list[Mark]) -> list[Text]:
    """The words of a sheet."""
    return [mark for mark in sheet if isinstance(mark, Text)]


def is_inside(text: Text, window: Window) -> bool:
    """Whether a run of words shows through the window as a whole."""
    right = text.x + alike(text.text, text.face) * text.size * MM_PER_POINT
    return (
        window.left <= text.x
        and right <= window.left + window.width
        and window.top <= text.y <= window.top + window.height
    )


@pytest.mark.parametrize("window", [RIGHT_WINDOW, LEFT_WINDOW])
@pytest.mark.parametrize("recipient", [["Rosa Prat", "C. Major, 1", "08999 Vilaclara"], list(LONG)])
def test_the_whole_address_shows_through_the_window(window: Window, recipient: list[str]):
    first = sheets_of(window, recipient=recipient)[0]
    shown = " ".join(text.text for text in texts(first) if is_inside(text, window))
    assert " ".join(recipient) in shown


@pytest.mark.parametrize("window", [RIGHT_WINDOW, LEFT_WINDOW])
def test_nothing_but_address_and_number_shows_through_the_window(window: Window):
    first = sheets_of(window)[0]
    inside = [
        text.text
        for text in texts(first)
        if window.top <= text.y <= window.top + window.height
        and text.x < window.left + window.width
        and text.x + alike(text.text, text.face) * text.size * MM_PER_POINT > window.left
    ]
    assert sorted(inside) == sorted(["2026/4-009", "Rosa Prat i Comas", "Av. de la Riera, 4", "08999 Vilaclara"])


def test_the_barcode_lies_in_the_window_so_that_a_returned_letter_need_not_be_opened():
    (code,) = [mark for mark in sheets_of()[0] if isinstance(mark, Barcode)]
    assert code.text == "2026/4-009"
    assert RIGHT_WINDOW.top <= code.y <= RIGHT_WINDOW.top + RIGHT_WINDOW.height


def test_a_letter_has_its_answer_sheet_and_says_how_many_pages():
    sheets = sheets_of()
    assert len(sheets) == 2
    assert "Full de resposta" in [text.text for text in texts(sheets[1])]
    assert [text.text for sheet in sheets for text in texts(sheet) if text.text.startswith("Pàgina")] == [
        "Pàgina 1 de 2",
        "Pàgina 2 de 2",
    ]


def test_a_letter_that_runs_over_by_a_little_is_set_smaller_on_one_sheet():
    facts = [["Sepultura", LONG[1]], ["Titular", LONG[0]], *([f"Dada {n}", "valor"] for n in range(6))]
    conditions = {"herencia": True, "perpetu": False, "renovable": True}
    letter = letter_from_snapshot(BODY, letter_snapshot(conditions=conditions, facts=facts))
    assert len(LetterSheets(letter, setter=Setter(alike), window=RIGHT_WINDOW).set()) == 3
    sheets = lay_out(letter, measure=alike)
    assert len(sheets) == 2
    assert max(text.y for sheet in sheets for text in texts(sheet)) <= paper.FOOT_MM


def test_the_signature_is_never_parted_from_its_date():
    facts = [[f"Dada {number}", LONG[1]] for number in range(12)]
    sheets = sheets_of(facts=facts)
    signing = [
        number
        for number, sheet in enumerate(sheets)
        for text in texts(sheet)
        if text.text in ("Vilaclara, 22 de novembre de 2026", "Alcaldessa")
    ]
    assert len(signing) == 2
    assert signing[0] == signing[1]


def test_no_words_leave_the_margins():
    for sheet in sheets_of(facts=[["Sepultura", "x" * 300]], recipient=["y" * 200, "C. Major", "08999 Vilaclara"]):
        for text in texts(sheet):
            right = text.x + alike(text.text, text.face) * text.size * MM_PER_POINT
            assert right <= paper.SHEET_WIDTH_MM - 10, text


def test_a_word_too_wide_for_its_column_is_cut_and_nothing_is_lost():
    setter = Setter(alike)
    lines = setter.lines("a" * 100, 50, size=10)
    assert "".join(run for line in lines for run, _ in line) == "a" * 100
    assert all(setter.width(line[0][0], size=10) <= 50 for line in lines)
