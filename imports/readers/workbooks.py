"""Workbooks: xlsx, xlsm, xls and ods."""

from __future__ import annotations

from cementiris.spreadsheets.workbooks import read_workbook as read_sheets
from imports.readers.detect import told
from imports.rows import RawSheet, SourceFile


def read_workbook(file: SourceFile) -> list[RawSheet]:
    """Read every visible and hidden sheet; raise UnreadableFile when the workbook is damaged, locked or too large."""
    with told(file.name):
        return [RawSheet(name, rows, file=file.name) for name, rows in read_sheets(file.content)]
