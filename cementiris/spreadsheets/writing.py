"""Workbooks for people: a header that stays in sight, and no cell that computes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, TypeAlias

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_767
_LONGEST_NAME = 31
_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))

Value: TypeAlias = str | float | int | date | None

_CONTROLS = {sign: None for sign in range(32) if chr(sign) not in "\t\n\r"} | dict.fromkeys((0xFFFE, 0xFFFF))


@dataclass(frozen=True, slots=True)
class SheetToWrite:
    """A sheet: its name, its columns as title and width in signs, and its rows in order.

    `hidden` and `frozen_columns` are columns that nobody sees, and how many stay in sight at the left.
    """

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Value]]
    has_filters: bool = False
    hidden: frozenset[int] = frozenset()
    frozen_columns: int = 0


def write_workbook(sheets: Iterable[SheetToWrite], *, title: str = "", created: datetime | None = None) -> bytes:
    """Write an xlsx workbook. Text stays text, whatever sign it begins with: nothing in it is ever computed.

    With `created` the same sheets give the same bytes at any time.
    """
    target = BytesIO()
    options = {"in_memory": True, "default_date_format": "dd/mm/yyyy", "strings_to_formulas": False}
    book = xlsxwriter.Workbook(target, {**options, "strings_to_urls": False})
    book.set_properties({"title": title} | ({"created": created} if created else {}))
    formats = (book.add_format({"bold": True, "bottom": 1}), book.add_format({"quote_prefix": True}))
    taken: set[str] = set()
    for sheet in sheets:
        _fill(book.add_worksheet(sheet_name(sheet.name, taken)), sheet, *formats)
    book.close()
    return target.getvalue()


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that spreadsheet programs take, unlike those in `taken`, to which it is added."""
    plain = " ".join(wanted.translate(_FORBIDDEN_IN_NAMES).split()).strip("'")[:_LONGEST_NAME] or "Full"
    name, count = plain, 1
    while name.lower() in taken:
        count += 1
        name = f"{plain[: _LONGEST_NAME - 5]} {count}"
    taken.add(name.lower())
    return name


def _fill(target: Worksheet, sheet: SheetToWrite, bold: Any, quoted: Any) -> None:
    for place, (title, width) in enumerate(sheet.columns):
        target.set_column(place, place, width, None, {"hidden": place in sheet.hidden})
        target.write_string(0, place, title, bold)
    target.freeze_panes(1, sheet.frozen_columns)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for place, value in enumerate(row):
            _write(target, (last, place), value, quoted)
    if sheet.has_filters:
        target.autofilter(0, 0, max(last, 1), len(sheet.columns) - 1)


def _write(target: Worksheet, at: tuple[int, int], value: Value, quoted: Any) -> None:
    if isinstance(value, datetime):
        target.write_datetime(*at, value)
    elif isinstance(value, date):
        target.write_datetime(*at, datetime(value.year, value.month, value.day))
    elif isinstance(value, str):
        if value:
            target.write_string(
                *at, value.translate(_CONTROLS)[:_LONGEST_CELL], quoted if value.startswith(FORMULA_SIGNS) else None
            )
    elif value is not None:
        target.write_number(*at, value)
