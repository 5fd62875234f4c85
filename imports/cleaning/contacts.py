"""Identity numbers, telephones, addresses and electronic addresses, out of the cells where they stand mixed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cementiris.registry.identity import normalise_national_id

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\d/.-])(?:\+\d{1,3}[\s.-]?|00\d{2}[\s.-]?)?[6-9]\d{2}(?:[\s.-]?\d){6}(?![\d/])")
_PHONE_LEAD = re.compile(
    r"(?:[,;(\s-]|^)*\b(?:t(?:el|elf|lf|f|fn)?|tel[eè]fono?n?|m[oò]bil|m[oó]vil|mob|phone)\b\s*[.:]*\s*$", re.I
)
_BODY_ID = r"(?<![\w])[A-HJNPQRSUVW][\s.-]?\d{2}\.?\d{3}\.?\d{2}[\s.-]?[\dA-J](?![\w])"
_FOREIGN_ID = r"[XYZ][\s.-]?\d\.?\d{3}\.?\d{3}"
_ID = re.compile(
    rf"(?<![\w])(?:\d{{1,3}}(?:\.\d{{3}}){{2}}|\d{{7,8}}|{_FOREIGN_ID})[\s.-]{{0,3}}[A-ZÑ](?![\w])|{_BODY_ID}",
    re.IGNORECASE,
)
_ID_OF_COLUMN = re.compile(
    rf"(?<![\w])(?:\d{{1,3}}(?:[. ]\d{{3}}){{1,2}}|\d{{5,8}}|{_FOREIGN_ID})[\s.-]{{0,3}}[A-ZÑ](?![\w])|{_BODY_ID}",
    re.IGNORECASE,
)
_PLAIN_ID = re.compile(r"\d{8}[A-Z]")
_ID_LEAD = re.compile(
    r"(?:[,;(\s-]|^)*\b(?:d\.?n\.?i|n\.?i\.?[fe]|c\.?i\.?f|passaport|pasaporte)\b\s*[.:]*\s*$", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"(?:^|[,;]|\s-)\s*((?:c/|c\.\s|carrer\b|calle\b|av\.|avda\b|avinguda\b|avenida\b|"
    r"pl\.|plaça\b|plaza\b|pça\.|pg\.|passeig\b|"
    r"paseo\b|ctra\b|carretera\b|camí\b|camino\b|ronda\b|rambla\b|travessera\b|trav\.|urb\.|urbanitzaci[oó]\b|barri\b)\s*\S.*)$",
    re.IGNORECASE,
)
_POSTAL = re.compile(
    r"(?:^|[\s,;(-])(0[1-9]\d{3}|[1-4]\d{4}|5[0-2]\d{3})(?:\s*[-,]\s*|\s+)([^\W\d_][^\d,;()]{1,60})\)?\s*$"
)
_DIGIT = re.compile(r"\d")
_LONGEST_DOCUMENT = 20
_EDGES = " ,;:()-–|/"


@dataclass(frozen=True, slots=True)
class Contact:
    """What a mixed cell tells of how to reach or identify somebody; empty texts for what it does not tell."""

    national_id: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postal_code: str = ""
    locality: str = ""


NO_CONTACT = Contact()


def without_contact(text: str) -> tuple[str, Contact]:
    """A holder's cell without identity number, telephone and address, and these."""
    if not _DIGIT.search(text) and "/" not in text:
        return text, NO_CONTACT
    rest, email = _taken(text, _EMAIL, None)
    rest, national_id = _taken(rest, _ID, _ID_LEAD)
    rest, phone = _taken(rest, _PHONE, _PHONE_LEAD)
    address = ""
    if match := _ADDRESS.search(rest):
        rest, address = rest[: match.start()], match[1].strip(_EDGES)
    found = Contact(normalise_national_id(national_id), phone, email, address)
    return (rest, found) if found != NO_CONTACT else (text, NO_CONTACT)


def _taken(text: str, pattern: re.Pattern[str], lead: re.Pattern[str] | None) -> tuple[str, str]:
    """The text without the first match and the word that leads to it, and the match."""
    match = pattern.search(text)
    if match is None:
        return text, ""
    before = text[: match.start()]
    before = lead.sub("", before) if lead else before
    after = text[match.end() :]
    return f"{before.rstrip(' (-,;:')} {after.lstrip(' ),;')}".strip(), match[0].strip()


@lru_cache(maxsize=4096)
def phones_in(text: str) -> tuple[str, ...]:
    """Every telephone number of a cell as written; none when it holds no whole number."""
    return tuple(match[0].strip() for match in _PHONE.finditer(text))


def email_in(text: str) -> str:
    """The first electronic address of a cell."""
    match = _EMAIL.search(text)
    return match[0] if match else ""


@lru_cache(maxsize=2048)
def national_ids_in(text: str) -> tuple[str, ...]:
    """Every identity number of a cell, normalised; a passport or what has no such shape is kept as written."""
    if _PLAIN_ID.fullmatch(text):
        return (text,)
    found = tuple(normalise_national_id(match[0]) for match in _ID_OF_COLUMN.finditer(text))
    return found or ((_other_document(text),) if text.strip() else ())


def _other_document(text: str) -> str:
    """A number without its letter, or a passport: without blanks where it is a number, else as it is written."""
    bare = normalise_national_id(text)
    return bare if len(bare) <= _LONGEST_DOCUMENT and _DIGIT.search(bare) else " ".join(text.split())


def postal_code_and_town(text: str) -> tuple[str, str, str]:
    """An address without the postal code and town at its end, and these two; all three only when certain."""
    match = _POSTAL.search(text)
    if match is None:
        return text, "", ""
    return text[: match.start()].strip(_EDGES), match[1], match[2].strip(_EDGES)
