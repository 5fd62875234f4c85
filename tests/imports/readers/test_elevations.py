"""Drawn elevations: each cell with a number is a unit, its floor counted from the ground, its colour a state."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from imports.readers import read_files
from imports.rows import RawSheet, SourceFile
from tests.spreadsheets.files import ods_book

GREEN, RED = "0092D050", "00FF0000"
Grid = Sequence[Sequence[object]]


def book(grid: Grid, fills: dict[str, str] | None = None, merged: Sequence[str] = (), name: str = "Full1") -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = name
    for row in grid:
        sheet.append(list(row))
    for reference, colour in (fills or {}).items():
        sheet[reference].fill = PatternFill("solid", fgColor=colour)
    for area in merged:
        sheet.merge_cells(area)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def read(content: bytes) -> RawSheet:
    (sheet,) = read_files([SourceFile("alcat.xlsx", content)])
    return sheet


def units(sheet: RawSheet) -> dict[str, dict[str, object]]:
    assert sheet.labels is not None
    assert sheet.cells is not None
    told = [dict(zip(sheet.labels, row, strict=True)) for row in sheet.rows]
    return {
        cell: {key: value for key, value in row.items() if value} for cell, row in zip(sheet.cells, told, strict=True)
    }


WALL = [["BLOC A"], [], [3, 6, 9, 12], [2, 5, 8, 11], [1, 4, 7, 10]]


def test_floors_count_from_the_ground_and_columns_from_the_left() -> None:
    drawn = units(read(book(WALL)))
    assert len(drawn) == 12
    assert drawn["A5"] == {"block": "A", "floor": "1", "column": "1", "number": "1"}
    assert drawn["D3"] == {"block": "A", "floor": "3", "column": "4", "number": "12"}


def test_rows_and_cells_are_those_of_the_sheet_and_the_rest_is_skipped() -> None:
    sheet = read(book(WALL))
    assert sheet.row_numbers == [3] * 4 + [4] * 4 + [5] * 4
    assert sheet.skipped == ((1, "title"), (2, "blank"))


def test_labels_at_the_side_tell_the_floor_and_may_count_from_the_top() -> None:
    grid = [["", 1, 2, 3, 4], ["Fila 1", 1, 4, 7, 10], ["Fila 2", 2, 5, 8, 11], ["Fila 3", 3, 6, 9, 12]]
    drawn = units(read(book(grid)))
    assert len(drawn) == 12
    assert drawn["B2"]["floor"] == "1"
    assert drawn["E4"] == {"floor": "3", "column": "4", "number": "12"}


def test_plain_numbers_at_the_side_and_on_top_are_no_units() -> None:
    grid = [["", 1, 2, 3, 4], [3, 9, 10, 11, 12], [2, 5, 6, 7, 8], [1, 1, 2, 3, 4]]
    drawn = units(read(book(grid)))
    assert [unit["number"] for unit in drawn.values()] == [
        "9",
        "10",
        "11",
        "12",
        "5",
        "6",
        "7",
        "8",
        "1",
        "2",
        "3",
        "4",
    ]
    assert drawn["B4"]["floor"] == "1"


def test_a_legend_tells_what_colours_mean() -> None:
    grid = [*WALL, [], ["", "Lliure"], ["", "Reservat"], ["", "Ocupat"]]
    fills = {"A5": GREEN, "B5": RED, "A7": GREEN, "A8": RED}
    drawn = units(read(book(grid, fills)))
    assert drawn["A5"]["state"] == "Lliure"
    assert drawn["B5"]["state"] == "Reservat"
    assert drawn["C5"]["state"] == "Ocupat"


def test_a_legend_may_be_coloured_words() -> None:
    sheet = read(book([*WALL, [], ["LLIURE", "CADUCAT"]], {"A5": GREEN, "B5": RED, "A7": GREEN, "B7": RED}))
    drawn = units(sheet)
    assert (drawn["A5"]["state"], drawn["B5"]["state"]) == ("LLIURE", "CADUCAT")
    assert "state" not in drawn["C5"]
    assert (7, "legend") in sheet.skipped


def test_a_colour_that_no_legend_explains_means_nothing() -> None:
    assert "state" not in units(read(book(WALL, {"A5": GREEN})))["A5"]


@pytest.mark.parametrize(
    ("title", "subject"), [("BLOC A - TITULARS", "holder"), ("BLOC A - DIFUNTS", "deceased"), ("BLOC A", "holder")]
)
def test_names_in_the_cells_are_whose_the_title_says(title: str, subject: str) -> None:
    grid = [[title], ["3\nPUIG VILA", 6, "9 LLIURE"], [2, "5 - Mas Coll, Anna", 8], [1, 4, 7]]
    drawn = units(read(book(grid)))
    assert drawn["A2"][subject] == "PUIG VILA"
    assert drawn["B3"][subject] == "Mas Coll, Anna"
    assert drawn["C2"] == {"block": "A", "floor": "3", "column": "3", "number": "9", "state": "LLIURE"}


def test_names_with_years_are_of_the_dead() -> None:
    grid = [["3\nPere Puig (1950)", 6, 9], [2, "5\nAnna Mas 1974\nJoan Mas 1980", 8], [1, 4, 7]]
    drawn = units(read(book(grid)))
    assert drawn["B2"]["deceased"] == "Anna Mas 1974\nJoan Mas 1980"


def test_names_may_stand_in_rows_of_their_own() -> None:
    grid = [
        ["BLOC A: TITULARS"], [4, 5, 6], ["Pere Mas", "", "LLIURE"], [1, 2, 3], ["", "Anna Pi", "Rosa Roca"], [],
    ]  # fmt: skip
    sheet = read(book(grid))
    drawn = units(sheet)
    assert drawn["A2"] == {"block": "A", "floor": "2", "column": "1", "number": "4", "holder": "Pere Mas"}
    assert drawn["C2"]["state"] == "LLIURE"
    assert drawn["C4"] == {"block": "A", "floor": "1", "column": "3", "number": "3", "holder": "Rosa Roca"}
    assert [number for number, _ in sheet.skipped] == [1]


def test_several_drawings_of_a_sheet_have_a_block_each() -> None:
    grid = [
        ["BLOC A", "", "", "", "BLOC B"], [4, 5, 6, "", 14, 15, 16], [1, 2, 3, "", 11, 12, 13], [],
        ["SANT PERE"], [24, 25, 26], [21, 22, 23],
    ]  # fmt: skip
    drawn = units(read(book(grid)))
    assert len(drawn) == 18
    assert {cell: drawn[cell]["block"] for cell in ("A3", "E3", "A7")} == {"A3": "A", "E3": "B", "A7": "SANT PERE"}
    assert drawn["A2"]["floor"] == "2"


def test_a_merged_cell_is_a_double_niche() -> None:
    grid = [[7, 8, 9, 10], [5, "", 6, 11], [1, 2, 3, 4]]
    drawn = units(read(book(grid, merged=["A2:B2"])))
    assert drawn["A2"]["kind"] == "nínxol doble"
    assert "kind" not in drawn["A1"]
    assert len(drawn) == 11


def test_an_empty_cell_is_no_unit() -> None:
    drawn = units(read(book([[7, "", 9, 10], [4, 5, 6, 11], [1, 2, 3, 12]], {"B1": GREEN})))
    assert "B1" not in drawn
    assert len(drawn) == 11


def test_the_sheet_names_the_block_where_no_title_does() -> None:
    assert units(read(book(WALL[2:], name="BLOC C")))["A3"]["block"] == "C"


def test_tombs_on_the_ground_have_no_floor() -> None:
    assert "floor" not in units(read(book([["TOMBES"], *WALL[2:]])))["A4"]


def test_a_drawing_of_opendocument_is_read_with_its_colours() -> None:
    rows = [[("3", ""), ("6", "g"), ("9", "")], [("2", ""), ("5", "g"), ("8", "")], [("1", "r"), ("4", ""), ("7", "")]]
    content = ods_book([*rows, [("", "")], [("", "g"), ("Lliure", "")], [("", "r"), ("Caducat", "")]])
    drawn = units(read(content))
    assert {cell: drawn[cell].get("state") for cell in ("B1", "A3", "A1")} == {
        "B1": "Lliure",
        "A3": "Caducat",
        "A1": None,
    }


@pytest.mark.parametrize(
    "grid",
    [
        [["Núm.", "Fila", "Titular", "Anys"], [1, 1, "Pere", 50], [2, 2, "Anna", 50], [3, 3, "Joan", 50]],
        [["Bloc", "Del", "Al"], ["A", 1, 40], ["B", 41, 80], ["C", 81, 120]],
        [[1, 2, 1974], [2, 3, 1980], [3, 1, 1974], [4, 2, 1990], [5, 3, 1991]],
        [
            [1, "3 de maig de 1951"],
            [2, "12 abril 1960"],
            [3, "1 de juny 1970"],
            [4, "9 gener 1980"],
            [5, "30 maig 1990"],
        ],
        [["A-1", "Pere", "12/3/1974"], ["A-2", "Anna", "1/3/1980"], ["A-3", "Joan", "1/4/1990"]],
    ],
)
def test_a_table_is_no_drawing(grid: Grid) -> None:
    assert read(book(grid)).labels is None


@pytest.mark.parametrize(
    "labels", [("3a", "2a", "1a"), ("F3", "F2", "F1"), (3, 2, 1), ("3ª fila", "2ª fila", "1ª fila")]
)
@pytest.mark.parametrize("side", ["left", "right", "both"])
@pytest.mark.parametrize("first", [1, 101])
def test_labels_at_either_side_are_no_units_however_they_count(labels: Sequence[object], side: str, first: int) -> None:
    rows = [[first + 3 * column + floor for column in range(4)] for floor in (2, 1, 0)]
    left = [[label] if side != "right" else [] for label in labels]
    right = [[label] if side != "left" else [] for label in labels]
    drawn = units(read(book([[*a, *row, *b] for a, row, b in zip(left, rows, right, strict=True)])))
    assert len(drawn) == 12
    assert {unit["floor"] for unit in drawn.values()} == {"1", "2", "3"}
    assert {unit["column"] for unit in drawn.values()} == {"1", "2", "3", "4"}


def test_a_row_of_numbers_over_names_counts_columns_and_is_no_wall() -> None:
    names = [[f"Fila {floor}", *[f"Pere {name}" for name in "ABCDEF"]] for floor in (3, 2, 1)]
    assert read(book([["", *range(1, 7)], *names])).labels is None


def test_a_wall_with_an_aisle_is_one_block_whose_columns_go_on() -> None:
    grid = [["BLOC A"], ["1a", 4, 5, 6, "", 10, 11, 12], ["2a", 1, 2, 3, "", 7, 8, 9]]
    drawn = units(read(book(grid)))
    assert len(drawn) == 12
    assert drawn["F2"] == {"block": "A", "floor": "1", "column": "4", "number": "10"}
    assert drawn["H3"] == {"block": "A", "floor": "2", "column": "6", "number": "9"}


def test_the_title_right_above_a_drawing_is_its_own() -> None:
    grid = [["", "", "BLOC A", "", "BLOC B"], [4, 5, 6, "", 14, 15, 16], [1, 2, 3, "", 11, 12, 13]]
    drawn = units(read(book(grid)))
    assert (drawn["A2"]["block"], drawn["E2"]["block"]) == ("A", "B")


def test_a_year_under_a_name_belongs_to_it() -> None:
    grid = [["5\nPere Mas\n+1974\nAnna Pi\n(3/5/1980)", 6, 7, 8], [1, "2\nJoan Roca\n1950-1999", 3, 4]]
    drawn = units(read(book(grid)))
    assert drawn["A1"]["deceased"] == "Pere Mas (1974)\nAnna Pi (3/5/1980)"
    assert drawn["B2"]["deceased"] == "Joan Roca (1950-1999)"


def test_a_niche_may_be_a_merged_square_of_cells() -> None:
    grid = [["3\nPere Mas", "", 4, "", 5, ""], [], [1, "", "1 bis", "", 2, ""], []]
    drawn = units(read(book(grid, merged=["A1:B2", "C1:D2", "E1:F2", "A3:B4", "C3:D4", "E3:F4"])))
    assert [(cell, unit["number"], unit["floor"], unit["column"]) for cell, unit in drawn.items()] == [
        ("A1", "3", "2", "1"), ("C1", "4", "2", "2"), ("E1", "5", "2", "3"),
        ("A3", "1", "1", "1"), ("C3", "1 bis", "1", "2"), ("E3", "2", "1", "3"),
    ]  # fmt: skip
    assert not any("kind" in unit for unit in drawn.values())


def test_a_wall_saved_as_text_keeps_its_lines() -> None:
    content = b'BLOC A\n\n"3\nPere Mas";6;9;12\n2;5;8;11\n1;4;7;10\n'
    (sheet,) = read_files([SourceFile("alcat.csv", content)])
    assert sheet.row_numbers == [3] * 4 + [5] * 4 + [6] * 4
    assert units(sheet)["A3"] == {"block": "A", "floor": "3", "column": "1", "number": "3", "holder": "Pere Mas"}
