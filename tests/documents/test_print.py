"""Printed letters as PDF: faces embedded, every Catalan sign on paper, two sides, the same bytes each time."""

from io import BytesIO

from pypdf import PdfReader

from cementiris.documents.paper import letter_from_snapshot
from cementiris.documents.print import draw_letter, draw_run
from tests.documents.letters import BODY, letter_snapshot


def test_the_same_letter_always_makes_the_same_file():
    letter = letter_from_snapshot(BODY, letter_snapshot())
    assert draw_letter(letter) == draw_letter(letter)


def test_catalan_and_foreign_signs_are_on_the_paper():
    names = "Aniol Ŀlull Çaçarrera · Col·lell i Núñez, Łukasz Ștefan Đorđe Иван €"
    snapshot = letter_snapshot(facts=[["Titular", names]])
    text = PdfReader(BytesIO(draw_letter(letter_from_snapshot(BODY, snapshot)))).pages[0].extract_text()
    assert names in text


def test_every_face_is_embedded_and_none_is_left_to_the_printer():
    reader = PdfReader(BytesIO(draw_letter(letter_from_snapshot(BODY, letter_snapshot()))))
    fonts = {
        name: font.get_object()
        for page in reader.pages
        for name, font in page["/Resources"]["/Font"].get_object().items()
    }
    assert fonts
    for font in fonts.values():
        assert "/FontFile2" in font["/FontDescriptor"].get_object(), font["/BaseFont"]


def test_in_a_run_each_letter_begins_on_a_fresh_leaf():
    letters = [letter_from_snapshot("Una sola pàgina", letter_snapshot(number=f"2026/1-00{n}")) for n in (1, 2, 3)]
    content, page_count = draw_run(letters, title="Avisos")
    assert page_count == len(PdfReader(BytesIO(content)).pages) == 6


def test_the_file_says_its_title_and_language():
    reader = PdfReader(BytesIO(draw_letter(letter_from_snapshot(BODY, letter_snapshot()))))
    assert reader.metadata is not None
    assert reader.metadata.title == "2026/4-009"
    assert reader.trailer["/Root"]["/Lang"] == "ca"
