"""The mapping file: what a clerk or a colleague says about a source instead of letting the import guess.

Its format is documented in docs/import-mapping.md.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from cementiris.registry.names import fold
from imports.cleaning.dates import DEFAULT_RULES, DateRules
from imports.errors import UnreadableFile
from imports.vocabulary import MEANINGS

_KEYS = frozenset(
    {
        "version",
        "sheets",
        "header_row",
        "columns",
        "combine",
        "constants",
        "date_order",
        "date_range",
        "century",
        "placeholders",
        "name_order",
        "values",
        "tables",
        "comment",
    }
)
_TABLE_KEYS = frozenset({"header_row", "columns", "combine", "constants", "skip", "comment"})


NOTHING = "ignore"
"""The value of a word that says nothing under its meaning, and so is passed over."""


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What the mapping says of one column, or of several that are read as one."""

    meaning: str
    columns: tuple[str, ...]
    joined_by: str = " "
    as_written: bool = False
    group: int | None = None


@dataclass(frozen=True, slots=True)
class TableRule:
    """What the mapping says of one sheet only; what it leaves out is as for all sheets."""

    header_row: int | None = None
    columns: tuple[ColumnRule, ...] = ()
    constants: dict[str, str] = field(default_factory=dict)
    skip: bool = False


NO_RULE = TableRule()


@dataclass(frozen=True, slots=True)
class Mapping:
    """Everything a mapping file can say; an empty one leaves all to the import."""

    sheets: frozenset[str] | None = None
    header_row: int | None = None
    columns: tuple[ColumnRule, ...] = ()
    constants: dict[str, str] = field(default_factory=dict)
    date_rules: DateRules = DEFAULT_RULES
    date_order_is_given: bool = False
    placeholders: frozenset[str] = frozenset()
    surname_first: bool | None = None
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    tables: dict[str, TableRule] = field(default_factory=dict)

    def reads(self, file: str, sheet: str) -> bool:
        """Whether a sheet is to be read at all."""
        rule = self._rule_of(file, sheet)
        return not rule.skip and (self.sheets is None or sheet in self.sheets or rule is not NO_RULE)

    def of_table(self, file: str, sheet: str) -> Mapping:
        """The mapping that holds for one sheet; a sheet is named alone, or after its file where two have the name."""
        rule = self._rule_of(file, sheet)
        if rule is NO_RULE:
            return self
        return replace(
            self,
            header_row=self.header_row if rule.header_row is None else rule.header_row,
            columns=rule.columns or self.columns,
            constants=self.constants | rule.constants,
        )

    def with_signs(self, signs: dict[str, dict[str, str]]) -> Mapping:
        """The mapping with what the source itself says of its signs; what a clerk says of them counts more."""
        if not signs:
            return self
        meanings = signs.keys() | self.values.keys()
        values = {meaning: signs.get(meaning, {}) | self.values.get(meaning, {}) for meaning in meanings}
        return replace(self, values=values)

    def _rule_of(self, file: str, sheet: str) -> TableRule:
        return self.tables.get(f"{file}/{sheet}") or self.tables.get(sheet) or NO_RULE

    @property
    def is_empty(self) -> bool:
        """Whether no column is mapped by hand."""
        return not self.columns


def read_mapping(text: str) -> Mapping:
    """Read a mapping file; raise UnreadableFile with the reason when it is not valid."""
    try:
        raw = json.loads(text)
    except ValueError as error:
        raise UnreadableFile("bad_mapping", reason=f"JSON: {error}") from error
    if not isinstance(raw, dict):
        raise UnreadableFile("bad_mapping", reason="JSON: {…}")
    if unknown := sorted(set(raw) - _KEYS):
        raise UnreadableFile("bad_mapping", reason=", ".join(unknown))
    try:
        return _build(raw)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise UnreadableFile("bad_mapping", reason=str(error)) from error


def _build(raw: dict[str, Any]) -> Mapping:
    order = raw.get("name_order")
    return Mapping(
        sheets=frozenset(raw["sheets"]) if "sheets" in raw else None,
        header_row=_header_row(raw),
        columns=(*_plain_columns(raw.get("columns", {})), *_combined_columns(raw.get("combine", []))),
        constants={str(key): str(value) for key, value in raw.get("constants", {}).items()},
        date_rules=_date_rules(raw),
        date_order_is_given="date_order" in raw,
        placeholders=frozenset(fold(str(word)) for word in raw.get("placeholders", [])),
        surname_first=None if order is None else order == "surname_first",
        values={
            key: {fold(str(word)): str(value) for word, value in table.items()}
            for key, table in raw.get("values", {}).items()
        },
        tables={str(name): _table_rule(said) for name, said in raw.get("tables", {}).items()},
    )


def _header_row(raw: dict[str, Any]) -> int | None:
    row = raw.get("header_row")
    if row is not None and (not isinstance(row, int) or isinstance(row, bool) or row < 0):
        raise ValueError(f"header_row: {row}")
    return row


def _table_rule(raw: dict[str, Any]) -> TableRule:
    if unknown := sorted(set(raw) - _TABLE_KEYS):
        raise ValueError(", ".join(unknown))
    return TableRule(
        header_row=_header_row(raw),
        columns=(*_plain_columns(raw.get("columns", {})), *_combined_columns(raw.get("combine", []))),
        constants={str(key): str(value) for key, value in raw.get("constants", {}).items()},
        skip=bool(raw.get("skip", False)),
    )


def _plain_columns(raw: dict[str, Any]) -> tuple[ColumnRule, ...]:
    rules = []
    for column, what in raw.items():
        said = what if isinstance(what, dict) else {"meaning": what}
        rules.append(_rule(said, (str(column),)))
    return tuple(rules)


def _combined_columns(raw: list[dict[str, Any]]) -> tuple[ColumnRule, ...]:
    return tuple(_rule(said, tuple(str(column) for column in said["columns"])) for said in raw)


def _rule(said: dict[str, Any], columns: tuple[str, ...]) -> ColumnRule:
    meaning = str(said["meaning"])
    if meaning not in MEANINGS:
        raise ValueError(meaning)
    group = said.get("group")
    return ColumnRule(meaning, columns, str(said.get("joined_by", " ")), bool(said.get("as_written")), group)


def _date_rules(raw: dict[str, Any]) -> DateRules:
    order = str(raw.get("date_order", "dmy"))
    if order not in ("dmy", "mdy", "ymd"):
        raise ValueError(order)
    century = int(raw.get("century", 1900))
    if "date_range" not in raw:
        return DateRules(order=order, century=century)
    first, last = (int(str(bound)[:4]) for bound in raw["date_range"])
    return DateRules(order, century, first, last, is_ranged=True)
