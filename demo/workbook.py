"""The legacy workbook of an invented town: merged titles, a header on row 4, a sheet per block, totals at the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from demo.register import Chapter, Entry
from demo.spelling import Scribe
from demo.towns import Town

Cell = str | int | date | None
COLUMNS = (
    "Núm.", "Fila", "Classe", "Titular", "DNI/NIF", "Adreça", "CP", "Població", "Títol",
    "Data concessió", "Anys", "Venciment", "Difunts (data defunció)", "Observacions",
)  # fmt: skip
WIDTHS = (8, 8, 12, 34, 12, 26, 8, 18, 8, 22, 14, 13, 60, 20)
NEIGHBOURS = (("08241", "Manresa"), ("08001", "Barcelona"), ("08500", "Vic"), ("08600", "Berga"), ("08201", "Sabadell"))


def save_workbook(town: Town, chapters: list[Chapter], path: Path) -> None:
    """Write the register of `town` to `path` as the town hall once kept it."""
    scribe = Scribe(Random(town.seed + 1))
    book = Workbook()
    book.remove(book.worksheets[0])
    for chapter in chapters:
        _fill(book.create_sheet(_sheet_name(chapter)), town, chapter, scribe)
    book.save(path)


def _sheet_name(chapter: Chapter) -> str:
    is_wall = chapter.block is not None and chapter.block.kind == "Nínxol"
    return f"BLOC {chapter.name}".upper() if is_wall else chapter.name.upper()


def _fill(sheet: Worksheet, town: Town, chapter: Chapter, scribe: Scribe) -> None:
    _write_head(sheet, town, chapter)
    for line, entry in enumerate(chapter.entries):
        if line and line % 25 == 0:
            sheet.append([])
        sheet.append(list(_cells(town, entry, scribe)))
    sheet.append([])
    sheet.append([f"TOTAL: {len(chapter.entries)}", None, None, f"Ocupats: {chapter.occupied_count}"])


def _write_head(sheet: Worksheet, town: Town, chapter: Chapter) -> None:
    sheet.append([f"AJUNTAMENT DE {town.name.upper()}"])
    size = f" (núm. 1 a {chapter.block.size})" if chapter.block else ""
    sheet.append([f"{town.cemetery} – PADRÓ – {_sheet_name(chapter)}{size}"])
    sheet.append([])
    sheet.append(list(COLUMNS))
    for row in (1, 2):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(COLUMNS))
        sheet.cell(row, 1).font = Font(bold=True, size=13)
    for place, width in enumerate(WIDTHS, start=1):
        cell = sheet.cell(4, place)
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width


def _cells(town: Town, entry: Entry, scribe: Scribe) -> Iterator[Cell]:
    yield int(entry.number) if entry.number.isdigit() else entry.number
    yield scribe.floor(entry.floor) if entry.floor else None
    yield entry.kind
    yield from _holder_cells(town, entry, scribe)
    yield from _right_cells(entry, scribe)
    yield scribe.dead(entry.history.dead) or None
    yield entry.note or None


def _holder_cells(town: Town, entry: Entry, scribe: Scribe) -> Iterator[Cell]:
    holder = entry.history.holder
    if holder is None:
        yield _nobody(entry, scribe)
        yield from (None, None, None, None)
        return
    yield scribe.holder(holder)
    yield holder.national_id or None
    yield holder.street or None
    elsewhere = scribe.random.choice(NEIGHBOURS) if holder.lives_elsewhere else (town.postal_code, town.name)
    yield from elsewhere if holder.street else (None, None)


def _nobody(entry: Entry, scribe: Scribe) -> str | None:
    if entry.is_municipal:
        return "AJUNTAMENT"
    return "LLIURE" if entry.is_marked_free or scribe.random.random() < 0.6 else None


def _right_cells(entry: Entry, scribe: Scribe) -> Iterator[Cell]:
    right = entry.history.right
    if right is None:
        yield from (None, None, None, None)
        return
    yield right.title
    yield right.granted_on if entry.written_end else scribe.day(right.granted_on)
    yield scribe.years(right)
    yield entry.written_end or scribe.end(right) or None
