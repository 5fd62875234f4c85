"""Keys as addresses and forms name them."""

import pytest

from cementiris.registry.typed_keys import read_key, read_keys


@pytest.mark.parametrize(("text", "key"), [("7", 7), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_figures_are_a_key(text: str, key: int) -> None:
    assert read_key(text) == key


@pytest.mark.parametrize("text", ["", "-1", " 7", "7.0", "²", "٣", "1e3", "9" * 19, "9" * 5000, "7\0"])
def test_anything_else_is_none(text: str) -> None:
    assert read_key(text) is None
    assert read_keys(["7", text]) == [7]
