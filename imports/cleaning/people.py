"""People in cells: several in one, with prefixes, dates in brackets and remains, each taken apart as written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from cementiris.registry.dates import UNKNOWN_DATE, PartialDate
from cementiris.registry.names import NameParts, fold, is_given_name, is_surname_first, split_name
from imports.cleaning.cells import is_unknown, one_line
from imports.cleaning.dates import DateRules, read_date_text

_ESTATE = re.compile(
    r"^(?:hereus?|herederos?|hered(?:s|os)?\.?|hrus?\.?|hros?\.?|hdr?os?\.?|her\.|hnos?\.?(?= )|successors?|"
    r"sucesores|heirs(?: of)?)"
    r"(?:\s+(?:de\s+l[ae]s?|dels?|de)\s+|\s+d['’]|\s*\.?\s+|(?<=\.))",
    re.IGNORECASE,
)
_WIDOW = re.compile(
    r"^(?:v[ií]?dua|viuda|vda\.?|vd[oa]\.?|viudo|vidu|widow(?: of)?)(?:\s+(?:de|del)\s+|"
    r"\s+d['’]|\s*\.?\s+|(?<=\.))",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"\s*[,(]\s*(hereus?(?: de)?|herederos?(?: de)?|hrus?\.?|hdros?\.?|v[ií]dua(?: de)?|"
    r"viuda(?: de)?|vda\.?)\s*\)?\s*$",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"\b(ajuntament|ayuntamiento|parroquia|bisbat|obispado|arquebisbat|congregacio|congregacion|convent|"
    r"convento|monestir|monasterio|"
    r"germanes|hermanas|germans de|comunitat|comunidad|confraria|cofradia|germandat|hermandad|associacio|"
    r"asociacion|fundacio|fundacion|"
    r"societat|sociedad|s a|s l|sa|sl|slu|hospital|asil|asilo|residencia|serveis funeraris|funeraria|mutua|"
    r"mutualitat|diputacio|"
    r"diputacion|generalitat|ministeri|ministerio|guardia civil|exercit|ejercito|creu roja|cruz roja|club|"
    r"col legi|colegio|caritas|"
    r"municipi|municipio|consell comarcal|esglesia|iglesia de|monges|monjas|frares|frailes|caputxins|salesians|"
    r"maristes|patronat|"
    r"patronato|municipality|church|council)\b"
)
_REMAINS = re.compile(
    r"^(?:les |las |los |the )?(?:(restes|restos|despulles|despojos|remains|ossos|huesos)|(cendres|cenizas|"
    r"ashes|urna)|(fetus|feto)|"
    r"(cos|cadàver|cadáver|cuerpo|body))\b(?: (?:mortals|mortales))?(?:\s*(?:de\s+l[ae]s?|dels?|de|of)\s+|"
    r"\s*d['’]|[:\s]+)",
    re.IGNORECASE,
)
_REMAINS_WORD = re.compile(
    r"\b(?:(restes|restos|red(?:uccio|ucido|uït)?\.?)|(cendres|cenizas|incinera\w*|"
    r"cremat|cremad[ao]|ashes))\b",
    re.IGNORECASE,
)
_HARD_BREAK = re.compile(
    r"\s*(?:\n|;|\s/\s|\||\s\+\s|•|\s[–—]\s|(?<=\))\s*,|(?<=\))\s*/|/(?=\s*[A-ZÀ-Ý][a-zà-ÿ]+\s)|"
    r"(?<=[\d)])\s+-\s+(?=[A-ZÀ-Ý]))\s*(?![^()]*\))"
)
_LIST_SIGN = re.compile(r"(?:(?<=\s)|^)\d{1,2}\s?[.)]-?\s+(?=[A-ZÀ-Ý])")
_AND = re.compile(r"\s+(?:i|y|e|&|and)\s+", re.IGNORECASE)
_AND_AFTER_BRACKET = re.compile(r"(?<=\))\s*(?:i|y|e|&|and)\s+", re.IGNORECASE)
_NOTE = re.compile(r"\(([^()]*)\)?|\[([^\[\]]*)\]?")
_TRAILING_DATE = re.compile(
    r"[\s,]+((?:†|✝|\+|m\.|def\.?|mort[ae]?|morí|fallecid[ao]|falleció|d\.|obit|óbit)[^,;]*\d[^,;]*|"
    r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|"
    r"\d{1,2}[-/]\d{4}|(?:1[6-9]|20)\d\d(?:\s*[-–]\s*(?:1[6-9]|20)\d\d)?\??)$",
    re.IGNORECASE,
)
_LIFE = re.compile(
    r"^\D{0,6}(\d{4}\s*[?~]?|\?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})\s*(?:-|–|—|a|/)\s*\D{0,6}?(\d{4}\s*[?~]?|\?|"
    r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4})$"
)
_BORN_DIED = re.compile(
    r"^(?:n\.|nasc\w*|nac\w*|\*|b\.)\s*(.+?)[\s,;–-]+(?:m\.|mort\w*|†|\+|def\.?|fall\w*|d\.)\s*(.+)$", re.IGNORECASE
)
_BORN = re.compile(r"^(?:n\.|nasc\w*|nac\w*|\*|b\.|born)\s*(.+)$", re.IGNORECASE)
_AGE = re.compile(r"^(?:edat:?\s*|edad:?\s*)?(\d{1,3})\s*(?:anys?|años?|mesos|meses|dies|días|a\.)$", re.IGNORECASE)
_PLAIN_DEATH = re.compile(r"(?:[†✝+]|m\.)?\s*(\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4})")
_DIGIT = re.compile(r"\d")


NO_PARTS = NameParts()


@dataclass(frozen=True, slots=True)
class PersonReading:
    """One person of a cell: the name without dates and prefixes of remains, and what else the cell says."""

    text: str
    parts: NameParts = NO_PARTS
    role: str = "holder"
    is_estate: bool = False
    is_unknown: bool = False
    kind: str = ""
    born_on: PartialDate = UNKNOWN_DATE
    died_on: PartialDate = UNKNOWN_DATE
    age_text: str = ""
    remark: str = ""
    problem: str = ""


@lru_cache(maxsize=16384)
def read_holders(text: str, surname_first: bool | None = None) -> tuple[PersonReading, ...]:
    """Read a cell of holders; the first is the holder, the others co-holders. Unknown holders are kept as such."""
    if is_institution(text):
        return (PersonReading(one_line(text), role="institution"),)
    pieces = [
        piece
        for chunk in _HARD_BREAK.split(_LIST_SIGN.sub("; ", text))
        for part in _split_at_commas(chunk, surname_first)
        for piece in _split_at_and(part, surname_first)
        if piece.strip(" .,-")
    ]
    readings = [_read_holder(piece.strip(), surname_first) for piece in pieces]
    return tuple(
        replace(reading, role="co_holder") if position and reading.role == "holder" else reading
        for position, reading in enumerate(readings)
    )


@lru_cache(maxsize=4096)
def read_deceased(text: str, rules: DateRules, surname_first: bool | None = None) -> tuple[PersonReading, ...]:
    """Read a cell of deceased people with what stands beside each name."""
    pieces = [
        piece
        for chunk in _HARD_BREAK.split(_LIST_SIGN.sub("; ", text))
        for piece in _split_dead(chunk, surname_first)
        if piece.strip(" .,-/")
    ]
    people: list[PersonReading] = []
    for piece in pieces:
        person = _read_dead(piece.strip(" ,;"), rules, surname_first)
        if not person.text and people and person.died_on.is_known and not people[-1].died_on.is_known:
            people[-1] = replace(people[-1], died_on=person.died_on, born_on=person.born_on)
        elif person.text:
            people.append(person)
    return tuple(people)


def is_institution(text: str) -> bool:
    """Whether a holder is a body and no person."""
    folded = fold(text)
    match = _INSTITUTION.search(folded)
    if not match:
        return False
    word = match[1]
    return (
        folded.startswith(word)
        or word not in ("sa", "sl", "iglesia de", "convent", "comunidad", "hospital")
        or folded.endswith(word)
    )


def read_name(text: str, surname_first: bool | None = None) -> NameParts:
    """Split a name that stands alone in its cell."""
    return split_name(one_line(text), surname_first=surname_first)


def _read_holder(text: str, surname_first: bool | None) -> PersonReading:
    whole = one_line(_NOTE.sub(" ", text) if not _SUFFIX.search(text) else text)
    if is_institution(whole):
        return PersonReading(whole, role="institution")
    if is_unknown(whole):
        return PersonReading(whole, is_unknown=True)
    bare, prefix = _without_prefix(whole)
    role = "widow_of" if prefix == "widow" else "holder"
    return PersonReading(whole, split_name(bare, surname_first=surname_first), role, is_estate=prefix == "estate")


def has_prefix(text: str) -> bool:
    """Whether a name is that of an estate or a widow's husband: *Hereus de…*, *Vda. …*, *…, vídua*."""
    return bool(_without_prefix(text)[1])


