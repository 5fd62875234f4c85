"""Keys as addresses and forms name them."""

import pytest

from cementiris.registry.typed_keys import MOST_KEYS, read_key, read_keys


@pytest.mark.parametrize(("text", "key"), [("7", 7), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_figures_are_a_key(text: str, key: int) -> None:
    assert read_key(text) == key


@pytest.mark.parametrize("text", ["", "-1", " 7", "7.0", "²", "٣", "1e3", "9" * 19, "9" * 5000, "7\0"])
def test_anything_else_is_none(text: str) -> None:
    assert read_key(text) is None
    assert read_keys(["7", text]) == [7]


def test_what_was_chosen_in_a_drawing_is_said_in_runs() -> None:
    assert read_keys(["3-6,9", "12"]) == [3, 4, 5, 6, 9, 12]


@pytest.mark.parametrize("text", ["9-3", "a-7", "5-b", "-", ",", "1-2-3"])
def test_a_run_that_is_none_names_nobody(text: str) -> None:
    assert read_keys([text]) == []


def test_a_run_without_end_is_cut() -> None:
    assert len(read_keys([f"1-{'9' * 18}", "5"])) == MOST_KEYS
