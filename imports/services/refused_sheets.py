"""Writing sheets of text as an .xlsx in which nothing is ever a formula."""

import io
import re
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_NOT_IN_CELLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST_NAME = 31
_LONGEST_CELL = 32_767
_WIDTHS = {0: 18, 1: 14, 2: 7, 3: 7, 4: 60}


@dataclass(frozen=True)
class Sheet:
    """A sheet by its name; the first of its rows is the header."""

    name: str
    rows: list[list[str]]


def workbook_of(sheets: list[Sheet], *, hidden: int) -> bytes:
    """Return the sheets as a workbook, all cells text, with one column (from 0) hidden."""
    book = Workbook(write_only=True)
    names: set[str] = set()
    for sheet in sheets:
        page = book.create_sheet(_title(sheet.name, names))
        page.freeze_panes = "A2"
        for column, width in _WIDTHS.items():
            page.column_dimensions[get_column_letter(column + 1)].width = width
        page.column_dimensions[get_column_letter(hidden + 1)].hidden = True
        for at, row in enumerate(sheet.rows):
            page.append([_cell(page, text, is_head=at == 0) for text in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _title(name: str, taken: set[str]) -> str:
    """A name that a spreadsheet accepts and no other sheet has, capitals apart."""
    bare = _NOT_IN_NAMES.sub(" ", name).strip()[:_LONGEST_NAME] or "1"
    title, count = bare, 1
    while title.lower() in taken:
        count += 1
        title = f"{bare[: _LONGEST_NAME - len(str(count)) - 1]} {count}"
    taken.add(title.lower())
    return title


def _cell(page: object, text: str, *, is_head: bool) -> WriteOnlyCell:
    """A cell of text: what begins with an equals sign is no formula."""
    cell = WriteOnlyCell(page, value="")
    cell.value = _NOT_IN_CELLS.sub("", text)[:_LONGEST_CELL]
    cell.data_type, cell.number_format = "s", "@"
    if is_head:
        cell.font = Font(bold=True)
    elif "\n" in text:
        cell.alignment = Alignment(wrap_text=True)
    return cell
