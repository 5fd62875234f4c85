"""Keys of rows as addresses and forms name them."""

from collections.abc import Iterable

LONGEST_KEY = 18
"""More digits than any key of the database has; of thousands of them Python would not even make a number."""


def read_key(text: str) -> int | None:
    """The key of a row; None for what no row can have, such as "²" or twenty digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY else None


def read_keys(texts: Iterable[str]) -> list[int]:
    """The keys among the texts, in their order."""
    return [key for key in map(read_key, texts) if key is not None]
