"""Files that mean harm, or are broken: each is told for what it is, in little time and memory."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from collections.abc import Iterator

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cementiris.spreadsheets.detect import detect
from cementiris.spreadsheets.errors import Unreadable
from cementiris.spreadsheets.limits import Limits
from cementiris.spreadsheets.workbooks import read_workbook
from imports.errors import UnreadableFile
from imports.readers import read_files
from imports.rows import SourceFile
from tests.imports.hands import HANDS
from tests.spreadsheets.files import dbf, ods, ods_book, xlsx, zipped
from tests.spreadsheets.test_access import sample

CELL = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'
BARE = "<table:table-cell{}/>"


@pytest.fixture(autouse=True)
def soon() -> Iterator[None]:
    """No file takes long: a guard that reads what it should refuse would."""
    started = time.monotonic()
    yield
    assert time.monotonic() - started < 30


def code_of(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as caught:
        read(content, limits or Limits())
    return caught.value.code


def read(content: bytes, limits: Limits) -> None:
    if detect(content, limits) == "workbook":
        list(read_workbook(content, limits))


def sheet_xml(body: str, *, path: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A workbook whose only sheet has this XML, from a real one."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(xlsx(["x"]))) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    del parts["xl/worksheets/sheet1.xml"]
    relations = parts["xl/_rels/workbook.xml.rels"].decode()
    parts["xl/_rels/workbook.xml.rels"] = relations.replace("worksheets/sheet1.xml", path[3:]).encode()
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts[path] = f"<worksheet {space}><sheetData>{body}</sheetData></worksheet>".encode()
    return zipped(parts)


FAR = {
    "plain": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "other marks": "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
    "blanks": '<row r="1048576"><c s="0" r = "XFD1048576"><v>1</v></c></row>',
    "character": '<row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row>',
    "no reference": '<row r="1">' + "<c><v>1</v></c>" * 400 + '</row><row r="1048576"><c><v>1</v></c></row>',
    "row of its own": '<row r="1"><c r="XFD1048576"><v>1</v></c></row>',
}


@pytest.mark.parametrize("body", FAR.values(), ids=FAR.keys())
def test_a_cell_at_the_far_corner_is_told_however_it_is_written(body: str) -> None:
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    assert code_of(sheet_xml(first + body)) == "too_many_cells"
    assert code_of(sheet_xml(first + body, path="xl/elsewhere/data.bin")) == "too_many_cells"


@pytest.mark.parametrize("body", FAR.values(), ids=FAR.keys())
def test_broken_xml_and_a_false_name_hide_no_far_cell(body: str) -> None:
    first = '</nothing><row r="1"><c r="A1"><v>1</v></c></row>'
    assert code_of(sheet_xml(first + body, path="xl/media/image1.png")) in ("too_many_cells", "damaged")


def test_a_picture_in_a_workbook_is_no_sheet() -> None:
    parts = {"xl/media/image1.png": b"\x89PNG" + b":c <c>" * 40 + bytes(range(256)) * 40}
    with zipfile.ZipFile(io.BytesIO(xlsx(["Núm.", 7]))) as archive:
        parts |= {name: archive.read(name) for name in archive.namelist()}
    assert detect(zipped(parts)) == "workbook"


def test_empty_cells_to_the_far_corner_do_no_harm() -> None:
    body = '<row r="1"><c r="A1"><v>7</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    content = sheet_xml(body)
    assert detect(content) == "workbook"
    assert list(read_workbook(content)) == [("Sheet", [[7.0]])]


ODS = {
    "cells": "<table:table-row>" + CELL.format(' table:number-columns-repeated="900000000"') + "</table:table-row>",
    "bare cells": "<table:table-row>"
    + BARE.format(' table:number-columns-repeated="900000000"')
    + CELL.format("")
    + "</table:table-row>",
    "bare rows": '<table:table-row table:number-rows-repeated="900000000">'
    + BARE.format("")
    + "</table:table-row><table:table-row>"
    + CELL.format("")
    + "</table:table-row>",
    "other marks": "<table:table-row table:number-rows-repeated='900000000'>" + CELL.format("") + "</table:table-row>",
    "no number": "<table:table-row table:number-rows-repeated='9e9999999'>" + CELL.format("") + "</table:table-row>",
}


@pytest.mark.parametrize("rows", ODS.values(), ids=ODS.keys())
def test_what_is_said_to_come_again_a_billion_times_is_told(rows: str) -> None:
    assert code_of(ods(rows)) == "too_many_cells"


def test_a_million_empty_rows_at_the_end_are_nothing() -> None:
    rest = '<table:table-row table:number-rows-repeated="1048575">{}</table:table-row>'
    rows = "<table:table-row>" + CELL.format("") + "</table:table-row>"
    content = ods(rows + rest.format(BARE.format(' table:number-columns-repeated="16384"')))
    assert detect(content) == "workbook"
    assert list(read_workbook(content)) == [("Full", [["x"]])]
    text = SourceFile("a.csv", b"Num;Titular\n1;Pere\n2;Anna\n" + b";\n" * 100_000)
    assert len(read_files([text])[0].rows) == 3


def test_a_million_empty_rows_in_between_are_bounded() -> None:
    body = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="{}1048576"><v>1</v></c></row>'
    assert code_of(sheet_xml(body.format("Z"))) == "too_many_cells"
    content = sheet_xml(body.format("A").replace("1048576", "200000"))
    assert len(next(read_workbook(content))[1]) == 200_000


def test_sixteen_thousand_columns_are_told() -> None:
    assert code_of(xlsx(*[range(16_000)] * 3)) == "too_many_columns"
    assert code_of(ods("<table:table-row>" + CELL.format("") * 16_000 + "</table:table-row>")) == "too_many_columns"
    line = ";".join(map(str, range(16_000)))
    with pytest.raises(UnreadableFile, match="16000 columnes"):
        read_files([SourceFile("a.csv", f"{line}\n{line}\n".encode())])


def test_three_hundred_sheets_are_read_and_far_more_are_told() -> None:
    book = openpyxl.Workbook()
    for number in range(300):
        book.create_sheet(f"S{number}").append(["Núm.", number])
    target = io.BytesIO()
    book.save(target)
    assert len(list(read_workbook(target.getvalue()))) == 301
    assert code_of(target.getvalue(), Limits(sheets=300)) == "too_many_sheets"


def test_a_member_larger_than_the_directory_says_is_told() -> None:
    honest = zipped({"xl/workbook.xml": b"<workbook/>", "xl/sharedStrings.xml": b"x" * 5_000_000})
    lying = honest.replace(struct.pack("<I", 5_000_000), struct.pack("<I", 50))
    assert lying != honest
    assert code_of(lying) == "damaged"


def test_a_way_of_packing_that_no_spreadsheet_uses_is_told() -> None:
    assert code_of(zipped({"xl/workbook.xml": b"<workbook/>" * 99}, zipfile.ZIP_BZIP2)) == "damaged"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", ["", "<!--" + "x" * 9000 + "-->"])
def test_entities_are_found_wherever_they_are_declared(encoding: str, before: str) -> None:
    part = f'<?xml version="1.0"?>{before}<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><workbook>&c;</workbook>'
    assert code_of(zipped({"xl/workbook.xml": part.encode(encoding)})) == "entities"


def test_locked_and_binary_workbooks_are_told_apart() -> None:
    manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
    assert code_of(zipped({"content.xml": b"\x8f" * 99, "META-INF/manifest.xml": manifest})) == "protected"
    assert code_of(zipped({"xl/workbook.bin": b"\x83\x01"})) == "binary_workbook"


@pytest.mark.parametrize("cipher", [0, 1])
def test_an_old_workbook_with_a_password_is_told(cipher: int) -> None:
    content = bytearray(old_workbook())
    after = content.index(struct.pack("<HH", 0x0809, 16)) + 20
    content[after : after + 6] = struct.pack("<HHH", 0x002F, 2, cipher)
    assert code_of(bytes(content)) == "protected"
    assert detect(old_workbook()) == "workbook"


def test_a_formula_gives_the_value_it_last_had_and_is_never_computed() -> None:
    cells = '<c r="A1"><f>1+1</f><v>7</v></c><c r="B1" t="str"><f>CMD()</f><v>Pere</v></c><c r="C1"><f>2*2</f></c>'
    ((_, rows),) = read_workbook(sheet_xml(f'<row r="1">{cells}</row>'))
    assert rows[0][:2] == [7.0, "Pere"]
    assert not any(rows[0][2:])
    (sheet,) = read_files([SourceFile("a.csv", b"Num;Titular\n=1+1;@SUM(A1)\n")])
    assert sheet.rows[1] == ["=1+1", "@SUM(A1)"]


def test_an_old_workbook_that_asks_for_all_memory_is_told() -> None:
    # The column of a cell is two bytes, and no one checks them: 65,536 rows times 65,536 columns.
    content = bytearray(old_workbook())
    at = content.index(struct.pack("<HH", 0x0203, 14))
    content[at + 4 : at + 8] = b"\xff\xff\xff\xff"
    assert code_of(bytes(content)) in ("too_heavy", "too_many_columns", "too_many_cells")


def old_workbook() -> bytes:
    return HANDS["workbook_of_excel_97"](1).files[0].content


SMALL = {
    "a.xlsx": xlsx(["Núm.", "Fila", "Titular"], [1, 2, "Anna Mas"], [2, 2, "Pere Mas"]),
    "b.xlsx": xlsx(["BLOC A"], [3, 6, 9, 12], [2, 5, 8, 11], [1, 4, 7, 10]),
    "a.ods": ods_book(
        [[("3", "g"), ("6", ""), ("9", "r")], [("2", ""), ("5", "g"), ("8", "")], [("", "g"), ("Lliure", "")]]
    ),
    "a.dbf": dbf([("NUM", "N", 4), ("NOM", "C", 9)], [b"    1PUIG     ", b"*   2MAS      "]),
    "a.txt": "Nínxol ...: 1  Fila: 2\nTitular ..: Anna\n-----\nNínxol ...: 2\nTitular ..: Pere\n".encode("cp850"),
    "a.csv": 'Núm;Titular\n1;"Anna ""Nita"" Mas"\n2;"Pere\nMas"\n'.encode("cp1252"),
}


@st.composite
def mutated(draw: st.DrawFn, whole: bytes) -> bytes:
    """The bytes with some of them changed, left out, doubled or cut off."""
    content = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(content) - 1)))
        way = draw(st.sampled_from(["change", "cut", "leave", "put"]))
        if way == "change":
            content[at : at + 4] = draw(st.sampled_from([b"\xff" * 4, b"\0" * 4, b"9999", b'"', b"<"]))
        elif way == "cut":
            del content[at:]
        elif way == "leave":
            del content[at : at + draw(st.integers(1, 40))]
        else:
            content[at:at] = draw(st.binary(max_size=20)) or content[: draw(st.integers(1, 60))]
    return bytes(content)


def read_or_told(name: str, content: bytes) -> None:
    try:
        sheets = read_files([SourceFile(name, content)])
    except UnreadableFile:
        return
    for sheet in sheets:
        assert sheet.row_numbers is None or len(sheet.row_numbers) == len(sheet.rows)
        assert sheet.cells is None or len(sheet.cells) == len(sheet.rows)


@pytest.mark.parametrize("name", SMALL)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_broken_file_is_read_or_told(name: str, data: st.DataObject) -> None:
    whole = SMALL[name]
    if not whole.startswith(b"PK") or data.draw(st.booleans()):
        return read_or_told(name, data.draw(mutated(whole)))
    # Inside an archive, whose sums would give every change away.
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    part = data.draw(st.sampled_from(sorted(parts)))
    return read_or_told(name, zipped({**parts, part: data.draw(mutated(parts[part]))}))


@pytest.mark.parametrize("whole", [old_workbook(), sample("mdb")], ids=["xls", "mdb"])
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_broken_file_of_a_child_process_is_read_or_told(whole: bytes, data: st.DataObject) -> None:
    read_or_told("a.xls", data.draw(mutated(whole)))


def test_more_lines_or_cells_than_a_table_of_people_has_are_told() -> None:
    for content, said in ((b"a;b\n" * 1_600_000, "1599999 línies"), (b"a;b\r" * 1_600_000, "línies")):
        with pytest.raises(UnreadableFile, match=said):
            read_files([SourceFile("a.csv", content)])
    with pytest.raises(UnreadableFile, match=r"full «a» .* 12500000 cel·les"):
        read_files([SourceFile("a.csv", (b";" * 25 + b"\n") * 500_000)])


TEDIOUS = {
    "blanks": "a" + " " * 400_000 + "b",
    "short lines of blanks": ("a" + " " * 990 + "b\n") * 400,
    "dots": "Titular " + "." * 400_000 + "x",
    "marks": '"' * 400_000,
    "open marks": 'a;"b;c\n' * 50_000,
    "rules": ("--" + "-" * 180 + "x\n") * 3_000,
    "keys": "a: " * 100_000,
    "tabs": "\t" * 400_000,
    "gaps": ("a  " * 300 + "\n") * 300,
    "carriage returns": "\r" * 400_000,
}


@pytest.mark.parametrize("text", TEDIOUS.values(), ids=TEDIOUS.keys())
def test_no_text_is_so_tedious_that_reading_it_does_not_end(text: str) -> None:
    started = time.monotonic()
    read_or_told("a.txt", ("Num;Titular\n1;Pere\n" + text).encode())
    read_or_told("b.txt", ("Num: 1\nTitular: Pere\n\nNum: 2\n" + text).encode())
    read_or_told("c.xlsx", xlsx(["Titular:", "Pere"], [text[:32_000].replace("\x00", "")], ["Titular:", "Pere"]))
    assert time.monotonic() - started < 20