def _without_prefix(text: str) -> tuple[str, str]:
    if match := _ESTATE.match(text):
        return text[match.end() :].strip(), "estate"
    if match := _WIDOW.match(text):
        return text[match.end() :].strip(), "widow"
    if match := _SUFFIX.search(text):
        return text[: match.start()].strip(), "estate" if fold(match[1])[0] == "h" else "widow"
    return text, ""


def _split_dead(text: str, surname_first: bool | None) -> list[str]:
    pieces = _AND_AFTER_BRACKET.split(text)
    if len(pieces) > 1:
        return pieces
    return [piece for part in _split_at_commas(text, surname_first) for piece in _split_at_and(part, surname_first)]


def _split_at_commas(text: str, surname_first: bool | None) -> list[str]:
    """Cut at commas when every piece between them is a whole name; else the comma stands before a given name."""
    pieces = text.split(",")
    whole = len(pieces) > 1 and all(_is_whole_name(piece, surname_first) for piece in pieces)
    return pieces if whole and all(is_surname_first(piece) is False for piece in pieces) else [text]


def _split_at_and(text: str, surname_first: bool | None) -> list[str]:
    """Cut at an *i* or *y* that joins two people, and leave the one that joins two surnames."""
    pieces: list[str] = []
    start = 0
    for joint in _AND.finditer(text):
        following = _AND.search(text, joint.end())
        after = text[joint.end() : following.start() if following else len(text)]
        if _is_whole_name(after, surname_first) and _is_whole_name(text[start : joint.start()], surname_first):
            pieces.append(text[start : joint.start()])
            start = joint.end()
    return [*pieces, text[start:]]


