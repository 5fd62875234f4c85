"""Bytes of the formats that towns keep their registers in, written without the libraries that read them."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

import openpyxl

Rows = list[list[Any]]


def xlsx(sheets: dict[str, Rows], merges: dict[str, list[str]] | None = None) -> bytes:
    """A workbook of these sheets, with cells merged as told (``B1:C1``)."""
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
        for area in (merges or {}).get(name, []):
            sheet.merge_cells(area)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def text(rows: Rows, delimiter: str, encoding: str, *, ending: str = "\r\n") -> bytes:
    """Text with a delimiter between the cells; cells with line breaks or delimiters stand in quotes."""
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter, lineterminator=ending).writerows(rows)
    return target.getvalue().encode(encoding)


def line_after(rows: Rows) -> int:
    """The line of a text on which the next record begins: a cell may hold line breaks."""
    return 1 + sum(1 + sum(str(cell).count("\n") for cell in row) for row in rows)


_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)
_ODS_MIME = "application/vnd.oasis.opendocument.spreadsheet"


def ods(sheets: dict[str, Rows], spans: dict[str, dict[tuple[int, int], int]] | None = None) -> bytes:
    """An OpenDocument spreadsheet; `spans` merge cells to the right: sheet → (row, column) → how many."""
    body = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(_ods_row(row, {at[1]: n for at, n in (spans or {}).get(name, {}).items() if at[0] == order})
                  for order, row in enumerate(rows))
        + "</table:table>"
        for name, rows in sheets.items()
    )  # fmt: skip
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_MIME}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", _ODS_MIME)
        archive.writestr("content.xml", _ODS.format(body), zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", manifest)
    return target.getvalue()


def _ods_row(row: list[Any], spans: dict[int, int]) -> str:
    cells, skip = [], 0
    for order, cell in enumerate(row):
        if skip:
            cells.append("<table:covered-table-cell/>")
            skip -= 1
            continue
        skip = spans.get(order, 1) - 1
        cells.append(_ods_cell(cell, f' table:number-columns-spanned="{skip + 1}"' if skip else ""))
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _ods_cell(cell: Any, span: str) -> str:
    if cell is None or cell == "":
        return f"<table:table-cell{span}/>"
    if isinstance(cell, date):
        return (
            f'<table:table-cell{span} office:value-type="date" office:date-value="{cell.isoformat()}">'
            f"<text:p>{cell:%d/%m/%y}</text:p></table:table-cell>"
        )
    if isinstance(cell, int | float):
        return (
            f'<table:table-cell{span} office:value-type="float" office:value="{cell}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell).split("\n"))
    return f'<table:table-cell{span} office:value-type="string">{lines}</table:table-cell>'


@dataclass(frozen=True)
class Field:
    """A field of a dBase table: its name, its type (C, N, D, L, M) and its width."""

    name: str
    type: str
    width: int
    decimals: int = 0


def dbf(fields: Sequence[Field], records: Rows, *, encoding: str, driver: int, deleted: frozenset[int]) -> bytes:
    """A dBase III table; `deleted` are the record numbers from 1 that were struck out and never packed away."""
    length = 1 + sum(field.width for field in fields)
    head = struct.pack("<BBBBIHH", 3, 97, 11, 4, len(records), 33 + 32 * len(fields), length)
    head += bytes(17) + bytes([driver]) + bytes(2)
    for field in fields:
        head += struct.pack(
            "<11sc4xBB14x", field.name.encode("ascii"), field.type.encode(), field.width, field.decimals
        )
    body = b"".join(
        (b"*" if number in deleted else b" ")
        + b"".join(_dbf_cell(cell, field, encoding) for cell, field in zip(record, fields, strict=True))
        for number, record in enumerate(records, 1)
    )
    return head + b"\r" + body + b"\x1a"


def _dbf_cell(cell: Any, field: Field, encoding: str) -> bytes:
    if isinstance(cell, date):
        cell = f"{cell:%Y%m%d}"
    written = str(cell).encode(encoding)[: field.width]
    return written.rjust(field.width) if field.type == "N" else written.ljust(field.width)
