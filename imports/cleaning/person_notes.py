"""What stands beside the names of the dead: dates in every order, ages, remains, and days of exhumation."""

from __future__ import annotations

import re
from datetime import timedelta

from cementiris.registry.dates import PartialDate
from imports.cleaning.cells import one_line
from imports.cleaning.dates import DateRules, read_date_text
from imports.cleaning.months import MONTHS
from imports.cleaning.movements import form_of
from imports.cleaning.person import PersonReading

_MONTH = r"(?:" + "|".join(sorted((word for word in MONTHS if len(word) > 2), key=len, reverse=True)) + r"|març)"
_DAY = r"\d{1,2}\s?[-/.]\s?(?:\d{1,2}|[ivx]{1,4})\s?[-/.]\s?(?:\d{4}|\d{2})"
_YEAR = r"(?:1[6-9]|20)\d\d"
_ONE = (
    rf"(?:{_DAY}|(?:\d{{1,2}}\s*-?\s*(?:de\s+|d['’]\s*)?|^|(?<=[†✝+,;(.:–-])\s?)\b{_MONTH}\.?[\s,-]*(?:del?\s+)?"
    rf"(?:{_YEAR}|\d{{2}}(?!\d))|"
    rf"\d{{1,2}}[-/]{_YEAR}|\d{{4}}-\d{{2}}-\d{{2}}|{_YEAR}(?:[-/]\d{{2}}(?!\d))?(?:\s?\?|\s?\(\?\))?|{_YEAR[:-4]}\d[-?](?!\d))"
)
_LEAD = (
    r"(?:[†✝+]|\bm\.|\bmort[ae]?\b(?: el)?|\bmor[ií]\b(?: el)?|\bdef\.?|\bdif\.|\bfall\.|"
    r"\bfalleci(?:do|da|ó)\b(?: el)?|\bd\.|\b[oó]bit\b|"
    r"\binh\.|\benterra(?:t|da|do)\b(?: el)?|\bcap a\b|\bcirca\b|\bca?\.|\bhacia\b|\bany\b|\baño\b|\bl['’]any\b|\bel\b|"
    r"\bexh\w*\.?|\btrasll?ada(?:t|da|do)\b|\bdesenterra\w*)"
)
_DATED = re.compile(
    rf"(?<![\d/-])(?:{_LEAD}\s*){{0,3}}{_ONE}(?:\s*(?:-|–|—)\s*(?:{_LEAD}\s*){{0,3}}{_ONE})?(?:\s*(?:†|✝|m\.)\s*{_ONE})?(?![\d/])|"
    r"\b\d{1,3}\s(?:anys|años|mesos|meses|a\.(?!\w))(?!\w)(?:\s+d['’]edat|\s+de edad)?|"
    r"(?<=\s)(?:s/d|s\.d\.|\?+)(?=\s|$)|"
    r"\(a\)\s*[^\W\d_]+|\([^()]*\)?|\[[^\[\]]*\]?",
    re.IGNORECASE,
)
_HAS_NOTE = re.compile(r"[\d()\[\]?†✝+*]|s/d|s\.d\.|^[ ,;:./–—|-]|[ ,;:/–—|-]$", re.IGNORECASE)
_NAME_AND_NOTE = re.compile(r"([^\W\d_][^()\[\]\d†✝+?*]*[^\W\d_.])\s*(\([^()]*\))")
_EXHUMED = re.compile(r"[,\s]*\b(?:exh\w*\.?|exhuma\w+|trasll?ada\w+|desenterr\w+)\s*(?:el\s+)?(?=\d)", re.IGNORECASE)
_LIFE = re.compile(
    r"^\D{0,6}(\d{4}\s*[?~]?|\?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})\s*(?:-|–|—|a|/)\s*\D{0,6}?(\d{4}\s*[?~]?|\?|"
    r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4})$"
)
_BORN_DIED = re.compile(
    r"^(?:n\.|nasc\w*|nac\w*|\*|b\.|born)\s*(.+?)[\s,;–-]+(?:m\.|mort\w*|†|\+|def\.?|fall\w*|d\.|died)\s*(.+)$",
    re.IGNORECASE,
)
_BORN = re.compile(r"^(?:n\.|nasc\w*|nac\w*|naix\w*|\*|b\.|born)\s*(.+)$", re.IGNORECASE)
_AGE = re.compile(
    r"^(?:edat:?\s*|edad:?\s*|als?\s+|a los\s+|de\s+|aged\s+|a\s+)?"
    r"(\d{1,3}\s*(?:anys?|años?|a\.|mesos|meses|mes|dies|días|d[ií]a|hores|horas))"
    r"(?:\s+d['’]edat|\s+de edad)?$",
    re.IGNORECASE,
)
_PLAIN_DEATH = re.compile(r"(?:[†✝+]|m\.)?\s*(\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4})")
_DIGIT = re.compile(r"\d")
_JOINT = re.compile(r"^(?:i|y|e|and|&)\s+(?=[A-ZÀ-Ý])", re.IGNORECASE)
_REDUCED = re.compile(r"red", re.IGNORECASE)
_LIKE_DATE = re.compile(r"\d{3}|\d\s?[-/.]\s?\d|\d\s+(?:de\s|d['’])", re.IGNORECASE)
_PARTED = re.compile(r"\s*[,;]\s*|\s+-\s+")
_EDGES = " ,;:./-–—|†✝+*"
_A_YEAR = timedelta(days=365)


