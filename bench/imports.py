"""An old register from workbook to tables, beside reading the same cells with calamine and copying them in raw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone
from python_calamine import CalamineWorkbook

from bench.installation import town_of
from bench.memory import forget_peak, peak_megabytes
from bench.readings import Reading, seconds
from bench.roll import write_roll
from cementiris.registry.models import BurialUnit, Cemetery, Concession, Holding, Movement, Person, Section
from cementiris.tenancy.scope import municipality
from cementiris.tenancy.statistics import clear_leftovers, refresh_statistics
from imports.models import ImportBatch, ImportRow, SourceLink
from imports.pipeline import no_collector
from imports.services.commit import commit
from imports.services.stage import read_again, read_batch, receive

WRITTEN = (ImportBatch, Cemetery, Section, BurialUnit, Person, Movement, Concession, Holding, ImportRow, SourceLink)
"""Every table that an import fills."""
MOST_MEGABYTES = 800


class _Undo(Exception):
    """Raised to take back what was measured."""


@dataclass
class _Taken:
    """What one workbook took: seconds until its rows are shown, until all is in the register, and megabytes."""

    shown: float = 0
    whole: float = 0
    megabytes: float = 0
    floor: float = 0
    rows: dict[str, bytes] = field(default_factory=dict)


_taken: dict[int, _Taken] = {}


def run(size: int) -> Iterator[Reading]:
    """Seconds for a workbook of `size` rows: received, read and checked; then committed with all constraints.

    The floor reads the same file with calamine and copies the very rows that the import wrote into the same tables,
    whose constraints are checked as at a commit.
    Memory stands beside what an import may take, growth beside that of the floor.
    """
    with TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder), municipality(town_of(0).pk):
        content = _workbook(size, Path(folder) / "padro.xlsx")
        taken = _taken[size] = _Taken()
        _leave_as_new()
        _import(content, taken)
        _leave_as_new()
        taken.floor = seconds(lambda: _bare(content, taken.rows))
        taken.rows.clear()
        _leave_as_new()
    yield Reading("import", "workbook to rows shown", taken.shown, "s", taken.floor, size)
    yield Reading("import", "workbook to register", taken.whole, "s", taken.floor, size)
    yield Reading("import", "peak memory", taken.megabytes, "MB", MOST_MEGABYTES, size)
    if smaller := [other for other in _taken if other < size]:
        before = _taken[max(smaller)]
        yield Reading("import", "growth", taken.whole / before.whole, "×", taken.floor / before.floor, size)


def _leave_as_new() -> None:
    """What is measured is taken back; the tables are then to be as they were before."""
    refresh_statistics()
    clear_leftovers()


def _workbook(rows: int, path: Path) -> bytes:
    """Write the workbook in a process of its own: its memory is not the import's."""
    writer = get_context("spawn").Process(target=write_roll, args=(rows, path))
    writer.start()
    writer.join()
    return path.read_bytes()


def _import(content: bytes, taken: _Taken) -> None:
    try:
        with transaction.atomic():
            forget_peak()
            taken.shown = seconds(lambda: _show(content))
            taken.whole = taken.shown + seconds(_bring_in)
            taken.megabytes = peak_megabytes()
            taken.rows |= {model._meta.db_table: _copied_out(model._meta.db_table) for model in WRITTEN}
            raise _Undo
    except _Undo:
        return


@no_collector()
def _show(content: bytes) -> None:
    """Do what the request and the worker do until the clerk sees rows and issues."""
    file = ContentFile(content, name="padro.xlsx")
    read_batch(receive([file], cemetery_name="Bench", mapping={}, actor=None))


@no_collector()
def _bring_in() -> None:
    """Do what the worker does when the clerk has decided."""
    batch = ImportBatch.objects.latest("pk")
    commit(batch, read_again(batch), actor=None, at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


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
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            raise _Undo
    except _Undo:
        return
