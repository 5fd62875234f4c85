"""Tables of text: whatever wrote them, every record is read once, at the line on which it begins."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cementiris.spreadsheets.fixed_width import read_columns
from cementiris.spreadsheets.texts import decode, guess_delimiter, read_records

CELL = st.text(alphabet='ab1ç"\n;,. ', max_size=12).map(str.strip)


def records(text: str, delimiter: str = ";") -> list[tuple[int, list[str]]]:
    return [(record.number, record.cells) for record in read_records(text, delimiter)]


@given(st.lists(st.lists(CELL, min_size=4, max_size=4), min_size=1, max_size=12))
def test_what_is_quoted_rightly_is_read_as_it_was_written(rows: list[list[str]]) -> None:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(
        [["N", "T", "D", "O"], *rows]
    )
    read = records(target.getvalue())
    if not any(line.count(";") >= 3 for row in rows for cell in row for line in cell.split("\n")):
        assert [cells for _, cells in read[1:]] == rows


@given(st.lists(st.text(alphabet='ab;" ', max_size=20), max_size=30))
def test_no_sign_and_no_line_is_ever_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    told = "".join("".join(cells) for _, cells in records(text))
    assert told.count("a") == text.count("a")
    assert told.count("b") == text.count("b")


def test_a_stray_mark_inside_a_cell_breaks_no_other() -> None:
    text = (
        'N;T;D\n1;Can "Xic" Roca;"Pere Mas (1950)\nJoan Mas"\n2;Veïnat "de Dalt;"Anna Mas\nRosa"\n3;x;"Can "Nin" Pi"\n'
    )
    assert records(text) == [
        (1, ["N", "T", "D"]),
        (2, ["1", 'Can "Xic" Roca', "Pere Mas (1950)\nJoan Mas"]),
        (4, ["2", 'Veïnat "de Dalt', "Anna Mas\nRosa"]),
        (6, ["3", "x", 'Can "Nin" Pi']),
    ]


def test_a_mark_that_nobody_closes_swallows_nothing() -> None:
    text = "N;T;D\n" + '1;"Pere;x\n' + "".join(f"{number};Anna;y\n" for number in range(2, 9)) + '9;"Rosa;z\n'
    assert [cells[0] for _, cells in records(text)] == ["N", *map(str, range(1, 10))]
    assert records(text)[1][1] == ["1", "Pere", "x"]


def test_marks_may_be_escaped_instead_of_doubled() -> None:
    text = '"N","O"\n"1","diu \\"sí\\", i prou"\n'
    assert records(text, ",") == [(1, ["N", "O"]), (2, ["1", 'diu "sí", i prou'])]


def test_lines_may_end_in_three_ways_in_one_file() -> None:
    assert records('N;T\r1;"a\r\nb"\r\n2;c\n3;d') == [
        (1, ["N", "T"]),
        (2, ["1", "a\r\nb"]),
        (4, ["2", "c"]),
        (5, ["3", "d"]),
    ]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|", "^", "~", ":"])
def test_any_delimiter_is_found(delimiter: str) -> None:
    text = "".join(delimiter.join((str(number), "2a", "Pere Mas", "x")) + "\n" for number in range(9))
    assert guess_delimiter(text) == delimiter


def test_the_first_line_may_name_the_delimiter() -> None:
    assert guess_delimiter("sep=^\na;b^c;d\n") == "^"
    assert records("sep=^\r\na;b^c;d\r\n", "^") == [(1, []), (2, ["a;b", "c;d"])]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "cp850"]
)
def test_any_encoding_is_found(encoding: str) -> None:
    text = "Núm;Titular\n1;Àngel Peña i Güell, Conxita Solà\n2;Òscar Çorbera"
    assert decode(text.encode(encoding)) == text


def test_the_end_mark_of_dos_and_nul_bytes_are_left_out() -> None:
    assert decode(b"a;b\n1;\x002\n\x1a") == "a;b\n1;2"


def test_columns_told_by_blanks_are_cut_where_all_lines_leave_room() -> None:
    text = (
        "LLISTAT DE NINXOLS   CEMENTIRI\n"
        "NUM  FILA  TITULAR            DIFUNT\n"
        "  1     1  PUIG VILA JOSEP    PUIG MAS PERE\n"
        "BLOC DE SANT PERE I SANT PAU\n"
        "  2     2  MAS COLL ANNA\n"
        " 12     3  SOLER PI RAMON     SOLER PI MARIA\n"
        " 13     3  ROCA ROCA JOAN     ROCA PI JOAN\n"
    )
    read = read_columns(text)
    assert read is not None
    assert [record.cells for record in read] == [
        ["LLISTAT DE NINXOLS   CEMENTIRI"],
        ["NUM", "FILA", "TITULAR", "DIFUNT"],
        ["1", "1", "PUIG VILA JOSEP", "PUIG MAS PERE"],
        ["BLOC DE SANT PERE I SANT PAU"],
        ["2", "2", "MAS COLL ANNA", ""],
        ["12", "3", "SOLER PI RAMON", "SOLER PI MARIA"],
        ["13", "3", "ROCA ROCA JOAN", "ROCA PI JOAN"],
    ]


def test_a_ruler_of_dashes_tells_the_columns() -> None:
    read = read_columns("NUM TITULAR\n--- ------------\n1   PUIG VILA J\n22  MAS COLL A\n")
    assert read is not None
    assert [record.cells for record in read[2:]] == [["1", "PUIG VILA J"], ["22", "MAS COLL A"]]


def test_prose_has_no_columns() -> None:
    assert read_columns("Benvolgut senyor,\n\nUs escric per dir-vos\nque tot va bé.\nAdéu\n") is None


def test_a_file_full_of_open_marks_takes_no_time() -> None:
    started = time.monotonic()
    read_records("N;T\n" + 'a";b;"c"d\n' * 40_000, ";")
    assert time.monotonic() - started < 20


def test_ditto_marks_stay_as_they_are() -> None:
    text = 'Pati;Fila;T\nSant Roc;1;Pere\n";1;Anna\n";2;Rosa\n";3;Pau\n'
    assert [cells[0] for _, cells in records(text)] == ["Pati", "Sant Roc", '"', '"', '"']


@pytest.mark.parametrize("text", ["Martí Pérez, Nº 7, Àngel Ñíguez i Güell", "l’Òscar Col·lell «Çà»", "Ángel ÍÚ"])
def test_what_was_encoded_twice_is_decoded_twice(text: str) -> None:
    once = "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in text.encode())
    assert decode(once.encode()) == text
    assert decode(text.encode()) == text
