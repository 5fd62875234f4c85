"""Sheets as town halls hand them in: each is small, ugly in its own way, and no row of data is lost or made up."""

from dataclasses import dataclass, field

import pytest

from imports.mapping import Mapping
from imports.pipeline import read_sheets
from imports.rows import Cell, CleanRow, RawSheet, ReadOutcome

Rows = list[list[Cell]]
ROLL: list[Cell] = ["Núm.", "Fila", "Titular", "Títol", "Difunts"]


@dataclass(frozen=True)
class Ugly:
    """A sheet, or several by name, and what must be read: for each row of data block, number, floor and people."""

    expected: list[tuple[str, str, int | None, str]]
    rows: Rows = field(default_factory=list)
    sheets: dict[str, Rows] = field(default_factory=dict)

    def read(self) -> ReadOutcome:
        """Read the sheets as one workbook."""
        sheets = self.sheets or {"Full1": self.rows}
        return read_sheets([RawSheet(name, rows, file="a.xlsx") for name, rows in sheets.items()], Mapping())


def told(row: CleanRow) -> tuple[str, str, int | None, str]:
    """Block, number, floor, and everybody named in the row."""
    people = [holder.text for holder in row.concession.holders] if row.concession else []
    people += [burial.text for burial in row.burials]
    unit = row.unit
    return (unit.block, unit.number, unit.floor, "; ".join(people)) if unit else ("", "", None, "; ".join(people))


