"""Workbooks: xlsx, xlsm, xls and ods, through python-calamine."""

from __future__ import annotations

import io

import python_calamine

from imports.errors import UnreadableFile
from imports.readers.detect import MAX_CELLS
from imports.rows import Cells, RawSheet, SourceFile

MAX_SHEETS = 500
_COLUMNS_READ = 200


def read_workbook(file: SourceFile) -> list[RawSheet]:
    """Read every visible and hidden sheet; raise UnreadableFile when the workbook is damaged or locked."""
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.content))
    except python_calamine.PasswordError as error:
        raise UnreadableFile("protected", name=file.name) from error
    except Exception as error:  # the reader raises its own, panics included, for each way to be damaged
        raise UnreadableFile("damaged", name=file.name) from error
    return [sheet for name in workbook.sheet_names[:MAX_SHEETS] if (sheet := _read_sheet(file, workbook, name))]


def _read_sheet(file: SourceFile, workbook: python_calamine.CalamineWorkbook, name: str) -> RawSheet | None:
    try:
        sheet = workbook.get_sheet_by_name(name)
    except python_calamine.WorksheetNotFound:
        return None
    except Exception as error:
        raise UnreadableFile("damaged", name=file.name) from error
    count = sheet.total_height * min(sheet.total_width, _COLUMNS_READ)
    if count > MAX_CELLS or sheet.total_height * sheet.total_width > 20 * MAX_CELLS:
        raise UnreadableFile("too_many_cells", name=file.name, sheet=name, count=count, limit=MAX_CELLS)
    rows: list[Cells] = [list(row[:_COLUMNS_READ]) for row in sheet.to_python(skip_empty_area=False)]
    while rows and not any(cell not in ("", None) for cell in rows[-1]):
        rows.pop()
    return RawSheet(name, rows, file=file.name)
