"""Small files of every format, made in memory for the tests. All people are invented."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

import openpyxl

FieldSpec = tuple[str, str, int]
"""Name, type and length of a field of a dBase table."""


def dbf(fields: Sequence[FieldSpec], records: Sequence[bytes], *, version: int = 3, page: int = 0) -> bytes:
    """A dBase table; a record is given whole, its first sign a blank or the asterisk of a deleted one."""
    length = 1 + sum(size for _, _, size in fields)
    head = struct.pack("<4BIHH", version, 124, 6, 3, len(records), 33 + 32 * len(fields), length)
    parts = [head + bytes(17) + bytes([page]) + bytes(2)]
    parts += [struct.pack("<11sc4xB15x", name.encode("cp850"), kind.encode(), size) for name, kind, size in fields]
    return b"".join([*parts, b"\r", *records, b"\x1a"])


def xlsx(*rows: Sequence[object]) -> bytes:
    """A workbook of one sheet."""
    return workbook({"Sheet": rows})


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook of several sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def ods(rows: str) -> bytes:
    """An OpenDocument workbook of one sheet, its rows given as XML."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("style", "style"),
            ("fo", "xsl-fo-compatible"),
        )
    )
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table-cell">'
        f'<style:table-cell-properties fo:background-color="{colour}"/></style:style>'
        for name, colour in (("g", "#92d050"), ("r", "#ff0000"))
    )
    sheet = f'<table:table table:name="Full">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    head = f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
    content = f"{head}{body}</office:document-content>"
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return zipped({"mimetype": kind, "content.xml": content.encode(), "META-INF/manifest.xml": manifest})


def ods_book(rows: Sequence[Sequence[tuple[str, str]]]) -> bytes:
    """An OpenDocument workbook of cells, each a text and the letter of its colour: g, r or none."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string" table:style-name="{colour or "plain"}">'
            f"<text:p>{text}</text:p></table:table-cell>"
            for text, colour in row
        )
        + "</table:table-row>"
        for row in rows
    )
    return ods(cells)
