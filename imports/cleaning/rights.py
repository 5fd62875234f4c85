"""The right that a row tells, and who holds it."""

from __future__ import annotations

import re
from dataclasses import replace

from cementiris.registry.dates import PartialDate
from cementiris.registry.identity import is_valid_national_id, looks_like_national_id, normalise_national_id
from cementiris.registry.names import NameParts, fold
from imports.cleaning.cells import is_unknown, one_line
from imports.cleaning.kinds import state_of
from imports.cleaning.layout import Layout
from imports.cleaning.people import PersonReading, read_holders
from imports.cleaning.spans import add_years
from imports.cleaning.terms import read_term
from imports.cleaning.values import date_in, parts_in, whole_name
from imports.mapping import NOTHING
from imports.rows import CleanConcession, CleanHolder, CleanRow, Line

_IDS = re.compile(r"[XYZ]?\d[\d.\- ]{5,10}[ -]?[A-Z]|[A-HJNPQRSUVW][ -]?\d[\d.\- ]{6,9}[\dA-J]", re.IGNORECASE)
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
        end = _in_right_century(end, granted, years, layout.text("expires_on", line))
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
            holders=holders,
        )

    def _term(self, row: CleanRow, line: Line) -> tuple[int | None, bool]:
        layout = self.layout
        said = layout.value("term", layout.text("term", line))
        term = read_term("" if said == NOTHING else said or layout.cell("term", line))
        says_so = fold(layout.text("perpetual", line)) in _YES
        perpetual = term.perpetual or says_so or read_term(layout.cell("expires_on", line)).perpetual
        text = layout.text("term", line)
        # A nought in a column of numbers is often an empty cell: it counts where a right is told and must end.
        if term.problem and (text.strip("0.,") or not (perpetual or self._tells_no_right(line))):
            row.report(term.problem, text=text)
        return (None if perpetual else term.years), perpetual

    def _tells_no_right(self, line: Line) -> bool:
        told = (self.layout.text(meaning, line) for meaning in ("title_number", "granted_on", "expires_on"))
        return not any(told)

    def _holders(self, row: CleanRow, line: Line, text: str) -> tuple[CleanHolder, ...]:
        layout = self.layout
        ids = self._national_ids(row, layout.text("national_id", line))
        holders = [
            _holder(reading, ids[place] if place < len(ids) else "")
            for place, reading in enumerate(self._readings(line, text))
        ]
        if holders:
            holders[0] = replace(
                holders[0],
                address=one_line(layout.text("address", line)),
                postal_code=layout.text("postal_code", line),
                locality=layout.text("locality", line),
                phone=layout.text("phone", line),
                email=layout.text("email", line),
            )
        named = self._named(layout.text("beneficiary", line))
        return (*holders, *(_holder(replace(reading, role="beneficiary"), "") for reading in named))

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
        found = [normalise_national_id(match) for match in _IDS.findall(text)] or [normalise_national_id(text)]
        if any(looks_like_national_id(number) and not is_valid_national_id(number) for number in found):
            row.report("invalid_national_id", text=text)
        return found


def _in_right_century(end: PartialDate, granted: PartialDate, years: int | None, text: str) -> PartialDate:
    """An end whose year is written in two figures lies after the grant: *12-3-24* of a right of 1974 is 2024."""
    if not (_SHORT_YEAR.search(text) and end.is_surely_before(granted)):
        return end
    later = add_years(end, 100)
    expected = add_years(granted, years)
    if later.is_surely_before(granted) or (expected.is_known and later.year != expected.year):
        return end
    return later


def _holder(reading: PersonReading, national_id: str) -> CleanHolder:
    return CleanHolder(
        reading.text,
        reading.parts,
        reading.role,
        reading.is_estate,
        reading.is_unknown,
        national_id=national_id or reading.national_id,
    )
