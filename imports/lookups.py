"""Small tables that only name codes: ``BLOCS(IdBloc, Nom)``, ``TIPUS(Codi, Descripció)``; rows elsewhere bear the code.

They hold no data of their own. What they name is written beside the rows that bear the code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cementiris.registry.names import fold
from imports.cleaning.cells import as_text
from imports.header import Column, Header, find_header
from imports.mapping import Mapping
from imports.rows import Cells, RawSheet
from imports.tables import Table, Tables, drop_table
from imports.vocabulary import meaning_of_header

_NAMED = frozenset({"block", "section", "kind", "state"})
_CODE = re.compile(r"(?:id|pk|codi|codigo|cod|code|clau|clave|num|numero|n)\b.*|\w+ id|id\w+")
_PREFIX = re.compile(r"^(?:id|pk|fk|codi|codigo|cod|tbl|t|taula|tabla|mestre|maestro)[ _]?(?=\w{3})")
_NAME = re.compile(r"nom|nombre|name|descr\w*|denomin\w*|text\w*|valor|titol|literal")
_MOST_COLUMNS, _MOST_ROWS = 4, 300
_COVERED = 0.9
_NOTHING_SAID = Mapping()


@dataclass(frozen=True, slots=True)
class Lookup:
    """A table of codes: what they name (a block, a kind, a state), under which header, and the name of each."""

    sheet: RawSheet
    meaning: str
    header: str
    names: dict[str, str]


def lookups_of(sheets: Sequence[RawSheet]) -> list[Lookup]:
    """The sheets that only name codes; there is none among less than two."""
    if len(sheets) < 2:
        return []
    return [found for sheet in sheets if len(sheet.rows) <= _MOST_ROWS and (found := _lookup_in(sheet)) is not None]


def _lookup_in(sheet: RawSheet) -> Lookup | None:
    header = find_header(sheet, _NOTHING_SAID) or _plain_header(sheet)
    if header is None or not 2 <= len(header.columns) <= _MOST_COLUMNS:
        return None
    code, *others = header.columns
    name = next((c for c in others if _NAME.match(fold(c.header)) or meaning_of_header(c.header) in _NAMED), None)
    if name is None or not _CODE.fullmatch(fold(code.header)):
        return None
    meaning = _concept(name.header) or _concept(code.header) or _concept(sheet.name)
    rows = sheet.rows[header.last + 1 :]
    names = {_cell(row, code): _cell(row, name) for row in rows if _cell(row, code) and _cell(row, name)}
    is_unique = len(names) == sum(1 for row in rows if _cell(row, code))
    return Lookup(sheet, meaning, fold(code.header), names) if meaning and is_unique and names else None


def _plain_header(sheet: RawSheet) -> Header | None:
    """The first line as a header, where too few of its words are known for it to be found."""
    first = sheet.rows[0] if sheet.rows else []
    labels = [cell for cell in first if isinstance(cell, str) and cell.strip()]
    if len(labels) != len(first) or not 2 <= len(labels) <= _MOST_COLUMNS:
        return None
    return Header(0, 0, tuple(Column((at,), label, "") for at, label in enumerate(labels)))


def _cell(row: Cells, column: Column) -> str:
    at = column.indexes[0]
    return as_text(row[at]) if at < len(row) else ""


def _concept(text: str) -> str:
    """What a header or the name of a table speaks of, without *Id* before it and without its plural."""
    bare = _PREFIX.sub("", fold(re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", text))).strip()
    for form in (bare, bare.removesuffix("s"), bare.removesuffix("es"), bare.split()[0] if bare else ""):
        if (meaning := meaning_of_header(form) if form else "") in _NAMED:
            return meaning
    return ""


def name_codes(found: Tables, sheets: Sequence[RawSheet]) -> None:
    """Write what codes name beside the rows of the tables that bear them; the tables of codes are no data then."""
    for lookup in lookups_of(sheets):
        named = {id(table): _named(table, lookup) for table in (*found.tables, *found.linked)}
        if not any(named.values()):
            continue
        for table in (*found.tables, *found.linked):
            if table.sheet is lookup.sheet:
                drop_table(found, table, "index")
        found.tables = [named[id(table)] or table for table in found.tables if table.sheet is not lookup.sheet]
        found.linked = [named[id(table)] or table for table in found.linked if table.sheet is not lookup.sheet]


def _named(table: Table, lookup: Lookup) -> Table | None:
    """The table with the names of its codes; None where it bears none of them."""
    if table.sheet is lookup.sheet or not table.mapping.is_empty:
        return None
    column = _column_for(table, lookup)
    return _extended(table, column, lookup) if column else None


def _column_for(table: Table, lookup: Lookup) -> Column | None:
    if any(c.meaning == lookup.meaning and not _holds_codes(table, c, lookup) for c in table.own_columns):
        return None
    for column in table.own_columns:
        is_same = fold(column.header) == lookup.header and lookup.header not in ("id", "codi", "codigo", "cod", "code")
        if (is_same or _concept(column.header) == lookup.meaning) and _holds_codes(table, column, lookup):
            return column
    return None


def _holds_codes(table: Table, column: Column, lookup: Lookup) -> bool:
    cells = [text for row in table.sheet.rows[table.header.last + 1 :] if (text := _cell(row, column))]
    return bool(cells) and sum(1 for text in cells if text in lookup.names) >= _COVERED * len(cells)


def _extended(table: Table, column: Column, lookup: Lookup) -> Table:
    first = table.header.last + 1
    width = max(max(len(cells) for cells in table.sheet.rows), 1 + max(c.indexes[-1] for c in table.header.columns))
    rows: list[Cells] = table.sheet.rows[:first]
    for cells in table.sheet.rows[first:]:
        name = lookup.names.get(_cell(cells, column), "")
        rows.append([*cells, *[""] * (width - len(cells)), name] if name else cells)
    named = replace(column, indexes=(width,), meaning=lookup.meaning)
    columns = tuple(replace(c, meaning="ignore") if c is column else c for c in table.header.columns)
    header = replace(table.header, columns=(*columns, named))
    own = width if table.width is None else table.width
    return replace(table, sheet=replace(table.sheet, rows=rows), header=header, width=own)
