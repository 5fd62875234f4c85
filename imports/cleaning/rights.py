"""The right that a row tells, and who holds it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from cementiris.registry.dates import PartialDate
from cementiris.registry.identity import is_valid_national_id, looks_like_national_id
from cementiris.registry.names import NameParts, fold
from imports.cleaning.cells import is_unknown, one_line
from imports.cleaning.contacts import NO_CONTACT, Contact, email_in, national_ids_in, phones_in, postal_code_and_town
from imports.cleaning.kinds import state_of
from imports.cleaning.layout import Layout
from imports.cleaning.money import euros_of, read_money
from imports.cleaning.people import PersonReading, read_holders
from imports.cleaning.spans import add_years
from imports.cleaning.terms import read_term
from imports.cleaning.values import date_in, parts_in, whole_name
from imports.mapping import NOTHING
from imports.rows import CleanConcession, CleanHolder, CleanRow, Line

_USUAL_TERMS = (2, 5, 10, 15, 20, 25, 30, 35, 40, 50, 60, 75, 99)
_ONE_DAY = timedelta(days=1)
_SHORT_YEAR = re.compile(r"(?:^|\D)\d{2}\W*$")
_YES = frozenset({"s", "si", "x", "cert", "yes", "true", "verdadero", "1", "p", "perpetu", "perpetua", "perpetuo"})


class RightCleaner:
    """Reads the right of each row of a table."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def holder_text(self, line: Line) -> str:
        """What stands where the holder should: a name, or a word like *LLIURE*."""
        return self.layout.text("holder", line) or whole_name(self.layout, "holder", line)

    def right_of(self, row: CleanRow, line: Line, holder_text: str) -> CleanConcession | None:
        """Read the right; None when the row tells none."""
        layout = self.layout
        granted = date_in(layout, row, "granted_on", line)
        end = date_in(layout, row, "expires_on", line)
        years, perpetual = self._term(row, line)
        end = in_right_century(end, granted, years, layout.text("expires_on", line))
        title = layout.text("title_number", line)
        title = "" if is_unknown(title) else title
        holders = () if state_of(holder_text) else self._holders(row, line, holder_text)
        if not (holders or title or granted.is_known or end.is_known or years or perpetual):
            return None
        return CleanConcession(
            title_number=title,
            granted_on=granted,
            term_years=years,
            perpetual=perpetual,
            expires_on=end if end.is_known else add_years(granted, years),
            expiry_is_written=end.is_known,
            price=self._price(row, line, granted),
            holders=holders,
        )

    def _price(self, row: CleanRow, line: Line, granted: PartialDate) -> Decimal | None:
        """What was paid, in euros; amounts of other times and those not understood only stay with the row."""
        cell = self.layout.cell("price", line)
        if not cell:
            return None
        if problem := read_money(cell).problem:
            row.report(problem, text=self.layout.text("price", line))
        year = granted.earliest.year if granted.earliest else None
        return euros_of(cell, header=self.layout.header("price"), year=year)

    def _term(self, row: CleanRow, line: Line) -> tuple[int | None, bool]:
        layout = self.layout
        said = layout.value("term", layout.text("term", line))
        term = read_term("" if said == NOTHING else said or layout.cell("term", line))
        says_so = fold(layout.text("perpetual", line)) in _YES
        perpetual = term.perpetual or says_so or self._ends_never(line)
        text = layout.text("term", line)
        # A nought in a column of numbers is often an empty cell: it counts where a right is told and must end.
        if term.problem and (text.strip("0.,") or not (perpetual or self._tells_no_right(line))):
            row.report(term.problem, text=text)
        return (None if perpetual else term.years), perpetual

    def _ends_never(self, line: Line) -> bool:
        """Whether a word like *perpetu* stands where the end should."""
        text = self.layout.text("expires_on", line)
        return bool(text) and not text[0].isdecimal() and read_term(text).perpetual

    def _tells_no_right(self, line: Line) -> bool:
        told = (self.layout.text(meaning, line) for meaning in ("title_number", "granted_on", "expires_on"))
        return not any(told)

    def _holders(self, row: CleanRow, line: Line, text: str) -> tuple[CleanHolder, ...]:
        layout = self.layout
        ids = self._national_ids(row, layout.text("national_id", line))
        holders = [
            _holder(reading, ids[place] if place < len(ids) else "", NO_CONTACT if place else self._contact(line))
            for place, reading in enumerate(self._readings(line, text))
        ]
        named = self._named(layout.text("beneficiary", line))
        return (*holders, *(_holder(replace(reading, role="beneficiary"), "", NO_CONTACT) for reading in named))

    def _contact(self, line: Line) -> Contact:
        """How to reach the first holder; what a mixed cell holds goes where it belongs."""
        layout = self.layout
        address = one_line(layout.text("address", line))
        code, town = layout.text("postal_code", line), layout.text("locality", line)
        if address and not (code or town):
            address, code, town = postal_code_and_town(address)
        phone, email = layout.text("phone", line), layout.text("email", line)
        if not (phone or email):
            return Contact(address=address, postal_code=code, locality=town) if address or code or town else NO_CONTACT
        numbers = phones_in(phone) or phones_in(email)
        return Contact(
            phone=" / ".join(numbers) or phone,
            email=email_in(email) or email_in(phone) or email,
            address=address,
            postal_code=code,
            locality=town,
        )

    def _readings(self, line: Line, text: str) -> list[PersonReading]:
        layout = self.layout
        text = layout.without_placeholder(text)
        readings = list(read_holders(text, layout.holder_surname_first)) if text else []
        in_columns = layout.has_holder_parts and not layout.text("holder", line)
        if in_columns and len(readings) == 1 and readings[0].role != "institution":
            readings = [replace(readings[0], parts=self._parts(readings[0], line))]
        others = self._named(layout.text("co_holder", line))
        return [*readings, *(replace(reading, role="co_holder") for reading in others)]

    def _parts(self, reading: PersonReading, line: Line) -> NameParts:
        """The parts by their columns; *Hereus de* before the surnames is not one of them."""
        parts = parts_in(self.layout, "holder", line)
        if reading.role == "holder" and not reading.is_estate:
            return parts
        surnames = " ".join(
            text
            for meaning in self.layout.name_columns("holder")
            if meaning != "holder_given" and (text := self.layout.text(meaning, line))
        )
        bare = read_holders(f"{surnames}, {parts.given_name}", True)
        return bare[0].parts if bare else parts

    def _named(self, text: str) -> list[PersonReading]:
        if not text:
            return []
        return [found for found in read_holders(text, self.layout.holder_surname_first) if not found.is_unknown]

    def _national_ids(self, row: CleanRow, text: str) -> list[str]:
        if not text or is_unknown(text):
            return []
        found = list(national_ids_in(text))
        if any(not is_valid_national_id(number) and looks_like_national_id(number) for number in found):
            row.report("invalid_national_id", text=text)
        return found


