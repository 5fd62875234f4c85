"""Files are known by what stands in them; what cannot be read is told in one sentence."""

import io
import zipfile
from string import Formatter

import openpyxl
import pytest

from cementiris.spreadsheets.limits import DEFAULT_LIMITS
from cementiris.spreadsheets.texts import decode, guess_delimiter
from imports.errors import UnreadableFile
from imports.messages import UNREADABLE
from imports.pipeline import read_register
from imports.readers import read_files
from imports.readers.detect import detect_format
from imports.rows import SourceFile

HEADER = "Núm.;Fila;Titular;Difunts\n"


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def code_of(name: str, content: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_register([SourceFile(name, content)])
    sentence = str(caught.value)
    assert "{" not in sentence
    assert sentence.endswith(".")
    return caught.value.code


@pytest.mark.parametrize("content", [b"", b"  \r\n\t ", b"\0\0\0\0", b"\xef\xbb\xbf\r\n"])
def test_an_empty_file_is_told(content: bytes) -> None:
    assert code_of("roll.csv", content) == "empty_file"


def test_a_picture_named_like_a_workbook_is_told() -> None:
    assert code_of("roll.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0\1" * 500) == "not_a_table"
    assert code_of("roll.xlsx", b"\xff\xd8\xff\xe0" + b"\0\1" * 500) == "not_a_table"
    assert code_of("roll.csv", bytes(range(256)) * 20) == "not_a_table"


def test_a_workbook_with_nothing_but_titles_is_told() -> None:
    assert code_of("roll.xlsx", workbook(["AJUNTAMENT"], [], ["PADRÓ DE NÍNXOLS"])) == "no_table"
    assert code_of("roll.xlsx", workbook([])) == "no_table"
    assert code_of("roll.xlsx", workbook(["Núm.", "Fila", "Titular", "Difunts"])) == "no_table"


def test_prose_is_no_table() -> None:
    assert code_of("carta.txt", "Benvolgut senyor\nUs escric per dir-vos\nAdéu".encode()) == "no_table"


def test_a_zip_that_is_no_workbook_is_told() -> None:
    assert code_of("roll.xlsx", zipped({"a.txt": b"hello"})) == "not_a_table"
    assert code_of("roll.xlsx", b"PK\3\4 and then nothing of the kind") == "damaged"
    assert code_of("roll.xlsx", workbook(["Núm."])[:900]) == "damaged"


def test_a_workbook_whose_parts_are_broken_is_told() -> None:
    assert code_of("roll.xlsx", zipped({"xl/workbook.xml": b"<workbook", "[Content_Types].xml": b"x"})) == "damaged"


def test_a_zip_bomb_is_refused_by_its_directory() -> None:
    bomb = zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"0" * (120 * 1024 * 1024)})
    assert len(bomb) < 1024 * 1024
    assert code_of("roll.xlsx", bomb) == "bomb"


def test_two_cells_at_opposite_corners_do_not_fill_the_memory() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "Núm."
    book.active["XFD1048576"] = "x"
    target = io.BytesIO()
    book.save(target)
    assert code_of("roll.xlsx", target.getvalue()) == "too_many_cells"


def test_a_cell_said_to_come_again_a_billion_times_is_refused() -> None:
    row = b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" '
    row += b'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
    assert code_of("roll.ods", zipped({"content.xml": b"<office:spreadsheet>" + row})) == "too_many_cells"


def test_xml_entities_are_refused() -> None:
    part = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
    assert code_of("roll.xlsx", zipped({"xl/workbook.xml": part})) == "entities"


def test_a_workbook_with_a_password_is_told() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    assert code_of("roll.xlsx", container) == "protected"


def test_a_container_of_something_else_is_told() -> None:
    assert code_of("roll.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1200) == "not_a_table"
    broken = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + b"\0" * 1200
    assert code_of("roll.xls", broken) == "damaged"


def test_a_file_over_the_limit_is_told_without_being_read() -> None:
    with pytest.raises(UnreadableFile, match="50 MB"):
        detect_format("roll.csv", b"a" * (DEFAULT_LIMITS.file_bytes + 1))


def test_the_name_of_a_file_decides_nothing() -> None:
    content = workbook(["Núm.", "Fila", "Titular"], [1, 2, "Anna Mas"])
    (sheet,) = read_files([SourceFile("roll.csv", content)])
    assert sheet.rows[1] == [1.0, 2.0, "Anna Mas"]


def test_rows_of_a_workbook_keep_the_numbers_that_the_spreadsheet_shows() -> None:
    content = workbook([], [], ["Núm.", "Fila", "Titular"], [], [1, 2, "Anna Mas"])
    outcome = read_register([SourceFile("roll.xlsx", content)])
    assert [row.row for row in outcome.rows] == [5]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_encoding_and_delimiter_are_found_by_looking(encoding: str, delimiter: str) -> None:
    rows = (HEADER + "1;2a;Núria Peña;Àngel Solà (1950)\n2;2a;Òscar Güell;\n").replace(";", delimiter)
    (sheet,) = read_files([SourceFile("padró.txt", rows.encode(encoding))])
    assert sheet.name == "padró"
    assert sheet.rows[1] == ["1", "2a", "Núria Peña", "Àngel Solà (1950)"]


def test_a_record_with_line_breaks_is_numbered_by_its_first_line() -> None:
    text = HEADER + '1;2a;Anna Mas;"Pere Mas (1950)\nJoan Mas (1960)"\n2;2a;Pere Roca;\n'
    outcome = read_register([SourceFile("roll.csv", text.encode())])
    assert [row.row for row in outcome.rows] == [2, 4]
    assert len(outcome.rows[0].burials) == 2


def test_broken_quotes_and_nul_bytes_lose_no_row() -> None:
    text = HEADER + '1;2a;Anna "Nita Mas;\n2;2a;Pere\0 Roca;\n3;1a;Joan Coll;Maria Coll\n'
    outcome = read_register([SourceFile("roll.csv", text.encode())])
    assert [row.unit and row.unit.number for row in outcome.rows] == ["1", "2", "3"]
    assert outcome.rows[1].concession is not None
    assert outcome.rows[1].concession.holders[0].text == "Pere Roca"


def test_a_quotation_mark_that_nobody_closes_swallows_no_record() -> None:
    rows = [f"{number};2a;Anna Mas;\n" for number in range(2, 40)]
    outcome = read_register([SourceFile("roll.csv", (HEADER + '1;2a;"Pere Roca;\n' + "".join(rows)).encode())])
    assert [row.row for row in outcome.rows] == list(range(2, 41))
    assert outcome.rows[0].concession is not None
    assert outcome.rows[0].concession.holders[0].text == "Pere Roca"


def test_a_cell_of_a_million_signs_takes_no_time() -> None:
    cell = "Anna Mas / Pere Roca; " * 50_000
    outcome = read_register([SourceFile("roll.csv", f"{HEADER}1;2a;Joan Pi;{cell}\n2;2a;Rita Pi;\n".encode())])
    assert len(outcome.rows) == 2


def test_plain_prose_has_no_delimiter() -> None:
    assert guess_delimiter("una línia\naltra línia") is None
    assert decode("Núria".encode("cp850")) == "Núria"


@pytest.mark.parametrize("code", UNREADABLE)
def test_every_sentence_fills_its_values(code: str) -> None:
    values = {field: "7" for _, field, _, _ in Formatter().parse(UNREADABLE[code]) if field}
    sentence = str(UnreadableFile(code, **values))
    assert "{" not in sentence
    assert sentence.endswith(".")
