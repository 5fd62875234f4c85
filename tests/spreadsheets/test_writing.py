"""What the product writes into a workbook stays what it was, and nothing in it computes."""

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from cementiris.spreadsheets.detect import detect
from cementiris.spreadsheets.workbooks import read_workbook
from cementiris.spreadsheets.writing import SheetToWrite, sheet_name, write_workbook

COLUMNS = (("Nom", 20), ("Valor", 10))


@pytest.mark.parametrize(
    "text", ["=1+1", "+34 600", "-Pere", "@Anna", "\t=1", "=HYPERLINK(A1)", "https://a.example", "007"]
)
def test_text_is_written_as_text_whatever_it_begins_with(text: str) -> None:
    book = load_workbook(BytesIO(write_workbook([SheetToWrite("Full", COLUMNS, [(text, 1)])])))
    cell = book["Full"]["A2"]
    assert cell.data_type == "s"
    assert cell.value == text
    assert cell.hyperlink is None


def test_what_is_written_is_read_again() -> None:
    rows = [("Núria", 1.5), ("", date(2026, 4, 1)), ("Pere", None)]
    content = write_workbook([SheetToWrite("A", COLUMNS, rows), SheetToWrite("B", COLUMNS, [])])
    assert detect(content) == "workbook"
    first, second = read_workbook(content)
    assert first == ("A", [["Nom", "Valor"], ["Núria", 1.5], ["", date(2026, 4, 1)], ["Pere", ""]])
    assert second == ("B", [["Nom", "Valor"]])


def test_the_same_sheets_give_the_same_bytes() -> None:
    at = datetime(2026, 4, 1, 10, 0)
    sheets = [SheetToWrite("A", COLUMNS, [("x", 1)], has_filters=True)]
    assert write_workbook(sheets, created=at) == write_workbook(sheets, created=at)


def test_any_name_becomes_one_that_a_spreadsheet_takes() -> None:
    taken: set[str] = set()
    names = [sheet_name(wanted, taken) for wanted in ("Bloc [A]/1", "BLOC A 1", "", "'", "x" * 40, "X" * 40)]
    assert names == ["Bloc A 1", "BLOC A 1 2", "Full", "Full 2", "x" * 31, "X" * 26 + " 2"]
    write_workbook([SheetToWrite(name, COLUMNS, []) for name in ("a:b", "A b", "?")])