def segments(text: str) -> list[tuple[str, bool]]:
    """The text in its order as names and, marked True, what dates and brackets stand between them."""
    if not _HAS_NOTE.search(text):
        name = text.strip()
        return [(name, False)] if name else []
    if simple := _NAME_AND_NOTE.fullmatch(text):
        return [(simple[1], False), (simple[2], True)]
    found: list[tuple[str, bool]] = []
    at = 0
    for match in _DATED.finditer(text):
        _add_name(found, text[at : match.start()])
        found.append((match[0].strip(), True))
        at = match.end()
    _add_name(found, text[at:])
    return found


def _add_name(found: list[tuple[str, bool]], text: str) -> None:
    name = text.lstrip(_EDGES).rstrip(_EDGES.replace(".", ""))
    if found:
        name = _JOINT.sub("", name)
    if any(sign.isalpha() for sign in name):
        found.append((name, False))


def note_text(segment: str) -> str:
    """A note without the brackets around it."""
    return one_line(segment.strip("()[] "))


def has_date(text: str, rules: DateRules) -> bool:
    """Whether a note is a date that is known."""
    if plain := _PLAIN_DEATH.fullmatch(text):
        text = plain[1]
    return bool(_DIGIT.search(text)) and read_date_text(text, rules).value.is_known


def add_note(person: PersonReading, note: str, rules: DateRules) -> None:
    """Put down what one note says of a person: a life, a death or birth, an age, what rests; else a remark."""
    if plain := _PLAIN_DEATH.fullmatch(note):
        _add_death(person, plain[1], rules)
    elif not (_add_life(person, note, rules) or _add_words(person, note, rules)):
        parts = _PARTED.split(note)
        if len(parts) == 1:
            _add_some_date(person, note, rules)
        for part in parts if len(parts) > 1 else ():
            add_note(person, part, rules)


def _add_life(person: PersonReading, note: str, rules: DateRules) -> bool:
    match = _LIFE.match(note) or _BORN_DIED.match(note)
    if match is None:
        return False
    person.born_on = read_date_text(match[1], rules).value
    person.died_on = read_date_text(match[2], rules).value
    return True


def _add_words(person: PersonReading, note: str, rules: DateRules) -> bool:
    if exhumed := _EXHUMED.match(note):
        person.exhumed_on = read_date_text(note[exhumed.end() :], rules).value
    elif age := _AGE.match(note):
        person.age_text = note if note[:1].isdecimal() else age[1]
    elif not _DIGIT.search(note) and (form := form_of(note)):
        person.kind = form
    elif born := _BORN.match(note):
        person.born_on = read_date_text(born[1], rules).value
    else:
        return False
    return True


def _add_some_date(person: PersonReading, note: str, rules: DateRules) -> None:
    """A note that is a date as a whole, or that holds one among words."""
    reading = read_date_text(note, rules)
    inside = None if reading.value.is_known else _DATED.search(note)
    rest = _DATED.sub(" ", note).strip(_EDGES) if inside and inside[0] != note else ""
    if reading.value.is_known:
        _add_death(person, note, rules)
    elif inside and _REDUCED.match(rest):
        person.kind, person.remark = "remains", note
    elif inside and rest and read_date_text(inside[0], rules).value.is_known:
        _add_death(person, inside[0], rules)
        form = form_of(rest)
        person.kind, person.remark = form or person.kind, person.remark if form else rest
    elif reading.problem:
        person.remark = note
        person.problem = reading.problem if _LIKE_DATE.search(note) else person.problem


def _add_death(person: PersonReading, text: str, rules: DateRules) -> None:
    reading = read_date_text(text, rules)
    if reading.value.is_known and person.died_on.is_known and reading.value != person.died_on:
        _add_second_date(person, reading.value, text)
    elif reading.value.is_known:
        person.died_on = reading.value
    elif reading.problem:
        person.problem, person.remark = reading.problem, text


def _add_second_date(person: PersonReading, later: PartialDate, text: str) -> None:
    """Two days years apart are a life; two near each other are a death and a burial, and the first is the death."""
    first = person.died_on.latest
    is_life = first is not None and later.earliest is not None and later.earliest - first > _A_YEAR
    if is_life and not person.born_on.is_known:
        person.born_on, person.died_on = person.died_on, later
    else:
        person.remark = text
