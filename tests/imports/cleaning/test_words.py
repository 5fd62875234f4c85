"""Terms, kinds, states and sexes by the words that registers use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cementiris.registry.dates import PartialDate
from imports.cleaning.cells import as_text, is_unknown
from imports.cleaning.kinds import collective_name, kind_of, kinds_in, state_of
from imports.cleaning.sexes import sexes_of_column
from imports.cleaning.spans import add_years
from imports.cleaning.terms import TermReading, read_term
from imports.rows import Cell
from imports.vocabulary import meaning_of_header


@pytest.mark.parametrize(
    ("cell", "years", "perpetual"),
    [
        (50.0, 50, False),
        ("5 anys", 5, False),
        ("vint-i-cinc anys", 25, False),
        ("temporal (5 anys)", 5, False),
        ("perpetu", None, True),
        ("a perpetuïtat", None, True),
        ("PROPIETAT", None, True),
        ("s/d", None, False),
        ("", None, False),
    ],
)
def test_terms_are_read_in_figures_and_words(cell: Cell, years: int | None, perpetual: bool) -> None:
    assert read_term(cell) == TermReading(years, perpetual)


def test_a_term_that_is_not_understood_says_so() -> None:
    assert read_term("segons conveni").problem == "unreadable_term"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nínxol", "niche"),
        ("Nix.", "niche"),
        ("NICHO", "niche"),
        ("Nínxol doble", "double_niche"),
        ("Columbari", "columbarium"),
        ("TUMBA", "tomb"),
        ("Panteó", "pantheon"),
        ("Fossa comuna", "common_grave"),
        ("FOSA COMUN", "common_grave"),
        ("Ossera", "ossuary"),
        ("OSARIO", "ossuary"),
        ("quiosc", ""),
    ],
)
def test_kinds_are_known_in_both_languages_and_shortened(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_a_heading_may_name_several_kinds() -> None:
    assert set(kinds_in("TOMBES I PANTEONS")) == {"tomb", "pantheon"}


def test_units_of_one_kind_without_a_block_stand_together() -> None:
    assert collective_name("tomb", "Tomba") == "Tombes"
    assert collective_name("ossuary", "Ossera") == "Comuns"
    assert collective_name("niche", "Nínxol") == ""


def test_a_state_is_read_only_when_the_whole_cell_says_it() -> None:
    assert state_of("LLIURE") == "free"
    assert state_of("Caducado") == "expired"
    assert state_of("Lliure Puig, Josep") == ""


def test_what_m_means_depends_on_the_letters_beside_it() -> None:
    assert sexes_of_column(["H", "M", ""]) == {"h": "M", "m": "F"}
    assert sexes_of_column(["M", "F", "Blank"]) == {"m": "M", "f": "F"}
    assert sexes_of_column(["home", "dona"]) == {"home": "M", "dona": "F"}


def test_years_are_added_without_becoming_finer() -> None:
    assert add_years(PartialDate.parse_edtf("1974-03-12"), 50).edtf == "2024-03-12"
    assert add_years(PartialDate.parse_edtf("2000-02-29"), 25).edtf == "2025-02-28"
    assert add_years(PartialDate.parse_edtf("1974?"), 50).edtf == "2024?"
    assert add_years(PartialDate.parse_edtf("197X"), 50).edtf == ""
    assert add_years(PartialDate.parse_edtf("1974"), None).edtf == ""


@given(st.text(max_size=40) | st.floats() | st.integers() | st.none() | st.dates() | st.booleans())
def test_any_cell_becomes_text_and_as_text_again_the_same(cell: Cell) -> None:
    text = as_text(cell)
    assert as_text(text) == text


@given(st.text(max_size=40))
def test_no_text_makes_words_fail(text: str) -> None:
    is_unknown(text)
    kind_of(text)
    state_of(text)
    read_term(text)


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Núm.", "number"),
        ("D.N.I.", "national_id"),
        ("Nom i cognoms del titular", "holder"),
        ("Nom i cognoms del difunt", "deceased"),
        ("Data defunció difunt", "died_on"),
        ("DNI difunt", ""),
        ("FALLECIDOS", "deceased"),
        ("FECHA FALLECIMIENTO", "died_on"),
        ("Fecha de inhumación", "buried_on"),
        ("Fecha de sepultura", "buried_on"),
        ("Sepultura", "number"),
        ("Data de concessió", "granted_on"),
        ("VENCIMIENTO", "expires_on"),
        ("Fila núm.", "floor"),
        ("Años", "term"),
        ("DIFUNT2", "deceased"),
        ("Quiosc", ""),
    ],
)
def test_headers_are_known_in_our_languages(header: str, meaning: str) -> None:
    assert meaning_of_header(header) == meaning
