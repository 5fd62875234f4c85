"""People in cells: several in one, with prefixes, dates in every order and remains, each taken apart as written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from cementiris.registry.names import NameParts, split_name
from imports.cleaning.cells import is_unknown, one_line
from imports.cleaning.contacts import Contact, without_contact
from imports.cleaning.dates import DateRules
from imports.cleaning.institutions import is_institution
from imports.cleaning.movements import form_of
from imports.cleaning.person import (
    PersonReading,
    form_of_nobody,
    has_prefix,
    is_nobody,
    parts_of,
    without_prefix,
    without_relative,
)
from imports.cleaning.person_notes import add_note, has_date, note_text, segments
from imports.cleaning.person_split import chunks_of, names_in

__all__ = ["PersonReading", "has_prefix", "is_institution", "read_deceased", "read_holders", "read_name"]

_PLAIN = re.compile(r"[^\W\d_]{2,}(?: [^\W\d_]{2,})*(?:, [^\W\d_]{2,})?")
_NEEDS_CARE = re.compile(
    r"\b(?:i|y|e|and|restes|restos|cendres|cenizas|ashes|remains|cos|cuerpo|body|urna|fetus|feto|ossos|huesos|"
    r"despulles|despojos|cadàver|cadáver|les|las|los|the)\b",
    re.IGNORECASE,
)
_REMAINS = re.compile(
    r"^(?:les |las |los |the )?(?:(restes|restos|despulles|despojos|remains|ossos|huesos)|(cendres|cenizas|"
    r"ashes|urna)|(fetus|feto)|"
    r"(cos|cadàver|cadáver|cuerpo|body))\b(?: (?:mortals|mortales))?(?:\s*(?:de\s+l[ae]s?|dels?|de|of)\s+|"
    r"\s*d['’]|[:\s]+)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\d{1,2}\s+([^\W\d_]+)\s*:\s*(?=\S)")
_BRACKETED = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
_HEIRS_IN_BRACKETS = re.compile(r"[(,]\s*(?:here|hr|hdr|v[ií]d|vda)", re.IGNORECASE)
_EDGES = " ,;:./-–—†✝+*|"


@lru_cache(maxsize=2048)
def read_holders(text: str, surname_first: bool | None = None) -> tuple[PersonReading, ...]:
    """Read a cell of holders; the first is the holder, the others co-holders. Unknown holders are kept as such."""
    if is_institution(text):
        return (PersonReading(one_line(text), role="institution"),)
    readings = [
        _read_holder(name.strip(), surname_first, contact)
        for chunk in chunks_of(text)
        for rest, contact in [without_contact(chunk)]
        for name in _holder_names(rest, surname_first)
    ]
    return tuple(
        replace(reading, role="co_holder") if position and reading.role == "holder" else reading
        for position, reading in enumerate(readings)
    )


def _holder_names(chunk: str, surname_first: bool | None) -> list[str]:
    if ("(" in chunk or "," in chunk) and _HEIRS_IN_BRACKETS.search(chunk):
        return names_in(chunk, surname_first)
    names = [text for text, is_note in segments(chunk) if not is_note]
    return [name for text in names for name in names_in(text, surname_first)]


def _has_brackets(text: str) -> bool:
    """Whether brackets hold something else than *hereus* or *vídua*."""
    return ("(" in text or "[" in text) and not _HEIRS_IN_BRACKETS.search(text)


def _read_holder(text: str, surname_first: bool | None, contact: Contact) -> PersonReading:
    whole = without_relative(one_line(_BRACKETED.sub(" ", text) if _has_brackets(text) else text))
    if is_institution(whole):
        return PersonReading(whole, role="institution")
    if is_unknown(whole) or is_nobody(whole):
        return PersonReading(whole, is_unknown=True)
    sort = without_prefix(whole)[1]
    return PersonReading(
        whole,
        parts_of(whole, surname_first),
        role="widow_of" if sort == "widow" else "holder",
        is_estate=sort == "estate",
        national_id=contact.national_id,
        phone=contact.phone,
        address=contact.address,
    )


def read_name(text: str, surname_first: bool | None = None) -> NameParts:
    """Split a name that stands alone in its cell."""
    return split_name(one_line(text), surname_first=surname_first)


@lru_cache(maxsize=4096)
def read_deceased(text: str, rules: DateRules, surname_first: bool | None = None) -> tuple[PersonReading, ...]:
    """Read a cell of deceased people with what stands beside each name."""
    if counted := _COUNTED.match(text):
        people = read_deceased(text[counted.end() :], rules, surname_first)
        return tuple(replace(person, kind=person.kind or form_of(counted[1])) for person in people)
    if _PLAIN.fullmatch(text) and not _NEEDS_CARE.search(text):
        return (_named(text, surname_first),)
    return tuple(_told(text, rules, surname_first).people())


def _told(text: str, rules: DateRules, surname_first: bool | None) -> _Told:
    told = _Told(rules, surname_first)
    for chunk in chunks_of(text):
        told.add(segments(chunk))
    return told


@dataclass(slots=True)
class _Told:
    """The names and notes of a cell in their order, and to whom each note belongs."""

    rules: DateRules
    surname_first: bool | None
    steps: list[tuple[str, bool]] = field(default_factory=list)

    def add(self, found: list[tuple[str, bool]]) -> None:
        """Take in the segments of one chunk; what names several people becomes several steps."""
        for text, is_note in found:
            if is_note:
                self.steps.append((note_text(text), True))
            else:
                self.steps.extend((name, False) for name in names_in(text, self.surname_first))

    def people(self) -> list[PersonReading]:
        """Everybody named, each with their own notes; a day before a name is of the name after it."""
        dates_lead = self._dates_lead()
        people: list[PersonReading] = []
        waiting: list[str] = []
        for position, (text, is_note) in enumerate(self.steps):
            if not is_note:
                people.append(self._with(_named(one_line(text).lstrip(_EDGES), self.surname_first), waiting))
                waiting = []
            elif not people or (dates_lead and has_date(text, self.rules)):
                waiting.append(text)
            else:
                owner = self._owner(position, people)
                add_note(people[owner], text, self.rules)
        return [person for person in people if person.text]

    def _with(self, person: PersonReading, notes: list[str]) -> PersonReading:
        for note in notes:
            add_note(person, note, self.rules)
        return person

    def _dates_lead(self) -> bool:
        """Whether the cell begins with a date and ends with a name."""
        if not (self.steps and self.steps[0][1]):
            return False
        if self.steps and not self.steps[0][1]:
            return False
        order = [is_note for text, is_note in self.steps if not is_note or has_date(text, self.rules)]
        return len(order) > 1 and order[0] and not order[-1]

    def _owner(self, position: int, people: list[PersonReading]) -> int:
        """Whose note this is: the last person's, or where as many dates follow as names, each one's own."""
        start = position
        while start > 0 and self.steps[start - 1][1]:
            start -= 1
        names = start
        while names > 0 and not self.steps[names - 1][1]:
            names -= 1
        end = position
        while end < len(self.steps) and self.steps[end][1]:
            end += 1
        count = start - names
        return len(people) - count + position - start if count == end - start > 1 else len(people) - 1


def _named(text: str, surname_first: bool | None) -> PersonReading:
    """One deceased person by the name alone."""
    text = without_relative(text)
    match = _REMAINS.match(text)
    if not match and is_nobody(text):
        return PersonReading(text, is_unknown=True, kind=form_of_nobody(text))
    kind = ""
    if match:
        kind = "remains" if match[1] else "ashes" if match[2] else "foetal" if match[3] else "body"
        text = text[match.end() :].strip(_EDGES)
        kind = form_of_nobody(text) or kind
    if match and is_nobody(text):
        return PersonReading(text, is_unknown=True, kind=kind)
    return PersonReading(text, parts_of(text, surname_first), kind=kind)