def in_right_century(end: PartialDate, granted: PartialDate, years: int | None, text: str) -> PartialDate:
    """An end whose year is written in two figures lies after the grant: *12-3-24* of a right of 1974 is 2024."""
    if not (_SHORT_YEAR.search(text) and end.is_surely_before(granted)):
        return end
    later = add_years(end, 100)
    terms = _USUAL_TERMS if years is None else (years,)
    return later if any(_is_anniversary(later, add_years(granted, term)) for term in terms) else end


def _is_anniversary(end: PartialDate, expected: PartialDate) -> bool:
    """Whether an end is the expected day, or the one before or after it."""
    if end.earliest is None or end.latest is None or expected.earliest is None or expected.latest is None:
        return False
    return end.earliest <= expected.latest + _ONE_DAY and end.latest >= expected.earliest - _ONE_DAY


def _holder(reading: PersonReading, national_id: str, contact: Contact) -> CleanHolder:
    """A holder as the name's own cell tells it, with what the cells beside it say of how to reach them."""
    return CleanHolder(
        reading.text,
        reading.parts,
        reading.role,
        reading.is_estate,
        reading.is_unknown,
        national_id=national_id or reading.national_id,
        address=contact.address or reading.address,
        postal_code=contact.postal_code,
        locality=contact.locality,
        phone=contact.phone or reading.phone,
        email=contact.email,
    )