def _is_whole_name(text: str, surname_first: bool | None) -> bool:
    bare = _without_prefix(_NOTE.sub(" ", text).strip())[0]
    bare = _REMAINS.sub("", bare)
    words = bare.replace(",", " ").split()
    if len(words) < 2:
        return False
    parts = split_name(bare, surname_first=surname_first)
    return bool(parts.surname1) and bool(parts.given_name) and is_given_name(parts.given_name.split()[0])


def _read_dead(text: str, rules: DateRules, surname_first: bool | None) -> PersonReading:
    bare, kind = _without_remains(text)
    notes = [note for match in _NOTE.finditer(bare) if (note := (match[1] or match[2] or "").strip())]
    name = one_line(_NOTE.sub(" ", bare)).strip(" ,;:-")
    if not notes and (match := _TRAILING_DATE.search(name)):
        notes, name = [match[1]], name[: match.start()].strip(" ,;:-")
    elif not notes and _DIGIT.search(name) and read_date_text(name, rules).value.is_known:
        notes, name = [name], ""
    person = PersonReading(name, split_name(name, surname_first=surname_first), kind=kind, is_unknown=is_unknown(name))
    if person.is_unknown:
        person = replace(person, parts=NameParts())
    for note in notes:
        person = _with_note(person, note, rules)
    return person


def _without_remains(text: str) -> tuple[str, str]:
    match = _REMAINS.match(text)
    if not match:
        return text, ""
    kind = "remains" if match[1] else "ashes" if match[2] else "foetal" if match[3] else "body"
    return text[match.end() :], kind


def _with_note(person: PersonReading, note: str, rules: DateRules) -> PersonReading:
    note = one_line(note)
    if plain := _PLAIN_DEATH.fullmatch(note):
        return _with_date(person, plain[1], rules)
    if match := _LIFE.match(note):
        return replace(
            person, born_on=read_date_text(match[1], rules).value, died_on=read_date_text(match[2], rules).value
        )
    if match := _BORN_DIED.match(note):
        return replace(
            person, born_on=read_date_text(match[1], rules).value, died_on=read_date_text(match[2], rules).value
        )
    if match := _AGE.match(note):
        return replace(person, age_text=note)
    if (match := _REMAINS_WORD.search(note)) and not _DIGIT.search(note):
        return replace(person, kind="remains" if match[1] else "ashes")
    if match := _BORN.match(note):
        return replace(person, born_on=read_date_text(match[1], rules).value)
    return _with_date(person, note, rules)


def _with_date(person: PersonReading, note: str, rules: DateRules) -> PersonReading:
    reading = read_date_text(note, rules)
    if reading.value.is_known:
        return replace(person, died_on=reading.value)
    if reading.problem and _DIGIT.search(note):
        return replace(person, problem=reading.problem, remark=note)
    return replace(person, remark=note) if reading.problem else person
