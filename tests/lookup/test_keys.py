"""Addresses that cannot be guessed from one another."""

import pytest

from cementiris.lookup.keys import key_of, pk_of


def test_our_own_address_leads_to_the_person() -> None:
    assert pk_of(key_of(812)) == 812


@pytest.mark.parametrize("key", ["812", "812-", "-", "x-abc", "812-000000000000", "813-" + key_of(812).split("-")[1]])
def test_an_address_made_up_leads_nowhere(key: str) -> None:
    assert pk_of(key) is None
