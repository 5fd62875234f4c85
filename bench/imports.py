"""An old register from workbook to tables, beside reading the same cells with calamine and copying them in raw."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection, transaction
from django.utils import timezone
from python_calamine import CalamineWorkbook

from bench.installation import town_of
from bench.readings import Reading, seconds
from cementiris.tenancy.scope import municipality
from demo.register import write_register
from demo.towns import Block, Town
from demo.workbook import save_workbook
from imports.rows import SourceFile
from imports.services.commit import commit
from imports.services.stage import read_again, stage

WALL = 200
LARGEST = 10_000
"""Rows of the largest workbook that any town would hand in; a town of 100,000 units would hand in ten."""


class _Undo(Exception):
    """Raised to take back what was measured."""


def run(size: int) -> Iterator[Reading]:
    """Seconds for a workbook of `size` rows (10,000 at most): staged with every row kept, checked, committed."""
    rows = min(size, LARGEST)
    if size > LARGEST:
        return
    with TemporaryDirectory() as folder, municipality(town_of(0).pk):
        content = _workbook(rows, Path(folder) / "padro.xlsx")
        floor = seconds(lambda: _bare(content))
        value = seconds(lambda: _import(content))
    yield Reading("import", "workbook to register", value, "s", floor, rows)


def _workbook(rows: int, path: Path) -> bytes:
    blocks = tuple(Block(f"B{number}", 5, WALL // 5, 1950 + number % 60) for number in range(1, rows // WALL + 1))
    town = Town("99999", "Bench", "bench", "Cementiri", "08999", seed=7, blocks=blocks)
    save_workbook(town, write_register(town, date(2026, 11, 22)), path)
    return path.read_bytes()


def _bare(content: bytes) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE bare (cells text[])")
        with cursor.copy("COPY bare (cells) FROM STDIN") as copy:
            for name in book.sheet_names:
                for row in book.get_sheet_by_name(name).to_python():
                    copy.write_row([[str(cell) for cell in row]])
        cursor.execute("DROP TABLE bare")


def _import(content: bytes) -> None:
    try:
        with transaction.atomic():
            batch = stage([SourceFile("padro.xlsx", content)], cemetery_name="Bench", mapping={}, actor=None)
            commit(batch, read_again(batch), actor=None, at=timezone.now())
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            raise _Undo
    except _Undo:
        return
