"""The national identity numbers of Spain: their shape, their check letter and what may be shown of them.

Three families share nine characters: the NIF of Spanish citizens (eight figures and a letter), the NIE of
foreigners (X, Y or Z, seven figures and a letter) and the NIF of bodies (a letter, seven figures and a check
character). The letter of the first two is the remainder of the number by 23 in a fixed table (Royal Decree
1553/2005, article 11; Order INT/2058/2008); that of bodies follows Order EHA/451/2008.
"""

from __future__ import annotations

import re

_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_BODY_LETTERS = "JABCDEFGHI"
_NOISE = re.compile(r"[^0-9A-ZÑ]")
_PERSON = re.compile(r"(\d{8}|[XYZ]\d{7})([A-ZÑ])")
_SHORT_PERSON = re.compile(r"(\d{5,7})([A-Z])")
_BODY = re.compile(r"([ABCDEFGHJNPQRSUVW])(\d{7})([0-9A-J])")
_BODIES_WITH_LETTER = frozenset("PQRSNW")


def normalise_national_id(text: str) -> str:
    """Write a number without points, blanks and hyphens, in capitals and with its leading zeros."""
    bare = _NOISE.sub("", text.upper())
    short = _SHORT_PERSON.fullmatch(bare)
    return short[1].zfill(8) + short[2] if short else bare


def looks_like_national_id(text: str) -> bool:
    """Say whether the text has the shape of a NIF or NIE, be its letter right or wrong."""
    bare = normalise_national_id(text)
    return bool(_PERSON.fullmatch(bare) or _BODY.fullmatch(bare))


def is_valid_national_id(text: str) -> bool:
    """Say whether the check character of a NIF or NIE fits its figures."""
    bare = normalise_national_id(text)
    if person := _PERSON.fullmatch(bare):
        return _letter_of(person[1]) == person[2]
    if body := _BODY.fullmatch(bare):
        return _fits_body(body[1], body[2], body[3])
    return False


def masked(text: str) -> str:
    """Show four figures only, as the Spanish Data Protection Agency recommends for publication.

    A NIF keeps its fourth to seventh figure (``***4567**``), a NIE its fourth to seventh too (``****4567*``).
    """
    bare = normalise_national_id(text)
    if re.fullmatch(r"\d{8}[A-Z]", bare):
        return f"***{bare[3:7]}**"
    if re.fullmatch(r"[A-Z]\d{7}[0-9A-Z]", bare):
        return f"****{bare[4:8]}*"
    return "*" * len(bare)


def _letter_of(figures: str) -> str:
    number = figures.translate(str.maketrans("XYZ", "012"))
    return _LETTERS[int(number) % 23]


def _fits_body(kind: str, figures: str, check: str) -> bool:
    doubled = (sum(divmod(int(figure) * 2, 10)) for figure in figures[::2])
    control = -(sum(doubled) + sum(int(figure) for figure in figures[1::2])) % 10
    if kind in _BODIES_WITH_LETTER:
        return check == _BODY_LETTERS[control]
    return check in (str(control), _BODY_LETTERS[control])
