"""National identity numbers: shape, letter and mask. All numbers are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cementiris.registry.identity import is_valid_national_id, looks_like_national_id, masked, normalise_national_id


@pytest.mark.parametrize("number", ["12345678Z", "12.345.678-z", "X1234567L", "Y0000000Z", "P0811300J", "G58123456"])
def test_shapes_are_known_however_they_are_written(number: str) -> None:
    assert looks_like_national_id(number)


@pytest.mark.parametrize("number", ["12345678Z", "X1234567L", "12.345.678 Z", "1234567L", "B58378431", "Q0801175A"])
def test_a_letter_that_fits_its_figures_is_valid(number: str) -> None:
    assert is_valid_national_id(number)


@pytest.mark.parametrize("number", ["12345678A", "12345678Ñ", "X1234567A", "", "12345", "ABCDEFGHI", "B58378432"])
def test_a_letter_that_does_not_fit_is_not(number: str) -> None:
    assert not is_valid_national_id(number)


def test_numbers_are_written_without_signs_and_with_their_leading_zeros() -> None:
    assert normalise_national_id(" 1.234.567-l ") == "01234567L"


def test_only_four_figures_are_shown() -> None:
    assert masked("12345678Z") == "***4567**"
    assert masked("X1234567L") == "****4567*"
    assert masked("abc") == "***"


@given(st.text(max_size=15))
def test_no_text_makes_them_fail_and_no_mask_shows_the_whole(text: str) -> None:
    assert normalise_national_id(normalise_national_id(text)) == normalise_national_id(text)
    is_valid_national_id(text)
    assert sum(sign.isdigit() for sign in masked(text)) <= 4
