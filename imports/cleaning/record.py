"""One row of data into one clean row: place, right, deceased, and what is odd about them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cementiris.registry.dates import UNKNOWN_DATE, PartialDate
from cementiris.registry.identity import is_valid_national_id, looks_like_national_id, normalise_national_id
from cementiris.registry.names import NameParts, fold
from imports.cleaning.cells import as_text, is_unknown, one_line
from imports.cleaning.codes import CodeReading, block_key, number_key, read_code_text, read_floor
from imports.cleaning.dates import DateReading, read_date
from imports.cleaning.kinds import kind_of, state_of
from imports.cleaning.layout import Layout
from imports.cleaning.people import PersonReading, read_deceased, read_holders, read_name
from imports.cleaning.spans import add_years
from imports.cleaning.terms import read_term
from imports.headings import Heading
from imports.rows import CleanBurial, CleanConcession, CleanHolder, CleanRow, CleanUnit, Line
from imports.tables import DataRow

_EXHUMATION = re.compile(r"exhum|desenterr|sortida|salida|extracc")
_REMAINS = re.compile(r"rest[eo]s|reducc|despul|despoj|ossos|huesos|remains|^r$")
_ASHES = re.compile(r"cendr|ceniz|incinera|cremac|cremat|\burna|ashes|^c$")
_FOETAL = re.compile(r"\bfet|fetus|feto")
_IDS = re.compile(r"[XYZ]?\d[\d.\- ]{5,10}[ -]?[A-Z]|[A-HJNPQRSUVW][ -]?\d[\d.\- ]{6,9}[\dA-J]", re.IGNORECASE)
_UNIT_KIND_OF_CODES = {"ni": "niche", "n": "niche", "to": "tomb", "pa": "pantheon", "co": "columbarium", "cb": "columbarium",
                       "fc": "common_grave", "os": "ossuary"}  # fmt: skip


class RowCleaner:
    """Cleans the rows of one table; everything that holds for all its rows is in the layout."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def clean(self, data: DataRow) -> CleanRow:
        """Clean one row; never raises on what stands in it."""
        layout, line = self.layout, data.line
        row = CleanRow(layout.sheet.file, layout.sheet.name, data.number, line.texts)
        row.notes = "\n".join(text for text in (layout.text("notes", line), *self._extra_columns(line)) if text)
        row.legacy_key = layout.text("legacy_key", data.line)
        holders = self._holders(row, data.line)
        state = self._state(data.line, holders)
        row.unit = self._unit(row, data, state)
        row.concession = self._concession(row, data.line, holders)
        row.burials = tuple(self._burials(row, data))
        self._report_gaps(row)
        return row

    def _extra_columns(self, line: Line) -> Iterable[str]:
        for label, index in self.layout.unmapped:
            if index < len(line.texts) and line.texts[index]:
                yield f"{label}: {line.texts[index]}"

    # --- place -----------------------------------------------------------------------------------------------

    def _unit(self, row: CleanRow, data: DataRow, state: str) -> CleanUnit | None:
        layout, line = self.layout, data.line
        written = layout.text("number", line)
        block = layout.text("block", line) or layout.constants.get("block", "")
        if layout.is_as_written("number"):
            return self._unit_as_written(written, block, data) if written or block else None
        code = read_code_text(written, bool(block or data.heading.block), layout.blocks)
        if code.problem:
            row.report(code.problem, text=written)
            return None
        kind_word = layout.text("kind", line)
        kind = self._kind(row, kind_word, code, data.heading)
        if not written and not kind_word and not block:
            return None
        if not code.number and kind not in ("common_grave", "ossuary") and not code.block:
            return None
        return self._assembled(row, data, code, kind, state, block)

    def _assembled(
        self, row: CleanRow, data: DataRow, code: CodeReading, kind: str, state: str, block: str
    ) -> CleanUnit:
        layout, line = self.layout, data.line
        kind_word = layout.text("kind", line)
        named = "" if is_unknown(block) else block
        name = (
            named
            or self._block_of_code(code, data.heading)
            or data.heading.block_for(kind, kind_word or layout.text("number", line))
        )
        kind = kind or layout.kind_of_block(name) or "niche"
        number = code.number if kind not in ("common_grave", "ossuary") or code.number != "0" else ""
        floor = self._floor(row, line, code, data.heading)
        column = layout.text("column", line)
        return CleanUnit(
            block=name,
            number=number,
            kind=kind,
            floor=floor,
            column=int(column) if column.isdecimal() and len(column) < 5 else code.column,
            section_path=tuple(text for text in (layout.text("section", line),) if text),
            state=state,
            code_as_written=layout.text("number", line),
            key=unit_key(name, number, kind),
        )

    def _unit_as_written(self, written: str, block: str, data: DataRow) -> CleanUnit:
        kind = self.layout.constants.get("kind") or kind_of(self.layout.text("kind", data.line)) or "niche"
        block = block or data.heading.block
        code = " ".join(text for text in (block, written) if text)
        return CleanUnit(
            block, written, kind, code_as_written=code, key=f"{block.lower()}|{written.lower()}|", as_written=True
        )

    def _block_of_code(self, code: CodeReading, heading: Heading) -> str:
        """A code inside a block repeats the block's name at most; what else stands in it does not name another."""
        if heading.block and code.block and block_key(code.block) not in self.layout.blocks:
            return heading.block
        return code.block

    def _kind(self, row: CleanRow, word: str, code: CodeReading, heading: Heading) -> str:
        if code.kind in ("common_grave", "ossuary"):
            return code.kind
        if word and not is_unknown(word):
            kind = self.layout.value("kind", word) or kind_of(word) or _UNIT_KIND_OF_CODES.get(fold(word), "")
            if kind:
                return kind
            if not state_of(word):
                row.report("unknown_kind", text=word)
        if constant := self.layout.constants.get("kind"):
            return constant
        return code.kind or (heading.kinds[0] if len(heading.kinds) == 1 else "")

    def _floor(self, row: CleanRow, line: Line, code: CodeReading, heading: Heading) -> int | None:
        text = self.layout.text("floor", line)
        if not text or is_unknown(text):
            return code.floor or heading.floor
        floor = read_floor(text)
        if floor is None:
            row.report("unreadable_floor", text=text)
        return floor

    def _state(self, line: Line, holders: str) -> str:
        text = self.layout.text("state", line)
        if text:
            return self.layout.value("state", text) or state_of(text)
        return (
            state_of(holders)
            or state_of(self.layout.text("deceased", line))
            or state_of(self.layout.text("kind", line))
        )

    # --- right -----------------------------------------------------------------------------------------------

    def _holders(self, row: CleanRow, line: Line) -> str:
        layout = self.layout
        whole = layout.text("holder", line)
        parts = [layout.text(f"holder_{part}", line) for part in ("given", "surnames", "surname1", "surname2")]
        return whole or one_line(" ".join(text for text in parts if text))

    def _concession(self, row: CleanRow, line: Line, holder_text: str) -> CleanConcession | None:
        layout = self.layout
        granted = self._date(row, "granted_on", line)
        written_end = self._date(row, "expires_on", line, may_be_term=True)
        term = read_term(layout.cell("term", line))
        if term.problem:
            row.report(term.problem, text=layout.text("term", line))
        end_term = read_term(layout.cell("expires_on", line))
        perpetual = (
            term.perpetual or end_term.perpetual or fold(layout.text("perpetual", line)) in ("s", "si", "x", "cert")
        )
        title = layout.text("title_number", line)
        holders = () if state_of(holder_text) else self._clean_holders(row, line, holder_text)
        title = "" if is_unknown(title) else title
        if not (holders or title or granted.is_known or written_end.is_known or term.years or perpetual):
            return None
        years = None if perpetual else term.years
        return CleanConcession(
            title_number=title,
            granted_on=granted,
            term_years=years,
            perpetual=perpetual,
            expires_on=written_end if written_end.is_known else add_years(granted, years),
            expiry_is_written=written_end.is_known,
            holders=holders,
        )

    def _clean_holders(self, row: CleanRow, line: Line, text: str) -> tuple[CleanHolder, ...]:
        layout = self.layout
        readings = self._holder_readings(line, text)
        ids = self._national_ids(row, layout.text("national_id", line))
        holders = [
            self._holder(reading, ids[position] if position < len(ids) else "")
            for position, reading in enumerate(readings)
        ]
        if holders:
            first = holders[0]
            holders[0] = CleanHolder(
                first.text, first.parts, first.role, first.is_estate, first.is_unknown, first.national_id,
                one_line(layout.text("address", line)), layout.text("postal_code", line), layout.text("locality", line),
                layout.text("phone", line), layout.text("email", line),
            )  # fmt: skip
        for reading in self._named(layout.text("beneficiary", line)):
            holders.append(CleanHolder(reading.text, reading.parts, "beneficiary", is_unknown=reading.is_unknown))
        return tuple(holders)

    def _holder(self, reading: PersonReading, national_id: str) -> CleanHolder:
        return CleanHolder(
            reading.text, reading.parts, reading.role, reading.is_estate, reading.is_unknown, national_id
        )

    def _holder_readings(self, line: Line, text: str) -> list[PersonReading]:
        layout = self.layout
        text = self.layout.without_placeholder(text)
        readings = list(read_holders(text, layout.holder_surname_first)) if text else []
        if (
            layout.has_holder_parts
            and not layout.text("holder", line)
            and len(readings) == 1
            and readings[0].role == "holder"
        ):
            readings = [self._with_given_parts(readings[0], "holder", line)]
        for reading in self._named(layout.text("co_holder", line)):
            readings.append(
                PersonReading(reading.text, reading.parts, "co_holder", reading.is_estate, reading.is_unknown)
            )
        return readings

    def _named(self, text: str) -> list[PersonReading]:
        return (
            [reading for reading in read_holders(text, self.layout.holder_surname_first) if not reading.is_unknown]
            if text
            else []
        )

    def _with_given_parts(self, reading: PersonReading, subject: str, line: Line) -> PersonReading:
        return PersonReading(
            reading.text,
            self._parts(subject, line),
            reading.role,
            is_estate=reading.is_estate,
            is_unknown=reading.is_unknown,
        )

    def _parts(self, subject: str, line: Line, group: int = 0) -> NameParts:
        """The parts of a name that stands in several columns."""
        layout = self.layout
        given, surnames, first, second = (
            layout.without_placeholder(layout.text(f"{subject}_{part}", line, group))
            for part in ("given", "surnames", "surname1", "surname2")
        )
        if surnames and not first:
            split = read_name(f"{surnames}, X")
            first, second = split.surname1, second or split.surname2
        return NameParts(given, first, second)

    def _national_ids(self, row: CleanRow, text: str) -> list[str]:
        if not text or is_unknown(text):
            return []
        found = [normalise_national_id(match) for match in _IDS.findall(text)] or [normalise_national_id(text)]
        if any(looks_like_national_id(number) and not is_valid_national_id(number) for number in found):
            row.report("invalid_national_id", text=text)
        return found

    # --- deceased --------------------------------------------------------------------------------------------

    def _burials(self, row: CleanRow, data: DataRow) -> Iterable[CleanBurial]:
        for group in self.layout.groups:
            yield from self._burials_of_group(row, data.line, group)
            for line in data.extra:
                yield from self._burials_of_group(row, line, group)

    def _burials_of_group(self, row: CleanRow, line: Line, group: int) -> list[CleanBurial]:
        layout = self.layout
        people = self._people(row, line, group)
        dates = {
            meaning: self._date(row, meaning, line, group)
            for meaning in ("died_on", "buried_on", "born_on", "exhumed_on")
        }
        if not people:
            return self._nameless(row, dates, line, group)
        alone = len(people) == 1
        movement = fold(
            layout.value("movement", layout.text("movement", line, group)) or layout.text("movement", line, group)
        )
        kind = self._remains(f"{movement} {fold(layout.text('remains', line, group))}".strip())
        burials = []
        for person in people:
            if person.problem:
                row.report(person.problem, text=person.remark)
            burials.append(self._burial(person, dates if alone else {}, kind, movement))
        return [self._with_row_facts(burial, row, line, group, alone=alone) for burial in burials]

    def _people(self, row: CleanRow, line: Line, group: int) -> list[PersonReading]:
        layout = self.layout
        text = layout.text("deceased", line, group)
        if text and not state_of(text):
            return list(read_deceased(text, layout.rules, layout.deceased_surname_first))
        whole = one_line(
            " ".join(
                layout.text(f"deceased_{part}", line, group) for part in ("given", "surnames", "surname1", "surname2")
            )
        )
        if not whole or state_of(whole):
            return []
        parts = self._parts("deceased", line, group)
        nobody = not (parts.given_name or parts.surname1)
        return [PersonReading(whole, parts, is_unknown=nobody or is_unknown(whole))]

    def _nameless(self, row: CleanRow, dates: dict[str, PartialDate], line: Line, group: int) -> list[CleanBurial]:
        """Dates without a name speak of somebody unknown; a row for one burial says so."""
        known = any(dates[meaning].is_known for meaning in ("died_on", "buried_on", "exhumed_on"))
        if not known or not self.layout.has_people:
            return []
        row.report("nobody_named")
        return [self._burial(PersonReading("", is_unknown=True), dates, "", "")]

    def _burial(self, person: PersonReading, dates: dict[str, PartialDate], kind: str, movement: str) -> CleanBurial:
        died = dates.get("died_on", UNKNOWN_DATE)
        born = dates.get("born_on", UNKNOWN_DATE)
        exhumed = dates.get("exhumed_on", UNKNOWN_DATE)
        buried = dates.get("buried_on", UNKNOWN_DATE)
        takes_out = bool(_EXHUMATION.search(movement))
        if takes_out and not exhumed.is_known:
            exhumed, buried = buried, UNKNOWN_DATE
        return CleanBurial(
            text=person.text,
            parts=person.parts,
            died_on=died if died.is_known else person.died_on,
            buried_on=buried,
            exhumed_on=exhumed,
            born_on=born if born.is_known else person.born_on,
            kind=person.kind or (kind if not takes_out else "") or "body",
            is_exhumation=takes_out,
            is_unknown=person.is_unknown,
            age_text=person.age_text,
        )

    def _with_row_facts(
        self, burial: CleanBurial, row: CleanRow, line: Line, group: int, *, alone: bool
    ) -> CleanBurial:
        layout = self.layout
        age = burial.age_text or (layout.text("age", line, group) if alone else "")
        return CleanBurial(
            burial.text, burial.parts, burial.died_on, burial.buried_on, burial.exhumed_on, burial.born_on, burial.kind,
            layout.sexes.get(fold(layout.text("sex", line, group)), "") if alone else "", age, row.legacy_key if alone and len(layout.groups) == 1 else "",
            burial.is_exhumation, burial.is_unknown,
        )  # fmt: skip

    def _remains(self, text: str) -> str:
        if _ASHES.search(text):
            return "ashes"
        if _FOETAL.search(text):
            return "foetal"
        return "remains" if _REMAINS.search(text) else ""

    # --- common ----------------------------------------------------------------------------------------------

    def _date(
        self, row: CleanRow, meaning: str, line: Line, group: int = 0, *, may_be_term: bool = False
    ) -> PartialDate:
        cell = self.layout.cell(meaning, line, group)
        if cell in ("", None):
            return UNKNOWN_DATE
        reading = self._reading(cell)
        if reading.problem and not (may_be_term and read_term(cell).perpetual):
            row.report(reading.problem, text=as_text(cell))
        return reading.value

    def _reading(self, cell: object) -> DateReading:
        if isinstance(cell, str):
            return read_date(self.layout.without_placeholder(one_line(cell)), self.layout.rules)
        return read_date(cell, self.layout.rules)  # type: ignore[arg-type]

    def _report_gaps(self, row: CleanRow) -> None:
        if row.unit is None and not any(issue.code == "unreadable_code" for issue in row.issues):
            row.report("place_unknown" if row.burials and row.concession is None else "no_unit")
        for burial in row.burials:
            if _is_doubtful(burial.died_on.edtf) or _is_doubtful(burial.buried_on.edtf):
                row.report("partial_date")


def _is_doubtful(edtf: str) -> bool:
    return bool(edtf) and (not edtf[-1].isdecimal() or "/" in edtf)


def unit_key(block: str, number: str, kind: str) -> str:
    """The key under which two rows speak of the same unit; a unit without a number is the one of its kind there."""
    return f"{block_key(block)}|{number_key(number)}|{'' if number else kind}"
