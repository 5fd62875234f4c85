"""The number of a unit is text; this says when two spellings are the same number, and in which order numbers stand."""

import re
import unicodedata
from functools import lru_cache

_PART = re.compile(r"\d+|[^\W\d_]+")
_DIGITS = 6


def _parts(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _PART.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))


@lru_cache(maxsize=16384)
def number_key(number: str) -> str:
    """Return the key under which a number is matched: "012-BIS" and "12 bis" share "12 bis" (R78)."""
    return " ".join(key_words(number))[:40]


def key_words(text: str) -> list[str]:
    """Return the words of a text as keys write them, all of them: "Nínxol 012, bloc B" is ninxol, 12, bloc, b."""
    return [part.lstrip("0") or "0" if part.isdigit() else part for part in _parts(text)]


@lru_cache(maxsize=16384)
def natural_order(text: str) -> str:
    """Return a sort key in which 10 stands after 2, and "12 bis" right after 12."""
    return " ".join(part.lstrip("0").zfill(_DIGITS) if part.isdigit() else part for part in _parts(text))[:160]
