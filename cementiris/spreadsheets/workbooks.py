"""Workbooks: xlsx, xlsm, xls and ods, through python-calamine. A formula gives the value it last had, uncomputed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import python_calamine

from cementiris.spreadsheets.archives import Archive
from cementiris.spreadsheets.cells import Cells, is_filled
from cementiris.spreadsheets.errors import Unreadable
from cementiris.spreadsheets.limits import DEFAULT_LIMITS, Limits, refuse_width
from cementiris.spreadsheets.swelling import may_swell

Sheet = tuple[str, list[Cells]]
"""The name of a sheet and its rows, the first of them row 1."""


def read_workbook(content: bytes, limits: Limits = DEFAULT_LIMITS) -> Iterator[Sheet]:
    """Every sheet of cells, visible or hidden, of a workbook that `detect` has passed.

    Raise Unreadable when it is damaged, locked, or has too many sheets, columns or cells.
    """
    if content.startswith(b"PK") and not may_swell(Archive(content, limits)):
        yield from read_here(content, limits)
    else:
        # Imported here, for the program that it starts imports this module.
        from cementiris.spreadsheets.old_workbooks import read_apart

        yield from read_apart(content, limits)


def read_here(content: bytes, limits: Limits) -> Iterator[Sheet]:
    """Read a workbook in this very process: only what has been found to ask for no more memory than it may."""
    with _told():
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [
            sheet.name for sheet in workbook.sheets_metadata if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
    if len(names) > limits.sheets:
        raise Unreadable("too_many_sheets", count=len(names), limit=limits.sheets)
    count = 0
    for name in names:
        with _told():
            sheet = workbook.get_sheet_by_name(name)
        refuse_width(sheet.total_width, limits, name)
        # All sheets stay in memory until the tables are found: together they have as much room as one.
        count += (sheet.total_height + 1) * (sheet.total_width + 1)  # the library counts them from nought
        if count > limits.cells:
            raise Unreadable("too_many_cells", sheet=name, count=count, limit=limits.cells)
        yield name, _rows_of(sheet)


def _rows_of(sheet: python_calamine.CalamineSheet) -> list[Cells]:
    with _told():
        rows: list[Cells] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    while rows and not any(map(is_filled, rows[-1])):
        rows.pop()
    return rows


@contextmanager
def _told() -> Iterator[None]:
    """Tell the errors of the library as ours.

    It has one for each way to be damaged, and where it did not foresee one, Rust panics: that comes as an exception
    which is no `Exception`, so that only `BaseException` catches it.
    """
    try:
        yield
    except python_calamine.PasswordError as error:
        raise Unreadable("protected") from error
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        raise Unreadable("damaged") from error
