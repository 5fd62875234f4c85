"""The words around the facts of a paper."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cementiris.accounts.models import Municipality
from cementiris.documents.electronic import draw_html
from cementiris.documents.models import DocumentKind
from cementiris.documents.paper_wording import SOURCES, around_the_facts, paper_faults, shipped_wording, values_of
from cementiris.documents.samples import SAMPLE, sample_document

VILACLARA = Municipality(name="Vilaclara", signer_name="Rosa Vila")
ON = date(2026, 11, 23)
PAPERS = [kind for kind in DocumentKind if kind != DocumentKind.EXPIRY_NOTICE]


def html(kind: str, body: str) -> str:
    return draw_html(sample_document(kind, body, town=VILACLARA, on=ON))


@pytest.mark.parametrize("kind", PAPERS)
def test_the_words_that_the_product_ships_have_no_fault(kind: str) -> None:
    assert paper_faults(shipped_wording(kind)) == []


def test_the_words_stand_before_and_after_the_facts() -> None:
    drawn = html("title", "Abans de tot, {titular}.\n\n[dades]\n\n> Després, a {municipi}.\n")
    before, after = drawn.index("Abans de tot, Mercè Serra i Roca."), drawn.index("Després, a Vilaclara.")
    assert before < drawn.index("<table>") < after


def test_bold_headings_and_lists_are_printed_as_such() -> None:
    drawn = html("title", "## Un títol\n\n- una **cosa**\n\n[dades]\n")
    assert "<h2>Un títol</h2>" in drawn
    assert "<strong>cosa</strong>" in drawn


def test_a_condition_is_true_when_the_paper_has_the_datum() -> None:
    body = "[si substitut]\nHi ha substitut.\n[fi]\n[si no substitut]\nNo n’hi ha.\n[fi]\n\n[dades]\n"
    assert "Hi ha substitut." in html("title", body)
    lines, _after = around_the_facts(body, {key: value for key, value in SAMPLE.items() if key != "substitute"})
    assert lines[0].runs[0].text == "No n’hi ha."


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("[dades] i prou", "una línia"),
        ("[dades]\n[dades]\n", "només una"),
        ("{propietari}\n\n[dades]\n", "propietari"),
        ("[si pluja]\nx\n[fi]\n[dades]\n", "pluja"),
        ("[dades]\n[ ] una casella\n", "per a les cartes"),
        ("[dades]\n[full]\n", "per a les cartes"),
        ("", "una línia"),
    ],
)
def test_every_fault_has_its_sentence(body: str, words: str) -> None:
    assert words in " ".join(paper_faults(body))


@given(st.text(max_size=200))
def test_whatever_is_written_either_has_a_fault_or_makes_a_paper(text: str) -> None:
    body = f"{text}\n\n[dades]\n"
    assert paper_faults(body) or around_the_facts(body, SAMPLE)


def test_what_was_typed_in_the_words_is_never_markup() -> None:
    assert "&lt;script&gt;" in html("title", "<script>alert(1)</script>\n\n[dades]\n")


def test_every_datum_is_text_even_of_an_empty_paper() -> None:
    assert set(values_of({}).values()) == {""}
    assert set(values_of({"town": "no", "holder": ["a"]}).values()) == {""}
    assert all(values_of({**SAMPLE, "town": {"name": "V", "body": "A", "of_name": "d", "signer_name": "R",
                                            "signer_title": "B"}}).values())  # fmt: skip
    assert set(values_of({})) == set(SOURCES)


def test_every_paper_with_words_has_its_facts() -> None:
    folder = Path(__file__).parents[2] / "templates" / "documents"
    worded = {path.stem for path in folder.glob("*.txt")} - {DocumentKind.EXPIRY_NOTICE}
    assert all((folder / f"{kind}.html").exists() for kind in worded)
