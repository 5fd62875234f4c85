"""The deceased of a row: who was buried, when, in what form, and who was taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cementiris.registry.dates import UNKNOWN_DATE, PartialDate
from cementiris.registry.names import fold
from imports.cleaning.cells import is_unknown
from imports.cleaning.kinds import state_of
from imports.cleaning.layout import Layout
from imports.cleaning.movements import brings_in, form_of, takes_out
from imports.cleaning.people import PersonReading, read_deceased
from imports.cleaning.values import date_in, parts_in, whole_name
from imports.mapping import NOTHING
from imports.rows import CleanBurial, CleanRow, Line
from imports.tables import DataRow

_DATES = ("died_on", "buried_on", "born_on", "exhumed_on")


@dataclass(frozen=True, slots=True)
class _Said:
    """What the columns beside a name say of it."""

    dates: dict[str, PartialDate] = field(default_factory=dict)
    kind: str = ""
    takes_out: bool = False
    sex: str = ""
    age: str = ""
    legacy_key: str = ""

    def on(self, meaning: str) -> PartialDate:
        return self.dates.get(meaning, UNKNOWN_DATE)


class BurialCleaner:
    """Reads the deceased of each row of a table."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def burials_of(self, row: CleanRow, data: DataRow) -> Iterator[CleanBurial]:
        """Read everybody whom the row and the lines continuing it name."""
        for group in self.layout.groups:
            for line in (data.line, *data.extra):
                yield from self._of_group(row, line, group)

    def _of_group(self, row: CleanRow, line: Line, group: int) -> list[CleanBurial]:
        people = self._people(line, group)
        said = self._said(row, line, group)
        if not people:
            return self._nameless(row, said)
        for person in people:
            if person.problem:
                row.report(person.problem, text=person.remark)
        if len(people) > 1:
            said = _Said(kind=said.kind, takes_out=said.takes_out)
        return [_burial(person, said) for person in people]

    def _said(self, row: CleanRow, line: Line, group: int) -> _Said:
        layout = self.layout
        movement = self._movement(row, layout.text("movement", line, group))
        remains = self._remains(row, layout.text("remains", line, group))
        return _Said(
            dates={meaning: date_in(layout, row, meaning, line, group) for meaning in _DATES},
            kind=remains or layout.letters.get(movement, "") or form_of(movement),
            takes_out=takes_out(movement),
            sex=layout.sexes.get(fold(layout.text("sex", line, group)), ""),
            age=layout.text("age", line, group),
            legacy_key=row.legacy_key if len(layout.groups) == 1 else "",
        )

    def _movement(self, row: CleanRow, written: str) -> str:
        """What happened, in folded words; a word that is not known is reported and taken for a burial."""
        said = self.layout.value("movement", written)
        if said == NOTHING:
            return ""
        movement = fold(said or written)
        if not movement or takes_out(movement) or brings_in(movement) or form_of(movement):
            return movement
        if movement not in self.layout.letters:
            row.report("unknown_movement", text=written)
        return movement

    def _remains(self, row: CleanRow, written: str) -> str:
        """The form by its own column; a sign that is not known is asked about like a movement."""
        layout = self.layout
        said = layout.value("movement", written)
        if not written or said == NOTHING or is_unknown(written):
            return ""
        if said == "burial":
            return "body"
        form = form_of(said or written) or layout.letters.get(fold(written), "")
        if not (form or brings_in(written) or takes_out(written)):
            row.report("unknown_movement", text=written)
        return form

    def _people(self, line: Line, group: int) -> list[PersonReading]:
        layout = self.layout
        text = layout.text("deceased", line, group)
        if text and not state_of(text):
            return list(read_deceased(text, layout.rules, layout.deceased_surname_first))
        whole = whole_name(layout, "deceased", line, group)
        if not whole or state_of(whole):
            return []
        parts = parts_in(layout, "deceased", line, group)
        nobody = not (parts.given_name or parts.surname1)
        return [PersonReading(whole, parts, is_unknown=nobody or is_unknown(whole))]

    def _nameless(self, row: CleanRow, said: _Said) -> list[CleanBurial]:
        """Dates without a name speak of somebody unknown."""
        known = any(said.on(meaning).is_known for meaning in ("died_on", "buried_on", "exhumed_on"))
        if not known or not self.layout.has_people:
            return []
        row.report("nobody_named")
        return [_burial(PersonReading("", is_unknown=True), said)]


def _burial(person: PersonReading, said: _Said) -> CleanBurial:
    exhumed, buried = said.on("exhumed_on"), said.on("buried_on")
    if not exhumed.is_known:
        exhumed = person.exhumed_on
    if said.takes_out and not exhumed.is_known:
        exhumed, buried = buried, UNKNOWN_DATE
    return CleanBurial(
        text=person.text,
        parts=person.parts,
        died_on=said.on("died_on") if said.on("died_on").is_known else person.died_on,
        buried_on=buried,
        exhumed_on=exhumed,
        born_on=said.on("born_on") if said.on("born_on").is_known else person.born_on,
        kind=person.kind or ("" if said.takes_out else said.kind) or "body",
        sex=said.sex,
        age_text=person.age_text or said.age,
        legacy_key=said.legacy_key,
        is_exhumation=said.takes_out,
        is_unknown=person.is_unknown,
    )
