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
from cementiris.registry.models import BurialUnit, Concession, Holding, Movement, Person, Section
from cementiris.tenancy.scope import municipality
from demo.register import write_register
from demo.towns import Block, Town
from demo.workbook import save_workbook
from imports.models import ImportRow, SourceLink
from imports.rows import SourceFile
from imports.services.commit import commit
from imports.services.stage import read_again, stage

WALL = 200
WRITTEN = (Section, BurialUnit, Person, Movement, Concession, Holding, ImportRow, SourceLink)
"""Every table that an import fills."""


class _Undo(Exception):
    """Raised to take back what was measured."""


def run(size: int) -> Iterator[Reading]:
    """Seconds for a workbook of `size` rows: staged with every row kept, checked, committed with all constraints.

    The floor reads the same file with calamine and copies the very rows that the import wrote into the same tables.
    """
    with TemporaryDirectory() as folder, municipality(town_of(0).pk):
        content = _workbook(size, Path(folder) / "padro.xlsx")
        rows: dict[str, bytes] = {}
        value = seconds(lambda: _import(content, rows))
        floor = seconds(lambda: _bare(content, rows))
    yield Reading("import", "workbook to register", value, "s", floor, size)


def _workbook(rows: int, path: Path) -> bytes:
    kinds = ["Nínxol"] * (rows // WALL - 1) + ["Columbari"]
    blocks = tuple(
        Block(f"B{number}", 5, WALL // 5, 1950 + number % 60, kind=kind) for number, kind in enumerate(kinds, 1)
    )
    town = Town("99999", "Bench", "bench", "Cementiri", "08999", seed=7, blocks=blocks)
    save_workbook(town, write_register(town, date(2026, 11, 22)), path)
    return path.read_bytes()


def _import(content: bytes, rows: dict[str, bytes]) -> None:
    try:
        with transaction.atomic():
            batch = stage([SourceFile("padro.xlsx", content)], cemetery_name="Bench", mapping={}, actor=None)
            commit(batch, read_again(batch), actor=None, at=timezone.now())
            _check_constraints()
            rows.update({model._meta.db_table: _copied_out(model._meta.db_table) for model in WRITTEN})
            raise _Undo
    except _Undo:
        return


def _copied_out(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f"COPY (SELECT * FROM {table}) TO STDOUT") as copy:
        return b"".join(bytes(chunk) for chunk in copy)


def _bare(content: bytes, rows: dict[str, bytes]) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for table, copied in rows.items():
                cursor.execute(f"CREATE TEMP TABLE bare AS SELECT * FROM {table} WITH NO DATA")
                with cursor.copy("COPY bare FROM STDIN") as copy:
                    copy.write(copied)
                cursor.execute(f"INSERT INTO {table} SELECT * FROM bare")
                cursor.execute("DROP TABLE bare")
            raise _Undo
    except _Undo:
        return


def _check_constraints() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