UGLY: dict[str, Ugly] = {
    "titles of several lines with a date between": Ugly(
        [("A", "1", 1, "Anna Mas"), ("A", "2", 2, "")],
        [
            ["AJUNTAMENT DE VILACLARA", "", "", "", ""],
            ["Àrea de Serveis", "", "", "", "12/03/2009"],
            [],
            ["Cementiri municipal. Bloc A", "", "", "", ""],
            ROLL,
            [1.0, 1.0, "Anna Mas", 12.0, ""],
            [2.0, 2.0, "", "", ""],
        ],
    ),
    "a header in the middle of the sheet, after notes": Ugly(
        [("", "1", 1, "Anna Mas")],
        [
            ["Instruccions per omplir el full:"],
            ["1. Poseu un nínxol per fila."],
            ["2. El titular, amb els dos cognoms."],
            ["", "", "Nota: L = lliure"],
            [],
            *[[] for _ in range(20)],
            ["", *ROLL],
            ["", 1.0, 1.0, "Anna Mas", 12.0, ""],
        ],
    ),
    "a header of two lines that are not merged": Ugly(
        [("B", "7", 3, "Anna Mas; Pere Mas")],
        [
            ["", "Núm.", "", "Nom del", "Data", ""],
            ["Bloc", "nínxol", "Fila", "titular", "concessió", "Difunts"],
            ["B", 7.0, 3.0, "Anna Mas", "1/2/1980", "Pere Mas (1990)"],
        ],
    ),
    "a header of three lines": Ugly(
        [("B", "7", 3, "Anna Mas; Pere Mas")],
        [
            ["SEPULTURA", "", "", "DRET FUNERARI", "", "", "INHUMACIONS", ""],
            ["Situació", "", "", "Titular", "", "Títol", "Difunt", ""],
            ["Bloc", "Núm.", "Pis", "Nom i cognoms", "DNI", "Núm.", "Nom", "Data"],
            ["B", 7.0, 3.0, "Anna Mas", "", 55.0, "Pere Mas", "1/2/1990"],
        ],
    ),
    "columns numbered under the header": Ugly(
        [("", "1", 1, "Anna Mas"), ("", "2", 2, "")],
        [ROLL, [1.0, 2.0, 3.0, 4.0, 5.0], [1.0, 1.0, "Anna Mas", 12.0, ""], [2.0, 2.0, "", "", ""]],
    ),
    "hints in brackets under the header": Ugly(
        [("", "1", 1, "Anna Mas")],
        [
            ROLL,
            ["(número)", "(de baix a dalt)", "(cognoms i nom)", "(del títol)", "(amb data)"],
            [1.0, 1.0, "Anna Mas", 12.0, ""],
        ],
    ),
    "the header and the titles again on every page": Ugly(
        [("", "1", 1, "Anna Mas"), ("", "2", 2, "Pere Pi")],
        [
            ["PADRÓ DE NÍNXOLS", "", "", "", "Pàgina 1"],
            ROLL,
            [1.0, 1.0, "Anna Mas", 12.0, ""],
            ["PADRÓ DE NÍNXOLS", "", "", "", "Pàgina 2"],
            ROLL,
            [2.0, 2.0, "Pere Pi", 13.0, ""],
        ],
    ),
    "both lines of the header again": Ugly(
        [("A", "1", 1, "Anna Mas"), ("B", "1", 1, "Pere Pi")],
        [
            ["UBICACIÓ", "", "DRET", ""],
            ["Nínxol", "Fila", "Titular", "Títol"],
            ["BLOC A", "", "", ""],
            [1.0, 1.0, "Anna Mas", 12.0],
            ["BLOC B", "", "", ""],
            ["UBICACIÓ", "", "DRET", ""],
            ["Nínxol", "Fila", "Titular", "Títol"],
            [1.0, 1.0, "Pere Pi", 13.0],
        ],
    ),
    "a sub-heading in the third column": Ugly(
        [("SANT JOSEP", "1", 1, "Anna Mas"), ("SANT PAU", "1", 1, "Pere Pi")],
        [
            ROLL,
            ["", "", "BLOC SANT JOSEP", "", ""],
            [1.0, 1.0, "Anna Mas", 12.0, ""],
            ["", "", "BLOC SANT PAU", "", ""],
            [1.0, 1.0, "Pere Pi", 13.0, ""],
        ],
    ),
    "a sub-heading spread over several cells": Ugly(
        [("B", "1", 1, "Anna Mas")],
        [ROLL, ["BLOC", "B", "", "Del núm. 1 al 40", ""], [1.0, 1.0, "Anna Mas", 12.0, ""]],
    ),
    "blocks and floors in headings, the floor in words": Ugly(
        [("A", "1", 1, "Anna Mas"), ("A", "2", 2, "Pere Pi"), ("B", "1", None, "Rita Pi")],
        [
            ["Nínxol", "Titular", "Títol"],
            ["BLOC A", "", ""],
            ["PRIMERA FILA", "", ""],
            [1.0, "Anna Mas", 12.0],
            ["FILA 2", "", ""],
            [2.0, "Pere Pi", 13.0],
            ["BLOC B", "", ""],
            [1.0, "Rita Pi", 14.0],
        ],
    ),
    "totals, subtotals and counts": Ugly(
        [("A", "1", 1, "Anna Mas"), ("A", "2", 2, ""), ("B", "1", 1, "Pere Pi")],
        [
            ROLL,
            ["BLOC A"],
            [1.0, 1.0, "Anna Mas", 12.0, ""],
            [2.0, 2.0, "", "", ""],
            ["Subtotal bloc A", 2.0, "", "", ""],
            ["", "", "Ocupats:", 1.0, ""],
            ["BLOC B"],
            [1.0, 1.0, "Pere Pi", 13.0, ""],
            ["TOTAL: 3", "", "Ocupats: 2", "", ""],
            ["Nínxols lliures", 1.0, "", "", ""],
            ["Suma y sigue", "", "", "44", ""],
        ],
    ),
    "a sum without a word at the end": Ugly(
        [("", "1", 1, "Anna Mas")],
        [[*ROLL, "Quota"], [1.0, 1.0, "Anna Mas", 12.0, "", 18.5], ["", "", "", "", "", 18.5]],
    ),
    "a legend of signs below": Ugly(
        [("", "1", 1, "Anna Mas"), ("", "2", 1, "")],
        [
            ROLL,
            [1.0, 1.0, "Anna Mas", 12.0, ""],
            [2.0, 1.0, "", "", ""],
            [],
            ["Llegenda:"],
            ["L", "Lliure"],
            ["O", "Ocupat"],
            ["P = perpetu", "T = temporal", "C = caducat"],
        ],
    ),
    "notes and a signature at the end": Ugly(
        [("", "1", 1, "Anna Mas")],
        [
            ROLL,
            [1.0, 1.0, "Anna Mas", 12.0, ""],
            [],
            ["Nota: els nínxols de la fila 5 no es poden ocupar mentre no s'arregli la coberta."],
            ["Vilaclara, 3 de maig de 2004."],
            ["Signat: la secretària"],
        ],
    ),
    "a hidden column that counts the rows": Ugly(
        [("A", "11", 1, "Anna Mas"), ("A", "12", 2, "Pere Pi"), ("B", "1", 1, "Rita Pi")],
        [
            ["", *ROLL],
            [0.0, "BLOC A"],
            [1.0, 11.0, 1.0, "Anna Mas", 12.0, ""],
            [2.0, 12.0, 2.0, "Pere Pi", 13.0, ""],
            [3.0, "BLOC B"],
            [4.0, 1.0, 1.0, "Rita Pi", 14.0, ""],
        ],
    ),
    "a running number beside the niche": Ugly(
        [("A", "11", 1, "Anna Mas"), ("A", "12", 2, "Pere Pi"), ("A", "15", 2, "Rita Pi")],
        [
            ["Nº", "Bloc", "Nínxol", "Pis", "Titular"],
            [1.0, "A", 11.0, 1.0, "Anna Mas"],
            [2.0, "A", 12.0, 2.0, "Pere Pi"],
            [3.0, "A", 15.0, 2.0, "Rita Pi"],
        ],
    ),
    "a cover, a summary and a sheet for each block": Ugly(
        [("Nord", "1", 1, "Anna Mas"), ("Sud", "1", 1, "Pere Pi")],
        sheets={
            "Portada": [["CEMENTIRI DE VILACLARA"], ["Inventari 2011"], ["Fet per", "la brigada"]],
            "Resum": [
                ["Bloc", "Total", "Ocupats", "Lliures"],
                ["Nord", 10.0, 8.0, 2.0],
                ["Sud", 20.0, 11.0, 9.0],
            ],
            "Nord": [ROLL, [1.0, 1.0, "Anna Mas", 12.0, ""]],
            "Sud": [ROLL, [1.0, 1.0, "Pere Pi", 13.0, ""]],
        },
    ),
    "a sheet for each year": Ugly(
        [("A", "3", None, "Mas Coll, Anna"), ("B", "4", None, "Pi Roca, Pere")],
        sheets={
            "1998": [
                ["Data", "Cognoms i nom", "Edat", "Nínxol"],
                ["3/4/1998", "Mas Coll, Anna", 71.0, "A-3"],
            ],
            "1999": [
                ["Data", "Cognoms i nom", "Edat", "Nínxol"],
                ["9/8/1999", "Pi Roca, Pere", 80.0, "B-4"],
            ],
        },
    ),
    "blocks and floors in merged cells": Ugly(
        [("A", str(n), 1 + (n - 1) // 3, "") for n in range(1, 7)] + [("B", str(n), 1, "") for n in range(1, 4)],
        [
            ["Bloc", "Pis", "Nínxol", "Titular"],
            ["A", 1.0, 1.0, ""],
            ["", "", 2.0, ""],
            ["", "", 3.0, ""],
            ["", 2.0, 4.0, ""],
            ["", "", 5.0, ""],
            ["", "", 6.0, ""],
            ["B", 1.0, 1.0, ""],
            ["", "", 2.0, ""],
            ["", "", 3.0, ""],
        ],
    ),
    "ditto marks": Ugly(
        [("A", "1", 2, "Anna Mas"), ("A", "2", 2, "Pere Pi"), ("A", "3", 2, "Pere Pi")],
        [
            ["Bloc", "Fila", "Nínxol", "Titular"],
            ["A", 2.0, 1.0, "Anna Mas"],
            ['"', '"', 2.0, "Pere Pi"],
            ["id.", "''", 3.0, "ídem"],
        ],
    ),
    "headers cut to their first letters": Ugly(
        [("A", "1", 1, "Anna Mas; Pere Mas"), ("A", "2", 2, "Rita Pi")],
        [
            ["Blc.", "N.", "F.", "Tit.", "Nº Tit.", "F. Conc.", "Dif.", "F. Def."],
            ["A", 1.0, 1.0, "Anna Mas", 55.0, "3/4/1980", "Pere Mas", "5/6/1990"],
            ["A", 2.0, 2.0, "Rita Pi", 56.0, "7/8/1985", "", ""],
        ],
    ),
    "no header at all": Ugly(
        [("A", "1", None, "Anna Mas Coll"), ("A", "2", None, "Pere Pi Roca"), ("B", "1", None, "Rita Roca Pi")],
        [
            ["A-1", "Anna Mas Coll", "39123456L", "3/4/1980"],
            ["A-2", "Pere Pi Roca", "38111222Z", "5/6/1990"],
            ["B-1", "Rita Roca Pi", "40333444Y", "7/8/1995"],
        ],
    ),
    "two like tables side by side": Ugly(
        [
            ("A", "1", None, "Anna Mas"),
            ("A", "2", None, "Pere Pi"),
            ("A", "31", None, "Rita Pi"),
            ("A", "32", None, ""),
        ],
        [
            ["BLOC A"],
            ["Nínxol", "Titular", "", "Nínxol", "Titular"],
            [1.0, "Anna Mas", "", 31.0, "Rita Pi"],
            [2.0, "Pere Pi", "", 32.0, ""],
        ],
    ),
    "two tables one below another": Ugly(
        [("A", "1", 1, "Anna Mas"), ("A", "3", None, "Roca, Pau")],
        [
            ["PADRÓ DE TITULARS - BLOC A"],
            ["Núm.", "Fila", "Titular", "Títol"],
            [1.0, 1.0, "Anna Mas", 12.0],
            [],
            ["INHUMACIONS"],
            ["Difunt", "Data enterrament", "Nínxol", "Edat"],
            ["Roca, Pau", "3/4/1980", "A-3", 71.0],
        ],
    ),
    "codes that name their block in words": Ugly(
        [("A", "12", 3, "Anna Mas"), ("A", "13", None, ""), ("B", "1", None, "Pere Pi")],
        [
            ["Sepultura", "Titular"],
            ["Bloc A, nínxol 12, fila 3", "Anna Mas"],
            ["Bloc A, nínxol 13", ""],
            ["Bloc B, nínxol 1", "Pere Pi"],
        ],
    ),
    "surnames that look like legends and headings": Ugly(
        [("A", "1", 1, "Anna Font; Font Mas, Pere; Illa Pi, Rita; Pagès Roca, Pau")],
        [
            ["Bloc", "Núm.", "Fila", "Titular", "Difunt", "Data defunció"],
            ["A", 1.0, 1.0, "Anna Font", "Font Mas, Pere", "1950"],
            ["", "", "", "", "Illa Pi, Rita", "1960"],
            ["", "", "", "", "Pagès Roca, Pau", "1970"],
        ],
    ),
    "day, month and year in three columns": Ugly(
        [("A", "12", None, "Mas Coll, Anna"), ("A", "13", None, "Pi, Pere")],
        [
            ["Ordre", "Dia", "Mes", "Any", "Cognoms i nom", "Bloc", "Nínxol"],
            [1.0, 3.0, "abril", 1950.0, "Mas Coll, Anna", "A", 12.0],
            [2.0, "", "", 1951.0, "Pi, Pere", "A", 13.0],
        ],
    ),
    "English words and a table that starts at the fourth column": Ugly(
        [("East", "7", 2, "John Hill; Ann Hill")],
        [
            [],
            ["", "", "", "Section", "Row", "Plot", "Owner", "Deceased", "Date of death"],
            ["", "", "", "East", 2.0, 7.0, "John Hill", "Ann Hill", "1 May 1950"],
        ],
    ),
}


@pytest.mark.parametrize("name", UGLY)
def test_an_ugly_sheet_is_read_row_by_row(name: str) -> None:
    ugly = UGLY[name]
    assert sorted(told(row) for row in ugly.read().rows) == sorted(ugly.expected)


@pytest.mark.parametrize("name", UGLY)
def test_every_line_of_an_ugly_sheet_is_told_once(name: str) -> None:
    ugly = UGLY[name]
    outcome = ugly.read()
    places = [(row.sheet, row.row, row.cell) for row in outcome.rows]
    skipped = [(skip.sheet, skip.row) for skip in outcome.skipped]
    assert len(set(places)) == len(places)
    assert len(set(skipped)) == len(skipped)
    assert not set(skipped) & {(sheet, row) for sheet, row, _ in places}
    continued = sum(max(0, len(row.burials) - 1) for row in outcome.rows)
    lines = sum(len(rows) for rows in (ugly.sheets or {"Full1": ugly.rows}).values())
    assert len({place[:2] for place in places} | set(skipped)) >= lines - continued


def test_merged_cells_and_ditto_marks_are_shown_as_they_stand() -> None:
    outcome = UGLY["ditto marks"].read()
    assert outcome.rows[1].raw == ('"', '"', "2", "Pere Pi")


def test_tables_side_by_side_tell_the_cell_of_each_unit() -> None:
    outcome = UGLY["two like tables side by side"].read()
    assert sorted((row.row, row.cell) for row in outcome.rows) == [(3, "A3"), (3, "D3"), (4, "A4"), (4, "D4")]
