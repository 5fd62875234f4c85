"""Keys of rows as addresses and forms name them."""

from collections.abc import Iterable, Iterator
from itertools import islice

LONGEST_KEY = 18
"""More digits than any key of the database has; of thousands of them Python would not even make a number."""
MOST_KEYS = 20_000
"""So many are read of one address: more than any wall has units."""


def read_key(text: str) -> int | None:
    """The key of a row; None for what no row can have, such as "²" or twenty digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY else None


def read_keys(texts: Iterable[str]) -> list[int]:
    """The keys among the texts, in their order: each one key, or what was chosen in a drawing, such as "12-40,52"."""
    return list(islice((key for text in texts for part in text.split(",") for key in _run(part)), MOST_KEYS))


def _run(part: str) -> Iterator[int]:
    first, _dash, last = part.partition("-")
    start, end = read_key(first), read_key(last or first)
    if start is not None and end is not None:
        yield from range(start, end + 1)
