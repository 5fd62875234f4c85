"""The legacy workbook of an invented town: merged titles, a header on row 4, a sheet per block, totals at the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from demo.register import Chapter, Entry
from demo.spelling import Scribe
from demo.towns import Town

Cell = str | int | date | None
HEADER_ROW = 4
COLUMNS = (
    "Núm.", "Fila", "Classe", "Titular", "DNI/NIF", "Adreça", "CP", "Població", "Títol",
    "Data concessió", "Anys", "Venciment", "Difunts (data defunció)", "Observacions",
)  # fmt: skip
COLUMNS_OF_ONE_SHEET = (
    "Bloc", "Núm.", "Pis", "Classe", "Titular", "NIF", "Domicili", "CP", "Població", "Títol",
    "Data concessió", "Anys", "Venciment", "Difunts (data defunció)", "Observacions",
)  # fmt: skip
WIDTHS = (8, 8, 12, 34, 12, 26, 8, 18, 8, 22, 14, 13, 60, 20)
NEIGHBOURS = (("08241", "Manresa"), ("08001", "Barcelona"), ("08500", "Vic"), ("08600", "Berga"), ("08201", "Sabadell"))


def save_workbook(town: Town, chapters: list[Chapter], path: Path) -> None:
    """Write the register of `town` to `path` as the town hall once kept it."""
    scribe = Scribe(Random(town.seed + 1))
    book = Workbook()
    book.remove(book.worksheets[0])
    if town.is_one_sheet:
        _fill_one_sheet(book.create_sheet("CEMENTIRI"), town, chapters, scribe)
    else:
        for chapter in chapters:
            _fill(book.create_sheet(_sheet_name(chapter)), town, chapter, scribe)
    book.save(path)


def _fill_one_sheet(sheet: Worksheet, town: Town, chapters: list[Chapter], scribe: Scribe) -> None:
    _write_head(sheet, (f"AJUNTAMENT DE {town.name.upper()}", "NÍNXOLS I TOMBES"), COLUMNS_OF_ONE_SHEET, (8, *WIDTHS))
    for chapter in chapters:
        for entry in chapter.entries:
            sheet.append([chapter.name if chapter.block else None, *_cells(town, entry, scribe)])
    sheet.append([])
    sheet.append([f"Total {sum(len(chapter.entries) for chapter in chapters)}"])


def _sheet_name(chapter: Chapter) -> str:
    is_wall = chapter.block is not None and chapter.block.kind == "Nínxol"
    return f"BLOC {chapter.name}".upper() if is_wall else chapter.name.upper()


def _fill(sheet: Worksheet, town: Town, chapter: Chapter, scribe: Scribe) -> None:
    size = f" (núm. 1 a {chapter.block.size})" if chapter.block else ""
    titles = (f"AJUNTAMENT DE {town.name.upper()}", f"{town.cemetery} – PADRÓ – {_sheet_name(chapter)}{size}")
    _write_head(sheet, titles, COLUMNS, WIDTHS)
    for line, entry in enumerate(chapter.entries):
        if line and line % 25 == 0:
            sheet.append([])
        sheet.append(list(_cells(town, entry, scribe)))
    sheet.append([])
    sheet.append([f"TOTAL: {len(chapter.entries)}", None, None, f"Ocupats: {chapter.occupied_count}"])


def _write_head(sheet: Worksheet, titles: tuple[str, str], columns: tuple[str, ...], widths: tuple[int, ...]) -> None:
    for row, title in enumerate(titles, start=1):
        sheet.append([title])
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(columns))
        sheet.cell(row, 1).font = Font(bold=True, size=13)
    sheet.append([])
    sheet.append(list(columns))
    for place, width in enumerate(widths, start=1):
        cell = sheet.cell(HEADER_ROW, place)
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = width


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
    if entry.history.right:
        return None
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
