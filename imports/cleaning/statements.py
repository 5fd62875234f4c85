"""What one cell tells of a right, taken apart, not yet read: *12/5/1960 (99)*, *2000-2050*, *50 anys des de 1974*."""

from __future__ import annotations

import re
from functools import lru_cache

from imports.cleaning.terms import read_term

_DAY = r"(?:(?:\d{1,2}[-/. ]\d{1,2}[-/. ])?\d{4}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2})(?!\d)"
_YEARS = r"(?:anys?|anos?|años?|years?|a\.)"
_SPAN = re.compile(
    rf"(?:del?\s+|des\s+de\s+|desde\s+)?({_DAY})\s*(?:[-–—/]|al?|fins(?:\s+al?)?|hasta(?:\s+el)?)\s*({_DAY})"
)
_GRANT_AND_TERM = re.compile(
    rf"({_DAY})\s*(?:\(\s*(\d{{1,3}})\s*\)|[,;:–—-]?\s*\(?\s*(\d{{1,3}}\s*{_YEARS}|(?:a\s+)?perp\w*\.?)\s*\)?)",
    re.IGNORECASE,
)
_TERM_AND_GRANT = re.compile(
    rf"(\d{{1,3}}\s*{_YEARS})[\s,]+(?:des\s+de(?:l)?|desde(?:\s+el)?|a\s+partir\s+de|from)\s+(.+)", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def parts_of_right(text: str) -> tuple[str, str, str]:
    """Grant, term and end as they are written; what tells only one thing stays whole."""
    if match := _SPAN.fullmatch(text):
        return match[1], "", match[2]
    if match := _GRANT_AND_TERM.fullmatch(text):
        return match[1], f"{match[2]} anys" if match[2] else match[3], ""
    if match := _TERM_AND_GRANT.fullmatch(text):
        return match[2], match[1], ""
    term = read_term(text)
    is_term = term.perpetual or (term.years is not None and not text.isdecimal())
    return ("", text, "") if is_term else (text, "", "")


def tells_several(text: str) -> bool:
    """Whether a cell tells more of a right than the day of its grant."""
    return parts_of_right(text)[1:] != ("", "")
