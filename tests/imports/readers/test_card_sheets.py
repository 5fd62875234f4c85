"""Cards on a sheet: each block of labels and values is a row, wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from imports.readers import read_files
from imports.rows import RawSheet, SourceFile
from tests.spreadsheets.files import workbook, xlsx

Row = Sequence[object]


def read(*rows: Row) -> RawSheet:
    (sheet,) = read_files([SourceFile("fitxes.xlsx", xlsx(*rows))])
    return sheet


def card(number: int, holder: str, *dead: Row) -> list[Row]:
    first, *further = dead or [[]]
    return [
        ["Nínxol:", number, "Fila:", 2],
        ["Titular:", holder],
        ["Concessió:", datetime(1974, 3, 12)],
        ["Difunts:", *first],
        *(["", *line] for line in further),
    ]


def test_a_block_of_labels_is_a_row_at_its_first_cell() -> None:
    sheet = read(["FITXER DEL CEMENTIRI"], [], *card(1, "Pere Mas", ["Anna Pi"]), [], *card(2, "Joan Coll"))
    assert sheet.labels == ("Nínxol", "Fila", "Titular", "Concessió", "Difunts")
    assert sheet.rows == [[1, 2, "Pere Mas", date(1974, 3, 12), "Anna Pi"], [2, 2, "Joan Coll", date(1974, 3, 12), ""]]
    assert (sheet.row_numbers, sheet.cells) == ([3, 8], None)
    assert sheet.skipped == ((1, "title"), (2, "blank"), (7, "blank"))


def test_lines_under_a_value_belong_to_it_with_their_days() -> None:
    dead = [["Anna Pi", datetime(1950, 3, 12)], ["Rosa Mas", "1960?"], ["Pau Mas"]]
    sheet = read(*card(1, "Pere Mas", *dead), [], *card(2, "Joan Coll"))
    assert sheet.rows[0][4] == "Anna Pi (1950-03-12)\nRosa Mas (1960?)\nPau Mas"


def test_cards_may_stand_side_by_side() -> None:
    left, right = card(1, "Pere Mas", ["Anna Pi"]), card(2, "Joan Coll", ["Rosa Pi"])
    across = [[*a, *[""] * (5 - len(a)), *b] for a, b in zip(left, right, strict=True)]
    sheet = read(*across, [], *card(3, "Ramon Roca"))
    assert [row[0] for row in sheet.rows] == [1, 2, 3]
    assert [row[4] for row in sheet.rows] == ["Anna Pi", "Rosa Pi", ""]
    assert sheet.cells == ["A1", "F1", "A6"]


def test_label_and_value_may_share_a_cell() -> None:
    rows = [
        [f"Nínxol: {number}", "Bloc: A"] if line == 0 else ["Titular: Pere Mas"] for number in (1, 2) for line in (0, 1)
    ]
    sheet = read(*rows)
    assert sheet.labels == ("Nínxol", "Bloc", "Titular")
    assert sheet.rows == [["1", "A", "Pere Mas"], ["2", "A", "Pere Mas"]]


HEADER = ["Núm.", "Fila", "Classe", "Titular", "Estat"]


@pytest.mark.parametrize(
    "rows",
    [
        [HEADER, *[[n, 2, "Nínxol", "Pere Mas", "Ocupat"] for n in range(9)], [1, 1, "Tomba", "", "Lliure"]],
        [
            HEADER,
            [1, 2, "Nínxol", "Pere", "Lliure"],
            HEADER,
            [2, 2, "Nínxol", "Anna", "Lliure"],
            HEADER,
            [3, 1, "", "", ""],
        ],
        [["Nínxol", 1, "Pere"], ["Tomba", 2, "Anna"], ["Nínxol", 3, "Joan"], ["Tomba", 4, "Rosa"]],
    ],
)
def test_a_table_is_no_card_file(rows: list[Row]) -> None:
    assert read(*rows).labels is None


def test_each_sheet_of_a_workbook_may_be_a_card() -> None:
    cards = {f"A-{number}": [["FITXA"], *card(number, "Pere Mas", ["Anna Pi"])] for number in (1, 2, 3)}
    sheets = read_files([SourceFile("fitxes.xlsx", workbook(cards))])
    assert [(sheet.name, sheet.row_numbers, sheet.rows[0][0]) for sheet in sheets] == [
        ("A-1", [2], 1),
        ("A-2", [2], 2),
        ("A-3", [2], 3),
    ]
    assert {sheet.labels for sheet in sheets} == {("Nínxol", "Fila", "Titular", "Concessió", "Difunts")}


def test_like_tables_on_several_sheets_are_no_cards() -> None:
    tables = {name: [["BLOC"], HEADER, [1, 2, "Nínxol", "Pere", "Lliure"]] for name in ("A", "B", "C")}
    assert {sheet.labels for sheet in read_files([SourceFile("padro.xlsx", workbook(tables))])} == {None}


@pytest.mark.parametrize("sign", ["", ":"])
def test_a_value_that_sounds_like_a_label_is_none(sign: str) -> None:
    block = [["FITXA DE NÍNXOL"], [f"Número{sign}", 7, f"Classe{sign}", "Nínxol"], [f"Anys{sign}", "perpetuïtat"]]
    sheet = read(*[*block, [f"Titular{sign}", "Pere Mas"], []] * 3)
    assert sheet.labels is not None
    assert sheet.labels[-4:] == ("Número", "Classe", "Anys", "Titular")
    assert sheet.rows[0][-4:] == [7, "Nínxol", "perpetuïtat", "Pere Mas"]
