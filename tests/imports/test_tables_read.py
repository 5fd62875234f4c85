"""What formats, headings, legends and cells say of a table beside its rows."""

from typing import Any

import pytest

from imports.mapping import Mapping
from imports.pipeline import read_sheets
from imports.rows import Cell, RawSheet

Rows = list[list[Any]]


@pytest.mark.parametrize("label", ["number", "Núm."])
def test_where_the_format_names_the_columns_no_row_is_a_header(label: str) -> None:
    sheet = RawSheet("NINXOLS", [["BLOC A", "1", ""], ["1", "2", "Anna Mas"]], labels=(label, "floor", "holder"))
    outcome = read_sheets([sheet], Mapping())
    assert [row.row for row in outcome.rows] == [1, 2]
    assert outcome.header_rows == {"NINXOLS": 0}


def test_cells_and_skipped_rows_of_a_reader_are_carried_through() -> None:
    sheet = RawSheet(
        "ALÇAT",
        [["A", "1", "free"], ["A", "2", "occupied"]],
        row_numbers=[5, 5],
        labels=("block", "number", "state"),
        cells=["C5", "D5"],
        skipped=((1, "title"), (9, "legend")),
    )
    outcome = read_sheets([sheet], Mapping())
    assert [(row.row, row.cell) for row in outcome.rows] == [(5, "C5"), (5, "D5")]
    assert [(skip.row, skip.reason) for skip in outcome.skipped] == [(1, "title"), (9, "legend")]


def test_a_record_that_names_a_block_and_its_range_is_no_unit() -> None:
    labels = ("CODI", "BLOC", "NUM", "DIFUNT1", "OBS")
    rows: Rows = [["*", "A", "", "", "BLOC A: DEL 1 AL 40"], ["A 0041", "A", "41", "", ""]]
    outcome = read_sheets([RawSheet("CEMENT", rows, labels=labels)], Mapping())
    assert [[issue.code for issue in row.issues] for row in outcome.rows] == [["number_outside_block"]]
    assert [skip.reason for skip in outcome.skipped] == ["heading"]


BOOK: list[Cell] = ["Dia", "Cognoms i nom", "Edat", "Nínxol"]


def test_days_without_a_year_have_that_of_their_sheet_or_of_the_heading_above() -> None:
    rows: Rows = [
        ["LLIBRE D'ENTERRAMENTS 1974"],
        BOOK,
        ["3/2", "Mas Coll, Anna", 71.0, "A-3"],
        ["1 gener", "Pi Roca, Pere", 80.0, "A-4"],
        ["5/6/1973", "Roca, Pau", 80.0, "A-5"],
        ["ANY 1975"],
        ["12 d'abril", "Sala, Rita", 80.0, "A-6"],
    ]
    outcome = read_sheets([RawSheet("Full1", rows)], Mapping())
    days = [row.burials[0].buried_on.edtf for row in outcome.rows]
    assert days == ["1974-02-03", "1974-01-01", "1973-06-05", "1975-04-12"]
    assert outcome.rows[0].raw[0] == "3/2"


def test_the_year_of_an_inventory_dates_no_burial() -> None:
    rows: Rows = [
        ["INVENTARI 2009"],
        ["Nínxol", "Titular", "Difunt", "Data defunció"],
        [1.0, "Anna Mas", "Pere Mas", "3/2"],
    ]
    (row,) = read_sheets([RawSheet("Full1", rows)], Mapping()).rows
    assert row.burials[0].died_on.edtf == ""


def test_signs_mean_what_the_legend_says() -> None:
    rows: Rows = [
        ["Nínxol", "Titular", "Tipus", "Estat"],
        [1.0, "Anna Mas", "CB", "O"],
        [2.0, "", "NX", "L"],
        [],
        ["Llegenda:"],
        ["L", "Lliure"],
        ["O", "Ocupat"],
        ["NX = nínxol; CB = columbari"],
    ]
    outcome = read_sheets([RawSheet("Full1", rows)], Mapping())
    assert [(row.unit.kind, row.unit.state) for row in outcome.rows if row.unit] == [
        ("columbarium", "occupied"),
        ("niche", "free"),
    ]
    assert [row.fate for row in outcome.rows] == ["accepted", "accepted"]


def test_what_a_clerk_says_of_a_sign_counts_more_than_the_legend() -> None:
    rows: Rows = [["Nínxol", "Titular", "Estat"], [1.0, "", "L"], ["L = lliure"]]
    mapping = Mapping(values={"state": {"l": "expired"}})
    (row,) = read_sheets([RawSheet("Full1", rows)], mapping).rows
    assert row.unit is not None
    assert row.unit.state == "expired"


@pytest.mark.parametrize(
    ("text", "granted", "years", "is_perpetual", "end"),
    [
        ("12/5/1960 (99)", "1960-05-12", 99, False, "2059-05-12"),
        ("12/05/1960, 50 anys", "1960-05-12", 50, False, "2010-05-12"),
        ("1974 (perpètua)", "1974", None, True, ""),
        ("2000-2050", "2000", None, False, "2050"),
        ("del 1/1/2000 al 31/12/2049", "2000-01-01", None, False, "2049-12-31"),
        ("50 anys des de 1974", "1974", 50, False, "2024"),
        ("Perpètua", "", None, True, ""),
        ("3/4/1980", "1980-04-03", None, False, ""),
    ],
)
def test_a_right_told_in_one_cell_is_taken_apart(
    text: str, granted: str, years: int | None, is_perpetual: bool, end: str
) -> None:
    rows: Rows = [
        ["Nínxol", "Titular", "Concessió (anys)"],
        *[[float(n), "Anna Mas", "1990 (50)"] for n in range(1, 9)],
    ]
    outcome = read_sheets([RawSheet("Full1", [*rows, [9.0, "Pere Pi", text]])], Mapping())
    right = outcome.rows[8].concession
    assert right is not None
    assert (right.granted_on.edtf, right.term_years, right.perpetual) == (granted, years, is_perpetual)
    assert right.expires_on.edtf == end
    assert outcome.rows[8].raw == ("9", "Pere Pi", text)
    assert outcome.rows[8].issues == []


def test_names_and_dates_below_each_other_in_their_cells_belong_together() -> None:
    rows: Rows = [
        ["Nínxol", "Titular", "Difunts", "Data defunció"],
        [1.0, "Anna Mas", "Pere Mas\nJoan Mas", "1/2/1950\n3/4/1960"],
        [2.0, "Pau Pi", "Rita Pi; Joan Pi", "1970; 1980"],
        [3.0, "Eva Coll", "Pau Coll; Ot Coll", "1990"],
    ]
    outcome = read_sheets([RawSheet("Full1", rows)], Mapping())
    told = [[(burial.text, burial.died_on.edtf) for burial in row.burials] for row in outcome.rows]
    assert told[:2] == [
        [("Pere Mas", "1950-02-01"), ("Joan Mas", "1960-04-03")],
        [("Rita Pi", "1970"), ("Joan Pi", "1980")],
    ]
    assert [text for text, _ in told[2]] == ["Pau Coll", "Ot Coll"]
    assert outcome.rows[0].raw[2] == "Pere Mas\nJoan Mas"


def test_a_cross_stands_under_one_of_two_headers() -> None:
    rows: Rows = [
        ["Nínxol", "Ocupat", "Lliure", "Titular"],
        [1.0, "X", "", "Anna Mas"],
        [2.0, "", "X", ""],
        [3.0, "", "", ""],
    ]
    outcome = read_sheets([RawSheet("Full1", rows)], Mapping())
    assert [row.unit.state for row in outcome.rows if row.unit] == ["occupied", "free", ""]
