"""Workbooks: xlsx, xlsm, xls and ods, through python-calamine."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import python_calamine

from imports.errors import UnreadableFile
from imports.readers.detect import MAX_CELLS
from imports.rows import Cells, RawSheet, SourceFile

MAX_SHEETS = 500
_COLUMNS_READ = 200


def read_workbook(file: SourceFile) -> list[RawSheet]:
    """Read every visible and hidden sheet; raise UnreadableFile when the workbook is damaged or locked."""
    with _told(file):
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.content))
        names = [
            sheet.name for sheet in workbook.sheets_metadata if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
    return [_read_sheet(file, workbook, name) for name in names[:MAX_SHEETS]]


def _read_sheet(file: SourceFile, workbook: python_calamine.CalamineWorkbook, name: str) -> RawSheet:
    with _told(file):
        sheet = workbook.get_sheet_by_name(name)
    count = sheet.total_height * min(sheet.total_width, _COLUMNS_READ)
    if count > MAX_CELLS:
        raise UnreadableFile("too_many_cells", name=file.name, sheet=name, count=count, limit=MAX_CELLS)
    with _told(file):
        rows: list[Cells] = [list(row[:_COLUMNS_READ]) for row in sheet.to_python(skip_empty_area=False)]
    while rows and not any(cell not in ("", None) for cell in rows[-1]):
        rows.pop()
    return RawSheet(name, rows, file=file.name)


@contextmanager
def _told(file: SourceFile) -> Iterator[None]:
    """Tell the errors of the library as ours: it has one for each way to be damaged, and panics beside them."""
    try:
        yield
    except python_calamine.PasswordError as error:
        raise UnreadableFile("protected", name=file.name) from error
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        raise UnreadableFile("damaged", name=file.name) from error
