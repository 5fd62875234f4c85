"""The place that a row speaks of."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from cementiris.registry.names import fold
from cementiris.registry.numbers import number_key
from imports.cleaning.cells import is_unknown
from imports.cleaning.codes import CodeReading, block_key, read_code_text, read_floor
from imports.cleaning.kinds import kind_of, state_by_sign, state_of
from imports.cleaning.layout import Layout
from imports.headings import Heading
from imports.mapping import NOTHING
from imports.rows import CleanRow, CleanUnit
from imports.tables import DataRow

_WITHOUT_NUMBER = ("common_grave", "ossuary")
_LONGEST_COLUMN = 4
_YES = frozenset({"x", "s", "si", "yes", "y", "1", "cert", "verdadero", "verdader", "true"})
_NO = frozenset({"n", "no", "0", "fals", "falso", "false"})
_KIND_SIGNS = {
    "ni": "niche",
    "n": "niche",
    "nd": "double_niche",
    "to": "tomb",
    "tb": "tomb",
    "pa": "pantheon",
    "pt": "pantheon",
    "co": "columbarium",
    "cb": "columbarium",
    "cl": "columbarium",
    "col": "columbarium",
    "hi": "hypogeum",
    "hip": "hypogeum",
    "cap": "chapel",
    "fc": "common_grave",
    "os": "ossuary",
    "oss": "ossuary",
}


def unit_key(block: str, number: str, kind: str) -> str:
    """The key under which two rows speak of the same unit; a unit without a number is the one of its kind there."""
    key = number if number.isascii() and number.isdecimal() and number[0] != "0" else number_key(number)
    return f"{block_key(block)}|{key}|{'' if number else kind}"


class _Told(NamedTuple):
    """What stands beside a code: the block of its own column, the kind, and the state."""

    block: str
    kind: str
    state: str


class PlaceCleaner:
    """Reads the unit of each row of a table."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.last_block = ""

    def unit_of(self, row: CleanRow, data: DataRow, holder_text: str) -> CleanUnit | None:
        """Read the unit; None when the row names none, with an issue when it names one that is not understood."""
        written = self.layout.text("number", data.line)
        block = self._named_block(data)
        if self.layout.is_as_written("number"):
            return self._as_written(written, data) if written or self.layout.text("block", data.line) else None
        has_block = bool(block or data.heading.block) or self.layout.numbers_alone
        code = read_code_text(written, has_block, self.layout.blocks)
        if code.problem:
            row.report(code.problem, text=written)
            return None
        if has_block and self.layout.letters_in_numbers and code.block and code.number:
            code = replace(code, block="", number=code.block + code.number)
        kind = self._kind(row, data, code)
        if not (code.number or code.block or kind in _WITHOUT_NUMBER):
            return None
        return self._assembled(row, data, code, _Told(block, kind, self._state(row, data, holder_text)))

    def _named_block(self, data: DataRow) -> str:
        """The block by its column; in a column of merged cells, the last one named."""
        named = self.layout.text("block", data.line)
        if named and not is_unknown(named):
            self.last_block = named
            return named
        return self.last_block if self.layout.carries_block else self.layout.constants.get("block", "")

    def _assembled(self, row: CleanRow, data: DataRow, code: CodeReading, told: _Told) -> CleanUnit:
        layout, line = self.layout, data.line
        block = told.block or self._block(data, code, told.kind)
        kind = told.kind or layout.kind_of_block(block) or "niche"
        number = "" if kind in _WITHOUT_NUMBER and code.number == "0" else code.number
        column = layout.text("column", line)
        section = layout.text("section", line)
        return CleanUnit(
            block=block,
            number=number,
            kind=kind,
            floor=self._floor(row, data, code),
            column=int(column) if column.isdecimal() and len(column) <= _LONGEST_COLUMN else code.column,
            section_path=(section,) if section else (),
            state=told.state,
            code_as_written=layout.text("number", line),
            key=unit_key(f"{section} {block}".strip() if section else block, number, kind),
        )

    def _as_written(self, written: str, data: DataRow) -> CleanUnit:
        """A place in the very words of the source."""
        block = self.layout.text("block", data.line) or data.heading.block
        kind = self.layout.constants.get("kind") or kind_of(self.layout.text("kind", data.line)) or "niche"
        code = " ".join(text for text in (block, written) if text)
        key = f"{block.lower()}|{written.lower()}|"
        return CleanUnit(block, written, kind, code_as_written=code, key=key, as_written=True)

    def _block(self, data: DataRow, code: CodeReading, kind: str) -> str:
        """The block by the code, else by the heading above, else by the kind of unit."""
        word = self.layout.text("kind", data.line) or self.layout.text("number", data.line)
        return self._block_of_code(code, data.heading) or data.heading.block_for(kind, word)

    def _block_of_code(self, code: CodeReading, heading: Heading) -> str:
        """A code inside a block repeats the block's name at most; what else stands in it does not name another."""
        if heading.block and code.block and block_key(code.block) not in self.layout.blocks:
            return heading.block
        return code.block

    def _kind(self, row: CleanRow, data: DataRow, code: CodeReading) -> str:
        word = self.layout.text("kind", data.line)
        if code.kind in _WITHOUT_NUMBER:
            return code.kind
        if word and not is_unknown(word):
            kind = self.layout.value("kind", word) or kind_of(word) or _KIND_SIGNS.get(fold(word), "")
            if kind and kind != NOTHING:
                return kind
            if not kind and not state_of(word):
                row.report("unknown_kind", text=word)
        only = data.heading.kinds[0] if len(data.heading.kinds) == 1 else ""
        return self.layout.constants.get("kind") or code.kind or only

    def _floor(self, row: CleanRow, data: DataRow, code: CodeReading) -> int | None:
        text = self.layout.text("floor", data.line)
        if not text.strip("0") or is_unknown(text):
            return code.floor or data.heading.floor
        floor = read_floor(text)
        if floor is None:
            row.report("unreadable_floor", text=text)
        return floor

    def _state(self, row: CleanRow, data: DataRow, holder_text: str) -> str:
        """The state in its own column, or a word like *LLIURE* where a person should stand."""
        layout, line = self.layout, data.line
        if text := layout.text("state", line):
            state = layout.value("state", text) or state_of(text) or state_by_sign(text) or self._state_by_sign(text)
            if not state and not is_unknown(text):
                row.report("unknown_state", text=text)
            return "" if state == NOTHING else state
        return state_of(holder_text) or state_of(layout.text("deceased", line)) or state_of(layout.text("kind", line))

    def _state_by_sign(self, text: str) -> str:
        """A cross or a yes in a column headed *Lliure* or *Ocupat*."""
        sign = fold(text)
        if sign in _YES:
            return "free" if self.layout.says_free else "occupied"
        return ("occupied" if self.layout.says_free else "free") if sign in _NO else ""
