"""Finding the table in a sheet: its header row or rows, and what each column is taken for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cementiris.registry.names import fold
from imports.cleaning.cells import as_text, one_line
from imports.mapping import ColumnRule, Mapping
from imports.rows import Cells, RawSheet
from imports.vocabulary import (
    DATES,
    DECEASED_NAMES,
    HOLDER_NAMES,
    KEYS,
    MEANINGS,
    OF_BURIALS,
    OF_RIGHTS,
    OF_SUBJECTS,
    PLACE,
    meaning_of_header,
)

BY_HAND = 1.0
_COUNTED = re.compile(
    r"(?:num(?:ero)? |nombre |n )?(?:d |de )?(?:(?:sub)?totals?|totales|ocupa(?:ts|des|dos|das)|lliures|libres|buits|"
    r"vaci[ao]s|vacants|vacantes|disponibles|caduca(?:ts|des|dos|das)|percentatge|porcentaje|quantitat|cantidad|ninxols|"
    r"nichos|sepultures|sepulturas|inhumacions|inhumaciones)(?: .*)?$"
)
_CODE = re.compile(r"(?:codi|codigo|cod|code|ref|referencia)\b")
_LINES_SEARCHED = 80
_LINES_AFTER, _FEW_LINES_AFTER = 16, 6
_PLAIN = 4
_PLENTY = 6
_LINES_OF_HEADER = 3
_LEAST = 2
_GENERIC_NAMES = {
    "name": "",
    "given": "_given",
    "surnames": "_surnames",
    "surname1": "_surname1",
    "surname2": "_surname2",
}
_TERMS = {"range_from": "granted_on", "range_to": "expires_on"}
_DAY_PARTS = (
    frozenset({"dia", "day", "d"}),
    frozenset({"mes", "month", "m"}),
    frozenset({"any", "ano", "year", "a"}),
)
_REPEATABLE = DECEASED_NAMES | DATES | {"number", "age", "sex", "remains", "notes"}
_OF_GROUPS = DECEASED_NAMES | OF_BURIALS | {"sex", "deceased_note"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, or several read as one; `group` tells apart the several deceased of one row."""

    indexes: tuple[int, ...]
    header: str
    meaning: str
    group: int = 0
    joined_by: str = " "
    as_written: bool = False
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: the index of its first and last line, and its columns."""

    first: int
    last: int
    columns: tuple[Column, ...]

    @property
    def meanings(self) -> frozenset[str]:
        """The meanings that the columns have together."""
        return frozenset(column.meaning for column in self.columns)

    @property
    def is_index(self) -> bool:
        """Whether the table lists blocks with their ranges of numbers."""
        return {"range_from", "range_to"} <= self.meanings and not self.meanings & (DECEASED_NAMES | HOLDER_NAMES)

    @property
    def is_register(self) -> bool:
        """Whether the table speaks of units or of the dead."""
        if self.is_index or self.is_summary:
            return False
        return bool(self.meanings & (PLACE | KEYS | DECEASED_NAMES | HOLDER_NAMES))

    @property
    def is_linked(self) -> bool:
        """Whether the table has codes by which another table may know what its rows speak of."""
        codes = sum(1 for column in self.columns if _is_code(column))
        return not self.is_summary and codes > 0 and (codes > 1 or bool(self.meanings & (OF_RIGHTS | OF_BURIALS)))

    @property
    def is_summary(self) -> bool:
        """Whether the table only counts: so many units occupied, so many free."""
        if self.meanings & (DECEASED_NAMES | HOLDER_NAMES) or any(c.confidence == BY_HAND for c in self.columns):
            return False
        counted = sum(1 for column in self.columns if _COUNTED.match(fold(column.header)))
        return counted >= (2 if "number" in self.meanings else 1)


def _is_code(column: Column) -> bool:
    return column.meaning in KEYS | {"legacy_key", "title_number"} or meaning_of_header(column.header) == "legacy_key"


def find_header(sheet: RawSheet, mapping: Mapping) -> Header | None:
    """Find the header among the first lines; None when no line looks like one.

    Where the format itself names the columns, that is the header, and no line is.
    """
    rows = sheet.rows
    if sheet.labels is not None:
        return _settled(-1, -1, list(sheet.labels), mapping)
    if mapping.header_row is not None:
        line = sheet.index_of(mapping.header_row)
        if not 0 <= line < len(rows):
            return _settled(line, line, [], mapping)
        return _try_line(rows, line, mapping)[0] or _settled(line, line, _labels(rows[line]), mapping)
    best: Header | None = None
    best_score = 0.0
    line = next((at for at, cells in enumerate(rows) if any(cell not in ("", None) for cell in cells)), 0)
    last = min(len(rows), line + _LINES_SEARCHED)
    while line < last:
        header, score = _try_line(rows, line, mapping)
        if header and score > best_score:
            # Where one line is a header a better one is near, if there is any.
            best, best_score = header, score
            last = min(last, line + (_FEW_LINES_AFTER if score >= _PLAIN else _LINES_AFTER))
        line += 1
    return best


def _try_line(rows: list[Cells], line: int, mapping: Mapping) -> tuple[Header | None, float]:
    """The best header that ends on this line: it may reach over the one or two lines above."""
    filled = [cell for cell in rows[line] if cell not in ("", None)]
    values = sum(1 for cell in filled if not isinstance(cell, str))
    if len(filled) < _LEAST or (mapping.is_empty and len(filled) - 2 * values < _LEAST):
        return None, 0
    labels = _labels(rows[line])
    best_score, best = _score(rows[line], labels, mapping), (line, labels)
    upper = labels
    for first in range(line - 1, max(-1, line - _LINES_OF_HEADER), -1):
        upper = _double_labels(rows[first], upper)
        if not upper:
            break
        score = _score(rows[line], upper, mapping) - 0.5 * (line - first)
        if score > best_score:
            best_score, best = score, (first, upper)
    return (_settled(best[0], line, best[1], mapping), best_score) if best_score >= _LEAST else (None, 0)


def _labels(row: Cells) -> list[str]:
    return [one_line(cell) if isinstance(cell, str) else as_text(cell) for cell in row]


def _double_labels(above: Cells, labels: list[str]) -> list[str]:
    """Labels of two lines: an upper one reaches over the empty cells to its right, as merged cells do.

    It says nothing of a column to its right that speaks for itself.
    """
    upper = _labels(above)
    if sum(1 for label in upper if label) < 2 or any(isinstance(cell, (int, float)) for cell in above):
        return []
    reaching, spread = "", []
    for position in range(max(len(labels), len(upper))):
        label = labels[position] if position < len(labels) else ""
        own = upper[position] if position < len(upper) else ""
        reaching = own or reaching
        if own or not label:
            spread.append(f"{own} {label}".strip())
        else:
            spread.append(label if _speaks_for_itself(label) else f"{reaching} {label}".strip())
    return spread


def _speaks_for_itself(label: str) -> bool:
    return meaning_of_header(label) in MEANINGS - OF_SUBJECTS


def _score(row: Cells, labels: list[str], mapping: Mapping) -> float:
    known = {meaning for label in labels if (meaning := meaning_of_header(label))}
    keys = sum(1 for label in labels if label and meaning_of_header(label) == "legacy_key")
    asked = {fold(column) for rule in mapping.columns for column in rule.columns}
    wanted = len({fold(label) for label in labels} & asked)
    values = sum(1 for cell in row if cell not in ("", None) and not isinstance(cell, str))
    filled = sum(1 for label in labels if label)
    understood = len(known) + max(0, keys - 1)
    if not wanted and understood < min(_PLENTY, 0.4 * filled):
        return 0
    return understood + wanted - 1.0 * values


def _settled(first: int, last: int, labels: list[str], mapping: Mapping) -> Header:
    by_hand = _columns_by_hand(labels, mapping)
    taken = {index for column in by_hand for index in column.indexes}
    guessed: list[Column] = []
    if mapping.is_empty:
        guessed = [
            Column((index,), label, meaning_of_header(label))
            for index, label in enumerate(labels)
            if label and index not in taken
        ]
        guessed = numbered_groups(_without_doubles(_with_key(_settle_generic(_days_in_parts(guessed)))))
    ignored = (
        [Column((i,), label, "ignore") for i, label in enumerate(labels) if label and i not in taken] if by_hand else []
    )
    return Header(first, last, tuple(sorted([*by_hand, *guessed, *ignored], key=lambda column: column.indexes)))


def _columns_by_hand(labels: list[str], mapping: Mapping) -> list[Column]:
    columns = []
    for rule in mapping.columns:
        indexes = tuple(index for name in rule.columns if (index := _index_of(name, labels)) is not None)
        if indexes:
            columns.append(_column_of_rule(rule, indexes, labels))
    return columns


def _column_of_rule(rule: ColumnRule, indexes: tuple[int, ...], labels: list[str]) -> Column:
    header = " + ".join(labels[index] for index in indexes if index < len(labels))
    return Column(indexes, header, rule.meaning, rule.group or 0, rule.joined_by, rule.as_written, BY_HAND)


def _index_of(name: str, labels: list[str]) -> int | None:
    """A column by its header, by its letter (``#C``) or by its number (``#3``)."""
    if name.startswith("#") and name[1:].isdecimal():
        return int(name[1:]) - 1
    if name.startswith("#") and name[1:].isascii() and name[1:].isalpha():
        return int(sum((ord(letter) - 64) * 26**place for place, letter in enumerate(reversed(name[1:].upper())))) - 1
    return next((index for index, label in enumerate(labels) if fold(label) == fold(name)), None)


def _settle_generic(columns: list[Column]) -> list[Column]:
    """Say whose name a bare *Nom* is, and what a bare *Data* dates."""
    meanings = {column.meaning for column in columns}
    default = _default_subject(meanings)
    settled: list[Column] = []
    nearest = ""
    has_people = bool(meanings & (DECEASED_NAMES | HOLDER_NAMES | set(_GENERIC_NAMES)))
    for column in columns:
        meaning = _TERMS.get(column.meaning, column.meaning) if has_people else column.meaning
        if meaning in HOLDER_NAMES or meaning in OF_RIGHTS:
            nearest = "holder"
        elif meaning in DECEASED_NAMES or meaning in OF_BURIALS:
            nearest = "deceased"
        elif meaning in _GENERIC_NAMES:
            subject = nearest if nearest and default == "holder" else default
            meaning = subject + _GENERIC_NAMES[meaning]
        elif meaning == "date":
            subject = nearest or default
            meaning = (
                "granted_on"
                if subject == "holder"
                else "died_on"
                if meanings & {"deceased"} and nearest
                else "buried_on"
            )
        settled.append(replace(column, meaning=meaning))
    return _whole_names(settled)


def _default_subject(meanings: set[str]) -> str:
    """Whose a bare name is: without any right beside it, a dated one is a deceased person's."""
    if meanings & (OF_RIGHTS | HOLDER_NAMES):
        return "holder"
    is_dated_name = {"name", "date"} <= meanings
    return "deceased" if meanings & OF_BURIALS or is_dated_name else "holder"


def _days_in_parts(columns: list[Column]) -> list[Column]:
    """Day, month and year in columns side by side are one date."""
    joined: list[Column] = []
    at = 0
    while at < len(columns):
        words = [fold(column.header).split()[-1:] for column in columns[at : at + 3]]
        if len(words) == len(_DAY_PARTS) and all(
            word and word[0] in part for word, part in zip(words, _DAY_PARTS, strict=True)
        ):
            joined.append(_one_day(columns[at : at + 3]))
            at += len(_DAY_PARTS)
        else:
            joined.append(columns[at])
            at += 1
    return joined


def _one_day(parts: list[Column]) -> Column:
    above = " ".join(parts[0].header.split()[:-1])
    meaning = (meaning_of_header(above) if above else "") or "date"
    indexes = tuple(index for column in parts for index in column.indexes)
    return Column(indexes, " ".join(column.header for column in parts), meaning, joined_by=" ")


def _whole_names(columns: list[Column]) -> list[Column]:
    """A *Nom* without any surnames beside it holds the whole name."""
    meanings = {column.meaning for column in columns}
    whole = []
    for column in columns:
        subject, _, part = column.meaning.partition("_")
        has_surnames = meanings & {f"{subject}_surnames", f"{subject}_surname1"}
        alone = (part == "given" and not has_surnames) or (
            part in ("surnames", "surname1") and f"{subject}_given" not in meanings
        )
        is_name = subject in ("holder", "deceased") and column.meaning in DECEASED_NAMES | HOLDER_NAMES
        whole.append(
            replace(column, meaning=subject) if is_name and alone and part in ("given", "surnames") else column
        )
    return whole


def _with_key(columns: list[Column]) -> list[Column]:
    """Beside a block and a plain number, a code is what other tables know the unit by."""
    numbers = [column for column in columns if column.meaning == "number"]
    codes = [column for column in numbers if _CODE.match(fold(column.header))]
    has_block = any(column.meaning == "block" for column in columns)
    if not has_block or not codes or len(codes) == len(numbers):
        return columns
    return [replace(column, meaning="unit_key") if column is codes[0] else column for column in columns]


def _without_doubles(columns: list[Column]) -> list[Column]:
    """Of two columns that cannot both have a meaning, the first keeps it; a second holder is a co-holder.

    *Ocupat* and *Lliure* side by side are both kept, for a cross stands in one of them.
    """
    seen: set[str] = set()
    kept = []
    for column in columns:
        meaning = column.meaning
        is_beside = meaning == "state" and meaning in seen
        if meaning in seen and meaning not in _REPEATABLE and not is_beside:
            meaning = "co_holder" if meaning == "holder" else ""
        seen.add(meaning)
        kept.append(replace(column, meaning=meaning, group=1 if is_beside else column.group))
    return kept


def numbered_groups(columns: list[Column]) -> list[Column]:
    """Number the deceased of a row: a name that comes again begins the next group."""
    group, seen = 0, set[str]()
    numbered = []
    for column in columns:
        if column.meaning in _OF_GROUPS:
            if column.meaning in seen and column.meaning in DECEASED_NAMES:
                group, seen = group + 1, set()
            seen.add(column.meaning)
            column = replace(column, group=group)
        numbered.append(column)
    return numbered
