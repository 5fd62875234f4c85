"""Workbooks: xlsx, xlsm, xls and ods."""

from __future__ import annotations

from functools import partial

from cementiris.spreadsheets.drawings import Drawing, read_drawing
from cementiris.spreadsheets.workbooks import read_workbook as read_sheets
from imports.readers.card_sheets import read_card_sheets
from imports.readers.detect import told
from imports.readers.elevations import read_elevations
from imports.rows import RawSheet, SourceFile


def read_workbook(file: SourceFile) -> list[RawSheet]:
    """Read every visible and hidden sheet; raise UnreadableFile when the workbook is damaged, locked or too large.

    A sheet on which units are drawn, or that holds cards, gives a row for each of them.
    """
    with told(file.name):
        sheets = [RawSheet(name, rows, file=file.name) for name, rows in read_sheets(file.content)]
    drawn = {sheet.name: _drawn_units(file, sheet, is_one_of_many=len(sheets) > 1) for sheet in sheets}
    cards = read_card_sheets([sheet for sheet in sheets if drawn[sheet.name] is None and any(sheet.rows)])
    return [drawn[sheet.name] or cards.get(sheet.name, sheet) for sheet in sheets]


def _drawn_units(file: SourceFile, sheet: RawSheet, *, is_one_of_many: bool) -> RawSheet | None:
    return read_elevations(sheet, partial(_drawn, file, sheet.name), is_one_of_many=is_one_of_many)


def _drawn(file: SourceFile, sheet: str) -> Drawing:
    with told(file.name):
        return read_drawing(file.content, sheet)
